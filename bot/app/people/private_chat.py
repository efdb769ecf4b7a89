"""The private chat: where words find what they are about."""

from datetime import timedelta

from bot.app.commitments import intending
from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.people import loose, own_answers, placing, plain
from bot.app.practices import lines, typed, which
from bot.app.sessions import (
    agreeing,
    answering,
    contributing,
    finding,
    going_on,
    privately,
    replied_to,
)
from bot.app.teams import sent_days, writing
from bot.core.events import Quoted, Wrote
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT, WALKTHROUGHS
from bot.storage import contributions, pairs, sessions, talks
from bot.storage.talks import Talk

# Whoever pressed "Change" and then went to teach must not find a later hello in its place.
REWORDING_LASTS = timedelta(hours=1)
# After this long, loose words are about something else than a question that has closed.
TALK_LASTS = timedelta(hours=12)
LOOKING_BACK_LASTS = timedelta(days=2)


def wrote(occasion: Occasion, what: Wrote) -> None:
    """Take loose words in private for what they are about: the message replied to, or else the talk."""
    if what.file and not what.is_edit and sent_days.take(occasion, what):
        return
    if what.is_edit:
        if placing.correct(occasion, what):
            return
        # Telegram sends edits of any message, old ones too; those of no entry mean nothing.
        own = contributions.from_message(occasion.database, occasion.who.id, what.message_id)
        if answering.corrected(occasion, what) and own:
            lines.changed(occasion, own)
        return
    if found := _replied_to(occasion, what.quoted):
        _take(occasion, *found, what)
        return
    if _is_for_what_was_asked(occasion, what) or (what.quoted is None and plain.asks_what_waits(occasion, what.text)):
        return
    talk = None if what.quoted and what.quoted.is_ours and what.quoted.marks else _fresh_talk(occasion)
    # Whoever writes something anew says themselves what their words are about.
    is_anew = talk is not None and bool(talk.entry_id or talk.commitment_id or talk.question_for)
    if not is_anew and placing.asks_after_own(occasion, what):
        return
    if talk and _is_overtaken(occasion, talk):
        talks.end(occasion.database, occasion.who.id)
        loose.take(occasion, what, talk.session_id, is_overtaken=True)
    elif not (talk and _go_on_talking(occasion, talk, what)):
        loose.take(occasion, what)


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


def _is_for_what_was_asked(occasion: Occasion, what: Wrote) -> bool:
    """Take a reply to what a pair is told, or to a message that asks how a commitment turned out, or for a question;
    return whether it was one."""
    intended, team_id = replied_to.commitment_of(what.quoted), replied_to.written_for(what.quoted)
    is_writing = bool(team_id) and writing.is_under_way(occasion, team_id)
    pair = which.replied_to(occasion, what)
    is_of_date = (
        pair is not None and not pair[0].state.is_over and (pair[0].on.step.agrees_date or pair[0].on.step.on_date)
    )
    if is_of_date and plain.says_ill(occasion, what.text):
        return True
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
    elif _takes_back(occasion, session, what.text):
        return
    elif session.state.terms.is_for_team:
        privately.take(occasion, session, what)
    else:
        contributing.take_private(occasion, session, position, what)


def _takes_back(occasion: Occasion, session: Session, text: str) -> bool:
    """Say, to whoever answered a question and then thinks better of it, where an answer is taken back; return whether
    they do."""
    is_answered = session.state.terms.is_for_team and occasion.who.id in session.state.given
    if not (is_answered and short_words.means(occasion, text, "retracting")):
        return False
    occasion.answer("private_chat.take_back", title=finding.label_of(occasion, session))
    return True


def _go_on_talking(occasion: Occasion, talk: Talk, what: Wrote) -> bool:
    """Take loose words for what they are about; return whether it still takes any."""
    if talk.entry_id:
        own_answers.write_anew(occasion, talk.entry_id, what.text)
    elif talk.commitment_id:
        intending.tell(occasion, talk.commitment_id, what.text)
    elif talk.question_for:
        writing.take(occasion, talk.question_for, what.text)
    else:
        return _go_on_together(occasion, talk, what)
    return True


def _go_on_together(occasion: Occasion, talk: Talk, what: Wrote) -> bool:
    """Take loose words for the session or the pair that they are about, if it still takes any. What others would read
    and asks the bot for something is answered, or asked about first."""
    session = sessions.find(occasion.database, talk.session_id) if talk.session_id else None
    pair = which.talked_of(occasion)
    if session is None and pair is None:
        return False
    if pair and plain.asks_what_to_do(occasion, what.text):
        return True
    is_for_date = pair is not None and pair.on.step.agrees_date
    if is_for_date and (plain.says_ill(occasion, what.text) or plain.asks_to_be_told(occasion, what.text)):
        return True
    pressed = typed.meant(occasion, pairs.running_for(occasion.database, occasion.who.id), what.text)
    is_of_others = bool(pressed) and talk.session_id not in {one.id for one in pressed}
    is_other = is_of_others or plain.is_request(occasion, what.text)
    if (pair or (session and session.state.terms in WALKTHROUGHS)) and plain.asks_to_be_told(occasion, what.text):
        # It may be an answer all the same: nobody reads it before its writer says so, and it isn't lost.
        placing.ask(occasion, what, [pair] if pair else (), [session] if session else ())
    elif session and session.state.terms in WALKTHROUGHS and is_other:
        placing.ask(occasion, what, pressed, [session])
    elif session:
        _take(occasion, session, None, what)
    elif pair and is_other:
        placing.ask(occasion, what, [pair, *(pressed if is_of_others else ())], ())
    elif pair:
        typed.take(occasion, pair, what)
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
