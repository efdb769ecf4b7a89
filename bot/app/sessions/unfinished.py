"""Unfinished: whoever began to fill in a scan is reminded of it once, in private, before it closes."""

from datetime import time

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.instrument import unmarked
from bot.core.model import Person
from bot.core.outgoing import Edit
from bot.core.purposes import EDIT, LINE
from bot.core.session import taking_part
from bot.core.session.deadlines import last_at_work
from bot.core.session.state import Session
from bot.storage import marks, messages, nudges

# All marks are of the one step.
POSITION = 0
# In the morning of somebody's last working day before the close, if that is not the day on which they began.
MORNING = time(8, 45)


def left(occasion: Occasion, session: Session, person: Person) -> list[int]:
    """Return the lines of the first pass of a session's instrument that somebody did not mark."""
    instrument = session.state.outline.instrument
    own = marks.of_person(occasion.database, session.id, POSITION, person.id)
    return unmarked(instrument, own) if instrument else []


def note(occasion: Occasion, session: Session) -> None:
    """Note when to remind this person of what they began, or that it needs no reminder any more."""
    person, today = occasion.who, timing.wall_clock(occasion.today, MORNING, occasion.zone)
    at = None
    if left(occasion, session, person):
        at = last_at_work(person, MORNING, occasion.zone, occasion.free, today, session.state.due_at)
    if at:
        nudges.put(occasion.database, person.id, session.id, at)
    else:
        nudges.drop(occasion.database, person.id, session.id)


def remind(occasion: Occasion, person: Person, session: Session) -> None:
    """Remind somebody of what they began, unless they have done it or are away by now."""
    is_away = not timing.works(person, occasion.today, occasion.free)
    if is_away or not taking_part.takes(session.state, occasion.now):
        return
    instrument, lines = session.state.outline.instrument, left(occasion, session, person)
    if instrument is None or not lines:
        return
    close_before(occasion, session, person)
    language = occasion.private_language(person)
    go_on = occasion.button_in(language, "go_on_filling", f"fill {session.id} 0 {lines[0]}")
    occasion.whisper(
        person,
        "measuring.unfinished",
        ((go_on,),),
        session=session,
        purpose=LINE,
        send_after=timing.in_daytime(occasion.now, occasion.zone, occasion.free, person),
        keeps=session.state.due_at - occasion.now,
        title=instrument.title.in_(language),
        team=occasion.here.name,
        left=len(lines),
        until=session.state.due_at,
    )


def close_before(occasion: Occasion, session: Session, person: Person) -> None:
    """Take the buttons from the line that somebody was shown last: one there would change what they mark from now on in
    another message."""
    before = messages.latest_sent(occasion.database, session.id, person.id, LINE)
    if before is not None:
        occasion.do(Edit(message_id=before, keyboard=()), person.id, EDIT)
