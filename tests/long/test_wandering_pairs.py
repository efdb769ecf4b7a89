"""Whatever people do in pairs, what two of them write reaches nobody else, and goes once it is over."""

import logging
import os
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from stage import Stage, staged

from bot import content
from bot.core.model import LANGUAGES, Language
from bot.sandbox import Chat, Message, Person
from bot.storage import inbox, pairs

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
PRACTICES = sorted(content.load().in_pairs)
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fem", "Gijs")
TURNS = 400 if IS_SOAK else 150
TOKEN = re.compile(r"merk\d+x")
TALK = ("Leerlingen beginnen pas als het stil is, {}.", "Wie wacht er, en wie begint er, {}?", "Tellen, {}.")
DATES = ("do 3 december 10.15", "over een week", "ooit", "gisteren", "25 december 9.00")
DEEDS, OFTEN = ("press", "write", "date", "time", "edit", "list", "leave"), (9, 7, 3, 3, 1, 1, 0.05)
RESTING = ("Laat rusten", "Ja, laat rusten", "Let it rest", "Yes, let it rest", "Andere tijd", "Another time")
AT_ONCE = ("Ik doe mee", "I’m in")


class Wanderers:
    """A team whose people go about their practices as people do, each word of theirs marked as their own."""

    def __init__(self, stage: Stage, seed: int, language: Language) -> None:
        self.stage, self.dice = stage, random.Random(seed)
        self.people = stage.people(*NAMES, language=language)
        self.group: Chat
        self.wrote: dict[str, int] = {}
        self.partners: dict[int, set[int]] = {person.id: set() for person in self.people}
        self.gone: set[int] = set()
        self.wrong: list[str] = []

    async def gather(self) -> None:
        self.group = await self.stage.team("Onderbouw", *self.people)
        for person in self.people:
            await self.stage.say(person, self.group, "/join")
            person.tell(self.stage.bot, "/start")
        await self.stage.settle()

    def says(self, person: Person) -> str:
        token = f"merk{len(self.wrote)}x"
        self.wrote[token] = person.id
        return self.dice.choice(TALK).format(token)

    async def call(self) -> None:
        """Let somebody call the group for a practice, and most join."""
        caller = self.dice.choice([one for one in self.people if one.id not in self.gone])
        listed = await self.stage.say(caller, self.group, "/practices")
        there = [button.text for row in listed.buttons for button in row]
        if not there:
            return
        await self.stage.press(caller, listed, self.dice.choice(there))
        card = self.stage.last(self.group)
        links = [button for row in card.buttons for button in row if button.text in AT_ONCE]
        for person in self.people:
            if links and person.id not in self.gone and self.dice.random() < 0.8:
                person.open(links[0].url or "")
        await self.stage.settle()

    async def ask_around(self) -> None:
        """Let somebody ask some colleagues what they saw, with names or without."""
        asker = self.dice.choice([one for one in self.people if one.id not in self.gone])
        for words in (["Vraag een collega", "Ask a colleague"], ["Vraag het rond", "Ask around"]):
            await self.stage.settle()
            if words[0].startswith("Vraag een"):
                asker.tell(self.stage.bot, "/practices")
                await self.stage.settle()
            await self._press_one_of(asker, words)
        card = self.stage.private(asker)[-1]
        for other in self.dice.sample(self.people, 5):
            if any(button.text == other.name for row in card.buttons for button in row):
                await self.stage.press(asker, card, other.name)
        if self.dice.random() < 0.5:
            await self._press_one_of(asker, ["Liever zonder namen", "Rather without names"], card)

    async def _press_one_of(self, person: Person, words: list[str], card: Message | None = None) -> None:
        shown = card or self.stage.private(person)[-1]
        there = [button.text for row in shown.buttons for button in row if button.text in words]
        if there:
            await self.stage.press(person, shown, there[0])

    async def turn(self) -> None:
        """Let one of them do something, or some time go by."""
        person = self.dice.choice(self.people)
        match self.dice.choices(("press", "write", "date", "time", "edit", "list", "leave"), (9, 7, 3, 3, 1, 1, 0.05))[
            0
        ]:
            case "press":
                await self._press(person)
            case "write":
                person.tell(self.stage.bot, self.says(person))
            case "date":
                person.tell(self.stage.bot, self._date())
            case "edit":
                own = [one for one in person.chat_with(self.stage.bot).messages if TOKEN.search(one.text)]
                if own and own[-1].sender is person:
                    person.edit(own[-1], self.says(person))
            case "list":
                person.tell(self.stage.bot, "/practices")
            case "leave":
                self.gone.add(person.id)
                person.tell(self.stage.bot, "/forget yes")
            case _:
                await self.stage.settle()
                await self.stage.move_to(self._later())
        await self.stage.settle()

    def _date(self) -> str:
        """Return a day and a time, which most find and some don't."""
        if self.dice.random() < 0.2:
            return self.dice.choice(DATES)
        then = self.stage.time.now() + timedelta(days=self.dice.randint(1, 6))
        return f"{then:%d-%m-%Y} 10:15"

    def _later(self) -> str:
        ahead = timedelta(hours=self.dice.choice((1, 3, 10, 24)))
        return f"{(self.stage.time.now() + ahead).astimezone():%Y-%m-%d %H:%M}"

    async def _press(self, person: Person) -> None:
        cards = [one for one in self.stage.private(person)[-3:] if any(one.buttons)]
        if not cards:
            return
        card = self.dice.choice(cards)
        buttons = [button for row in card.buttons for button in row if not button.url]
        # Few let a thing rest.
        wanted = [button for button in buttons if button.text not in RESTING or self.dice.random() < 0.02]
        if wanted:
            person.press(card, self.dice.choice(wanted).text)

    def look(self) -> None:
        """See on every screen whose words stand there."""
        for here in pairs.running_in(self.stage.database, 1):
            for one in here.people:
                self.partners[one] |= set(here.others(one))
        shared = {token for one in self.stage.log() if one.audience == "team" for token in TOKEN.findall(one.text)}
        for message in self.stage.from_bot(self.group):
            self._hold(message, {token for token in self.wrote if token in shared})
        for person in self.people:
            own = {token for token, who in self.wrote.items() if who in self.partners[person.id] | {person.id}}
            for message in self.stage.private(person):
                self._hold(message, own)

    def _hold(self, message: Message, may_stand: set[str]) -> None:
        self.wrong += [
            f"{token} in {message.chat.title}" for token in TOKEN.findall(message.text) if token not in may_stand
        ]

    def look_at_the_end(self) -> None:
        """See that nothing of another is left in private, and nothing that was not shared in the log."""
        for person in self.people:
            others = [
                token
                for message in self.stage.private(person)
                for token in TOKEN.findall(message.text)
                if self.wrote[token] != person.id
            ]
            shared = {token for one in self.stage.log() if one.audience == "team" for token in TOKEN.findall(one.text)}
            self.wrong += [f"{token} left with {person.name}" for token in others if token not in shared]


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, 11 if IS_SOAK else 3))
async def test_what_two_people_write_reaches_nobody_else(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-16 09:00") as stage:
        wanderers = Wanderers(stage, seed, LANGUAGES[seed % 2])
        await wanderers.gather()
        for _ in range(2):
            await wanderers.call()
            await wanderers.ask_around()
            await stage.move_to(f"{stage.time.now() + timedelta(days=8):%Y-%m-%d} 09:00")
            for _ in range(TURNS):
                await wanderers.turn()
                wanderers.look()
                if wanderers.dice.random() < 0.01:
                    await stage.restart()
        assert wanderers.wrote
        while pairs.next_owed(stage.database):
            await stage.move_to(f"{stage.time.now() + timedelta(days=60):%Y-%m-%d} 09:00")
        wanderers.look_at_the_end()
        aside = inbox.aside(stage.database)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (wanderers.wrong, aside, errors) == ([], [], [])
