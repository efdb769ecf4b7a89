"""Telling: what went wrong at Telegram in words that are safe to log, whatever a server answered."""

import aiohttp
from telegram.error import NetworkError, TelegramError

from bot.messenger.telegram.connecting import UnusableProxyError
from bot.messenger.telegram.requesting import StrangeAnswerError

# Telegram's own words for what it refuses. Others may quote what people wrote, and are left out.
KNOWN = (
    "bot was blocked by the user",
    "bot was kicked",
    "bot is not a member",
    "bot can't initiate conversation",
    "user is deactivated",
    "user not found",
    "chat not found",
    "group chat was deleted",
    "have no rights to send",
    "not enough rights",
    "message to edit not found",
    "message to delete not found",
    "message to react not found",
    "message can't be edited",
    "message can't be deleted",
    "message is not modified",
    "message is too long",
    "message text is empty",
    "message thread not found",
    "text must be non-empty",
    "can't parse entities",
    "the chat is not a forum",
    "peer_id_invalid",
    "topic_deleted",
    "topic_closed",
    "message_id_invalid",
    "reaction_invalid",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_send_docs_forbidden",
    "chat_restricted",
    "have no write access",
    "group chat was upgraded",
    "unauthorized",
    "bad gateway",
    "internal server error",
)


def is_strange(error: TelegramError) -> bool:
    """Tell whether an answer came that can't be Telegram's as it was meant: cut short, a page, or without a reason."""
    return isinstance(error, StrangeAnswerError)


def problem_of(error: TelegramError) -> str:
    """Return what went wrong: the kind of error, with what Telegram or the network is known to say."""
    kind = type(error).__name__
    if is_strange(error):
        return f"{kind} (an answer that can't be read)"
    if isinstance(error, UnusableProxyError):
        return error.message
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return f"{type(cause).__name__}: the proxy in http_proxy or https_proxy"
    if isinstance(error, NetworkError) and isinstance(cause, aiohttp.ClientError | TimeoutError):
        # Before anything is written only this machine speaks.
        is_ours = isinstance(cause, aiohttp.ClientConnectorError)
        return f"{type(cause).__name__}: {cause}" if is_ours else type(cause).__name__
    told = next((sign for sign in KNOWN if sign in error.message.lower()), None)
    return f"{kind}: {told}" if told else kind
