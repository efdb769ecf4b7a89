"""Nonsense in a request is refused, whatever it is; nothing breaks."""

import asyncio
import json
from typing import Any

import pytest
from sandbox.specification import methods
from sandbox.wire import Line

from bot.sandbox import Bot, Chat, Sandbox
from bot.sandbox.methods import METHODS
from bot.sandbox.server import Wire

NONSENSE: list[Any] = [
    "",
    "x",
    "-1",
    "[",
    "[1]",
    '["x", {}]',
    "{}",
    '{"a": 1}',
    0,
    -7,
    1.5,
    True,
    None,
    [],
    [1],
    [[]],
    [[1]],
    [{}],
    {},
    {"inline_keyboard": 1},
    {"inline_keyboard": [1]},
    {"inline_keyboard": [[1]]},
    {"inline_keyboard": [[{"text": "x", "url": 1}]]},
    {"message_id": "x"},
    "\ud800",
    "9" * 30,
]
FITTING = {"text": "x", "question": "?", "options": ["a", "b"], "name": "n", "message_id": 4}


async def status(wire: Wire, path: str, body: bytes) -> int:
    """Return the status with which a request is answered, without a socket between; what breaks is raised here."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    parts = [{"type": "http.request", "body": body, "more_body": False}]
    answer: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if not parts:
            await asyncio.Event().wait()
        return parts.pop()

    async def send(part: dict[str, Any]) -> None:
        answer.append(part)

    await wire(scope, receive, send)
    return int(answer[0]["status"])


@pytest.mark.parametrize("method", [*(method.name for method in METHODS.values()), "getUpdates"])
async def test_nonsense_is_refused_and_breaks_nothing(sandbox: Sandbox, bot: Bot, group: Chat, method: str) -> None:
    wire, start = Wire(sandbox), f"/bot{bot.token}"
    assert await status(wire, f"{start}/sendMessage", json.dumps({"chat_id": group.id, "text": "x"}).encode()) == 200
    fitting = FITTING if method != "leaveChat" else {}
    # Every parameter of it that there is, and one that there is not.
    parameters = [field["name"] for field in methods()[method].get("fields", [])]
    for name in (*parameters, "nothing_known"):
        for value in NONSENSE:
            body = json.dumps({"chat_id": group.id} | fitting | {name: value})
            assert await status(wire, f"{start}/{method}", body.encode()) < 500, (name, value)
            if method == "setWebhook":
                await status(wire, f"{start}/deleteWebhook", b"{}")


async def test_a_body_that_is_not_what_it_says_is_refused(line: Line) -> None:
    path = f"/bot{line.bot.token}/sendMessage"
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "odd"):
        answer = await line.client.post(path, content=b"\xff{[", headers={"content-type": kind})
        assert answer.status_code == 400, kind
