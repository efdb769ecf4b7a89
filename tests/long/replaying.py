"""Playing a history with the real bot, in a world of its own."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from long.histories import Act, History
from long.seeing import Seen, seen_in
from stage import Stage, local, staged

from bot.commandline import readable, reading
from bot.core.model import WEEKDAYS, Role
from bot.sandbox import Chat, Message, Person
from bot.storage import contributions, members, people, teams
from bot.storage.database import stamp, transaction

START, LAST = "2026-11-23 09:00", local("2026-11-27 15:45")


async def play(history: History, database: Path) -> Seen:
    """Play a history from Monday to Friday, and return what was seen."""
    with _listening() as lines:
        async with staged(database, START) as stage:
            player = await _come_together(stage, history)
            for act in history.acts:
                await player.do(act)
            await player.end()
            log = [*reading.logged(None, None), *_exported(stage)]
            told = [json.dumps(item, ensure_ascii=False) for item in log]
            return Seen({name: seen_in(stage, chat) for name, chat in player.chats()}, told, lines)


def _exported(stage: Stage) -> Iterator[dict[str, Any]]:
    """Yield what `leerkring export` writes, in whichever format."""
    house = stage.rehearsal.program.house
    said = (lines for team in teams.every(stage.database) for lines in readable.rounds(house, team))
    return (line.plain() for lines in said for line in lines)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the program writes of itself."""
    ours, lines = logging.getLogger("bot"), _Lines()
    level = ours.level
    ours.addHandler(lines)
    ours.setLevel(logging.INFO)
    try:
        yield lines.written
    finally:
        ours.setLevel(level)
        ours.removeHandler(lines)


class _Lines(logging.Handler):
    """Keeps what the program writes of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(f"{record.levelname} {record.name} {record.getMessage()}")


@dataclass
class Player:
    """Lets the people of a history do what they do there."""

    stage: Stage
    history: History
    group: Chat
    people: dict[str, Person]
    second: Chat | None = None
    written: dict[str, Message] = field(default_factory=dict)

    def chats(self) -> Iterator[tuple[str, Chat]]:
        """Yield every chat that anybody reads, by whose it is."""
        yield "group", self.group
        for name, person in self.people.items():
            yield name, person.chat_with(self.stage.bot)
        if self.second:
            yield "second team", self.second

    async def do(self, act: Act) -> None:
        """Let somebody do something at its minute."""
        owed = self.stage.rehearsal.next_owed()
        if owed and owed <= act.at:
            await self.stage.rehearsal.move_to(act.at)
        self.stage.time.move_to(act.at)
        await getattr(self, f"_{act.doing}")(self.people[act.who], act)
        await self.stage.settle()

    async def end(self) -> None:
        """Let the week end with what can be asked then: the digest and the log."""
        await self.stage.rehearsal.move_to(LAST)
        self.people["leader"].tell(self.stage.bot, "/digest")
        asking = self.people[next(name for name in self.history.people if name in self._staying())]
        for wanted in ("/log", "/log #2", "/log ?", "/log month", *(f"/log {name}" for name in self.history.people)):
            asking.write(self.group, wanted)
        if self.second:
            self.people["second"].write(self.second, "/log")
        await self.stage.settle()

    def _staying(self) -> set[str]:
        gone = {act.who for act in self.history.acts if act.words == "/forget yes"}
        return set(self.history.people) - gone - set(self.history.strangers)

    async def _nothing(self, person: Person, act: Act) -> None:
        """Let a minute pass."""

    async def _reply(self, person: Person, act: Act) -> None:
        self.written[act.who] = person.reply(self.stage.prompt(self.group), act.words)

    async def _privately(self, person: Person, act: Act) -> None:
        self._open(person, "answer")
        self.written[act.who] = person.tell(self.stage.bot, act.words)
        if act.way:
            person.tell(self.stage.bot, f"/{act.way}")

    def _open(self, person: Person, doing: str) -> None:
        links = [button.url or "" for row in self.stage.prompt(self.group).buttons for button in row]
        person.open(next(link for link in links if f"start={doing}-" in link))

    async def _choose(self, person: Person, act: Act) -> None:
        person.tell(self.stage.bot, f"/{act.words}")

    async def _tell(self, person: Person, act: Act) -> None:
        person.tell(self.stage.bot, act.words)

    async def _say(self, person: Person, act: Act) -> None:
        person.write(self.group, act.words)

    async def _thank(self, person: Person, act: Act) -> None:
        """Reply to the latest summary, or to the question where there is none."""
        said = [one for one in self.stage.from_bot(self.group) if "·" in one.text.partition("\n")[0]]
        person.reply(said[-1] if said else self.stage.prompt(self.group), act.words)

    async def _edit(self, person: Person, act: Act) -> None:
        person.edit(self.written[act.who], act.words)

    async def _withdraw(self, person: Person, act: Act) -> None:
        own = contributions.of_person(self.stage.database, person.id)
        person.tell(self.stage.bot, f"/my withdrawn {own[0].id}")

    async def _release(self, person: Person, act: Act) -> None:
        own = contributions.of_person(self.stage.database, person.id)
        person.tell(self.stage.bot, f"/my release {own[0].id}")

    async def _skip(self, person: Person, act: Act) -> None:
        """Skip the question by its button in the group, by the one in private, or after asking for a nudge."""
        if act.way == "group":
            self._press_group(person, "skip")
            return
        self._open(person, "later" if act.way == "later" else "answer")
        person.tell(self.stage.bot, "/skip")

    async def _gather(self, person: Person, act: Act) -> None:
        """Let everybody say whether they are in on the case."""
        for name in self.history.people:
            self._press_group(self.people[name], "pass" if name in self.history.outside else "agree")

    async def _press(self, person: Person, act: Act) -> None:
        self._press_group(person, act.way)

    def _press_group(self, person: Person, command: str) -> None:
        for message in reversed(self.stage.from_bot(self.group)):
            for button in (button for row in message.buttons for button in row):
                if (button.data or "").split(" ")[0] == command:
                    person.press(message, button.data or "")
                    return
        raise LookupError(f"no button in the group gives {command}")

    async def _step(self, person: Person, act: Act) -> None:
        """Write in private for the step that is on."""
        (code,) = self.stage.database.execute("SELECT code FROM sessions WHERE terms = 'case'").fetchone()
        person.tell(self.stage.bot, f"/start step-{code}")
        self.written[act.who] = person.tell(self.stage.bot, act.words)


async def _come_together(stage: Stage, history: History) -> Player:
    """Let a team come together as a history has it, with a leader, an observer, and perhaps another team beside it."""
    found = dict(zip(history.people, stage.people(*history.people, language=history.language), strict=True))
    leader, observer = stage.people("Lieke", "Joost", language=history.language)
    group = await stage.team("Onderbouw", *found.values(), *([leader] if history.is_leader_in_group else []))
    roles = {name: Role.MEMBER for name in history.people if name not in history.strangers}
    _give_roles(stage, {found[name]: role for name, role in roles.items()} | {leader: Role.LEADER})
    _give_roles(stage, {observer: Role.OBSERVER})
    with transaction(stage.database):
        for name, days in history.days:
            people.set_working_days(stage.database, found[name].id, tuple(day for day in WEEKDAYS if day in days))
    first = found[history.people[0]]
    await stage.say(first, group, "/rhythm week tue 12:30")
    if history.is_blind:
        await stage.say(first, group, "/rhythm blind on")
    with transaction(stage.database):
        # The overview that comes by itself comes this week.
        at = stamp(local("2026-11-26 12:30"))
        stage.database.execute("UPDATE schedules SET next_slot = ?, next_at = ? WHERE kind = 'overview'", [at, at])
    player = Player(stage, history, group, found | {"leader": leader, "observer": observer})
    if history.has_second_team:
        (other,) = stage.people("Sam", language=history.language)
        player.second = await stage.team("Bovenbouw", other)
        _give_roles(stage, {other: Role.MEMBER}, team_id=2)
        player.people["second"] = other
    return player


def _give_roles(stage: Stage, roles: dict[Person, Role], team_id: int = 1) -> None:
    """Let people have their roles, and have opened their private chat."""
    with transaction(stage.database):
        for one, role in roles.items():
            one.chat_with(stage.bot)
            known = people.meet(stage.database, one.id, one.name, one.username)
            people.set_reachable(stage.database, one.id, is_reachable=True)
            members.give_role(stage.database, team_id, known.id, role, stage.time.now())
