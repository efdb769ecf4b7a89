"""The Telegram of one test or demonstration: its accounts, its server and the ways to make it misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits, Throttle
from bot.sandbox.nouns import Bot, Call, Chat, Json
from bot.sandbox.people import Person
from bot.sandbox.refusals import too_many_requests
from bot.sandbox.updates import Inbox
from bot.sandbox.webhooks import Webhook, deliver
from bot.sandbox.world import World

USUAL_LIMITS = Limits()


class Sandbox(World):
    """Without `limits` no bot is ever too fast; `now` is the clock, in UTC when left out. One that does not
    `shows_notices` is of before Bot API 10.2: it knows nothing that only one member of a group sees."""

    def __init__(
        self,
        now: Callable[[], datetime] | None = None,
        limits: Limits | None = USUAL_LIMITS,
        record_calls: bool = True,
    ) -> None:
        super().__init__(now)
        self.limits = limits
        self.record_calls = record_calls
        self.calls: list[Call] = []
        self.faults = Faults()
        self.webhooks: dict[int, Webhook] = {}
        self.webhook_pause = 0.1
        self.closing = asyncio.Event()
        self._throttles: dict[int, Throttle] = {}

    # Accounts

    def add_bot(
        self,
        token: str = "7000001:sandbox",
        username: str = "leerkring_bot",
        name: str = "Leerkring",
        is_private: bool = True,
    ) -> Bot:
        """The id is the number before the colon of the token, else ValueError."""
        bot = Bot(int(token.partition(":")[0]), name, username, token=token, is_private=is_private)
        self.users[bot.id] = self.bots[token] = bot
        self.inboxes[bot.id] = Inbox(self.now)
        if self.limits is not None:
            self._throttles[bot.id] = Throttle(self.limits)
        return bot

    def add_person(self, name: str, language: str | None = "nl", username: str | None = None) -> Person:
        person = Person(next(self._user_ids), name, username, language, world=self)
        self.users[person.id] = person
        return person

    # Webhooks

    def start_webhook(self, bot: Bot, webhook: Webhook) -> None:
        """Ends a running poll and delivers until stopped."""
        self.inbox(bot).wake("webhook")
        work = deliver(webhook, self.inbox(bot), self.webhook_pause)
        webhook.task = asyncio.get_running_loop().create_task(work)
        self.webhooks[bot.id] = webhook

    def stop_webhook(self, bot: Bot) -> None:
        webhook = self.webhooks.pop(bot.id, None)
        if webhook is not None and webhook.task is not None:
            webhook.task.cancel()

    async def close(self) -> None:
        """Ends every wait, so that the server can stop."""
        self.closing.set()
        for inbox in self.inboxes.values():
            inbox.wake("closing")
        tasks = [webhook.task for webhook in self.webhooks.values() if webhook.task]
        self.webhooks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # Updates

    def pending(self, bot: Bot) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.inbox(bot))

    def jump_update_ids(self, to: int) -> None:
        """The next update of every bot gets this id, as after a quiet week at Telegram's."""
        for inbox in self.inboxes.values():
            inbox.next_id = to

    def inject(self, bot: Bot, raw: Json) -> None:
        """Puts an update in the inbox as it is, however odd; one without update_id is given one."""
        self.inbox(bot).inject(raw)

    # Limits and faults

    def count_send(self, bot: Bot, chat: Chat) -> None:
        """Refuses the send when it comes too soon."""
        throttle = self._throttles.get(bot.id)
        wait = throttle.refuse_for(chat, self.now().timestamp()) if throttle else 0
        if wait:
            raise too_many_requests(wait)

    def limit(self, chat: Chat | int, retry_after: int, times: int = 1) -> None:
        """Refuses the next writes to a chat."""
        self.faults.limit(chat if isinstance(chat, int) else chat.id, retry_after, times)

    def fail_next(self, method: str, how: str, chat: Chat | int | None = None) -> None:
        """The next request for this method fails in one of `faults.HOWS`, else ValueError."""
        id_ = chat.id if isinstance(chat, Chat) else chat
        self.faults.add(method, how, id_)
