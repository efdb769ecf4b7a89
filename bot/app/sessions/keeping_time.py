"""Keeping time: what the clock does to a session: deadlines, reminders, its clock, and its end."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, closing, finding, framing, leading, lengthening, measured, telling
from bot.core import timing
from bot.core.purposes import SIGNAL, Purpose
from bot.core.session import moving, taking_part
from bot.core.session.deadlines import remind_at
from bot.core.session.moving import AtDeadline
from bot.core.session.state import Session, State
from bot.core.session.terms import INSTRUMENT
from bot.storage import messages

# After the bot has asked whether to stop, it waits this long for an answer.
GRACE_BEFORE_STOP = timedelta(days=3)


def tick(occasion: Occasion, session: Session) -> None:
    """Do what time owes a session: its end, a deadline, a reminder, or the next minute on its clock."""
    if session.state.terms.is_fixed:
        if session.state.due_at <= occasion.now:
            close = measured.close if session.state.terms is INSTRUMENT else closing.close
            close(occasion, session)
    elif (state := _going_on(occasion, session)) is not None:
        _keep_hours(occasion, session, state)


def _going_on(occasion: Occasion, session: Session) -> State | None:
    """Return where a session stands that goes on; None where it is paused, or ends since it took long enough."""
    state, now = session.state, occasion.now
    if state.pace != "live" and _is_ending(state, now) and (wait := _by_day(occasion, now) - now):
        # What takes a session away from people is said when they are at work.
        paused_at = state.paused_at + wait if state.paused_at else None
        finding.keep(occasion, session, replace(state, stops_at=state.stops_at + wait, paused_at=paused_at))
        return None
    if state.paused_at is not None:
        if now >= state.paused_at + finding.LONGEST_PAUSE:
            framing.break_off(occasion, session, "leading.paused_too_long")
        return None
    if now < state.stops_at:
        return state
    later = state if state.is_asked_to_stop else moving.put_off_stop(state, finding.calendar(occasion))
    if later.stops_at <= now:
        _stop(occasion, session)
        return None
    return later


def _keep_hours(occasion: Occasion, session: Session, state: State) -> None:
    """Act on a deadline, remind, and show the time that is left."""
    now = occasion.now
    fresh = moving.timed(state, finding.calendar(occasion))
    has_moved = fresh.due_at != state.due_at
    session = telling.tell_anew(occasion, session.at(fresh)) if has_moved else session.at(fresh)
    if fresh.due_at <= now and not fresh.is_stuck:
        _act_on_deadline(occasion, session)
        return
    if _is_reminder_due(occasion, session):
        session = session.at(replace(session.state, is_reminded=True))
        if not finding.calendar(occasion).has_break(now.astimezone(occasion.zone).date()):
            _remind(occasion, session)
    finding.keep(occasion, session, session.state)
    _signal(occasion, session)
    if state.pace == "live" or has_moved:
        leading.show_anew(occasion, session)


def _signal(occasion: Occasion, session: Session) -> None:
    """Say aloud, once each, how many minutes are left of a step in which people can't see that."""
    state, left = session.state, cards.minutes_left(occasion, session)
    purpose = SIGNAL.of(state.position, left)
    since = state.due_at - timedelta(minutes=left)
    if left in state.now_on.step.way.signals and not messages.is_said(occasion.database, session.id, purpose, since):
        occasion.say("leading.minutes_left", session=session, purpose=purpose, keeps=timedelta(minutes=1), minutes=left)


def _is_ending(state: State, now: datetime) -> bool:
    """Tell whether a session has lasted, or been paused, long enough."""
    if state.paused_at is not None:
        return now >= state.paused_at + finding.LONGEST_PAUSE
    return now >= state.stops_at


def _by_day(occasion: Occasion, at: datetime) -> datetime:
    return timing.in_daytime(at, occasion.zone, occasion.free)


def _is_reminder_due(occasion: Occasion, session: Session) -> bool:
    state = session.state
    reminder = remind_at(state.opened_at, state.due_at, state.pace)
    return reminder is not None and not state.is_reminded and occasion.now >= reminder


def _remind(occasion: Occasion, session: Session) -> None:
    """Remind whoever is still waited for, once and in private; talking needs no reminder."""
    step, told = session.state.now_on.step, telling.remind_of_what_waits(occasion, session)
    if not (step.way.waits_for_all and step.reminds) or session.state.now_on.key in ("gather", "roles"):
        return
    silent = taking_part.awaited(session.state) - session.state.given
    for person in finding.people_of(occasion, session, silent - told):
        telling.whisper(
            occasion, session, person, "leading.reminder", cards.private_keyboard(occasion, session, person)
        )


def _act_on_deadline(occasion: Occasion, session: Session) -> None:
    """Move on, give a step more time, or ask those who lead what to do."""
    follows = AtDeadline.EXTEND if framing.is_worth_waiting(occasion, session) else moving.at_deadline(session.state)
    match follows:
        case AtDeadline.MOVE_ON:
            leading.go_on(occasion, session)
        case AtDeadline.EXTEND:
            lengthening.wait_longer(occasion, session, is_late=True)
        case AtDeadline.ASK:
            session = finding.keep(occasion, session, replace(session.state, is_stuck=True))
            _ask_what_now(occasion, session)


def _ask_what_now(occasion: Occasion, session: Session) -> None:
    spoken, here = occasion.here.language, f"{session.id} {session.state.position}"
    choices = tuple(
        occasion.button_in(spoken, f"step_{key}", f"{key} {here}")
        for key in (("next", "extend", "end") if cards.may_pass(occasion, session) else ("extend", "end"))
    )
    occasion.say(
        "leading.stuck", (choices,), session=session, purpose=Purpose("stuck"), **cards.facts(occasion, session, spoken)
    )


def _stop(occasion: Occasion, session: Session) -> None:
    """At the hard stop ask the owner what to do; without an answer, or in a live session, round off."""
    state = session.state
    calendar = finding.calendar(occasion)
    if state.pace == "live" or state.is_asked_to_stop:
        leading.round_off(occasion, session, "leading.long_enough")
        return
    # Where the team pauses, the question comes after that.
    asked_at = timing.in_daytime(occasion.now, occasion.zone, occasion.free, pauses=occasion.here.pauses)
    later = replace(state, is_asked_to_stop=True, stops_at=_by_day(occasion, asked_at + GRACE_BEFORE_STOP))
    if state.due_at <= occasion.now:
        later = moving.extend(later, occasion.now, calendar)
    session = finding.keep(occasion, session, later)
    asked = taking_part.owners_now(state) or state.people
    for person in finding.people_of(occasion, session, asked):
        language = occasion.private_language(person)
        keys = ("end", "longer")
        rows = tuple((occasion.button_in(language, f"step_{key}", f"{key} {session.id}"),) for key in keys)
        occasion.whisper(person, "leading.close_or_go_on", rows, is_owed=True, session=session, team=occasion.here.name)
