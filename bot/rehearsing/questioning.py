"""Plays a question from asking to its summary, with the one that it goes on with, and its second step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.core.method import Method
from bot.core.model import Language
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.rehearsing.company import Company, with_button
from bot.rehearsing.gathering import begin_private_chats, gather
from bot.rehearsing.lines import line
from bot.rehearsing.playing import pass_a_while
from bot.rehearsing.rehearsal import Rehearsal, StuckError
from bot.rehearsing.scenes import Scenes
from bot.rehearsing.script import Role
from bot.sandbox import Bot, Sandbox
from bot.sandbox.people import Person

# How many answer by name, without one, and for themselves; then one skips, and one does nothing.
NAMED, NAMELESS, ALONE, SKIPPING, SILENT = 2, 3, 1, 1, 1
PEOPLE = NAMED + NAMELESS + ALONE + SKIPPING + SILENT
A_MINUTE, DAYS_A_WEEK = timedelta(minutes=1), 7
SCENES = {
    "nl": {"before": "Vooraf", "closes": "De vraag sluit", "second": "{weeks} weken later"},
    "en": {"before": "Beforehand", "closes": "The question closes", "second": "{weeks} weeks later"},
}
A_WEEK_LATER = {"nl": "Een week later", "en": "A week later"}


@dataclass
class Question:
    """A question that is played, and how it is told."""

    company: Company
    script: Scenes

    async def play(self, method: Method, occasion: str = "") -> None:
        """Ask it, let everybody answer in their way, and close it; `occasion` is what stands before its title."""
        title, scenes = method.title.in_(self.company.language), SCENES[self.company.language]
        self.script.begin(f"{occasion} · {title}" if occasion else title)
        session = await self._ask(method)
        named, nameless, alone, skipping, _ = self._parts()
        for person in named:
            await (self._answer_privately if session.state.outline.is_blind else self._reply)(person, session)
        for person in nameless:
            await self._answer_privately(person, session, "nameless ")
        for person in alone:
            await self._answer_privately(person, session, "onlyme ")
        for person in skipping:
            await self._tap_or_skip(person, session)
        self.script.begin(scenes["closes"])
        await self.company.move_to(session.state.due_at + A_MINUTE)

    async def wait(self, weeks: int) -> None:
        """Let weeks go by."""
        await pass_a_while(self.company, days=DAYS_A_WEEK * weeks)

    def roles(self) -> dict[int, Role]:
        """Return how people go about it, by their numbers; of those who answer by name nothing is said."""
        named: tuple[Role, ...] = ("member", "nameless", "alone", "member", "member")
        return {one.id: role for role, part in zip(named, self._parts(), strict=True) for one in part}

    def _parts(self) -> tuple[list[Person], ...]:
        """Return who answers by name, without one, for themselves, who skips, and who does nothing."""
        people, parts = list(self.company.people), list[list[Person]]()
        for count in (NAMED, NAMELESS, ALONE, SKIPPING, SILENT):
            parts.append(people[:count])
            people = people[count:]
        return tuple(parts)

    async def _ask(self, method: Method) -> Session:
        """Let somebody ask it. Raises StuckError if the bot does not."""
        command = "/vraag" if self.company.language == "nl" else "/ask"
        await self.company.write(self.company.people[0], f"{command} {method.id}")
        session = self.company.open_on(REFLECTION)
        if session is None or session.method != method.id:
            raise StuckError(f"the bot did not ask {method.id}")
        return session

    def _words(self, person: Person) -> str:
        is_first = len(self.script.headings) == 1
        kind = "to a question" if is_first else "to a later question"
        return line(kind, self.company.language, list(self.company.people).index(person))

    async def _reply(self, person: Person, session: Session) -> None:
        """Tap what there is to tap, and answer in the group."""
        await pass_a_while(self.company)
        await self._tap(person, session, 1)
        question = with_button(self.company.group, f"skip {session.id}")
        if question:
            person.reply(question[0], self._words(person))
            await self.company.settle()

    async def _answer_privately(self, person: Person, session: Session, choice: str = "") -> None:
        """Answer in private, and choose who reads it; of a blind question by name, where nothing is chosen."""
        await pass_a_while(self.company)
        await self.company.open_link(person, "answer")
        await self.company.press_own(person, f"tap {session.id} ", " 2")
        await self.company.tell(person, self._words(person))
        if choice:
            await self.company.press_own(person, choice)

    async def _tap_or_skip(self, person: Person, session: Session) -> None:
        """Tap one thing and then another, and write nothing; where there is nothing to tap, skip."""
        await pass_a_while(self.company)
        if await self._tap(person, session, 1):
            await self._tap(person, session, 2)
        else:
            await self._press_in_group(person, f"skip {session.id}")

    async def _tap(self, person: Person, session: Session, which: int) -> bool:
        return await self._press_in_group(person, f"tap {session.id} {which}")

    async def _press_in_group(self, person: Person, command: str) -> bool:
        found = with_button(self.company.group, command)
        if found:
            await self.company.press(person, *found)
        return found is not None


async def play_question(
    sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, method: Method, every: Mapping[str, Method], language: Language
) -> Scenes:
    """Play a question and return all that could be seen: before it what it goes on with or recalls, after it its second
    step."""
    company = await gather(sandbox, bot, rehearsal, PEOPLE, language)
    await begin_private_chats(sandbox, company)
    script = Scenes(company)
    question = Question(company, script)
    script.roles.update(question.roles())
    sandbox.watch(script.see)
    company.on_press, company.on_rest = script.press, script.flush
    if earlier := _before(method, every):
        await question.play(earlier, SCENES[language]["before"])
        await question.wait(method.weeks or 1)
    await question.play(method)
    if second := next((one for one in every.values() if one.follows == method.id), None):
        weeks = second.weeks or 1
        await question.wait(weeks)
        later = SCENES[language]["second"].format(weeks=weeks) if weeks > 1 else A_WEEK_LATER[language]
        await question.play(second, later)
    return script


def _before(method: Method, every: Mapping[str, Method]) -> Method | None:
    """Return the question that one goes on with, or one of those whose answers it recalls."""
    if method.follows:
        return every.get(method.follows)
    plain = (
        one for one in every.values() if one.family in method.recalls and not (one.taps or one.blind or one.season)
    )
    return min(plain, key=lambda one: one.id, default=None)
