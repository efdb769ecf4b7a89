"""Everybody's own place: the private chat, with working days, leave and language."""

from datetime import timedelta

from bot.app import roles
from bot.app.occasion import Occasion
from bot.app.understanding import as_date, as_weekday
from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Weekday
from bot.core.outgoing import Button
from bot.storage import people

LONGEST_LEAVE = timedelta(days=366)


def start(occasion: Occasion, argument: str) -> None:
    """Answer /start in private: hello, or the invitation that a link carried."""
    if argument.startswith("role-"):
        roles.open_invitation(occasion, argument.removeprefix("role-"))
    else:
        occasion.answer("own_place.hello", name=occasion.who.name)


def wrote(occasion: Occasion) -> None:
    """Answer loose words in private: the bot takes commands here and keeps nothing else."""
    occasion.answer("own_place.not_a_command")


def set_days(occasion: Occasion, argument: str) -> None:
    """Answer /days: on which days this person works, by words or by buttons that switch one day each."""
    days: tuple[Weekday, ...] = occasion.who.working_days
    if argument:
        words = argument.lower().replace(",", " ").split()
        found = [as_weekday(word.lstrip("+-")) for word in words]
        known = [day for day in found if day]
        if not words or len(known) != len(words):
            occasion.hint("own_place.bad_days")
            return
        switched = [day for word, day in zip(words, known, strict=True) if word[0] in "+-"]
        chosen = set(days) ^ set(switched) if switched else set(known)
        days = tuple(day for day in WEEKDAYS if day in chosen)
        people.set_working_days(occasion.database, occasion.who.id, days)
    occasion.show("own_place.days", (_switches(occasion, days),), days=list(days))


def _switches(occasion: Occasion, days: tuple[Weekday, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(label=("✓ " if day in days else "") + occasion.label("short_day", day=day), command=f"days +{day}")
        for day in SCHOOL_WEEK
    )


def be_quiet(occasion: Occasion, argument: str) -> None:
    """Answer /quiet: on leave until and including a date; without one, back again."""
    today = occasion.now.astimezone(occasion.zone).date()
    if not argument:
        people.set_away(occasion.database, occasion.who.id, None)
        occasion.answer("own_place.back" if occasion.who.away_until else "own_place.how_to_be_quiet")
        return
    until = as_date(argument, today)
    if until is None or not today <= until <= today + LONGEST_LEAVE:
        occasion.answer("planning.bad_date")
        return
    people.set_away(occasion.database, occasion.who.id, until)
    occasion.answer("own_place.away", until=until)
