"""A database and a backup of it, for the tests of backing up and of restoring."""

from pathlib import Path

import pytest
from storage.copies import add

from bot.storage.backups import back_up


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database with Anna in it that nobody has open."""
    path = tmp_path / "own.db"
    add(path, 1, "Anna")
    return path


@pytest.fixture
def copy(path: Path) -> Path:
    """Return a backup from when only Anna was known; Bram came after it."""
    copy = path.parent / "copy.db"
    back_up(path, copy)
    add(path, 2, "Bram")
    return copy
