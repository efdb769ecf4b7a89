"""Library: all that a team can be asked or led through, by kind, for people, for programs and as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

import click

from bot.commandline.shell import as_json, explained, print_json
from bot.content import Content, load
from bot.core.instrument import Instrument
from bot.core.method import THREE, Method
from bot.core.model import LANGUAGES, Language
from bot.core.programme import Programme

# A sentence in answer to a question takes no longer.
MINUTES_OF_QUESTION = 2
# What a file in each folder is.
KINDS = {"consultation": "consultation", "toolbox": "tool", "practices": "practice"}
SECTIONS = {
    "question": "Questions",
    "instrument": "Scans",
    "consultation": "Methods of consultation",
    "tool": "Tools",
    "practice": "Practices",
    "programme": "Programmes",
    "command": "Commands that carry one by themselves",
}
# What is no file of its own: the command, what it is in each language, the rows it carries and who reads it.
COMMANDS: tuple[tuple[str, dict[Language, str], list[str], str], ...] = (
    ("board", {"en": "The board of commitments", "nl": "Het bord met voornemens"}, ["W6"], "what its owner shows"),
    ("who", {"en": "Who can do what", "nl": "Wie kan wat"}, ["W18"], "the team, by name"),
    ("can", {"en": "What I can help with", "nl": "Waar ik mee kan helpen"}, ["W18"], "the team, by name"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be asked, filled in or gone through; `sharing` is how others come to see what somebody gave, `size`
    the fewest and most people, where that matters, and `spaces` what a method of consultation makes room for."""

    id: str
    kind: str
    rows: list[str]
    title: dict[Language, str]
    minutes: int
    size: list[int] | None
    paces: list[str]
    sharing: str
    fits: str
    source: str
    spaces: list[str] = field(default_factory=list)


def entries(read: Content) -> Iterator[Entry]:
    """Yield everything there is: questions by family, instruments and methods of consultation in their order."""
    by_family = sorted(read.prompts.values(), key=lambda one: (str(one.family)[0], _number(str(one.family)), one.id))
    yield from (_of_question(one) for one in by_family)
    yield from (_of_instrument(one) for one in sorted(read.instruments.values(), key=lambda one: (one.order, one.id)))
    in_steps = [*read.walkthroughs.values(), *read.in_pairs.values()]
    yield from (_of_method(read, one) for one in sorted(in_steps, key=lambda one: (one.order, one.id)))
    yield from (
        _of_programme(read, one) for one in sorted(read.programmes.values(), key=lambda one: (one.order, one.id))
    )
    yield from (_of_command(*one) for one in COMMANDS)


def _number(family: str) -> int:
    return int(family[1:])


def _both(one: Method | Instrument | Programme) -> dict[Language, str]:
    return {language: one.title.in_(language) for language in LANGUAGES}


def _of_question(one: Method) -> Entry:
    sharing = "blind, then all at once" if one.blind else "in the group, or in private first"
    rows = [str(one.family)]
    return Entry(one.id, "question", rows, _both(one), MINUTES_OF_QUESTION, None, [], sharing, one.fits, one.source)


def _of_instrument(one: Instrument) -> Entry:
    ways = {(True, False): "for oneself; the wish chosen most", (False, True): "bands, without names"}
    sharing = ways.get((one.private, one.bands), "spread, without names")
    return Entry(
        one.id,
        "instrument",
        list(one.rows),
        _both(one),
        one.minutes,
        [one.minimum, 15],
        [],
        sharing,
        "everybody",
        one.source,
    )


def _of_method(read: Content, one: Method) -> Entry:
    minutes = sum(step.minutes or 0 for step in one.steps)
    among = "among those who are in" if not one.in_pairs else f"between {'a few' if one.together > THREE else 'two'}"
    sharing = f"{among}, and erased afterwards"
    return Entry(
        id=one.id,
        kind=KINDS[read.files[one.id].split("/")[-2]],
        rows=list(one.rows),
        title=_both(one),
        minutes=minutes,
        size=list(one.size),
        paces=list(one.paces),
        sharing=sharing,
        fits="everybody" if one.with_leaders else "teachers",
        source=one.source,
        spaces=list(one.spaces),
    )


def _of_programme(read: Content, one: Programme) -> Entry:
    items = [item for phase in one.phases for item in phase.items]
    walks = [read.methods[item.method] for item in items if item.method and item.method in read.methods]
    scans = [read.instruments[item.scan] for item in items if item.scan and item.scan in read.instruments]
    minutes = sum(step.minutes or 0 for method in walks for step in method.steps) + sum(scan.minutes for scan in scans)
    minutes += MINUTES_OF_QUESTION * (len(items) - len(walks) - len(scans))
    sharing = "as each of its parts"
    return Entry(one.id, "programme", list(one.rows), _both(one), minutes, None, [], sharing, "everybody", one.source)


def _of_command(name: str, title: dict[Language, str], rows: list[str], sharing: str) -> Entry:
    source = "Sources D and B; wording ours"
    return Entry(name, "command", rows, title, MINUTES_OF_QUESTION, None, [], sharing, "everybody", source)


def as_page(read: Content) -> str:
    """Return everything there is as a page in Markdown, with the rows of the publications that each carries."""
    found = list(entries(read))
    lines = [
        "# Library",
        "",
        "All that comes with Leerkring; `leerkring library --page` writes this page from the files.",
    ]
    for kind, heading in SECTIONS.items():
        own = [one for one in found if one.kind == kind]
        has_spaces = any(one.spaces for one in own)
        names = ["row", "id", "title", "titel", "minutes", *(["spaces"] if has_spaces else []), "who reads it"]
        lines += ["", f"## {heading}: {len(own)}", "", _row(names)]
        lines += [_row(["--:" if name == "minutes" else "---" for name in names]).replace(" ", "")]
        lines += [_line(one, has_spaces=has_spaces) for one in own]
    return "\n".join([*lines, ""])


def _line(one: Entry, *, has_spaces: bool) -> str:
    spaces = [", ".join(one.spaces)] if has_spaces else []
    row, titles = ", ".join(one.rows), (one.title["en"], one.title["nl"])
    return _row([row, f"`{one.id}`", *titles, str(one.minutes), *spaces, one.sharing])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


@click.command()
@click.option("--page", is_flag=True, help="Print it as a page in Markdown.")
@as_json
@explained
def library(page: bool, is_json: bool) -> None:
    """List all questions, scans and methods, a school's own included."""
    from bot.settings import read

    found = load(read().content)
    if page:
        click.echo(as_page(found), nl=False)
    elif is_json:
        print_json([asdict(one) for one in entries(found)])
    else:
        for one in entries(found):
            spaces = f" ({', '.join(one.spaces)})" if one.spaces else ""
            click.echo(f"{', '.join(one.rows):<4} {one.kind:<12} {one.id:<32} {one.title['nl']}{spaces}")
