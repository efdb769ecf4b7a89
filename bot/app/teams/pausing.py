"""Pausing: nothing goes out to a team for a while, and then again."""

from datetime import timedelta

from bot.app.context.command import GROUP, Command
from bot.app.context.days import as_date
from bot.app.context.occasion import Occasion
from bot.app.rhythm.planning import FORTNIGHT
from bot.app.sessions import leading
from bot.core.rights import Right
from bot.storage import teams

LONGEST_PAUSE = timedelta(days=366)


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pauseteam: nothing goes out until after a date; two weeks if none is given."""
    today = occasion.now.astimezone(occasion.zone).date()
    until = as_date(argument, today) if argument else today + timedelta(days=FORTNIGHT)
    if until is None or until < today or until > today + LONGEST_PAUSE:
        occasion.hint("planning.bad_date")
        return
    teams.pause(occasion.database, occasion.here.id, until)
    occasion.answer("planning.paused", ((occasion.button("resume", "resume"),),), until=until)
    occasion.look_again()
    leading.reckon_team(occasion)


def resume(occasion: Occasion, argument: str) -> None:
    """Answer /resume: the rhythm goes on."""
    teams.pause(occasion.database, occasion.here.id, None)
    occasion.answer("planning.resumed")
    occasion.look_again()
    leading.reckon_team(occasion)


COMMANDS = (
    Command("pauseteam", "teampauze", {"group": pause}, Right.SET_UP, GROUP, place=260),
    Command("resume", "hervatten", {"group": resume}, Right.SET_UP, GROUP, place=270),
)
