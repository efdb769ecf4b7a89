"""Answering in private: the question in one's own chat, the answer, and who may read it."""

from bot.app.context import screening
from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import answering, finding, late, recalling, sharing, tapped
from bot.core.events import Wrote
from bot.core.model import Audience, Language, Person, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import QUESTION
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.taking_part import Verdict
from bot.core.session.terms import REFLECTION
from bot.core.step import Step
from bot.rendering import shortened
from bot.storage import contributions, entries, members, sessions, talks, teams, ties

QUESTIONS_SHOWN = 5
# How many signs of a button's words a phone shows.
LONGEST_LABEL = 60
# What nobody does with a question that they have answered.
DONE_ONCE = ("later", "skip")


def point_there(occasion: Occasion, argument: str) -> None:
    """Answer /answer in the group with the way to the open question in private."""
    point_by_link(occasion, "answer", "privately.this_way")


def point_by_link(occasion: Occasion, doing: str, key: str) -> None:
    """Point to the private chat in the group, with a link that says what to do with the open question there."""
    running = sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    if not running:
        occasion.hint("answering.nothing_open")
        return
    link = occasion.house.link(f"{doing}-{running[-1].code}")
    occasion.answer(key, ((Button(label=occasion.label(doing), link=link),),))


def find(occasion: Occasion, code: str, doing: str = "answer") -> Session | None:
    """Return the session of a link or button, or the one this talk is about, or the only one open; be in its team.

    Where that leads to none, or to more than one, this says so and returns None. So it does to somebody whom the team
    does not know: a link can be passed on to anybody.
    """
    if code:
        session = sessions.find_by_code(occasion.database, code, REFLECTION)
        if session is None or not enter(occasion, session):
            occasion.hint("privately.gone")
            return None
        return session
    talk = talks.find(occasion.database, occasion.who.id)
    meant = sessions.find(occasion.database, talk.session_id, REFLECTION) if talk and talk.session_id else None
    # Whoever has answered has nothing to be reminded of or to skip there.
    is_done = doing in DONE_ONCE and meant is not None and occasion.who.id in meant.state.given
    if meant and not is_done and taking_part.takes(meant.state, occasion.now) and enter(occasion, meant):
        return meant
    there = open_for(occasion)
    running = _left_of(occasion, there, doing)
    if there and not running:
        occasion.hint("answering.stands")
        return None
    if len(running) == 1:
        enter(occasion, running[0])
        return running[0]
    ask_which(occasion, doing) if running else occasion.hint("answering.nothing_open")
    return None


def enter(occasion: Occasion, session: Session) -> bool:
    """Be in a session's team, if the team knows this person; return whether it does."""
    is_known = finding.is_near(occasion, session)
    if is_known:
        occasion.enter_team(session.team_id)
    return is_known


def open_for(occasion: Occasion, person: Person | None = None) -> list[Session]:
    """Return the sessions open in the teams that this person takes part in, or another."""
    own = members.teams_of(occasion.database, (person or occasion.who).id, Role.MEMBER)
    return [session for team in own for session in sessions.open_in(occasion.database, team.id, REFLECTION)]


def _left_of(occasion: Occasion, there: list[Session], doing: str) -> list[Session]:
    """Return the open questions that something may be done with: nothing is left to skip or be reminded of where
    somebody has answered."""
    is_once = doing in DONE_ONCE
    return [one for one in there if not (is_once and occasion.who.id in one.state.given)]


def ask_which(occasion: Occasion, doing: str) -> None:
    """Show the open questions to choose from: to answer, to skip, or to be reminded of."""
    occasion.answer("privately.which", ways_to(occasion, doing), doing=doing)


def ways_to(occasion: Occasion, doing: str) -> Keyboard:
    """Return a button for each open question: to answer it, to skip it, or to be reminded of it."""
    waiting = _left_of(occasion, open_for(occasion), doing)[:QUESTIONS_SHOWN]
    of_several = len({session.team_id for session in waiting}) > 1
    return tuple(
        (Button(label=_called(occasion, session, of_several), command=f"{doing} {session.code}"),)
        for session in waiting
    )


def _called(occasion: Occasion, session: Session, of_several: bool) -> str:
    """Return what a question is called on a button; with its team, where those of several teams stand together."""
    named = finding.outline(occasion, session).title
    title = named.in_(occasion.language) if named else session.method
    team = teams.find(occasion.database, session.team_id) if of_several else None
    if team is None:
        return shortened(title, LONGEST_LABEL)
    # The question is the same, perhaps: whose it is must be there to read.
    name = shortened(team.name, LONGEST_LABEL // 2)
    return f"{shortened(title, LONGEST_LABEL - len(name) - 3)} · {name}"


def show_question(occasion: Occasion, code: str) -> None:
    """Show a question in private; what is written here next answers it."""
    session = find(occasion, code)
    if session is None:
        return
    step = finding.step_of(occasion, session)
    if step is None:
        occasion.answer("privately.gone")
        return
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=session.id)
    language = occasion.language
    text, keyboard = words_of(occasion, session, step, occasion.who, language)
    occasion.answer_html(text, keyboard, session=session, purpose=QUESTION)


def words_of(
    occasion: Occasion, session: Session, step: Step, person: Person, language: Language
) -> tuple[str, Keyboard]:
    """Return a question as somebody reads it in private, with what it recalls of their own words, and its buttons."""
    is_open = taking_part.takes(session.state, occasion.now)
    own = contributions.in_session(occasion.database, session.id, person.id)
    text = occasion.words(
        "privately.question",
        language,
        recalled=recalling.own(occasion, session, person),
        is_tapped=bool(finding.outline(occasion, session).taps),
        team=occasion.here.name,
        title=finding.title(occasion, session, language),
        ask=occasion.in_team_words(step.ask, language),
        until=session.state.due_at,
        is_open=is_open,
        takes_late=late.takes(occasion, session),
        has_answered=bool(own),
        may_hide=person.id in ties.peers(occasion.database, session.id),
        is_blind=session.state.outline.is_blind,
    )
    return text, _under(occasion, session, language) if is_open else ()


def _under(occasion: Occasion, session: Session, language: Language) -> Keyboard:
    both = tuple(occasion.button_in(language, doing, f"{doing} {session.code}") for doing in ("later", "skip"))
    return (*tapped.buttons(occasion, session, language), both)


def take(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Keep what somebody wrote in private about a session, for that person alone, and offer to share it; of one that is
    blind, all of it is shown at the close, unless they choose otherwise."""
    if not enter(occasion, session):
        occasion.answer("privately.gone")
        return
    verdict = taking_part.judge(session.state, session.step - 1, occasion.who.id, what.text, at=occasion.at)
    if verdict is Verdict.WORDLESS:
        occasion.answer("answering.wordless")
        return
    source = (occasion.event.place, what.message_id) if occasion.event else None
    kind = answering.kind_of(occasion, session)
    if not entries.add(occasion.database, session, occasion.who, Audience.AUTHOR, kind, what.text, occasion.at, source):
        return
    occasion.note_reply(what.message_id)
    answering.remind_no_more(occasion, session)
    own = contributions.in_session(occasion.database, session.id, occasion.who.id)[-1]
    if own.is_open and session.state.outline.is_blind:
        sharing.take_blind(occasion, own)
    else:
        show = sharing.show_choice if own.is_open else sharing.show_late
        show(occasion, session, own)
        screening.look_alone(occasion, what.text)
    if verdict is Verdict.NOTED:
        answering.count(occasion, session, taking_part.hear(session.state, occasion.who.id), occasion.roles)


def skip(occasion: Occasion, argument: str) -> None:
    """Answer /skip and its button in private."""
    session = find(occasion, argument.strip(), "skip")
    if session:
        answering.pass_on(occasion, session)


COMMANDS = (
    Command("answer", "antwoord", {"group": point_there, "private": show_question}, in_menu=BOTH, place=20),
    Command("skip", "overslaan", {"group": answering.skip, "private": skip}, in_menu=BOTH, place=40),
)
