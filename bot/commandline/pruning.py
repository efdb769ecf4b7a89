"""What `prune` and `erase` do: show what a team has kept for long enough, remove it, and erase what was asked for."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot.app.context.house import House
from bot.app.log import retention
from bot.commandline.reading import counted, house_of, team_called
from bot.core.model import Team
from bot.core.retention import UNKNOWN, goes_on
from bot.core.timing import HOME_ZONE
from bot.settings import read
from bot.storage import contributions, erasing, finding, people, pruning, sessions, teams, wiping
from bot.storage.database import instant, open_for_reading, open_for_writing, transaction
from bot.storage.locking import hold_lock

Item = dict[str, Any]
LOOK_ONLY = "give `leerkring prune --dry-run` to see what would go"
LET_THEM = "let whoever wrote it do it in private, with /my or /forget"


def pruned(team: int | str | None, *, is_dry: bool) -> Item:
    """Return what is old and what went, per team and kind as numbers and dates; remove it unless it is a dry run.

    Raises SettingsError, DatabaseBusyError, UnusableDatabaseError, FileNotFoundError, UnknownTeamError,
    AmbiguousTeamError.
    """
    now = datetime.now(UTC)
    with opened(None if is_dry else LOOK_ONLY) as database:
        house = house_of(database)
        wanted = teams.every(database) if team is None else [team_called(database, team)]
        found = [_team_item(house, one, now, is_dry) for one in wanted]
        done: Item = {"is_dry_run": is_dry, "teams": found}
        if team is None:
            done["people"] = _people(house, now, is_dry)
        if not is_dry:
            wiping.settle(database, now, whole=True)
    return done


@contextmanager
def opened(mend: str | None = None) -> Iterator[Database]:
    """Open the database: to read beside a running bot, or to write where none runs; `mend` says what else to do."""
    path = read().database
    # Also for writing: what is not there, or from another version, is refused before anything is written.
    with closing(open_for_reading(path).conn), _lock(path, mend):
        database = open_for_writing(path) if mend else open_for_reading(path)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def _lock(path: Path, mend: str | None) -> Iterator[None]:
    if mend is None:
        yield
        return
    lock = hold_lock(path, f"on {path}", mend)
    try:
        yield
    finally:
        lock.release()


def _team_item(house: House, team: Team, now: datetime, is_dry: bool) -> Item:
    rule = pruning.rule_of(house.database, team.id)
    going = retention.going(house, team, now)
    is_free = retention.is_free_to_go(house, team, now)
    return {
        "team": team.id,
        "name": team.name,
        "keeps": f"{team.keeps.number} {team.keeps.unit}",
        "is_held_back": not is_free,
        "goes_from": _day(rule.goes_from, team.zone),
        "removed": retention.prune(house, team, now) if is_free and not is_dry else 0,
        "kinds": {one.kind: {"due": one.due, "next_on": _text(one.next_on)} for one in going},
    }


def _people(house: House, now: datetime, is_dry: bool) -> Item:
    since = retention.unknown_since(now)
    due, first = len(pruning.unknown(house.database, since)), pruning.next_unknown(house.database, since)
    next_on = goes_on(first.astimezone(HOME_ZONE).date(), UNKNOWN) if first else None
    removed = 0
    if not is_dry:
        with transaction(house.database):
            removed = retention.forget_unknown(house, now)
    return {"due": due, "next_on": _text(next_on), "removed": removed}


def _day(at: datetime | None, zone: ZoneInfo) -> str | None:
    return _text(at.astimezone(zone).date()) if at else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def printed(done: Item) -> Iterator[str]:
    """Yield what `pruned` returned as lines for people."""
    for team in done["teams"]:
        yield f"team {team['team']}  {team['name']}  keeps {team['keeps']}"
        told = [_line(kind, found) for kind, found in team["kinds"].items() if found["due"] or found["next_on"]]
        yield from (f"  {line}" for line in told or ["nothing yet"])
        if any(found["due"] for kind, found in team["kinds"].items() if kind != "cases"):
            yield f"  {_verdict(team, done['is_dry_run'])}"
    if "people" in done:
        yield _line("people no team knows", done["people"])
        if done["people"]["removed"]:
            yield f"Forgot {done['people']['removed']}."
    if not done["teams"]:
        yield "There are no teams."


def _line(kind: str, found: Item) -> str:
    after = f", the next on {found['next_on']}" if found["next_on"] else ""
    return f"{kind:<24}{found['due']:>6} due{after}"


def _verdict(team: Item, is_dry: bool) -> str:
    if not team["is_held_back"]:
        return "Goes the next night." if is_dry else f"Removed {team['removed']}."
    if team["goes_from"]:
        return f"Held back until {team['goes_from']}, and until the bot knows that somebody was told."
    return "Held back: the bot tells the coordinators the next night, and waits for thirty days."


def described(thing: str, number: int) -> str | None:
    """Return a thing in words, never its own, so that whoever erases it sees whether it is the one that was meant; None
    where there is none.

    Raises what `erased` does: nobody is to be asked about what can't be done while a bot runs.
    """
    with opened(LET_THEM) as database:
        if not erasing.is_there(database, thing, number):
            return None
        about = ", ".join(_about(database, thing, number))
    return f"{thing} {number} ({about})" if about else f"{thing} {number}"


def _about(database: Database, thing: str, number: int) -> Iterator[str]:
    """Yield what tells one thing from another: its kind, teams and date, and of somebody their name and how much there
    is of theirs."""
    found = finding.of_number(database, thing, number)
    there = [team for one in (found.team_ids if found else ()) if (team := teams.find(database, one))]
    person = people.find(database, number) if thing == "person" else None
    if person:
        yield person.name
    elif found and found.form:
        yield found.form
    yield from (f"team {team.id} “{team.name}”" for team in there)
    if person:
        yield counted(contributions.count(database, number), "contribution")
    elif found and found.at:
        yield str(_day(instant(found.at), there[0].zone if there else HOME_ZONE))


def not_there(thing: str, number: int) -> Item:
    """Return that nothing was erased, since there is no such thing."""
    return {thing: number, "erased": False, "lines": [f"There is no {thing} {number}. `leerkring find` tells numbers."]}


def erased(thing: str, number: int) -> Item:
    """Erase one thing while no bot runs, and return whether it was there, with what else there is to do.

    Raises SettingsError, DatabaseBusyError, UnusableDatabaseError, FileNotFoundError.
    """
    with opened(LET_THEM) as database:
        if not erasing.is_there(database, thing, number):
            return not_there(thing, number)
        lines = [f"Erased {thing} {number}."]
        if thing == "person" and sessions.running_for(database, number):
            lines.append(
                "They were in a consultation that still runs. If it was about their case, end it with /end stop."
            )
        with transaction(database):
            erasing.erase(database, thing, number)
        wiping.settle(database, datetime.now(UTC), whole=True)
    lines.append("What the bot said itself follows when it next starts.")
    lines.append("Still to do by hand: what people wrote in Telegram, and backups made before now.")
    return {thing: number, "erased": True, "lines": lines}
