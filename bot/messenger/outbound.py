"""The way out: sends what the outbox holds, in order per chat, fairly between chats, within Telegram's limits."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from math import inf
from typing import cast

from telegram import Bot
from telegram.error import InvalidToken

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
from bot.messenger.enduring import Enduring
from bot.messenger.pacing import Pacing
from bot.messenger.passing_time import Time
from bot.messenger.telegram.sending import send
from bot.messenger.telegram.shown import Shown
from bot.storage import outbox
from bot.storage.database import is_of_file, transaction
from bot.storage.outbox import Choice, Parcel

log = logging.getLogger(__name__)
AT_ONCE = 6
# Marks that arrived are recorded together: so many, or after so many seconds, or when nothing else is under way.
MARKS_AT_ONCE, MARKS_WAIT = 64, 0.25
LONGEST_PAUSE = timedelta(minutes=1)
LOOKING_BACK = timedelta(minutes=1)
# What nobody can make sense of may be a fault of ours, which doesn't mend by itself; and each try may open a topic.
UNCLEAR_TRIES = 5

# Something that was sent, and what became of it: an answer, or what went wrong on our side.
Settling = tuple[Parcel, Answer | Exception]


class Outbound:
    """The sender. `wake` tells it which chats got something; everything else it reads from the outbox."""

    def __init__(self, house: House, bot: Bot, time: Time, pacing: Pacing, enduring: Enduring) -> None:
        self._house, self._bot, self._time, self._pacing = house, bot, time, pacing
        self._enduring = enduring
        # In the order in which they get their turn; first those in which somebody has just spoken or pressed.
        self._spoken: dict[int, None] = {}
        # With whether anything may wait there; a chat stays in line until it may be spoken to again.
        self._chats: dict[int, bool] = {}
        self._was_spoken = False
        self._last_was_message: set[int] = set()
        self._looked_at: datetime | None = None
        self._sending: dict[int, asyncio.Task[None]] = {}
        # What became of some of that, which is to be recorded yet.
        self._answers: list[Settling] = []
        self._woken = asyncio.Event()
        self._marked: dict[int, None] = {}
        self._marked_since = 0.0
        self._shown = Shown()
        self._is_stopping = False
        self.fatal: BaseException | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being sent and nothing waits to be sent now."""
        return (
            not self._sending and not self._marked and not outbox.chats_waiting(self._house.database, self._time.now())
        )

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is being sent, though something waits for its turn."""
        return not self._sending and not self._woken.is_set()

    def wake(self, chats: Iterable[int]) -> None:
        """Look at some chats' outbox now."""
        self._chats.update(dict.fromkeys(chats, True))
        self._woken.set()

    def answer(self, chats: Iterable[int]) -> None:
        """Look at some chats' outbox before all others, once: somebody waits there for what comes of what they did."""
        self._spoken.update(dict.fromkeys(chats))
        self._woken.set()

    def look_around(self) -> None:
        """Look at every chat for which something may go out by now, and could not before."""
        self._pacing.forget(self._time.elapsed())
        now, since = self._time.now(), self._looked_at
        # A clock that was set back may have passed over something; by a little, it looks back that far each time.
        since = since - LOOKING_BACK if since and since <= now else None
        self._last_was_message &= self._chats.keys()
        if waiting := outbox.chats_waiting(self._house.database, now, since):
            self.wake(waiting)
        self._looked_at = now

    async def run(self) -> None:
        """Send until stopped. Raises InvalidToken if Telegram does not know the token any more."""
        while not self._is_stopping:
            self._woken.clear()
            soonest = await self._enduring.through(self._turn)
            await self._time.wait(self._woken, soonest)
            if self.fatal:
                self.stop()
        if self._sending:
            await asyncio.wait(self._sending.values())
        await self._enduring.through(self._turn)
        self._note_arrivals()
        if self.fatal:
            raise self.fatal

    def stop(self) -> None:
        """Send nothing more; what is under way is finished."""
        self._is_stopping = True
        self._woken.set()

    def _turn(self) -> float | None:
        """Record what was answered and start what goes next, with one commit for all of it; return in how many seconds
        something more may go."""
        answers, chosen = list(self._answers), list[Parcel]()
        try:
            with self._together(answers):
                touched = {chat_id for parcel, answer in answers for chat_id in self._settled(parcel, answer)}
                soonest = self._choose(chosen, self._sending.keys() - {parcel.chat_id for parcel, _ in answers})
                self._claim(chosen)
        except BaseException:
            self._pacing.forgo(len(chosen))
            raise
        del self._answers[: len(answers)]
        for parcel, _ in answers:
            del self._sending[parcel.chat_id]
        for parcel in chosen:
            self._sending[parcel.chat_id] = asyncio.create_task(self._deliver(parcel))
        # What did not arrive may wait again.
        touched |= {parcel.chat_id for parcel, answer in answers if not isinstance(answer, Arrived)}
        if touched:
            self.wake(touched)
        return None if soonest == inf else max(soonest - self._time.elapsed(), 0.0)

    def _together(self, answers: list[Settling]) -> AbstractContextManager[None]:
        """Open a transaction if there is something to record; marks that arrived wait for one another."""
        is_needed = any(not _is_done_with(parcel, answer) for parcel, answer in answers)
        return transaction(self._house.database) if is_needed else nullcontext()

    def _choose(self, chosen: list[Parcel], busy: set[int]) -> float:
        """Choose what goes now, where nothing is under way; return when something more may."""
        now, soonest = self._time.elapsed(), inf
        if len(self._marked) >= MARKS_AT_ONCE or not busy or now - self._marked_since > MARKS_WAIT:
            self._note_arrivals()
        first = self._first_in_line()
        for place, chat_id in enumerate([*first, *self._chats]):
            if self._is_stopping or len(busy) >= AT_ONCE:
                break
            if chat_id in busy:
                continue
            ready = self._pacing.overall_at() if chat_id in self._spoken else self._pacing.owed_at()
            if ready > now and place >= len(first):
                return min(soonest, ready)
            if ready <= now:
                ready = self._take_turn(chat_id, now, chosen)
                busy.update(parcel.chat_id for parcel in chosen[-1:])
            soonest = min(soonest, ready)
        return soonest

    def _first_in_line(self) -> list[int]:
        """Return the chats in which somebody has just spoken, by turns with one of all others."""
        if not self._was_spoken:
            return list(self._spoken)
        other = next((chat_id for chat_id in self._chats if chat_id not in self._spoken), None)
        return [*self._spoken] if other is None else [other, *self._spoken]

    def _take_turn(self, chat_id: int, now: float, chosen: list[Parcel]) -> float:
        """Choose what a chat should get first, if it may get anything; return when it may be looked at again."""
        if chat_id not in self._spoken and not self._chats.get(chat_id):
            self._chats.pop(chat_id, None)
            return inf
        message_at, other_at = self._pacing.takes_message_at(chat_id), self._pacing.takes_other_at(chat_id)
        if min(message_at, other_at) > now:
            return min(message_at, other_at)
        choice: Choice = "marks first" if chat_id in self._last_was_message else "any"
        if message_at > now:
            choice = "no message"
        elif other_at > now:
            choice = "messages"
        parcel = self._next(chat_id, choice)
        if parcel is None and max(message_at, other_at) > now:
            return max(message_at, other_at)
        # Whoever was served goes to the back of the line.
        is_awaited = chat_id in self._spoken
        self._spoken.pop(chat_id, None)
        self._chats.pop(chat_id, None)
        if parcel:
            self._was_spoken = is_awaited
            is_message = isinstance(parcel.content, Say | Edit)
            self._chats[chat_id] = not parcel.is_last
            (self._last_was_message.add if is_message else self._last_was_message.discard)(chat_id)
            self._pacing.took(chat_id, now, counts_as_message=is_message, is_awaited=is_awaited)
            chosen.append(parcel)
        return inf

    def _note_arrivals(self) -> None:
        """Record what can harmlessly be done twice together: one commit for all that arrived lately."""
        if self._marked:
            arriving.arrived_together(self._house, list(self._marked), self._time.now())
            self._marked.clear()

    def _next(self, chat_id: int, choice: Choice) -> Parcel | None:
        now = self._time.now()
        return outbox.next_for(self._house.database, chat_id, now, choice, self._marked)

    def _claim(self, chosen: list[Parcel]) -> None:
        """Mark new messages as being sent before they are: after a crash all else is simply done again."""
        says = [parcel for parcel in chosen if isinstance(parcel.content, Say)]
        if says:
            with transaction(self._house.database):
                for parcel in says:
                    outbox.claim(self._house.database, parcel)

    async def _deliver(self, parcel: Parcel) -> None:
        """Send something, and leave what became of it to be recorded with others."""
        began, answer = self._time.elapsed(), cast("Answer | Exception", Arrived())
        try:
            if not self._shown.is_shown(parcel.chat_id, parcel.content):
                answer = await send(self._bot, parcel.chat_id, parcel.content)
        except InvalidToken as error:
            self.fatal, answer = error, Held(timedelta())
        except Exception as error:  # noqa: BLE001  one team must not silence another
            answer = error
        finally:
            now = self._time.elapsed()
            self._pacing.answered(now, now - began if isinstance(answer, Arrived) else inf)
            self._answers.append((parcel, answer))
            self._woken.set()

    def _settled(self, parcel: Parcel, answer: Answer | Exception) -> Iterable[int]:
        """Record what became of something; return the chats that get something because of it."""
        if _is_done_with(parcel, answer):
            return self._note_arrival(parcel, None)
        try:
            with transaction(self._house.database):
                if isinstance(answer, Exception):
                    raise answer
                return self._settle(parcel, answer)
        except Exception as error:
            if is_of_file(error):
                raise
            # One team must not silence another.
            log.error("Parcel %s could not be settled: %s", parcel.id, whereabouts(error))
            return self._settle_unclear(parcel, type(error).__name__)

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
        self._shown.note(parcel.chat_id, message_id, parcel.content)
        if isinstance(parcel.content, Say | OpenTopic):
            now = self._time.now()
            touched = arriving.arrived(self._house, parcel, message_id, now)
            return touched | obstacles.spoken(self._house, parcel, now)
        if not self._marked:
            self._marked_since = self._time.elapsed()
        self._marked[parcel.id] = None
        if isinstance(parcel.content, React | Acknowledge):
            return ()
        # What a message reads, and whether it is there, others go by at once; it may have to follow once more.
        self._note_arrivals()
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


def _is_done_with(parcel: Parcel, answer: Answer | Exception) -> bool:
    """Tell whether nothing follows from an answer but that something harmless to repeat was done."""
    return isinstance(answer, Arrived) and isinstance(parcel.content, React | Acknowledge)


def _may_be_said_twice(parcel: Parcel) -> bool:
    """Tell whether a message may go again though it may have arrived: that an answer is kept is better heard twice."""
    return parcel.purpose.is_a(NOTED) and parcel.attempts == 0


def _pause(parcel: Parcel) -> timedelta:
    """Return how long to wait before trying again: longer each time."""
    return min(timedelta(seconds=2 ** min(parcel.attempts + 1, 6)), LONGEST_PAUSE)
