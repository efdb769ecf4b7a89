"""What `schedule` does: files that say how teams are set or are free, held against the teams, and carried out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.teams import free_days
from bot.commandline import arranging
from bot.commandline.arranging import Change
from bot.commandline.day_files import days_of
from bot.commandline.pruning import opened
from bot.commandline.reading import Item, NotThereError, house_of, team_called
from bot.commandline.team_files import Mistake, Table, tables_of
from bot.core.model import Team
from bot.settings import read
from bot.storage import teams
from bot.storage.database import transaction

LOOK_ONLY = "give `--dry-run` to see what would change"


def applied(path: Path, *, is_dry: bool) -> Item:
    """Return what a file changes of each team, and all that is wrong with it; carry it out where nothing is, and it is
    no dry run.

    Raises SettingsError, DatabaseBusyError, UnusableDatabaseError, FileNotFoundError.
    """
    tables, problems = tables_of(path)
    if problems and not (tables and read().database.exists()):
        return {"file": str(path), "problems": _told(problems), "teams": [], "applied": False}
    with opened(None if is_dry or problems else LOOK_ONLY) as database:
        return _held_against(path, tables, problems, database, is_dry=is_dry)


def _told(problems: Iterable[Mistake]) -> list[Item]:
    """Return mistakes for programs, in the order of the file."""
    return [{"path": one.path, "problem": one.problem} for one in sorted(problems, key=lambda one: one.table)]


def _held_against(
    path: Path, tables: Iterable[Table], known: Sequence[Mistake], database: Database, *, is_dry: bool
) -> Item:
    house, now = house_of(database), datetime.now(UTC)
    found: list[tuple[Team, Change]] = []
    problems, met = list(known), set[int]()
    for one in tables:
        team, wrong = _team_of(one, database, met)
        problems += wrong
        stand_in = team or next(iter(teams.every(database)), None)
        if stand_in is None:
            continue
        change = arranging.change_of(Occasion(house, now, team=stand_in), one.wanted)
        if not isinstance(change, Change):
            problems += [one.mistake(item.path, item.problem) for item in change if team or not item.is_of_team]
        elif team:
            found.append((team, change))
    is_done = not (problems or is_dry)
    if is_done:
        with transaction(database):
            for team, change in found:
                if change.before != change.after:
                    arranging.carry_out(Occasion(house, now, team=team), change)
    told = [{"team": team.id, "name": team.name, "changes": list(change.words)} for team, change in found]
    return {"file": str(path), "problems": _told(problems), "teams": told, "applied": is_done}


def _team_of(table: Table, database: Database, met: set[int]) -> tuple[Team | None, list[Mistake]]:
    """Return the team that a table is about, or what is wrong with that; add it to those that were met."""
    if not table.is_named:
        return None, []
    try:
        team = team_called(database, table.wanted.team)
    except NotThereError as error:
        return None, [table.mistake("team", str(error))]
    if team.id in met:
        return None, [table.mistake("team", f"{team.name} stands in a table above; say all of it in one")]
    met.add(team.id)
    return team, []


def printed(done: Item) -> Iterator[str]:
    """Yield what a file changes, in lines for people."""
    for one in done["problems"]:
        yield f"{done['file']}: {one['path']}: {one['problem']}" if one["path"] else f"{done['file']}: {one['problem']}"
    if done["problems"]:
        yield "Nothing was changed."
        return
    for team in done["teams"]:
        yield f"{team['name']} (team {team['team']})"
        yield from (f"  {words}" for words in team["changes"] or ["is so already"])
    changing = sum(bool(team["changes"]) for team in done["teams"])
    yield f"{changing} of {len(done['teams'])} teams {'changed' if done['applied'] else 'would change'}."


def with_days(wanted: str, path: Path, *, is_dry: bool) -> Item:
    """Return what the days of a calendar or table change of a team’s own free days; add them if it is no dry run.

    Raises WrongFileError, UnknownTeamError, AmbiguousTeamError, DatabaseBusyError, FileNotFoundError and OSError.
    """
    days, left_out = days_of(path)
    with opened(None if is_dry else LOOK_ONLY) as database:
        team = team_called(database, wanted)
        occasion = Occasion(house_of(database), datetime.now(UTC), team=team)
        added = [one for one in arranging.named(occasion, days) if one.last >= occasion.today]
        far = occasion.today + free_days.FURTHEST
        new = [one for one in dict.fromkeys(added) if one not in team.free_days and one.last <= far]
        if new and not is_dry:
            with transaction(database), noting(occasion):
                free_days.keep(occasion, arranging.with_more(occasion, new))
    told = [{"first": str(one.first), "last": str(one.last), "name": one.name} for one in new]
    over = len(days) - len(added)
    left_out += tuple(f"{one.first} is more than two years ahead, and left out" for one in added if one.last > far)
    return {"team": team.id, "name": team.name, "added": told, "left_out": list(left_out), "over": over}


def printed_days(done: Item, *, is_dry: bool) -> Iterator[str]:
    """Yield which days a team gets, in lines for people."""
    for one in done["added"]:
        span = one["first"] if one["first"] == one["last"] else f"{one['first']} – {one['last']}"
        yield f"{span}  {one['name']}"
    yield from done["left_out"]
    if done["over"]:
        yield f"{done['over']} {'is' if done['over'] == 1 else 'are'} over and left out"
    count = len(done["added"])
    yield f"{count} {'would be ' if is_dry else ''}added to the free days of {done['name']} (team {done['team']})."
