"""`leerkring backup` and `restore`: a copy of the database beside the running bot, and one put back in its place."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import read
from bot.storage import backups

Item = dict[str, Any]


def back_up(target: str, keep: int | None, force: bool) -> Item:
    """Make a backup in a file or folder and return where it is, its size in bytes, and which older ones went.

    What ends with a slash is meant as a folder, also if it is not there.
    Raises SettingsError, OSError, UnusableDatabaseError.
    """
    source, path = read().database, Path(target)
    is_folder = target.endswith("/") or path.is_dir()
    file = backups.free_name(path, source, datetime.now(UTC)) if is_folder else path
    backups.back_up(source, file, force=force)
    gone = backups.thin_out(path, source, file, keep) if is_folder and keep else []
    return {"backup": str(file), "bytes": file.stat().st_size, "removed": [str(path) for path in gone]}


def put_back(backup: Path) -> Item:
    """Let a backup take the database's place and return which, where, and where the replaced one is kept.

    Raises SettingsError, OSError, DatabaseBusyError, UnusableDatabaseError.
    """
    database = read().database
    kept = backups.put_back(database, backup, datetime.now(UTC))
    return {"database": str(database), "backup": str(backup), "kept": str(kept) if kept else None}
