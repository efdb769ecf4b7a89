"""What the tests of the sandbox share: a served sandbox, and a bare client of its Bot API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sandbox.specification import check_object, check_response

from bot.sandbox import Bot, Sandbox, serving


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **parts: float) -> None:
        self.time += timedelta(**parts)


@dataclass
class Line:
    """One bot's connection: `call` gives a result that fits the specification, `refused` the words of a refusal."""

    client: httpx.AsyncClient
    bot: Bot

    async def raw(self, method: str, **params: Any) -> httpx.Response:
        return await self.client.post(f"/bot{self.bot.token}/{method}", json=params)

    async def call(self, method: str, **params: Any) -> Any:
        answer = (await self.raw(method, **params)).json()
        assert answer["ok"], answer
        check_response(method, answer["result"])
        if method == "getUpdates":
            for update in answer["result"]:
                check_object("Update", update)
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = (await self.raw(method, **params)).json()
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **params: Any) -> list[Any]:
        """All waiting updates, confirmed."""
        updates = await self.call("getUpdates", **params)
        if updates:
            await self.call("getUpdates", offset=updates[-1]["update_id"] + 1, limit=1)
        return list(updates)

    async def kinds(self, **params: Any) -> list[str]:
        return [list(update)[1] for update in await self.updates(**params)]

    async def texts(self) -> list[str]:
        """The words of the messages that came."""
        found = (update.get("message", {}).get("text") for update in await self.updates())
        return [text for text in found if text is not None]


@asynccontextmanager
async def served(sandbox: Sandbox, *bots: Bot) -> AsyncIterator[list[Line]]:
    async with (
        serving(sandbox) as url,
        httpx.AsyncClient(base_url=url, trust_env=False, timeout=10, verify=False) as client,
    ):
        yield [Line(client, bot) for bot in bots]
