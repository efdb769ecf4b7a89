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
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language
from bot.sandbox import Chat, Message, Person
from bot.storage import inbox, pairs

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
PRACTICES = [method for _, method in sorted(content.load().called.items())]
TITLES = ("Onderbouw", "Bovenbouw")
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fem", "Gijs")
TURNS = 400 if IS_SOAK else 150
TOKEN = re.compile(r"merk\d+x")
TALK = ("Leerlingen beginnen pas als het stil is, {}.", "Wie wacht er, en wie begint er, {}?", "Tellen, {}.")
DATES = ("do 3 december 10.15", "over een week", "ooit", "gisteren", "25 december 9.00")
DEEDS, OFTEN = ("press", "write", "date", "time", "edit", "list", "leave"), (9, 7, 3, 3, 1, 1, 0.05)
RESTING = ("Laat rusten", "Ja, laat rusten", "Let it rest", "Yes, let it rest", "Andere tijd", "Another time")
AT_ONCE = ("Ik doe mee", "I’m in")


class Wanderers:
    """People of a team, or of two linked ones, who go about their practices as people do; each word is marked."""

    def __init__(self, stage: Stage, seed: int, language: Language) -> None:
        self.stage, self.dice, self.language = stage, random.Random(seed), language
        self.people = stage.people(*NAMES, language=language)
        # Of every third seed two teams, the second from the fifth person on.
        self.of_each = [self.people[:4], self.people[4:]] if seed % 3 == 0 else [self.people]
        self.groups: list[Chat] = []
        self.wrote: dict[str, int] = {}
        self.partners: dict[int, set[int]] = {person.id: set() for person in self.people}
        self.gone: set[int] = set()
        self.wrong: list[str] = []

    async def gather(self) -> None:
        for title, people in zip(TITLES, self.of_each, strict=False):
            group = await self.stage.team(title, *people)
            self.groups.append(group)
            for person in people:
                await self.stage.say(person, group, "/join")
                person.tell(self.stage.bot, "/start")
        await self.stage.settle()
        if len(self.groups) > 1:
            first, second = (people[0] for people in self.of_each)
            await self.stage.say(first, self.groups[0], "/link")
            (code,) = re.findall(r"/(?:link|verbind) (\S+)", self.stage.private(first)[-1].text)
            await self.stage.say(second, self.groups[1], f"/link {code}")

    def says(self, person: Person) -> str:
        token = f"merk{len(self.wrote)}x"
        self.wrote[token] = person.id
        return self.dice.choice(TALK).format(token)

    async def call(self, practice: Method) -> None:
        """Let somebody call for a practice, of two teams in both, and most join."""
        there = [one for one in self.of_each[0] if one.id not in self.gone]
        if not there:
            return
        caller = self.dice.choice(there)
        listed = await self.stage.say(caller, self.groups[0], "/practices")
        await self._press_one_of(caller, [practice.title.in_(self.language)], listed)
        cards = [self.stage.last(self.groups[0])]
        if len(self.groups) > 1 and not {people[0].id for people in self.of_each} & self.gone:
            await self._press_one_of(self.of_each[0][0], [f"Ook met {TITLES[1]}", f"Ask {TITLES[1]} too"], cards[0])
            await self._press_one_of(self.of_each[1][0], ["Vraag het maar", "Go ahead and ask"])
            cards.append(self.stage.last(self.groups[1]))
        for card, people in zip(cards, self.of_each, strict=False):
            links = [button for row in card.buttons for button in row if button.text in AT_ONCE]
            for person in people:
                if links and person.id not in self.gone and self.dice.random() < 0.8:
                    person.open(links[0].url or "")
        await self.stage.settle()

    async def ask_around(self) -> None:
        """Let somebody ask some colleagues what they saw, with names or without."""
        there = [one for one in self.people if one.id not in self.gone]
        if not there:
            return
        asker = self.dice.choice(there)
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
        match self.dice.choices(DEEDS, OFTEN)[0]:
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
        for team_id, group in enumerate(self.groups, 1):
            for here in pairs.running_in(self.stage.database, team_id):
                for one in here.people:
                    self.partners[one] |= set(here.others(one))
            shared = self._shared(team_id)
            for message in self.stage.from_bot(group):
                self._hold(message, shared)
        for person in self.people:
            own = {token for token, who in self.wrote.items() if who in self.partners[person.id] | {person.id}}
            for message in self.stage.private(person):
                self._hold(message, own)

    def _shared(self, *team_ids: int) -> set[str]:
        """Return what was shared with some teams."""
        entries = [one for team_id in team_ids for one in self.stage.log(team_id) if one.audience == "team"]
        return {token for one in entries for token in TOKEN.findall(one.text)}

    def _hold(self, message: Message, may_stand: set[str]) -> None:
        self.wrong += [
            f"{token} in {message.chat.title}" for token in TOKEN.findall(message.text) if token not in may_stand
        ]

    def look_at_the_end(self) -> None:
        """See that nothing of another is left in private, and nothing that was not shared in the log."""
        shared = self._shared(*range(1, len(self.groups) + 1))
        for person in self.people:
            others = [
                token
                for message in self.stage.private(person)
                for token in TOKEN.findall(message.text)
                if self.wrote[token] != person.id
            ]
            self.wrong += [f"{token} left with {person.name}" for token in others if token not in shared]


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(2, 20 if IS_SOAK else 4))
async def test_what_two_people_write_reaches_nobody_else(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with staged(tmp_path / "leerkring.db", "2026-11-16 09:00") as stage:
        wanderers = Wanderers(stage, seed, LANGUAGES[seed % 2])
        await wanderers.gather()
        for which in (2 * seed, 2 * seed + 1):
            await wanderers.call(PRACTICES[which % len(PRACTICES)])
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
