"""Pausing: nothing goes out to a team for a while, and then again."""

from datetime import timedelta

from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.rhythm import skipping
from bot.app.rhythm.outlook import next_start
from bot.app.sessions import leading
from bot.app.teams.ahead import FORTNIGHT
from bot.core.rights import Right
from bot.core.saying.days import Stay, as_stay
from bot.core.saying.words import Unclear
from bot.storage import teams

LONGEST_PAUSE = timedelta(days=366)


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pauseteam: nothing goes out until after a date; two weeks if none is given."""
    today = occasion.now.astimezone(occasion.zone).date()
    stay = as_stay(argument, today) if argument else Stay(None, today + timedelta(days=FORTNIGHT))
    if isinstance(stay, Unclear) or stay.last > today + LONGEST_PAUSE:
        unclear = stay if isinstance(stay, Unclear) else Unclear("too_far")
        unheard.answer(occasion, "planning.bad_date", unclear, argument, "pauseteam")
        return
    teams.pause(occasion.database, occasion.here.id, stay.last)
    buttons = ((occasion.button("resume", "resume"),),)
    occasion.answer("planning.paused", buttons, until=stay.last, is_early=stay.begins_after(today))
    occasion.look_again()
    leading.reckon_team(occasion)


def resume(occasion: Occasion, argument: str) -> None:
    """Answer /resume: the rhythm goes on; it says with what, and what stays skipped by hand."""
    teams.pause(occasion.database, occasion.here.id, None)
    occasion.look_again()
    skipped = skipping.skipped_ahead(occasion)
    occasion.answer(
        "planning.resumed",
        ((skipping.take_back_button(occasion, skipped[-1]),),) if skipped else (),
        skipped=skipping.told(skipped[-1]) if skipped else None,
        upcoming=skipping.told(next_start(occasion.house, occasion.here, occasion.now)),
    )
    leading.reckon_team(occasion)


COMMANDS = (
    Command("pauseteam", "teampauze", {"group": pause}, Right.SET_UP, GROUP, place=260),
    Command("resume", "hervatten", {"group": resume}, Right.SET_UP, GROUP, place=270),
)
