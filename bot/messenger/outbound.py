"""The way out: sends what the outbox holds, in order per chat, fairly between chats, within Telegram's limits."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from itertools import islice, zip_longest
from math import inf
from typing import cast

from telegram import Bot
from telegram.error import InvalidToken

from bot.app.context.house import House
from bot.app.delivery import failing
from bot.core.outgoing import Acknowledge, Edit, Menu, React, Say
from bot.messenger.answers import Answer, Arrived, Held
from bot.messenger.drawing import Draw
from bot.messenger.enduring import Enduring
from bot.messenger.pacing import Pacing
from bot.messenger.passing_time import Time
from bot.messenger.settling import Settling, is_done_with
from bot.messenger.telegram.noticing import Notices
from bot.messenger.telegram.sending import send
from bot.storage import outbox
from bot.storage.database import transaction
from bot.storage.outbox import Choice, Parcel

log = logging.getLogger(__name__)
AT_ONCE = 4
LOOKING_BACK = timedelta(minutes=1)
# Whoever spoke gets a mark on what they wrote, and a message: neither waits behind all others for the other's sake.
TURNS = 2

# Something that was sent, and what became of it: an answer, or what went wrong on our side.
Sent = tuple[Parcel, Answer | Exception]


class Outbound:
    """The sender. `wake` tells it which chats got something; everything else it reads from the outbox."""

    def __init__(
        self, house: House, bot: Bot, time: Time, pacing: Pacing, enduring: Enduring, draw: Draw, notices: Notices
    ) -> None:
        self._house, self._bot, self._time, self._pacing = house, bot, time, pacing
        self._enduring, self._draw, self._notices = enduring, draw, notices
        # In the order in which they get their turn; first those in which somebody has just spoken or pressed, with how
        # often they come first.
        self._spoken: dict[int, int] = {}
        self._chats: dict[int, None] = {}
        self._was_spoken = False
        self._last_was_message: set[int] = set()
        self._looked_at: datetime | None = None
        self._sending: dict[int, asyncio.Task[None]] = {}
        # What became of some of that, which is to be recorded yet.
        self._answers: list[Sent] = []
        self._woken = asyncio.Event()
        self._settling = Settling(house, time, pacing)
        self._is_stopping = False
        self.fatal: BaseException | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being sent and nothing waits to be sent now."""
        return (
            not self._sending
            and not self._settling.marked
            and not outbox.chats_waiting(self._house.database, self._time.now())
        )

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is being sent, though something waits for its turn."""
        return not self._sending and not self._woken.is_set()

    def wake(self, chats: Iterable[int]) -> None:
        """Look at some chats' outbox now."""
        self._chats.update(dict.fromkeys(chats))
        self._woken.set()

    def answer(self, chats: Iterable[int]) -> None:
        """Look at some chats' outbox before all others: somebody waits there for what comes of what they did."""
        self._spoken.update(dict.fromkeys(chats, TURNS))
        self._woken.set()

    def look_around(self) -> None:
        """Look at every chat for which something may go out by now, and could not before."""
        self._pacing.forget(self._time.elapsed())
        now, since = self._time.now(), self._looked_at
        if since and since > now:
            failing.clock_was_set_back(self._house, now)
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
        self._settling.note_arrivals()
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
                touched = {chat_id for parcel, answer in answers for chat_id in self._settling.settled(parcel, answer)}
                busy = self._sending.keys() - {parcel.chat_id for parcel, _ in answers}
                soonest = self._choose(chosen, busy)
                self._claim(chosen)
                self._settling.note_unless_soon(self._time.elapsed() if busy else soonest)
        except BaseException:
            self._pacing.forgo(len(chosen))
            self._chats.update(dict.fromkeys(parcel.chat_id for parcel in chosen))
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

    def _together(self, answers: list[Sent]) -> AbstractContextManager[None]:
        """Open a transaction if there is something to record; marks that arrived wait for one another."""
        is_needed = any(not is_done_with(parcel, answer) for parcel, answer in answers)
        return transaction(self._house.database) if is_needed else nullcontext()

    def _choose(self, chosen: list[Parcel], busy: set[int]) -> float:
        """Choose what goes now, where nothing is under way, which it is then; return when something more may."""
        now, soonest = self._time.elapsed(), inf
        first = self._first_in_line()
        for place, chat_id in enumerate([*first, *self._chats]):
            if self._is_stopping or len(busy) >= AT_ONCE:
                break
            if chat_id in busy:
                continue
            is_first = place < len(first)
            ready = self._pacing.overall_at() if is_first else self._pacing.owed_at()
            if ready > now and not is_first:
                return min(soonest, ready)
            if ready <= now:
                ready = self._take_turn(chat_id, now, chosen)
                busy.update(parcel.chat_id for parcel in chosen[-1:])
            soonest = min(soonest, ready)
        return soonest

    def _first_in_line(self) -> list[int]:
        """Return the chats in which somebody has just spoken, by turns with as many of all others."""
        others = islice((chat_id for chat_id in self._chats if chat_id not in self._spoken), len(self._spoken))
        by_turns = (others, self._spoken) if self._was_spoken else (self._spoken, others)
        return [chat_id for turn in zip_longest(*by_turns) for chat_id in turn if chat_id is not None]

    def _take_turn(self, chat_id: int, now: float, chosen: list[Parcel]) -> float:
        """Choose what a chat should get first, if it may get anything; return when it may be looked at again."""
        message_at, other_at = self._pacing.takes_message_at(chat_id), self._pacing.takes_other_at(chat_id)
        if min(message_at, other_at) > now:
            return min(message_at, other_at)
        choice: Choice = "marks first" if chat_id in self._last_was_message else "any"
        if message_at > now:
            choice = "beside"
        elif other_at > now:
            choice = "in order"
        parcel = self._next(chat_id, choice)
        if parcel is None and max(message_at, other_at) > now:
            return max(message_at, other_at)
        # Whoever was served goes to the back of the line.
        turns = self._spoken.pop(chat_id, 0)
        is_awaited = turns > 0
        self._chats.pop(chat_id, None)
        if parcel:
            self._was_spoken = is_awaited
            is_message = isinstance(parcel.content, Say | Edit)
            if not parcel.is_last:
                self._chats[chat_id] = None
                self._spoken |= {chat_id: turns - 1} if turns > 1 else {}
            (self._last_was_message.add if is_message else self._last_was_message.discard)(chat_id)
            is_beside = isinstance(parcel.content, Acknowledge | React | Menu)
            self._pacing.took(chat_id, now, is_message=is_message, is_beside=is_beside, is_awaited=is_awaited)
            chosen.append(parcel)
        return inf

    def _next(self, chat_id: int, choice: Choice) -> Parcel | None:
        now = self._time.now()
        return outbox.next_for(self._house.database, chat_id, now, choice, self._settling.marked)

    def _claim(self, chosen: list[Parcel]) -> None:
        """Mark new messages as being sent before they are: after a crash all else is simply done again."""
        says = [parcel for parcel in chosen if isinstance(parcel.content, Say)]
        if says:
            with transaction(self._house.database):
                for parcel in says:
                    outbox.claim(self._house.database, parcel)

    async def _deliver(self, parcel: Parcel) -> None:
        """Send something, and leave what became of it to be recorded with others."""
        began, took, answer = self._time.elapsed(), inf, cast("Answer | Exception", Arrived())
        try:
            if not self._settling.shown.is_shown(parcel.chat_id, parcel.content):
                answer = await send(self._bot, parcel.chat_id, parcel.content, self._draw, self._notices)
                took = self._time.elapsed() - began if isinstance(answer, Arrived) else inf
        except InvalidToken as error:
            self.fatal, answer = error, Held(timedelta())
        except Exception as error:  # noqa: BLE001  one team must not silence another
            answer = error
        finally:
            self._pacing.answered(self._time.elapsed(), took)
            self._answers.append((parcel, answer))
            self._woken.set()
