"""Putting off: what waits for a working day of somebody waits for one that is theirs now, later or sooner."""

from collections.abc import Iterable

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.model import Person
from bot.core.purposes import MAY_CALL, OF_DATES, PAIR_AGREED
from bot.core.timing import HOME_ZONE, FreeDays
from bot.storage import members, people, put_off, teams
from bot.storage.put_off import Waiting

# What is of no use after a day that it is about; and what is said before that day, whatever day it is.
LAPSES, STILL_SAID = (*(one.name for one in OF_DATES), MAY_CALL.name, PAIR_AGREED.name), (PAIR_AGREED.name,)


def for_person(occasion: Occasion, person_id: int) -> None:
    """Let all that waits to be said to somebody come on days that are theirs now."""
    person = people.find(occasion.database, person_id)
    _for_all(occasion, [person] if person else [])


def for_team(occasion: Occasion) -> None:
    """Do the same for everybody in the team."""
    _for_all(occasion, members.in_any_role(occasion.database, occasion.here.id))


def _for_all(occasion: Occasion, there: Iterable[Person]) -> None:
    for person in there:
        for waiting in put_off.waiting_for(occasion.database, person.id, occasion.now):
            _wait_anew(occasion, person, waiting)


def _wait_anew(occasion: Occasion, person: Person, waiting: Waiting) -> None:
    """Let a message go on the first day of somebody's from when it was decided for; it lasts as long after that, but
    for what it is of use after."""
    team = teams.find(occasion.database, waiting.team_id) if waiting.team_id else None
    zone, free = (team.zone, occasion.free_of(team)) if team else (HOME_ZONE, FreeDays())
    pauses = team.pauses if team and waiting.pauses else ()
    at = timing.in_daytime(max(waiting.wanted_at, occasion.now), zone, free, person, pauses)
    is_too_late = at >= waiting.expires_at and waiting.purpose in STILL_SAID
    if at == waiting.send_after or is_too_late:
        return
    lasts = waiting.expires_at if waiting.purpose in LAPSES else waiting.expires_at + (at - waiting.send_after)
    put_off.wait_until(occasion.database, waiting, at, lasts)
    occasion.touched.add(person.id)
