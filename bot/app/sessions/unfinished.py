"""Unfinished: whoever began to fill in a scan is reminded of it once, in private, before it closes."""

from datetime import datetime, time, timedelta

from bot.app.context.occasion import Occasion
from bot.core import timing
from bot.core.instrument import key
from bot.core.model import Person
from bot.core.outgoing import Button
from bot.core.purposes import LINE
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.storage import marks, nudges

# All marks are of the one step.
POSITION = 0
# In the morning of somebody's last working day before the close, if that is not the day on which they began.
MORNING = time(8, 45)


def are_all_marked(occasion: Occasion, session: Session, person_id: int) -> bool:
    """Tell whether somebody marked each line of the first pass of a session's instrument."""
    own, instrument = (
        marks.of_person(occasion.database, session.id, POSITION, person_id),
        session.state.outline.instrument,
    )
    return instrument is not None and all(key(0, at) in own for at in range(len(instrument.items)))


def note(occasion: Occasion, session: Session) -> None:
    """Note when to remind this person of what they began, or that it needs no reminder any more."""
    person = occasion.who
    at = None if are_all_marked(occasion, session, person.id) else _last_morning(occasion, session, person)
    if at:
        nudges.put(occasion.database, person.id, session.id, at)
    else:
        nudges.drop(occasion.database, person.id, session.id)


def _last_morning(occasion: Occasion, session: Session, person: Person) -> datetime | None:
    """Return the morning of somebody's last working day before a session closes; None where that is not to come."""
    day = session.state.due_at.astimezone(occasion.zone).date()
    while day > occasion.today:
        at = timing.wall_clock(day, MORNING, occasion.zone)
        if timing.works(person, day, occasion.free) and at < session.state.due_at:
            return at
        day -= timedelta(days=1)
    return None


def remind(occasion: Occasion, person: Person, session: Session) -> None:
    """Remind somebody of what they began, unless they have done it or are away by now."""
    is_away = not timing.works(person, occasion.today, occasion.free)
    if is_away or not taking_part.takes(session.state, occasion.now):
        return
    instrument = session.state.outline.instrument
    if instrument is None or are_all_marked(occasion, session, person.id):
        return
    language = occasion.private_language(person)
    own = marks.of_person(occasion.database, session.id, POSITION, person.id)
    following = next(at for at in range(len(instrument.items)) if key(0, at) not in own)
    go_on = Button(label=occasion.label_in(language, "go_on_filling"), command=f"fill {session.id} 0 {following}")
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
        left=sum(key(0, at) not in own for at in range(len(instrument.items))),
        until=session.state.due_at,
    )
