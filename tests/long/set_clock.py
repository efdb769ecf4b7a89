"""The program itself, as `leerkring` starts it, with a clock that somebody sets while it runs."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.__main__ import main
from bot.clock import RunningTime
from bot.commandline import running

# Names the file that holds by how many seconds the clock is wrong.
APART = "LEERKRING_CLOCK_APART"


class SetTime(RunningTime):
    """Time that passes as it should, and a clock that is wrong by what the file says."""

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=float(Path(os.environ[APART]).read_text() or 0))


if __name__ == "__main__":
    running.RunningTime = SetTime  # type: ignore[attr-defined]  # so that it starts by another clock
    sys.argv[0] = "leerkring"
    main()
