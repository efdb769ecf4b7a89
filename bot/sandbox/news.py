"""Turns what happens in the world into updates for the bots that may know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.sandbox import objects, visibility
from bot.sandbox.nouns import Bot, Chat, Json, Message, Poll, Press, User
from bot.sandbox.updates import Inbox


class News:
    """The half of the world that tells bots; each update is kept in the inbox of its bot."""

    now: Callable[[], datetime]
    inboxes: dict[int, Inbox]

    def inbox(self, bot: User) -> Inbox:
        return self.inboxes[bot.id]

    def bots_in(self, chat: Chat) -> Iterator[Bot]:
        return (user for user in chat.members if isinstance(user, Bot))

    def tell_message(self, message: Message) -> None:
        """Goes to the bots that see the message; it remembers which."""
        bots = [message.chat.bot] if message.chat.bot else self.bots_in(message.chat)
        seers = [bot for bot in bots if visibility.sees(bot, message)]
        message.seen_by = frozenset(bot.id for bot in seers)
        self._send_out("message", message, seers)

    def tell_edit(self, message: Message) -> None:
        """An edit goes where the message itself went, whatever it says now."""
        chat = message.chat
        bots = [chat.bot] if chat.bot else self.bots_in(chat)
        seers = [bot for bot in bots if bot.id in message.seen_by or visibility.sees_all(bot, chat)]
        self._send_out("edited_message", message, seers)

    def _send_out(self, kind: str, message: Message, bots: list[Bot]) -> None:
        body = objects.message_json(message) if bots else {}
        for bot in bots:
            self.inbox(bot).add(kind, body)

    def tell_press(self, press: Press) -> None:
        """Goes to the bot that sent the message, unless it has left the chat."""
        bot = press.message.sender
        if isinstance(bot, Bot) and press.message.chat.has(bot):
            self.inbox(bot).add("callback_query", objects.press_json(press))

    def tell_status(self, chat: Chat, user: User, old: str, new: str, actor: User) -> None:
        """A bot hears of itself; of others only as an admin."""
        change = {
            "chat": objects.chat_json(chat),
            "from": objects.user_json(actor),
            "date": objects.unix(self.now()),
            "old_chat_member": objects.member_json(user, old, chat),
            "new_chat_member": objects.member_json(user, new, chat),
        }
        if isinstance(user, Bot):
            self.inbox(user).add("my_chat_member", change)
        for bot in self.bots_in(chat):
            if bot is not user and chat.is_admin(bot):
                self.inbox(bot).add("chat_member", change)

    def tell_reaction(self, message: Message, user: User, old: str | None, new: str | None) -> None:
        """Goes to bots that are admins, or alone with the person; None is no reaction."""
        change: Json = {
            "chat": objects.chat_json(message.chat),
            "message_id": message.id,
            "user": objects.user_json(user),
            "date": objects.unix(self.now()),
            "old_reaction": _reaction(old),
            "new_reaction": _reaction(new),
        }
        for bot in self.bots_in(message.chat):
            if message.chat.is_admin(bot) or not message.chat.is_group:
                self.inbox(bot).add("message_reaction", change)

    def tell_vote(self, poll: Poll, user: User) -> None:
        """Only the owner of the poll hears, and of who voted only when it is not anonymous."""
        inbox = self.inbox(poll.owner)
        inbox.add("poll", objects.poll_json(poll))
        if not poll.is_anonymous:
            chosen = poll.votes.get(user.id, [])
            answer = {"poll_id": poll.id, "user": objects.user_json(user), "option_ids": chosen}
            inbox.add("poll_answer", answer | {"option_persistent_ids": [str(i) for i in chosen]})


def _reaction(emoji: str | None) -> list[Json]:
    return [] if emoji is None else [{"type": "emoji", "emoji": emoji}]
