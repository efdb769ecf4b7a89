"""Holding: what somebody wrote without having read what the step asks waits for their word that it is for all."""

import re

from bot.app.context import screening, short_words
from bot.app.context.occasion import Occasion
from bot.app.sessions import mere_words, naming
from bot.core.purposes import ABOUT_STEP, HELD
from bot.core.session.modes import Shown
from bot.core.session.state import Session
from bot.storage import contributions, drafts, messages
from bot.storage.contributions import Contribution

# What begins so, and is no longer, is about what was written before.
REMARK, LONGEST_REMARK = re.compile(r"(?:o+h?|oeps|nee|wacht|sorry|hm+|ah|no|oops|wait)\b", re.IGNORECASE), 6


def ask(occasion: Occasion, then: Session, own: Contribution) -> None:
    """Ask whoever wrote it whether it is for this step, which others read."""
    rows = ((occasion.button("place_here", f"place {own.id}"),), (occasion.button("place_not", f"place {own.id} not"),))
    title = occasion.in_team_words(then.state.now_on.step.title, occasion.language)
    is_at_once = then.state.now_on.step.way.shown is Shown.AT_ONCE
    purpose = HELD.of(own.id)
    occasion.answer("contributing.for_all", rows, session=then, purpose=purpose, title=title, is_at_once=is_at_once)


def answered(occasion: Occasion, session: Session, text: str) -> str:
    """Return the argument of the button that somebody typed the words of, under what they were asked last; nothing
    where they say something else, or nothing of theirs waits for that."""
    held = drafts.latest_held(occasion.database, session.id, session.step, occasion.who.id)
    if held is None:
        return _answered_of_mere(occasion, session, text)
    if short_words.means(occasion, text, "agreeing") or short_words.is_label(text, occasion.label("place_here")):
        return str(held)
    is_no = short_words.means(occasion, text, "declining", "retracting") or short_words.is_label(
        text, occasion.label("place_not")
    )
    return f"{held} not" if is_no else ""


def _answered_of_mere(occasion: Occasion, session: Session, text: str) -> str:
    """Return the same where somebody was asked last, in this chat, about a yes or a single word, and says yes or no;
    not where that word rang an alarm or may name somebody, since something else was asked of those."""
    own = mere_words.asked_about(occasion, session)
    shown = messages.shown_last(occasion.database, occasion.who.id, occasion.now)
    if own is None or shown is None or (shown.name, shown.number) != (ABOUT_STEP.name, session.state.position):
        return ""
    if screening.is_alarming(occasion, own.text) or naming.names_in(occasion, session, own.text):
        return ""
    said = {str(own.id): mere_words.key_to_place(occasion, session, own.text), f"{own.id} not": "place_not"}
    return next((what for what, key in said.items() if short_words.answers(text, occasion.label(key))), "")


def stays(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a short remark leaves a text of somebody's that is held: it takes nobody's place unasked, and they
    are shown that text again."""
    own = contributions.in_session(occasion.database, then.id, occasion.who.id)
    drafts = [one for one in own if one.kind == "draft" and one.step == then.step]
    held = [one for one in drafts if not mere_words.are_mere_there(occasion, then, one.text)]
    is_short = len(text.split()) < LONGEST_REMARK and REMARK.match(text) is not None
    is_remark = is_short or short_words.are_mere(occasion, text) or short_words.puts_off(text)
    if not held or not is_remark or screening.is_alarming(occasion, held[-1].text):
        return False
    here = occasion.button("place_as_is", f"place {held[-1].id}")
    not_here = occasion.button("place_not", f"place {held[-1].id} not")
    purpose = mere_words.purpose_of(then)
    occasion.answer(
        "contributing.still_holds", ((here,), (not_here,)), session=then, purpose=purpose, text=held[-1].text
    )
    return True
