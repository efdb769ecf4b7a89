"""Working days: on which days of the week somebody works, by words or by buttons."""

import re

from bot.app.context.command import PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import reckoning
from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Weekday
from bot.core.outgoing import Button, ticked
from bot.core.saying.words import as_weekdays
from bot.storage import people


def set_days(occasion: Occasion, argument: str) -> None:
    """Answer /days: on which days this person works, by words or by buttons that switch one day each."""
    days: tuple[Weekday, ...] = occasion.who.working_days
    if argument:
        words = argument.lower().split()
        is_switch = words[0][0] in "+-"
        chosen = as_weekdays(re.sub(r"(^|\s)[+-]", r"\1", argument))
        if not chosen:
            occasion.hint("private_chat.bad_days")
            return
        new = set(days) ^ set(chosen) if is_switch else set(chosen)
        days = tuple(day for day in WEEKDAYS if day in new)
        people.set_working_days(occasion.database, occasion.who.id, days)
        reckoning.for_person(occasion, occasion.who.id)
    occasion.show("private_chat.days", _switches(occasion, days), days=list(days))


def _switches(occasion: Occasion, days: tuple[Weekday, ...]) -> tuple[tuple[Button, ...], ...]:
    def switch(day: Weekday) -> Button:
        return Button(label=ticked(occasion.label("short_day", day=day), day in days), command=f"days +{day}")

    return tuple(switch(day) for day in SCHOOL_WEEK), tuple(switch(day) for day in WEEKDAYS[len(SCHOOL_WEEK) :])


COMMANDS = (Command("days", "werkdagen", {"private": set_days}, in_menu=PRIVATE, place=300),)
