"""`leerkring rehearse`: lists the methods, or plays one with the very same bot and shows what everybody sees."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.app.sessions.methods import minutes_of
from bot.clock import MovedTime
from bot.commandline.throwaway import throwaway
from bot.content import Content, Mistake, checking
from bot.core.method import Method
from bot.core.model import Language, Pace
from bot.core.session.state import Session
from bot.rehearsing.company import Company
from bot.rehearsing.experience import give_experience
from bot.rehearsing.layout import laid_out
from bot.rehearsing.playing import play_to_end
from bot.rehearsing.rehearsal import Rehearsal, rehearsing
from bot.rehearsing.script import Script
from bot.sandbox import Bot, Sandbox, serving
from bot.sandbox.story import COORDINATOR, DUTCH, ENGLISH, MONDAY, TEACHERS
from bot.settings import read

# Enough for the largest of small methods; only as many come as one takes.
CAST = (*TEACHERS, COORDINATOR, "Hans", "Irene", "Joost", "Lotte", "Milan", "Nora", "Omar", "Petra", "Ruud")
USUAL = 6
NEAREST = 3
FAILED, MISUSED = 1, 2


class RehearsalError(Exception):
    """A method that can't be rehearsed, with what to do in the message; `code` is the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A walkthrough that was played: all that could be seen, and where it ended."""

    script: Script
    session: Session

    def printed(self, language: Language) -> Iterator[str]:
        """Yield it for reading."""
        return laid_out(self.script.lines, self.session, language)

    def as_items(self) -> list[dict[str, Any]]:
        """Return it for programs."""
        return [line.as_item() for line in self.script.lines]


def listed(language: Language) -> list[dict[str, Any]]:
    """Return the methods there are, in the order in which the bot lists them."""
    found, _ = checking.in_use(read().content)
    return [
        {
            "id": method.id,
            "name": method.title.in_(language),
            "minutes": minutes_of(method),
            "days": sum(step.window for step in method.steps if not step.optional),
            "fewest": method.size[0],
            "most": method.size[1],
            "paces": list(method.paces),
        }
        for method in sorted(found.walkthroughs.values(), key=lambda one: (one.order, one.id))
    ]


def played(wanted: str, pace: Pace | None, language: Language) -> Rehearsed:
    """Play a method from gathering to clean-up, in a database that is thrown away afterwards.

    Without a pace it is the first that the method allows. Raises RehearsalError for a method or pace there is not, and
    for a file with mistakes.
    """
    own = read().content
    found, mistakes = checking.in_use(own)
    method = _find(found, mistakes, wanted.strip().lower())
    if pace and pace not in method.paces:
        raise RehearsalError(f"{method.id} can be done {' or '.join(method.paces)}, and not {pace}.", MISUSED)
    with throwaway() as folder:
        return asyncio.run(_play(method, pace or method.paces[0], language, own, Path(folder) / "rehearse.db"))


def _find(found: Content, mistakes: Sequence[Mistake], wanted: str) -> Method:
    broken = [str(one) for one in mistakes if Path(one.file).stem in (wanted, "frame")]
    if broken:
        raise RehearsalError("\n".join(broken), FAILED)
    by_name = {name.lower(): method for method in found.walkthroughs.values() for name in _names(method)}
    if wanted in by_name:
        return by_name[wanted]
    near = get_close_matches(wanted, by_name, n=2 * NEAREST, cutoff=0.5)
    ids = list(dict.fromkeys(by_name[name].id for name in near))[:NEAREST]
    hint = f"Did you mean {' or '.join(ids)}?" if ids else "`leerkring rehearse` lists them."
    raise RehearsalError(f"There is no method {wanted}. {hint}", MISUSED)


def _names(method: Method) -> list[str]:
    return [method.id, method.title.nl, method.title.en, *method.also_called]


async def _play(method: Method, pace: Pace, language: Language, own: Path | None, database: Path) -> Rehearsed:
    time = MovedTime(_morning())
    sandbox = Sandbox(now=time.now, record_calls=False)
    bot = sandbox.add_bot(token=f"7000001:{database.parent.name}", username="leerkring_bot", name="Leerkring")
    async with (
        serving(sandbox) as url,
        rehearsing(url, bot.token, database, time, lambda: sandbox.pending(bot), own) as rehearsal,
    ):
        company = await _gather(sandbox, bot, rehearsal, method, language)
        return await _take_down(sandbox, company, method, pace)


def _morning() -> datetime:
    return MONDAY.replace(hour=9)


async def _gather(sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal, method: Method, language: Language) -> Company:
    """Return a group of a size that suits the method, with the bot in it and enough behind it for any method."""
    names = CAST[: min(max(USUAL, method.size[0]), method.size[1])]
    people = [sandbox.add_person(name, language=language) for name in names]
    group = people[0].create_group((DUTCH if language == "nl" else ENGLISH).group)
    for one in (*people[1:], bot):
        people[0].invite(group, one)
    await rehearsal.settle()
    for one in people:
        one.write(group, "/join")
    await rehearsal.settle()
    give_experience(rehearsal.program.house, rehearsal.time.now())
    return Company(rehearsal, bot, group, people, language)


async def _take_down(sandbox: Sandbox, company: Company, method: Method, pace: Pace) -> Rehearsed:
    """Start the method, play it and write down what can be seen."""
    asked = company.people[0].write(company.group, f"/method {method.id} {pace}")
    await company.settle()
    session = company.session
    if session is None:
        raise LookupError(f"the bot did not start {method.id}")
    script = Script(company, session.id)
    for message in company.group.messages[company.group.messages.index(asked) :]:
        script.see(message, True)
    script.flush()
    sandbox.watch(script.see)
    company.on_press, company.on_rest = script.press, script.flush
    await play_to_end(company)
    return Rehearsed(script, script.session)
