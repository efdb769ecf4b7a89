"""An empty database, laid once in a process and copied from then on: to lay one takes as long as many messages."""

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
    """Lay an empty database where there is none, and return its path; only this account may read it."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_empty())
    return path
