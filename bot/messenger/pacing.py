"""How fast the bot may talk: Telegram's limits overall, per chat and per group, and the pauses it orders."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import inf

A_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's published limits: messages per second overall, seconds between two in a chat, per minute per group."""

    overall_per_second: int = 30
    chat_gap: float = 1.0
    group_per_minute: int = 20


@dataclass
class Pacing:
    """Remembers what went out lately; a restart forgets it, and Telegram's own refusals then teach it again.

    It counts in seconds that passed, which no setting of a clock changes.
    """

    limits: Limits = field(default_factory=Limits)
    _overall: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)
    _groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _held: dict[int, float] = field(default_factory=dict)

    def overall_at(self) -> float:
        """Return when the next message to any chat may go."""
        if len(self._overall) < self.limits.overall_per_second:
            return -inf
        return self._overall[0] + 1.0

    def ready_at(self, chat_id: int) -> float:
        """Return when the next thing may be done in a chat, as far as that chat is concerned."""
        return max(self._chats.get(chat_id, -inf), self._held.get(chat_id, -inf))

    def takes_message_at(self, chat_id: int) -> float:
        """Return when a group takes the next message: marks and the like don't count, and may go before."""
        sent = self._groups.get(chat_id)
        return sent[0] + A_MINUTE if sent and len(sent) >= self.limits.group_per_minute else -inf

    def took(self, chat_id: int, now: float, *, counts_as_message: bool) -> None:
        """Remember that something goes to a chat now."""
        self._overall.append(now)
        if len(self._overall) > self.limits.overall_per_second:
            self._overall.popleft()
        self._chats[chat_id] = now + self.limits.chat_gap
        if chat_id < 0 and counts_as_message:
            sent = self._groups[chat_id]
            sent.append(now)
            if len(sent) > self.limits.group_per_minute:
                sent.popleft()

    def hold(self, chat_id: int, until: float) -> None:
        """Obey an order to wait, for the chat it concerns."""
        self._held[chat_id] = until

    def forget(self, now: float) -> None:
        """Drop what no longer limits anything, so that memory stays small with many chats."""
        self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._held = {chat: at for chat, at in self._held.items() if at > now}
        for chat in [chat for chat, sent in self._groups.items() if sent[-1] + A_MINUTE <= now]:
            del self._groups[chat]
