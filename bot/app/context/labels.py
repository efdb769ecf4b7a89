"""Labels: what somebody types in private in the place of a button that stands under what they were asked last."""

from dataclasses import replace
from datetime import timedelta

from bot.app.context import short_words
from bot.app.context.house import Asked, House
from bot.core.events import Commanded, Event, Wrote

# What is answered later than this may be about anything.
LASTS = timedelta(hours=12)


def as_press(house: House, event: Event, what: Wrote) -> Event:
    """Take what somebody wrote in private for the press it means, if it is all that a button says, or the yes or no
    that one alone begins with. What else they write is not about those buttons, nor is anything after it."""
    last = house.asked.get(event.place.chat_id)
    if last is None or what.is_edit or what.is_caption or not _follows(last, event, what):
        return event
    # An update that could not be handled is handled once more.
    is_next = last.taken_by in (None, event.update_id) and event.at <= last.since + LASTS
    house.asked[event.place.chat_id] = replace(last, taken_by=last.taken_by or event.update_id)
    shown = [one for row in last.keyboard for one in row if one.command and is_next]
    if what.quoted:
        shown = [one for one in shown if one.command in what.quoted.marks]
    labelled = [one for one in shown if short_words.is_label(what.text, one.label)]
    labelled = labelled or [one for one in shown if short_words.is_label_agreed(what.text, one.label)]
    meant = labelled or [one for one in shown if short_words.answers(what.text, one.label)]
    if len({one.command for one in meant}) != 1:
        return event
    name, _, argument = (meant[0].command or "").partition(" ")
    return replace(event, what=Commanded(name, argument, what.message_id, is_by_label=True))


def _follows(last: Asked, event: Event, what: Wrote) -> bool:
    """Tell whether somebody wrote a message after they saw what was asked last. In one chat later messages have higher
    numbers; clocks differ, and tell no more than seconds."""
    if last.is_edited or last.message_id is None:
        return event.at >= last.since
    return what.message_id > last.message_id
