"""A server that fails at random, in every way that a server, or something between, can fail."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from odd import ITEMS, PAUSES, UNREADABLE, Odd, OddWire

from bot.sandbox import Sandbox
from bot.sandbox.requests import Receive, Scope
from bot.sandbox.server import close

# What Telegram itself answers on a bad day.
REFUSED: dict[str, Odd] = {
    f"refused {code}": Odd(code, json.dumps({"ok": False, "error_code": code, "description": words}).encode())
    for code, words in {
        409: "Conflict: terminated by other getUpdates request",
        500: "Internal Server Error",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
    }.items()
}
ORDERS: dict[str, Odd] = {
    f"wait {seconds}": Odd(
        429,
        json.dumps(
            {
                "ok": False,
                "error_code": 429,
                "description": f"Too Many Requests: retry after {seconds}",
                "parameters": {"retry_after": seconds},
            }
        ).encode(),
    )
    for seconds in (1, 3, 30)
}
UNREAD: dict[str, Odd] = {name: Odd(*answer) for name, answer in UNREADABLE.items()}
ODD_ORDERS: dict[str, Odd] = {f"order {name}": Odd(*answer) for name, answer in PAUSES.items()}
# Whatever is answered in the place of an answer, by how it is called; and what becomes of the connection.
ANSWERS = UNREAD | REFUSED | ORDERS | ODD_ORDERS
BROKEN = ("reset", "reset after it was done", "cut while it answers", "hang", "hang after it was done")
BATCHES = ("with strange items", "twice", "shuffled", "the first of it")
# A client that is kept waiting gives up after a while: each such fault takes long.
SELDOM = 0.02


class FaultyWire(OddWire):
    """The sandbox's own application, of which a share of all requests fails; `injected` counts how."""

    def __init__(self, sandbox: Sandbox, dice: random.Random) -> None:
        super().__init__(sandbox)
        self._dice = dice
        self.injected: Counter[str] = Counter()
        self.share: Callable[[str], float] = lambda method: 0.0

    async def _serve(self, scope: Scope, receive: Receive, send: Any) -> None:
        name = scope["path"].rpartition("/")[2].lower()
        if self._dice.random() >= self.share(name):
            await super()._serve(scope, receive, send)
            return
        how = self._how(name)
        self.injected[how] += 1
        if how in ANSWERS:
            answer = ANSWERS[how]
            is_done = how in UNREAD and name != "getupdates" and self._dice.random() < 0.5
            self.plan(name, Odd(answer.status, answer.body, is_done))
            await super()._serve(scope, receive, send)
        elif how in BATCHES:
            await super()._serve(scope, receive, _Changed(send, lambda body: self._mangled(how, body)))
        else:
            await self._break(how, scope, receive, send)

    def _how(self, name: str) -> str:
        kinds = [tuple(UNREAD), tuple(REFUSED), tuple(ORDERS), tuple(ODD_ORDERS), BROKEN[:3]]
        if name == "getupdates":
            kinds += [BATCHES] * 4
        if self._dice.random() < SELDOM:
            kinds = [BROKEN[3:]]
        return self._dice.choice(self._dice.choice(kinds))

    async def _break(self, how: str, scope: Scope, receive: Receive, send: Any) -> None:
        """Do what is asked, or not, and end the connection, or leave whoever asked waiting."""
        if how.endswith("done"):
            await super()._serve(scope, receive, _nothing)
        if how == "cut while it answers":
            await super()._serve(scope, receive, _Cut(send))
        elif how.startswith("hang"):
            await self._wait(receive)
        await close(scope, receive)

    def _mangled(self, how: str, body: bytes) -> bytes:
        """Return a list of updates with nothing left out that comes before what is in it, and in order in each chat."""
        answer = json.loads(body)
        updates = answer.get("result")
        if not isinstance(updates, list):
            return body
        match how:
            case "twice":
                updates = [*updates, *updates]
            case "the first of it":
                updates = updates[: max(1, len(updates) // 2)]
            case "shuffled":
                updates = _interleaved(updates, self._dice)
            case _:
                for _ in range(self._dice.randint(1, 4)):
                    updates.insert(self._dice.randint(0, len(updates)), self._dice.choice(list(ITEMS.values())))
        return json.dumps({"ok": True, "result": updates}).encode()


def _interleaved(updates: list[Any], dice: random.Random) -> list[Any]:
    """Return updates in another order, but for those of one chat."""
    lanes: dict[str, list[Any]] = {}
    for update in updates:
        content: Any = next((part for key, part in update.items() if key != "update_id"), {})
        chat = content.get("message", content).get("chat", {}) if isinstance(content, dict) else {}
        lanes.setdefault(str(chat.get("id")), []).append(update)
    order = [chat for chat, lane in lanes.items() for _ in lane]
    dice.shuffle(order)
    return [lanes[chat].pop(0) for chat in order]


async def _nothing(event: Any) -> None:
    """Keep to oneself what would have been answered."""


class _Changed:
    """Sends an answer with another body."""

    def __init__(self, send: Any, change: Callable[[bytes], bytes]) -> None:
        self._send, self._change = send, change
        self._start: Any = None

    async def __call__(self, event: Any) -> None:
        if event["type"] == "http.response.start":
            self._start = event
            return
        body = self._change(event["body"]) if self._start["status"] == 200 else event["body"]
        kept = [(name, value) for name, value in self._start["headers"] if name != b"content-length"]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        await self._send(self._start | {"headers": headers})
        await self._send(event | {"body": body})


class _Cut:
    """Sends the beginning of an answer, though its head promises all of it."""

    def __init__(self, send: Any) -> None:
        self._send = send

    async def __call__(self, event: Any) -> None:
        if event["type"] == "http.response.start":
            await self._send(event)
            return
        await self._send({"type": "http.response.body", "body": event["body"][:-3], "more_body": True})
        await asyncio.sleep(0)
