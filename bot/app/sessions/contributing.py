"""Contributing: words written to a session, in the group or in private, and what becomes of them."""

from bot.app.commitments import intending
from bot.app.context import screening
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import (
    answering,
    cards,
    choosing_in_words,
    finding,
    holding,
    leading,
    mere_words,
    modes,
    naming,
    publishing,
    put_down,
    replied_to,
    rewording,
    step_in_private,
    superseding,
    telling,
    unread,
)
from bot.app.sessions.modes.handling import View
from bot.core.events import Wrote
from bot.core.model import Audience, Kind
from bot.core.purposes import ABOUT_STEP, LASTING, Purpose
from bot.core.session import moving, taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Planned, Session
from bot.core.session.taking_part import Verdict
from bot.storage import contributions, drafts, entries, marks, retraction, sessions
from bot.storage.contributions import Contribution

PLAIN = ("gather", "choose", "consent", "roles")


def heard(occasion: Occasion, what: Wrote) -> bool:
    """Take a reply in the group to something a session said there, and return whether it was one; hardly anything else
    that is said in a group is ours to keep."""
    found = replied_to.step_of(occasion, what.quoted, occasion.here.place.chat_id)
    if found is None or not finding.is_near(occasion, found[0]):
        return False
    if found[0].state.terms.is_for_team:
        answering.take(occasion, found[0], what)
    else:
        _take_here(occasion, *found, what)
    return True


def _take_here(occasion: Occasion, session: Session, position: int, what: Wrote) -> None:
    """Take a reply in the group to a step of a case; thanks or an afterthought once it is over is not for us."""
    if session.state.is_over and occasion.person:
        put_down.say_it_is_over(occasion, session, what)
    elif session.state.is_over:
        return
    elif occasion.person is None:
        there = step_in_private.link(occasion, session)
        occasion.answer("contributing.anonymous", ((there,),), is_channel=occasion.is_channel)
    elif not what.is_edit:
        _take(occasion, session, position, what)


def take_private(occasion: Occasion, session: Session, position: int | None, what: Wrote) -> None:
    """Take what somebody wrote in private for the step that is on, or the one it was sent for in time; where they have
    read nothing about that one in private, they are asked."""
    occasion.enter_team(session.team_id)
    is_loose = position is None
    if is_loose and (answer := holding.answered(occasion, session, what.text)):
        place(occasion, answer)
        return
    if position is None:
        opened_at = finding.opened_at(occasion, session)
        was_sent_before = opened_at is not None and occasion.at < opened_at
        position = taking_part.step_before(session.state) if was_sent_before else session.state.position
    is_unsure = is_loose and position == session.state.position and unread.is_unread(occasion, session)
    _take(occasion, session, position, what, is_unsure=is_unsure)


def _take(occasion: Occasion, session: Session, position: int, what: Wrote, *, is_unsure: bool = False) -> None:
    person, is_private = occasion.who, occasion.is_private
    if session.state.is_over or not 0 <= position < len(session.state.plan):
        occasion.answer("contributing.over")
        return
    then = session.at_step(position)
    already = _said(occasion, session, then, person.id)
    verdict = taking_part.judge(session.state, position, person.id, what.text, at=occasion.at, already=already)
    if verdict in (Verdict.NOTED, Verdict.LATE) and then.state.now_on.key in PLAIN:
        verdict = Verdict.BY_BUTTON
    if not is_private and screening.is_alarming(occasion, what.text):
        session = halt(occasion, session, what.text)
        then = session.at_step(position)
    screening.comfort(occasion, what.text)
    match verdict:
        case Verdict.NOTED | Verdict.LATE if is_private:
            _draft_or_place(occasion, then, session, what, is_unsure=is_unsure)
        case Verdict.NOTED | Verdict.LATE:
            _take_in_group(occasion, then, session, what)
        case Verdict.LISTENING:
            _keep_note(occasion, then, what, is_private)
        case Verdict.BY_BUTTON | Verdict.NOT_YOURS if choosing_in_words.is_taken(occasion, then, what):
            return
        case Verdict.NOT_YOURS if person.id not in session.state.people:
            finding.turn_away(occasion, session)
        case _:
            _correct(occasion, then, verdict)


def _correct(occasion: Occasion, then: Session, verdict: Verdict) -> None:
    """Say why something does not count: in private, since a correction in front of all shames."""
    names = [one.name for one in finding.people_of(occasion, then, taking_part.addressed(then.state))]
    # The session is on: it is the step that is over.
    word = "step_closed" if verdict is Verdict.OVER else verdict.name.lower()
    if verdict is Verdict.BY_BUTTON and then.state.now_on.step.way.in_private and occasion.is_private:
        word = "by_line"
    elif verdict is Verdict.BY_BUTTON and not then.state.now_on.step.way.by_press:
        word = "nothing_to_write"
    occasion.answer_alone(f"contributing.{word}", names=names[:3], at_most=then.state.now_on.step.most)


def _said(occasion: Occasion, session: Session, then: Session, person_id: int) -> int:
    """Return how often somebody contributed to a step, since it was last opened if it is on."""
    since = finding.opened_at(occasion, session) if then.state.position == session.state.position else None
    return entries.count_in_step(occasion.database, session.id, then.step, person_id, since)


def _keep(occasion: Occasion, then: Session, what: Wrote, audience: Audience, kind: Kind) -> bool:
    """Put words in the log once."""
    source = (occasion.event.place, what.message_id) if occasion.event else None
    return entries.add(occasion.database, then, occasion.who, audience, kind, what.text, occasion.at, source)


def _kind(on: Planned) -> Kind:
    """Return the kind of entry that a contribution to a step becomes."""
    if on.step.way.shown is Shown.NEVER:
        return "candidate" if on.key == "collect" else "note"
    return on.step.keeps


def _take_in_group(occasion: Occasion, then: Session, session: Session, what: Wrote) -> None:
    """Count what somebody wrote for all to read; it stands in the group already."""
    if occasion.who.is_reachable and mere_words.are_in(occasion, then, what.text):
        if _keep(occasion, then, what, Audience.AUTHOR, "draft"):
            own = contributions.in_session(occasion.database, session.id, occasion.who.id)[-1]
            mere_words.ask(occasion, then, own)
    elif not then.state.now_on.step.way.is_named:
        # Everybody saw whose it is: that would give away whose the others are.
        way_in = ((step_in_private.link(occasion, session),),)
        if not occasion.whisper(occasion.who, "contributing.with_your_name", way_in):
            occasion.answer("contributing.this_way", way_in)
    elif _keep(occasion, then, what, Audience.GROUP, _kind(then.state.now_on)):
        occasion.note_reply(what.message_id)
        mere_words.let_go(occasion, then)
        if found := naming.names_in(occasion, then, what.text):
            occasion.whisper(occasion.who, "contributing.names_in_group", found=found)
        _count(occasion, then, session, what.text)


def _draft_or_place(occasion: Occasion, then: Session, session: Session, what: Wrote, *, is_unsure: bool) -> None:
    """Keep what somebody wrote in private, and let it count, unless it first needs another look."""
    if holding.stays(occasion, then, what.text):
        return
    replaces = drafts.drop(occasion.database, session.id, then.step, occasion.who.id)
    retraction.take_back_left_out(occasion.database, session.id)
    if not _keep(occasion, then, what, Audience.AUTHOR, "draft"):
        return
    own = contributions.in_session(occasion.database, session.id, occasion.who.id)[-1]
    is_private_step = then.state.now_on.step.way.shown is Shown.NEVER and then.state.now_on.key != "collect"
    found = [] if is_private_step else naming.names_in(occasion, then, what.text)
    kind, lasting = screening.alarm_in(occasion, what.text), LASTING.of(then.state.position, LASTING.page)
    purpose = mere_words.purpose_of(then)
    if screening.holds_back(kind):
        go, help_there = occasion.button("place_anyway", f"place {own.id} other"), screening.help_for(occasion, kind)
        occasion.answer("contributing.alarm", ((go,),), session=session, purpose=lasting, help=help_there)
    elif found:
        go = occasion.button("place_as_is", f"place {own.id}")
        occasion.answer("contributing.names_noticed", ((go,),), session=session, purpose=purpose, found=found)
    elif mere_words.are_mere_there(occasion, then, own.text):
        mere_words.ask(occasion, then, own)
    elif is_unsure and not is_private_step:
        holding.ask(occasion, then, own)
    else:
        occasion.note_reply(what.message_id)
        if replaces:
            occasion.answer("contributing.instead")
        _place(occasion, then, session, own)


def place(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under a draft: it may stand as it is, or `not`; with `other`, it was about something
    harmless."""
    number, _, word = argument.strip().partition(" ")
    own = contributions.find(occasion.database, as_number(number), occasion.who.id)
    session = sessions.walkthrough(occasion.database, own.session_id) if own else None
    if own is None or session is None or own.kind != "draft" or session.state.is_over:
        is_over = own is not None and (session is None or session.state.is_over)
        occasion.hint(f"contributing.{'over' if is_over else 'placed_before' if own else 'gone'}")
        return
    occasion.enter_team(session.team_id)
    if word == "not":
        entries.erase(occasion.database, own.id)
        occasion.show("contributing.let_go", ())
        return
    then = session.at_step(own.step - 1)
    already = _said(occasion, session, then, occasion.who.id)
    verdict = taking_part.judge(
        session.state, own.step - 1, occasion.who.id, own.text, at=occasion.now, already=already
    )
    found = naming.names_in(occasion, then, own.text) if word else []
    if found and then.state.now_on.step.way.shown is not Shown.NEVER:
        go = occasion.button("place_as_is", f"place {own.id}")
        occasion.show("contributing.names_noticed", ((go,),), session=session, found=found)
    elif verdict in (Verdict.NOTED, Verdict.LATE):
        occasion.show("contributing.placed", ())
        _place(occasion, then, session, own)
    else:
        occasion.hint("contributing.step_closed")


def _place(occasion: Occasion, then: Session, session: Session, own: Contribution) -> None:
    """Let a draft count as what its step keeps: for the group, or for its writer alone."""
    on, shown = then.state.now_on, then.state.now_on.step.way.shown
    if shown is Shown.NEVER:
        entries.set_kind(occasion.database, own.id, _kind(on))
    else:
        entries.place(occasion.database, own.id, _kind(on))
    if note := modes.handling(on.step).note:
        note(occasion, then, own.id)
    retraction.take_back_left_out(occasion.database, session.id)
    is_late = then.state.position < session.state.position
    if shown is Shown.AT_ONCE or (is_late and shown is not Shown.NEVER):
        publishing.place(occasion, session, occasion.who, own.id, own.text)
    _count(occasion, then, session, own.text)


def _count(occasion: Occasion, then: Session, session: Session, text: str) -> None:
    """Note who was heard, begin what follows from a commitment, and go on if nobody is waited for any more."""
    person, step, is_late = occasion.who, then.state.now_on.step, then.state.position != session.state.position
    if not is_late:
        superseding.take_place(occasion, session)
    if step.keeps == "commitment":
        intending.note(occasion, session)
    if is_late:
        session = finding.keep(occasion, session, taking_part.notice(session.state, person.id))
        rewording.show_cards_anew(occasion, session)
        return
    already = _said(occasion, session, then, person.id) - 1
    outcome = taking_part.contribute(session.state, person.id, text, max(already, 0))
    is_half = step.way.asks_for_both and not marks.of_person(
        occasion.database, session.id, session.state.position, person.id
    )
    state = taking_part.give(session.state, person.id) if is_half else outcome.state
    session = session.at(state)
    is_private = occasion.is_private
    if is_private and person.id not in session.state.heard and (step.way.may_say_more or step.way.asks_for_both):
        key = "more" if step.way.part_by_part else "too"
        occasion.answer(
            f"modes.{step.way.name}_{key}" if is_half or step.way.part_by_part else "contributing.more",
            cards.private_keyboard(occasion, session, person),
            session=session,
            purpose=ABOUT_STEP.of(session.state.position),
            left=(step.most or 0) - already - 1,
            **modes.handling(step).listed(View(occasion, session, occasion.language, person=person)),
        )
    leading.advance_if_complete(occasion, session)


def _keep_note(occasion: Occasion, then: Session, what: Wrote, is_private: bool) -> None:
    """Keep what the owner of a quiet step writes for the owner alone, and ask for silence, gently and in private."""
    kind = screening.alarm_in(occasion, what.text) if is_private else None
    if screening.holds_back(kind):
        occasion.answer("contributing.alarm_in_edit", help=screening.help_for(occasion, kind))
        return
    if not _keep(occasion, then, what, Audience.AUTHOR, "note"):
        return
    if is_private:
        occasion.note_reply(what.message_id)
    elif not occasion.whisper(occasion.who, "contributing.listening", until=then.state.due_at):
        occasion.answer("contributing.listening_here")


def halt(occasion: Occasion, session: Session, text: str) -> Session:
    """Stop the clock where a text may be about somebody's safety, and name those who can help."""
    kind = screening.alarm_in(occasion, text)
    if kind:
        help_there = screening.help_for(occasion, kind, occasion.here.language)
        occasion.say("contributing.alarm_in_group", session=session, purpose=Purpose("alarm"), help=help_there)
    telling.hold(occasion, session)
    return finding.keep(occasion, session, moving.pause(session.state, occasion.now))


COMMANDS = (Command("place", None, {"private": place}),)
