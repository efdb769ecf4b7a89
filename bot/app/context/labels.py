"""Labels: what somebody types in private in the place of a button that stands under what they were asked last."""

from dataclasses import replace
from datetime import timedelta

from bot.app.context import short_words
from bot.app.context.house import House
from bot.core.events import Commanded, Event, Wrote

# What is answered later than this may be about anything.
LASTS = timedelta(hours=12)


def as_press(house: House, event: Event, what: Wrote) -> Event:
    """Take what somebody wrote in private for the press it means, if it is all that a button says, or the yes or no
    that one alone begins with. What else they write is not about those buttons, nor is anything after it."""
    if what.is_edit or event.speaker is None:
        return event
    since, keyboard = house.asked.pop(event.speaker.id, (event.at, ()))
    is_fresh = since <= event.at <= since + LASTS
    shown = [one for row in keyboard for one in row if one.command and is_fresh]
    if what.quoted:
        shown = [one for one in shown if one.command in what.quoted.marks]
    labelled = [one for one in shown if short_words.is_label(what.text, one.label)]
    meant = labelled or [one for one in shown if short_words.answers(house.content, what.text, one.label)]
    if len({one.command for one in meant}) != 1:
        return event
    name, _, argument = (meant[0].command or "").partition(" ")
    return replace(event, what=Commanded(name, argument, what.message_id, is_by_label=True))
