"""Failing: messages that may have arrived, were refused or waited too long."""

import logging
from datetime import datetime

from bot.app.context import questions
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.delivery import arriving, following, health
from bot.app.log import retention
from bot.app.rhythm import programmes
from bot.app.sessions import cleaning
from bot.core.outgoing import DeleteTopic, Say
from bot.core.purposes import MEASURE, PROMPT
from bot.core.session import moving
from bot.core.session.state import Session
from bot.storage import (
    digests,
    inbox,
    let_go,
    marks,
    members,
    outbox,
    pruning,
    put_off,
    question_drafts,
    quotes,
    retraction,
    schedules,
    sessions,
    set_back,
    teams,
    unplaced,
)
from bot.storage.database import transaction
from bot.storage.outbox import Parcel
from bot.storage.troubles import Trouble

log = logging.getLogger(__name__)


def may_have_arrived(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record a message as uncertain and show it to the coordinators; return the chats that get something."""
    log.warning("Parcel %s (%s) is uncertain: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        if not outbox.mark_uncertain(house.database, parcel.id, problem, now):
            return set()
        return health.tell(house, trouble_with(parcel, "uncertain", now), now)


def refused(house: House, parcel: Parcel, problem: str, now: datetime) -> set[int]:
    """Record something as failed for good, and show a message to the coordinators."""
    log.warning("Parcel %s (%s) was refused: %s", parcel.id, parcel.purpose, problem)
    with transaction(house.database):
        if not outbox.mark_failed(house.database, parcel.id, problem, now):
            return set()
        if isinstance(parcel.content, DeleteTopic):
            return _empty_messages(house, parcel, now)
        if not isinstance(parcel.content, Say):
            return arriving.begin_in_topic(house, parcel, None, now)
        trouble = trouble_with(parcel, "failed", now)
        cancel_unasked(house, trouble, now)
        return health.tell(house, trouble, now)


def _empty_messages(house: House, parcel: Parcel, now: datetime) -> set[int]:
    """Take the words of a case off the chat one by one, where its topic could not be deleted."""
    session = sessions.walkthrough(house.database, parcel.session_id or 0)
    if session is None:
        return set()
    occasion = Occasion(house, now, team=teams.find(house.database, session.team_id))
    cleaning.clean_messages(occasion, session)
    return occasion.touched


def trouble_with(parcel: Parcel, state: str, now: datetime) -> Trouble:
    """Return what coordinators are told of a message that did not certainly arrive."""
    return Trouble(parcel.id, parcel.team_id, parcel.session_id, parcel.purpose, state, now, None, parcel.chat_id)


def expire(house: House, now: datetime) -> set[int]:
    """Give up on what waited too long; a prompt that never got out makes its moment a missed one."""
    touched: set[int] = set()
    put_off.drop_of_no_use(house.database, now)
    for trouble in outbox.take_expired(house.database, now):
        cancel_unasked(house, trouble, now)
        touched |= health.tell(house, trouble, now)
    return touched


def cancel_unasked(house: House, trouble: Trouble, now: datetime) -> None:
    """End the session of a question or scan that nobody got; it counts for nobody's share. One that somebody answered
    or filled in was got, where it was asked before."""
    if not trouble.purpose.is_a(PROMPT, MEASURE) or trouble.session_id is None or trouble.team_id is None:
        return
    session = sessions.find(house.database, trouble.session_id, team_id=trouble.team_id)
    is_asked = session is not None and session.state.terms.is_for_team and session.state.phase == "running"
    if session and is_asked and not session.state.heard and not marks.are_in(house.database, session.id):
        _cancel(house, session, now)


def _cancel(house: House, session: Session, now: datetime) -> None:
    sessions.save(house.database, session.at(moving.cancel(session.state)), now, now)
    if session.moment_id:
        schedules.mark_missed(house.database, session.moment_id, "could not be delivered in time")
        asked = questions.find(house, session.team_id, session.method)
        programmes.did_not_come(house, session.team_id, asked)


def recover(house: House, now: datetime) -> None:
    """After a start: what was being sent when the program ended may have arrived, and is shown as uncertain.

    What quotes somebody who was erased by hand meanwhile follows.
    """
    with transaction(house.database):
        set_back.bring_back(house.database, now)
        for trouble in outbox.recover(house.database, now):
            health.tell(house, trouble, now)
        following.follow(Occasion(house, now, to_follow=set(quotes.take_stale(house.database))))


def clock_was_set_back(house: House, now: datetime) -> None:
    """Let nothing wait for a clock that was ahead for a while."""
    with transaction(house.database):
        set_back.bring_back(house.database, now)


def tidy(house: House, now: datetime) -> None:
    """Forget what is long done, once a night."""
    with transaction(house.database):
        inbox.forget_old(house.database, now)
        retraction.forget_old(house.database, now)
        retraction.forget_strangers(house.database)
        digests.forget_old(house.database, now)
        let_go.forget_old(house.database, now)
        members.forget_old_invitations(house.database, now)
        question_drafts.forget_old(house.database, now)
        unplaced.forget_old(house.database, now)
        retention.forget_unknown(house, now)
        pruning.wake(house.database)
