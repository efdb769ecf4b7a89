"""Brings updates to a bot's own address, in order, until it accepts them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import httpx

from bot.sandbox.updates import Inbox

LONGEST_PAUSE = 60.0


@dataclass
class Webhook:
    """The address of a bot; `last_error` is when, in Unix time, and what went wrong."""

    url: str
    secret: str = ""
    last_error: tuple[int, str] | None = None
    task: asyncio.Task[None] | None = None


async def deliver(webhook: Webhook, inbox: Inbox, first_pause: float) -> None:
    """Runs until cancelled; the pause after a failure, in seconds, doubles up to a minute."""
    pause = first_pause
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
    async with httpx.AsyncClient(timeout=60, trust_env=False, headers=headers) as client:
        while True:
            updates = inbox.first(1)
            if not updates:
                await inbox.wait()
            elif await _is_accepted(client, webhook, updates[0].body):
                inbox.remove(updates[0])
                pause = first_pause
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)


async def _is_accepted(client: httpx.AsyncClient, webhook: Webhook, body: bytes) -> bool:
    try:
        response = await client.post(webhook.url, content=body)
    except httpx.HTTPError:
        webhook.last_error = (int(time.time()), "Connection refused")
        return False
    if response.is_success:
        return True
    reason = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
    webhook.last_error = (int(time.time()), reason)
    return False
