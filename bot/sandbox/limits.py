"""Counts what bots send and says when Telegram would ask them to slow down."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from bot.sandbox.nouns import Chat


@dataclass(frozen=True)
class Limits:
    """Sends per second over all chats, the bucket of one chat, and sends per minute to one group."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 20


class Window:
    """At most `count` sends in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count, self._seconds = count, seconds
        self._sent: deque[float] = deque()

    def wait(self, at: float) -> float:
        """Seconds until one more send fits; times are in seconds too."""
        while self._sent and self._sent[0] <= at - self._seconds:
            self._sent.popleft()
        return self._sent[0] + self._seconds - at if len(self._sent) >= self._count else 0.0

    def take(self, at: float) -> None:
        self._sent.append(at)


class Bucket:
    """Refills at `rate` tokens a second, up to `size`."""

    def __init__(self, rate: float, size: int) -> None:
        self._rate, self._size = rate, size
        self._tokens, self._at = float(size), -math.inf

    def wait(self, at: float) -> float:
        """Seconds until there is a whole token."""
        if at > self._at:
            self._tokens = min(self._size, self._tokens + (at - self._at) * self._rate)
            self._at = at
        # The tolerance keeps a sender that waits exactly long enough from being refused by rounding.
        return max(0.0, (1 - self._tokens) / self._rate) if self._tokens < 1 - 1e-6 else 0.0

    def take(self, at: float) -> None:
        self._tokens -= 1


Meter = Window | Bucket


class Throttle:
    """What one bot may still send."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = Window(limits.overall_per_second, 1.0)
        self._chats: dict[int, list[Meter]] = {}

    def refuse_for(self, chat: Chat, at: float) -> int:
        """Seconds to wait, or 0 when the send is counted and may go on."""
        meters = [self._overall, *self._meters_of(chat)]
        wait = max(meter.wait(at) for meter in meters)
        if wait > 0:
            return math.ceil(wait)
        for meter in meters:
            meter.take(at)
        return 0

    def _meters_of(self, chat: Chat) -> list[Meter]:
        if chat.id not in self._chats:
            meters: list[Meter] = [Bucket(self._limits.chat_per_second, self._limits.chat_burst)]
            if chat.is_group:
                meters.append(Window(self._limits.group_per_minute, 60.0))
            self._chats[chat.id] = meters
        return self._chats[chat.id]
