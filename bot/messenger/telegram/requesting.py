"""Requests to Telegram: whatever is answered, it is either as the Bot API means it or known to be strange."""

import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from telegram import Bot, User
from telegram.error import NetworkError

from bot.messenger.telegram.connecting import Connection

# Nobody waits longer than this at once, whoever says so.
LONGEST_ORDER = 3600
LARGEST_NUMBER = 2**63
# What reading a result that isn't shaped as it should be ends in.
MISSHAPEN = (TypeError, ValueError, KeyError, AttributeError)
T = TypeVar("T")


class StrangeAnswerError(NetworkError):
    """An answer that can't be Telegram's as it was meant: cut short, a page, or of another shape.

    It says nothing about what was done.
    """


class Requests(Connection):
    """Requests of which any answer that isn't shaped as the Bot API says is strange."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return status and answer, read already; of a file, which alone is got, its bytes. Raises
        StrangeAnswerError."""
        status, payload = await super().do_request(*args, **kwargs)
        if kwargs.get("method") == "GET" and 200 <= status < 300:
            return status, payload
        return status, _Read(payload, _meant(payload, is_done=200 <= status < 300))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return what was read in an answer."""
        return payload.content if isinstance(payload, _Read) else _meant(payload, is_done=False)


class _Read(bytes):
    """An answer, with what was read in it."""

    content: dict[str, Any]

    def __new__(cls, payload: bytes, content: dict[str, Any]) -> "_Read":
        made = super().__new__(cls, payload)
        made.content = content
        return made


def _meant(payload: bytes, *, is_done: bool) -> dict[str, Any]:
    """Return an answer as an object. Raises StrangeAnswerError where it is none that the Bot API knows."""
    try:
        content = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise StrangeAnswerError("it can't be read") from error
    if not isinstance(content, dict) or (is_done and "result" not in content):
        raise StrangeAnswerError("it is no answer of the Bot API's")
    if not is_done and not _is_refusal(content):
        raise StrangeAnswerError("it refuses without saying why")
    return content


def _is_refusal(content: dict[str, Any]) -> bool:
    """Tell whether an answer refuses as the Bot API does; an order to wait in it is cut to what one can follow."""
    told = content.get("parameters", {})
    if not isinstance(content.get("description"), str) or not isinstance(told, dict):
        return False
    pause, moved = told.get("retry_after", 0), told.get("migrate_to_chat_id", 0)
    if "retry_after" in told and is_number(pause):
        told["retry_after"] = min(pause, LONGEST_ORDER)
    return is_number(pause) and type(moved) is int


def is_number(value: object) -> bool:
    """Tell whether something is a number as updates and messages have them."""
    return type(value) is int and 0 <= value < LARGEST_NUMBER


@asynccontextmanager
async def introduced(bot: Bot) -> AsyncIterator[User]:
    """Open a bot's way to Telegram until the block ends, and give who it is. Raises TelegramError."""
    try:
        await asked(bot.initialize())
        if not is_number(bot.bot.id):
            raise StrangeAnswerError("it has no number")
        yield bot.bot
    finally:
        await bot.shutdown()


async def asked(answer: Awaitable[T]) -> T:
    """Return the answer to a question. Raises StrangeAnswerError too where its result can't be made sense of."""
    try:
        return await answer
    except MISSHAPEN as error:
        raise StrangeAnswerError(f"its result is misshapen: {type(error).__name__}") from None
