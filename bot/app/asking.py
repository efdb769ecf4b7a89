"""Reflection prompts: asking one, taking answers and edits, skipping, and closing with a summary."""

from dataclasses import replace
from datetime import datetime, timedelta
from difflib import get_close_matches

from bot.app.occasion import Occasion, as_number
from bot.core import rotation, timing
from bot.core import session as moves
from bot.core.events import Quoted, Wrote
from bot.core.method import Method
from bot.core.model import Audience, Role, Session
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import Viewer, visible
from bot.core.session import Verdict
from bot.core.summary import summarise
from bot.storage import entries, members, outbox, sessions

OPEN_AT_ONCE = 3
FOR_LEADERS = ("R10",)


def ask(occasion: Occasion, argument: str) -> None:
    """Answer /ask: post the prompt named, one from the family named, or one that fits."""
    running = sessions.open_in(occasion.database, occasion.here.id)
    if len(running) >= OPEN_AT_ONCE:
        occasion.hint("asking.enough_open", until=running[0].due_at)
        return
    wanted = argument.strip().lower()
    chosen = (wanted.upper(),) if wanted.upper() in families_known(occasion) else families(occasion)
    is_named = bool(wanted) and wanted.upper() not in families_known(occasion)
    method = occasion.house.content.methods.get(wanted) if is_named else fitting_method(occasion, chosen)
    if method is None:
        _offer(occasion, wanted)
    elif same := next((session for session in running if session.method == method.id), None):
        occasion.hint("asking.open_already", until=same.due_at)
    else:
        start(occasion, method)


def fitting_method(occasion: Occasion, among: tuple[str, ...]) -> Method | None:
    """Return the prompt whose turn it is in this team."""
    history = sessions.latest_methods(occasion.database, occasion.here.id)
    return rotation.next_method(occasion.house.content.methods.values(), history, among, occasion.here.id)


def families_known(occasion: Occasion) -> tuple[str, ...]:
    """Return the families there are prompts of, by number."""
    known = {method.family for method in occasion.house.content.methods.values()}
    return tuple(sorted(known, key=lambda family: int(family[1:])))


def families(occasion: Occasion) -> tuple[str, ...]:
    """Return the families that take turns in a team; those for leaders are asked for by name."""
    return tuple(family for family in families_known(occasion) if family not in FOR_LEADERS)


def _offer(occasion: Occasion, wanted: str) -> None:
    """Offer the prompts nearest to an unknown id, or the families."""
    methods = occasion.house.content.methods
    near = get_close_matches(wanted, methods, n=3, cutoff=0.4)
    by_title = {method.title.in_(occasion.language).lower(): method.id for method in methods.values()}
    near += [by_title[title] for title in get_close_matches(wanted, by_title, n=2, cutoff=0.6)]
    titles = [(methods[method_id].title.in_(occasion.language), method_id) for method_id in dict.fromkeys(near)]
    rows = tuple((Button(label=title, command=f"ask {method_id}"),) for title, method_id in titles)
    kinds = [occasion.button(f"family_{family.lower()}", f"ask {family}") for family in families_known(occasion)]
    pairs = tuple(tuple(kinds[start : start + 2]) for start in range(0, len(kinds), 2))
    occasion.show("asking.unknown", (*rows, *pairs), wanted=wanted[:40], titles=titles)


def start(occasion: Occasion, method: Method, moment_id: int | None = None, keeps: timedelta | None = None) -> None:
    """Open a session of a method in the team now, and post its prompt."""
    team = occasion.here
    due_at = timing.window_end(occasion.now, method.steps[0].window, team.zone, occasion.free)
    session = sessions.add(occasion.database, team.id, method.id, occasion.now, due_at, moment_id)
    today = occasion.now.astimezone(team.zone).date()
    everyone = members.in_role(occasion.database, team.id, Role.MEMBER)
    occasion.say(
        "asking.prompt",
        _under(occasion, session),
        session=session,
        purpose="prompt",
        keeps=keeps or timedelta(hours=3),
        # A phone should not buzz on somebody's free day; whoever works sees it all the same.
        is_silent=not all(timing.works(person, today, occasion.free) for person in everyone),
        title=_in_team_words(occasion, method.title.in_(team.language)),
        ask=_in_team_words(occasion, method.steps[0].ask.in_(team.language)),
        why=_in_team_words(occasion, method.why.in_(team.language)),
        until=due_at,
        is_far=due_at - occasion.now > timedelta(days=6),
    )


def ask_again(occasion: Occasion, session: Session) -> None:
    """Post the prompt of an open session once more, in a group whose old messages can't be answered."""
    method = occasion.house.content.methods.get(session.method)
    if method is None:
        return
    language = occasion.here.language
    occasion.say(
        "asking.moved",
        _under(occasion, session),
        session=session,
        purpose="prompt",
        title=_in_team_words(occasion, method.title.in_(language)),
        ask=_in_team_words(occasion, method.steps[0].ask.in_(language)),
        until=session.due_at,
    )


def _under(occasion: Occasion, session: Session) -> Keyboard:
    label = occasion.house.renderer.say(occasion.here.language, "buttons.skip", occasion.zone)
    return ((Button(label=label, command=f"skip {session.id}"),),)


def _in_team_words(occasion: Occasion, template: str) -> str:
    return occasion.house.renderer.text(occasion.here.language, template, occasion.zone, team=occasion.here.name)


def wrote(occasion: Occasion, what: Wrote) -> None:
    """Take a reply to a prompt, or the edit of one; anything else said in a group is not ours to keep."""
    is_anonymous = occasion.person is None
    if what.is_edit and not is_anonymous and _corrected(occasion, what):
        return
    session = answered_session(occasion, what.quoted)
    if session is None:
        return
    if is_anonymous:
        occasion.answer("asking.anonymous")
        return
    at = occasion.event.at if occasion.event else occasion.now
    outcome = moves.contribute(session, occasion.who.id, what.text, at)
    if outcome.verdict is Verdict.NOTED:
        _keep(occasion, outcome.session, what, at)
    elif not what.is_edit:
        occasion.answer("asking.wordless" if outcome.verdict is Verdict.WORDLESS else "asking.too_late")


def _corrected(occasion: Occasion, what: Wrote) -> bool:
    event = occasion.event
    if event is None or not what.text.strip():
        return False
    words = (event.place, what.message_id, occasion.who.id, what.text, event.at)
    return entries.correct(occasion.database, *words)


def answered_session(occasion: Occasion, quoted: Quoted | None) -> Session | None:
    """Return the session of this team whose prompt was replied to.

    A prompt whose delivery was not certain is known by the button under it, and so proved to have arrived.
    """
    if quoted is None or not quoted.is_ours or occasion.team is None:
        return None
    chat_id = occasion.here.place.chat_id
    session_id = outbox.session_of(occasion.database, chat_id, quoted.message_id)
    if session_id is None:
        marks = [mark.removeprefix("skip ") for mark in quoted.marks if mark.startswith("skip ")]
        session_id = as_number(marks[0]) if marks else 0
    session = sessions.find(occasion.database, session_id, occasion.here.id)
    if session is not None:
        outbox.adopt(occasion.database, chat_id, session.id, quoted.message_id, occasion.now)
    return session


def _keep(occasion: Occasion, session: Session, what: Wrote, at: datetime) -> None:
    """Put an answer in the log, mark it, and sum up if it was the last one waited for."""
    method = occasion.house.content.methods.get(session.method)
    kind = method.steps[session.step - 1].keeps if method else "answer"
    source = (occasion.here.place, what.message_id)
    person = occasion.who
    if not entries.add(occasion.database, session, person, Audience.TEAM, kind, what.text, at, source):
        return
    occasion.note_reply(what.message_id)
    if Role.MEMBER not in occasion.roles and entries.count_of(occasion.database, session.team_id, person.id) == 1:
        occasion.answer("asking.offer_joining", ((occasion.button("join", "join"),),), name=person.name)
    _save(occasion, session)


def skip(occasion: Occasion, argument: str) -> None:
    """Answer /skip and its button: count it as heard, say nothing to the group."""
    running = sessions.open_in(occasion.database, occasion.here.id)
    wanted = as_number(argument) if argument else (running[-1].id if running else 0)
    session = sessions.find(occasion.database, wanted, occasion.here.id)
    if session is None:
        occasion.hint("asking.nothing_open")
        return
    outcome = moves.skip(session, occasion.who.id, occasion.event.at if occasion.event else occasion.now)
    if outcome.verdict is Verdict.TOO_LATE:
        occasion.hint("asking.closed_button")
        return
    occasion.hint("asking.skipped")
    _save(occasion, outcome.session)


def _save(occasion: Occasion, session: Session) -> None:
    session = _with_expected(occasion, session)
    if moves.is_complete(session):
        session = _sum_up(occasion, session)
    if session.state == "closed":
        # An answer sent in time that arrived after the deadline still counts in the numbers.
        authors = {entry.author.id for entry in entries.of_session(occasion.database, session) if entry.author}
        took_part = max(session.took_part or 0, len(authors))
        session = replace(session, took_part=took_part, available=max(session.available or 0, took_part))
    sessions.save(occasion.database, session)


def _with_expected(occasion: Occasion, session: Session) -> Session:
    """Return a session with the members who are available in its window."""
    everyone = members.in_role(occasion.database, session.team_id, Role.MEMBER)
    window = (session.opened_at, session.due_at, occasion.zone, occasion.free)
    there = (person.id for person in everyone if timing.is_available(person, *window))
    return replace(session, expected=frozenset(there))


def _sum_up(occasion: Occasion, session: Session) -> Session:
    """Post the summary of a session, if anybody answered."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session))
    method = occasion.house.content.methods.get(session.method)
    if said and method:
        language = occasion.here.language
        ordinary = occasion.house.content.sentences[language].ordinary
        occasion.say(
            "asking.summary",
            session=session,
            purpose="summary",
            send_after=timing.in_daytime(occasion.now, occasion.zone, occasion.free),
            title=_in_team_words(occasion, method.title.in_(language)),
            summary=summarise(said, language, ordinary),
            available=len(session.expected | session.answered),
            follow_up=_in_team_words(occasion, method.follow_up.in_(language)),
        )
    return moves.sum_up(session, occasion.now)


def close(occasion: Occasion, session: Session) -> None:
    """Close a session whose deadline has passed, with a summary if there was none yet."""
    session = _with_expected(occasion, session)
    if session.summed_up_at is None:
        session = _sum_up(occasion, session)
    sessions.save(occasion.database, moves.close(session, occasion.now))
