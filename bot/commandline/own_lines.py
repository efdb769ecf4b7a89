"""Own lines: what the program writes to its log; of what others would write, only the kind and the place."""

import logging
import sys
import threading
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TextIO

OURS = "bot"
# What recurses without end comes through a thousand places.
PLACES_TOLD, EXCEPTIONS_TOLD = 12, 5
# aiohttp and httpx log addresses with the token in them, and telegram whole answers that it can't read, words and all.
LEVELS = {
    "aiohttp": logging.CRITICAL + 1,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "apscheduler": logging.WARNING,
    "telegram": logging.CRITICAL + 1,
}


class OwnLines(logging.Formatter):
    """Shows our own lines as they are, and says of others', and of every exception, what kind it is and where.

    The text of an exception may quote what somebody wrote, and so may any line that isn't ours.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        shown = copy(record)
        told = shown.getMessage() if _is_ours(record.name) else f"at {_place(record.pathname, record.lineno)}"
        error = record.exc_info[1] if record.exc_info else None
        shown.msg = f"{told}: {', '.join(whence(error))}" if error else told
        shown.args = shown.exc_info = shown.exc_text = shown.stack_info = None
        return super().format(shown)


def write_own_lines(is_verbose: bool, stream: TextIO) -> None:
    """Let the program's log hold our own lines, and an unexpected end tell no words either."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OwnLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    if is_verbose:
        logging.getLogger(OURS).setLevel(logging.DEBUG)
    for name, level in LEVELS.items():
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _tell_end


def hush_background() -> None:
    """Let what goes wrong beside the program's own thread, or as something is cleared away, tell no words either."""
    logging.captureWarnings(True)
    threading.excepthook = lambda args: _tell_end(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _tell_end(args.exc_type, args.exc_value, args.exc_traceback)


def whence(error: BaseException) -> Iterator[str]:
    """Yield the kind of an exception and the last places it came through, and the same of what led to it."""
    told: BaseException | None = error
    for _ in range(EXCEPTIONS_TOLD):
        if told is None:
            return
        # What can't be imported is about modules, never about what people wrote.
        yield f"{type(told).__name__}: {told}" if isinstance(told, ImportError) else type(told).__name__
        came_through = list(walk_tb(told.__traceback__))[-PLACES_TOLD:]
        yield from (
            f"{_place(frame.f_code.co_filename, line)} in {frame.f_code.co_name}" for frame, line in came_through
        )
        told = told.__cause__ or told.__context__


def _tell_end(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    lines = whence(error) if error else [kind.__name__]
    print("Something went wrong that the program did not foresee:", *lines, sep="\n  ", file=sys.stderr)


def _is_ours(name: str) -> bool:
    return name == OURS or name.startswith(f"{OURS}.")


def _place(path: str, line: int) -> str:
    return f"{'/'.join(Path(path).parts[-2:])}:{line}"
