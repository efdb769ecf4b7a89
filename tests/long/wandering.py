"""Teams in peer consultation who do what is asked of them, and much that is not: late, twice, in the wrong place."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from long.ground import Ground
from sqlite_utils import Database

from bot import content
from bot.core.method import CLOSEST, Method
from bot.core.model import Language, Pace, Role
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.sandbox import Button, Chat, Message, Person
from bot.storage import commitments, members, people, sessions, teams
from bot.storage.database import stamp, transaction

METHODS = content.load().walkthroughs
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fatima", "Gijs", "Hanna")
# What nobody gets to by wandering about: it would end the session, or somebody's part in it.
MOVING = ("pass", "next", "back")
ENDING = ("end", "sitout", "forget", "leave", "my")
LINGERS: dict[Pace, tuple[int, ...]] = {
    "live": (20, 60, 150, 300),
    "sprint": (900, 7200, 14400),
    "calm": (3600, 18000, 40000),
}
# How often what is to be written is written in the group.
IN_GROUP = {("post", "owner"): 0.2, ("post", "all"): 0.8, ("post", "helpers"): 0.8}
TALKING = ("owner", "helpers", "all", "facilitator")
IN_GROUP |= {(mode, who): 1.0 for mode in ("open", "quiet", "live") for who in TALKING}
FILLERS = ("telde hardop", "wachtte <b>lang</b>", "riep {{ x }} & lachte", "deed\nniets", "vroeg Kevin iets")
ODD: tuple[str, ...] = ("/my", "/export", "/write", "/log {}", "/summary", "/status", "/board", "/method all", "/help")
ODD += ("/vote 1", "/method incident nu")


@dataclass
class Team:
    """One group and its consultation. `is_rough` teams also break off, leave the group and stop before the end."""

    stage: Ground
    dice: random.Random
    method: str
    pace: Pace
    language: Language
    kind: str = "supergroup"
    is_admin: bool = False
    is_rough: bool = False
    number: int = 0
    backs: int = 0
    _read_at: tuple[object, int] | None = None

    # Who there is

    async def gather(self, *friends: Person) -> None:
        """Make a group of eight, of whom six join the team; a leader outside it; two rounds done before."""
        stage = self.stage
        self.people = [*friends, *stage.people(*NAMES[len(friends) :], language=self.language)]
        self.leader = stage.sandbox.add_person("Lieke", language=self.language)
        self.group = await stage.team(f"Kring {self.number}", *self.people, kind=self.kind)
        if self.is_admin:
            self.people[0].promote(self.group, stage.bot)
        for person in self.people[:6]:
            person.write(self.group, "/join")
        for person in [*self.people[:5], self.leader]:
            person.start(stage.bot)
        await stage.settle()
        database = stage.database
        self.team = teams.find_in_chat(database, self.group.id)[0].id
        with transaction(database):
            people.meet(database, self.leader.id, "Lieke", None)
            members.give_role(database, self.team, self.leader.id, Role.LEADER, stage.time.now())
            have_done_two(database, self.team, stage.time.now())

    async def begin(self) -> None:
        """Let somebody find the method and start it."""
        first = self.dice.choice(self.people[:6])
        shown = await self.stage.say(first, self.group, f"/method {self.method}")
        await self.stage.press(first, shown, f"begin {self.method} {self.pace}")
        walk = sessions.case_in(self.stage.database, self.team)
        assert walk is not None, f"{self.method} {self.pace} did not begin: {self.stage.from_bot(self.group)[-1].text}"
        self.session = walk.id

    @property
    def walk(self) -> Session:
        """The session as it stands; read anew only once something was written."""
        connection = self.stage.database.conn
        if self._read_at != (read_at := (connection, connection.total_changes)):
            found = sessions.find(self.stage.database, self.session)
            assert found is not None
            self._read_at, self._walk = read_at, found
        return self._walk

    @property
    def state(self) -> State:
        return self.walk.state

    @property
    def is_over(self) -> bool:
        return self.state.is_over

    def most(self) -> int:
        """Return how many may come in: as many as the method takes."""
        return min(self._walkthrough.size[1], len(self.people))

    @property
    def _walkthrough(self) -> Method:
        return METHODS[self.method]

    @property
    def needs_leader(self) -> bool:
        """Whether the method comes so close that somebody has to lead it."""
        return self._walkthrough.safety == CLOSEST

    def somebody(self) -> Person:
        return self.dice.choice(self.people)

    def somebody_in(self) -> Person:
        """Return somebody who takes part in the team."""
        return self.dice.choice(self.people[:5])

    def inside(self) -> list[Person]:
        return [person for person in self.people if person.id in self.state.people]

    # What they say and press

    def words(self) -> str:
        """Return a sentence with a word in it that was never said before, sometimes a long one."""
        filler = self.dice.choice(FILLERS) * self.dice.choice((1,) * 30 + (40, 220))
        return f"zaak{self.number}w{self.stage.sandbox.serial()}x {filler}"[:3900]

    def private(self, person: Person) -> Chat:
        return person.chat_with(self.stage.bot)

    def buttons(self, chat: Chat, *names: str, back: int = 40) -> Iterator[tuple[Message, Button]]:
        """Yield the bot's buttons in a chat that give one of these commands, newest first; any without a name."""
        for message in reversed(chat.messages[-back:]):
            for button in (button for row in message.buttons for button in row):
                if button.data and message.sender is self.stage.bot and (not names or _name(button) in names):
                    yield message, button

    def press(self, person: Person, chat: Chat, *names: str) -> bool:
        """Press a button of the step that is on, one of these; return whether there is any."""
        found = self._of_step(chat, *names)
        if found:
            message, button = self.dice.choice(found)
            person.press(message, button.data or "")
        return bool(found)

    def _of_step(self, chat: Chat, *names: str) -> list[tuple[Message, Button]]:
        here = [str(self.session), str(self.state.position)]
        return [one for one in self.buttons(chat, *names) if (one[1].data or "").split()[1:3] == here]

    def tell(self, person: Person, text: str) -> None:
        """Write to the bot in private: loosely, in reply to its latest, or having followed the link first."""
        chat, bot = self.private(person), self.stage.bot
        if not chat.messages or self.dice.random() < 0.3:
            person.open(f"https://t.me/{bot.username}?start=step-{self.walk.code}")
        latest = self.stage.from_bot(chat)
        is_reply = latest and self.dice.random() < 0.15
        person.tell(bot, text, reply_to=latest[-1] if is_reply else None)

    def reply(self, person: Person, text: str) -> None:
        """Reply in the group to the message of the step that is on."""
        own = self._of_step(self.group)
        if own:
            person.reply(own[0][0], text)

    # What is asked of them

    def obey(self, person: Person) -> None:
        """Do what the step that is on asks of somebody."""
        state = self.state
        key, step = state.now_on.key, state.now_on.step
        if key == "gather":
            self.press(person, self.group, "agree" if len(state.given) < self.most() else "pass")
        elif key == "collect" and state.given and self.dice.random() < 0.5:
            self.press(person, self.group, "pass")
        elif key == "roles":
            self.press(person, self.group, "lead" if self.dice.random() < 0.7 or self.needs_leader else "next")
        elif key == "consent":
            # It is asked in private.
            person.tell(self.stage.bot, "/agree")
        elif step.mode in ("poll", "confirm"):
            self.press(person, self.group, "vote", "agree")
        elif step.mode in ("label", "scale"):
            self._mark(person)
        elif step.mode == "rate":
            self.press(person, self.group, "rate")
            self.tell(person, self.words())
        elif self.dice.random() < IN_GROUP.get((step.mode, step.who), 0.0):
            self.reply(person, self.words())
        else:
            self._write(person)

    def _write(self, person: Person) -> None:
        placing = next(self.buttons(self.private(person), "place", back=1), None)
        if placing:
            person.press(placing[0], placing[1].data or "")
        elif person.id in self.state.given and self.press(person, self.private(person), "done"):
            return
        else:
            self.tell(person, self.words())

    def _mark(self, person: Person) -> None:
        """Tap what fits, once the lines stand there; on a scale, where one stands at a time, one tap."""
        found = self._of_step(self.private(person), "mark", "weigh")
        marks = [one for one in found if one[0] is found[0][0]]
        if not marks:
            person.open(f"https://t.me/{self.stage.bot.username}?start=step-{self.walk.code}")
        elif self.state.now_on.step.mode == "scale":
            marks = [self.dice.choice(marks)]
        else:
            marks = [one for one in marks if self.dice.random() < 0.4]
        for message, button in marks:
            person.press(message, button.data or "")

    # What is not

    def stray(self) -> None:
        """Do something that nobody asked for; what the app would not let somebody do is not done."""
        weights: dict[Callable[[], None], int] = {
            self.press_anything: 10,
            self.be_wrong: 6,
            self.be_in_the_wrong_place: 4,
            self.edit: 5,
            self.talk: 2,
            self.steer: 5,
            self.give_an_odd_command: 4,
            self.be_away: 2,
            self.sit_elsewhere: 1,
            self.send_no_words: 1,
            self.pass_on: 2,
        }
        if self.is_rough:
            weights |= {self.end: 1, self.go: 1}
        doing = self.dice.choices(list(weights), list(weights.values()))[0]
        try:
            doing()
        except (LookupError, PermissionError, ValueError):
            return

    def press_anything(self) -> None:
        person = self.somebody()
        chat = self.dice.choice((self.group, self.private(person)))
        found = [(message, b) for message, b in self.buttons(chat) if self.is_rough or _name(b) not in ENDING]
        found = [one for one in found if _name(one[1]) not in MOVING or (self.has_begun and self.dice.random() < 0.2)]
        message, button = self.dice.choice(found)
        for _ in range(self.dice.choice((1, 1, 2))):
            person.press(message, button.data or "")

    def be_wrong(self) -> None:
        person = self.somebody()
        self.dice.choice((self.tell, self.reply))(person, self.words())

    def be_in_the_wrong_place(self) -> None:
        person, latest = self.somebody(), self.dice.choice(self.stage.from_bot(self.group)[-12:])
        person.reply(latest, self.words())

    def edit(self) -> None:
        person = self.somebody()
        chat = self.dice.choice((self.group, self.private(person)))
        own = [m for m in chat.messages[-50:] if m.sender is person and m.kind == "text" and m.text.startswith("zaak")]
        person.edit(self.dice.choice(own), self.words())

    def talk(self) -> None:
        self.somebody().write(self.group, self.words())

    def steer(self) -> None:
        name = self.dice.choice(("next", "back", "extend", "extend", "pause", "pause", "lead"))
        self.backs += name == "back"
        if name == "back" and self.backs > 3:
            return
        if name == "next" and (not self.has_begun or self.dice.random() < 0.7):
            return
        person = self.somebody()
        if not self.press(person, self.group, name):
            person.write(self.group, f"/{name}")

    def give_an_odd_command(self) -> None:
        person, command = self.somebody(), self.dice.choice(ODD).format("zaak")
        if self.dice.random() < 0.5:
            person.write(self.group, command)
        else:
            person.tell(self.stage.bot, command)
        if command == "/summary":
            self.leader.tell(self.stage.bot, "/digest")

    def be_away(self) -> None:
        person = self.somebody()
        until = (self.stage.time.now() + timedelta(days=self.dice.choice((1, 2, 5, 12)))).strftime("%d-%m-%Y")
        words = self.dice.choice((f"/quiet until {until}", "/quiet", "/days ma di", "/days ma di wo do vr", "/days wo"))
        person.tell(self.stage.bot, words)

    def sit_elsewhere(self) -> None:
        """Come in midway; or leave, if it is nobody's case and enough stay."""
        state, person = self.state, self.somebody()
        if person.id not in state.people and len(state.people) < self.most() and state.now_on.key != "gather":
            person.write(self.group, "/sitin")
        elif len(state.people) > 4 and state.owners and person.id not in state.owners:
            person.write(self.group, "/sitout")

    def send_no_words(self) -> None:
        person, latest = self.somebody(), self.dice.choice(self.stage.from_bot(self.group)[-5:])
        self.dice.choice((person.send_sticker, person.send_voice))(self.group, reply_to=latest)

    def pass_on(self) -> None:
        person = self.somebody()
        if person.id not in self.state.owners and self.has_begun:
            self.press(person, self.group, "pass")

    def end(self) -> None:
        person = self.somebody()
        person.write(self.group, self.dice.choice(("/end", "/end check", "/end stop")))

    def go(self) -> None:
        person = self.somebody()
        if self.group.has(person) and person is not self.people[0]:
            self.dice.choice((person.leave, lambda group: person.write(group, "/leave")))(self.group)
        else:
            person.join(self.group)

    # How it goes

    @property
    def has_begun(self) -> bool:
        """Whether the method's own steps are on, or past."""
        state = self.state
        return state.is_over or state.now_on.key not in ("gather", "collect", "choose", "consent", "roles")

    def turn(self, unruly: float) -> None:
        """Let one person do one thing, now and then what nobody asked for."""
        state = self.state
        waited_for = taking_part.awaited(state)
        able = [person for person in self.people if person.id in waited_for and self.group.has(person)]
        if state.phase == "paused" and self.dice.random() > unruly:
            person = self.dice.choice(self.inside() or self.people)
            if not self.press(person, self.group, "pause"):
                person.write(self.group, "/pause")
        elif self.dice.random() < unruly:
            self.stray()
        elif able and (state.now_on.key != "roles" or self.needs_leader or self.dice.random() < 0.4):
            self.obey(self.dice.choice(able))

    def linger(self) -> timedelta:
        # Whoever dawdles in a room while people sign up breaks it off, which is no walk.
        sooner = 1 if self.has_begun else 15 if self.pace == "live" else 5
        return timedelta(seconds=self.dice.choice(LINGERS[self.pace]) / sooner)

    def look_back(self) -> None:
        """Let everybody who was asked how it went answer, by button or in words."""
        for one in commitments.of_session(self.stage.database, self.session):
            person = next(person for person in self.people if person.id == one.person_id)
            for message, button in list(self.buttons(self.private(person), "lookback")):
                if (button.data or "").split()[1:] in ([str(one.id), "kept"], [str(one.id), "partly"]):
                    person.press(message, button.data or "")
                    break
            person.tell(self.stage.bot, self.words())


def _name(button: Button) -> str:
    return (button.data or "").split(" ")[0]


def have_done_two(database: Database, team_id: int, at: datetime) -> None:
    """Let a team have completed two consultations before."""
    now = stamp(at)
    for code in ("een", "twee"):
        database.execute(
            "INSERT INTO sessions (team_id, method, state, opened_at, due_at, closed_at, code, terms)"
            " VALUES (?, 'incident', 'closed', ?, ?, ?, ?, 'case')",
            [team_id, now, now, now, f"{code}{team_id}"],
        )
        database.execute(
            "INSERT INTO states (session_id, pace, position, phase, started_at, stops_at, opened_at,"
            " seen, wanted, extensions, is_reminded, is_stuck, is_asked_to_stop, safety)"
            " VALUES (last_insert_rowid(), 'live', 0, 'ended', ?, ?, ?, 0, '[]', 0, 0, 0, 0, 4.5)",
            [now] * 3,
        )
