"""What the commands share: exit codes, errors in one line, JSON for programs, and a note of who looked."""

import getpass
import json
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar

import click

FAILED, MISUSED, BUSY = 1, 2, 3
Result = TypeVar("Result")
as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON for programs instead of lines for people.")


def explained(function: Callable[..., Result]) -> Callable[..., Result]:
    """Turn what can go wrong outside the program into one clear line and an exit code."""

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Result:
        from bot.commandline.reading import UnknownTeamError
        from bot.settings import SettingsError
        from bot.storage.accesses import AccessLogError
        from bot.storage.database import DatabaseBusyError, EngineError, UnusableDatabaseError, reason_of
        from bot.storage.encryption import UnusableKeyError

        try:
            return function(*args, **kwargs)
        except SettingsError as error:
            click.echo(str(error), err=True)
            sys.exit(MISUSED)
        except UnknownTeamError as error:
            click.echo(str(error), err=True)
            sys.exit(FAILED)
        except DatabaseBusyError as error:
            click.echo(str(error), err=True)
            sys.exit(BUSY)
        except (UnusableDatabaseError, UnusableKeyError, AccessLogError, OSError) as error:
            click.echo(plainly(error), err=True)
            sys.exit(FAILED)
        except EngineError as error:
            logging.getLogger("bot").debug("The database engine refused.", exc_info=True)
            click.echo(
                f"The database could not be used: {reason_of(error)}. `leerkring doctor` says what to do.", err=True
            )
            sys.exit(FAILED)

    return wrapper


def plainly(error: Exception) -> str:
    """Return an error in one line; what the operating system refuses gets its file and what to do."""
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    mend = " Give the command as the account the bot runs under." if isinstance(error, PermissionError) else ""
    return f"{error.filename or 'The system'}: {error.strerror}.{mend}"


def print_json(value: Any) -> None:
    """Print data for programs; accents stay readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


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
