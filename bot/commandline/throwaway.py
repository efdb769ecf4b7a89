"""A folder for a database that nobody keeps: in memory where there is room for that, since it need not reach a disk."""

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")


def throwaway() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder that is removed when its context ends."""
    is_quick = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return tempfile.TemporaryDirectory(dir=MEMORY if is_quick else None)
