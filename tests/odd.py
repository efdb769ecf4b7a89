"""Odd: a Bot API server of which some answers are not what Telegram meant, and what such answers can be."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox import Sandbox
from bot.sandbox.requests import Receive, Scope
from bot.sandbox.server import Wire, listening

HTML = b"<html><head><title>Sign in</title></head><body>Welcome to the school's network.</body></html>"


@dataclass(frozen=True, slots=True)
class Odd:
    """One answer: with what it says instead, and whether what was asked is done all the same."""

    status: int
    body: bytes
    is_done: bool = False


class OddWire(Wire):
    """The sandbox's own application, with answers put in the place of its own: each once, the oldest first."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(sandbox)
        self.planned: defaultdict[str, list[Odd]] = defaultdict(list)
        self.asked: list[str] = []

    def plan(self, method: str, *answers: Odd) -> None:
        """Answer the next requests for a method so."""
        self.planned[method.lower()] += answers

    async def _serve(self, scope: Scope, receive: Receive, send: Any) -> None:
        name = scope["path"].rpartition("/")[2].lower()
        self.asked.append(name)
        if not self.planned[name]:
            await super()._serve(scope, receive, send)
            return
        answer = self.planned[name].pop(0)
        if answer.is_done:
            await super()._serve(scope, receive, _say_nothing)
        kind = b"text/html" if answer.body.startswith(b"<") else b"application/json"
        headers = [(b"content-type", kind), (b"content-length", str(len(answer.body)).encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


async def _say_nothing(event: Any) -> None:
    """Keep to oneself what would have been answered."""


@asynccontextmanager
async def serving_oddly(sandbox: Sandbox, wire: Wire) -> AsyncIterator[str]:
    """Serve a sandbox through an odd wire until the block ends, and give its address."""
    sandbox.closing.clear()
    async with listening(wire, "127.0.0.1", 0, sandbox.close) as url:
        yield url


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _refusal(status: int, description: Any, **more: Any) -> tuple[int, bytes]:
    return status, _json({"ok": False, "error_code": status, "description": description, **more})


# What can't be read, or isn't shaped as any answer of Telegram's.
UNREADABLE: dict[str, tuple[int, bytes]] = {
    "nothing": (200, b""),
    "cut": (200, b'{"ok": true, "resul'),
    "page": (200, HTML),
    "bytes": (200, b"\xff\xfe\x00{"),
    "list": (200, b"[]"),
    "null": (200, b"null"),
    "string": (200, b'"x"'),
    "number": (200, b"7"),
    "true": (200, b"true"),
    "object": (200, b"{}"),
    "ok alone": (200, b'{"ok": true}'),
    "portal": (200, b'{"status": "login required"}'),
    "refused with 200": (200, _json({"ok": False, "error_code": 500, "description": "Internal Server Error"})),
    "deep list": (200, b"[" * 200_000),
    "deep result": (200, b'{"ok": true, "result": ' + b"[" * 200_000),
    "deep object": (200, b'{"ok": true, "result": ' + b'{"a":' * 200_000),
    "long number": (200, b'{"ok": true, "result": ' + b"1" * 6000 + b"}"),
    "no content": (204, b""),
    "moved": (302, HTML),
    "not found page": (404, HTML),
    "unauthorized page": (401, HTML),
    "forbidden page": (403, HTML),
    "bad request page": (400, HTML),
    "conflict page": (409, HTML),
    "too many page": (429, HTML),
    "unavailable page": (503, HTML),
    "refused list": (502, b"[]"),
    "refused null": (500, b"null"),
    "refused string": (500, b'"x"'),
    "refused number": (400, b"7"),
    "refused deep": (500, b"[" * 200_000),
    "refused object": (400, b"{}"),
    "description object": _refusal(400, {"a": 1}),
    "description list": _refusal(403, ["x"]),
    "description number": _refusal(400, 7),
    "description null": _refusal(400, None),
    "parameters list": _refusal(400, "Bad Request", parameters=[1]),
    "parameters string": _refusal(400, "Bad Request", parameters="x"),
    "moved to a word": _refusal(400, "Bad Request", parameters={"migrate_to_chat_id": "x"}),
    "moved to a list": _refusal(400, "Bad Request", parameters={"migrate_to_chat_id": [1]}),
}
# Orders to wait that nobody can follow.
PAUSES: dict[str, tuple[int, bytes]] = {
    name: _refusal(429, "Too Many Requests: retry later", parameters={"retry_after": pause})
    for name, pause in {
        "word": "5",
        "letters": "soon",
        "list": [5],
        "object": {"s": 5},
        "fraction": 0.5,
        "below nought": -5,
        "true": True,
        "huge": 10**12,
        "huger": 10**16,
        "endless": float("inf"),
        "no number": float("nan"),
    }.items()
}
# What may stand where a call's result stands.
RESULTS: dict[str, Any] = {
    "null": None,
    "list": [],
    "object": {},
    "string": "x",
    "number": 7,
    "false": False,
    "list of null": [None],
    "list of strings": ["x"],
    "object of null": {"message_id": None, "id": None, "date": None, "chat": None},
    "odd object": {"message_id": "x", "date": "x", "chat": "x", "user": "x", "id": "x"},
}
# What may stand in the list of updates beside updates.
ITEMS: dict[str, Any] = {
    "null": None,
    "string": "x",
    "number": 7,
    "list": [],
    "object": {},
    "id null": {"update_id": None},
    "id string": {"update_id": "5"},
    "id word": {"update_id": "x"},
    "id fraction": {"update_id": 1.5},
    "id whole fraction": {"update_id": 5.0},
    "id true": {"update_id": True},
    "id list": {"update_id": [5]},
    "id huge": {"update_id": 10**30},
    "id past the engine": {"update_id": 2**63},
    "id below nought": {"update_id": -5},
    "id below the engine": {"update_id": -(10**30)},
    "key twice": {"update_id": 10**30, "message": {"chat": {"id": 10**30}}},
}


def of_updates(*items: Any) -> Odd:
    """Return an answer to getUpdates with these in its list."""
    return Odd(200, _json({"ok": True, "result": items}))


def with_result(result: Any, *, is_done: bool = False) -> Odd:
    """Return an answer with something as the result."""
    return Odd(200, _json({"ok": True, "result": result}), is_done)
