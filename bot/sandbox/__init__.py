"""Telegram's side of the wire on this machine: people, groups and a Bot API server, all in one loop."""

from bot.sandbox.limits import Limits
from bot.sandbox.nouns import Bot, Button, Call, Channel, Chat, Message, Press, Topic, User
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import serving

__all__ = [
    "Bot",
    "Button",
    "Call",
    "Channel",
    "Chat",
    "Limits",
    "Message",
    "Person",
    "Press",
    "Sandbox",
    "Topic",
    "User",
    "serving",
]
