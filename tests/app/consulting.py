"""A team that consults: it starts a method, says who is in, and walks to a step."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from stage import ZONE, Stage

from bot.core.model import Role
from bot.core.session.state import Session, State
from bot.rendering import visible_text
from bot.sandbox import Chat, Message, Person
from bot.storage import members, sessions, states
from bot.storage import people as persons

IN = "Ik doe mee, akkoord"
LEAD = "Ik begeleid"
NEXT = "Verder"
CASE = "Een leerling loopt steeds weg uit de les. Wat doe ik dan?"
INCIDENT = "incident"
# Five steps in which nothing is weighed; the last is the owner’s commitment.
SHORT = "adviesronde"


@dataclass
class Circle:
    """A team around a case, and what it sees. The first of its people brings the case."""

    stage: Stage
    group: Chat
    people: list[Person] = field(default_factory=list)

    @property
    def owner(self) -> Person:
        return self.people[0]

    @property
    def walk(self) -> Session:
        """The latest walkthrough."""
        held = self.stage.database.query("SELECT id FROM sessions WHERE terms IN ('case', 'tool')")
        walk = sessions.find(self.stage.database, max(row["id"] for row in held))
        assert walk
        return walk

    @property
    def state(self) -> State:
        """Where the latest consultation stands."""
        return self.walk.state

    @property
    def key(self) -> str:
        """The step that is on, or how it ended."""
        return self.state.now_on.key if self.state.phase in ("running", "paused") else self.state.phase

    @property
    def card(self) -> Message:
        """The group's newest message about a step."""
        return next(one for one in reversed(self.stage.from_bot(self.group)) if offers(one, "next"))

    def private_card(self, person: Person) -> Message:
        """Somebody's newest message in private."""
        return self.stage.private(person)[-1]

    def says(self, key: str, **names: Any) -> str:
        """What the bot says in Dutch on an occasion, as people read it."""
        return says(self.stage, key, **names)

    def texts(self) -> list[str]:
        """All that the bot says in the group now."""
        return [one.text for one in self.stage.from_bot(self.group) if not one.deleted]

    def told(self, person: Person) -> list[str]:
        """All that the bot says to somebody in private."""
        return [one.text for one in self.stage.private(person)]

    async def all_press(self, label: str, *people: Person) -> None:
        """Let people, by default all, press a button under the step that is on."""
        card = self.card
        for person in people or self.people:
            person.press(card, label)
        await self.stage.settle()

    async def press(self, person: Person, label: str) -> str | None:
        """Let somebody press a button under the step that is on."""
        return await self.stage.press(person, self.card, label)

    async def write(self, person: Person, text: str) -> Message:
        """Let somebody write to the bot in private for the step that is on; return its newest message there."""
        person.tell(self.stage.bot, f"/start step-{self.walk.code}")
        return await self.stage.tell(person, text)

    async def open(self, person: Person) -> Message:
        """Let somebody open the step that is on in private."""
        return await self.stage.tell(person, f"/start step-{self.walk.code}")

    async def write_all(self, text: str, *people: Person) -> None:
        """Let several people write in private for the step that is on, each of them something of their own."""
        for person in people:
            person.tell(self.stage.bot, f"/start step-{self.walk.code}")
            person.tell(self.stage.bot, f"{text} {person.name}")
        await self.stage.settle()

    async def reply(self, person: Person, text: str) -> Message:
        """Let somebody reply in the group to the step that is on."""
        return await self.stage.reply(person, self.card, text)

    async def come_together(self) -> None:
        """Let everybody say they are in, and nobody lead."""
        await self.all_press(IN)
        if self.key == "consent":
            await self.press(self.owner, "Akkoord")

    async def go_to(self, key: str) -> None:
        """Be at a step with everybody in and a case told, as if nothing else was said on the way."""
        keys = [planned.key for planned in self.state.plan]
        first = keys.index("1")
        if self.key == "gather" and keys.index(key) < first:
            await self.come_together()
        elif self.state.position < first < keys.index(key):
            self._be_at(first)
            await self.write(self.owner, CASE)
        if self.key != key:
            self._be_at(keys.index(key) - 1)
            await self.go_on()
        assert self.key == key

    async def finish(self) -> None:
        """Move on by hand to the end."""
        await self.go_to(self.state.plan[-1].key)
        await self.go_on()

    async def go_on(self) -> None:
        """Move on by hand, as somebody who is sure of it."""
        await self.stage.say(self.people[-1], self.group, f"/verder sure {len(self.state.given)}")

    def _be_at(self, position: int) -> None:
        walk, people = self.walk, frozenset(person.id for person in self.people)
        there = people if self.key == "gather" else walk.state.people
        fresh = replace(walk.state, position=position, people=there, heard=frozenset(), given=frozenset())
        sessions.save(self.stage.database, replace(walk, state=fresh), fresh.due_at, self.stage.time.now())


def says(stage: Stage, key: str, **names: Any) -> str:
    """Return a sentence of the bot's in Dutch, as people read it."""
    return visible_text(stage.rehearsal.program.house.renderer.say("nl", key, ZONE, **names))


def offers(message: Message, command: str) -> bool:
    """Tell whether one of the buttons under a message gives a command."""
    return any((button.data or "").split(" ")[0] == command for row in message.buttons for button in row)


def labels(message: Message) -> list[str]:
    """Return the words on the buttons under a message."""
    return [button.text for row in message.buttons for button in row]


async def a_team(stage: Stage, *names: str, title: str = "Onderbouw", kind: str = "supergroup") -> Circle:
    """Return a team whose people take part and have opened their private chat."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi")))
    group = await stage.team(title, *people, kind=kind)
    return joined(stage, group, people)


def joined(stage: Stage, group: Chat, people: list[Person], team_id: int = 1) -> Circle:
    """Let people take part in a team and open their private chat."""
    for one in people:
        one.chat_with(stage.bot)
        person = persons.meet(stage.database, one.id, one.name, one.username)
        persons.set_reachable(stage.database, one.id, is_reachable=True)
        members.give_role(stage.database, team_id, person.id, Role.MEMBER, stage.time.now())
    return Circle(stage, group, people)


async def started(
    stage: Stage,
    *names: str,
    method: str = INCIDENT,
    pace: str = "calm",
    is_mine: bool = True,
    kind: str = "supergroup",
) -> Circle:
    """Return a team that has just started a method, by default with the first one's case."""
    circle = await a_team(stage, *names, kind=kind)
    await start(circle, method, pace, is_mine)
    return circle


async def start(circle: Circle, method: str = INCIDENT, pace: str = "calm", is_mine: bool = True) -> None:
    """Let the first of a team start a method."""
    circle.owner.write(circle.group, f"/begin {method} {pace}{' mine' if is_mine else ''}")
    await circle.stage.settle()


async def at(stage: Stage, key: str, *names: str, method: str = INCIDENT, pace: str = "calm") -> Circle:
    """Return a team at a step of a method, with the first one's case."""
    circle = await started(stage, *names, method=method, pace=pace)
    await circle.go_to(key)
    return circle


def have_consulted(circle: Circle, times: int = 2, safety: float | None = None, owner: Person | None = None) -> None:
    """Let a team have completed consultations before."""
    database, now = circle.stage.database, circle.stage.time.now()
    for _ in range(times):
        state = State(
            plan=(),
            pace="calm",
            people=frozenset(person.id for person in circle.people),
            started_at=now,
            stops_at=now + timedelta(days=20),
            opened_at=now,
            due_at=now,
            phase="ended",
            owners=(owner.id,) if owner else (),
        )
        walk = sessions.add(database, 1, INCIDENT, state)
        assert walk
        sessions.save(database, walk, now, now)
        states.set_safety(database, walk.id, safety)
