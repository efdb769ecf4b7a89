"""Noted: what somebody reads in private of a commitment of theirs, and the buttons under it."""

from typing import Any

from bot.app.commitments.when import WEEKS, WEEKS_OF_AGREEMENT, too_far_in
from bot.app.context.occasion import Occasion
from bot.core.model import Language
from bot.core.outgoing import Keyboard
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.storage import commitments, people, sessions
from bot.storage.commitments import Commitment


def facts(commitment: Commitment) -> dict[str, Any]:
    """Return what sentences say of a commitment."""
    return {
        "text": commitment.text,
        "at": commitment.ask_at,
        "is_shared": commitment.is_shared,
        "state": commitment.state,
    }


def _is_agreement(occasion: Occasion, commitment: Commitment) -> bool:
    """Tell whether a commitment is what a group agreed on, which one of them sees to: after an instrument, or put down
    for all by whoever leads."""
    session = sessions.find(occasion.database, commitment.session_id)
    return session is not None and (session.state.terms is INSTRUMENT or is_put_down_for_all(session))


def is_put_down_for_all(session: Session) -> bool:
    """Tell whether one puts down in front of a group what all of them intend."""
    return any(on.step.keeps == "commitment" and on.step.who == "facilitator" for on in session.state.plan)


def to_its_writer(occasion: Occasion, commitment: Commitment) -> dict[str, Any]:
    """Return what the sentences to whoever sees to a commitment say of it."""
    return facts(commitment) | {"is_agreement": _is_agreement(occasion, commitment)}


def _weeks(occasion: Occasion, commitment: Commitment) -> tuple[int, ...]:
    """Return from how many weeks one chooses to be asked about a commitment."""
    return WEEKS_OF_AGREEMENT if _is_agreement(occasion, commitment) else WEEKS


def choices(occasion: Occasion, commitment: Commitment, language: Language) -> Keyboard:
    """Return what somebody may do with a commitment of theirs: another day, the board, or erasing it."""
    weeks = tuple(
        occasion.button_in(language, "in_weeks", f"lookback {commitment.id} {count}", weeks=count)
        for count in _weeks(occasion, commitment)
    )
    key = "board_unshare" if commitment.is_shared else "board_share"
    sharing = occasion.button_in(language, key, f"shareboard {commitment.id}")
    erasing = occasion.button_in(language, "board_erase", f"eraseboard {commitment.id}")
    return weeks, (sharing,), (erasing,)


def now_of(occasion: Occasion, writer_id: int, commitment_id: int) -> tuple[str, Keyboard] | None:
    """Return what somebody reads in private of a commitment that they noted, as it is by now; None once it is gone."""
    found = commitments.find(occasion.database, commitment_id, writer_id)
    writer = people.find(occasion.database, writer_id)
    if found is None or writer is None:
        return None
    key, language = "board.noted" if found.state == "open" else "board.thanks", occasion.private_language(writer)
    told = to_its_writer(occasion, found) | {"too_far": too_far_in(occasion, found.text)}
    under = choices(occasion, found, language)
    return occasion.words(key, language, **told), under if found.state == "open" else under[1:]
