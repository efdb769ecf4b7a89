"""Leading: opening a step in the group and in private, and closing it with what came in."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import (
    cards,
    carrying,
    closing_in_private,
    finding,
    framing,
    modes,
    publishing,
    reopening,
    still_in,
    telling,
)
from bot.core.purposes import STEP, Purpose
from bot.core.session import moving, silence, steerers, taking_part
from bot.core.session.state import Session, State
from bot.storage import marks, messages, participants, retraction

LAST_CALL = timedelta(minutes=15)


def open_step(occasion: Occasion, session: Session) -> None:
    """Say in the group what the step is that opens now, or opens again, and in private to whoever is to write alone."""
    way = session.state.now_on.step.way
    if way.by_press and marks.open_anew(occasion.database, session.id, session.state.position):
        occasion.say("facilitating.choose_again", session=session, is_silent=True)
    retraction.take_back_turns(occasion.database, session.id)
    arranged = _arrange(occasion, session)
    leads = steerers.beginning_own_turn(session.state)
    for person in finding.people_of(occasion, session, leads) if leads else ():
        occasion.say("leading.leaders_turn", session=session, purpose=Purpose("leaders turn"), name=person.name)
    if not _ask_consent(occasion, session):
        open_step_again(occasion, session)
        telling.tell_alone(occasion, session, arranged)
    telling.offer_optional(occasion, session)


def open_step_again(occasion: Occasion, session: Session) -> None:
    """Say in the group what the step is that is on: for the first time, or where older messages can't be answered."""
    spoken = occasion.here.language
    occasion.say(
        "leading.step",
        cards.keyboard(occasion, session),
        session=session,
        purpose=STEP.of(session.state.position),
        keeps=timedelta(hours=12),
        is_silent=finding.is_quiet_time(occasion, session),
        **cards.how(occasion, session, spoken, "in_group"),
    )


def _ask_consent(occasion: Occasion, session: Session) -> bool:
    """Ask an owner in private whether they dare, and nobody else; return whether they can be asked there."""
    if session.state.now_on.key != "consent":
        return False
    owners = finding.people_of(occasion, session, taking_part.owners_now(session.state))
    if not all(owner.is_reachable for owner in owners):
        return False
    for owner in owners:
        telling.whisper(occasion, session, owner, "leading.your_turn", cards.private_keyboard(occasion, session, owner))
    return True


def _arrange(occasion: Occasion, session: Session) -> Collection[int]:
    """Arrange people where the step that is on does so; return who is to be told what is theirs since."""
    arranges = modes.handling(session.state.now_on.step).arranges
    return arranges(occasion, session) if arranges else ()


def arrange_anew(occasion: Occasion, session: Session) -> None:
    """Let the step that is on show who is in it, after somebody came or went, and tell whoever has a part since; who
    came in private is shown it there."""
    shown = {occasion.who.id} if occasion.is_private else set[int]()
    telling.tell_arranged(occasion, session, set(_arrange(occasion, session)) - shown)
    show_anew(occasion, session)


def advance_if_complete(occasion: Occasion, session: Session) -> None:
    """Go on if nobody is waited for any more; else store where it stands and let the step's message show that."""
    if framing.is_ready(occasion, session):
        go_on(occasion, session)
        return
    session = finding.keep(occasion, session, session.state)
    if session.state.pace != "live":
        show_anew(occasion, session)


def go_on(occasion: Occasion, session: Session, presser: int | None = None) -> None:
    """Close the step that is on, show what came in, open the next one or end, and store that; note whose press did
    so."""
    before = session.state
    opened_before = close_card(occasion, session)
    session = framing.close(occasion, session)
    if session.state.is_over:
        return
    advanced = moving.advance(session.state, occasion.now, finding.calendar(occasion))
    after, quiet = silence.reckon_silence(before, advanced, occasion.now)
    while after.hangs_on_what_came and carrying.is_needless(occasion, session.at(after)):
        after = moving.pass_by(after, occasion.now, finding.calendar(occasion))
    if taking_part.is_read_aloud(before) and not after.is_over:
        after = moving.with_time_to_read(after, len(before.given))
    if after.position in opened_before and taking_part.counts_before(after):
        after = reopening.with_givers(occasion, session, after)
    session = finding.keep(occasion, session, _with_last_call(after))
    occasion.house.opened.pop(session.id, None)
    occasion.house.warned.pop(session.id, None)
    if presser and not after.is_over:
        occasion.house.opened[session.id] = (after.position, presser)
    if before.now_on.key == "gather":
        participants.forget_outsiders(occasion.database, session.id)
    if after.phase == "ended":
        framing.end(occasion, session)
        return
    telling.tell_what_waits(occasion, session, before)
    open_step(occasion, session)
    for person in finding.people_of(occasion, session, quiet) if quiet else ():
        still_in.ask(occasion, session, person)


def close_card(
    occasion: Occasion, session: Session, *, goes_back: bool = False, forgets: bool = False
) -> Collection[int]:
    """Take the buttons off the messages of the step that is on, and words that were chosen from: the result is below,
    or what was chosen counts no more (`forgets`). Return which of the later steps were open before."""
    position, here = session.state.position, occasion.here
    group = here.place.chat_id
    found = messages.cards_from(occasion.database, session.id, position)
    there = [card for card in found if card.position == position]
    shown = [card.message_id for card in there if card.chat_id == group]
    holds = goes_back and reopening.holds_words(occasion, session)
    if shown and here.is_present:
        text = cards.closed(occasion, session, goes_back=goes_back, forgets=forgets, holds=holds)
        occasion.edit(group, shown[-1], text)
    if private := [card for card in there if card.is_private]:
        closing_in_private.close(occasion, session, private, forgets=forgets, holds=holds)
    return {card.position for card in found if card.position > position and not card.is_private}


def _card_of(occasion: Occasion, session: Session) -> int | None:
    """Return the number of the group's message about the step that is on, if it arrived and can be edited."""
    here, purpose = occasion.here, STEP.of(session.state.position)
    return messages.latest_sent(occasion.database, session.id, here.place.chat_id, purpose) if here.is_present else None


def _with_last_call(state: State) -> State:
    """Return a consultation with time for its closing steps, also where it has lasted too long already."""
    if state.is_over or not state.now_on.is_closing:
        return state
    return replace(state, stops_at=max(state.stops_at, state.due_at + LAST_CALL))


def show_anew(occasion: Occasion, session: Session, *, asks: str = "") -> None:
    """Let the message of the step that is on show its deadline, its clock and how many contributed; where it `asks`
    whoever presses "next" or "back" whether they are sure, on the button for that."""
    spoken, chat_id, message_id = occasion.here.language, occasion.here.place.chat_id, _card_of(occasion, session)
    if message_id is not None:
        text = occasion.words("leading.step", spoken, **cards.how(occasion, session, spoken, "in_group"))
        under = cards.keyboard(occasion, session, asks=asks)
        occasion.edit(chat_id, message_id, text, under, session=session)


def round_off(occasion: Occasion, session: Session, key: str) -> None:
    """Go to the check-out at once if anything was told; else break off."""
    if not framing.has_case(occasion, session) or session.state.now_on.is_opening:
        framing.break_off(occasion, session, key)
        return
    close_card(occasion, session)
    publishing.show_step(occasion, session)
    if session.state.now_on.is_closing:
        framing.end(occasion, finding.keep(occasion, session, moving.finish(session.state, occasion.now)))
        return
    before = session.state
    after = moving.wrap_up(before, occasion.now, finding.calendar(occasion))
    session = finding.keep(occasion, session, _with_last_call(replace(after, is_asked_to_stop=True)))
    if after.phase == "ended":
        framing.end(occasion, session)
    else:
        telling.tell_what_waits(occasion, session, before)
        open_step(occasion, session)
