"""What a person does with groups: make, fill, rename, upgrade and divide them into topics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox import objects
from bot.sandbox.nouns import Bot, Chat, Message, Topic, User

if TYPE_CHECKING:
    from bot.sandbox.world import World


@dataclass(eq=False)
class Organiser(User):
    """A person as one who runs groups; whether Telegram would allow it is checked only in `may_post`."""

    world: World = field(repr=False, kw_only=True)

    def may_post(self, chat: Chat, topic_id: int | None) -> None:
        """Raises when Telegram's own app would not let this person write here."""
        if chat.is_group and (not chat.has(self) or chat.is_deleted or chat.upgraded_to):
            raise PermissionError(f"{self.name} cannot write in {chat.title}")
        if chat.bot is not None and self.id in chat.bot.blocked_by:
            raise PermissionError(f"{self.name} has blocked {chat.bot.name}")
        if chat.is_group and not chat.lets_write(self):
            raise PermissionError(f"{self.name} may not write in {chat.title}")
        if topic_id is None:
            if chat.is_closed and not chat.is_admin(self):
                raise PermissionError(f"General in {chat.title} is closed")
            return
        topic = chat.topics[topic_id]
        if topic.is_deleted or (topic.is_closed and not chat.is_admin(self)):
            raise PermissionError(f"the topic {topic.name} is not open")

    def create_group(self, title: str, kind: str = "group") -> Chat:
        """A group with only its creator in it; `kind` is group, supergroup or forum, else ValueError."""
        chat = self.world.new_group(title, kind)
        chat.users[self.id], chat.statuses[self.id] = self, "creator"
        created = "group_chat_created" if kind == "group" else "supergroup_chat_created"
        self.world.post_service(chat, self, {created: True})
        return chat

    def delete_group(self, chat: Chat) -> None:
        """Every bot is told that it left, then the group refuses everything."""
        for bot in list(self.world.bots_in(chat)):
            self.world.set_status(chat, bot, "left", self)
        chat.is_deleted = True
        self.world.changed()

    def rename(self, chat: Chat, title: str) -> None:
        chat.title = title
        self.world.post_service(chat, self, {"new_chat_title": title})

    def allow_reactions(self, chat: Chat, reactions: str | None) -> None:
        """Sets which reactions a group allows, in one string: "" for none, None for all. No bot hears of it."""
        chat.reactions = None if reactions is None else frozenset(reactions)

    # Members

    def invite(self, chat: Chat, user: User) -> None:
        """Adds a person or bot; nothing happens when they are already in."""
        if chat.has(user):
            return
        self.world.set_status(chat, user, "member", self)
        self.world.post_service(chat, self, {"new_chat_members": [objects.user_json(user)]})

    def join(self, chat: Chat) -> None:
        self.invite(chat, self)

    def remove(self, chat: Chat, user: User) -> None:
        """Puts somebody out with the status "kicked"; they may be invited again."""
        self._part(chat, user, "kicked")

    def leave(self, chat: Chat) -> None:
        self._part(chat, self, "left")

    def _part(self, chat: Chat, user: User, status: str) -> None:
        part(self.world, chat, self, user, status)

    def promote(self, chat: Chat, user: User) -> None:
        self.world.set_status(chat, user, "administrator", self)

    def mute(self, chat: Chat, user: User) -> None:
        """Takes every right to write from somebody, who hears of it if it is a bot."""
        self.world.set_status(chat, user, "restricted", self)

    def unmute(self, chat: Chat, user: User) -> None:
        self.world.set_status(chat, user, "member", self)

    def set_quiet(self, chat: Chat, is_quiet: bool) -> None:
        """Lets only administrators write from now on, or everybody again. No bot hears of it."""
        chat.is_quiet = is_quiet

    # Upgrading

    def upgrade(self, old: Chat, kind: str = "supergroup") -> Chat:
        """Turns a basic group into a supergroup: a new chat with message ids of its own."""
        if old.type != "group" or old.upgraded_to:
            raise ValueError("only a basic group becomes a supergroup, once")
        new = self.world.new_group(old.title or "", kind)
        new.users, new.statuses, new.last_bot = dict(old.users), dict(old.statuses), old.last_bot
        # Telegram tells a bot that it is in the new chat as if it had been added, and of leaving the old one nothing.
        for bot in [user for user in new.members if user.is_bot]:
            self.world.tell_status(new, bot, "left", new.status(bot), self)
        self.world.post_service(old, self, {"migrate_to_chat_id": new.id})
        old.upgraded_to = new
        self.world.post_service(new, self, {"migrate_from_chat_id": old.id})
        return new

    # Topics

    def create_topic(self, chat: Chat, name: str) -> Topic:
        """Raises ValueError when the group is no forum."""
        return open_topic(self.world, chat, self, name)

    def close_topic(self, chat: Chat, topic: Topic | None = None) -> Message:
        """Only admins can write there from now on; in General where no topic is named."""
        (topic or chat).is_closed = True
        return self.world.post_service(chat, self, {"forum_topic_closed": {}}, topic_id=topic.id if topic else None)

    def reopen_topic(self, chat: Chat, topic: Topic | None = None) -> Message:
        (topic or chat).is_closed = False
        return self.world.post_service(chat, self, {"forum_topic_reopened": {}}, topic_id=topic.id if topic else None)

    def hide_general(self, chat: Chat) -> Message:
        """Takes General off the list of topics, which closes it too; it opens by being reopened."""
        chat.is_closed = True
        return self.world.post_service(chat, self, {"general_forum_topic_hidden": {}})

    def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Deletes its messages too, and tells no bot."""
        erase_topic(self.world, chat, topic)


def part(world: World, chat: Chat, actor: User, user: User, status: str) -> None:
    """Takes somebody out of a group, with "left" or "kicked"; nothing happens when they are not in."""
    if not chat.has(user):
        return
    notice = {"left_chat_member": objects.user_json(user)}
    # In a basic group a removed bot still gets the notice; a supergroup is closed to it at once.
    if chat.type == "group" and isinstance(user, Bot) and actor is not user:
        world.post_service(chat, actor, notice)
        world.set_status(chat, user, status, actor)
    else:
        world.set_status(chat, user, status, actor)
        world.post_service(chat, actor, notice)


def open_topic(world: World, chat: Chat, actor: User, name: str) -> Topic:
    """A new topic, whose id is that of the message that opens it; ValueError when the group is no forum."""
    if not chat.is_forum:
        raise ValueError("the group has no topics")
    topic = Topic(chat.last_id + 1, name)
    chat.topics[topic.id] = topic
    created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
    world.post_service(chat, actor, created, topic_id=topic.id)
    return topic


def erase_topic(world: World, chat: Chat, topic: Topic) -> None:
    """Deletes a topic and the messages in it."""
    topic.is_deleted = True
    for message in chat.messages:
        if message.topic_id == topic.id:
            world.erase(message)
