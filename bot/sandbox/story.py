"""A told story: one school week of seven people and a bot, played in the sandbox for whoever wants to see it."""

import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.sandbox import Sandbox
from bot.sandbox.nouns import Bot, Chat, Message, Press
from bot.sandbox.people import Person

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY, TUESDAY, WEDNESDAY, FRIDAY = (datetime(2026, 11, day, tzinfo=ZONE) for day in (23, 24, 25, 27))
COORDINATOR, LEADER = "Karin", "Ilse"
TEACHERS = ("Anna", "Bram", "Chris", "Dewi", "Fatima")
LINK = re.compile(r"https://t\.me/\S+")


class Stage(Protocol):
    """What moves the story's time and lets the bot react."""

    async def settle(self) -> None:
        """Wait until the bot has done everything it has to do."""

    async def move_to(self, at: datetime) -> None:
        """Move time on, with everything owed on the way."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the people say, in one language. Each answer: who, hour, minute, words."""

    group: str
    start: str
    rhythm: str
    leader: str
    accept: str
    days: str
    summary: str
    plan: str
    answers: tuple[tuple[str, int, int, str], ...]
    edited: str
    privately: str
    secret: str
    nameless: str
    skip: str


DUTCH = Lines(
    group="Onderbouw De Linde",
    start="/start",
    rhythm="Ja, elke dinsdag",
    leader="/leidinggevende",
    accept="Ja",
    days="/werkdagen ma di wo",
    summary="/overzicht",
    plan="/planning",
    answers=(
        (
            "Anna",
            12,
            38,
            "Van Bram het dobbelspel voor de tafels. Twee kinderen die altijd stilvallen, telden hardop mee",
        ),
        ("Bram", 12, 55, "De timer op het bord, van Dewi. Mijn groep ruimt nu op zonder dat ik er iets over zeg."),
        ("Dewi", 13, 20, "Dat dobbelspel heb ik ook! Bij mij telden ze hardop door tot na de bel."),
        (
            "Karin",
            14,
            5,
            "Een zin van Anna: “vertel eens hoe je dat zag”. Ze leggen nu aan elkaar uit in plaats van aan mij.",
        ),
    ),
    edited="Van Bram het dobbelspel voor de tafels. Twee kinderen die altijd stilvallen, telden hardop mee tot negen.",
    privately="Antwoord in privé",
    secret="Van niemand, eerlijk gezegd. Ik durfde het nog niet te vragen.",
    nameless="Het team leest het",
    skip="Deze sla ik over",
)
ENGLISH = Lines(
    group="Lower years, The Lime Tree",
    start="/start",
    rhythm="Yes, every Tuesday",
    leader="/leader",
    accept="Yes",
    days="/days mon tue wed",
    summary="/summary",
    plan="/plan",
    answers=(
        ("Anna", 12, 38, "Bram’s dice game for times tables. Two children who always go silent were counting aloud"),
        ("Bram", 12, 55, "The timer on the board, from Dewi. My class now tidies up without a word from me."),
        ("Dewi", 13, 20, "I use that dice game too! Mine went on counting aloud until after the bell."),
        ("Karin", 14, 5, "A line of Anna’s: “tell me how you saw that”. They explain to each other now, not to me."),
    ),
    edited="Bram’s dice game for times tables. Two children who always go silent were counting aloud, up to nine.",
    privately="Answer privately",
    secret="From nobody, to be honest. I haven’t dared to ask yet.",
    nameless="The team reads it",
    skip="Skip",
)


def unheard(_: object) -> None:
    """Nobody listens."""


@dataclass
class Story:
    """The people of the story and the group they share."""

    sandbox: Sandbox
    bot: Bot
    stage: Stage
    lines: Lines
    people: dict[str, Person]
    group: Chat
    on_press: Callable[[Press], None] = unheard
    on_answer: Callable[[Press], None] = unheard
    on_mark: Callable[[Message], None] = unheard

    async def press(self, name: str, message: Message, label: str) -> None:
        """Let somebody press a button, and the bot react to it."""
        press = self.people[name].press(message, label)
        self.on_press(press)
        await self.stage.settle()
        if press.answer:
            self.on_answer(press)

    async def do(self, day: datetime, hour: int, minute: int) -> None:
        """Go to the next time of the story."""
        await self.stage.move_to(day.replace(hour=hour, minute=minute))

    async def write(self, name: str, words: str) -> None:
        """Let somebody write in the group, and the bot react to it."""
        self.people[name].write(self.group, words)
        await self.stage.settle()

    def last_from_bot(self, chat: Chat, label: str = "") -> Message:
        """Return the newest message of the bot with a button that begins so; LookupError without one."""
        for one in reversed(chat.messages):
            labels = [button.text for row in one.buttons for button in row]
            if one.sender is self.bot and any(text.startswith(label) for text in labels):
                return one
        raise LookupError(f"no message of the bot has a button {label!r}")

    def link_from_bot(self, chat: Chat) -> str:
        """Return the newest link to the bot that it gave in a chat; LookupError without one."""
        for one in reversed(chat.messages):
            written = [one.text, *(button.url or "" for row in one.buttons for button in row)]
            if one.sender is self.bot and (found := LINK.search(" ".join(written))):
                return found[0]
        raise LookupError("the bot gave no link")

    def before(self, day: datetime, hour: int, minute: int) -> None:
        """Raise LookupError when the time in which the coming scene makes sense is over."""
        if self.sandbox.now() >= day.replace(hour=hour, minute=minute):
            raise LookupError("the week went on without this scene")


def cast(sandbox: Sandbox, bot: Bot, stage: Stage, language: str) -> Story:
    """Return the story with its people, in a group that the bot is not in yet."""
    lines = DUTCH if language == "nl" else ENGLISH
    people = {name: sandbox.add_person(name, language=language) for name in (*TEACHERS, LEADER, COORDINATOR)}
    group = people[COORDINATOR].create_group(lines.group)
    # The leader is not in the group: she reads digests only.
    for name in TEACHERS:
        people[COORDINATOR].invite(group, people[name])
    return Story(sandbox, bot, stage, lines, people, group)


async def play(story: Story) -> AsyncGenerator[str, None]:
    """Play the week; yields the name of each scene as it begins.

    LookupError, PermissionError or ValueError when a scene cannot go on, because people did something else meanwhile.
    """
    yield "setting up"
    await _set_up(story)
    yield "private"
    await _talk_in_private(story)
    yield "prompt"
    story.before(TUESDAY, 18, 0)
    await story.do(TUESDAY, 12, 31)
    prompt = story.last_from_bot(story.group, story.lines.skip)
    yield "answers"
    story.before(WEDNESDAY, 16, 0)
    await _answer(story, prompt)
    yield "summary"
    story.before(WEDNESDAY, 16, 0)
    await story.do(WEDNESDAY, 8, 20)
    await story.press("Chris", prompt, story.lines.skip)
    # Somebody answered in private, so the summary comes when the question closes.
    await story.do(WEDNESDAY, 16, 1)
    yield "digest"
    story.before(FRIDAY, 15, 30)
    await story.do(FRIDAY, 12, 5)
    await story.write("Bram", story.lines.summary)
    await story.do(FRIDAY, 15, 31)


async def _set_up(story: Story) -> None:
    story.before(TUESDAY, 12, 0)
    await story.do(MONDAY, 15, 40)
    story.people["Karin"].invite(story.group, story.bot)
    await story.stage.settle()
    await story.press("Karin", story.last_from_bot(story.group), "start new")
    await story.press("Karin", story.last_from_bot(story.group), story.lines.rhythm)
    card = story.last_from_bot(story.group)
    for name in (COORDINATOR, *TEACHERS):
        await story.press(name, card, "join")


async def _talk_in_private(story: Story) -> None:
    """Dewi tells her working days; Karin gets a link for Ilse, who accepts the digest."""
    story.before(TUESDAY, 12, 30)
    await story.do(MONDAY, 15, 50)
    karin, dewi, ilse = (story.people[name] for name in ("Karin", "Dewi", "Ilse"))
    dewi.start(story.bot)
    dewi.tell(story.bot, story.lines.days)
    await story.stage.settle()
    karin.start(story.bot)
    await story.stage.settle()
    await story.write("Karin", story.lines.leader)
    ilse.open(story.link_from_bot(karin.chat_with(story.bot)))
    await story.stage.settle()
    await story.press("Ilse", story.last_from_bot(ilse.chat_with(story.bot)), story.lines.accept)
    await story.write("Anna", story.lines.plan)


async def _answer(story: Story, prompt: Message) -> None:
    said = {}
    for name, hour, minute, words in story.lines.answers:
        await story.do(TUESDAY, hour, minute)
        said[name] = story.people[name].reply(prompt, words)
        await story.stage.settle()
        story.on_mark(said[name])
    await _answer_privately(story, prompt)
    story.people["Anna"].edit(said["Anna"], story.lines.edited)
    await story.stage.settle()


async def _answer_privately(story: Story, prompt: Message) -> None:
    """Fatima answers where nobody sees it, and lets the team read it without her name."""
    await story.do(TUESDAY, 14, 20)
    fatima = story.people["Fatima"]
    fatima.open(next(b.url or "" for row in prompt.buttons for b in row if b.text == story.lines.privately))
    await story.stage.settle()
    fatima.tell(story.bot, story.lines.secret)
    await story.stage.settle()
    own = fatima.chat_with(story.bot)
    await story.press("Fatima", story.last_from_bot(own, story.lines.nameless), story.lines.nameless)
