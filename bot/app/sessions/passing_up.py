"""Passing up: a group decides whether those who lead it get to see what it marked; without its yes they see nothing."""

from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, measured
from bot.app.sessions.unfinished import POSITION
from bot.core import timing
from bot.core.instrument import VOICE, Instrument
from bot.core.model import Role
from bot.core.outgoing import Edit
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.purposes import EDIT, PASS_UP, PROFILE
from bot.core.session.deadlines import open_until
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.storage import marks, measurements, members, messages, sessions, votes

# So many school days it takes at most until a group has decided.
OPEN_DAYS = 2
YES, NO = 1, 0
ANSWERS = {"yes": YES, "no": NO}


def decide(occasion: Occasion, argument: str) -> None:
    """Answer the button under what a group marked: ask all whether it is passed on; with `yes` or `no`, one says so."""
    words = argument.split()
    session = sessions.find(occasion.database, as_number(words[0]), INSTRUMENT, occasion.here.id) if words else None
    instrument = session.state.outline.instrument if session else None
    if session is None or instrument is None or not _may_be_passed_on(occasion, session, instrument):
        occasion.hint("passing_up.nothing_there")
    elif Role.MEMBER not in occasion.roles or occasion.roles & {Role.LEADER, Role.OBSERVER}:
        occasion.hint("passing_up.not_yours")
    elif len(words) > 1 and words[1] in ANSWERS:
        _take(occasion, session, ANSWERS[words[1]])
    elif votes.find(occasion.database, session.id):
        occasion.hint("passing_up.asked_already")
    else:
        _ask(occasion, session, instrument)


def _may_be_passed_on(occasion: Occasion, session: Session, instrument: Instrument) -> bool:
    is_there = session.state.is_over and bool(measurements.of_session(occasion.database, session.id))
    return is_there and not instrument.private


def _ask(occasion: Occasion, session: Session, instrument: Instrument) -> None:
    language = occasion.here.language
    closes_at = open_until(occasion.now, finding.calendar_of_days(occasion), OPEN_DAYS, None)
    votes.open_until(occasion.database, session.id, closes_at)
    row = tuple(occasion.button_in(language, f"pass_up_{word}", f"passup {session.id} {word}") for word in ANSWERS)
    occasion.say(
        "passing_up.asked",
        (row,),
        session=session,
        purpose=PASS_UP,
        title=instrument.title.in_(language),
        until=closes_at,
        minimum=MINIMUM_ANONYMOUS,
    )


def _take(occasion: Occasion, session: Session, voice: int) -> None:
    vote = votes.find(occasion.database, session.id)
    if vote is None or not vote.is_open or occasion.at >= vote.closes_at:
        occasion.hint("passing_up.decided")
        return
    marks.put(occasion.database, session.id, POSITION, occasion.who.id, VOICE, voice)
    occasion.hint("passing_up.noted")


def decide_owed(occasion: Occasion) -> None:
    """Close the votes whose hour has come: pass on what three at least want passed on and nobody objects to."""
    for session_id in votes.due(occasion.database, occasion.here.id, occasion.now):
        session = sessions.find(occasion.database, session_id, INSTRUMENT, occasion.here.id)
        if session and session.state.outline.instrument:
            _close(occasion, session, session.state.outline.instrument)


def _close(occasion: Occasion, session: Session, instrument: Instrument) -> None:
    there = finding.counted(occasion)
    given = marks.with_people(occasion.database, session.id, POSITION).get(VOICE, [])
    # Whoever has left since still stands in the picture, and may have objected.
    is_wanted = [voice for person, voice in given if person in there].count(YES) >= MINIMUM_ANONYMOUS
    is_passed_on = is_wanted and NO not in [voice for _, voice in given]
    marks.forget(occasion.database, session.id, POSITION)
    votes.close(occasion.database, session.id, is_passed_on=is_passed_on)
    chat_id, title = occasion.here.place.chat_id, instrument.title.in_(occasion.here.language)
    asked = messages.latest_sent(occasion.database, session.id, chat_id, PASS_UP)
    if asked is not None and occasion.here.is_present:
        occasion.do(Edit(message_id=asked, keyboard=()), chat_id, EDIT, session)
    occasion.say("passing_up.told", session=session, is_silent=True, title=title, is_passed_on=is_passed_on)
    if is_passed_on:
        _pass_on(occasion, session, instrument)


def _pass_on(occasion: Occasion, session: Session, instrument: Instrument) -> None:
    """Show those who lead, each in private, what the group was shown."""
    found = measurements.of_session(occasion.database, session.id)
    picture, caption, text = measured.as_shown(occasion, session, instrument, found)
    for person in members.in_role(occasion.database, occasion.here.id, Role.LEADER):
        title = instrument.title.in_(occasion.private_language(person))
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
        occasion.whisper(person, "passing_up.for_you", send_after=after, team=occasion.here.name, title=title)
        if picture:
            occasion.whisper_html(person, caption, purpose=PROFILE, send_after=after, picture=picture)
        occasion.whisper_html(person, text, purpose=PROFILE, send_after=after)


COMMANDS = (Command("passup", None, {"group": decide}),)
