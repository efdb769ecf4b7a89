"""Keeps the updates a bot has not confirmed yet, and wakes whoever waits for them."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.sandbox.nouns import Json

Leaving = Callable[[], Coroutine[Any, Any, None]]
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
RETENTION = {"callback_query": timedelta(seconds=150)}
DAY = timedelta(hours=24)
# An offset further ahead than this cannot come from updates handed out here: ids have jumped since.
FAR_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Update:
    """One update as the JSON that goes over the wire."""

    id: int
    body: bytes
    expires: datetime


class Inbox:
    """The unconfirmed updates of one bot, oldest first; forgotten after a day, presses sooner."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._waiting: deque[Update] = deque()
        self._soonest: datetime | None = None
        self.next_id = 100_000_001
        self.allowed: frozenset[str] | None = None
        self._waiter: asyncio.Future[str] | None = None

    def __len__(self) -> int:
        self._forget_expired()
        return len(self._waiting)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind not in ON_REQUEST if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[str]) -> None:
        """Takes the list of a bot as it is; an empty one means the usual kinds."""
        self.allowed = frozenset(kinds) or None

    def add(self, kind: str, content: Json) -> None:
        """Keeps an update of a kind the bot wants; others are lost."""
        if self.wants(kind):
            self._put(kind, {"update_id": self._take_id(), kind: content})

    def inject(self, raw: Json) -> None:
        """Keeps an update whatever its kind, under its own update_id if it has one."""
        kind = next((key for key in raw if key != "update_id"), "message")
        if "update_id" in raw:
            self.next_id = max(self.next_id, raw["update_id"] + 1)
        self._put(kind, raw if "update_id" in raw else {"update_id": self._take_id()} | raw)

    def _take_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def _put(self, kind: str, raw: Json) -> None:
        expires = self._now() + RETENTION.get(kind, DAY)
        body = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()
        self._waiting.append(Update(raw["update_id"], body, expires))
        self._soonest = expires if self._soonest is None else min(self._soonest, expires)
        self.wake("news")

    async def wait(self, seconds: float | None = None, until_gone: Leaving | None = None) -> str:
        """Waits for news, for the time to pass, for the waiting client to go, or for another to take over."""
        self.wake("conflict")
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[str] = loop.create_future()
        self._waiter = waiter
        alarm = None if seconds is None else loop.call_later(seconds, self.wake, "time", waiter)
        leaving = None if until_gone is None else loop.create_task(until_gone())
        if leaving is not None:
            leaving.add_done_callback(lambda _: self.wake("gone", waiter))
        try:
            return await waiter
        finally:
            for each in (alarm, leaving):
                if each is not None:
                    each.cancel()

    def wake(self, reason: str, only: asyncio.Future[str] | None = None) -> None:
        """Ends the wait under way with this reason; with `only`, no other wait than that."""
        waiter = self._waiter
        if waiter is not None and not waiter.done() and only in (None, waiter):
            waiter.set_result(reason)

    def first(self, limit: int = 100) -> list[Update]:
        """The oldest ones, which stay until confirmed."""
        self._forget_expired()
        return list(islice(self._waiting, limit))

    def confirm(self, offset: int) -> None:
        """Forgets everything before `offset`; a negative one keeps only the last -offset updates."""
        if offset < 0:
            self._drop_first(len(self._waiting) + offset)
        elif 0 < offset <= self.next_id + FAR_AHEAD:
            self._confirm_until(offset)

    def _confirm_until(self, offset: int) -> None:
        exact = next((i for i, update in enumerate(self._waiting) if update.id == offset - 1), None)
        if exact is not None:
            self._drop_first(exact + 1)
        else:
            self._waiting = deque(update for update in self._waiting if update.id >= offset)

    def _drop_first(self, count: int) -> None:
        for _ in range(count):
            self._waiting.popleft()

    def remove(self, update: Update) -> None:
        if update in self._waiting:
            self._waiting.remove(update)

    def clear(self) -> None:
        self._waiting.clear()

    def _forget_expired(self) -> None:
        now = self._now()
        if self._soonest is None or now < self._soonest:
            return
        self._waiting = deque(update for update in self._waiting if update.expires > now)
        self._soonest = min((update.expires for update in self._waiting), default=None)
