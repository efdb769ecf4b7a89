"""Words: what somebody in a pair writes in private for the step that is on, and what becomes of it."""

from bot.app.context import screening
from bot.app.context.occasion import Occasion
from bot.app.practices import cards, dates, lines, walking
from bot.app.sessions import finding
from bot.core.events import Wrote
from bot.core.model import Audience
from bot.core.outgoing import Button
from bot.core.purposes import PAIR
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.pair import Pair
from bot.core.session.taking_part import Verdict
from bot.storage import contributions, entries, messages, pairs, talks
from bot.storage.contributions import Contribution


def replied_to(occasion: Occasion, what: Wrote) -> Pair | None:
    """Return the pair that the message of ours is about that somebody replies to in private, if it is one."""
    if what.quoted is None or not what.quoted.is_ours:
        return None
    sent = messages.purpose_of(occasion.database, occasion.who.id, what.quoted.message_id)
    found = pairs.find(occasion.database, sent.number or 0) if sent and sent.is_a(PAIR) else None
    return found if found and occasion.who.id in found.people else None


def talked_of(occasion: Occasion) -> Pair | None:
    """Return the pair that somebody's loose words in private are about, if that was begun."""
    talk = talks.find(occasion.database, occasion.who.id)
    found = pairs.find(occasion.database, talk.session_id) if talk and talk.session_id else None
    return found if found and occasion.who.id in found.people else None


def is_on(occasion: Occasion) -> bool:
    """Tell whether loose words are about a pair that is under way."""
    found = talked_of(occasion)
    return found is not None and not found.state.is_over


def waiting_for(occasion: Occasion) -> Pair | None:
    """Return the pair that waits for somebody, if one does."""
    there = pairs.running_for(occasion.database, occasion.who.id)
    return next((one for one in there if occasion.who.id in one.waits_for), None)


def take(occasion: Occasion, here: Pair, what: Wrote) -> None:
    """Take what somebody wrote in private for the step that is on."""
    occasion.enter_team(here.team_id)
    if here.state.is_over:
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("practices.over")
    elif here.on.step.on_date or not here.is_told:
        occasion.answer("practices.not_yet", meets_at=here.meets_at if here.is_told else None)
    elif here.on.step.agrees_date and occasion.who.id in taking_part.addressed(here.state):
        dates.propose(occasion, here, what.text)
    else:
        _take_words(occasion, here, what)


def _take_words(occasion: Occasion, here: Pair, what: Wrote) -> None:
    already = cards.said(occasion, here, occasion.who.id)
    verdict = taking_part.judge(
        here.state, here.state.position, occasion.who.id, what.text, at=occasion.at, already=already
    )
    if verdict is Verdict.WORDLESS:
        occasion.answer("contributing.wordless")
    elif verdict is Verdict.ENOUGH:
        occasion.answer("practices.enough")
    elif verdict is not Verdict.NOTED:
        names = [one.name for one in finding.named(occasion, taking_part.addressed(here.state))]
        occasion.answer("practices.not_yours", names=names)
    else:
        _draft(occasion, here, what)


def _draft(occasion: Occasion, here: Pair, what: Wrote) -> None:
    """Keep what somebody wrote, and let it count unless it first needs another look."""
    entries.drop_drafts(occasion.database, here.id, here.step, occasion.who.id)
    source = (occasion.event.place, what.message_id) if occasion.event else None
    if not entries.add(occasion.database, here, occasion.who, Audience.AUTHOR, "draft", what.text, occasion.at, source):
        return
    own = contributions.in_session(occasion.database, here.id, occasion.who.id)[-1]
    if here.on.step.way.shown is Shown.NEVER:
        screening.look_alone(occasion, what.text)
    elif screening.asks_first(occasion, what.text, _say(here, own), f"my edit {own.id}"):
        return
    occasion.note_reply(what.message_id)
    _count(occasion, here, own)


def _say(here: Pair, own: Contribution) -> str:
    return f"pair {here.id} {here.state.position} say {own.id}"


def say(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the buttons under a question about a draft: the others may read it as it is."""
    own = contributions.find(occasion.database, int(words[0]) if words and words[0].isdigit() else 0, occasion.who.id)
    if own is None or own.session_id != here.id or own.kind != "draft" or own.step != here.step:
        occasion.hint("practices.over")
        return
    answered = words[1] if len(words) > 1 else ""
    if screening.asks_first(occasion, own.text, _say(here, own), f"my edit {own.id}", answered):
        return
    occasion.show("contributing.placed", ())
    _count(occasion, here, own)


def _count(occasion: Occasion, here: Pair, own: Contribution) -> None:
    """Let a draft count: for the others, at once or when the step closes, or for its writer alone."""
    step, person = here.on.step, occasion.who
    already = cards.said(occasion, here, person.id)
    if step.way.shown is Shown.NEVER:
        entries.set_kind(occasion.database, own.id, step.keeps)
    else:
        entries.place(occasion.database, own.id, step.keeps)
    if step.way.shown is Shown.AT_ONCE:
        _tell_others(occasion, here, own)
    here = here.at(taking_part.contribute(here.state, person.id, own.text, already).state)
    if step.keeps == "lesson":
        lines.offer(occasion, here, own)
    elif person.id not in here.state.heard:
        occasion.answer(
            "practices.more",
            cards.under(occasion, here, person),
            purpose=PAIR.of(here.id),
            **cards.facts(occasion, here, person, occasion.language),
        )
    walking.advance_if_complete(occasion, here)


def _tell_others(occasion: Occasion, here: Pair, own: Contribution) -> None:
    for other in finding.named(occasion, here.others(occasion.who.id)):
        language = occasion.private_language(other)
        facts = cards.facts(occasion, here, other, language)
        occasion.whisper(
            other,
            "practices.said",
            purpose=PAIR.of(here.id),
            is_owed=True,
            keeps=walking.AS_LONG_AS_IT_TAKES,
            name=occasion.who.name,
            text=own.text,
            **facts,
        )


def finish(occasion: Occasion, here: Pair, *, is_pass: bool) -> None:
    """Answer the buttons of whoever passes a step, has done what it asks, or has written all they had."""
    person = occasion.who.id
    is_written = here.on.step.way.by_words and not here.on.step.way.by_press
    if here.on.step.agrees_date or person not in taking_part.addressed(here.state):
        occasion.hint("practices.step_closed")
        return
    if is_pass:
        occasion.hint("contributing.passed")
        state = taking_part.pass_on(here.state, person)
    elif is_written and person not in here.state.given:
        occasion.hint("contributing.nothing_yet")
        return
    else:
        occasion.hint("contributing.done")
        state = taking_part.hear(here.state, person)
    walking.advance_if_complete(occasion, here.at(state))


def open_mine(occasion: Occasion, here: Pair) -> None:
    """Show somebody the step that is on, on their own wish; their next words are for it."""
    occasion.enter_team(here.team_id)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    back: tuple[Button, ...] = (occasion.button("back", "practices"),)
    occasion.show(
        "practices.step",
        (*cards.under(occasion, here, occasion.who), back),
        purpose=PAIR.of(here.id),
        **cards.facts(occasion, here, occasion.who, occasion.language),
    )
