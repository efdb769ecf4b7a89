"""What the bot decides to do in a chat, free of any messenger's vocabulary."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from bot.core.pictures import Picture

BUTTON_BYTES = 64


class Frozen(BaseModel):
    """Base of what is stored in the outbox."""

    model_config = ConfigDict(frozen=True)


def _fits(command: str) -> str:
    if len(command.encode()) > BUTTON_BYTES:
        raise ValueError(f"a button carries at most {BUTTON_BYTES} bytes")
    return command


class Button(Frozen):
    """A button: pressing it gives a command (without slash, at most 64 bytes) or opens a link."""

    label: str
    command: Annotated[str, AfterValidator(_fits)] | None = None
    link: str | None = None


def ticked(label: str, is_chosen: bool) -> str:
    """Return the words on a button of several to choose from, with a tick on those that are chosen."""
    return f"✓ {label}" if is_chosen else label


Keyboard = tuple[tuple[Button, ...], ...]


class Document(Frozen):
    """A text file to hand over, by the name it is to be saved under."""

    name: str
    content: str


class Say(Frozen):
    """A new message; `text` is HTML of Telegram's kind. `is_silent` when it falls on somebody's free day.

    With a document or a picture, the text is what is written under it, and holds at most 1024 characters. A picture is
    described here and drawn as it is sent; one that can't be is left out.
    """

    kind: Literal["say"] = "say"
    text: str
    document: Document | None = None
    picture: Picture | None = None
    keyboard: Keyboard = ()
    topic_id: int | None = None
    reply_to: int | None = None
    is_silent: bool = False


class Edit(Frozen):
    """Other words and buttons for a message that stands, and another picture or file; without one, that there stays.
    Without words, only other buttons."""

    kind: Literal["edit"] = "edit"
    message_id: int
    text: str | None = None
    document: Document | None = None
    picture: Picture | None = None
    keyboard: Keyboard = ()


class React(Frozen):
    """A small mark on somebody's message, which stands in a topic or in none."""

    kind: Literal["react"] = "react"
    message_id: int
    emoji: str
    topic_id: int | None = None


class Notice(Frozen):
    """Words, as HTML, in a group that one member alone can read there; `until` when they can be shown."""

    chat_id: int
    text: str
    until: datetime
    topic_id: int | None = None


class Acknowledge(Frozen):
    """The answer to a button press: a line that shows briefly to the presser, or nothing; and the whole of it to read
    at leisure, where the messenger can."""

    kind: Literal["acknowledge"] = "acknowledge"
    press_id: str
    text: str | None = None
    notice: Notice | None = None


class Menu(Frozen):
    """The commands that a chat's menu shows, each with what it does; the usual ones where there are none.

    For everybody in the chat, or for one member of it.
    """

    kind: Literal["menu"] = "menu"
    commands: tuple[tuple[str, str], ...]
    member_id: int | None = None


class Delete(Frozen):
    """Take a message off the chat: our own for two days, with the right to it anybody's."""

    kind: Literal["delete"] = "delete"
    message_id: int


class OpenTopic(Frozen):
    """A new topic in a group that has them."""

    kind: Literal["open topic"] = "open topic"
    name: str


class DeleteTopic(Frozen):
    """Take away a topic with everything in it."""

    kind: Literal["delete topic"] = "delete topic"
    topic_id: int


Outgoing = Annotated[
    Say | Edit | React | Acknowledge | Menu | Delete | OpenTopic | DeleteTopic, Field(discriminator="kind")
]
OUTGOING: TypeAdapter[Outgoing] = TypeAdapter(Outgoing)
