"""Which: which of somebody's pairs their words in private are about, and what those are called."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.app.context.occasion import Occasion
from bot.app.practices import known, understanding
from bot.app.sessions import finding
from bot.core.events import Wrote
from bot.core.purposes import (
    OF_DATES,
    OF_PAIRS,
    PAIR_ASKED,
    PAIR_NOTED,
    PAIR_OFF,
    PAIR_STEP,
    PAIR_SURE,
    PAIR_WHICH,
    Purpose,
)
from bot.core.session.pair import Pair
from bot.storage import messages, pairs, talks


def replied_to(occasion: Occasion, what: Wrote) -> tuple[Pair, int] | None:
    """Return the pair, and which of its steps from 0, that a message of ours in this chat is about to which somebody
    replies, if it is about one."""
    quoted = what.quoted
    if quoted is None or not quoted.is_ours or quoted.chat_id not in (None, occasion.who.id):
        return None
    sent = messages.purpose_of(occasion.database, occasion.who.id, quoted.message_id)
    found = pairs.find(occasion.database, sent.number or 0) if sent and sent.is_a(*OF_PAIRS, PAIR_ASKED) else None
    # Whoever has gone from it is told that it is over: their words are for nothing else.
    is_theirs = found is not None and occasion.who.id in (*found.people, *found.gone)
    if not (sent and found and is_theirs):
        return None
    if sent.is_a(PAIR_ASKED):
        # Asked only where a date is found or stands: elsewhere that is over.
        return found, found.state.position if found.on.step.agrees_date or found.on.step.on_date else -1
    return found, sent.page or 0


def talked_of(occasion: Occasion) -> Pair | None:
    """Return the pair that somebody's loose words in private are about: one that waits for them."""
    talk = talks.find(occasion.database, occasion.who.id)
    found = pairs.find(occasion.database, talk.session_id) if talk and talk.session_id else None
    return found if found and occasion.who.id in found.may_write else None


def waiting(occasion: Occasion, running: Sequence[Pair]) -> list[Pair]:
    """Return those of this person’s pairs that wait for them, and whose step they have read."""
    return [one for one in running if _is_shown(occasion, one)]


def answers_proposal(occasion: Occasion, here: Pair, *, by_label: bool = False) -> bool:
    """Tell whether a yes or no that is typed can only be about a date that another proposed: it was shown in this chat
    last, or is replied to. What stands on the buttons `by_label` may be that of where these stand beside more."""
    return _answers(occasion, here, *OF_DATES, PAIR_STEP, PAIR_NOTED, *((PAIR_WHICH,) if by_label else ()))


def answers_reading(occasion: Occasion, here: Pair) -> bool:
    """Tell the same of what was read last in words of this person's own, and asked about; a reply below an earlier
    reading is about that one."""
    shown = _shown(occasion)
    if shown is None or not _is_of(shown, here, PAIR_ASKED):
        return False
    return _quoted(occasion) is None or shown.page == known.page(occasion, here)


def answers_off(occasion: Occasion, here: Pair) -> bool:
    """Tell the same of whether this person backs out."""
    return _answers(occasion, here, PAIR_OFF)


def answers_sure(occasion: Occasion, here: Pair) -> bool:
    """Tell the same of whether this person is sure to leave what was agreed."""
    return _answers(occasion, here, PAIR_SURE)


def _answers(occasion: Occasion, here: Pair, *purposes: Purpose) -> bool:
    shown = _shown(occasion)
    return shown is not None and _is_of(shown, here, *purposes)


def _is_of(shown: Purpose, here: Pair, *purposes: Purpose) -> bool:
    return shown.number == here.id and shown.is_a(*purposes)


def _shown(occasion: Occasion) -> Purpose | None:
    """Return what the message is for that words are a reply to, or else the one shown last."""
    if quoted := _quoted(occasion):
        return messages.purpose_of(occasion.database, occasion.who.id, quoted)
    return messages.shown_last(occasion.database, occasion.who.id, occasion.now)


def _quoted(occasion: Occasion) -> int | None:
    what = occasion.event.what if occasion.event else None
    quoted = what.quoted if isinstance(what, Wrote) else None
    return quoted.message_id if quoted and quoted.is_ours else None


def dated(occasion: Occasion, running: Sequence[Pair], text: str, *, within: bool = False) -> list[Pair]:
    """Return those of this person’s pairs that look for a date, or have one that may be moved, where words are a day
    and a time and no more; or name one `within` what they say."""
    team, found = occasion.team, list[Pair]()
    for here in running:
        is_found = here.is_told and here.on.step.on_date
        if not (is_found or (here.on.step.agrees_date and occasion.who.id in here.may_write)):
            continue
        occasion.enter_team(here.team_of(occasion.who.id))
        says_so = understanding.names_date if within else understanding.is_only_date
        found += [here] if says_so(occasion, here, text) else []
    occasion.team = team
    return found


def tell_whose_turn(occasion: Occasion, running: Sequence[Pair]) -> bool:
    """Tell somebody in one of whose pairs others are to do something first whose turn it is; return whether there is
    one."""
    there = [here for here in running if here.is_told and here.waits_for]
    others = [here for here in there if occasion.who.id not in here.waits_for and not here.asks_around]
    if len(others) != 1:
        return False
    occasion.enter_team(others[0].team_of(occasion.who.id))
    names = [one.name for one in finding.named(occasion, sorted(others[0].waits_for))]
    occasion.answer("practices.not_yours", names=names)
    return True


def called(occasion: Occasion, there: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
    """Yield each of some pairs with what it is called on a button; with its team, beside those of other teams."""
    is_of_several = len({here.team_of(occasion.who.id) for here in there}) > 1
    for here in there:
        occasion.enter_team(here.team_of(occasion.who.id))
        title = occasion.in_team_words(here.state.outline.title, occasion.language)
        others = [one.name for one in finding.named(occasion, here.others(occasion.who.id))]
        team = occasion.here.name if is_of_several else ""
        yield here, occasion.label("pair_with", title=title, others=others, team=team)


def asked_at(occasion: Occasion) -> dict[int, datetime]:
    """Return when the pairs that wait for this person last asked them in this chat, by their sessions."""
    person = occasion.who.id
    waiting = [one for one in pairs.running_for(occasion.database, person) if person in one.waits_for]
    came = {
        one.id: [
            at
            for purpose in (PAIR_STEP, *OF_DATES)
            for _, at in messages.arrived_in(occasion.database, person, purpose.of(one.id, one.state.position))
        ]
        for one in waiting
    }
    return {number: max(there) for number, there in came.items() if there}


def _is_shown(occasion: Occasion, here: Pair) -> bool:
    """Tell whether a pair waits for this person, who has read what its step asks."""
    purpose, person = PAIR_STEP.of(here.id, here.state.position), occasion.who.id
    return person in here.waits_for and messages.has_arrived(occasion.database, person, purpose)
