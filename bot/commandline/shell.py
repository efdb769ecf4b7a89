"""What the commands share: exit codes, errors in one line, what is printed for programs, and a note of who looked."""

import errno
import getpass
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import click

FAILED, MISUSED, BUSY = 1, 2, 3
# So much is printed at once of what has no end in sight.
AT_ONCE = 1000
# Who waits no longer than this, in seconds, needs no bar.
PATIENCE = 2.0
Result = TypeVar("Result")
T = TypeVar("T")


def as_team(typed: str) -> int | str:
    """Return what was typed for a team: its number, or its name."""
    return int(typed) if typed.isascii() and typed.isdigit() else typed


in_team = click.option(
    "--team", type=as_team, metavar="TEAM", help="Only this team, by its number in `leerkring teams` or its name."
)
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON for programs instead of lines for people.")


# What to do where the operating system refuses something.
MENDS: dict[type[OSError], str] = {
    PermissionError: "Give the command as the account the bot runs under.",
    FileExistsError: "Choose another name, or remove it.",
    FileNotFoundError: "Correct the name.",
    IsADirectoryError: "That is a folder: name a file.",
    NotADirectoryError: "That is no folder: choose another place.",
}
NO_FOLDER = "Correct the name, or make the folder it is to stand in."
MENDS_BY_NUMBER = {errno.ENOSPC: "Make room on the disk.", errno.EROFS: "Choose a place that can be written to."}
DOCTOR_KNOWS = "`leerkring doctor` says what to do."


def explained(function: Callable[..., Result]) -> Callable[..., Result]:
    """Turn what can go wrong outside the program into one clear line and an exit code."""

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Result:
        from bot.settings import SettingsError
        from bot.storage.database import DatabaseBusyError, EngineError, reason_of

        try:
            return function(*args, **kwargs)
        except BrokenPipeError:
            # Whoever reads what is printed has seen enough.
            raise
        except SettingsError as error:
            click.echo(str(error), err=True)
            sys.exit(MISUSED)
        except DatabaseBusyError as error:
            click.echo(str(error), err=True)
            sys.exit(BUSY)
        except _told_as_they_are() as error:
            click.echo(plainly(error), err=True)
            sys.exit(FAILED)
        except EngineError as error:
            logging.getLogger("bot").debug("The database engine refused.", exc_info=True)
            click.echo(f"The database could not be used: {reason_of(error)}. {DOCTOR_KNOWS}", err=True)
            sys.exit(FAILED)

    return wrapper


def _told_as_they_are() -> tuple[type[Exception], ...]:
    """Return what goes wrong outside the program and says so itself."""
    from bot.commandline.day_files import WrongFileError
    from bot.commandline.holidays import NotUpdatedError
    from bot.commandline.reading import NotThereError
    from bot.storage.accesses import AccessLogError
    from bot.storage.database import UnusableDatabaseError
    from bot.storage.encryption import UnusableKeyError

    return (
        NotThereError,
        WrongFileError,
        NotUpdatedError,
        UnusableDatabaseError,
        UnusableKeyError,
        AccessLogError,
        OSError,
    )


def plainly(error: Exception) -> str:
    """Return an error in one line; what the operating system refuses gets its file and what to do."""
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    mend = next((mend for kind, mend in MENDS.items() if isinstance(error, kind)), MENDS_BY_NUMBER.get(error.errno, ""))
    if isinstance(error, FileNotFoundError) and error.filename and not Path(error.filename).parent.is_dir():
        mend = NO_FOLDER
    return f"{error.filename or 'The system'}: {error.strerror}. {mend}".rstrip()


def print_json(value: Any) -> None:
    """Print data for programs; accents stay readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_pages(lines: Iterable[str]) -> int:
    """Print lines as they come, many at once; return how many there were."""
    number = 0
    for page in _paged(lines):
        click.echo("\n".join(page))
        number += len(page)
    return number


def print_json_pages(values: Iterable[Any]) -> None:
    """Print a list for programs just as `print_json` does, as it comes: it is never held as a whole."""
    begun = False
    for page in _paged(values):
        # Without the brackets around it.
        text = json.dumps(page, ensure_ascii=False, indent=2)[1:-2]
        click.echo(f",{text}" if begun else f"[{text}", nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def _paged(values: Iterable[T]) -> Iterator[list[T]]:
    values = iter(values)
    while page := list(islice(values, AT_ONCE)):
        yield page


@contextmanager
def progress(
    label: str, *, is_wanted: bool = True, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int, int], None]]:
    """Give what is to hear how many of how many are done; what it heard shows on stderr, if that is a terminal."""
    if not is_wanted or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    start, bar = clock(), click.progressbar(length=1, label=label, file=sys.stderr)
    with ExitStack() as shown:

        def hear(done: int, total: int) -> None:
            bar.length = total
            if not bar.entered and clock() - start >= PATIENCE:
                shown.enter_context(bar)
            if bar.entered:
                bar.update(done - bar.pos)

        yield hear


def note_access(command: str, **options: Any) -> None:
    """Note who gives a command that shows, copies or removes what is kept; options without a value are left out.

    Raises AccessLogError where that can't be noted. Where there is no database, there is nothing to look at either.
    """
    from bot.settings import read
    from bot.storage import accesses

    database = read().database
    if not database.exists():
        return
    given = {name: value for name, value in options.items() if value not in (None, False)}
    uid = os.getuid() if hasattr(os, "getuid") else -1
    through = os.environ.get("SUDO_USER")
    accesses.note(database, accesses.Access(datetime.now(UTC), _account(), uid, through, command, given))


def _account() -> str:
    """Return the name of the account that gives a command; nothing for one without a name, as in some containers."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except ImportError:
        return getpass.getuser()
    except KeyError:
        return ""
