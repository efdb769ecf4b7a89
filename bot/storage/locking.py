"""Locking: one program at a database, in a place where this account may write; else whose it is, and what to do."""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from bot.storage.database import DatabaseBusyError, UnusableDatabaseError

# What lies beside a database while it is written to.
BESIDE = ("", "-wal", "-shm", ".lock", ".migrating")


def hold_lock(path: Path, what: str, mend: str) -> FileLock:
    """Return a held lock that ends with the process; raise DatabaseBusyError if another process has it.

    `what` and `mend` say in that error what is in use and how else to get by. Raises FileNotFoundError where the
    folder is not there: a slip in the path must not start an empty bot; UnusableDatabaseError where this account may
    not write.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {path.parent}. Make it, or correct LEERKRING_DATABASE.")
    if in_the_way := not_ours(path):
        raise UnusableDatabaseError(*in_the_way)
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DatabaseBusyError(f"Another Leerkring is already running {what}. Stop it first, or {mend}.") from error
    return lock


def not_ours(path: Path) -> tuple[str, str] | None:
    """Return what keeps this account from writing to a database that is or will be at a path, and what to do; None
    where nothing does."""
    whole = path.resolve()
    there = (whole.parent, *(whole.with_name(whole.name + end) for end in BESIDE))
    for one in there:
        needed = os.W_OK | os.X_OK if one == whole.parent else os.W_OK
        if _may(one, os.F_OK) and not _may(one, needed):
            return _told(one)
    return None


def _may(place: Path, do: int) -> bool:
    return os.access(place, do, effective_ids=os.access in os.supports_effective_ids)


def _told(place: Path) -> tuple[str, str]:
    owner, me = name_of(place.stat().st_uid), name_of(os.geteuid())
    if owner == me:
        return f"{place} can't be written to.", f"Let its account do so: `chmod u+w{'x' * place.is_dir()} {place}`."
    what = "the folder" if place.is_dir() else "the file"
    return (
        f"{place} belongs to {owner}, and {me} can't write to it.",
        "Give the command as the account the bot runs under."
        f" If that is {me}, make {what} its own first: `sudo chown {me} {place}`.",
    )


def name_of(account: int) -> str:
    """Return what an account is called; its number where it has no name, as in some containers."""
    try:
        import pwd

        return pwd.getpwuid(account).pw_name
    except (ImportError, KeyError):
        return str(account)
