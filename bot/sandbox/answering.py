"""Turns a request into the answer Telegram would give, and notes that it was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.methods import METHODS, Request
from bot.sandbox.methods.registry import Method
from bot.sandbox.nouns import Bot, Call
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import OTHER_POLL, WEBHOOK_ACTIVE, Refusal, conflict, too_many_requests
from bot.sandbox.updates import Leaving

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Reply = tuple[int, bytes]
NOT_FOUND = Refusal(404, "Not Found")
UNAUTHORIZED = Refusal(401, "Unauthorized")
LONGEST_POLL = 50
TAKEN_OVER = {"conflict": OTHER_POLL, "webhook": "terminated by setWebhook request"}


def refused(refusal: Refusal) -> Reply:
    """The status and JSON body of a refusal."""
    out: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        out["parameters"] = refusal.parameters
    return refusal.code, json.dumps(out, ensure_ascii=False).encode()


def chat_id_of(parameters: Parameters) -> int | None:
    """The chat a request is about; None when it names none by number."""
    try:
        return int(parameters.values["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


def note(sandbox: Sandbox, bot: Bot, name: str, parameters: Parameters, refusal: Refusal | None) -> None:
    """Records a call, unless the sandbox keeps no record."""
    if sandbox.record_calls:
        known = METHODS.get(name.lower())
        # One that a parameter points at is no parameter itself.
        pointed_at = " ".join(map(str, parameters.values.values()))
        files = {
            field: upload.name for field, upload in parameters.uploads.items() if f"attach://{field}" not in pointed_at
        }
        call = Call(
            known.name if known else name,
            parameters.decoded() | files,
            chat_id_of(parameters),
            sandbox.now(),
            refusal is None,
            refusal.description if refusal else None,
            bot.id,
            tuple(upload.content for upload in parameters.uploads.values()),
        )
        sandbox.calls.append(call)


def answer(sandbox: Sandbox, bot: Bot, name: str, parameters: Parameters) -> Reply:
    """The status and JSON body for any method but getUpdates; a `Refusal` becomes a body too."""
    method = METHODS.get(name.lower())
    try:
        if method is None or ("Ephemeral" in method.name and not sandbox.shows_notices):
            raise NOT_FOUND
        result = _result(Request(sandbox, bot, parameters), method)
    except Refusal as refusal:
        note(sandbox, bot, name, parameters, refusal)
        return refused(refusal)
    note(sandbox, bot, name, parameters, None)
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False, separators=(",", ":"))
    return 200, body.encode()


def _result(request: Request, method: Method) -> Any:
    if method.writes:
        wait = request.sandbox.faults.retry_after(chat_id_of(request.parameters))
        if wait:
            raise too_many_requests(wait)
    result = method.answer(request)
    if not method.name.startswith("get"):
        request.sandbox.changed()
    return result


async def get_updates(sandbox: Sandbox, bot: Bot, parameters: Parameters, until_gone: Leaving) -> Reply:
    """Long polling; a client that goes away loses nothing, for only its next offset confirms."""
    try:
        body = await _updates(sandbox, bot, parameters, until_gone)
    except Refusal as refusal:
        note(sandbox, bot, "getUpdates", parameters, refusal)
        return refused(refusal)
    note(sandbox, bot, "getUpdates", parameters, None)
    return 200, body


async def _updates(sandbox: Sandbox, bot: Bot, parameters: Parameters, until_gone: Leaving) -> bytes:
    inbox = sandbox.inbox(bot)
    if bot.id in sandbox.webhooks:
        raise conflict(WEBHOOK_ACTIVE)
    inbox.wake("conflict")
    if "allowed_updates" in parameters:
        inbox.allow(parameters.array("allowed_updates", str))
    inbox.confirm(parameters.integer("offset"))
    limit = parameters.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    timeout = min(parameters.integer("timeout"), LONGEST_POLL)
    updates = inbox.first(limit)
    if not updates and timeout > 0 and not sandbox.closing.is_set():
        reason = await inbox.wait(timeout, until_gone)
        if reason in TAKEN_OVER:
            raise conflict(TAKEN_OVER[reason])
        updates = inbox.first(limit) if reason == "news" else []
    return b'{"ok":true,"result":[' + b",".join(update.body for update in updates) + b"]}"
