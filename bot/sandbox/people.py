"""What a person does in Telegram: write, answer, edit, press, react, vote and talk to bots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.media import Poster
from bot.sandbox.menus import menu
from bot.sandbox.nouns import Bot, Channel, Chat, Message, Press, Topic, User
from bot.sandbox.text import marked, pointing_at


class Person(Poster):
    """A person with the app in hand; PermissionError where it would not let them write, edit, delete or press."""

    # Writing

    def write(
        self,
        chat: Chat,
        text: str,
        topic: Topic | int | None = None,
        anonymous: bool = False,
        mentions: Iterable[User] = (),
        reply_to: Message | None = None,
        channel: Channel | None = None,
    ) -> Message:
        """With a `channel`, under its name instead of one's own.

        Raises ValueError for an empty text and LookupError for a mention the text does not name.
        """
        text, place = text.strip(), topic.id if isinstance(topic, Topic) else topic
        if not text:
            raise ValueError("the app sends no empty message")
        self.may_post(chat, place)
        return self.world.post(
            chat,
            self,
            text=text,
            entities=marked(text, pointing_at(mentions, text)),
            is_anonymous=anonymous,
            channel=channel,
            reply_to=reply_to,
            topic_id=place,
        )

    def reply(self, message: Message, text: str, anonymous: bool = False, **more: Any) -> Message:
        """Writes in the chat, and the topic, of the message it answers."""
        return self.write(message.chat, text, anonymous=anonymous, reply_to=message, **more)

    def publish(self, channel: Channel, chat: Chat, text: str) -> Message:
        """Posts in a channel that is linked to a group, into which Telegram brings the post."""
        return self.world.post(chat, self, text=text, entities=marked(text, []), channel=channel, is_brought_in=True)

    def edit(self, message: Message, text: str) -> None:
        """Telegram tells the bots that got the message, unless nothing changes."""
        if message.sender is not self:
            raise PermissionError("only the writer edits a message")
        self.world.change(message, text, marked(text, []))

    def erase(self, message: Message) -> None:
        """Deletes a message; Telegram tells no bot about it."""
        if message.sender is not self and not message.chat.is_admin(self):
            raise PermissionError("only the writer or an admin deletes a message")
        self.world.erase(message)

    # Answering

    def press(self, message: Message, wanted: str) -> Press:
        """Presses a button, named by its data, its label or how its label alone begins."""
        if not message.chat.has(self):
            raise PermissionError(f"{self.name} is not in {message.chat.title}")
        data, serial = find_data(message, wanted), self.world.serial()
        press = Press(str(10**15 + serial), self, message, data, self.world.now())
        self.world.presses[press.id] = press
        self.world.tell_press(press)
        return press

    def react(self, message: Message, emoji: str | None) -> None:
        """Replaces the reaction given before; None takes it back. PermissionError for one the group does not allow."""
        if emoji is not None and message.chat.reactions is not None and emoji not in message.chat.reactions:
            raise PermissionError(f"{message.chat.title} does not allow {emoji}")
        old = message.reactions.pop(self.id, None)
        if emoji is not None:
            message.reactions[self.id] = emoji
        if old != emoji:
            self.world.tell_reaction(message, self, old, emoji)
            self.world.changed()

    def vote(self, message: Message, options: list[int]) -> None:
        """Chooses options by number, from 0; LookupError when there is no open poll."""
        poll = message.poll
        if poll is None or poll.is_closed:
            raise LookupError("there is no open poll in this message")
        poll.votes[self.id] = list(options)
        self.world.tell_vote(poll, self)
        self.world.changed()

    # Private chats

    def chat_with(self, bot: Bot) -> Chat:
        """The private chat with a bot, made when first asked for; from then on the bot may write there."""
        return self.world.private_chat(bot, self)

    def start(self, bot: Bot, payload: str = "") -> Message:
        """Unblocks the bot if need be and sends /start with what the link carried."""
        if self.id in bot.blocked_by:
            self.unblock(bot)
        return self.tell(bot, f"/start {payload}".strip())

    def open(self, link: str) -> Message:
        """Starts the bot of a t.me link; LookupError when it leads to none."""
        parts = urlsplit(link)
        name = parts.path.strip("/").lower()
        for bot in self.world.bots.values():
            if parts.netloc in ("t.me", "telegram.me") and (bot.username or "").lower() == name:
                return self.start(bot, parse_qs(parts.query).get("start", [""])[0])
        raise LookupError(f"the link leads to no bot: {link}")

    def tell(self, bot: Bot, text: str, reply_to: Message | None = None) -> Message:
        """Writes to a bot in private."""
        return self.write(self.chat_with(bot), text, reply_to=reply_to)

    def block(self, bot: Bot) -> None:
        """The bot is told, and refused from then on."""
        self._set_blocked(bot, True)

    def unblock(self, bot: Bot) -> None:
        self._set_blocked(bot, False)

    def _set_blocked(self, bot: Bot, blocked: bool) -> None:
        if (self.id in bot.blocked_by) == blocked:
            return
        chat = self.chat_with(bot)
        (bot.blocked_by.add if blocked else bot.blocked_by.discard)(self.id)
        self.world.set_status(chat, bot, "kicked" if blocked else "member", self)

    def deactivate(self) -> None:
        """Deletes the account: a bot that writes to it is refused."""
        self.is_deactivated = True

    def menu(self, chat: Chat, bot: Bot) -> list[tuple[str, str]]:
        """Pairs of command and description as the app shows them to this person here."""
        return menu(chat, bot, self)


def find_data(message: Message, wanted: str) -> str:
    """The data behind a button: exact data, exact label, or the only label starting so."""
    buttons = [button for row in message.buttons for button in row if button.data is not None]
    exact = [b for b in buttons if b.data == wanted] or [b for b in buttons if b.text == wanted]
    matches = exact or [button for button in buttons if button.text.startswith(wanted)]
    if not matches or (not exact and len(matches) > 1) or message.deleted:
        raise LookupError(f"no single button {wanted!r} among {[b.text for b in buttons]}")
    return str(matches[0].data)
