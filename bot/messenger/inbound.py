"""The way in: raw updates are stored, then handled in order per chat and side by side across chats."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from telegram import Bot, ChatMember, Update
from telegram.constants import ChatID
from telegram.error import TelegramError

from bot.app import commands, doors
from bot.app.context.command import Spot
from bot.app.context.house import House, whereabouts
from bot.core.events import Commanded, Event, Wrote
from bot.core.saying.tables import LARGEST
from bot.messenger.enduring import Enduring
from bot.messenger.passing_time import Time
from bot.messenger.telegram.baring import bared
from bot.messenger.telegram.requesting import asked, is_number
from bot.messenger.telegram.translating import translate
from bot.messenger.their_clock import TheirClock
from bot.storage import inbox, searching
from bot.storage.database import EngineError, is_of_file, transaction

log = logging.getLogger(__name__)
# Past this many updates in hand no more are fetched; they are safe at Telegram until they are.
IN_HAND = 2000
# Of so many chats what is at hand is stored at once.
TOGETHER = 50

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """The first update of a chat that can be handled now: what it means, or why it can't be read."""

    update_id: int
    event: Event | None
    problem: str
    handled: asyncio.Future[None]


class Inbound:
    """Takes raw updates from polling or a webhook. `on_touched` is told which chats got something to send."""

    def __init__(
        self,
        house: House,
        bot: Bot,
        time: Time,
        on_touched: Callable[[Iterable[int]], None],
        enduring: Enduring,
    ) -> None:
        self._house, self._bot, self._time, self._on_touched = house, bot, time, on_touched
        self._enduring = enduring
        self.their_clock = TheirClock(time)
        self._lanes: dict[int, deque[tuple[int, Raw]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand = 0
        self._room = asyncio.Event()
        self._room.set()
        self._ready: deque[Ready] = deque()
        self._storing: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being handled."""
        return not self._lanes

    def resume(self) -> None:
        """Take up what was stored before the last stop and not handled then."""
        for update_id, raw in inbox.unhandled(self._house.database):
            self._enqueue(update_id, json.loads(raw))

    def take(self, updates: Iterable[Raw]) -> None:
        """Store updates and start handling the new ones; when this returns, none can be lost any more.

        What is no update at all is ignored. Raises what the database raises if it can't store.
        """
        proper = {item["update_id"]: bared(item) for item in updates if is_update(item)}
        rows = ((update_id, json.dumps(item)) for update_id, item in proper.items())
        for update_id in inbox.store(self._house.database, rows, self._time.now()):
            self._enqueue(update_id, proper[update_id])

    async def room(self) -> None:
        """Wait until so few updates are in hand that more may be fetched."""
        await self._room.wait()

    async def settled(self) -> None:
        """Wait until everything taken so far is handled."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _enqueue(self, update_id: int, raw: Raw) -> None:
        lane = _chat_of(raw)
        self._in_hand += 1
        if self._in_hand >= IN_HAND:
            self._room.clear()
        if lane in self._lanes:
            self._lanes[lane].append((update_id, raw))
            return
        self._lanes[lane] = deque([(update_id, raw)])
        task = asyncio.create_task(self._work(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, lane: int) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                await self._handle(*waiting[0])
                waiting.popleft()
                self._in_hand -= 1
                if self._in_hand < IN_HAND:
                    self._room.set()
        finally:
            del self._lanes[lane]

    async def _handle(self, update_id: int, raw: Raw) -> None:
        """Handle one update; while the database can't be written its chat waits, and nothing is given up."""
        try:
            event = self._read(raw)
            event = await self._with_file(await self._with_rights(event)) if event else None
        except Exception as error:  # noqa: BLE001  one update must not stop its chat
            event, problem = None, whereabouts(error)
        else:
            problem = ""
        handled = asyncio.get_running_loop().create_future()
        self._ready.append(Ready(update_id, event, problem, handled))
        if self._storing is None or self._storing.done():
            # It begins once whatever else is at hand in other chats has been read too.
            self._storing = asyncio.create_task(self._store())
        await handled

    async def _store(self) -> None:
        """Handle what is at hand in all chats together: one commit for several of them."""
        while self._ready:
            some = [self._ready.popleft() for _ in range(min(len(self._ready), TOGETHER))]
            try:
                await self._enduring.through(partial(self._receive_all, some))
            except Exception as error:  # noqa: BLE001  each chat meets it by itself
                for one in some:
                    one.handled.set_exception(error)
            else:
                for one in some:
                    one.handled.set_result(None)
            # The poll and the sender get their turn between two commits.
            await asyncio.sleep(0)

    def _receive_all(self, some: Sequence[Ready]) -> None:
        try:
            self._receive_together(some)
        except searching.IndexDamagedError:
            doors.mend_index(self._house)
            self._receive_together(some)

    def _receive_together(self, some: Sequence[Ready]) -> None:
        """Store what all of them lead to, in one go as long as each can be handled."""
        try:
            with transaction(self._house.database):
                touched = [self._receive(one, is_alone=False) for one in some]
        except Exception as error:
            if _is_of_all(error):
                raise
            with transaction(self._house.database):
                touched = [self._receive_or_set_aside(one) for one in some]
        self._on_touched({chat_id for chats in touched for chat_id in chats})

    def _receive_or_set_aside(self, one: Ready) -> set[int]:
        try:
            return self._receive(one, is_alone=True)
        except Exception as error:
            if _is_of_all(error):
                raise
            # One update must not stop its chat.
            doors.set_aside(self._house, one.update_id, whereabouts(error))
            return set()

    def _receive(self, one: Ready, *, is_alone: bool) -> set[int]:
        try:
            if one.event:
                return doors.receive(self._house, one.event, self._time.now(), is_alone=is_alone)
            if one.problem:
                doors.set_aside(self._house, one.update_id, one.problem)
            else:
                doors.ignore(self._house, one.update_id)
        except EngineError as error:
            searching.refuse_damaged(self._house.database, error)
            raise
        return set()

    def _read(self, raw: Raw) -> Event | None:
        update = Update.de_json(raw, self._bot)
        me = self._house.bot
        return translate(update, me.id, me.username, self.their_clock.heard, self._time.now())

    async def _with_rights(self, event: Event) -> Event:
        """Fill in whether the speaker administers the group, where a right hangs on it."""
        what, speaker = event.what, event.speaker
        spot: Spot = "private" if event.is_private else "group"
        if not isinstance(what, Commanded) or speaker is None or speaker.is_anonymous:
            return event
        if not commands.hangs_on_rights(what.name, spot):
            return event
        try:
            administrators = await asked(self._bot.get_chat_administrators(event.place.chat_id))
        except TelegramError as error:
            log.warning("Telegram did not say who administers chat %s: %s", event.place.chat_id, type(error).__name__)
            return event
        return replace(event, is_admin=any(_is(member, speaker.id) for member in administrators))

    async def _with_file(self, event: Event) -> Event:
        """Fetch the file of days that somebody sent; where that can't be done it stays without text."""
        what = event.what
        if not isinstance(what, Wrote) or what.file is None:
            return event
        try:
            file = await asked(self._bot.get_file(what.file.id))
            text = bytes(await file.download_as_bytearray()) if (file.file_size or 0) <= LARGEST else b""
            read = text.decode("utf-8-sig") or None
        except (TelegramError, UnicodeDecodeError) as error:
            log.warning("A file could not be fetched: %s", type(error).__name__)
            return event
        return replace(event, what=replace(what, file=replace(what.file, text=read)))


def _is_of_all(error: Exception) -> bool:
    """Tell whether what failed is the file's or its index's, rather than one update's."""
    return isinstance(error, searching.IndexDamagedError) or is_of_file(error)


def is_update(item: object) -> bool:
    """Tell whether something has a number as every update has, and so can be stored and confirmed."""
    return isinstance(item, dict) and is_number(item.get("update_id"))


def _is(member: ChatMember, person_id: int) -> bool:
    return member.user.id == person_id and member.user.id != ChatID.ANONYMOUS_ADMIN


def _chat_of(raw: Raw) -> int:
    """Return the chat in whose order an update belongs, without trusting its shape."""
    for part in raw.values():
        if isinstance(part, dict):
            holder = part.get("message", part)
            if isinstance(part.get("migrate_from_chat_id"), int):
                # What was said before a group moved is handled before the move.
                return int(part["migrate_from_chat_id"])
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
    return 0
