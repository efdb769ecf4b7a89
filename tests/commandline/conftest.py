"""Commands change what a process logs and whom it tells of its end: after each test that is as it was."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.commandline.own_lines import LEVELS, OURS


@pytest.fixture(autouse=True)
def _process_as_it_was() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in (None, OURS, *LEVELS)]
    levels = [logger.level for logger in loggers]
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
