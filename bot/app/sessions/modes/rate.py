"""Rate: everybody gives a number from 1 to 5, of which nobody learns whose it was, and a sentence in private."""

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, Result, View, what_was_written
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_RATED
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.storage import entries, marks
from bot.storage.marks import Tally

HIGHEST = 5
# Up to this number somebody says that a session did not feel safe.
UNSAFE = 2


def _scale(view: View) -> tuple[Button, ...]:
    return tuple(Button(label=str(value), command=f"rate {view.here} {value}") for value in range(1, HIGHEST + 1))


def _in_group(view: View) -> Keyboard:
    return (_scale(view), (view.to_write, view.to_pass))


def _in_private(view: View) -> Keyboard:
    return (_scale(view), (view.to_finish,))


def average(occasion: Occasion, session: Session) -> float | None:
    """Return the average of the numbers for a step, where so many gave one that it may be shown."""
    return _shown(_given(occasion, session))


def _given(occasion: Occasion, session: Session) -> Tally | None:
    return marks.count(occasion.database, session.id, session.state.position).get(0)


def _shown(rated: Tally | None) -> float | None:
    return rated.average if rated and rated.votes >= MINIMUM_RATED else None


def _result(occasion: Occasion, session: Session) -> Result:
    """Return the sentences, and the average where so many gave a number that it may be shown."""
    rated = _given(occasion, session)
    ratings, key = rated.votes if rated else 0, "safety" if session.state.now_on.is_frames else "average"
    written = what_was_written(occasion, session).lines
    if not ratings:
        return Result(written)
    spoken = occasion.here.language
    return Result(written, occasion.words(f"modes.rate_{key}", spoken, average=_shown(rated), ratings=ratings))


def _rated(occasion: Occasion, session: Session, words: list[str]) -> State | None:
    value, person = as_number(words[0]) if words else 0, occasion.who.id
    if not 1 <= value <= HIGHEST:
        occasion.hint("contributing.which_rating")
        return None
    marks.put(occasion.database, session.id, session.state.position, person, 0, value)
    is_low = session.state.now_on.is_frames and value <= UNSAFE
    # Whoever did not feel safe is asked for nothing more.
    if is_low or _has_said(occasion, session):
        occasion.hint("contributing.rated", is_low=is_low)
        return taking_part.hear(session.state, person)
    occasion.hint("contributing.rated_without_words")
    return taking_part.give(session.state, person)


def _has_said(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody wrote the sentence that goes with the number; at the check-out, or anywhere before it what
    they take away or intend."""
    person = occasion.who.id
    if entries.count_in_step(occasion.database, session.id, session.step, person):
        return True
    return session.state.now_on.is_frames and entries.has_taken_away(occasion.database, session.id, person)


HANDLING = Handling(
    in_group=_in_group, in_private=_in_private, result=_result, command="rate", press=_rated, is_secret=True
)
