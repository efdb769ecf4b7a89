"""Mere words: a bare yes, a few words or a question stands for others only once its writer says it is meant so."""

from typing import Any, Literal

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards
from bot.core.model import Language
from bot.core.outgoing import Keyboard
from bot.core.purposes import ABOUT_STEP, LASTING, Purpose
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Session
from bot.storage import contributions, entries
from bot.storage.contributions import Contribution

# Fewer words are seldom what all agreed on.
FEWEST_WORDS = 4


def are_in(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text that one puts down for all in a step, which closes it, may be meant for something else."""
    if not taking_part.is_closed_by_one(then.state):
        return False
    is_reply = short_words.means(occasion, text, "agreeing", "declining", "finished", "sharing", "keeping")
    is_short = len(text.split()) < FEWEST_WORDS
    return (
        is_short or is_reply or short_words.says_pass(occasion, text) or _asks(then, text) or short_words.puts_off(text)
    )


def are_for_others(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text in private for a step of which each writes something, that others read, is a mere yes, thanks
    or number, or says that its writer can't now: it may be meant for a button, or for what the bot said last. Where
    nobody sees whose it is a question may be one to the bot."""
    way = then.state.now_on.step.way
    if way.shown is Shown.NEVER or not way.by_words:
        return False
    is_number = text.strip(" .!").isdecimal() and not way.part_by_part
    is_mere = is_number or short_words.are_mere(occasion, text) or short_words.says_pass(occasion, text)
    return is_mere or short_words.puts_off(text) or (not way.is_named and _asks(then, text))


def _asks(then: Session, text: str) -> bool:
    """Tell whether a text asks something, where the step that it is for doesn't ask for a question."""
    asks_for_question = any(one.nl.rstrip().endswith("?") for one in then.state.now_on.step.examples)
    return text.rstrip().endswith("?") and not asks_for_question


def are_mere_there(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text for a step is mere words of either kind."""
    return are_in(occasion, then, text) or are_for_others(occasion, then, text)


def purpose_of(then: Session) -> Purpose:
    """Return what a message is for that asks about words: where they may still be added once the step has closed, its
    buttons stay."""
    lasting = LASTING.of(then.state.position, LASTING.page)
    return lasting if then.state.now_on.step.way.takes_late else ABOUT_STEP.of(then.state.position)


def let_go(occasion: Occasion, then: Session) -> None:
    """Erase the mere words that somebody was asked about, once they wrote what they had to say."""
    for own in _waiting(occasion, then):
        entries.erase(occasion.database, own.id)


def asked_about(occasion: Occasion, then: Session) -> Contribution | None:
    """Return the latest mere words of somebody's for a step that wait for their word that these are meant for it."""
    return next(reversed(_waiting(occasion, then)), None)


def _waiting(occasion: Occasion, then: Session) -> list[Contribution]:
    own = contributions.in_session(occasion.database, then.id, occasion.who.id)
    drafts = [one for one in own if one.kind == "draft" and one.step == then.step]
    return [one for one in drafts if are_mere_there(occasion, then, one.text)]


def ask(occasion: Occasion, then: Session, own: Contribution) -> None:
    """Ask whoever wrote them, in private, whether they are to stand there; what says so otherwise stands above."""
    language = occasion.private_language(occasion.who)
    agrees, passes = _to_agree(occasion, then, language), _to_pass(occasion, then, own.text)
    here = occasion.button_in(language, key_to_place(occasion, then, own.text), f"place {own.id}")
    not_here = occasion.button_in(language, "place_not", f"place {own.id} not")
    rows: Keyboard = (*agrees, *passes, (here,), (not_here,))
    names: dict[str, Any] = {
        "title": occasion.in_team_words(then.state.now_on.step.title, language),
        "text": own.text,
        "agrees": bool(agrees),
        "passes": bool(passes),
        "in_group": not occasion.is_private,
    }
    closes = taking_part.is_closed_by_one(then.state)
    say, purpose = "contributing.sure_for_all" if closes else "contributing.sure_for_step", purpose_of(then)
    occasion.answer_alone(say, rows, session=then, purpose=purpose, **names)


def key_to_place(occasion: Occasion, then: Session, text: str) -> Literal["place_here", "place_as_text"]:
    """Return the label of the button that puts mere words there: where another may be meant first, no plain yes."""
    is_second = bool(_to_agree(occasion, then, occasion.language) or _to_pass(occasion, then, text))
    return "place_as_text" if is_second else "place_here"


def _to_agree(occasion: Occasion, then: Session, language: Language) -> Keyboard:
    """Return the button that a yes may be meant for, where a step is agreed to by one."""
    if not then.state.now_on.step.way.settles_by_press:
        return ()
    return ((occasion.button_in(language, "step_agree", f"agree {then.id} {then.state.position}"),),)


def _to_pass(occasion: Occasion, then: Session, text: str) -> Keyboard:
    """Return the button with which whoever says that they pass does so, where the step offers them one."""
    if not short_words.says_pass(occasion, text):
        return ()
    shown = (one for row in cards.private_keyboard(occasion, then, occasion.who) for one in row)
    return tuple((one,) for one in shown if (one.command or "").startswith("pass "))
