"""Nine teachers with who leads and who coordinates them: who they are, when they are there, and what they said."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from long.mail import Mail
from stage import ZONE, Stage

from bot.core.model import Role
from bot.core.timing import DAY_ENDS, DAY_STARTS
from bot.sandbox import Message, Person
from bot.storage import members

WEEK = ("ma", "di", "wo", "do", "vr")
BREAKS, EVENING = (time(8, 20), time(12, 50), time(15, 40)), (time(21, 15),)


@dataclass(frozen=True)
class Way:
    """How somebody is: on which days they work, when they look at their phone, and how often they look, answer, pass,
    and answer in private. Who `is_early_for_monday` looks on Sundays too; who `is_silent` never does."""

    days: str = "ma di wo do vr"
    looks: tuple[time, ...] = BREAKS
    looks_in: float = 0.7
    answers: float = 0.7
    passes: float = 0.05
    alone: float = 0.2
    is_early_for_monday: bool = False
    is_silent: bool = False


TEACHERS = {
    "Karin": Way(looks_in=0.9, answers=0.9),
    "Anna": Way(alone=0.6),
    "Bram": Way(days="wo do vr"),
    "Chris": Way(answers=0.5, passes=0.5),
    "Dewi": Way(looks=EVENING, is_early_for_monday=True),
    "Fatima": Way(days="ma do", alone=0.4),
    "Joris": Way(),
    "Noor": Way(days="ma di wo", alone=1.0),
    "Sem": Way(is_silent=True),
}
LEADER, OFFICE = {"Ilse": Way(days="ma di wo do", passes=0.3)}, {"Petra": Way(looks_in=0.9)}
SAYS = ("Ze telden zelf en dat hielp, {}.", "Ik wachtte, en toen kwam het, {}.", "De kring begon eerder, {}.")
TOKEN = re.compile(r"merk\d+x")
KEPT = "SELECT text FROM entries UNION ALL SELECT text || ' ' || coalesce(result, '') FROM commitments"


@dataclass
class Said:
    """Words that somebody gave: to a question, in a case, to a colleague or on looking back. Whether they `stood`
    somewhere right then, and else what the bot said; and in which way their writer let them go, if they did."""

    name: str
    kind: str
    at: datetime
    stood: bool = False
    heard: str = ""
    let_go: str | None = None


@dataclass
class Teachers:
    """A team through its year. `away` is who is on leave, from when on for the bot, and until which day; `ill` who
    isn't there, told or not; `study` on which days school is closed, as the bot was told. `said` is all that was said,
    by the word in it that was never said before; `visits` how often the group was called for them."""

    stage: Stage
    seed: int
    region: str
    mail: Mail = field(init=False)
    dice: random.Random = field(init=False)
    ways: dict[str, Way] = field(init=False)
    said: dict[str, Said] = field(default_factory=dict)
    away: list[tuple[str, datetime, date]] = field(default_factory=list)
    ill: list[tuple[str, date, date]] = field(default_factory=list)
    study: set[date] = field(default_factory=set)
    visits: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(f"teachers {self.seed}")
        self.mail = Mail(self.stage, self.why_not)
        # In most schools one of the teachers coordinates; in every third it is somebody with an office.
        self.ways = TEACHERS | LEADER | (OFFICE if self.seed % 3 == 2 else {})

    # Who there is

    async def gather(self) -> None:
        """Make the team, name who leads it, tell the bot the days on which people work, and watch what it sends."""
        stage = self.stage
        self.people = stage.people(*self.ways)
        self.called = {person.name: person for person in self.people}
        self.coordinator = self.called["Petra" if "Petra" in self.called else "Karin"]
        others = [person for person in self.people if person is not self.coordinator]
        self.group = await stage.team("De Linde", self.coordinator, *others)
        await stage.say(self.coordinator, self.group, f"/regio {self.region}")
        for person in self.people:
            if person.name in TEACHERS:
                await stage.say(person, self.group, "/meedoen")
            person.start(stage.bot)
            await stage.settle()
            await stage.tell(person, f"/werkdagen {self.ways[person.name].days}")
        await self._name_leader()
        stage.sandbox.watch(self.mail.see)

    async def _name_leader(self) -> None:
        """Let the coordinator name who leads; in every third school they take part in the questions."""
        stage, leader, takes_part = self.stage, self.called["Ilse"], self.seed % 3 == 0
        self.coordinator.reply(leader.write(self.group, "Hallo"), "/leidinggevende")
        await stage.settle()
        leader.open(stage.last(self.group).buttons[0][0].url or "")
        await stage.settle()
        await stage.press(leader, stage.private(leader)[-1], "Ja")
        if takes_part:
            await stage.tell(leader, "/takepart 1")
        held = [len(members.in_role(stage.database, 1, role)) for role in (Role.LEADER, Role.MEMBER)]
        assert held == [1, len(TEACHERS) + takes_part]

    def name_of(self, number: int) -> str:
        return next(person.name for person in self.people if person.id == number)

    # When they are there

    def why_not(self, name: str, at: datetime) -> str | None:
        """Return why somebody is to be left alone at an instant; None where they are at work."""
        day = at.date()
        if day.weekday() >= len(WEEK):
            return "weekend"
        if not self.is_school(day):
            return "holiday"
        if any(who == name and start <= at and day <= last for who, start, last in self.away):
            return "leave"
        if WEEK[day.weekday()] not in self.ways[name].days:
            return "free day"
        return None if DAY_STARTS <= at.time() <= DAY_ENDS else "evening or night"

    def is_school(self, day: date) -> bool:
        content = self.stage.rehearsal.program.house.content
        is_free = content.free_days(self.region).name(day) is not None or day in self.study
        return day.weekday() < len(WEEK) and not is_free

    def is_at_work(self, name: str, day: date) -> bool:
        """Tell whether somebody works on a day, and is not ill."""
        is_ill = any(who == name and first <= day <= last for who, first, last in self.ill)
        return not is_ill and self.why_not(name, datetime.combine(day, time(12), ZONE)) is None

    async def move_to(self, at: datetime) -> None:
        if at > self.stage.time.now():
            await self.stage.rehearsal.move_to(at)

    # What they do and say

    async def act(self, person: Person, doing: str, what: Message | None = None, text: str = "") -> None:
        """Let one person do one thing, and wait for what comes of it; look up what was said."""
        with self.mail.acting(person):
            if doing == "press" and what is not None:
                person.press(what, text)
            elif doing == "reply" and what is not None:
                person.reply(what, text)
            elif doing == "edit" and what is not None:
                person.edit(what, text)
            elif doing == "tell":
                person.tell(self.stage.bot, text, reply_to=what)
            elif doing == "open":
                person.open(text)
            else:
                person.write(self.group, text)
            await self.stage.settle()
        self.look_up(person, TOKEN.findall(text))

    def look_up(self, person: Person, tokens: Iterable[str]) -> None:
        """Note whether words that were just said stand somewhere; if not, what the bot said last."""
        for token in tokens:
            one = self.said[token]
            one.stood = self.stands(token)
            one.heard = "" if one.stood else self.stage.private(person)[-1].text

    def stands(self, token: str) -> bool:
        """Tell whether words stand in the log, or as what somebody intends or says came of it."""
        found = self.stage.database.execute(f"SELECT 1 FROM ({KEPT}) WHERE instr(text, ?)", [token]).fetchone()
        return found is not None

    def words(self, person: Person, kind: str) -> str:
        token = f"merk{len(self.said)}x"
        self.said[token] = Said(person.name, kind, self.stage.time.now())
        return self.dice.choice(SAYS).format(token)
