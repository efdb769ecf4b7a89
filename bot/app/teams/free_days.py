"""Free days: those of a team's own, such as a training day, beside the holidays of its region."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.app import owed
from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting, steer, steered
from bot.app.practices import standing
from bot.app.rhythm import planning
from bot.app.rhythm.outlook import outlook
from bot.app.rhythm.skipping import is_start
from bot.app.sessions import reckoning
from bot.app.teams.card import renew_in_group
from bot.core import away, timing
from bot.core.model import Days, Role, Team
from bot.core.outgoing import Keyboard
from bot.core.rights import Right
from bot.core.saying.free import as_free_days
from bot.core.saying.words import DROP, Unclear
from bot.rendering import shortened
from bot.storage import members, teams

FURTHEST = timedelta(days=730)
OTHERS = "others"
# A name longer than this is a story; so many are shown, with a button each.
LONGEST_NAME, SHOWN = 40, 10
HOLIDAYS_SHOWN, HOLIDAYS_AHEAD = 3, 200


def free_days(occasion: Occasion, argument: str) -> None:
    """Answer /freedays: which days the team is free; a day or stretch with a name adds one, several with a line each;
    `drop` and a day or name takes one away; `others` gives those to come to the other teams of whoever asks."""
    word, _, rest = argument.strip().partition(" ")
    before, _, last = argument.strip().rpartition(" ") if "\n" not in argument.strip() else ("", "", "")
    if word.lower() in DROP:
        _drop(occasion, rest.strip())
    elif before and last.lower() in DROP:
        _drop(occasion, before.strip())
    elif word.lower() == OTHERS:
        _give_to_others(occasion)
    elif word:
        _add(occasion, argument)
    else:
        _show(occasion)


def _add(occasion: Occasion, argument: str) -> None:
    """Add the days of each line; none of them where one is not understood."""
    today, free = occasion.today, occasion.here.free_days
    usual = occasion.words("free_days.usual_name", occasion.here.language)
    added: list[Days] = []
    for line in filter(None, (line.strip() for line in argument.splitlines())):
        found = as_free_days(line, today)
        if isinstance(found, Unclear) or found[0].last > today + FURTHEST:
            unclear = found if isinstance(found, Unclear) else Unclear("too_far")
            _say_why(occasion, unclear, line, is_alone=line == argument.strip())
            return
        stay, name = found
        added.append(Days(stay.first or stay.last, stay.last, shortened(name or usual, LONGEST_NAME)))
        free = away.with_days(free, added[-1], today)
    keep(occasion, free)
    _show(occasion, added)


def _say_why(occasion: Occasion, unclear: Unclear, line: str, *, is_alone: bool) -> None:
    """Say why a line isn't taken, by itself with a button for each day that it may be, or as one of several."""
    if is_alone:
        unheard.answer(occasion, "free_days.bad_date", unclear, line, "freedays", is_alone=True)
        return
    wanted = shortened(line, LONGEST_NAME)
    occasion.hint("free_days.bad_date", why=unclear.why, wanted=wanted, days=list(unclear.days), is_alone=False)


def _give_to_others(occasion: Occasion) -> None:
    """Let the other teams that somebody coordinates be free on the days to come of this one as well."""
    source, today = occasion.here, occasion.today
    coming, others = [days for days in source.free_days if days.last >= today], _others(occasion)
    for team in others:
        occasion.enter_team(team.id)
        free = team.free_days
        for days in coming:
            free = away.with_days(free, days, today)
        with noting(occasion):
            keep(occasion, free)
        renew_in_group(occasion)
    steer(occasion, source.id)
    occasion.show("free_days.given", (), teams=[team.name for team in others], source=source.name)


def _others(occasion: Occasion) -> list[Team]:
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR) if occasion.is_private else []
    return [team for team in own if team.id != occasion.here.id]


def keep(occasion: Occasion, free: tuple[Days, ...]) -> None:
    """Let a team have these free days of its own, and what is under way wait until its working days."""
    owed.start_moments(occasion)
    teams.set_free_days(occasion.database, occasion.here.id, free)
    occasion.look_again()
    planning.rearrange(occasion)
    reckoning.for_team(occasion)
    standing.look_after_free_days(occasion)


def _drop(occasion: Occasion, wanted: str) -> None:
    """Take away the days that a button names, or that somebody typed by their name or their first day."""
    today = occasion.today
    own = [days for days in occasion.here.free_days if days.last >= today]
    said = as_free_days(wanted, today)
    first = None if isinstance(said, Unclear) else said[0].first or said[0].last
    by_name = {days.name.casefold(): days for days in reversed(own)}
    by_day = {days.first: days for days in reversed(own)}
    meant = _by_command(own).get(wanted) or by_name.get(wanted.casefold()) or (by_day.get(first) if first else None)
    if meant is None:
        occasion.hint("free_days.none_then")
        return
    keep(occasion, tuple(days for days in own if days != meant))
    _show(occasion)


def _by_command(own: Sequence[Days]) -> dict[str, Days]:
    """Return days by what a button carries for them: the first, and which of several that begin then."""
    alike = {days.first: [one for one in own if one.first == days.first] for days in own}
    return {
        f"{days.first} {alike[days.first].index(days) + 1}" if alike[days.first][1:] else f"{days.first}": days
        for days in own
    }


def _show(occasion: Occasion, added: Sequence[Days] = ()) -> None:
    today = occasion.today
    own = [days for days in occasion.here.free_days if days.last >= today]
    to_others = ((occasion.button("free_others", f"freedays {OTHERS}"),),) if added and _others(occasion) else ()
    occasion.show(
        "free_days.list",
        (*to_others, *_drops(occasion, own), (occasion.button("back", "start"),)),
        added=added,
        falls=_falls(occasion, added),
        own=own[:SHOWN],
        more=max(len(own) - SHOWN, 0),
        holidays=_holidays(occasion, today),
    )


def _falls(occasion: Occasion, added: Sequence[Days]) -> list[dict[str, Any]]:
    """Return what would have come on days that were added, and does not come now."""
    if not added:
        return []
    coming = outlook(occasion.house, occasion.here, occasion.now, (max(added).last - occasion.today).days + 1)
    return [
        {"at": item.at, "kind": item.called}
        for item in coming
        if item.skipped and is_start(item) and timing.is_among(added, item.at.astimezone(occasion.zone).date())
    ]


def _drops(occasion: Occasion, own: list[Days]) -> Keyboard:
    return tuple(
        (occasion.button("free_drop", f"freedays {DROP[0]} {which}", days=days),)
        for which, days in _by_command(own[:SHOWN]).items()
    )


def _holidays(occasion: Occasion, today: date) -> list[Days]:
    """Return the next holidays of the team's region; none that lies within another."""
    there = occasion.house.content.free_days(occasion.here.region, (), occasion.language).ranges
    end = today + timedelta(days=HOLIDAYS_AHEAD)
    coming = {Days(first, last, name) for first, last, name in there if last >= today and first <= end}
    apart = [one for one in coming if not any(one.first in other and one.last in other for other in coming - {one})]
    return sorted(apart)[:HOLIDAYS_SHOWN]


COMMANDS = (Command("freedays", "vrijedagen", steered(free_days, "freedays"), Right.SET_UP, GROUP, place=255),)
