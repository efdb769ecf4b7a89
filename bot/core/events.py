"""What people do, as the app hears it: one event per thing done, free of any messenger's vocabulary."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.model import Place


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who did it; `name` is empty for somebody whose name shows nothing, and the first name of whoever has two.

    `is_anonymous` when somebody hides who they are: an administrator behind the group, or, with `is_channel`, anybody
    behind a channel.
    """

    id: int
    name: str
    language: str | None = None
    username: str | None = None
    last_name: str | None = None
    is_anonymous: bool = False
    is_channel: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message somebody replied to. `marks` are the data of the buttons under it; `chat_id` is that of another chat
    in which it stands, 0 where nobody says which, None where it stands here."""

    message_id: int
    is_ours: bool
    author: Speaker | None = None
    marks: tuple[str, ...] = ()
    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class DayFile:
    """A file of days that somebody sent, a calendar or a table, by its name; what it holds once it has been fetched,
    None where it could not be."""

    id: str
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote a message; `text` is empty for a sticker, voice message or photo without words.

    It `is_caption` of what came along. Pictures sent in one go are a message each, with the same `album`. In private a
    `file` of days may come with it.
    """

    message_id: int
    text: str
    quoted: Quoted | None = None
    is_edit: bool = False
    album: str | None = None
    file: DayFile | None = None
    is_caption: bool = False


@dataclass(frozen=True, slots=True)
class Commanded:
    """Somebody gave a command, by typing or by a button; both mean the same. `is_by_label` where they typed what a
    button says that they were shown last."""

    name: str
    argument: str = ""
    message_id: int | None = None
    quoted: Quoted | None = None
    mentioned: tuple[Speaker, ...] = ()
    press_id: str | None = None
    is_by_label: bool = False


@dataclass(frozen=True, slots=True)
class BotAdded:
    """The bot was added to a group."""


@dataclass(frozen=True, slots=True)
class BotPromoted:
    """The bot was made an administrator, so that it hears everything said in the group."""


@dataclass(frozen=True, slots=True)
class BotRemoved:
    """The bot was removed from a group, or blocked in a private chat."""


@dataclass(frozen=True, slots=True)
class BotWelcomed:
    """A private chat was opened again after the bot had been blocked there."""


@dataclass(frozen=True, slots=True)
class BotMuted:
    """The bot may not write in a group any more."""


@dataclass(frozen=True, slots=True)
class BotUnmuted:
    """The bot may write in a group again."""


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """Only administrators can write in a topic from now on."""


@dataclass(frozen=True, slots=True)
class TopicReopened:
    """Everybody can write in a topic again."""


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Somebody left the group or was removed from it."""

    person_id: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """The group got another title."""

    title: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup: another chat id, and all message ids are void."""

    new_chat_id: int


Presence = BotAdded | BotPromoted | BotRemoved | BotWelcomed | BotMuted | BotUnmuted
What = Wrote | Commanded | Presence | TopicClosed | TopicReopened | PersonLeft | Renamed | Moved


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done. `at` is when it was done, aware; `is_admin` is filled in only where rights hang on it.
    `has_topics` where the group is divided into topics; `topic_name` is what the one it was done in was called when it
    was opened, where that is said."""

    update_id: int
    at: datetime
    place: Place
    what: What
    speaker: Speaker | None = None
    is_private: bool = False
    title: str = ""
    is_admin: bool | None = field(default=None)
    has_topics: bool = False
    topic_name: str | None = None
