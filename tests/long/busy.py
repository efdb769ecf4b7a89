"""A team of nine in a full school year: what it begins, what its people do on their days, and what they are sent."""

import random
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Protocol

from long.wandering import Team
from stage import ZONE, Stage

from bot.core.purposes import WORDS as WORDS_OF_PEOPLE
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.sandbox import Button, Message, Person
from bot.storage import sessions

NAMES = ("Karin", "Anna", "Bram", "Chris", "Dewi", "Fatima", "Joris", "Noor", "Sem")
# Who works on which days; the others work all week.
DAYS = {"Noor": "ma di wo", "Bram": "wo do vr", "Fatima": "ma do"}
WEEK = ("ma", "di", "wo", "do", "vr")
# What day somebody would like.
WHEN = re.compile(r"stelt voor: (ma|di|wo|do|vr)")
# When people look at their phones.
LOOKS = (time(8, 20), time(12, 50), time(15, 40))
# What nobody presses who does what is asked, and what is pressed as soon as it is there.
LEFT = (
    *("laat rusten", "andere tijd", "deze keer niet", "ik pas", "liever niet", "stoppen", "afronden", "pauze", "terug"),
    *("langer", "verder", "weghalen", "intrekken", "wissen", "niet meer", "straks", "geen"),
)
# What somebody does in private who does what is asked there, by command.
ASKED = (
    *("pair", "fill", "weigh", "mark", "vote", "rate", "agree", "place", "named", "nameless", "onlyme", "lookback"),
    *("shareboard", "keepcase", "bringagain", "want", "done", "sitin"),
)
ON = "phase on"
SCAN, CALL = "fill-", "together-"
WORDS = ("Ze telden zelf en dat hielp, {}.", "Ik wachtte, en toen kwam het, {}.", "De kring begon eerder, {}.")


class Named(Protocol):
    """Whoever has a name."""

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Sent:
    """Something that the bot said of itself: when, to whom in private, if to anybody, and of which case, if of one."""

    at: datetime
    name: str | None
    case: int | None
    is_owner: bool


@dataclass
class Busy:
    """A team through its year. `sent` is what it got unasked; `on_free_days` what came to somebody on one. `answered`,
    `done` and `joined` are what somebody need not do again."""

    stage: Stage
    seed: int
    dice: random.Random = field(init=False)
    said: int = 0
    sent: list[Sent] = field(default_factory=list)
    on_free_days: list[str] = field(default_factory=list)
    acting: str | None = None
    case_team: "Obedient | None" = None
    answered: set[tuple[int, int]] = field(default_factory=set)
    done: set[tuple[int, str]] = field(default_factory=set)
    joined: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"busy {self.seed}")

    # Who there is

    async def gather(self) -> None:
        """Make the team, tell it the days that people work, and watch what they are sent."""
        stage = self.stage
        self.people = stage.people(*NAMES)
        self.karin = self.people[0]
        self.group = await stage.team("De Linde", *self.people)
        for person in self.people:
            await stage.say(person, self.group, "/meedoen")
            person.start(stage.bot)
            await stage.settle()
            if days := DAYS.get(person.name):
                await stage.tell(person, f"/werkdagen {days}")
        stage.sandbox.watch(self._see)

    def _see(self, message: Message, is_new: bool) -> None:
        """Note what the bot says unasked; what somebody wrote for the group in private is theirs."""
        whose = message.chat.person
        is_asked = whose is not None and whose.name == self.acting
        if not is_new or message.sender is not self.stage.bot or is_asked:
            return
        now = self.stage.time.now().astimezone(ZONE)
        about, purpose = self._about(message)
        if purpose == WORDS_OF_PEOPLE.name:
            return
        case = about if about and not about.state.terms.is_for_team else None
        owns = bool(case and whose and whose.id in case.state.owners)
        self.sent.append(Sent(now, whose.name if whose else None, case.id if case else None, owns))
        if whose and not self.works(whose, now.date()):
            self.on_free_days.append(f"{now:%a %d %b %H:%M} {whose.name}: {message.text[:90]!r}")

    def _about(self, message: Message) -> tuple[Session | None, str]:
        """Return the session that a message is about which is being sent, and what it is for."""
        row = self.stage.database.execute(
            "SELECT session_id, purpose FROM outbox WHERE state = 'sending' AND chat_id = ? ORDER BY id DESC LIMIT 1",
            [message.chat.id],
        ).fetchone()
        number, purpose = row or (None, "")
        return sessions.find(self.stage.database, number) if number else None, purpose

    def works(self, person: Named, day: date) -> bool:
        """Tell whether somebody is at work on a day: a school day of theirs."""
        content = self.stage.rehearsal.program.house.content
        is_free = content.free_days("nl-midden").name(day) is not None
        return not is_free and day.weekday() < 5 and WEEK[day.weekday()] in self.days(person)

    def days(self, person: Named) -> list[str]:
        """Return the days on which somebody works, by their first letters."""
        return DAYS.get(person.name, " ".join(WEEK)).split()

    async def begin(self, said: str) -> bool:
        """Let the coordinator begin something, with a command or by calling for a practice in pairs; return whether
        nothing was in the way."""
        command, _, what = said.partition(" ")
        if command == "/werkvorm" and sessions.case_in(self.stage.database, 1):
            return False
        if command != "/oproep":
            await self.act(self.karin, "write", text=said)
            return True
        await self.act(self.karin, "write", text="/practices")
        listed = self.stage.last(self.group)
        wanted = next(one for one in _buttons(listed) if (one.data or "").endswith(what))
        await self.act(self.karin, "press", listed, wanted.data or "")
        return True

    # What they do

    async def act(self, person: Person, doing: str, what: Message | None = None, text: str = "") -> None:
        """Let one person do one thing; what comes back to them is no message unasked."""
        async with self._acting(person):
            if doing == "press" and what is not None:
                person.press(what, text)
            elif doing == "reply" and what is not None:
                person.reply(what, text)
            elif doing == "tell":
                person.tell(self.stage.bot, text)
            elif doing == "open":
                person.open(text)
            else:
                person.write(self.group, text)

    @asynccontextmanager
    async def _acting(self, person: Person) -> AsyncIterator[None]:
        """Wait for what comes of what somebody does in the meantime, which is theirs as far as it comes to them."""
        self.acting = person.name
        try:
            yield
            await self.stage.settle()
        finally:
            self.acting = None

    def words(self) -> str:
        self.said += 1
        return self.dice.choice(WORDS).format(f"merk{self.said}x")

    async def day(self, day: date) -> None:
        """Let everybody who works look at their phone now and then, and do what is asked of them there."""
        for look in LOOKS:
            at = datetime.combine(day, look, ZONE)
            if at > self.stage.time.now():
                await self.stage.rehearsal.move_to(at)
            for person in self.dice.sample(self.people, len(self.people)):
                if self.works(person, day) and self.dice.random() < 0.7:
                    await self._look(person)

    async def _look(self, person: Person) -> None:
        await self._answer(person)
        await self._in_private(person)
        await self._in_case(person)
        await self._in_group(person)

    async def _answer(self, person: Person) -> None:
        """Answer the question of the group, once, most of the time."""
        asked = next((one for one in reversed(self.stage.from_bot(self.group)[-12:]) if _gives(one, "skip")), None)
        if asked is None or (asked.id, person.id) in self.answered or self.dice.random() < 0.3:
            return
        self.answered.add((asked.id, person.id))
        link = next((button.url for button in _buttons(asked) if button.url), None)
        if link and ("Eerst blind" in asked.text or self.dice.random() < 0.3):
            await self.act(person, "open", text=link)
            await self.act(person, "tell", text=self.words())
        else:
            await self.act(person, "reply", asked, self.words())

    async def _in_private(self, person: Person) -> None:
        """Do what the latest card in private asks: press the first thing that leads on, or write."""
        for _ in range(14):
            latest = self.stage.private(person)[-1:]
            if not latest or (latest[0].id, latest[0].text) in self.done:
                return
            card = latest[0]
            self.done.add((card.id, card.text))
            wanted = [one for one in _buttons(card) if (one.data or "").split(" ")[0] in ASKED and not _is_left(one)]
            offered = WHEN.search(card.text)
            if offered and offered[1] not in self.days(person):
                await self.act(person, "tell", text=self._date(person))
            elif wanted:
                await self.act(person, "press", card, self.dice.choice(wanted[:5]).data or "")
            elif "?" in card.text or "hieronder" in card.text:
                await self.act(person, "tell", text=self._date(person) if "Wanneer" in card.text else self.words())
            else:
                return

    def _date(self, person: Person) -> str:
        """Return a day of somebody's that is soon, and a time."""
        today = self.stage.time.now().date()
        ahead = [today + timedelta(days=more) for more in range(2, 10)]
        then = self.dice.choice([day for day in ahead if self.works(person, day)] or ahead)
        return f"{then:%d-%m-%Y} 10:15"

    async def _in_case(self, person: Person) -> None:
        """Do what the case that runs asks of somebody."""
        session = sessions.case_in(self.stage.database, 1)
        if session is None or session.state.is_over:
            self.case_team = None
            return
        if self.case_team is None or self.case_team.session != session.id:
            self.case_team = _team(self, session.method, session.id)
        team, state = self.case_team, session.state
        if person.id in team.waited_for() or (state.now_on.key == "gather" and person.id not in state.heard):
            async with self._acting(person):
                team.obey(person)

    async def _in_group(self, person: Person) -> None:
        """Join what the group is called for, fill in its scan, go on to the next phase."""
        for message in self.stage.from_bot(self.group)[-14:]:
            for button in _buttons(message):
                link = button.url or ""
                is_mine = (message.id, person.id) not in self.joined
                if is_mine and ((SCAN in link and self.dice.random() < 0.8) or CALL in link):
                    self.joined.add((message.id, person.id))
                    await self.act(person, "open", text=link)
                elif (button.data or "").startswith(ON) and self.dice.random() < 0.3:
                    await self.act(person, "press", message, button.data or "")
                    return


def _team(busy: Busy, method: str, session: int) -> "Obedient":
    team = Obedient(busy.stage, busy.dice, method, "calm", "nl")
    team.people, team.group, team.team, team.session = busy.people, busy.group, 1, session
    return team


class Obedient(Team):
    """A team of which nobody does what was not asked."""

    def waited_for(self) -> frozenset[int]:
        return taking_part.awaited(self.state)


def _buttons(message: Message) -> Iterator[Button]:
    return (button for row in message.buttons for button in row)


def _gives(message: Message, command: str) -> bool:
    return any((button.data or "").startswith(command) for button in _buttons(message))


def _is_left(button: Button) -> bool:
    return any(words in button.text.lower() for words in LEFT)


def week_of(at: datetime) -> date:
    day = at.date()
    return day - timedelta(days=day.weekday())
