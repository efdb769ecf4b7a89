"""Accesses: who had what is kept printed, copied or removed on the machine itself, in a file beside the database."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock

from bot.storage.database import instant, stamp

REMEMBERED = timedelta(days=2 * 366)


class AccessLogError(Exception):
    """An access can't be noted, so there is none."""


@dataclass(frozen=True, slots=True)
class Access:
    """One command that was given: when, by which account of the machine (`through` whose, where sudo told), and how.

    `options` never holds words that were searched for, only that there were some.
    """

    at: datetime
    account: str
    uid: int
    through: str | None
    command: str
    options: dict[str, Any]


NOTED = {field.name for field in fields(Access)}


def log_of(database: Path) -> Path:
    """Return the file in which accesses to a database are noted."""
    return database.with_name(f"{database.name}.access.log")


def note(database: Path, access: Access) -> None:
    """Note an access, and forget those of more than two years ago.

    Only the database's own account may read the file. Raises AccessLogError where it can't be written.
    """
    path = log_of(database)
    line = json.dumps(asdict(access) | {"at": stamp(access.at)}, ensure_ascii=False) + "\n"
    try:
        with FileLock(f"{path}.lock", mode=0o600):
            _forget_old(path, access.at - REMEMBERED)
            number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(number, "a", encoding="utf-8") as file:
                file.write(line)
            _give_to_owner(database, path, Path(f"{path}.lock"))
    except OSError as error:
        raise AccessLogError(
            f"{path} can't be written ({error.strerror}), and without a note of it nothing is shown."
            " Give the command as the account the bot runs under, or see that the disk has room."
        ) from error


def _forget_old(path: Path, before: datetime) -> None:
    """Write the file anew without its oldest lines, once there are some that are too old."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    if not lines or _is_of(lines[0], before):
        return
    partial = path.with_name(f".{path.name}.partial")
    number = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.writelines(line for line in lines if _is_of(line, before))
    partial.replace(path)


def _is_of(line: str, since: datetime) -> bool:
    """Tell whether a line is from an instant or later; one that can't be read is kept."""
    try:
        return instant(json.loads(line)["at"]) >= since
    except (ValueError, KeyError, TypeError):
        return True


def _give_to_owner(database: Path, *files: Path) -> None:
    """Let the files belong to the database's account, also where an administrator of the machine made them."""
    if os.name == "posix" and os.geteuid() == 0 and database.exists():
        owner = database.stat()
        for file in files:
            os.chown(file, owner.st_uid, owner.st_gid)


def noted(database: Path) -> Iterator[dict[str, Any]]:
    """Yield the accesses that were noted, oldest first, as they stand in the file."""
    path = log_of(database)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        is_whole = isinstance(found, dict) and found.keys() >= NOTED and isinstance(found["options"], dict)
        yield found if is_whole else {"unreadable": line}
