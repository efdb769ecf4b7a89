"""Plays a school week, or a whole term, in the sandbox with the very same bot, and prints it as it happens."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import wrap

from babel.dates import format_date

from bot.clock import MovedTime
from bot.commandline.throwaway import throwaway
from bot.core.model import Language
from bot.rehearsing.rehearsal import Rehearsal, rehearsing
from bot.rehearsing.term import BEGINS, LEADER, Term
from bot.sandbox import Bot, Limits, Sandbox, serving, story
from bot.sandbox.nouns import Chat, Message, Press
from bot.storage import entries

SCENES = {
    "nl": {
        "setting up": "Leerkring komt in de groep en wordt ingesteld",
        "private": "Werkdagen doorgeven, een leidinggevende uitnodigen",
        "prompt": "De vraag van de week",
        "answers": "Wie wil, antwoordt",
        "summary": "De laatste slaat over; het overzicht volgt",
        "digest": "Vrijdag: terugkijken, en het weekbericht in privé",
    },
    "en": {
        "setting up": "Leerkring joins the group and is set up",
        "private": "Working days, and inviting a leader",
        "prompt": "The question of the week",
        "answers": "Whoever likes, answers",
        "summary": "The last one skips; the summary follows",
        "digest": "Friday: looking back, and the digest in private",
    },
}
ENDINGS = {
    "nl": "Dit was een week. Het logboek van het team telt {count} bijdragen; de leidinggevende las er geen enkele.",
    "en": "That was a week. The team’s log holds {count} contributions; the leader read none of them.",
}
WEEK = "Week {number}"
TERM_ENDING = {
    "nl": "Dit was een blok: {count} antwoorden van acht mensen. Leidinggevende {leader} las alleen de weekberichten.",
    "en": "That was a term: {count} answers from eight people. {leader}, the leader, read the digests alone.",
}
PICTURE = {"nl": "▦ (afbeelding)", "en": "▦ (picture)"}
# In front of what a phone shows only after a tap: all but the first lines of a quotation that folds up.
FOLDED, IN_SIGHT = "▾ ", 2
WIDTH = 88
INDENT = " " * 9


@dataclass
class Transcript:
    """Prints what appears in the chats, with the moved time in front; with `reader`, of private chats theirs alone, and
    what changed later not at all."""

    language: str
    echo: Callable[[str], None]
    now: Callable[[], datetime]
    reader: str | None = None
    day: str = ""
    shown: dict[int, str] = field(default_factory=dict)

    def scene(self, heading: str) -> None:
        """Print the heading of a scene."""
        self.echo(f"\n━━ {heading} " + "━" * max(WIDTH - len(heading), 3))

    def see(self, message: Message, is_new: bool) -> None:
        """Print a message that appeared or changed."""
        if not message.text or message.sender is None or not self._is_shown(message, is_new):
            return
        if not is_new and self.shown.get(id(message)) == message.text:
            return
        self.shown[id(message)] = message.text
        mark = "" if is_new else (" (bewerkt)" if self.language == "nl" else " (edited)")
        self._head(f"{message.sender.name}{self._where(message.chat)}{mark}")
        if message.kind == "photo":
            self.echo(INDENT + PICTURE[self.language])
        for line in _printed(message):
            self.echo(line)
        buttons = [button.text for row in message.buttons for button in row]
        if buttons:
            self.echo("         " + " ".join(f"[{label}]" for label in buttons))

    def _is_shown(self, message: Message, is_new: bool) -> bool:
        whose = message.chat.person
        return self.reader is None or (is_new and (whose is None or whose.name == self.reader))

    def press(self, press: Press) -> None:
        """Print a press of a button."""
        label = next((b.text for row in press.message.buttons for b in row if b.data == press.data), press.data)
        verb = "drukt op" if self.language == "nl" else "presses"
        self._head(f"{press.person.name}{self._where(press.message.chat)} {verb} [{label}]")

    def answer(self, press: Press) -> None:
        """Print what showed briefly on the presser's screen."""
        self.echo(f"         ({press.answer})")

    def mark(self, message: Message) -> None:
        """Print how the bot marked an answer."""
        self.echo(INDENT + "".join(message.reactions.values()))

    def _where(self, chat: Chat) -> str:
        if chat.type != "private":
            return ""
        whose = chat.person.name if chat.person else ""
        return f" → privé met {whose}" if self.language == "nl" else f" → in private with {whose}"

    def _head(self, who: str) -> None:
        at = self.now().astimezone(story.ZONE)
        day = format_date(at, "EEEE d MMMM", locale=self.language)
        if day != self.day:
            self.day = day
            self.echo(f"\n  {day}")
        self.echo(f"  {at:%H:%M}  {who}")


def _printed(message: Message) -> Iterator[str]:
    """Yield the lines of a message as they are printed; what a phone shows only after a tap has a mark in front."""
    seen: Counter[int] = Counter()
    for line, quotation in _lines(message):
        for part in wrap(line, WIDTH - len(INDENT)) or [""]:
            is_folded = quotation is not None and seen[quotation] >= IN_SIGHT
            if quotation is not None and part:
                seen[quotation] += 1
            mark = INDENT[: -len(FOLDED)] + FOLDED if is_folded else INDENT
            yield mark + part if part else ""


def _lines(message: Message) -> Iterator[tuple[str, int | None]]:
    """Yield the lines of a message, each with the number of the quotation that folds up in which it lies, if any."""
    quotes = [one for one in message.entities if one["type"] == "expandable_blockquote"]
    at = 0
    for line in message.text.splitlines(keepends=True):
        found = (number for number, one in enumerate(quotes) if one["offset"] <= at < one["offset"] + one["length"])
        yield line.rstrip("\n"), next(found, None)
        at += len(line.encode("utf-16-le")) // 2


def play(language: Language, echo: Callable[[str], None]) -> None:
    """Play and print the week, in a database that is thrown away afterwards."""
    with throwaway() as folder:
        asyncio.run(_play(language, echo, Path(folder) / "demo.db"))


def play_term(language: Language, echo: Callable[[str], None]) -> None:
    """Play and print the term, as its group and its leader see it, in a database that is thrown away afterwards."""
    with throwaway() as folder:
        asyncio.run(_play_term(language, echo, Path(folder) / "demo.db"))


async def _play(language: Language, echo: Callable[[str], None], database: Path) -> None:
    async with opened(story.MONDAY.replace(hour=15), database) as (sandbox, bot, rehearsal):
        transcript = Transcript(language, echo, rehearsal.time.now)
        told = story.cast(sandbox, bot, rehearsal, language)
        told.on_press, told.on_answer, told.on_mark = transcript.press, transcript.answer, transcript.mark
        sandbox.watch(transcript.see)
        async for scene in story.play(told):
            transcript.scene(SCENES[language][scene])
        now = rehearsal.time.now()
        count = len(entries.of_team(rehearsal.program.house.database, 1, now - timedelta(days=7), now))
    echo("\n" + ENDINGS[language].format(count=count))


async def _play_term(language: Language, echo: Callable[[str], None], database: Path) -> None:
    async with opened(BEGINS, database) as (sandbox, bot, rehearsal):
        transcript = Transcript(language, echo, rehearsal.time.now, reader=LEADER)
        term = Term(sandbox, bot, rehearsal, language)
        sandbox.watch(transcript.see)
        async for week in term.play():
            transcript.scene(WEEK.format(number=week))
    echo("\n" + TERM_ENDING[language].format(count=len(term.said), leader=LEADER))


@asynccontextmanager
async def opened(begins: datetime, database: Path) -> AsyncIterator[tuple[Sandbox, Bot, Rehearsal]]:
    """Open a bot in moved time, in a world of its own, until the block ends."""
    time = MovedTime(begins)
    sandbox = Sandbox(now=time.now, limits=Limits(), record_calls=False)
    bot = sandbox.add_bot(token="7000001:sandbox", username="leerkring_bot", name="Leerkring")
    async with (
        serving(sandbox) as url,
        rehearsing(url, bot.token, database, time, lambda: sandbox.pending(bot)) as rehearsal,
    ):
        yield sandbox, bot, rehearsal
