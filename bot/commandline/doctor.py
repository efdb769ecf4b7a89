"""`leerkring doctor`: looks at everything that can be wrong from outside, and says what to do about it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.clock import RunningTime
from bot.commandline.groups import Finding, Groups, finding
from bot.commandline.reading import check_content, counted
from bot.content import checking
from bot.messenger.pacing import Limits
from bot.messenger.telegram.connecting import Connection
from bot.messenger.telegram.requesting import introduced
from bot.messenger.telegram.telling import problem_of
from bot.program import make_bot
from bot.settings import WHERE_THE_TOKEN_IS, Settings, read
from bot.storage import inbox, locking, teams, troubles, upgrading
from bot.storage.database import (
    LATEST_BACKUP,
    OutdatedDatabaseError,
    UnusableDatabaseError,
    engine_version,
    health,
    is_safe_engine,
    open_for_reading,
)
from bot.storage.encryption import is_public, mend_of
from bot.storage.wiping import state

CLOCK_TOLERANCE = timedelta(seconds=30)
# A small file is wiped within a minute, a large one in the night.
WIPED_WITHIN = timedelta(hours=25)
OTHERS_READ = 0o044
# To be done where the holidays of a region end soon.
ADD_HOLIDAYS = "Give `leerkring holidays update` for Dutch regions; for others add a school year to schedules/holidays."


def examine(came: Callable[[int, int], None]) -> list[Finding]:
    """Return what was looked at: what, ok, found, and what to do. Raises SettingsError.

    `came` hears how many of how many groups were looked at.
    """
    settings = read()
    mistakes, what = check_content()
    findings = [
        finding("settings", True, f"database {settings.database}, server {settings.api_url}"),
        *_file_with_token(settings.file_with_token),
        *_backup_key(settings.backup_key),
        finding("content", not mistakes, f"{what}, {counted(len(mistakes), 'mistake')}", "Run `leerkring check`."),
        _engine(),
        _folder(settings.database),
    ]
    database, about = _database(settings.database)
    findings.append(about)
    if database:
        findings += [_files(database), *_troubles(database), *_holidays(settings, database)]
    return findings + asyncio.run(_server(settings, database, came))


def _file_with_token(path: Path | None) -> Iterator[Finding]:
    """Yield whether the file with the token is for this account alone: whoever has the token is the bot."""
    if path:
        is_own = not path.stat().st_mode & OTHERS_READ
        found = "only this account reads it" if is_own else "other accounts can read the token"
        yield finding(f"{path}", is_own, found, f"Run `chmod 600 {path}`.")


def _backup_key(key: str | None) -> Iterator[Finding]:
    """Yield whether backups can be sealed with the key that is set: a wrong one would let each of them fail."""
    if key:
        found = "fits" if is_public(key) else "none that backups can be sealed with"
        yield finding("backup key", is_public(key), found, mend_of(key))


def _engine() -> Finding:
    version = engine_version()
    found = f"SQLite {'.'.join(map(str, version))}"
    return finding(
        "engine", is_safe_engine(version), found, "Install SQLite 3.51.3 or newer, or the pysqlite3 package."
    )


def _folder(path: Path) -> Finding:
    """Return whether this account can write where the database is, or is to be at the bot's first start."""
    if not path.parent.is_dir():
        found = f"there is no folder {path.parent}"
        return finding("folder", False, found, "Make it, or correct LEERKRING_DATABASE.")
    fact, mend = locking.not_ours(path) or (f"{path.resolve().parent} can be written to", "")
    return finding("folder", not mend, fact, mend)


def _database(path: Path) -> tuple[Database | None, Finding]:
    """Return the database if it can be looked into, and what there is to say about it."""
    try:
        database = open_for_reading(path)
    except FileNotFoundError as error:
        return None, finding("database", False, "not there yet", str(error))
    except PermissionError:
        found = "can't be opened by this account"
        return None, finding("database", False, found, "Give the command as the account the bot runs under.")
    except OutdatedDatabaseError as error:
        # Where the bot can't do so, to start it once helps nobody.
        wrong = upgrading.what_stops(path) or error
        return None, finding("database", False, wrong.fact, wrong.mend)
    except UnusableDatabaseError as error:
        return None, finding("database", False, error.fact, error.mend)
    verdict = health(database)
    about = finding("database", verdict == "ok", verdict, LATEST_BACKUP)
    return (database if about["ok"] else None), about


def _files(database: Database) -> Finding:
    """Return what of that which was removed from the rows may still stand in the files, and since when."""
    wiping = state(database)
    done = f"last written anew {wiping.done_at:%Y-%m-%d %H:%M} UTC" if wiping.done_at else "never written anew yet"
    if not wiping.owed:
        return finding("files", True, f"nothing waits to be wiped; {done}")
    since = f" since {wiping.since:%Y-%m-%d %H:%M} UTC" if wiping.since else ""
    is_late = wiping.since is not None and datetime.now(UTC) - wiping.since > WIPED_WITHIN
    found = f"{counted(wiping.owed, 'removal')} not wiped from the files yet{since}; {done}"
    do = "Close what reads the database, such as Datasette, and see that the bot runs and the disk has room."
    return finding("files", not is_late, found, do)


def _troubles(database: Database) -> Iterator[Finding]:
    aside = inbox.aside(database)
    found = f"{len(aside)} set aside" + "".join(f"; {update_id}: {problem}" for update_id, problem in aside[:5])
    yield finding("updates", not aside, found, "Report these lines to the makers; they contain no one's words.")
    recent = troubles.since(database, datetime.now(UTC) - timedelta(days=14))
    found = f"{len(recent)} not certainly delivered in two weeks" + "".join(
        f"; {item.purpose} for team {item.team_id}: {item.state}, {item.problem}" for item in recent[-5:]
    )
    yield finding("messages", not recent, found, "A coordinator sends uncertain ones again with /teams in private.")


def _holidays(settings: Settings, database: Database) -> Iterator[Finding]:
    """Return until when the holidays of the teams' regions are known; amiss where that ends soon."""
    read_content, _ = checking.in_use(settings.content)
    today, used = datetime.now(UTC).date(), sorted({team.region for team in teams.every(database) if team.is_present})
    known = {name: region.known_until for name in used if (region := read_content.regions.get(name))}
    ending = [name for name in used if read_content.holidays_end(name, today)]
    found = "; ".join(f"{name}: known until {end}" for name, end in known.items() if end) or "none are used"
    yield finding(
        "holidays",
        not ending,
        found,
        ADD_HOLIDAYS,
    )


def _groups(database: Database | None) -> list[tuple[int, int]]:
    """Return the groups that the bot should be in: team and chat."""
    known = list(teams.every(database)) if database else []
    return [(team.id, team.place.chat_id) for team in known if team.is_present and not team.place.topic_id]


async def _server(settings: Settings, database: Database | None, came: Callable[[int, int], None]) -> list[Finding]:
    if settings.bot_token is None:
        return [finding("token", False, "none", f"Ask @BotFather for one and {WHERE_THE_TOKEN_IS}.")]
    findings = [await _clock(settings)]
    try:
        bot = make_bot(settings.token(), settings.api_url)
        async with introduced(bot) as me:
            findings.append(finding("token", True, f"@{me.username}"))
            hears_all = bool(me.can_read_all_group_messages)
            found = "off: the bot hears every message" if hears_all else "on"
            do = "Turn privacy mode on with @BotFather (/setprivacy), then add the bot to its groups again."
            findings.append(finding("privacy mode", not hears_all, found, do))
            findings += await Groups(bot, RunningTime(), Limits()).look(_groups(database), came)
    except InvalidToken:
        findings.append(finding("token", False, "unknown to the server", "Copy it again from @BotFather."))
    except TelegramError as error:
        findings.append(finding("server", False, problem_of(error), "Check LEERKRING_API_URL and the network."))
    return findings


async def _clock(settings: Settings) -> Finding:
    told: list[datetime] = []
    with suppress(NetworkError):
        async with Connection(settings.api_url, 1, read_timeout=10, says=told.append) as connection:
            await connection.do_request(settings.api_url, "GET")
    if not told:
        return finding("clock", True, "not compared: the server gave no time")
    apart = abs(told[-1] - datetime.now(UTC))
    found = f"{apart.total_seconds():.0f} s apart from the server"
    return finding("clock", apart < CLOCK_TOLERANCE, found, "Set this machine's clock, with NTP for instance.")
