"""What `schedule` does: files that say how teams are set or are free, held against the teams, and carried out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlite_utils import Database

from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.teams import free_days
from bot.commandline import arranging
from bot.commandline.arranging import Change, File, OfTeam
from bot.commandline.day_files import days_of
from bot.commandline.pruning import opened
from bot.commandline.reading import Item, NotThereError, house_of, team_called
from bot.content.files import UnreadableError, table_in
from bot.core import mending
from bot.core.model import Team
from bot.storage.database import transaction

AN_EXAMPLE = 'team = "Onderbouw"'
LOOK_ONLY = "give `--dry-run` to see what would change"


def applied(path: Path, *, is_dry: bool) -> Item:
    """Return what a file changes of each team, and what is wrong with it; carry it out where nothing is, and it is no
    dry run.

    Raises SettingsError, DatabaseBusyError, UnusableDatabaseError, FileNotFoundError.
    """
    wanted, problems = _read(path)
    if problems:
        return {"file": str(path), "problems": problems, "teams": [], "applied": False}
    with opened(None if is_dry else LOOK_ONLY) as database:
        return _held_against(path, wanted, database, is_dry=is_dry)


def _read(path: Path) -> tuple[tuple[OfTeam, ...], list[Item]]:
    """Return what a file says of each team, or all that is wrong in it."""
    if not path.exists():
        return (), [{"path": "", "problem": "is not there; correct its name"}]
    try:
        return File.model_validate(table_in(path, AN_EXAMPLE)).teams, []
    except UnreadableError as error:
        return (), [{"path": "", "problem": str(error)}]
    except ValidationError as error:
        told = (_told(one) for one in mending.told(error))
        return (), [{"path": path, "problem": problem} for path, problem in dict.fromkeys(told)]


def _told(error: ErrorDetails) -> tuple[str, str]:
    """Return where in a file a mistake stands, as people count, and what to write instead: teams 2, rhythm."""
    where = error["loc"]
    number = f"teams {where[1] + 1}" if where[1:2] and isinstance(where[1], int) else str(where[0])
    part = str(where[2]) if where[2:] else ""
    if part in arranging.HINTS:
        is_missing = error["type"] == "missing" and len(where) == len(("teams", 0, part))
        return f"{number}, {part}", f"{'is missing' if is_missing else 'can’t be that'}; {arranging.HINTS[part]}"
    return f"{number}, {part}" if part else number, mending.mended(File, error)


def _held_against(path: Path, wanted: tuple[OfTeam, ...], database: Database, *, is_dry: bool) -> Item:
    house, now = house_of(database), datetime.now(UTC)
    found: list[tuple[Team, Change]] = []
    problems: list[Item] = []
    for number, one in enumerate(wanted, start=1):
        try:
            team = team_called(database, str(one.team))
        except NotThereError as error:
            problems.append({"path": f"teams {number}, team", "problem": str(error)})
            continue
        if any(team.id == other.id for other, _ in found):
            problem = f"{team.name} stands in a table above; say all of it in one"
            problems.append({"path": f"teams {number}, team", "problem": problem})
            continue
        change = arranging.change_of(Occasion(house, now, team=team), one)
        if isinstance(change, Change):
            found.append((team, change))
        else:
            problems += [{"path": f"teams {number}, {item.path}", "problem": item.problem} for item in change]
    is_done = not (problems or is_dry)
    if is_done:
        with transaction(database):
            for team, change in found:
                if change.before != change.after:
                    arranging.carry_out(Occasion(house, now, team=team), change)
    told = [{"team": team.id, "name": team.name, "changes": list(change.words)} for team, change in found]
    return {"file": str(path), "problems": problems, "teams": told, "applied": is_done}


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
