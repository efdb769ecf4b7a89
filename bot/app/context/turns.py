"""Turns: which question comes next in a team on a day, by all that it was asked before."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.app.context import families
from bot.app.context.house import House
from bot.core import retention, rotation
from bot.core.method import Method
from bot.core.model import Team
from bot.core.rotation import CASE, Asked, Turn
from bot.storage import rounds, sessions

# So long ago a consultation is still the last thing that a team did together.
LATELY = timedelta(weeks=3)


def history(house: House, team: Team) -> list[Asked]:
    """Return the questions that a team was asked, oldest first, and last of all a consultation that ended since."""
    found = [
        Asked(method, at.astimezone(team.zone).date())
        for method, at in sessions.latest_methods(house.database, team.id)
    ]
    ended = rounds.last_ended(house.database, team.id)
    day = ended.astimezone(team.zone).date() if ended else None
    if day and (not found or found[-1].on <= day):
        found.append(Asked(CASE, day))
    return found


def next_question(
    house: House, team: Team, day: date, asked: Sequence[Asked], among: Sequence[str] = (), left: Iterable[Method] = ()
) -> Method | None:
    """Return the question that comes in a team on a day, after what it was asked: one of some families, or of all that
    take turns; and only of those `left`, where there are any."""
    methods = tuple(left) or tuple(house.content.prompts.values())
    lately = [one for one in asked if one.method != CASE or day - one.on <= LATELY]
    return rotation.next_method(
        methods, lately, among or families.by_turn(house, team), team.id, _turn(house, team, day)
    )


def _turn(house: House, team: Team, day: date) -> Turn:
    free = house.content.free_days(team.region, team.free_days, team.language)
    return Turn(day, date(retention.school_year(day), retention.FIRST_MONTH, 1), rotation.seasons(day, free))
