"""Pausing: nothing goes out to a team for a while, and then again."""

from datetime import timedelta

from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm import skipping
from bot.app.rhythm.outlook import next_start
from bot.app.sessions import reckoning
from bot.app.teams.ahead import FORTNIGHT
from bot.core import away
from bot.core.model import Days
from bot.core.rights import Right
from bot.core.saying.days import iso_day
from bot.storage import teams

OFF = ("off", "uit", "stop", "over", "voorbij")


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pauseteam: nothing goes out until after a date, or between two; two weeks if none is given. One that is
    "off" is over."""
    if argument.strip().lower() in OFF:
        resume(occasion, "")
        return
    today = occasion.today
    fortnight = Days(today, today + timedelta(days=FORTNIGHT))
    days = unheard.as_days(occasion, argument, "pauseteam") if argument else fortnight
    if days is None:
        return
    pauses, whole = away.said_anew(occasion.here.pauses, days, today)
    _keep(occasion, pauses)
    key = "resume" if days.first <= today else "pause_drop"
    buttons = ((occasion.button(key, f"resume {days.first.isoformat()}"),),)
    occasion.answer("planning.paused", buttons, days=whole, is_later=days.first > today)
    reckoning.for_team(occasion)


def _keep(occasion: Occasion, pauses: tuple[Days, ...]) -> None:
    teams.set_pauses(occasion.database, occasion.here.id, pauses)
    occasion.look_again()


def resume(occasion: Occasion, argument: str) -> None:
    """Answer /resume: the rhythm goes on; it says with what, and what stays skipped by hand. A pause that has not begun
    yet is taken back. A button carries the first day of the pause that it stands under."""
    today, pauses = occasion.today, occasion.here.pauses
    meant = iso_day(argument)
    coming = next((days for days in pauses if days.last >= today and (meant is None or meant in days)), None)
    _keep(occasion, away.without_day(pauses, coming.first, today) if coming else pauses)
    skipped = skipping.skipped_ahead(occasion)
    occasion.answer(
        "planning.resumed",
        ((skipping.take_back_button(occasion, skipped[-1]),),) if skipped else (),
        was_paused=coming is not None,
        dropped=coming if coming and coming.first > today else None,
        skipped=skipping.told(skipped[-1]) if skipped else None,
        upcoming=skipping.told(next_start(occasion.house, occasion.here, occasion.now)),
    )
    reckoning.for_team(occasion)


COMMANDS = (
    Command("pauseteam", "teampauze", steered(pause, "pauseteam"), Right.SET_UP, GROUP, place=260),
    Command("resume", "hervatten", steered(resume, "resume"), Right.SET_UP, GROUP, place=270),
)
