"""Answers the methods of the Bot API, a file for each kind of them."""

from bot.sandbox.methods import (
    about,
    chats,
    editing,
    forwarding,
    media,
    noticing,
    polls,
    pressing,
    sending,
    topics,
    webhook,
)
from bot.sandbox.methods.registry import METHODS, Method, Request

__all__ = [
    "METHODS",
    "Method",
    "Request",
    "about",
    "chats",
    "editing",
    "forwarding",
    "media",
    "noticing",
    "polls",
    "pressing",
    "sending",
    "topics",
    "webhook",
]
