"""`leerkring rehearse`: plays a method, a scan or a question with the very same bot and shows what everybody sees."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.app.sessions.measuring import OPEN_DAYS
from bot.app.sessions.methods import minutes_of
from bot.clock import MovedTime
from bot.commandline.throwaway import throwaway
from bot.content import Content, Mistake, checking
from bot.core.instrument import Instrument
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language, Pace
from bot.core.session.state import Session
from bot.rehearsing.company import Company
from bot.rehearsing.experience import give_experience
from bot.rehearsing.gathering import gather
from bot.rehearsing.layout import heading_of_step, laid_out, told_nothing
from bot.rehearsing.playing import play_to_end
from bot.rehearsing.questioning import play_question
from bot.rehearsing.rehearsal import Rehearsal, rehearsing
from bot.rehearsing.scanning import play_scan
from bot.rehearsing.scenes import Scenes
from bot.rehearsing.script import Case, Line
from bot.rehearsing.together import play_together
from bot.sandbox import Bot, Sandbox, serving
from bot.sandbox.story import MONDAY
from bot.settings import read

USUAL = 6
NEAREST = 3
FAILED, MISUSED = 1, 2
# How a method is asked for at a pace.
ASKED_FOR: Mapping[Language, tuple[str, Mapping[Pace, str]]] = {
    "nl": ("/werkvorm", {"live": "live", "sprint": "vlot", "calm": "rustig"}),
    "en": ("/method", {"live": "live", "sprint": "sprint", "calm": "calm"}),
}


class RehearsalError(Exception):
    """What can't be rehearsed, with what to do in the message; `code` is the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What was played: all that could be seen, under which headings, and to whom nothing was said in private; of a
    walkthrough also where it ended."""

    lines: list[Line]
    heading: Callable[[int], str]
    session: Session | None = None
    told_nothing: tuple[list[str], list[str]] = ([], [])

    def printed(self, language: Language) -> Iterator[str]:
        """Yield it for reading."""
        yield from laid_out(self.lines, self.heading, language, has_cards=self.session is None)
        if any(self.told_nothing):
            yield told_nothing(*self.told_nothing, language)

    def as_items(self) -> list[dict[str, Any]]:
        """Return it for programs."""
        return [line.as_item() for line in self.lines]


def listed(language: Language) -> list[dict[str, Any]]:
    """Return the methods there are, and then the scans, in the order in which the bot lists them."""
    found, _ = checking.in_use(read().content)
    in_steps = [*found.walkthroughs.values(), *found.in_pairs.values()]
    methods = sorted(in_steps, key=lambda one: (one.order, one.id))
    scans = sorted(found.instruments.values(), key=lambda one: (one.order, one.id))
    return [*(_method_listed(one, language) for one in methods), *(_scan_listed(one, language) for one in scans)]


def _method_listed(method: Method, language: Language) -> dict[str, Any]:
    return {
        "id": method.id,
        "kind": "method",
        "name": method.title.in_(language),
        "minutes": minutes_of(method),
        "days": sum(step.window for step in method.steps if not step.optional),
        "fewest": method.size[0],
        "most": method.size[1],
        "paces": list(method.paces),
    }


def _scan_listed(scan: Instrument, language: Language) -> dict[str, Any]:
    return {
        "id": scan.id,
        "kind": "scan",
        "name": scan.title.in_(language),
        "minutes": scan.minutes,
        "days": OPEN_DAYS,
        "fewest": scan.minimum,
        "most": None,
        "paces": [],
    }


def played(wanted: str, pace: Pace | None, language: Language) -> Rehearsed:
    """Play a method, a scan or a question from its beginning to its end, in a database that is thrown away afterwards.

    Without a pace it is the first that a method allows. Raises RehearsalError for what there is not, for a pace that it
    does not have, and for a file with mistakes.
    """
    own = read().content
    found, mistakes = checking.in_use(own)
    one = _find(found, mistakes, " ".join(wanted.split()).lower())
    if isinstance(one, Method) and not (one.is_prompt or one.in_pairs):
        play = _playing_method(one, pace, language)
    elif pace:
        raise RehearsalError(f"{one.id} is no method of consultation and has no pace; leave --pace out.", MISUSED)
    else:
        play = _playing_scenes(found, one, language)
    with throwaway() as folder:
        return asyncio.run(_play(play, own, Path(folder) / "rehearse.db"))


def _find(found: Content, mistakes: Sequence[Mistake], wanted: str) -> Method | Instrument:
    broken = [str(one) for one in mistakes if Path(one.file).stem in (wanted, "frame")]
    if broken:
        raise RehearsalError("\n".join(broken), FAILED)
    by_name = _by_name(found)
    if named := by_name.get(wanted) or by_name.get(wanted.rstrip("?")):
        return named
    near = get_close_matches(wanted, by_name, n=2 * NEAREST, cutoff=0.5)
    ids = list(dict.fromkeys(by_name[name].id for name in near))[:NEAREST]
    hint = f"Did you mean {' or '.join(ids)}?" if ids else "`leerkring rehearse` lists methods and scans;"
    more = "" if ids else " `leerkring library` lists questions too."
    raise RehearsalError(f"There is no method, scan or question {wanted}. {hint}{more}", MISUSED)


def _by_name(found: Content) -> Mapping[str, Method | Instrument]:
    """Return all that can be rehearsed by what it may be called, in small letters; methods come before the rest."""
    every: list[Method | Instrument] = [
        *found.prompts.values(),
        *found.instruments.values(),
        *found.walkthroughs.values(),
        *found.in_pairs.values(),
    ]
    titled = {one.title.in_(language).lower().rstrip("?"): one for one in every for language in LANGUAGES}
    also = {name.lower(): one for one in found.walkthroughs.values() for name in one.also_called}
    scans = {name: one for one in found.instruments.values() for name in one.names.values()}
    return titled | also | scans | {one.id: one for one in every}


Playing = Callable[[Sandbox, Bot, Rehearsal], Awaitable[Rehearsed]]


async def _play(play: Playing, own: Path | None, database: Path) -> Rehearsed:
    time = MovedTime(_morning())
    sandbox = Sandbox(now=time.now, record_calls=False)
    bot = sandbox.add_bot(token=f"7000001:{database.parent.name}", username="leerkring_bot", name="Leerkring")
    async with (
        serving(sandbox) as url,
        rehearsing(url, bot.token, database, time, lambda: sandbox.pending(bot), own) as rehearsal,
    ):
        return await play(sandbox, bot, rehearsal)


def _morning() -> datetime:
    return MONDAY.replace(hour=9)


def _playing_scenes(found: Content, one: Method | Instrument, language: Language) -> Playing:
    async def play(sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal) -> Rehearsed:
        script: Scenes
        if isinstance(one, Instrument):
            script = await play_scan(sandbox, bot, rehearsal, one, language)
        elif one.in_pairs:
            script = await play_together(sandbox, bot, rehearsal, one, language)
        else:
            script = await play_question(sandbox, bot, rehearsal, one, found.prompts, language)
        return Rehearsed(script.lines, script.heading, told_nothing=script.told_nothing())

    return play


def _playing_method(method: Method, pace: Pace | None, language: Language) -> Playing:
    """Return what plays a method with a group of a size that suits it, which has enough behind it for any method.

    Raises RehearsalError for a pace that the method does not allow.
    """
    if pace and pace not in method.paces:
        raise RehearsalError(f"{method.id} can be done {' or '.join(method.paces)}, and not {pace}.", MISUSED)

    async def play(sandbox: Sandbox, bot: Bot, rehearsal: Rehearsal) -> Rehearsed:
        count = min(max(USUAL, method.size[0]), method.size[1])
        company = await gather(sandbox, bot, rehearsal, count, language)
        give_experience(company.house, rehearsal.time.now())
        return await _take_down(sandbox, company, method, pace or method.paces[0])

    return play


async def _take_down(sandbox: Sandbox, company: Company, method: Method, pace: Pace) -> Rehearsed:
    """Start the method, play it and write down what can be seen."""
    command, paces = ASKED_FOR[company.language]
    asked = company.people[0].write(company.group, f"{command} {method.id} {paces[pace]}")
    await company.settle()
    session = company.session
    if session is None:
        raise LookupError(f"the bot did not start {method.id}")
    script = Case(company, session_id=session.id)
    for message in company.group.messages[company.group.messages.index(asked) :]:
        script.see(message, True)
    script.flush()
    sandbox.watch(script.see)
    company.on_press, company.on_rest = script.press, script.flush
    await play_to_end(company)
    ended = script.session
    return Rehearsed(script.lines, lambda at: heading_of_step(ended, at, company.language), ended)
