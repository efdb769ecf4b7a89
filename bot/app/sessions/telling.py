"""Telling: what people hear in private of the step that is on, and of one that closed without what they wrote."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from bot.app.context import screening
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, finding, mere_words, waiting
from bot.core import timing
from bot.core.model import Entry, Person
from bot.core.outgoing import Keyboard
from bot.core.purposes import ABOUT_STEP, LASTING, LEFT_OUT, STEP, Purpose
from bot.core.session import plans, taking_part
from bot.core.session.state import Session, State
from bot.rendering import shortened
from bot.storage import entries, messages, put_off, retraction, sessions, talks

AT_WORK_ON_IT = timedelta(hours=1)
# As much of a text as tells its writer which one it is.
SHOWN_OF_HELD = 60
# The page of a reminder that a text is held back.
BEFORE_CLOSE = 1


def offer_optional(occasion: Occasion, session: Session, only: Collection[int] | None = None) -> None:
    """Let the owner choose, while a step is on, whether the optional one that follows it is added; of several `only`
    some, if that is given."""
    state = session.state
    positions = plans.offered(state.plan, state.position)
    if not positions or positions[0] in state.wanted:
        return
    step = state.plan[positions[0]].step
    for owner in finding.people_of(occasion, session, _among(taking_part.owners_now(state), only)):
        language = occasion.private_language(owner)
        here = f"want {session.id} {state.position}"
        yes = occasion.button_in(language, "step_want", here)
        no = occasion.button_in(language, "step_not_want", f"{here} no")
        occasion.whisper(
            owner,
            "leading.offer_optional",
            ((yes, no),),
            is_owed=state.pace != "live",
            session=session,
            keeps=max(state.due_at - occasion.now, timedelta(hours=1)),
            team=occasion.here.name,
            title=occasion.in_team_words(step.title, language),
            offer=occasion.in_team_words(step.offer, language),
        )


def tell_alone(
    occasion: Occasion, session: Session, arranged: Collection[int], only: Collection[int] | None = None
) -> None:
    """Tell whoever writes alone that it is their turn, an owner to read along or that they are asked, and who was
    arranged what is theirs; of all those `only` some, if that is given.

    Who sits together sees whose turn it is; only the owner's way to stop a quiet step is always given.
    """
    state, step = session.state, session.state.now_on.step
    if state.now_on.key == "collect":
        waiting.remind(occasion, session, _among(state.people, only))
    tell_arranged(occasion, session, arranged)
    if step.way.owner_listens:
        for owner in finding.people_of(occasion, session, _among(taking_part.owners_now(state), only)):
            spoken = occasion.private_language(owner)
            stop = occasion.button_in(spoken, "step_enough", f"enough {session.id} {state.position}")
            whisper(occasion, session, owner, "leading.read_along", ((stop,),), purpose=ABOUT_STEP)
    elif state.pace == "live":
        return
    elif step.way.owner_answers:
        for owner in finding.people_of(occasion, session, _among(taking_part.owners_now(state), only)):
            whisper(occasion, session, owner, "leading.asked", purpose=ABOUT_STEP)
    elif step.who in ("owner", "facilitator") and len(taking_part.addressed(state)) < 4:
        for person in finding.people_of(occasion, session, _among(taking_part.addressed(state) - state.away, only)):
            whisper(occasion, session, person, "leading.your_turn", cards.private_keyboard(occasion, session, person))


def tell_anew(occasion: Occasion, session: Session) -> Session:
    """Let what waits to tell somebody of the step that is on say until when it is open now, and leave out a reminder of
    it, which comes anew. Return where that stands, which whoever asked for it stores."""
    late = retraction.take_back_turns(occasion.database, session.id)
    if not late:
        return session
    tell_alone(occasion, session, late if session.state.now_on.step.departments else (), late)
    offer_optional(occasion, session, late)
    return session.at(replace(session.state, is_reminded=False))


def hold(occasion: Occasion, session: Session) -> None:
    """Let that wait while the clock stands still: until when the step will be open nobody knows."""
    put_off.hold(occasion.database, session.id, occasion.now + finding.LONGEST_PAUSE)


def _among(people: frozenset[int], only: Collection[int] | None) -> frozenset[int]:
    return people if only is None else people & frozenset(only)


def tell_arranged(occasion: Occasion, session: Session, arranged: Collection[int]) -> None:
    """Tell people what is theirs in a step in which they were put somewhere."""
    for person in finding.people_of(occasion, session, arranged) if arranged else ():
        whisper(occasion, session, person, "leading.your_turn", purpose=LASTING)


def whisper(
    occasion: Occasion, session: Session, person: Person, key: str, under: Keyboard = (), *, purpose: Purpose = STEP
) -> None:
    """Tell somebody in private about the step that is on, on a working day of theirs, and let their next words be for
    it; whoever is writing about something else is not interrupted."""
    language = occasion.private_language(person)
    is_said = occasion.whisper(
        person,
        key,
        under,
        is_owed=session.state.pace != "live",
        session=session,
        purpose=purpose.of(session.state.position, purpose.page),
        keeps=max(session.state.due_at - occasion.now, timedelta(hours=1)),
        team=occasion.here.name,
        **cards.how(occasion, session, language, "alone", person),
    )
    if not (session.state.now_on.step.way.by_words or session.state.now_on.step.way.by_press):
        return
    talk = talks.find(occasion.database, person.id)
    by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person, occasion.here.pauses)
    is_now = session.state.pace == "live" or by_day == occasion.now
    if not (is_said and is_now):
        return
    other = talk.session_id if talk and talk.session_id != session.id else None
    about = sessions.walkthrough(occasion.database, other) if other else None
    if about and not about.state.is_over:
        # Words after this may be for either: whoever writes them is asked.
        talks.end(occasion.database, person.id)
    elif talk is None or occasion.now - talk.since > AT_WORK_ON_IT:
        talks.begin(occasion.database, person.id, occasion.now, session_id=session.id)


def tell_what_waits(occasion: Occasion, session: Session, before: State) -> None:
    """Tell whoever had a text held back for a name that the step has closed without it."""
    for entry, writer in _held(occasion, session, before):
        # That somebody wants to go on is no news any more.
        retraction.take_back(occasion.database, writer.id, LEFT_OUT.of(entry.id))
        can_still = before.now_on.step.way.takes_late and not taking_part.is_closed_by_one(before)
        _tell_of_held(occasion, session, before, entry, writer, can_still=can_still)


def tell_as_it_goes_back(occasion: Occasion, session: Session) -> None:
    """Tell whoever had a text held back in the step that a group goes back from that it still is."""
    for entry, writer in _held_of_now(occasion, session):
        retraction.take_back(occasion.database, writer.id, LEFT_OUT.of(entry.id))
        _tell_of_held(occasion, session, session.state, entry, writer, "contributing.still_held")


def ask_for_what_waits(occasion: Occasion, session: Session) -> int:
    """Tell whoever has a text held back in the step that is on, once, that somebody wants to go on; return how many of
    those nothing else was heard of."""
    held = _held_of_now(occasion, session)
    for entry, writer in held:
        told = messages.pages(occasion.database, writer.id, LEFT_OUT.of(entry.id))
        if all(page == BEFORE_CLOSE for page, _ in told):
            _tell_of_held(occasion, session, session.state, entry, writer, "contributing.still_waits")
    return len({writer.id for _, writer in held} - session.state.given)


def remind_of_what_waits(occasion: Occasion, session: Session) -> frozenset[int]:
    """Tell whoever has a text held back in the step that is on, some time before it closes; return who that is."""
    held = _held_of_now(occasion, session)
    for entry, writer in held:
        _tell_of_held(occasion, session, session.state, entry, writer, "contributing.closes_soon", page=BEFORE_CLOSE)
    return frozenset(writer.id for _, writer in held)


def _held_of_now(occasion: Occasion, session: Session) -> list[tuple[Entry, Person]]:
    """Return what waits so in the step that is on, but for mere words, which may be meant for nothing."""
    held = _held(occasion, session, session.state)
    return [(one, writer) for one, writer in held if not mere_words.are_mere_there(occasion, session, one.text)]


def _held(occasion: Occasion, session: Session, there: State) -> list[tuple[Entry, Person]]:
    """Return what waits for a word of its writer, who is still in, before it stands in a step; nothing that may be
    about somebody's safety."""
    found = entries.of_kind(occasion.database, session.id, there.position + 1, "draft")
    return [
        (entry, entry.author)
        for entry in found
        if entry.author and entry.author.id in session.state.people and not screening.is_alarming(occasion, entry.text)
    ]


def _tell_of_held(
    occasion: Occasion,
    session: Session,
    there: State,
    entry: Entry,
    writer: Person,
    key: str = "contributing.left_out",
    *,
    can_still: bool = True,
    page: int | None = None,
) -> None:
    language = occasion.private_language(writer)
    add = occasion.button_in(language, "place_late", f"place {entry.id}")
    occasion.whisper(
        writer,
        key,
        ((add,),) if can_still else (),
        is_owed=session.state.pace != "live",
        session=session,
        purpose=LEFT_OUT.of(entry.id, page),
        team=occasion.here.name,
        title=occasion.in_team_words(there.now_on.step.title, language),
        text=shortened(entry.text, SHOWN_OF_HELD),
        can_still=can_still,
        is_own_press=occasion.event is not None and occasion.who.id == writer.id,
    )
