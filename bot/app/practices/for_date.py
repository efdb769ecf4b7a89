"""For the date: whether words that are to be about something else are a day and a time that somebody suggests."""

from bot.app.context import screening
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import cards, kept_dates, proposing, understanding
from bot.core.purposes import SECOND_LOOK
from bot.core.session.pair import Pair
from bot.storage import contributions, drafts
from bot.storage.contributions import Contribution


def in_full(occasion: Occasion, here: Pair, text: str) -> str:
    """Return what somebody wrote, joined to what was just asked about, where it is the other half of a day and time."""
    own = contributions.in_session(occasion.database, here.id, occasion.who.id)
    asked = [one.text for one in own if one.kind == "draft" and one.step == here.step]
    if not (asked and here.finds_date_later and understanding.may_be_date(occasion, here, asked[-1])):
        return text
    return understanding.completed(occasion, here, asked[-1], text) or text


def field_name(occasion: Occasion, here: Pair) -> str:
    """Return the name of what this person is asked next, where several things are asked one after another."""
    fields, at = here.on.step.fields, cards.next_field(occasion, here, occasion.who.id)
    return occasion.in_team_words(fields[at].name, occasion.language) if at < len(fields) else ""


def asks_whether(occasion: Occasion, here: Pair, own: Contribution, command: str) -> bool:
    """Ask the writer of words that may be a date, in a step before one is asked for, whether they are; return whether
    it did."""
    is_one = here.finds_date_later and (
        understanding.may_be_date(occasion, here, own.text) or bool(_with_kept(occasion, here, own.text))
    )
    if not is_one or screening.is_alarming(occasion, own.text):
        return False
    yes = cards.button(occasion, here, "pair_for_date", f"date {own.id}", occasion.language)
    no = occasion.button("pair_for_step", command)
    asked, field = occasion.words("practices.may_be_date"), field_name(occasion, here)
    occasion.show("practices.second_look", ((yes,), (no,)), purpose=SECOND_LOOK, asked=asked, field=field)
    return True


def leave(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under that question: what was written is no answer to the step that is on, and is kept until a
    date is asked for."""
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    if own is None or own.session_id != here.id or own.kind != "draft" or own.step != here.step:
        occasion.hint("practices.replaced")
        return
    drafts.drop(occasion.database, here.id, here.step, occasion.who.id)
    text = _with_kept(occasion, here, own.text) or own.text
    closed = understanding.closed_day(occasion, here, text)
    if closed is None:
        kept_dates.keep(occasion, here, understanding.in_words(occasion, here, text))
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.show("practices.date_later", (), closed=closed, **facts)


def propose(occasion: Occasion, here: Pair) -> None:
    """Answer the button with the date that somebody keeps, once it is asked for: it is proposed as if they wrote it."""
    kept = kept_dates.find(occasion, here, occasion.who.id)
    if kept is None or not here.on.step.agrees_date:
        occasion.hint("practices.replaced")
        return
    kept_dates.drop(occasion, here, occasion.who.id)
    proposing.propose(occasion, here, str(kept.text))


def _with_kept(occasion: Occasion, here: Pair, text: str) -> str:
    """Return what somebody wrote, joined to the half of a date that they keep; nothing where it completes none."""
    kept = kept_dates.find(occasion, here, occasion.who.id)
    return understanding.completed(occasion, here, str(kept.text), text) if kept else ""
