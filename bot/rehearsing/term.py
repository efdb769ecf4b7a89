"""A term: eight people of a school team, fourteen questions and two consultations, played in moved time."""

import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from heapq import heappop, heappush
from itertools import count, cycle
from pathlib import Path
from typing import Any, Literal

from bot.core.model import Language, Place
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.rehearsing.company import Company, with_button
from bot.rehearsing.playing import is_looking_back, play_step
from bot.rehearsing.rehearsal import Rehearsal
from bot.sandbox import Bot, Sandbox
from bot.sandbox.nouns import Chat, Message
from bot.sandbox.people import Person
from bot.sandbox.story import LINK, ZONE
from bot.storage import sessions, teams

WORDS = Path(__file__).with_name("term.toml")
COORDINATOR, LEADER = "Karin", "Ilse"
PEOPLE = ("Anna", "Bram", "Chris", "Dewi", "Fatima", "Joris", COORDINATOR, "Noor")
# Who works which days of the week, where not all of them; who is away from which day to which.
PART_TIME = {"Bram": (0, 1, 2), "Dewi": (3, 4), "Noor": (1, 3)}
AWAY = {"Joris": (date(2026, 11, 9), date(2026, 11, 27))}
BEGINS, ENDS = datetime(2026, 8, 31, 15, 30, tzinfo=ZONE), datetime(2026, 12, 11, 16, 30, tzinfo=ZONE)
HOLIDAYS = (date(2026, 10, 10), date(2026, 10, 18))
CONSULTATIONS = {date(2026, 9, 14): "vijf-stappen", date(2026, 11, 9): "leren-van-successen"}
# On which days, and when, the team talks about what an overview took up.
TALKS, TALKED = (date(2026, 10, 8), date(2026, 11, 5)), time(15, 50)
# When people have a moment for a question, for a step of a consultation, and for what they read this morning.
MOMENTS = (time(12, 38), time(12, 51), time(13, 20), time(15, 10), time(8, 22), time(10, 25))
STEPS, REACTS, STARTS = (time(9, 5), time(13, 40), time(15, 45)), time(8, 32), time(15, 20)
WEEKDAYS = 5
Does = Literal["look", "answer", "react", "step", "start", "away", "talk"]


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that somebody does at a time; `about` is the question it concerns."""

    at: datetime
    order: int
    does: Does = field(compare=False)
    who: str = field(default="", compare=False)
    about: Session | None = field(default=None, compare=False)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


class Term:
    """The people of a term, in a group that the bot is not in yet. `said` is who answered what."""

    def __init__(self, sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, language: Language) -> None:
        self._sandbox, self._bot, self._rehearsal, self._language = sandbox, bot, rehearsal, language
        self._own: dict[str, str] = _words()["commands"][language]
        self.people = {name: sandbox.add_person(name, language=language) for name in (*PEOPLE, LEADER)}
        karin = self.people[COORDINATOR]
        self.group = karin.create_group(self._own["group"])
        for name in PEOPLE:
            if name != COORDINATOR:
                karin.invite(self.group, self.people[name])
        self.said: list[tuple[str, str]] = []
        self._reactions, self._orders = cycle(_words()["afterwards"][language]), count()
        self._outcomes = iter(_words()["came_of"][language])
        self._due: list[Due] = []

    async def play(self) -> AsyncIterator[int]:
        """Play it from the first day to the harvest; yield the number of each week as it begins, from 1."""
        yield 1
        await self._set_up()
        self._plan()
        week = 1
        while self._due and self._due[0].at <= ENDS:
            due = heappop(self._due)
            if (now := (due.at.date() - BEGINS.date()).days // 7 + 1) > week:
                week = now
                yield week
            await self._rehearsal.move_to(max(due.at, self._rehearsal.time.now()))
            await self._do(due)
        await self._rehearsal.move_to(ENDS)
        await self._gather()

    # What is to be done.

    def _plan(self) -> None:
        """Note what is done on each day that is no holiday, beside what follows from what the bot says."""
        day = BEGINS.date() + timedelta(days=1)
        while day <= ENDS.date():
            if day.weekday() < WEEKDAYS and not HOLIDAYS[0] <= day <= HOLIDAYS[1]:
                self._note(day, time(12, 31), "look")
                for at in STEPS:
                    self._note(day, at, "step")
                if day in TALKS:
                    self._note(day, TALKED, "talk")
                if day in CONSULTATIONS:
                    self._note(day, STARTS, "start")
            for name, (first, _) in AWAY.items():
                if day == first - timedelta(days=3):
                    self._note(day, STEPS[-1], "away", name)
            day += timedelta(days=1)

    def _note(self, day: date, at: time, does: Does, who: str = "", about: Session | None = None) -> None:
        heappush(self._due, Due(datetime.combine(day, at, ZONE), next(self._orders), does, who, about))

    async def _do(self, due: Due) -> None:
        match due.does:
            case "look":
                self._look()
            case "answer" if due.about:
                await self._answer(due.who, due.about)
            case "react":
                await self._react(due.who)
            case "step":
                await self._take_step(due.at.date())
            case "start":
                await self._write(COORDINATOR, f"{self._own['method']} {CONSULTATIONS[due.at.date()]} calm")
            case "talk":
                await self._talk()
            case "away":
                last = AWAY[due.who][1]
                await self._tell(due.who, f"{self._own['away']} {last:%d-%m-%Y}")

    def _is_in(self, name: str, day: date) -> bool:
        first, last = AWAY.get(name, (date.max, date.min))
        return day.weekday() in PART_TIME.get(name, range(WEEKDAYS)) and not first <= day <= last

    # Questions.

    def _look(self) -> None:
        """Let everybody who has an answer to a question of today give it on their next day at school."""
        today = self._rehearsal.time.now().astimezone(ZONE).date()
        for session in sessions.open_in(self._house.database, self._team, REFLECTION):
            if session.state.started_at.astimezone(ZONE).date() != today:
                continue
            moments = cycle(MOMENTS)
            for name in _words().get(session.method, {}):
                self._note(*self._next_moment(name, today, moments), "answer", name, session)
            closes = session.state.due_at.astimezone(ZONE).date() + timedelta(days=1)
            reader = next((name for name in PEOPLE[session.id % 5 :] if self._is_in(name, closes)), None)
            if reader:
                self._note(closes, REACTS, "react", reader)

    def _next_moment(self, name: str, today: date, moments: Any) -> tuple[date, time]:
        """Return somebody's next moment at school; the questions come at half past twelve."""
        day, at = today, next(moments)
        if at < time(12, 30) or not self._is_in(name, day):
            day += timedelta(days=1)
        for _ in range(2 * 7):
            if self._is_in(name, day):
                break
            day += timedelta(days=1)
        return day, at

    async def _answer(self, name: str, session: Session) -> None:
        """Let somebody answer, unless the question closed before their next day."""
        answer = _words()[session.method][name]
        found = with_button(self.group, f"skip {session.id}")
        if found is None or self._rehearsal.time.now() >= session.state.due_at:
            return
        self.said.append((name, answer[self._language]))
        if answer.get("how") == "nameless":
            await self._answer_privately(name, found[0], answer[self._language])
            return
        self.people[name].reply(found[0], answer[self._language])
        await self._rehearsal.settle()
        if answer.get("then") == "released":
            await self._release(name)

    async def _release(self, name: str) -> None:
        """Let somebody release their latest answer, so that who leads the team reads it in the week's digest."""
        person = self.people[name]
        person.start(self._bot)
        await self._tell(name, self._own["mine"])
        for button in ("my ", "my release"):
            if found := with_button(self._private(person), button):
                person.press(*found)
                await self._rehearsal.settle()

    async def _answer_privately(self, name: str, question: Message, words: str) -> None:
        person = self.people[name]
        person.open(next(button.url for row in question.buttons for button in row if button.url))
        await self._rehearsal.settle()
        await self._tell(name, words)
        if found := with_button(self._private(person), "nameless"):
            person.press(*found)
            await self._rehearsal.settle()

    async def _react(self, name: str) -> None:
        """Let somebody reply to the latest summary, which is no message with a way to answer."""
        title = self._own["summary_title"]
        told = [one for one in self.group.messages if one.sender is self._bot and one.text.startswith(title)]
        if told:
            self.people[name].reply(told[-1], next(self._reactions))
            await self._rehearsal.settle()

    async def _talk(self) -> None:
        """Let the coordinator say that the team talked about what the latest overview took up, and what came of it."""
        if found := with_button(self.group, "talkedover "):
            self.people[COORDINATOR].press(*found)
            self.people[COORDINATOR].reply(found[0], next(self._outcomes))
            await self._rehearsal.settle()

    # Consultations.

    async def _take_step(self, day: date) -> None:
        """Let whoever is at school do what the step that is on asks, or look back."""
        people = [person for name, person in self.people.items() if name != LEADER and self._is_in(name, day)]
        company = Company(self._rehearsal, self._bot, self.group, people, self._language)
        if company.session or is_looking_back(company):
            await play_step(company)

    # The beginning and the end.

    async def _set_up(self) -> None:
        await self._rehearsal.move_to(BEGINS)
        self.people[COORDINATOR].invite(self.group, self._bot)
        await self._rehearsal.settle()
        for command in ("region", "rhythm", "kinds"):
            await self._write(COORDINATOR, self._own[command])
        if card := with_button(self.group, "join"):
            for name in PEOPLE:
                self.people[name].press(*card)
                await self._rehearsal.settle()
        for name in PART_TIME:
            self.people[name].start(self._bot)
            await self._tell(name, self._own[f"days_{name.lower()}"])
        for name in AWAY:
            self.people[name].start(self._bot)
        self.people[COORDINATOR].start(self._bot)
        await self._rehearsal.settle()
        await self._invite_leader()

    async def _invite_leader(self) -> None:
        await self._write(COORDINATOR, self._own["leader"])
        ilse, chat = self.people[LEADER], self._private(self.people[COORDINATOR])
        written = " ".join(f"{one.text} {[b.url for row in one.buttons for b in row]}" for one in chat.messages)
        if link := LINK.search(written):
            ilse.open(link[0].rstrip("']"))
        await self._rehearsal.settle()
        if found := with_button(self._private(ilse), "accept"):
            ilse.press(*found)
        await self._rehearsal.settle()

    async def _gather(self) -> None:
        """Let the team make a tile of what it learned, and gather what the term brought."""
        await self._write("Fatima", f"{self._own['tile']} {self._own['wisdom']}")
        await self._write(COORDINATOR, self._own["harvest"])

    async def _write(self, name: str, words: str) -> None:
        self.people[name].write(self.group, words)
        await self._rehearsal.settle()

    async def _tell(self, name: str, words: str) -> None:
        self.people[name].tell(self._bot, words)
        await self._rehearsal.settle()

    def _private(self, person: Person) -> Chat:
        return person.chat_with(self._bot)

    @property
    def _house(self) -> Any:
        return self._rehearsal.program.house

    @property
    def _team(self) -> int:
        team = teams.find_at(self._house.database, Place(self.group.id))
        return team.id if team else 0
