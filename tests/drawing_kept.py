"""A process that draws for all tests of a worker: each start of one takes as long as a hundred messages."""

import subprocess
from functools import cache

from bot.messenger.drawing import COMMAND, HOME, Drawing


@cache
def _process() -> subprocess.Popen[bytes]:
    """Return the one process; it ends by itself once nobody can ask it anything any more."""
    pipe = subprocess.PIPE
    return subprocess.Popen(COMMAND, env={"PYTHONPATH": HOME}, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


class KeptDrawing(Drawing):
    """Asks the process of all tests, which knows nothing of the picture before, in the words of the bot."""

    async def _exchange(self, line: bytes) -> tuple[bool, bytes]:
        asked = _process()
        assert asked.stdin
        assert asked.stdout
        asked.stdin.write(line)
        asked.stdin.flush()
        head = asked.stdout.read(5)
        return head[0] == 1, asked.stdout.read(int.from_bytes(head[1:], "big"))
