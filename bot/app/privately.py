"""Answering in private: the question in one's own chat, the answer, and who may read it."""

from bot.app import answering, closing
from bot.app.occasion import Occasion
from bot.core import session as moves
from bot.core.events import Wrote
from bot.core.model import Audience, Role, Session
from bot.core.outgoing import Button, Keyboard
from bot.core.session import Verdict
from bot.storage import contributions, entries, members, nudges, sessions, talks
from bot.storage.contributions import Contribution


def point_there(occasion: Occasion, argument: str) -> None:
    """Answer /answer in the group with the way to the open question in private."""
    point_by_link(occasion, "answer", "privately.this_way")


def point_by_link(occasion: Occasion, doing: str, key: str) -> None:
    """Point to the private chat in the group, with a link that says what to do with the open question there."""
    running = sessions.open_in(occasion.database, occasion.here.id)
    if not running:
        occasion.hint("answering.nothing_open")
        return
    link = occasion.house.bot.link(f"{doing}-{running[-1].code}")
    occasion.answer(key, ((Button(label=occasion.label(doing), link=link),),))


def find(occasion: Occasion, code: str) -> Session | None:
    """Return the session of a link or button, or else the one this private talk is about; be in its team.

    Without either, the only question open in this person's teams. None for somebody whom the team does not know: a
    link can be passed on to anybody.
    """
    session = sessions.find_by_code(occasion.database, code) if code else None
    if session is None and not code:
        talk = talks.find(occasion.database, occasion.who.id)
        session = sessions.find_any(occasion.database, talk.session_id) if talk and talk.session_id else None
    if session is None and not code:
        running = open_for(occasion)
        session = running[0] if len(running) == 1 else None
    if session is None:
        return None
    return session if _is_known(occasion, session) else None


def _is_known(occasion: Occasion, session: Session) -> bool:
    """Tell whether the session's team knows this person, and be in that team if so."""
    occasion.be_in(session.team_id)
    is_known = occasion.roles or contributions.in_session(occasion.database, session.id, occasion.who.id)
    if not is_known:
        occasion.team = None
    return bool(is_known)


def open_for(occasion: Occasion) -> list[Session]:
    """Return the sessions open in the teams that this person takes part in."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.MEMBER)
    return [session for team in own for session in sessions.open_in(occasion.database, team.id)]


def show_question(occasion: Occasion, code: str) -> None:
    """Show a question in private; what is written here next answers it."""
    session = find(occasion, code)
    method = occasion.house.content.methods.get(session.method) if session else None
    if session is None or method is None:
        occasion.answer("privately.gone")
        return
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=session.id)
    language, is_open = occasion.language, moves.takes(session, occasion.now)
    own = contributions.in_session(occasion.database, session.id, occasion.who.id)
    occasion.answer(
        "privately.question",
        _under(occasion, session) if is_open else (),
        session=session,
        purpose="question",
        team=occasion.here.name,
        title=occasion.in_team_words(method.title.in_(language), language),
        ask=occasion.in_team_words(method.steps[session.step - 1].ask.in_(language), language),
        until=session.due_at,
        is_open=is_open,
        has_answered=bool(own),
    )


def _under(occasion: Occasion, session: Session) -> Keyboard:
    skip = occasion.button("skip", f"skip {session.code}")
    return ((occasion.button("later", f"later {session.code}"), skip),)


def take(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Keep what somebody wrote in private about a session: at first for that person alone."""
    if not _is_known(occasion, session):
        occasion.answer("privately.gone")
        return
    at = occasion.event.at if occasion.event else occasion.now
    outcome = moves.contribute(session, occasion.who.id, what.text, at)
    if outcome.verdict is Verdict.WORDLESS:
        occasion.answer("answering.wordless")
        return
    source = (occasion.event.place, what.message_id) if occasion.event else None
    kind = answering.kind_of(occasion, session)
    # Also after an earlier answer was shared: words that follow it may be meant for nobody.
    if not entries.add(occasion.database, session, occasion.who, Audience.AUTHOR, kind, what.text, at, source):
        return
    occasion.note_reply(what.message_id)
    nudges.drop(occasion.database, occasion.who.id, session.id)
    if outcome.verdict is Verdict.TOO_LATE:
        occasion.answer("privately.kept_late")
        return
    if sum(one.audience is Audience.AUTHOR for one in _given(occasion, session)) == 1:
        _show_choice(occasion, session, is_nameless=False)
    answering.count(occasion, outcome.session)


def _given(occasion: Occasion, session: Session) -> list[Contribution]:
    own = contributions.in_session(occasion.database, session.id, occasion.who.id)
    return [one for one in own if one.is_nameless or one.audience is Audience.AUTHOR]


def _show_choice(occasion: Occasion, session: Session, *, is_nameless: bool) -> None:
    marks = ("✓ " if is_nameless else "", "" if is_nameless else "✓ ")
    buttons = (
        Button(label=marks[0] + occasion.label("nameless"), command=f"nameless {session.code}"),
        Button(label=marks[1] + occasion.label("only_me"), command=f"onlyme {session.code}"),
    )
    occasion.show(
        "privately.nameless" if is_nameless else "privately.kept",
        tuple((button,) for button in buttons),
        session=session,
        until=session.due_at,
    )


def share_without_name(occasion: Occasion, argument: str) -> None:
    """Answer /nameless and its button: the team may read this person's private answer, without a name."""
    _choose(occasion, argument.strip(), is_nameless=True)


def keep_to_oneself(occasion: Occasion, argument: str) -> None:
    """Answer /onlyme and its button: nobody but this person reads the private answer."""
    _choose(occasion, argument.strip(), is_nameless=False)


def _choose(occasion: Occasion, code: str, *, is_nameless: bool) -> None:
    session = find(occasion, code)
    if session is None or not _given(occasion, session):
        occasion.hint("privately.nothing_to_share")
    elif session.state != "open":
        occasion.hint("privately.too_late_to_choose")
    else:
        change = contributions.share_without_name if is_nameless else contributions.keep_to_author
        change(occasion.database, session, occasion.who.id)
        closing.sum_up_again(occasion, session.id)
        _show_choice(occasion, session, is_nameless=is_nameless)


def skip(occasion: Occasion, argument: str) -> None:
    """Answer /skip and its button in private."""
    answering.pass_on(occasion, find(occasion, argument.strip()))
