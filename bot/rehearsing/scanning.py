"""Plays a scan: people fill it in alone, each in their way, read together what it came to, and agree on one thing."""

from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.instrument import WISH, Instrument
from bot.core.model import Language
from bot.core.profile import SHARED
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.rehearsing.company import Company, commands, with_button
from bot.rehearsing.gathering import begin_private_chats, gather, let_all_lead_elsewhere, let_lead
from bot.rehearsing.lines import line
from bot.rehearsing.playing import look_back_later, pass_a_while
from bot.rehearsing.rehearsal import Rehearsal, StuckError
from bot.rehearsing.scenes import Scenes
from bot.rehearsing.script import Role
from bot.sandbox import Bot, Sandbox
from bot.sandbox.people import Person

# So many at least fill it in, so that each way to do that is seen, and one more than a line needs to show.
FEWEST = 4
# What people mark, line after line, as a share of the scale; who is further on in the row marks something else.
SHARES = (0.6, 0.7, 0.4, 0.8, 0.5, 1.0, 0.2)
BY_LINE, BY_PERSON, IN_SECOND = 3, 2, 0.2
# Every so many lines, somebody doesn't know.
UNKNOWN_EVERY = 4
A_MINUTE = timedelta(minutes=1)
WEEKS_OF_AGREEMENT, TWICE = 4, 2
SCENES = {
    "nl": ("Een scan kiezen", "Ieder vult in, alleen", "Wat de groep ziet", "De afspraak", "Weken later"),
    "en": ("Choosing a scan", "Each fills it in, alone", "What the group sees", "The agreement", "Weeks later"),
}


@dataclass
class Scan:
    """A scan that is played: who fills it in, by their place in the company, and how it is told."""

    company: Company
    instrument: Instrument
    script: Scenes
    fillers: list[Person]
    leading: list[Person] = field(default_factory=list)

    async def play(self) -> None:
        """Play it from the choice to what came of the agreement."""
        scenes = SCENES[self.company.language]
        self.script.begin(scenes[0])
        session = await self._begin()
        self.script.begin(scenes[1])
        await self._fill_in()
        self.script.begin(scenes[2])
        await self.company.move_to(session.state.due_at + A_MINUTE)
        self.script.begin(scenes[3])
        await self._agree()
        self.script.begin(scenes[4])
        await look_back_later(self.company)

    async def _begin(self) -> Session:
        """Look at what the scan is for, and begin it; where it needs a topic, with that. Raises StuckError if the bot
        does not begin."""
        first, name = self.company.people[0], self.instrument.names[self.company.language]
        await self.company.write(first, f"/scan {name}")
        begins = with_button(self.company.group, f"scan now {self.instrument.id}")
        if begins:
            await self.company.press(first, *begins)
        else:
            await self.company.write(first, f"/scan {name} {line('topic', self.company.language)}")
        session = self.company.open_on(INSTRUMENT)
        if session is None:
            raise StuckError(f"the bot did not begin {self.instrument.id}")
        return session

    async def _fill_in(self) -> None:
        first, unsure, halting, *others = self.fillers
        await self._fill(first)
        await self._mark_second_pass(first)
        await self._fill(unsure, knows_all=False)
        await self._think_again(unsure)
        half = max(len(self.instrument.items) // 2, 1)
        await self._fill(halting, at_most=half)
        for person in (*others, *self.leading):
            await self._fill(person)
            await self._mark_second_pass(person)
        await pass_a_while(self.company, days=1)
        await self._fill(halting)
        await self._mark_second_pass(halting)

    async def _fill(self, person: Person, *, at_most: int | None = None, knows_all: bool = True) -> None:
        """Let somebody open the scan and mark the lines that are left, or the first so many, and what they wish for."""
        await pass_a_while(self.company)
        await self.company.open_link(person, "fill")
        done = 0
        while (on := self._line_shown_to(person)) and done != at_most:
            value = "-" if not knows_all and on[1] % UNKNOWN_EVERY == 1 else str(self._value(person, *on))
            await self.company.press_own(person, f"fill {self._session_id(person)} {on[0]} {on[1]} ", f" {value}")
            done += 1

    async def _mark_second_pass(self, person: Person) -> None:
        """Let somebody mark each line once more, where there is a second pass, which is left to each."""
        if len(self.instrument.passes) < TWICE:
            return
        await self.company.press_own(person, f"fill {self._session_id(person)} 1 0")
        while on := self._line_shown_to(person):
            value = str(self._value(person, *on))
            await self.company.press_own(person, f"fill {self._session_id(person)} {on[0]} {on[1]} ", f" {value}")

    async def _think_again(self, person: Person) -> None:
        """Let somebody go back to the first line and mark it otherwise, and then look at all they marked."""
        await self.company.press_own(person, f"fill {self._session_id(person)} 0 which")
        await self.company.press_own(person, f"fill {self._session_id(person)} 0 0")
        values = self.instrument.values
        other = values[(values.index(self._value(person, 0, 0)) + 1) % len(values)]
        await self.company.press_own(person, f"fill {self._session_id(person)} 0 0 ", f" {other}")

    def _line_shown_to(self, person: Person) -> tuple[int, int] | None:
        """Return the pass and the number of the line that somebody's card shows; None where it shows all of them."""
        found = with_button(person.chat_with(self.company.bot), "fill ")
        marking = [data.split() for data in commands(found[0]) if len(data.split()) > 4] if found else []
        return (int(marking[0][2]), int(marking[0][3])) if marking else None

    def _session_id(self, person: Person) -> str:
        found = with_button(person.chat_with(self.company.bot), "fill ")
        return found[1].split()[1] if found else ""

    def _value(self, person: Person, passing: int, item: int) -> int:
        """Return what somebody marks on a line: of what one wishes for, most choose the same."""
        place = (*self.fillers, *self.leading).index(person)
        if passing == WISH:
            return min(1 if place < SHARED or place % 3 else 0, len(self.instrument.items) - 1)
        values = self.instrument.values
        share = SHARES[(item * BY_LINE + place * BY_PERSON) % len(SHARES)] + passing * IN_SECOND
        return values[round(min(share, 1.0) * (len(values) - 1))]

    async def _agree(self) -> None:
        """Let somebody put down what the group agreed on, choose when to be asked, and show it to the team."""
        company, writer = self.company, self.fillers[-1]
        await pass_a_while(company, days=1)
        await company.open_link(writer, "agree")
        await company.tell(writer, line("agreement", company.language))
        await company.press_own(writer, "lookback ", f" {WEEKS_OF_AGREEMENT}")
        await company.press_own(writer, "shareboard ")
        await company.write(company.people[0], "/voornemens" if company.language == "nl" else "/board")


async def play_scan(
    sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, instrument: Instrument, language: Language
) -> Scenes:
    """Play a scan with as many people as it takes, and return all that could be seen; one of them never opens it, and
    who leads them takes part, or reads along from outside."""
    fillers = max(instrument.minimum + 1, FEWEST)
    leading = instrument.minimum if instrument.by_role else 1
    company = await gather(sandbox, bot, rehearsal, fillers + leading + 1, language)
    await begin_private_chats(sandbox, company)
    if instrument.for_leaders:
        await let_all_lead_elsewhere(company)
    let_lead(company, company.people[fillers : fillers + leading])
    scan = _cast(company, instrument, fillers, leading)
    sandbox.watch(scan.script.see)
    company.on_press, company.on_rest = scan.script.press, scan.script.flush
    await scan.play()
    return scan.script


def _cast(company: Company, instrument: Instrument, fillers: int, leading: int) -> Scan:
    """Return a scan with who fills it in how."""
    people = list(company.people)
    led = people[fillers : fillers + leading]
    roles: dict[int, Role] = {people[1].id: "unsure", people[2].id: "halting", **{one.id: "leading" for one in led}}
    return Scan(company, instrument, Scenes(company, roles=roles), people[:fillers], led)
