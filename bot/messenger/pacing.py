"""How fast the bot may talk: Telegram's limits overall, per chat and per group, and the pauses it orders."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import inf

A_SECOND, A_MINUTE = 1.0, 60.0
# What nobody waits for is spread over each second; by so many seconds it may run ahead of that.
AHEAD = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's published limits: messages per second overall, seconds between two in a chat, per minute per group."""

    overall_per_second: int = 30
    chat_gap: float = 1.0
    group_per_minute: int = 20


@dataclass
class Pacing:
    """Remembers what went out lately; a restart forgets it, and Telegram's own refusals then teach it again.

    It counts in seconds that passed, which no setting of a clock changes. When Telegram counts something lies between
    its start and its answer: so it counts here until a second after the answer, less the shortest time one ever took.
    """

    limits: Limits = field(default_factory=Limits)
    _under_way: int = 0
    _answered: deque[float] = field(default_factory=deque)
    _quickest: float = inf
    _spread: float = -inf
    _messages: dict[int, float] = field(default_factory=dict)
    _others: dict[int, float] = field(default_factory=dict)
    # A list for so few is a sixth of a deque, of which there would be one for each of very many groups.
    _groups: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _held: dict[int, float] = field(default_factory=dict)

    def overall_at(self) -> float:
        """Return when the next thing may be done in any chat; never while too much is under way."""
        free = self.limits.overall_per_second - self._under_way
        if free <= 0:
            return inf
        if len(self._answered) < free:
            return -inf
        return self._answered[-free] + A_SECOND - (self._quickest if self._quickest < A_SECOND else 0.0)

    def owed_at(self) -> float:
        """Return when the next thing that nobody waits for may be done: they are spread, so that who speaks while
        there are many finds room at once."""
        return max(self.overall_at(), self._spread - AHEAD)

    def takes_message_at(self, chat_id: int) -> float:
        """Return when a chat takes the next message."""
        sent = self._groups.get(chat_id, ())
        room_at = sent[0] + A_MINUTE if sent and len(sent) >= self.limits.group_per_minute else -inf
        return max(self._messages.get(chat_id, -inf), self._held.get(chat_id, -inf), room_at)

    def takes_other_at(self, chat_id: int) -> float:
        """Return when a chat takes the next mark or the like: these don't count as messages, and wait for none."""
        return max(self._others.get(chat_id, -inf), self._held.get(chat_id, -inf))

    def took(
        self, chat_id: int, now: float, *, is_awaited: bool, is_message: bool = True, is_beside: bool = False
    ) -> None:
        """Remember that something goes to a chat now, for which somebody waits or nobody."""
        self._under_way += 1
        if not is_awaited:
            self._spread = max(self._spread, now) + A_SECOND / self.limits.overall_per_second
        (self._others if is_beside else self._messages)[chat_id] = now + self.limits.chat_gap
        if chat_id < 0 and is_message:
            sent = self._groups[chat_id]
            sent.append(now)
            if len(sent) > self.limits.group_per_minute:
                del sent[0]

    def forgo(self, count: int) -> None:
        """Remember that so much of what was taken was not begun after all."""
        self._under_way -= count

    def answered(self, now: float, took: float = inf) -> None:
        """Remember that something under way was answered, as far as is known after how many seconds."""
        self._under_way -= 1
        self._answered.append(now)
        self._quickest = min(self._quickest, took)
        if len(self._answered) > self.limits.overall_per_second:
            self._answered.popleft()

    def hold(self, chat_id: int, until: float) -> None:
        """Obey an order to wait, for the chat it concerns."""
        self._held[chat_id] = until

    def forget(self, now: float) -> None:
        """Drop what no longer limits anything, so that memory stays small with many chats."""
        self._messages = {chat: at for chat, at in self._messages.items() if at > now}
        self._others = {chat: at for chat, at in self._others.items() if at > now}
        self._held = {chat: at for chat, at in self._held.items() if at > now}
        for chat in [chat for chat, sent in self._groups.items() if sent[-1] + A_MINUTE <= now]:
            del self._groups[chat]
