"""Answers: what became of one thing that was to be done in a chat."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.model import Obstacle
from bot.core.outgoing import Edit, Say


@dataclass(frozen=True, slots=True)
class Arrived:
    """It was done; a new message, or a new topic, has this id."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Telegram orders this chat to wait."""

    pause: timedelta


@dataclass(frozen=True, slots=True)
class NotArrived:
    """It certainly was not done and may be tried again, in other words if given."""

    problem: str
    other: Say | Edit | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have been done."""

    problem: str


@dataclass(frozen=True, slots=True)
class Closed:
    """This chat can't be written to: blocked, kicked, deleted, or never opened."""

    problem: str


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic was deleted, of which Telegram tells no bot; the rest of the chat stands."""

    problem: str


@dataclass(frozen=True, slots=True)
class Barred:
    """The group takes none of this until somebody there removes what is in the way."""

    problem: str
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with another id."""

    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never do this."""

    problem: str


@dataclass(frozen=True, slots=True)
class MarkRefused:
    """The chat takes no such mark; words it may take."""

    problem: str


Answer = Arrived | Held | NotArrived | Uncertain | Closed | TopicGone | Barred | Migrated | Refused | MarkRefused
