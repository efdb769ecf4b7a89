"""The house: what every occasion shares, and the small readings of what a messenger gives."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.content import Content
from bot.core.events import Speaker
from bot.core.model import Language
from bot.core.outgoing import Keyboard
from bot.core.powers import Powers
from bot.core.timing import HOME_ZONE
from bot.rendering import Renderer, visible_text


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is on its messenger."""

    id: int
    username: str
    name: str = "Leerkring"


@dataclass(frozen=True, slots=True)
class Asked:
    """The buttons of the message that somebody saw last in private, since when, and the update that they wrote next.

    It `is_edited` where an older message has them.
    """

    message_id: int | None
    keyboard: Keyboard
    since: datetime
    is_edited: bool = False
    taken_by: int | None = None


@dataclass(frozen=True, slots=True)
class House:
    """What every occasion shares: database, content, rendering, who the bot is, what its messenger can do, and what it
    asked last in each chat.

    `asked` is what each person was asked last, by private chat. In memory alone: stored, it would tell who was asked
    about what, also where an answer has no name. After a restart nothing was asked. `opened` is, by session, where its
    plan stands by a press, and whose; that counts for seconds alone. `warned` is, by session, who was asked whether
    they are sure to go on from the step that is on, and None where all read that. `lengthened` is, by session, which
    step somebody gave more time last and when; that counts for seconds alone too.
    """

    database: Database
    content: Content
    renderer: Renderer
    bot: Identity
    powers: Powers
    asked: dict[int, Asked] = field(default_factory=dict)
    opened: dict[int, tuple[int, int]] = field(default_factory=dict)
    warned: dict[int, set[int | None]] = field(default_factory=dict)
    lengthened: dict[int, tuple[int, datetime]] = field(default_factory=dict)

    def link(self, word: str) -> str:
        """Return the link that opens a private chat with the bot and hands it a word."""
        return self.powers.opening.format(bot=self.bot.username, word=word)


def language_of(code: str | None) -> Language | None:
    """Return the product's language for a messenger's language code; None if it gave none."""
    if not code:
        return None
    return "nl" if code.lower().startswith("nl") else "en"


def name_of(house: House, speaker: Speaker, language: Language) -> str:
    """Return what somebody is called, which is a word in this language for whoever's name shows nothing."""
    return speaker.name or visible_text(house.renderer.say(language, "joining.somebody", HOME_ZONE))


def as_number(text: str) -> int:
    """Return the number that somebody typed or a button carried; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def whereabouts(error: BaseException) -> str:
    """Return what went wrong and where; messages of errors may quote what people wrote, so they are left out."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} at {Path(code.co_filename).name}:{trace.tb_lineno} in {code.co_name}"
