"""An empty database for a test, copied from one that a process lays once: to lay it takes as long as many tests do."""

from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage import wiping
from bot.storage.database import open_for_writing

LAID = datetime(2026, 8, 1, tzinfo=UTC)


@cache
def _empty() -> bytes:
    """Return a database as a first start lays it, with nothing owed to its file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with closing(open_for_writing(path)) as database:
            wiping.settle(database, LAID)
        return path.read_bytes()


def lay(path: Path) -> Path:
    """Lay an empty database where there is none, and return its path."""
    if not path.exists():
        path.write_bytes(_empty())
        path.chmod(0o600)
    return path
