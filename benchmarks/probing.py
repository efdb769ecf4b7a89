"""People who answer one after another while a bot is busy elsewhere, and how long each waits for the mark."""

import asyncio
import time
from itertools import cycle

from bot.sandbox import Bot, Message, Person

LOOK_EVERY = 0.002


class Probing:
    """Answers, each in the next of some places, every so many seconds. `waits` are seconds, by the number of a place;
    `pending` answers have no mark yet."""

    def __init__(self, bot: Bot, places: list[tuple[Message, list[Person]]], apart: float) -> None:
        self._bot, self._places, self._apart = bot, places, apart
        self.waits: dict[int, list[float]] = {number: [] for number in range(len(places))}
        self.pending: list[tuple[int, float, Message]] = []
        self.is_writing = True

    async def run(self) -> None:
        """Write until told otherwise, and look for marks until cancelled."""
        numbers, following, written = cycle(self.waits), time.monotonic(), 0
        while True:
            now = time.monotonic()
            if self.is_writing and now >= following:
                number, following, written = next(numbers), now + self._apart, written + 1
                question, people = self._places[number]
                words = f"Answer {written}: the group work went better than last week."
                self.pending.append((number, now, people[written % len(people)].reply(question, words)))
            for number, since, message in [one for one in self.pending if self._bot.id in one[2].reactions]:
                self.waits[number].append(time.monotonic() - since)
                self.pending.remove((number, since, message))
            await asyncio.sleep(LOOK_EVERY)

    async def settle(self, patience: float) -> None:
        """Let nobody write any more; after so many seconds, count who has no mark yet as having waited until now."""
        self.is_writing = False
        until = time.monotonic() + patience
        while self.pending and time.monotonic() < until:  # noqa: ASYNC110  the sandbox tells nobody of a mark
            await asyncio.sleep(LOOK_EVERY)
        for number, since, _ in self.pending:
            self.waits[number].append(time.monotonic() - since)
