"""Nonsense in a request is refused, whatever it is; nothing breaks."""

import json
from typing import Any

import pytest
from sandbox.specification import methods
from sandbox.wire import Line

from bot.sandbox import Chat
from bot.sandbox.methods import METHODS

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
HEADERS = {"content-type": "application/json"}
FITTING = {"text": "x", "question": "?", "options": ["a", "b"], "name": "n", "message_id": 4}


@pytest.mark.parametrize("method", [*(method.name for method in METHODS.values()), "getUpdates"])
async def test_nonsense_is_refused_and_breaks_nothing(line: Line, group: Chat, method: str) -> None:
    await line.call("sendMessage", chat_id=group.id, text="x")
    path = f"/bot{line.bot.token}/{method}"
    fitting = FITTING if method != "leaveChat" else {}
    # Every parameter of it that there is, and one that there is not.
    parameters = [field["name"] for field in methods()[method].get("fields", [])]
    for name in (*parameters, "nothing_known"):
        for value in NONSENSE:
            body = json.dumps({"chat_id": group.id} | fitting | {name: value})
            answer = await line.client.post(path, content=body, headers=HEADERS)
            assert answer.status_code < 500, (name, value)
            if method == "setWebhook":
                await line.raw("deleteWebhook")


async def test_a_body_that_is_not_what_it_says_is_refused(line: Line) -> None:
    path = f"/bot{line.bot.token}/sendMessage"
    for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "odd"):
        answer = await line.client.post(path, content=b"\xff{[", headers={"content-type": kind})
        assert answer.status_code == 400, kind
