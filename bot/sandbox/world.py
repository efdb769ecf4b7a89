"""Holds the chats and everybody in them, and what is said there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.sandbox.news import News
from bot.sandbox.nouns import Bot, Chat, Json, Message, Poll, Press, StoredFile, User
from bot.sandbox.updates import Inbox

Watcher = Callable[[Message, bool], object]
Keyboard = list[list[Json]]


def real_clock() -> datetime:
    return datetime.now(UTC)


class World(News):
    """All chats and accounts; `now` must return an aware datetime."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.now = now or real_clock
        self.shows_notices = True
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.inboxes: dict[int, Inbox] = {}
        self.presses: dict[str, Press] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, StoredFile] = {}
        self._watchers: list[Watcher] = []
        self._followers: list[Callable[[], object]] = []
        self._user_ids = count(1001)
        self._group_ids = count(4001)
        self._supergroup_ids = count(1001000000001)
        self._serials = count(1)

    def watch(self, callback: Watcher) -> None:
        """Calls back with each message written or edited, and whether it is new."""
        self._watchers.append(callback)

    def follow(self, callback: Callable[[], object]) -> None:
        """Calls back after anything that somebody could see: words, votes, marks, answers, who is in, menus."""
        self._followers.append(callback)

    def changed(self) -> None:
        """Tells the followers, not what it is that changed."""
        for follower in self._followers:
            follower()

    def serial(self) -> int:
        """A number never given before."""
        return next(self._serials)

    def poll_id(self) -> str:
        return str(5 * 10**15 + self.serial())

    # Chats

    def new_group(self, title: str, kind: str) -> Chat:
        """An empty group; ValueError unless `kind` is group, supergroup or forum."""
        if kind not in ("group", "supergroup", "forum"):
            raise ValueError(f"no such kind of group: {kind}")
        basic = kind == "group"
        id_ = -next(self._group_ids if basic else self._supergroup_ids)
        chat = Chat(id_, "group" if basic else "supergroup", title, is_forum=kind == "forum")
        self.chats[id_] = chat
        return chat

    def private_chat(self, bot: Bot, person: User) -> Chat:
        """The chat of these two, made when first asked for."""
        key = (bot.id, person.id)
        if key not in self.private:
            chat = Chat(person.id, "private", person=person, bot=bot)
            for user in (person, bot):
                chat.users[user.id], chat.statuses[user.id] = user, "member"
            self.private[key] = chat
            self.changed()
        return self.private[key]

    def set_status(self, chat: Chat, user: User, status: str, actor: User) -> None:
        """Changes what `user` is in `chat` and tells the bots that may know."""
        old = chat.status(user)
        chat.users[user.id], chat.statuses[user.id] = user, status
        self.tell_status(chat, user, old, status, actor)
        self.changed()

    # Messages

    def post(self, chat: Chat, sender: User, **content: Any) -> Message:
        """Adds a message to a chat and tells the bots that see it; `content` are fields of Message."""
        chat.last_id += 1
        message = Message(chat.last_id, chat, sender, self.now(), **content)
        _place(message)
        chat.by_id[message.id] = message
        self.tell_message(message)
        if isinstance(sender, Bot) and not message.is_service:
            chat.last_bot = sender
        self._notify(message, True)
        return message

    def post_service(self, chat: Chat, actor: User, extra: Json, **content: Any) -> Message:
        """A message about the chat itself; `extra` says what happened."""
        return self.post(chat, actor, extra=extra, kind="service", **content)

    def change(self, message: Message, text: str, entities: list[Json]) -> None:
        """A person's edit; nothing happens when nothing changed."""
        if (message.text, message.entities) == (text, entities):
            return
        message.text, message.entities = text, entities
        message.edited_at = self.now()
        self.tell_edit(message)
        self._notify(message, False)

    def rewrite(self, message: Message, text: str, entities: list[Json], keyboard: Keyboard | None) -> None:
        """A bot's edit, of which no bot hears."""
        message.text, message.entities, message.keyboard = text, entities, keyboard
        message.edited_at = self.now()
        self._notify(message, False)

    def erase(self, message: Message) -> None:
        """No bot hears of it."""
        message.deleted = True
        message.chat.by_id.pop(message.id, None)
        self.changed()

    def _notify(self, message: Message, is_new: bool) -> None:
        for watcher in self._watchers:
            watcher(message, is_new)
        self.changed()


def _place(message: Message) -> None:
    """Puts a reply in the topic or reply thread of what it answers."""
    if message.topic_id is not None:
        message.thread_id = message.topic_id
        return
    answered = message.reply_to
    if answered is None or message.chat.type != "supergroup":
        return
    if message.chat.is_forum:
        message.topic_id = message.thread_id = answered.topic_id
    else:
        message.thread_id = answered.thread_id or answered.id
