"""`leerkring backup`, `restore` and `key`: copies beside the running bot, one put back, and their key."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import read
from bot.storage import backups, encryption, thinning

Item = dict[str, Any]


def back_up(target: str, keep: int | None, force: bool, recipient: str | None) -> Item:
    """Make a backup in a file or folder and return where it is, its size in bytes, and which older ones went.

    What ends with a slash is meant as a folder, also if it is not there. Sealed to a public key if one is given.
    Raises SettingsError, OSError, UnusableDatabaseError, UnusableKeyError.
    """
    settings, path = read(), Path(target)
    source, recipient = settings.database, recipient or settings.backup_key
    is_folder = target.endswith("/") or path.is_dir()
    end = f".db{encryption.ENDING}" if recipient else ".db"
    file = thinning.free_name(path, source, datetime.now(UTC), end=end) if is_folder else path
    backups.back_up(source, file, force=force, recipient=recipient)
    gone = thinning.thin_out(path, source, file, keep) if is_folder and keep else []
    return {
        "backup": str(file),
        "bytes": file.stat().st_size,
        "is_encrypted": recipient is not None,
        "removed": [str(path) for path in gone],
    }


def put_back(backup: Path, key: Path | None) -> Item:
    """Let a backup take the database's place and return which, where, where the replaced one is kept, and how much had
    been erased since and so was erased in it too.

    Raises SettingsError, OSError, DatabaseBusyError, UnusableDatabaseError, UnusableKeyError.
    """
    database = read().database
    done = backups.put_back(database, backup, datetime.now(UTC), key)
    kept = str(done.kept) if done.kept else None
    return {"database": str(database), "backup": str(backup), "kept": kept, "erased_since": done.erased_since}


def make_key(path: Path) -> Item:
    """Write a new key to a file and return where it is and its public half. Raises OSError."""
    return {"key": str(path), "public": encryption.make_key(path)}
