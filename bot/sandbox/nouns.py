"""The nouns of Telegram's world: users, bots, chats, topics, messages, polls and button presses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.formatting import to_html

Json = dict[str, Any]


@dataclass(eq=False)
class User:
    """A person or bot; `language` is a code such as "nl"."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_deactivated: bool = False

    @property
    def is_bot(self) -> bool:
        return False


@dataclass(eq=False)
class Bot(User):
    """A bot; `is_private` is privacy mode, `commands` go by scope and language, `profile` by field and language."""

    token: str = field(default="", repr=False)
    is_private: bool = True
    blocked_by: set[int] = field(default_factory=set, repr=False)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict, repr=False)
    profile: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    @property
    def is_bot(self) -> bool:
        return True


@dataclass(frozen=True)
class Button:
    """An inline button, with data to send back or an address to open."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Channel:
    """A channel, as far as groups see of it: somebody writes under its name, or its posts are brought in."""

    id: int
    title: str


@dataclass(eq=False)
class Topic:
    """A forum topic; its id is that of the message that opened it."""

    id: int
    name: str
    is_closed: bool = False
    is_deleted: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat or a group; `type` is private, group or supergroup, `statuses` are kept by user id.

    `notices` are what one member alone is shown, by their id and its number. `reactions` are the ones its settings
    allow; None allows all. Only its administrators write where it `is_quiet`, or,
    of a forum, in General where that `is_closed`.
    """

    id: int
    type: str
    title: str | None = None
    is_forum: bool = False
    statuses: dict[int, str] = field(default_factory=dict, repr=False)
    users: dict[int, User] = field(default_factory=dict, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    by_id: dict[int, Message] = field(default_factory=dict, repr=False)
    notices: dict[tuple[int, int], Notice] = field(default_factory=dict, repr=False)
    last_bot: User | None = field(default=None, repr=False)
    person: User | None = field(default=None, repr=False)
    bot: Bot | None = field(default=None, repr=False)
    upgraded_to: Chat | None = field(default=None, repr=False)
    pinned: list[int] = field(default_factory=list, repr=False)
    reactions: frozenset[str] | None = None
    is_quiet: bool = False
    is_closed: bool = False
    is_deleted: bool = False
    last_id: int = field(default=0, repr=False)

    @property
    def messages(self) -> list[Message]:
        """Those not deleted, oldest first."""
        return list(self.by_id.values())

    @property
    def members(self) -> list[User]:
        """Everybody who is in, bots too."""
        return [self.users[id_] for id_, status in self.statuses.items() if status in PRESENT]

    @property
    def is_group(self) -> bool:
        return self.type != "private"

    def status(self, user: User) -> str:
        """One of creator, administrator, member, restricted, left and kicked; a stranger has left."""
        return self.statuses.get(user.id, "left")

    def has(self, user: User) -> bool:
        return self.statuses.get(user.id) in PRESENT

    def is_admin(self, user: User) -> bool:
        """Whether this is its creator or an administrator."""
        return self.statuses.get(user.id) in ("creator", "administrator")

    def lets_write(self, user: User) -> bool:
        """Whether neither the group's permissions nor a restriction keep somebody who is in from writing."""
        return self.is_admin(user) or not (self.is_quiet or self.status(user) == "restricted")


PRESENT = ("creator", "administrator", "member", "restricted")


@dataclass(eq=False)
class Poll:
    """A poll; `votes` has the chosen option numbers by user id, `several` allows more than one."""

    id: str
    owner: User
    question: str
    options: list[str]
    is_anonymous: bool = True
    several: bool = False
    is_closed: bool = False
    kind: str = "regular"
    votes: dict[int, list[int]] = field(default_factory=dict)


@dataclass(eq=False)
class Message:
    """One message; `extra` holds what is neither text nor caption, in Telegram's own JSON.

    `channel` is under whose name it stands, written in the group or, with `is_brought_in`, a post of the linked one.
    """

    id: int
    chat: Chat
    sender: User
    date: datetime
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    kind: str = "text"
    reply_to: Message | None = field(default=None, repr=False)
    keyboard: list[list[Json]] | None = None
    topic_id: int | None = None
    thread_id: int | None = None
    is_anonymous: bool = False
    channel: Channel | None = None
    is_brought_in: bool = False
    silent: bool = False
    is_protected: bool = False
    force_reply: Json | None = None
    poll: Poll | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    edited_at: datetime | None = None
    seen_by: frozenset[int] = field(default=frozenset(), repr=False)
    deleted: bool = False

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def is_service(self) -> bool:
        return self.kind == "service"

    @property
    def html(self) -> str:
        """The text or caption in Telegram's HTML."""
        return to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        return [[_button(raw) for raw in row] for row in self.keyboard or []]


@dataclass(frozen=True)
class Notice:
    """What one member of a group alone is shown, below the message with the number `after`."""

    message: Message
    after: int


def _button(raw: Json) -> Button:
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"))


@dataclass(eq=False)
class Press:
    """One press of a button; `answer`, `alert` and `url` are what the bot answered."""

    id: str
    person: User
    message: Message
    data: str
    at: datetime
    answered: bool = False
    answer: str | None = None
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Call:
    """One request a bot made; JSON in it is read out, other form values are the strings they were.

    Of files sent along there is the name, and in `uploaded` what is in each.
    """

    method: str
    params: Json
    chat_id: int | None
    at: datetime
    ok: bool
    description: str | None = None
    bot_id: int | None = None
    uploaded: tuple[bytes, ...] = field(default=(), repr=False)
