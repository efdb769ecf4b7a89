"""Turns: which question comes next in a team on a day, by all that it was asked before."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from bot.app.context import families, questions
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


def suffices(house: House, team: Team, among: Sequence[str], left_out: Collection[str]) -> bool:
    """Tell whether of some families enough is left that no turn goes by without a question, in any season."""
    there = questions.of_team(house, team.id).values()
    in_turn = [one for one in there if one.family in among and one.family != rotation.LEARNING_HERE]
    left = [one for one in in_turn if one.id not in left_out and not (one.season or one.follows)]
    return len(left) > rotation.ROUNDS_APART


class Turns:
    """What it hangs on in a team which question comes next, looked up once for all the days to come."""

    def __init__(self, house: House, team: Team) -> None:
        self._seed, self._families = team.id, families.by_turn(house, team)
        self._methods, self._left_out = questions.of_team(house, team.id), team.left_out
        self._free = house.content.free_days(team.region, team.free_days, team.language)

    def next(
        self, day: date, asked: Sequence[Asked], among: Sequence[str] = (), left: Iterable[Method] = ()
    ) -> Method | None:
        """Return the question that comes on a day, after what the team was asked: one of some families, or of all that
        take turns in it; and only of those `left`, where there are any."""
        methods = tuple(left) or tuple(self._methods.values())
        lately = [one for one in asked if one.method != CASE or day - one.on <= LATELY]
        year = date(retention.school_year(day), retention.FIRST_MONTH, 1)
        turn = Turn(day, year, rotation.seasons(day, self._free))
        return rotation.next_method(methods, lately, among or self._families, self._seed, turn, self._left_out)

    def has(self, method: str) -> bool:
        """Tell whether there is such a question in the team, by its id."""
        return method in self._methods
