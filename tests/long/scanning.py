"""Teams that fill in a scan, and do much that is not asked: late, twice, elsewhere, going midway, erased midway."""

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from forging import forced
from long.wandering import FILLERS
from stage import Stage

from bot import content
from bot.core.instrument import WISH, Instrument, key
from bot.core.model import Language, Role
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.sandbox import Button, Chat, Message, Person
from bot.storage import members, people, sessions, teams
from bot.storage.database import transaction

SCANS = content.load().instruments
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fatima", "Gijs", "Hanna", "Iris", "Joep", "Koen", "Lotte")
# What shows what a person marked themselves, or stands in the group, and what ends something: not by wandering about.
ENDING = ("forget", "leave", "start", "rhythm", "region", "language", "keep", "plan")
LINGERS = (60, 900, 5400, 20000, 40000)
ODD = (
    "/status",
    "/summary",
    "/scan",
    "/my",
    "/export",
    "/log",
    "/help",
    "/plan",
    "/board",
    "/scan now polsslag",
    "/fill",
)
BROKEN = ("", "x", "{id} 0", "{id} 0 99 1", "{id} 9 9 9", "{id} 0 0 abc", "{id} 1 0 77", "99999 0 0 1", "{id} 0 0 -5")
TOPIC = "werken in units"


@dataclass
class Scanners:
    """One group and its scan: how many take part, and how many of them lead the team. `is_rough` teams also stop it,
    upgrade the group, put the bot out, and erase more of themselves."""

    stage: Stage
    dice: random.Random
    scan: Instrument
    language: Language
    number: int = 0
    is_rough: bool = False
    has_moved: bool = False
    acted: set[int] = field(default_factory=set)
    is_private: bool = True
    gone: list[Person] = field(default_factory=list)

    # Who there is

    def _drawn(self) -> tuple[int, int]:
        """Return how many take part and don't lead the team, and how many do; now and then too few for the scan."""
        dice, least = self.dice, self.scan.minimum
        few = dice.random() < 0.15
        taking_part = max(least - 1, 3) if few else least + dice.choice((0, 1, 3))
        return taking_part, dice.choice((0, least + 1, least + 1)) if self.scan.by_role else dice.choice((0, 1))

    async def gather(self, taking_part: int = 0, leading: int = 0) -> None:
        """Make a group of some who take part, drawn unless they are given, some of whom lead it; one who doesn't take
        part; and a leader outside."""
        stage, dice = self.stage, self.dice
        if not taking_part:
            taking_part, leading = self._drawn()
        names = NAMES[: min(taking_part + leading, len(NAMES) - 1)]
        kind = "group" if self.is_rough and dice.random() < 0.4 else "supergroup"
        self.people = stage.people(*names, NAMES[-1], language=self.language)
        self.leader = stage.sandbox.add_person("Lieke", language=self.language)
        self.group = await stage.team(f"Kring {self.number}", *self.people, kind=kind)
        for person in self.people[:-1]:
            person.write(self.group, "/join")
        for person in (*self.people, self.leader):
            person.start(stage.bot)
        self.people[0].write(self.group, "/rhythm week wed 12:30")
        await stage.settle()
        self.team = teams.find_in_chat(stage.database, self.group.id)[0].id
        self.lead([self.leader, *self.people[1 : 1 + leading]])
        if self.scan.for_leaders:
            await self._lead_elsewhere()

    def lead(self, leaders: Iterable[Person]) -> None:
        """Let people lead the team."""
        database, now = self.stage.database, self.stage.time.now()
        with transaction(database):
            people.meet(database, self.leader.id, "Lieke", None)
            for person in leaders:
                members.give_role(database, self.team, person.id, Role.LEADER, now)

    async def _lead_elsewhere(self) -> None:
        elsewhere = await self.stage.team(f"Elders {self.number}", self.people[0])
        other = teams.find_in_chat(self.stage.database, elsewhere.id)[0].id
        with transaction(self.stage.database):
            for person in self.people[:-1]:
                members.give_role(self.stage.database, other, person.id, Role.LEADER, self.stage.time.now())

    async def begin(self) -> bool:
        """Let somebody begin the scan; return whether it did, which takes enough people who don't lead the team."""
        said = f"/scan {self.scan.id} {TOPIC}" if self.scan.needs_topic else f"/scan now {self.scan.id}"
        await self.stage.say(self.people[0], self.group, said)
        found = sessions.open_in(self.stage.database, self.team, INSTRUMENT)
        if found:
            self.session = found[0].id
        return bool(found)

    @property
    def is_begun(self) -> bool:
        return hasattr(self, "session")

    @property
    def walk(self) -> Session:
        found = sessions.find(self.stage.database, self.session)
        assert found
        return found

    @property
    def is_over(self) -> bool:
        return self.walk.state.is_over

    def private(self, person: Person) -> Chat:
        return person.chat_with(self.stage.bot)

    def somebody(self) -> Person:
        return self.dice.choice(self.people)

    def words(self) -> str:
        return f"scan{self.number}w{self.stage.sandbox.serial()}x {self.dice.choice(FILLERS)}"

    def buttons(self, chat: Chat, back: int = 40) -> Iterator[tuple[Message, Button]]:
        """Yield the bot's buttons in a chat that give a command, newest first."""
        for message in reversed(chat.messages[-back:]):
            for button in (button for row in message.buttons for button in row):
                if button.data and message.sender is self.stage.bot:
                    yield message, button

    # What is asked of them

    def open(self, person: Person) -> None:
        """Follow the link in the group, or one that was passed on or kept."""
        person.open(f"https://t.me/{self.stage.bot.username}?start=fill-{self.walk.code}")

    def fill(self, person: Person) -> None:
        """Mark the line that somebody's newest card shows, or go on to what it offers; without one, open the scan."""
        found = [one for one in self.buttons(self.private(person), back=3) if (one[1].data or "").startswith("fill ")]
        newest = [one for one in found if one[0] is found[0][0]]
        marking = [one for one in newest if len((one[1].data or "").split()) > 4]
        if not newest or self.dice.random() < 0.05:
            self.open(person)
        elif marking:
            values = [one for one in marking if not (one[1].data or "").endswith("-")]
            message, button = self.dice.choice(values if self.dice.random() < 0.95 else marking)
            person.press(message, button.data or "")
        elif self.dice.random() < 0.5:
            message, button = self.dice.choice(newest)
            person.press(message, button.data or "")

    # What is not

    def stray(self) -> None:
        """Do something that nobody asked for; what the app would not let somebody do is not done."""
        weights: dict[Callable[[Person], None], int] = {
            self.press_any_card: 10,
            self.press_twice: 6,
            self.type_a_mark: 5,
            self.say_privately: 3,
            self.say_in_group: 2,
            self.give_an_odd_command: 5,
            self.press_in_group: 3,
            self.press_anything_in_private: 4,
            self.come_or_go: 3,
            self.be_renamed: 1,
            self.block: 1,
            self.take_up_or_lay_down: 2,
            self.be_erased: 1,
            self.try_to_stop: 1,
            self.try_from_outside: 3,
        }
        if self.is_rough:
            weights |= {self.stop: 1, self.move: 1, self.put_the_bot_out: 1, self.be_erased: 2}
        doing = self.dice.choices(list(weights), list(weights.values()))[0]
        self.is_private = doing in (self.press_any_card, self.press_twice, self.type_a_mark)
        self.attempt(doing, self.somebody())

    def attempt(self, doing: Callable[[Person], None], person: Person) -> None:
        """Let somebody do something, unless the app does not let them, or what they reach for is not there."""
        with suppress(LookupError, PermissionError, ValueError):
            doing(self._does(person))

    def _does(self, person: Person) -> Person:
        self.acted.add(person.id)
        return person

    def press_any_card(self, person: Person) -> None:
        found = [one for one in self.buttons(self.private(person)) if (one[1].data or "").startswith("fill ")]
        message, button = self.dice.choice(found)
        person.press(message, button.data or "")

    def press_anything_in_private(self, person: Person) -> None:
        found = [one for one in self.buttons(self.private(person)) if _name(one[1]) not in ENDING]
        message, button = self.dice.choice(found)
        person.press(message, button.data or "")

    def press_twice(self, person: Person) -> None:
        found = [one for one in self.buttons(self.private(person), back=3) if (one[1].data or "").startswith("fill ")]
        for message, button in self.dice.choices(found, k=2):
            person.press(message, button.data or "")

    def type_a_mark(self, person: Person) -> None:
        """Type what a button carries, as it should be or not at all."""
        scan, dice = self.scan, self.dice
        right = f"{{id}} {dice.randrange(scan.times)} {dice.randrange(len(scan.items))} {dice.choice(scan.values)}"
        wish = f"{{id}} {WISH} 0 {dice.randrange(len(scan.items))}"
        words = dice.choice((right, right, wish, *BROKEN)).format(id=self.session)
        person.tell(self.stage.bot, f"/fill {words}")

    def say_privately(self, person: Person) -> None:
        chat = self.private(person)
        own = [one for one in chat.messages[-20:] if one.sender is person and one.text.startswith("scan")]
        latest = self.stage.from_bot(chat)
        if own and self.dice.random() < 0.4:
            person.edit(self.dice.choice(own), self.words())
        else:
            person.tell(self.stage.bot, self.words(), reply_to=latest[-1] if self.dice.random() < 0.5 else None)

    def say_in_group(self, person: Person) -> None:
        latest = self.dice.choice(self.stage.from_bot(self.group)[-8:])
        person.write(self.group, self.words(), reply_to=latest if self.dice.random() < 0.7 else None)

    def give_an_odd_command(self, person: Person) -> None:
        command = self.dice.choice(ODD)
        if self.dice.random() < 0.5:
            person.write(self.group, command)
        else:
            person.tell(self.stage.bot, command)
        self.leader.tell(self.stage.bot, self.dice.choice(("/digest", "/my")))

    def press_in_group(self, person: Person) -> None:
        found = [
            one for one in self.buttons(self.group) if _name(one[1]) not in ENDING and "stop" not in (one[1].data or "")
        ]
        message, button = self.dice.choice(found)
        person.press(message, button.data or "")

    def come_or_go(self, person: Person) -> None:
        if self.gone and self.dice.random() < 0.7:
            back = self._does(self.gone.pop())
            back.join(self.group)
            back.write(self.group, "/join")
        elif person is not self.people[0] and self.group.has(person):
            self.gone.append(person)
            person.leave(self.group) if self.dice.random() < 0.3 else person.write(self.group, "/leave")

    def be_renamed(self, person: Person) -> None:
        person.name = f"{person.name.split()[0]} {self.dice.choice(('B', 'de Boer', 'K'))}"
        person.tell(self.stage.bot, "/help")

    def block(self, person: Person) -> None:
        person.block(self.stage.bot)
        if self.dice.random() < 0.7:
            person.start(self.stage.bot)

    def take_up_or_lay_down(self, person: Person) -> None:
        """Let whoever leads the team take part or only read along; or let a member be named, or lead no more."""
        if self.dice.random() < 0.4:
            person.tell(self.stage.bot, f"/{self.dice.choice(('takepart', 'readalong'))} {self.team}")
            return
        written = [one for one in self.group.messages if one.sender is person]
        self.people[0].reply(written[-1], self.dice.choice(("/leader", "/leader", "/leader stop")))
        link = next((b.url for one in reversed(self.group.messages) for row in one.buttons for b in row if b.url), None)
        if link and "start=role-" in link:
            person.open(link)

    def be_erased(self, person: Person) -> None:
        if person is not self.people[0]:
            person.tell(self.stage.bot, "/forget yes")
            if self.dice.random() < 0.7 and self.group.has(person):
                person.write(self.group, "/join")

    def try_to_stop(self, person: Person) -> None:
        if person is not self.people[0]:
            person.write(self.group, self.dice.choice(("/scan stop", f"/scan stop {self.session}")))

    def try_from_outside(self, person: Person) -> None:
        """Let whoever leads the team and doesn't take part follow the link and mark a line."""
        self.open(self._does(self.leader))
        self.type_a_mark(self.leader)

    def stop(self, person: Person) -> None:
        if self.dice.random() < 0.2:
            self._does(self.people[0]).write(self.group, f"/scan stop {self.session}")

    def move(self, person: Person) -> None:
        self.group = self.people[0].upgrade(self.group)
        self.has_moved = True

    def put_the_bot_out(self, person: Person) -> None:
        first, bot = self.people[0], self.stage.bot
        if not self.group.has(bot):
            first.invite(self.group, bot)
        elif self.dice.random() < 0.3:
            first.remove(self.group, bot)

    # How it goes

    def turn(self, unruly: float) -> None:
        """Let one person do one thing, now and then what nobody asked for; note who did, and whether all they did was
        to mark something."""
        self.acted.clear()
        if self.dice.random() < unruly:
            self.stray()
            return
        self.is_private = True
        for person in self.dice.sample(self.people[:-1], 2):
            self.attempt(self.fill, person)

    def try_what_is_over(self, remembered: list[tuple[Person, Message, str]]) -> None:
        """Press what a phone may still show, follow the old link, and type what a button carried."""
        self.acted.clear()
        for person, message, data in self.dice.sample(remembered, min(len(remembered), 12)):
            forced(self.stage, self._does(person), message, data)
        for person in self.dice.sample(self.people, 3):
            self.attempt(self.open, person)
            self.attempt(self.type_a_mark, person)

    async def agree(self) -> None:
        """Let somebody put down what the group agreed on, and share it."""
        writer = self.dice.choice([one for one in self.people if self.group.has(one)])
        links = [b.url for one in self.group.messages for row in one.buttons for b in row if b.url]
        if found := [link for link in links if "start=agree-" in link]:
            writer.open(found[-1])
            await self.stage.settle()
            writer.tell(self.stage.bot, self.words())
            await self.stage.settle()
            for message, button in list(self.buttons(self.private(writer), back=2)):
                if _name(button) == "shareboard":
                    writer.press(message, button.data or "")
            await self.stage.settle()

    def cards(self) -> list[tuple[Person, Message, str]]:
        """Return every button of a card in private, as a phone may still show it later."""
        return [
            (person, message, button.data or "")
            for person in self.people
            for message, button in self.buttons(self.private(person), back=200)
            if _name(button) == "fill"
        ]

    def linger(self) -> timedelta:
        return timedelta(seconds=self.dice.choice(LINGERS))


def _name(button: Button) -> str:
    return (button.data or "").split(" ")[0]


def marked(scan: Instrument, own: dict[int, int], language: Language) -> list[str]:
    """Return what somebody's card says that they marked, line by line."""
    return [
        " / ".join(_said(scan, own.get(key(passing, item)), language) for passing in range(scan.times))
        for item in range(len(scan.items))
    ]


def _said(scan: Instrument, value: int | None, language: Language) -> str:
    if value is None:
        return "–"
    return "?" if value < 0 else scan.labels[value - 1].in_(language) if scan.labels else str(value)
