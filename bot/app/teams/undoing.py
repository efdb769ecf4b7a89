"""Undoing: the latest change of a team taken back, of which its group sees and hears what holds again."""

from bot.app import owed
from bot.app.context.command import Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import in_private
from bot.app.teams.card import renew_in_group
from bot.app.teams.changing import arrange, in_words, undo_button
from bot.core.rights import Right
from bot.storage import arrangements, changes, programmes
from bot.storage.arrangements import Arrangement
from bot.storage.database import stamp


def undo(occasion: Occasion, argument: str) -> None:
    """Answer /undo and its button: the last change is taken back, unless something else was changed since.

    A button carries the change that it stood for; pressed twice, it takes back one.
    """
    owed.start_moments(occasion)
    found = changes.of_team(occasion.database, occasion.here.id)
    last = found[0] if found else None
    if last is None or argument.strip() not in ("", str(last.id)):
        occasion.hint("changing.nothing")
        return
    now = arrangements.of_team(occasion.database, occasion.here.id, occasion.now)
    if arrangements.since(now, occasion.now) != arrangements.since(last.after, occasion.now):
        occasion.hint("changing.changed_since")
        return
    before = _with_what_is_under_way(occasion, now, arrangements.since(last.before, occasion.now))
    before |= {"course": last.before["course"]}
    arrange(occasion, now, before)
    changes.drop(occasion.database, last.id)
    _tell_group(occasion, now, before)
    left = changes.of_team(occasion.database, occasion.here.id)
    # What was skipped until now stays skipped.
    holds = in_words(occasion, now, before)
    occasion.show("changing.undone", undo_button(occasion, left, "undo_too"), holds=holds, more=len(left))


def _with_what_is_under_way(occasion: Occasion, now: Arrangement, wanted: Arrangement) -> Arrangement:
    """Return an arrangement with what was put off and comes yet: its own time is over, so it can't go back to that."""
    begun, was, is_wanted = stamp(occasion.now), now["rhythms"], wanted["rhythms"]
    put_off = [one for one in now["beforehand"] if one[1] <= begun and was.get(one[0]) == is_wanted.get(one[0])]
    kept = [one for one in wanted["beforehand"] if not any(one[:2] == other[:2] for other in put_off)]
    return {**wanted, "beforehand": [*kept, *put_off]}


def _tell_group(occasion: Occasion, was: Arrangement, holds: Arrangement) -> None:
    """Let the card in the group show what holds, and the group hear that a programme which was stopped goes on; who
    asks there is answered there."""
    renew_in_group(occasion)
    course = programmes.of_team(occasion.database, occasion.here.id)
    if course and occasion.is_private and not was["programme"] and holds["programme"]:
        title = occasion.in_team_words(course.programme.title, occasion.here.language)
        occasion.say("programmes.goes_on_after_all", name=occasion.who.name, title=title, is_silent=True)


COMMANDS = (Command("undo", "ongedaan", {"group": undo, "private": in_private(undo, "undo")}, Right.SET_UP),)
