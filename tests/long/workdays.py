"""Workdays of nine teachers: what each does in a look at their phone, as the one they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from long.teachers import TOKEN, Teachers, Way
from long.wandering import Team
from stage import ZONE, is_prompt

from bot.core.model import Role
from bot.core.session import taking_part
from bot.core.session.pair import Pair
from bot.core.session.state import Session
from bot.sandbox import Button, Message, Person
from bot.storage import members, pairs, sessions

SUNDAY = 6
# Who finds no date for their first visit.
DATELESS = "Joris"
# What is pressed in private as soon as it is there, by command; of pairs only where a line may be shared.
ASKED = (
    *("fill", "weigh", "mark", "vote", "rate", "agree", "place", "named", "nameless", "onlyme", "lookback"),
    *("shareboard", "keepcase", "bringagain", "want", "done", "sitin"),
)
OF_LINES = ("share", "keep", "fine")
# How somebody lets an answer go: by its words, by itself where too few are nameless, or by taking it back.
NAMELESS = "nameless"


@dataclass
class Workdays(Teachers):
    """A team in which everybody does what is asked of them, each in their way."""

    _done: set[tuple[int, int, str]] = field(default_factory=set)
    _cases: dict[int, "Obedient"] = field(default_factory=dict)

    async def day(self, day: date) -> None:
        """Let everybody who is there look at their phone now and then, and do what is asked of them."""
        for at in sorted({at for way in self.ways.values() for at in way.looks}):
            await self.move_to(datetime.combine(day, at, ZONE))
            for person in self.dice.sample(self.people, len(self.people)):
                way = self.ways[person.name]
                is_there = self.is_at_work(person.name, day) or (way.is_early_for_monday and day.weekday() == SUNDAY)
                if at in way.looks and is_there and not way.is_silent and self.dice.random() < way.looks_in:
                    await self._look(person, way)

    async def _look(self, person: Person, way: Way) -> None:
        await self._answer(person, way)
        await self._go_with_colleague(person)
        await self._press(person)
        await self._take_part(person, way)
        await self._in_group(person)

    def _is_first(self, person: Person, message: Message, text: str = "") -> bool:
        """Tell whether somebody sees a message for the first time, as it reads now where its text is given."""
        seen = (person.id, message.id, text)
        is_first = seen not in self._done
        self._done.add(seen)
        return is_first

    # Questions

    async def _answer(self, person: Person, way: Way) -> None:
        """Answer the newest question once, in the group or in private, perhaps too late; or pass; or let it be. Now and
        then change what one said, or take it back."""
        asked = next((one for one in reversed(self.stage.from_bot(self.group)[-25:]) if _is_question(one)), None)
        takes_part = Role.MEMBER in members.roles_of(self.stage.database, 1, person.id)
        if asked is None or not takes_part or not self._is_first(person, asked):
            return
        if _data(asked, "skip") and self.dice.random() < way.passes:
            await self.act(person, "press", asked, _data(asked, "skip"))
        elif self.dice.random() < way.answers:
            link = next((button.url for button in _buttons(asked) if button.url), None)
            is_blind = "Eerst blind" in asked.text
            if link and (is_blind or self.dice.random() < way.alone):
                await self.act(person, "open", text=link)
                await self.act(person, "tell", text=self.words(person, "answer"))
            elif not is_blind:
                await self.act(person, "reply", asked, self.words(person, "answer"))
            if self.dice.random() < 0.08:
                await self._think_again(person)

    async def _think_again(self, person: Person) -> None:
        """Change what one has just said, or take it back."""
        token = next(token for token, one in reversed(self.said.items()) if one.name == person.name)
        chats = (self.group, person.chat_with(self.stage.bot))
        own = next(m for chat in chats for m in reversed(chat.messages) if m.sender is person and token in m.text)
        entry = self.stage.database.execute("SELECT id FROM entries WHERE instr(text, ?)", [token]).fetchone()
        if entry is None:
            return
        self.said[token].let_go = "taken back"
        if self.dice.random() < 0.5:
            await self.act(person, "edit", own, self.words(person, "answer"))
        else:
            await self.act(person, "tell", text=f"/my withdrawn {entry[0]}")

    # In private

    async def _press(self, person: Person) -> None:
        """Do what the latest cards in private ask: press what leads on, and say how it went with what one intended."""
        for _ in range(14):
            latest = reversed(self.stage.private(person)[-6:])
            card = next((one for one in latest if self._is_first(person, one, one.text)), None)
            if card is None:
                return
            wanted = [button.data or "" for button in _buttons(card) if _leads_on(button)][:5]
            if wanted:
                pressed = self.dice.choice(wanted)
                await self.act(person, "press", card, pressed)
                self._note_choice(pressed.split())
                if pressed.startswith("lookback") and pressed.split()[-1] in ("kept", "partly"):
                    await self.act(person, "tell", card, self.words(person, "result"))

    def _note_choice(self, pressed: list[str]) -> None:
        """Note what becomes of an answer without a name where too few are, as its writer chose: it goes if they didn't.
        A choice that was not taken changes nothing of that."""
        if pressed[0] not in ("named", NAMELESS, "onlyme"):
            return
        row = self.stage.database.execute("SELECT text FROM entries WHERE id = ?", [pressed[1]]).fetchone()
        way = pressed[2] if len(pressed) > 2 else "gone"
        for token in TOKEN.findall(row[0]) if row else []:
            self.said[token].let_go = NAMELESS if pressed[0] == NAMELESS and way == "gone" else None

    async def _go_with_colleague(self, person: Person) -> None:
        """Do what is asked of somebody in the practices that they go through with a colleague."""
        for here in pairs.running_for(self.stage.database, person.id):
            for _ in range(5):
                now = pairs.find(self.stage.database, here.id)
                if now is None or not await self._step(person, now):
                    break

    async def _step(self, person: Person, here: Pair) -> bool:
        """Do one thing for a pair; return whether there may be another."""
        own = f"pair {here.id} {here.state.position}"
        cards = [one for one in self.stage.private(person) if _data(one, f"{own} ")]
        if person.id not in here.waits_for or not cards:
            return False
        card = cards[-1]
        if here.on.step.agrees_date:
            await self._find_date(person, here, card)
            return False
        if done := _data(card, f"{own} done"):
            await self.act(person, "press", card, done)
        else:
            await self.act(person, "tell", card, self.words(person, "pair"))
        return True

    async def _find_date(self, person: Person, here: Pair, card: Message) -> None:
        """Say that a date suits, or name another one; one of them never does, the first time."""
        others = [self.name_of(one) for one in here.others(person.id)]
        if DATELESS in (person.name, *others) and self.visits == 1:
            return
        fits = _data(card, f"pair {here.id} {here.state.position} fits")
        if fits and self.is_at_work(person.name, datetime.fromtimestamp(int(fits.split()[-1]), ZONE).date()):
            await self.act(person, "press", card, fits)
            return
        today = self.stage.time.now().astimezone(ZONE).date()
        ahead = [today + timedelta(days=more) for more in range(2, 10)]
        own = [day for day in ahead if self.is_at_work(person.name, day)]
        common = [day for day in own if all(self.is_at_work(name, day) for name in others)]
        if own:
            then = self.dice.choice(common if common and self.dice.random() < 0.7 else own)
            await self.act(person, "tell", card, f"{then:%d-%m-%Y} 10:15")

    # With all

    async def _take_part(self, person: Person, way: Way) -> None:
        """Do what each consultation, tool or practice that goes on asks of somebody; pass now and then."""
        for session in sessions.walkthroughs_in(self.stage.database, 1):
            team = self._cases.get(session.id) or self._join(session)
            state = team.state
            is_signing_up = state.now_on.key == "gather" and person.id not in state.heard
            if state.phase != "running" or not (is_signing_up or person.id in taking_part.awaited(state)):
                continue
            before = len(self.said)
            with self.mail.acting(person):
                may_pass = state.now_on.key not in ("roles", "consent") and self.dice.random() < way.passes
                if not (may_pass and team.press(person, self.group, "pass")):
                    # One writes to what one has read.
                    team.look_at_step(person)
                    await self.stage.settle()
                    team.obey(person)
                await self.stage.settle()
            self.look_up(person, list(self.said)[before:])

    def _join(self, session: Session) -> "Obedient":
        team = Obedient(self.stage, self.dice, session.method, "calm", "nl")
        team.people, team.group, team.team, team.session = self.people, self.group, 1, session.id
        team.teachers = self
        self._cases[session.id] = team
        return team

    async def _in_group(self, person: Person) -> None:
        """Join what the group is called for, fill in its scan, go on to its next phase."""
        for message in self.stage.from_bot(self.group)[-14:]:
            for button in _buttons(message):
                link, data = button.url or "", button.data or ""
                is_wanted = "together-" in link or ("fill-" in link and self.dice.random() < 0.8)
                if is_wanted and self._is_first(person, message, link):
                    await self.act(person, "open", text=link)
                elif data.startswith("phase on") and self.dice.random() < 0.3:
                    await self.act(person, "press", message, data)
                    return


class Obedient(Team):
    """A consultation in which nobody does what was not asked, and whoever writes in private opens its step first."""

    teachers: Workdays
    writer: Person

    def words(self) -> str:
        return self.teachers.words(self.writer, "case")

    def obey(self, person: Person) -> None:
        """Do what is asked; to a number its sentence comes at another look, if that is still waited for."""
        self.writer = person
        if self.state.now_on.step.mode != "rate":
            super().obey(person)
        elif person.id not in self.state.given:
            self.press(person, self.group, "rate")
        else:
            self.tell(person, self.words())

    def look_at_step(self, person: Person) -> None:
        if self.state.now_on.step.way.by_words and self.state.now_on.key not in ("gather", "roles", "consent"):
            person.open(f"https://t.me/{self.stage.bot.username}?start=step-{self.walk.code}")

    def tell(self, person: Person, text: str) -> None:
        person.tell(self.stage.bot, text)


def _buttons(message: Message) -> Iterator[Button]:
    return (button for row in message.buttons for button in row)


def _data(message: Message, command: str) -> str:
    """Return what the first button with a command carries; nothing where there is none."""
    return next((one.data for one in _buttons(message) if one.data and one.data.startswith(command)), "")


def _is_question(message: Message) -> bool:
    return bool(_data(message, "skip")) or is_prompt(message)


def _leads_on(button: Button) -> bool:
    words = (button.data or "").split() or [""]
    return words[0] in ASKED or (words[0] == "pair" and words[-1] in OF_LINES)
