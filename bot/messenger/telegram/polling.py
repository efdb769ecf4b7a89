"""Fetches updates from Telegram by long polling, and confirms a batch only after it is stored."""

import asyncio
import contextlib
import json
import logging
from datetime import datetime, timedelta
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.messenger.enduring import Enduring
from bot.messenger.inbound import Inbound, is_update
from bot.messenger.passing_time import Time
from bot.messenger.telegram.requesting import Requests, StrangeAnswerError
from bot.messenger.telegram.telling import problem_of
from bot.messenger.telegram.translating import HEARD

log = logging.getLogger(__name__)
LONG_POLL = 30
LONGEST_PAUSE = 30.0
CONFLICTS_TOLERATED = 5
# Whoever has fetched alone for so many seconds was there first, and is not the one to leave.
SETTLED_AFTER = 120.0


class AnotherInstanceError(Exception):
    """Somebody else polls with the same token."""


class Polling:
    """The polling loop. It reads raw JSON: an update that can't be parsed must not block the ones behind it."""

    def __init__(self, bot: Bot, inbound: Inbound, time: Time, enduring: Enduring) -> None:
        self._bot, self._inbound, self._time, self._enduring = bot, inbound, time, enduring
        self._request = Requests(bot.base_url, connections=2, read_timeout=LONG_POLL + 10, says=self._hear)
        self._offset: int | None = None
        self._told: datetime | None = None
        self._conflicts = 0
        self._begun = 0.0
        self._is_settled = False
        self.first_answer = asyncio.Event()

    async def run(self) -> None:
        """Fetch and store until cancelled. Raises InvalidToken, AnotherInstanceError where another was there first."""
        pause, self._begun = 1.0, self._time.elapsed()
        async with self._request:
            while True:
                await self._inbound.room()
                try:
                    await self._fetch()
                    pause, self._conflicts = 1.0, 0
                    self._is_settled = self._is_settled or self._time.elapsed() - self._begun > SETTLED_AFTER
                except InvalidToken:
                    raise
                except TelegramError as error:
                    await self._recover(error, pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    async def _fetch(self) -> None:
        asked = {"timeout": str(LONG_POLL if self.first_answer.is_set() else 0), "limit": "100"}
        asked["allowed_updates"] = json.dumps(HEARD)
        if self._offset is not None:
            asked["offset"] = str(self._offset)
        answer: object = await self._request.post(f"{self._bot.base_url}/getUpdates?{urlencode(asked)}")
        if not isinstance(answer, list):
            raise StrangeAnswerError("it is no list of updates")
        updates = [item for item in answer if is_update(item)]
        if answer and not updates:
            # They can't be confirmed, and would come again and again without a pause.
            raise StrangeAnswerError("no update in it has a number")
        if self._told:
            # What another server answers in its place may come with any time.
            self._inbound.their_clock.says(self._told)
        await self._enduring.through(lambda: self._inbound.take(updates))
        # Once a batch is confirmed the offset is dropped: after a quiet week Telegram counts on from a random
        # number, which an old offset could hide.
        self._offset = updates[-1]["update_id"] + 1 if updates else None
        self.first_answer.set()

    def _hear(self, at: datetime) -> None:
        self._told = at

    async def _recover(self, error: TelegramError, pause: float) -> None:
        if isinstance(error, Conflict):
            await self._end_conflict(error)
        elif isinstance(error, RetryAfter):
            pause = ordered_pause(error).total_seconds()
            log.warning("Telegram asks to wait %.0f s before anything more is fetched.", pause)
        elif not isinstance(error, TimedOut):
            level = logging.WARNING if isinstance(error, NetworkError) else logging.ERROR
            log.log(level, "Telegram could not be reached (%s); next try in %.0f s.", problem_of(error), pause)
        await asyncio.sleep(pause)

    async def _end_conflict(self, error: Conflict) -> None:
        self._conflicts += 1
        if "webhook" in str(error).lower():
            log.warning("A webhook was still set for this bot; it is removed, since this run polls.")
            with contextlib.suppress(TelegramError):
                # Where that fails, the next conflict tries again.
                await self._bot.delete_webhook(drop_pending_updates=False)
        elif self._conflicts >= CONFLICTS_TOLERATED and not self._is_settled:
            raise AnotherInstanceError(
                "Another program fetches this bot's updates with the same token. Stop it, or use another token."
            )
        elif self._conflicts == CONFLICTS_TOLERATED:
            log.error(
                "Another program has begun to fetch this bot's updates with the same token. Stop it: what it fetches"
                " is missing here. This one was there first, and goes on."
            )


def ordered_pause(error: RetryAfter) -> timedelta:
    """Return how long Telegram orders us to wait."""
    pause = error.retry_after
    return pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
