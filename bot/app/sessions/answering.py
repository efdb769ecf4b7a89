"""Answering in the group: replies and their edits become entries, and skipping is an answer too."""

from bot.app.commitments import intending
from bot.app.context import screening
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import closing, finding, late, put_down, replied_to, rewording, voted_on
from bot.core.events import Wrote
from bot.core.legible import has_words
from bot.core.model import Audience, Kind, Role
from bot.core.purposes import QUESTION
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.core.session.taking_part import Verdict
from bot.core.session.terms import REFLECTION
from bot.storage import contributions, entries, members, nudges, people, sessions


def take(occasion: Occasion, session: Session, what: Wrote) -> None:
    """Take a reply to a question in the group."""
    if occasion.person is None:
        way = finding.way_to_answer(occasion, session)
        occasion.answer("answering.anonymous", ((way,),), is_channel=occasion.is_channel)
        return
    verdict = taking_part.judge(session.state, session.step - 1, occasion.who.id, what.text, at=occasion.at)
    if verdict is Verdict.NOTED:
        _keep(occasion, session, what)
    elif verdict is Verdict.WORDLESS and not what.is_edit:
        # The sentence asked for may well come as a reply to this.
        occasion.answer("answering.wordless", session=session, purpose=QUESTION)
    else:
        _take_late(occasion, session, what)


def _take_late(occasion: Occasion, session: Session, what: Wrote, kind: Kind | None = None) -> None:
    """Take a reply to a question that has closed, until the next one comes; a thumb or a pass asks for nothing then."""
    is_gesture = has_words(what.text) and not finding.says_something(occasion, what.text)
    takes = late.takes(occasion, session)
    if takes and has_words(what.text) and not is_gesture:
        _keep(occasion, session, what, is_late=True, kind=kind)
    elif what.is_edit or is_gesture:
        return
    elif takes:
        occasion.answer("answering.wordless", session=session, purpose=QUESTION)
    else:
        # Its own button may be gone; what is written in private is still kept with it, for oneself.
        occasion.answer("answering.too_late", ((finding.way_to_answer(occasion, session),),))


def heard_elsewhere(occasion: Occasion, what: Wrote) -> None:
    """Take a reply in the group to a message that asked for none."""
    if found := replied_to.summed_up(occasion, what.quoted):
        take_afterthought(occasion, *found, what)
    else:
        _explain_where(occasion, what)


def _explain_where(occasion: Occasion, what: Wrote) -> None:
    """Say, once a question is open, which message an answer belongs to: a reply elsewhere is not kept."""
    is_meant = occasion.person and what.quoted and what.quoted.is_ours and has_words(what.text) and not what.is_edit
    if is_meant and sessions.open_in(occasion.database, occasion.here.id, REFLECTION):
        occasion.answer("answering.elsewhere")


def corrected(occasion: Occasion, what: Wrote) -> bool:
    """Put the new words of an edited message in the place of the old; return whether it is in the log."""
    event = occasion.event
    if event is None or not has_words(what.text):
        return False
    own = contributions.from_message(occasion.database, occasion.who.id, what.message_id) if event.is_private else None
    if screening.is_held_back(occasion, own, what.text):
        return True
    entry_id = entries.from_source(occasion.database, event.place, what.message_id, occasion.who.id)
    if entry_id is None:
        return False
    if put_down.reads_the_same(occasion, entry_id, what.text) or put_down.stays(occasion, entry_id):
        return True
    occasion.take_back([("entry", entry_id)])
    found = entries.correct(occasion.database, event.place, what.message_id, occasion.who.id, what.text)
    if found is None:
        return False
    occasion.enter_team(found[0])
    rewording.keep_true(occasion, found[1])
    intending.note_anew(occasion, found[1])
    put_down.note_change(occasion, entry_id)
    voted_on.tell_of_change(occasion, entry_id)
    if not event.is_private:
        own = contributions.find(occasion.database, entry_id, occasion.who.id)
        if sessions.find(occasion.database, found[1], REFLECTION) or (own and own.kind == "outcome"):
            screening.look_afterwards(occasion, what.text, own)
    return True


def _keep(
    occasion: Occasion, session: Session, what: Wrote, *, is_late: bool = False, kind: Kind | None = None
) -> None:
    """Put an answer in the log and mark it; one that is late changes no number."""
    person, at, roles = occasion.who, occasion.at, occasion.roles
    source = (occasion.here.place, what.message_id)
    kind = kind or kind_of(occasion, session)
    if not entries.add(occasion.database, session, person, Audience.TEAM, kind, what.text, at, source):
        return
    occasion.note_reply(what.message_id)
    remind_no_more(occasion, session)
    if Role.LEADER in roles:
        _ask_leader_once(occasion, roles)
    elif not roles & {Role.MEMBER, Role.OBSERVER}:
        _offer_joining_once(occasion, session)
    screening.look_afterwards(occasion, what.text)
    if not is_late:
        has_answered = person.id in session.state.given or finding.says_something(occasion, what.text)
        noted = taking_part.hear if has_answered else taking_part.pass_on
        count(occasion, session, noted(session.state, person.id), roles)


def take_afterthought(occasion: Occasion, session: Session, is_of_overview: bool, what: Wrote) -> None:
    """Take a reply to the summary of a question, which goes on about it, or to an overview, however long ago its
    question was; thanks and a thumb ask for nothing."""
    is_said = occasion.person is not None and not what.is_edit and has_words(what.text)
    if not is_said or finding.gesture_of(occasion, what.text) is not None:
        return
    if is_of_overview:
        _keep(occasion, session, what, is_late=True, kind="afterthought")
    else:
        _take_late(occasion, session, what, "afterthought")


def remind_no_more(occasion: Occasion, session: Session) -> None:
    """Let somebody who answered or skipped be reminded of it no more."""
    if session.has_nudges:
        nudges.drop(occasion.database, occasion.who.id, session.id)


def _offer_joining_once(occasion: Occasion, session: Session) -> None:
    person = occasion.who
    if entries.count_of(occasion.database, session.team_id, person.id) == 1:
        people.tell_apart(occasion.database, person.id)
        occasion.answer("answering.offer_joining", ((occasion.button("join", "join"),),), name=person.name)


def _ask_leader_once(occasion: Occasion, roles: frozenset[Role]) -> None:
    """Ask somebody who leads the team and answers in its group, once and in private, whether they take part in its
    questions or only read along. Until they say so they are counted nowhere, and afterwards in no number either."""
    person, team = occasion.who, occasion.here
    if Role.MEMBER in roles or not person.is_reachable:
        return
    if members.note_asked(occasion.database, team.id, person.id, Role.LEADER):
        language = occasion.private_language(person)
        yes = occasion.button_in(language, "take_part", f"takepart {team.id}")
        no = occasion.button_in(language, "read_along", f"readalong {team.id}")
        occasion.whisper(person, "joining.ask_leader", ((yes,), (no,)), team=team.name)


def count(occasion: Occasion, session: Session, state: State, roles: frozenset[Role]) -> None:
    """Store where a question stands after this person was heard, unless they only look on: an observer is counted
    nowhere. Its summary comes at the announced hour, whoever was heard or was not."""
    if Role.OBSERVER in roles and Role.MEMBER not in roles:
        return
    if state.is_over:
        closing.count_again(occasion, session)
    else:
        finding.keep(occasion, session, state)


def kind_of(occasion: Occasion, session: Session) -> Kind:
    """Return the kind of entry that a session's step leaves."""
    step = finding.step_of(occasion, session)
    return step.keeps if step else "answer"


def skip(occasion: Occasion, argument: str) -> None:
    """Answer /skip and its button in the group: count it as heard, say nothing to the others."""
    running = sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    wanted = as_number(argument) if argument else (running[-1].id if running else 0)
    pass_on(occasion, sessions.find(occasion.database, wanted, REFLECTION, occasion.here.id))


def pass_on(occasion: Occasion, session: Session | None) -> None:
    """Count somebody who skips a session as heard."""
    if session is None:
        occasion.hint("answering.nothing_open")
        return
    person, state = occasion.who.id, session.state
    if not taking_part.takes(state, occasion.at):
        occasion.hint("answering.closed_button" if late.takes(occasion, session) else "answering.closed_for_good")
        return
    has_answered = person in state.given
    occasion.hint("answering.stands" if has_answered else "answering.skipped")
    remind_no_more(occasion, session)
    if not has_answered:
        count(occasion, session, taking_part.pass_on(state, person), occasion.roles)
