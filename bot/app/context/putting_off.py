"""Putting off: what waits for a working day of somebody waits on, where that day is none of theirs any more."""

from collections.abc import Iterable

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.model import Person
from bot.core.timing import HOME_ZONE, FreeDays
from bot.storage import members, people, put_off, teams


def for_person(occasion: Occasion, person_id: int) -> None:
    """Let all that waits to be said to somebody come on days that are theirs now."""
    person = people.find(occasion.database, person_id)
    for_all(occasion, [person] if person else [])


def for_team(occasion: Occasion) -> None:
    """Do the same for everybody in the team."""
    for_all(occasion, members.in_any_role(occasion.database, occasion.here.id))


def for_all(occasion: Occasion, there: Iterable[Person]) -> None:
    """Do the same for some people."""
    for person in there:
        for waiting in put_off.waiting_for(occasion.database, person.id, occasion.now):
            team = teams.find(occasion.database, waiting.team_id) if waiting.team_id else None
            own = (*team.free_days, *team.pauses) if team else ()
            free = occasion.house.content.free_days(team.region, own, team.language) if team else FreeDays()
            at = timing.in_daytime(waiting.send_after, team.zone if team else HOME_ZONE, free, person)
            if at != waiting.send_after:
                put_off.put_off(occasion.database, waiting, at)
