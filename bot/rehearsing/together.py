"""Plays a practice in pairs, each in private: a group is called and two join, or one of them asks two others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.method import Method
from bot.core.model import Language
from bot.core.purposes import PAIR_STEP
from bot.core.session import taking_part
from bot.core.session.pair import Pair
from bot.rehearsing.company import Company, with_button
from bot.rehearsing.gathering import begin_private_chats, gather
from bot.rehearsing.playing import at_school, pass_a_while
from bot.rehearsing.rehearsal import Rehearsal, StuckError
from bot.rehearsing.scenes import Scenes
from bot.sandbox import Bot, Sandbox
from bot.sandbox.people import Person
from bot.storage import messages, pairs

# Two who go together, and one who doesn't join.
THERE, TOGETHER = 3, 2
MOST_TURNS = 200
SCENES = {"nl": ("De oproep", "Tot slot"), "en": ("The call", "At the end")}
ASKING = {"nl": "Wie je het vraagt", "en": "Whom you ask"}
TURN = {"nl": "bij {}", "en": "with {}"}
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
DAYS_AHEAD = 3


@dataclass
class Couple:
    """Two people who go through a practice: what they say comes from its examples, each in turn."""

    company: Company
    method: Method
    script: Scenes
    said: Counter[tuple[int, int]] = field(default_factory=Counter)
    shares: bool = True

    async def play(self) -> None:
        """Play it from the call to its end. Raises StuckError where it does not come to one."""
        language = self.company.language
        self.script.begin(ASKING[language] if self.method.asks_around else SCENES[language][0])
        await (self._ask_around() if self.method.asks_around else self._call())
        on: tuple[int, int] | None = None
        for _ in range(MOST_TURNS):
            here = self._pair()
            if here is None:
                self.script.begin(SCENES[language][1])
                await self.company.move_to(self.company.rehearsal.time.now() + timedelta(days=15))
                return
            if on != (here.on.turn, here.on.number):
                on = (here.on.turn, here.on.number)
                self.script.begin(self._heading(here))
            await self._go_on(here)
        raise StuckError(f"no end of {self.method.id} in sight")

    @property
    def _together(self) -> Sequence[Person]:
        """Who goes through it: those who join a call, or all of them where one asks the others."""
        return self.company.people if self.method.asks_around else self.company.people[:TOGETHER]

    def _heading(self, here: Pair) -> str:
        title = here.on.step.title.in_(self.company.language) if here.on.step.title else ""
        owners = taking_part.owners_now(here.state) if taking_part.is_in_turns(here.state) else ()
        whose = next((one.name for one in self.company.people if one.id in owners), "")
        return f"{title} ({TURN[self.company.language].format(whose)})" if whose else title

    @property
    def _practices(self) -> str:
        return "/samen" if self.company.language == "nl" else "/practices"

    def _pair(self) -> Pair | None:
        return next(iter(pairs.running_in(self.company.house.database, self.company.team_id)), None)

    async def _call(self) -> None:
        first, *_ = self.company.people
        await self.company.write(first, self._practices)
        if found := with_button(self.company.group, f"call {self.method.id}"):
            await self.company.press(first, *found)
        for person in self.company.people[:TOGETHER]:
            await pass_a_while(self.company)
            await self.company.open_link(person, "together")
        await self.company.move_to(self.company.rehearsal.time.now() + timedelta(days=8))
        await self.company.move_to(at_school(self.company.rehearsal.time.now()) + A_MINUTE)
        if self._pair() is None:
            raise StuckError(f"the bot made no pair for {self.method.id}")

    async def _ask_around(self) -> None:
        asker, first, *more = self.company.people
        await self.company.tell(asker, self._practices)
        await self.company.press_own(asker, "invite")
        for word in (f"{self.company.team_id} {self.method.id}", f"{self.company.team_id} {self.method.id} {first.id}"):
            await pass_a_while(self.company)
            await self.company.press_own(asker, f"invite {word}")
        here = self._pair()
        if here is None:
            raise StuckError(f"the bot asked nobody for {self.method.id}")
        for other in more:
            await self.company.press_own(asker, f"around {here.id} {other.id}")

    async def _go_on(self, here: Pair) -> None:
        """Let whoever is waited for do what the step asks, or time go by where nobody is."""
        for person in self._together:
            if person.id in here.waits_for:
                if not self._was_asked(person, here):
                    # What there is to do reaches them on a working day.
                    await self.company.move_to(at_school(self.company.rehearsal.time.now() + A_DAY))
                    return
                await pass_a_while(self.company)
                await self._act(person, here)
                return
        await self.company.move_to(here.wake_at or here.state.due_at)

    def _was_asked(self, person: Person, here: Pair) -> bool:
        asked = PAIR_STEP.of(here.id, here.state.position)
        return messages.has_arrived(self.company.house.database, person.id, asked)

    async def _act(self, person: Person, here: Pair) -> None:
        own, step = f"pair {here.id} {here.state.position} ", here.on.step
        if step.agrees_date:
            if not await self.company.press_own(person, f"{own}fits "):
                await self.company.tell(person, f"{self._day():%d-%m-%Y} 10:15")
        elif step.way.by_press:
            await self.company.press_own(person, own, "done")
        else:
            await self.company.tell(person, self._line(person, here))
            if step.keeps == "lesson" and not self.method.asks_around:
                await self._share(person, own)
            elif person.id in (now.waits_for if (now := self._pair()) and now.on == here.on else ()):
                await self._say_that_was_all(person, own, here)

    async def _say_that_was_all(self, person: Person, own: str, here: Pair) -> None:
        if not here.on.step.fields:
            await self.company.press_own(person, own, "done")

    async def _share(self, person: Person, own: str) -> None:
        """Let the first line be shared, if the other agrees, and the next one stay its writer's."""
        word = "share" if self.shares else "keep"
        found = with_button(person.chat_with(self.company.bot), "pair ", "")
        if found:
            number = found[1].split()[-1]
            await self.company.press_own(person, own, f"{word} {number}")
            if self.shares:
                other = next(one for one in self.company.people[:TOGETHER] if one is not person)
                await pass_a_while(self.company)
                await self.company.press_own(other, own, f"fine {number}")
        self.shares = False

    def _day(self) -> datetime:
        """Return a school day soon."""
        return at_school(self.company.rehearsal.time.now() + timedelta(days=DAYS_AHEAD))

    def _line(self, person: Person, here: Pair) -> str:
        """Return what somebody writes to a step: one of the method's own examples, field by field or in turn."""
        step = self.method.steps[here.on.number - 1]
        place = self.said[person.id, here.state.position]
        self.said[person.id, here.state.position] += 1
        if not step.examples:
            return "…"
        offset = 0 if step.fields else here.people.index(person.id)
        return step.examples[(place + offset) % len(step.examples)].in_(self.company.language)


async def play_together(sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, method: Method, language: Language) -> Scenes:
    """Play a practice in pairs with two people, and return all that could be seen; a third doesn't join, and whoever
    leads them reads along from outside."""
    company = await gather(sandbox, bot, rehearsal, THERE, language)
    await begin_private_chats(sandbox, company)
    couple = Couple(company, method, Scenes(company))
    if method.asks_around:
        asker, *asked = company.people
        couple.script.roles[asker.id] = "owner"
        couple.script.roles.update({one.id: "helper" for one in asked})
    sandbox.watch(couple.script.see)
    company.on_press, company.on_rest = couple.script.press, couple.script.flush
    await couple.play()
    return couple.script
