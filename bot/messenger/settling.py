"""Settling: what became of each thing that was sent is recorded, and what follows from it decided."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.app.context import confirming
from bot.app.context.house import House, whereabouts
from bot.app.delivery import arriving, chats, failing, obstacles
from bot.core.outgoing import Acknowledge, Edit, OpenTopic, React, Say
from bot.core.purposes import NOTED
from bot.messenger.answers import (
    Answer,
    Arrived,
    Barred,
    Closed,
    Held,
    MarkRefused,
    Migrated,
    NotArrived,
    Refused,
    TopicGone,
    Uncertain,
)
from bot.messenger.pacing import Pacing
from bot.messenger.passing_time import Time
from bot.messenger.telegram.shown import Shown
from bot.storage.database import is_of_file, transaction
from bot.storage.outbox import Parcel

log = logging.getLogger(__name__)
# Marks that arrived are recorded together: so many, or those of so many seconds.
MARKS_AT_ONCE, MARKS_WAIT = 64, 0.5
LONGEST_PAUSE = timedelta(minutes=1)
# What nobody can make sense of may be a fault of ours, which doesn't mend by itself; and each try may open a topic.
UNCLEAR_TRIES = 5


class Settling:
    """What became of things, in the database. `marked` are those that arrived, could be done twice without harm, and
    wait to be recorded."""

    def __init__(self, house: House, time: Time, pacing: Pacing) -> None:
        self._house, self._time, self._pacing = house, time, pacing
        self.shown = Shown()
        self.marked: dict[int, None] = {}
        self._marked_since = 0.0

    def note_arrivals(self) -> None:
        """Record what can harmlessly be done twice together: one commit for all that arrived lately."""
        if self.marked:
            arriving.arrived_together(self._house, list(self.marked), self._time.now())
            self.marked.clear()

    def note_unless_soon(self, next_turn: float) -> None:
        """Record what arrived, unless it is little and the next turn comes before it has waited for long."""
        if len(self.marked) >= MARKS_AT_ONCE or next_turn > self._marked_since + MARKS_WAIT:
            self.note_arrivals()

    def settled(self, parcel: Parcel, answer: Answer | Exception) -> Iterable[int]:
        """Record what became of something; return the chats that get something because of it.

        Raises what the database raises if it can't be written now.
        """
        if is_done_with(parcel, answer):
            return self._note_arrival(parcel, None)
        problem = type(answer).__name__
        if isinstance(answer, Exception):
            log.error("Parcel %s could not be sent: %s", parcel.id, whereabouts(answer))
        else:
            done, problem = self._tried(parcel, lambda: self._settle(parcel, answer))
            if not problem:
                return done
        return self._tried(parcel, lambda: self._settle_unclear(parcel, problem))[0]

    def _tried(self, parcel: Parcel, settle: Callable[[], Iterable[int]]) -> tuple[Iterable[int], str]:
        """Return the chats that get something because of what is recorded, or what goes wrong in that: one team must
        not silence another."""
        try:
            with transaction(self._house.database):
                return settle(), ""
        except Exception as error:
            if is_of_file(error):
                raise
            log.error("Parcel %s could not be settled: %s", parcel.id, whereabouts(error))
            return (), type(error).__name__

    def _settle(self, parcel: Parcel, answer: Answer) -> Iterable[int]:
        now = self._time.now()
        match answer:
            case Arrived(message_id):
                return self._note_arrival(parcel, message_id)
            case Held(pause):
                self._pacing.hold(parcel.chat_id, self._time.elapsed() + pause.total_seconds())
                self._put_back(parcel, now + pause)
            case NotArrived():
                self._wait_and_go_again(parcel, answer)
            case Uncertain(problem) if isinstance(parcel.content, Say | OpenTopic) and not _may_be_said_twice(parcel):
                return self._settle_unclear(parcel, problem)
            case Uncertain():
                self._put_back(parcel, now + _pause(parcel))
            case _:
                return self._settle_refusal(parcel, answer)
        return ()

    def _settle_refusal(
        self, parcel: Parcel, answer: Closed | TopicGone | Barred | Migrated | MarkRefused | Refused
    ) -> Iterable[int]:
        house, now = self._house, self._time.now()
        match answer:
            case Closed(problem):
                return chats.chat_closed(house, parcel, problem, now)
            case TopicGone(problem):
                return chats.topic_gone(house, parcel, problem, now)
            case Barred(problem, obstacle):
                return obstacles.barred(house, parcel, problem, obstacle, now)
            case Migrated(new_chat_id):
                return chats.chat_moved(house, parcel.chat_id, new_chat_id, now, parcel)
            case MarkRefused(problem):
                return confirming.mark_refused(house, parcel, problem, now)
            case Refused(problem):
                return failing.refused(house, parcel, problem, now)

    def _settle_unclear(self, parcel: Parcel, problem: str) -> Iterable[int]:
        now = self._time.now()
        if isinstance(parcel.content, Say):
            # The message may be on people's screens: that is uncertain, not refused.
            return failing.may_have_arrived(self._house, parcel, problem, now)
        if parcel.attempts >= UNCLEAR_TRIES:
            return failing.refused(self._house, parcel, problem, now)
        self._put_back(parcel, now + _pause(parcel))
        return ()

    def _note_arrival(self, parcel: Parcel, message_id: int | None) -> Iterable[int]:
        self.shown.note(parcel.chat_id, message_id, parcel.content)
        arriving.note_asked(self._house, parcel, message_id, self._time.now())
        if isinstance(parcel.content, Say | OpenTopic):
            now = self._time.now()
            touched = arriving.arrived(self._house, parcel, message_id, now)
            return touched | obstacles.spoken(self._house, parcel, now)
        if not self.marked:
            self._marked_since = self._time.elapsed()
        self.marked[parcel.id] = None
        if isinstance(parcel.content, React | Acknowledge):
            return ()
        # What a message reads, and whether it is there, others go by at once; it may have to follow once more.
        self.note_arrivals()
        return (parcel.chat_id,)

    def _wait_and_go_again(self, parcel: Parcel, answer: NotArrived) -> None:
        log.info("Parcel %s did not arrive (%s); it waits and goes again.", parcel.id, answer.problem)
        now = self._time.now()
        until = now if answer.other else now + _pause(parcel)
        # What comes after it in this chat waits too, so that order holds.
        self._pacing.hold(parcel.chat_id, self._time.elapsed() + (until - now).total_seconds())
        self._put_back(parcel, until, answer.other)

    def _put_back(self, parcel: Parcel, send_after: datetime, other: Say | Edit | None = None) -> None:
        arriving.put_back(self._house, parcel.id, send_after, other, self._time.now())


def is_done_with(parcel: Parcel, answer: Answer | Exception) -> bool:
    """Tell whether nothing follows from an answer but that something harmless to repeat was done."""
    return isinstance(answer, Arrived) and isinstance(parcel.content, React | Acknowledge)


def _may_be_said_twice(parcel: Parcel) -> bool:
    """Tell whether a message may go again though it may have arrived: that an answer is kept is better heard twice."""
    return parcel.purpose.is_a(NOTED) and parcel.attempts == 0


def _pause(parcel: Parcel) -> timedelta:
    """Return how long to wait before trying again: longer each time."""
    return min(timedelta(seconds=2 ** min(parcel.attempts + 1, 6)), LONGEST_PAUSE)
