"""Later: one private nudge about an open question, at a time that somebody picks."""

from datetime import datetime, time, timedelta
from typing import cast

from bot.app.context import unheard
from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, privately, unfinished
from bot.core import recurrence, timing
from bot.core.model import Person, Rhythm, Role, Weekday
from bot.core.outgoing import Button
from bot.core.purposes import QUESTION
from bot.core.saying.moments import USUAL, as_likely_moment
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.words import Unclear
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.storage import members, nudges, people, sessions, talks
from bot.storage.nudges import Nudge

# What somebody types to be reminded of every question at one time of the week, and of none any more.
EVERY_WEEK = ("elke", "iedere", "wekelijks", "week", "every", "each", "weekly")
NEVER = ("nooit", "uit", "stop", "never", "off")
SOON = timedelta(hours=1)
MORNING, AFTERNOON = USUAL["morning"], USUAL["afternoon"]
TIMES_OFFERED = 3
# Answering takes a minute or two; a nudge any closer to the end only annoys.
BEFORE_THE_END = timedelta(minutes=15)
# A nudge this much later than picked is no longer at somebody's own time; it then waits for working hours.
PUNCTUAL = timedelta(minutes=10)
# Whoever is writing about something else is not interrupted: a reply to the nudge finds its question anyway.
AT_WORK_ON_IT = timedelta(hours=1)
BEFORE_SCHOOL = timedelta(minutes=30)


def point_there(occasion: Occasion, argument: str) -> None:
    """Answer /later in the group with the way to the private chat, where a time is picked; one of each week too."""
    if argument.strip().lower().split(" ")[0] in (*EVERY_WEEK, *NEVER):
        occasion.hint("nudging.week_in_private", wanted=argument.strip()[: unheard.SHOWN])
        return
    privately.point_by_link(occasion, "later", "nudging.this_way")


def later(occasion: Occasion, argument: str) -> None:
    """Answer /later in private: remember a time such as 'half vier' or 'tomorrow 8:30'; without one, offer some."""
    first, _, rest = argument.strip().partition(" ")
    if first.lower() in (*EVERY_WEEK, *NEVER):
        _each_week(occasion, argument.strip().lower())
        return
    is_code = bool(first) and sessions.find_by_code(occasion.database, first, REFLECTION) is not None
    code, words = (first, rest.strip()) if is_code else ("", argument.strip())
    session = privately.find(occasion, code, "later")
    if session is None:
        return
    if not taking_part.takes(session.state, occasion.now):
        occasion.answer("nudging.nothing_open")
    elif words:
        _note(occasion, session, words)
    else:
        _offer(occasion, session)


def _each_week(occasion: Occasion, wanted: str) -> None:
    """Remind somebody of each question at a day and hour of theirs, as long as it is open then; or no more."""
    rhythm = None if wanted in NEVER else as_rhythm(wanted, None, occasion.language)
    if isinstance(rhythm, Unclear):
        meant = unheard.choices(occasion, rhythm, "later")
        occasion.answer("nudging.bad_week", meant, wanted=wanted[: unheard.SHOWN])
    elif rhythm and (
        rhythm.every != "week" or len(rhythm.days) != 1 or rhythm.days[0] not in occasion.who.working_days
    ):
        occasion.answer("nudging.bad_week", wanted=wanted[: unheard.SHOWN])
    else:
        kept = f"{rhythm.days[0]} {rhythm.at:%H:%M}" if rhythm else None
        before = people.reminded_at(occasion.database, occasion.who.id)
        people.set_reminded_at(occasion.database, occasion.who.id, kept)
        _owe_anew(occasion, before, kept)
        day, at = (rhythm.days[0], rhythm.at) if rhythm else (None, None)
        occasion.answer("nudging.each_week", day=day, at=at)


def _owe_anew(occasion: Occasion, before: str | None, wanted: str | None) -> None:
    """Let the questions that are open by now be reminded of as somebody wants it from now on."""
    person = occasion.who
    for team in members.teams_of(occasion.database, person.id, Role.MEMBER):
        occasion.enter_team(team.id)
        for session in sessions.open_in(occasion.database, team.id, REFLECTION):
            if before and (then := _weekly(occasion, session, person, before)):
                nudges.drop_at(occasion.database, person.id, session.id, then)
            is_heard = person.id in session.state.heard
            if wanted and not is_heard and (then := _weekly(occasion, session, person, wanted)):
                nudges.put(occasion.database, person.id, session.id, then)
    occasion.team = None


def remind_weekly(occasion: Occasion, session: Session) -> None:
    """Note when to remind whoever wants that each week of a question that opens now: once, on a day that they work."""
    for person_id, words in people.all_reminded(occasion.database, session.team_id).items():
        person = people.find(occasion.database, person_id)
        if person and (then := _weekly(occasion, session, person, words)):
            nudges.put(occasion.database, person_id, session.id, then)


def _weekly(occasion: Occasion, session: Session, person: Person, words: str) -> datetime | None:
    """Return when a question is reminded of at somebody's time of the week, such as `thu 08:30`; None where it is not
    open then, or they don't work."""
    day, _, at = words.partition(" ")
    rhythm = Rhythm("week", (cast("Weekday", day),), time.fromisoformat(at))
    then = recurrence.next_slot(rhythm, occasion.today, occasion.zone, occasion.now)
    if then is None or then > session.state.due_at - BEFORE_THE_END:
        return None
    return then if timing.works(person, then.astimezone(occasion.zone).date(), occasion.free) else None


def by_link(occasion: Occasion, code: str) -> None:
    """Offer times for the question that a link leads to; a link that leads nowhere is not repeated."""
    if sessions.find_by_code(occasion.database, code, REFLECTION):
        later(occasion, code)
    else:
        _say_unclear(occasion, Unclear("unknown"), "", "later")


def _offer(occasion: Occasion, session: Session) -> None:
    """Show the times at which a nudge makes sense: in working hours of this person, before the question closes."""
    rows = tuple(
        (Button(label=occasion.label("at", at=at), command=f"later {session.code} {_stamp(occasion, at)}"),)
        for at in _sensible_times(occasion, session)
    )
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=session.id)
    now = (occasion.button("answer_now", f"answer {session.code}"),)
    occasion.answer("nudging.when" if rows else "nudging.soon_closed", (*rows, now), until=session.state.due_at)


def _stamp(occasion: Occasion, at: datetime) -> str:
    return f"{at.astimezone(occasion.zone):%Y-%m-%dT%H:%M}"


def _sensible_times(occasion: Occasion, session: Session) -> list[datetime]:
    days = timing.days_between(occasion.now, session.state.due_at, occasion.zone)
    slots = [timing.wall_clock(day, at, occasion.zone) for day in days for at in (MORNING, AFTERNOON)]
    soon = (occasion.now + SOON).replace(second=0, microsecond=0)
    possible = [soon, *(slot for slot in slots if slot > soon)]
    latest = session.state.due_at - BEFORE_THE_END
    return [at for at in possible if at <= latest and _is_at_work(occasion, at)][:TIMES_OFFERED]


def _is_at_work(occasion: Occasion, at: datetime) -> bool:
    # A time that somebody picks for themselves may lie just before the quiet hours end.
    near = (at, at + BEFORE_SCHOOL)
    return any(timing.in_daytime(one, occasion.zone, occasion.free, occasion.who) == one for one in near)


def _note(occasion: Occasion, session: Session, words: str) -> None:
    at = as_likely_moment(words, occasion.now.astimezone(occasion.zone).replace(tzinfo=None), occasion.language)
    if isinstance(at, Unclear):
        _say_unclear(occasion, at, words, f"later {session.code}")
        return
    when = timing.wall_clock(at.date(), at.time(), occasion.zone)
    if when <= occasion.now:
        _say_unclear(occasion, Unclear("over"), words, f"later {session.code}")
    elif when >= session.state.due_at:
        occasion.hint("nudging.after_closing", until=session.state.due_at)
    else:
        nudges.put(occasion.database, occasion.who.id, session.id, when)
        occasion.show("nudging.noted", (), at=when)


def _say_unclear(occasion: Occasion, unclear: Unclear, words: str, command: str) -> None:
    unheard.answer(occasion, "nudging.bad_time", unclear, words, command, readings=len(unclear.moments))


def send_owed(occasion: Occasion) -> None:
    """Nudge everybody who asked for it by now, or who began to fill something in."""
    for nudge in nudges.take_owed(occasion.database, occasion.here.id, occasion.now):
        person = people.find(occasion.database, nudge.person_id)
        session = sessions.find(occasion.database, nudge.session_id, team_id=occasion.here.id)
        if person and session and session.state.terms is INSTRUMENT:
            unfinished.remind(occasion, person, session)
        elif person and session and person.id not in session.state.heard:
            _send(occasion, nudge, person, session)


def _send(occasion: Occasion, nudge: Nudge, person: Person, session: Session) -> None:
    """Nudge somebody, unless they are away or the question closes before it may be said."""
    zone, free, now = occasion.zone, occasion.free, occasion.now
    after = timing.in_daytime(now, zone, free, person) if now - nudge.at > PUNCTUAL else now
    is_away = timing.is_among(person.leave, occasion.today)
    step = finding.step_of(occasion, session)
    if step is None or is_away or not taking_part.takes(session.state, after):
        return
    language = occasion.private_language(person)
    skip = occasion.button_in(language, "skip", f"skip {session.code}")
    is_said = occasion.whisper(
        person,
        "nudging.nudge",
        ((skip,),),
        session=session,
        purpose=QUESTION,
        send_after=after,
        keeps=session.state.due_at - after,
        team=occasion.here.name,
        is_blind=session.state.outline.is_blind,
        title=finding.title(occasion, session, language),
        ask=occasion.in_team_words(step.ask, language),
        until=session.state.due_at,
    )
    talk = talks.find(occasion.database, person.id)
    if is_said and after == now and (talk is None or now - talk.since > AT_WORK_ON_IT):
        talks.begin(occasion.database, person.id, now, session_id=session.id)


COMMANDS = (Command("later", "straks", {"group": point_there, "private": later}, in_menu=BOTH, place=30),)
