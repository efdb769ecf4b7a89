"""The private chat: where words find what they are about; working days and leave."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.app.commitments import intending
from bot.app.context.command import GROUP, PRIVATE, Command
from bot.app.context.occasion import Occasion
from bot.app.log import leafing
from bot.app.people import own_answers, placing, plain
from bot.app.practices import calling, lines, typed, which
from bot.app.sessions import (
    agreeing,
    answering,
    contributing,
    filling_in,
    finding,
    going_on,
    nudging,
    privately,
    reckoning,
    replied_to,
    step_in_private,
)
from bot.app.teams import joining, roles, sent_days, setting_up, writing
from bot.core.events import Quoted, Wrote
from bot.core.model import SCHOOL_WEEK, WEEKDAYS, Weekday
from bot.core.outgoing import Button, ticked
from bot.core.saying.words import as_weekdays
from bot.core.session import taking_part
from bot.core.session.pair import Pair
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT, WALKTHROUGHS
from bot.storage import members, pairs, people, sessions, talks
from bot.storage.talks import Talk

TEAMS_NAMED = 12
# Whoever pressed "Change" and then went to teach must not find a later hello in its place.
REWORDING_LASTS = timedelta(hours=1)
# After this long, loose words are about something else than a question that has closed.
TALK_LASTS = timedelta(hours=12)
LOOKING_BACK_LASTS = timedelta(days=2)


def start(occasion: Occasion, argument: str) -> None:
    """Answer /start in private: hello, or what a link carried: a role, a question, a time."""
    kind, _, word = argument.partition("-")
    match kind:
        case "role":
            roles.open_invitation(occasion, word)
        case "answer":
            privately.show_question(occasion, word)
        case "later":
            nudging.by_link(occasion, word)
        case "fill":
            filling_in.open_here(occasion, word)
        case "agree":
            agreeing.open_here(occasion, word)
        case "read":
            leafing.read_all(occasion, word)
        case "together":
            calling.join(occasion, word)
        case "step":
            step_in_private.open_private(occasion, word)
        case _:
            _greet(occasion)


def _greet(occasion: Occasion) -> None:
    own = members.teams_of_anybody(occasion.database, occasion.who.id)
    if own:
        occasion.answer("private_chat.hello", name=occasion.who.name, teams=[team.name for team in own[:TEAMS_NAMED]])
        return
    link = occasion.house.powers.adding.format(bot=occasion.house.bot.username)
    occasion.answer(
        "private_chat.hello_stranger",
        ((Button(label=occasion.label("add_to_group"), link=link),),),
        name=occasion.who.name,
    )


def wrote(occasion: Occasion, what: Wrote) -> None:
    """Take loose words in private for what they are about: the message replied to, or else the talk."""
    if what.file and not what.is_edit and sent_days.take(occasion, what):
        return
    if what.is_edit:
        if placing.correct(occasion, what):
            return
        # Telegram sends edits of any message, old ones too; those of no entry mean nothing.
        answering.corrected(occasion, what)
        return
    if found := _replied_to(occasion, what.quoted):
        _take(occasion, *found, what)
        return
    if _is_for_what_was_asked(occasion, what) or (what.quoted is None and plain.asks_what_waits(occasion, what.text)):
        return
    talk = None if what.quoted and what.quoted.is_ours and what.quoted.marks else _fresh_talk(occasion)
    if talk and _is_overtaken(occasion, talk):
        talks.end(occasion.database, occasion.who.id)
        _take_loose(occasion, what, talk.session_id, is_overtaken=True)
    elif not (talk and _go_on_talking(occasion, talk, what)):
        _take_loose(occasion, what)


def _is_overtaken(occasion: Occasion, talk: Talk) -> bool:
    """Tell whether something else began to wait for this person's words after what they talk about did: others may read
    those, so nobody guesses which they are for."""
    questions = (one for one in privately.open_for(occasion) if occasion.who.id not in one.state.heard)
    opened = {one.id: one.state.opened_at for one in (*going_on.waiting_for_words(occasion), *questions)}
    opened |= which.asked_at(occasion)
    number = talk.session_id or 0
    own = sessions.find(occasion.database, number)
    since = max(talk.since, opened.pop(number, talk.since), own.state.opened_at if own else talk.since)
    is_answered = own is not None and own.state.terms.is_for_team and occasion.who.id in own.state.heard
    # Of what was answered already nothing waits for more.
    return any((is_answered or since < at) and at <= occasion.at for at in opened.values())


def _take_loose(occasion: Occasion, what: Wrote, talked_of: int | None = None, *, is_overtaken: bool = False) -> None:
    """Take words in private that answer nothing, for the one thing that waits for them, or for what they `talked_of`;
    where others may read them and it isn't sure who, or what was talked of `is_overtaken` by another thing, ask."""
    if lines.is_typed(occasion, what.text) or plain.asks_loosely(occasion, what.text):
        return
    running, questions = pairs.running_for(occasion.database, occasion.who.id), privately.open_for(occasion)
    couples = which.waiting(occasion, running)
    walks = _walks_meant(occasion, talked_of, only_waiting=bool(questions) and not couples)
    there = [one.id for one in couples] + [one.id for one in walks]
    is_only_one = len(there) == 1 and not questions and not (is_overtaken and there != [talked_of])
    is_sure = is_only_one and not plain.is_request(occasion, what.text)
    if pressed := typed.meant(occasion, what.text):
        others = [one for one in couples if one.id not in {here.id for here in pressed}]
        is_alone = not (others or walks or questions)
        _take_for_one(occasion, what, [*pressed, *others], walks, is_alone=is_alone)
    elif dated := which.dated(occasion, running, what.text):
        _take_for_one(occasion, what, dated)
    elif couples and is_sure:
        typed.take(occasion, couples[0], what)
    elif walks and is_sure:
        contributing.take_private(occasion, walks[0], None, what)
    elif couples or walks:
        # What is read by the people of one is none of the other's business.
        placing.ask(occasion, what, couples, walks)
    elif plain.is_understood(occasion, what.text, start):
        return
    elif questions:
        placing.ask(occasion, what, (), ())
    else:
        _take_for_nothing_asked(occasion, what, running)


def _take_for_one(
    occasion: Occasion, what: Wrote, meant: Sequence[Pair], walks: Sequence[Session] = (), *, is_alone: bool = True
) -> None:
    """Take what is plainly for a pair: a day and a time for one that looks for it, or what one of its buttons says; of
    several, or where it may be for something else, ask."""
    if len(meant) == 1 and is_alone:
        typed.take(occasion, meant[0], what)
    else:
        placing.ask(occasion, what, meant, walks)


def _take_for_nothing_asked(occasion: Occasion, what: Wrote, running: Sequence[Pair]) -> None:
    """Take loose words where nothing waits for any: for a scan, as a plain wish, for a date that stands; or say that
    they aren't kept."""
    if scans := filling_in.begun(occasion):
        agreeing.take(occasion, scans[0], what)
    elif plain.asks_for_something(occasion, what.text):
        return
    elif dated := which.dated(occasion, running, what.text, within=True):
        _take_for_one(occasion, what, dated)
    elif not which.tell_whose_turn(occasion, running):
        occasion.answer("private_chat.not_a_command")


def _walks_meant(occasion: Occasion, talked_of: int | None, *, only_waiting: bool) -> list[Session]:
    """Return the walkthroughs that loose words may be for, the one that somebody `talked_of` among them; beside that,
    perhaps `only_waiting` ones, whose step waits for words."""
    there = (
        going_on.waiting_for_words(occasion)
        if only_waiting
        else going_on.candidates_in_private(occasion, for_words=True)
    )
    earlier = sessions.walkthrough(occasion.database, talked_of) if talked_of else None
    is_missing = earlier and not earlier.state.is_over and earlier.id not in {one.id for one in there}
    return [earlier, *there] if earlier and is_missing else there


def _is_for_what_was_asked(occasion: Occasion, what: Wrote) -> bool:
    """Take a reply to what a pair is told, or to a message that asks how a commitment turned out, or for a question;
    return whether it was one."""
    intended, team_id = replied_to.commitment_of(what.quoted), replied_to.written_for(what.quoted)
    is_writing = bool(team_id) and writing.is_under_way(occasion, team_id)
    pair = which.replied_to(occasion, what)
    if pair:
        typed.take(occasion, pair[0], what, pair[1])
    elif intended:
        intending.tell(occasion, intended, what.text)
    elif is_writing:
        writing.take(occasion, team_id, what.text)
    return bool(pair or intended or is_writing)


def _replied_to(occasion: Occasion, quoted: Quoted | None) -> tuple[Session, int] | None:
    """Return what the message is about that somebody replies to: in this chat, or in the group of a team that knows
    them; where Telegram doesn't say which message that was, the one question that is open for them."""
    if quoted is None or quoted.chat_id is None:
        return replied_to.step_of(occasion, quoted, occasion.who.id)
    if found := replied_to.step_of(occasion, quoted, quoted.chat_id):
        return found if finding.is_near(occasion, found[0]) else None
    waiting = [] if quoted.message_id else privately.open_for(occasion)
    return (waiting[0], waiting[0].step - 1) if len(waiting) == 1 else None


def _take(occasion: Occasion, session: Session, position: int | None, what: Wrote) -> None:
    """Take words in private for a session: for one of its steps, or the one that is on."""
    if session.state.terms is INSTRUMENT:
        agreeing.take(occasion, session, what)
    elif session.state.terms.is_for_team:
        privately.take(occasion, session, what)
    else:
        contributing.take_private(occasion, session, position, what)


def _go_on_talking(occasion: Occasion, talk: Talk, what: Wrote) -> bool:
    """Take loose words for what they are about; return whether it still takes any. What others would read and asks the
    bot for something is answered, or asked about first."""
    session = sessions.find(occasion.database, talk.session_id) if talk.session_id else None
    pair, pressed = which.talked_of(occasion), typed.meant(occasion, what.text)
    is_of_others = bool(pressed) and talk.session_id not in {one.id for one in pressed}
    is_other = is_of_others or plain.is_request(occasion, what.text)
    if talk.entry_id:
        own_answers.rewrite(occasion, talk.entry_id, what.text)
    elif talk.commitment_id:
        intending.tell(occasion, talk.commitment_id, what.text)
    elif talk.question_for:
        writing.take(occasion, talk.question_for, what.text)
    elif (pair or (session and session.state.terms in WALKTHROUGHS)) and plain.asks_to_be_told(occasion, what.text):
        return True
    elif session and session.state.terms in WALKTHROUGHS and is_other:
        placing.ask(occasion, what, pressed, [session])
    elif session:
        _take(occasion, session, None, what)
    elif pair and is_other:
        placing.ask(occasion, what, [pair, *(pressed if is_of_others else ())], ())
    elif pair:
        typed.take(occasion, pair, what)
    else:
        return False
    return True


def _fresh_talk(occasion: Occasion) -> Talk | None:
    """Return what loose words are about, if that was begun lately or its question was open when they were sent."""
    talk = talks.find(occasion.database, occasion.who.id)
    at = occasion.at
    if talk is None:
        return None
    session = sessions.find(occasion.database, talk.session_id) if talk.session_id else None
    is_on = (session is not None and taking_part.is_open_at(session.state, at)) or bool(which.talked_of(occasion))
    lasts = (
        REWORDING_LASTS
        if talk.entry_id or talk.question_for
        else LOOKING_BACK_LASTS
        if talk.commitment_id
        else TALK_LASTS
    )
    return talk if is_on or at - talk.since < lasts else None


def set_days(occasion: Occasion, argument: str) -> None:
    """Answer /days: on which days this person works, by words or by buttons that switch one day each."""
    days: tuple[Weekday, ...] = occasion.who.working_days
    if argument:
        words = argument.lower().split()
        is_switch = words[0][0] in "+-"
        chosen = as_weekdays(re.sub(r"(^|\s)[+-]", r"\1", argument))
        if not chosen:
            occasion.hint("private_chat.bad_days")
            return
        new = set(days) ^ set(chosen) if is_switch else set(chosen)
        days = tuple(day for day in WEEKDAYS if day in new)
        people.set_working_days(occasion.database, occasion.who.id, days)
        reckoning.for_person(occasion, occasion.who.id)
    occasion.show("private_chat.days", _switches(occasion, days), days=list(days))


def _switches(occasion: Occasion, days: tuple[Weekday, ...]) -> tuple[tuple[Button, ...], ...]:
    def switch(day: Weekday) -> Button:
        return Button(label=ticked(occasion.label("short_day", day=day), day in days), command=f"days +{day}")

    return tuple(switch(day) for day in SCHOOL_WEEK), tuple(switch(day) for day in WEEKDAYS[len(SCHOOL_WEEK) :])


COMMANDS = (
    Command("days", "werkdagen", {"private": set_days}, in_menu=PRIVATE, place=300),
    Command("start", None, {"group": setting_up.start, "private": start}),
    Command("leave", "stoppen", {"group": joining.leave, "private": plain.say_how_to_stop}, in_menu=GROUP, place=180),
)
