"""Sharing: who reads an answer that was given in private, and what becomes of it; its writer chooses."""

from bot.app.context import screening
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, late
from bot.core.model import RELEASED, SHELVES, Audience
from bot.core.nameless import FALLBACKS, Fallback
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.purposes import QUESTION
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import contributions, sessions, ties
from bot.storage.contributions import Contribution

# What may be typed for what becomes of an answer where too few go without a name.
FALLBACK_WORDS: dict[str, Fallback] = {
    **dict.fromkeys(("named", "naam", "metnaam"), "named"),
    **dict.fromkeys(("author", "ik", "alleenik", "onlyme"), "author"),
    **dict.fromkeys(("gone", "weg", "wis"), "gone"),
}
LOOKED_AT = 20


def take_blind(occasion: Occasion, own: Contribution) -> None:
    """Let an answer to a blind question show with its writer's name at the close, and let them choose otherwise.

    Where its words ask for a second look, its writer is asked first; until they answer it is theirs alone, and so are
    words about trouble of their own.
    """
    is_own_trouble = screening.alarm_in(occasion, own.text) == "own"
    if not screening.asks_first(occasion, own.text, f"named {own.id}", f"my edit {own.id}"):
        if not is_own_trouble:
            contributions.share_at_close(occasion.database, own.id, occasion.who.id, occasion.now)
        _show_chosen(occasion, own)
    screening.comfort(occasion, own.text)


def show_choice(occasion: Occasion, session: Session, own: Contribution) -> None:
    """Say who reads an answer, and let its writer choose until the question closes."""
    may_hide = occasion.who.id in ties.peers(occasion.database, session.id)
    is_blind = session.state.outline.is_blind
    occasion.show(
        "privately.nameless" if own.is_nameless else "privately.kept_blind" if is_blind else "privately.kept",
        _choices(occasion, own, is_blind=is_blind, may_hide=may_hide),
        session=session,
        purpose=QUESTION,
        team=occasion.here.name,
        title=finding.title(occasion, session, occasion.language),
        until=session.state.due_at,
        may_hide=may_hide,
        is_waiting=own.is_waiting,
        has_named=own.is_nameless and occasion.who.id in ties.named(occasion.database, session.id),
    )


def show_late(occasion: Occasion, session: Session, own: Contribution) -> None:
    """Say who reads what was written after a question had closed, and let its writer choose while that is possible."""
    keyboard: Keyboard = ()
    if late.is_late(occasion, own):
        is_shared = own.audience is Audience.TEAM
        keyboard = (
            (_give(occasion, "with_name", f"named {own.id}", is_chosen=is_shared),),
            (_give(occasion, "only_me", f"onlyme {own.id}", is_chosen=not is_shared),),
        )
    occasion.show(
        "privately.kept_late",
        keyboard,
        session=session,
        team=occasion.here.name,
        title=finding.title(occasion, session, occasion.language),
        may_share=bool(keyboard),
        is_shared=own.audience is Audience.TEAM,
    )


def _give(occasion: Occasion, key: str, command: str, *, is_chosen: bool) -> Button:
    return Button(label=ticked(occasion.label(key), is_chosen), command=command)


def _choices(occasion: Occasion, own: Contribution, *, is_blind: bool, may_hide: bool) -> Keyboard:
    """Return the buttons that choose who reads an answer, and what becomes of it where too few go without a name."""
    is_alone = not (own.is_nameless or own.is_waiting)
    named = ((_give(occasion, "with_name", f"named {own.id}", is_chosen=own.is_waiting),),) if is_blind else ()
    hidden = ((_give(occasion, "nameless", f"nameless {own.id}", is_chosen=own.is_nameless),),)
    alone = ((_give(occasion, "only_me", f"onlyme {own.id}", is_chosen=is_alone),),)
    shared = (*named, *(hidden if may_hide or own.is_nameless else ()))
    ways = (*shared, *alone) if shared else ()
    if not own.is_nameless:
        return ways
    falls = (
        (_give(occasion, f"else_{way}", f"nameless {own.id} {way}", is_chosen=own.fallback == way),)
        for way in FALLBACKS
    )
    return (*ways, *falls)


def share_without_name(occasion: Occasion, argument: str) -> None:
    """Answer /nameless and its buttons: the team may read one private answer, without a name; with `named`, `author` or
    `gone`, what becomes of it where fewer than three do so.

    Behind the number may also stand what its writer answered to a question about the words.
    """
    words = argument.split()
    way = FALLBACK_WORDS.get(words[-1].lower()) if words else None
    number, _, answered = " ".join(words[:-1] if way else words).partition(" ")
    own = _meant(occasion, number)
    if own is None:
        return
    if not own.is_open:
        occasion.hint("privately.too_late_to_choose")
        return
    if not own.is_nameless and occasion.who.id not in ties.peers(occasion.database, own.session_id):
        occasion.hint("privately.no_peer")
        return
    again = f"nameless {own.id}"
    is_looked_at = own.is_nameless or own.is_waiting
    if not is_looked_at and screening.asks_first(occasion, own.text, again, f"my edit {own.id}", answered):
        return
    contributions.share_without_name(occasion.database, own.id, occasion.who.id)
    if way:
        ties.set_fallback(occasion.database, own.id, occasion.who.id, way)
    _show_chosen(occasion, own)


def share_with_name(occasion: Occasion, argument: str) -> None:
    """Answer /named and its button: the team may read one private answer, with its writer's name; of a question that is
    blind and open, once it closes. Behind the number may stand what they answered to a question about the words."""
    number, _, answered = argument.strip().partition(" ")
    own = _meant(occasion, number)
    session = sessions.find(occasion.database, own.session_id, REFLECTION) if own else None
    if own is None or session is None:
        return
    if own.is_open and not session.state.outline.is_blind:
        # In time the group is the place for that.
        occasion.hint("privately.name_in_group")
        return
    is_looked_at = own.is_nameless or own.is_waiting
    if not is_looked_at and screening.asks_first(occasion, own.text, f"named {own.id}", f"my edit {own.id}", answered):
        return
    share = contributions.share_at_close if own.is_open else contributions.share_with_name
    share(occasion.database, own.id, occasion.who.id, occasion.now)
    _show_chosen(occasion, own)


def keep_to_oneself(occasion: Occasion, argument: str) -> None:
    """Answer /onlyme and its button: nobody but this person reads one private answer."""
    own = _meant(occasion, argument)
    if own:
        occasion.take_back([("entry", own.id)])
        contributions.keep_to_author(occasion.database, own.id, occasion.who.id, occasion.now)
        _show_chosen(occasion, own)


def _meant(occasion: Occasion, argument: str) -> Contribution | None:
    """Return the private answer that a button names, or else the latest one, if one may still choose; say if not."""
    if argument:
        own = contributions.find(occasion.database, as_number(argument.strip()), occasion.who.id)
    else:
        latest = contributions.of_person(occasion.database, occasion.who.id, limit=LOOKED_AT)
        own = next((one for one in latest if _is_private(one)), None)
    if own is None or not _is_private(own):
        occasion.hint("privately.nothing_to_share")
    elif not own.is_open and not late.is_late(occasion, own):
        occasion.hint("privately.too_late_to_choose")
    else:
        occasion.enter_team(own.team_id)
        return own
    return None


def _is_private(own: Contribution) -> bool:
    is_answer = not own.is_case and own.method not in SHELVES
    return is_answer and not own.in_group and own.audience not in RELEASED


def _show_chosen(occasion: Occasion, own: Contribution) -> None:
    session = sessions.find(occasion.database, own.session_id, REFLECTION, own.team_id)
    chosen = contributions.find(occasion.database, own.id, occasion.who.id)
    if session and chosen:
        show = show_choice if chosen.is_open else show_late
        show(occasion, session, chosen)


COMMANDS = (
    Command("nameless", "zondernaam", {"private": share_without_name}),
    Command("named", "metnaam", {"private": share_with_name}),
    Command("onlyme", "alleenik", {"private": keep_to_oneself}),
)
