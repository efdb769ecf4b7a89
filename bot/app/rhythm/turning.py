"""Turning: a school year ends and another begins: what stops and starts again, and whether all is as it was."""

from datetime import date, timedelta

from bot.app.context.occasion import Occasion
from bot.app.rhythm.outlook import starts
from bot.core import timing
from bot.core.model import Days, Role
from bot.core.outgoing import Button
from bot.rendering import shortened
from bot.storage import members, sessions

# So many days are a summer; so soon it is told, and so long after it a first question is one of a new year.
SUMMER, SOON, LATELY = timedelta(days=28), timedelta(days=7), timedelta(days=60)
NAMES_SHOWN, LONGEST_NAME = 20, 40
# So many days before the last holiday that is known it is told, in the week that they fall in.
TOLD_BEFORE = (120, 60, 14)


def tell_before_summer(occasion: Occasion) -> None:
    """Tell the coordinators, in the last week before a summer, what stops and starts again, and what to look at."""
    today = occasion.today
    summer = next((one for one in _summers(occasion) if today < one.first <= today + SOON), None)
    if summer is None:
        return
    coordinators = members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR)
    over = timing.wall_clock(summer.last, timing.DAY_ENDS, occasion.zone)
    upcoming = next((one for one in starts(occasion.house, occasion.here, occasion.now) if one.at > over), None)
    for person in coordinators:
        label = occasion.label_in(occasion.private_language(person), "look_at_team")
        occasion.whisper(
            person,
            "turning.before_summer",
            ((Button(label=label, command=f"team *{occasion.here.id}"),),),
            is_owed=True,
            team=occasion.here.name,
            summer=summer,
            next_at=upcoming.at if upcoming else None,
            taking_part=_names(occasion, Role.MEMBER),
            leaders=_names(occasion, Role.LEADER),
            is_alone=len(coordinators) == 1,
        )


def tell_of_last_holidays(occasion: Occasion) -> None:
    """Tell the coordinators, a few times before it is too late, until when their holidays are known."""
    today = occasion.today
    end = occasion.house.content.holidays_end(occasion.here.region, today)
    if end and any(0 <= left - (end - today).days < timing.WEEK.days for left in TOLD_BEFORE):
        occasion.tell_coordinators("planning.holidays_end", until=end)


def tell_new_year(occasion: Occasion) -> None:
    """Say in the group, with the first question since a summer and without a sound, what may be other than before."""
    today = occasion.today
    over = [one for one in _summers(occasion) if one.last < today <= one.last + LATELY]
    if over and not _was_asked_since(occasion, over[-1].last):
        occasion.say("turning.new_year", is_silent=True)


def _was_asked_since(occasion: Occasion, day: date) -> bool:
    """Tell whether there was a question since a day; for a team that is new there is no year before this one."""
    first = timing.wall_clock(day, timing.DAY_ENDS, occasion.zone)
    before = sessions.asked_between(occasion.database, occasion.here.id, first - timing.YEAR, occasion.now)
    return not before or before[-1].state.started_at > first


def _summers(occasion: Occasion) -> list[Days]:
    return [Days(*one) for one in occasion.free.ranges if one[1] - one[0] >= SUMMER - timedelta(days=1)]


def _names(occasion: Occasion, role: Role) -> list[str]:
    found = members.in_role(occasion.database, occasion.here.id, role)
    names = [shortened(person.name, LONGEST_NAME) for person in found[:NAMES_SHOWN]]
    return [*names, *([f"+{len(found) - NAMES_SHOWN}"] if found[NAMES_SHOWN:] else [])]
