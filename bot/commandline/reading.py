"""What the reading commands print: mistakes in content, the plan, the log, the teams, where words stand, who looked."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from bot import content
from bot.app.commands import menu_mistakes
from bot.app.context.house import House, Identity
from bot.app.context.occasion import Occasion
from bot.app.log import digesting
from bot.app.rhythm.outlook import Planned, outlook
from bot.app.teams import agenda
from bot.commandline.ordering import in_order
from bot.content import checking
from bot.core.model import Days, Entry, Person, Role, Team
from bot.core.privacy import Viewer, is_showable, may_see
from bot.core.timing import HOME_ZONE
from bot.messenger.telegram.powers import TELEGRAM
from bot.rendering import Renderer
from bot.settings import read
from bot.storage import accesses, entries, finding, members, schedules, teams
from bot.storage.database import connect_reading, open_for_reading, stamp

Item = dict[str, Any]
# So many teams of one name are told apart.
NAMED = 5


class NotThereError(Exception):
    """What was asked for is not there; the message says what is."""


class UnknownTeamError(NotThereError):
    """There is no team of a number that was given; the message says how to find those there are."""


class AmbiguousTeamError(NotThereError):
    """Several teams are called so; the message says which."""


class NoDigestError(NotThereError):
    """A team has no such digest; the message says which there are."""


def check_content() -> tuple[list[Item], str]:
    """Return the mistakes in all content, and in words how many questions and methods could be read."""
    read_content = content.load(read().content)
    found = [*checking.mistakes(read_content), *menu_mistakes(read_content)]
    items = [{"file": item.file, "path": item.path, "problem": item.problem} for item in found]
    questions, methods = len(read_content.prompts), len(read_content.walkthroughs) + len(read_content.in_pairs)
    return items, f"{counted(questions, 'question')} and {counted(methods, 'method')}"


def screened(lines: Iterable[str]) -> list[Item]:
    """Return, for each line with words in it, what may show whom it is about, and its kind of alarm or None."""
    guard = content.load(read().content).guard
    texts = [line.strip() for line in lines if line.strip()]
    return [{"text": text, "names": guard.names_in(text), "alarm": guard.alarm_in(text)} for text in texts]


def counted(number: int, noun: str) -> str:
    """Return a number of things in words, such as 1 mistake or 2 mistakes."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def planned(days: int, wanted: int | str | None = None) -> Iterator[Item]:
    """Yield what goes out in the days to come, in order: of all teams, or of the one of a number or name.

    However many teams there are, what is planned for them is never held in memory. Raises UnknownTeamError, and
    AmbiguousTeamError for a name that several have.
    """
    house = house_of(open_for_reading(read().database))
    found = teams.every(house.database) if wanted is None else [team_called(house.database, wanted)]
    return map(json.loads, in_order(_planned(house, found, days)))


def _planned(house: House, found: Iterable[Team], days: int) -> Iterator[tuple[str, str]]:
    now = datetime.now(UTC)
    for team in found:
        for item in outlook(house, team, now, days) if team.is_present else ():
            if not item.skipped and (item.kind != "digest" or digesting.has_readers(house, team)):
                yield stamp(item.at), json.dumps(_plan_item(team, item), ensure_ascii=False)


def nothing_planned(days: int, wanted: int | str | None = None) -> str:
    """Return why nothing is planned in the days to come for any team, or for the one of a number or name."""
    database = open_for_reading(read().database)
    found = schedules.every(database)
    if wanted is not None:
        found = iter(schedules.of_team(database, team_called(database, wanted).id))
    if next(found, None) is None:
        return "Nothing is planned. A coordinator chooses a rhythm with /start in the group."
    return f"Nothing is planned in {counted(days, 'day')}. Look further with --days."


def calendar_of(days: int, wanted: int | str) -> tuple[str, int]:
    """Return what one team gets in the days to come as a calendar, and how much that is. Raises UnknownTeamError and
    AmbiguousTeamError."""
    house = house_of(open_for_reading(read().database))
    occasion = Occasion(house, datetime.now(UTC), team=team_called(house.database, wanted))
    return agenda.calendar_of(occasion, days, with_digest=digesting.has_readers(house, occasion.here))


def team_called(database: Database, wanted: int | str) -> Team:
    """Return the team of a number, or of a name in any case. Raises UnknownTeamError and AmbiguousTeamError."""
    wanted = str(wanted)
    by_number = teams.find(database, int(wanted)) if wanted.isascii() and wanted.isdigit() else None
    called = [team for team in teams.every(database) if team.name.casefold() == wanted.strip().casefold()]
    if by_number or len(called) == 1:
        return by_number or called[0]
    if called:
        numbers = ", ".join(str(team.id) for team in called[:NAMED])
        more = " and more" if called[NAMED:] else ""
        raise AmbiguousTeamError(f"Several teams are called {wanted}: {numbers}{more}. Give the number.")
    raise UnknownTeamError(f"There is no team {wanted}. `leerkring teams` lists them.")


def house_of(database: Database) -> House:
    """Return the house around a database, for a command that talks to nobody."""
    read_content, _ = checking.in_use(read().content)
    return House(database, read_content, Renderer(read_content.sentences), Identity(0, ""), TELEGRAM)


def _plan_item(team: Team, item: Planned) -> Item:
    at = item.at.astimezone(team.zone).isoformat()
    return {"at": at, "team": team.id, "schedule": item.kind, "method": item.method}


def named_teams() -> dict[int, str]:
    """Return how each team is shown to people: its number and its name."""
    return {team.id: f"team {team.id} ({team.name})" for team in teams.every(open_for_reading(read().database))}


def number_of(database: Database, wanted: int | str | None) -> int | None:
    """Return the number of the team that is wanted; None for all. Raises UnknownTeamError for one that there is not,
    since nothing found would read like an answer, and AmbiguousTeamError."""
    return None if wanted is None else team_called(database, wanted).id


def logged(team: int | str | None, words: str | None, came: Callable[[int, int], None] | None = None) -> Iterator[Item]:
    """Yield the log, oldest first: of one team or all, or of what contains some words, team by team.

    `came` hears now and then how many of how many entries were read. Raises UnknownTeamError, AmbiguousTeamError.
    """
    database = open_for_reading(read().database)
    team_id = number_of(database, team)
    zone_of = cache(partial(_zone, database))
    for entry in entries.every(database, team_id, words, came):
        # What is only for its author, or could point at somebody who gave no name, is not for the administrator either.
        if may_see(Viewer(entry.team_id), entry) and is_showable(entry):
            yield _entry_item(entry, zone_of(entry.team_id))


def _zone(database: Database, team_id: int) -> ZoneInfo:
    """Return the time zone of a team; of one that went this moment, that of most."""
    team = teams.find(database, team_id)
    return team.zone if team else HOME_ZONE


def _entry_item(entry: Entry, zone: ZoneInfo) -> Item:
    return {
        "id": entry.id,
        "at": entry.at.astimezone(zone).isoformat(timespec="seconds"),
        "team": entry.team_id,
        "session": entry.session_id,
        "method": entry.method,
        "step": entry.step,
        "author": {"id": entry.author.id, "name": entry.author.name} if entry.author else None,
        "audience": entry.audience.value,
        "kind": entry.kind,
        "text": entry.text,
        "value": entry.value,
    }


def listed_teams() -> list[Item]:
    """Return all teams the bot is in, with their people by role."""
    database = open_for_reading(read().database)
    return [_team_item(database, team) for team in teams.every(database) if team.is_present]


def _team_item(database: Database, team: Team) -> Item:
    people = {role: [_person_item(one) for one in members.in_role(database, team.id, role)] for role in Role}
    return {
        "id": team.id,
        "chat_id": team.place.chat_id,
        "name": team.name,
        "language": team.language,
        "timezone": team.zone.key,
        "region": team.region,
        "members": people[Role.MEMBER],
        "leaders": people[Role.LEADER],
        "coordinators": people[Role.COORDINATOR],
        "observers": people[Role.OBSERVER],
        "keeps": f"{team.keeps.number} {team.keeps.unit}",
        "pauses": [_days_item(days) for days in team.pauses],
        "free_days": [_days_item(days) for days in team.free_days],
    }


def _days_item(days: Days) -> Item:
    named = {"name": days.name} if days.name else {}
    return {"first": days.first.isoformat(), "last": days.last.isoformat(), **named}


def _person_item(person: Person) -> Item:
    return {"id": person.id, "name": person.name}


def require_kept() -> None:
    """Raise FileNotFoundError where nothing is kept, as in a wrong folder."""
    connect_reading(read().database).close()


def found_places(words: str, team: int | str | None, *, shows_words: bool) -> Iterator[Item]:
    """Yield where all of some words stand; with the words, if asked for and if more than a few may read them."""
    database = open_for_reading(read().database)
    team_id = number_of(database, team)
    for one in finding.find(database, words, team_id):
        only = one.team_ids[0] if len(one.team_ids) == 1 else None
        place = {"kind": one.kind, "id": one.id, "team": only, "teams": list(one.team_ids), "at": one.at}
        yield place | {"seen_by": one.seen_by} | ({"text": one.text} if shows_words else {})


def noted_accesses() -> list[Item]:
    """Return who looked into what is kept, oldest first. Raises FileNotFoundError where nothing is kept."""
    path = read().database
    if not accesses.log_of(path).exists():
        # In a wrong folder nobody looked either.
        connect_reading(path).close()
    return list(accesses.noted(path))
