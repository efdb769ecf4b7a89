"""Thinning: backups by date in a folder, of which the oldest go and nothing else does."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage import encryption, ledger

# Stands in the header of each backup (SQLite's application_id), so that only what was made here is ever thinned out.
MARK = int.from_bytes(b"LkBk", "big")
MARK_AT = 68
SIDES = ("-wal", "-shm", "-journal")


def free_name(folder: Path, source: Path, at: datetime, *, between: str = "-", end: str = ".db") -> Path:
    """Return a name in a folder by date and time in UTC: the first second from `at` on that is not taken."""
    second = at.astimezone(UTC)
    while (path := folder / f"{source.stem}{between}{second:%Y-%m-%dT%H-%M-%SZ}{end}").exists():
        second += timedelta(seconds=1)
    return path


def thin_out(folder: Path, source: Path, newest: Path, keep: int) -> list[Path]:
    """Remove all but `keep` of the backups of this database that were made in this folder; return what went.

    `newest` always stays.
    """
    older = [path for path in _made_here(folder, source) if path.name != newest.name]
    gone = older[: max(len(older) - (keep - 1), 0)]
    for path in gone:
        for end in (*SIDES, ""):
            beside(path, end).unlink(missing_ok=True)
    return gone


def _made_here(folder: Path, source: Path) -> list[Path]:
    name = re.compile(re.escape(source.stem) + r"-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db(\.age)?")
    known = ledger.read(source.resolve()).backups

    def is_ours(path: Path) -> bool:
        # An encrypted one shows no mark: it is one that we know we made.
        is_sealed = path.suffix == encryption.ENDING and not path.is_symlink() and str(path.resolve()) in known
        return is_sealed or _is_marked(path)

    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name) and is_ours(path))


def _is_marked(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(MARK_AT + 4)[MARK_AT:] == MARK.to_bytes(4, "big")


def beside(path: Path, end: str) -> Path:
    """Return the path of a file that belongs to another by its name."""
    return path.with_name(path.name + end)
