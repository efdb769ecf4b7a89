"""The commands that look: `plan`, `log`, `digest`, `harvest`, `export`, `teams`, `find`; `accesses` for who looked."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.commandline.shell import (
    FAILED,
    as_json,
    as_team,
    explained,
    in_team,
    note_access,
    print_json,
    print_json_pages,
    print_pages,
    progress,
)

if TYPE_CHECKING:
    from bot.core.model import Language

FORTNIGHT = 14
FILE = click.Path(path_type=Path)
Asked = TypeVar("Asked", bound=Callable[..., Any])


def on_paper(command: Asked) -> Asked:
    """Let a command be asked to write what it tells into files."""
    for option in (
        click.option("--force", is_flag=True, help="Overwrite files that are there."),
        click.option("--pdf", type=FILE, metavar="FILE", help="Write a PDF; needs the extra `paper`."),
        click.option("--html", type=FILE, metavar="FILE", help="Write a page to read and to print."),
    ):
        command = option(command)
    return command


def _refuse_one_file(html: Path | None, pdf: Path | None) -> None:
    if html and html == pdf:
        raise click.UsageError("--html and --pdf need a file each.")


@click.command()
@in_team
@click.option("--days", type=click.IntRange(1, 366), help="How far to look ahead.  [default: 14]")
@click.option("--term", is_flag=True, help="Look fourteen weeks ahead, in place of --days.")
@click.option("--ics", type=FILE, metavar="FILE", help="Write what one team gets as a calendar, to take in by an app.")
@as_json
@explained
def plan(team: int | str | None, days: int | None, term: bool, ics: Path | None, is_json: bool) -> None:
    """Show who gets what when."""
    from bot.commandline.reading import calendar_of, counted, named_teams, nothing_planned, planned
    from bot.core.timing import TERM

    if ics and (is_json or team is None):
        raise click.UsageError("--ics takes one --team, and no --json.")
    if term and days:
        raise click.UsageError(f"--term is --days {TERM.days}: give one of them.")
    days = TERM.days if term else days or FORTNIGHT
    note_access("plan", team=team, days=days, ics=ics and str(ics))
    if ics and team is not None:
        if ics.exists():
            raise click.UsageError(f"{ics} is there already: give another name, or remove it.")
        text, many = calendar_of(days, team)
        ics.write_text(text, encoding="utf-8", newline="")
        click.echo(f"{counted(many, 'moment')} of team {team} written into {ics}.")
        return
    items = planned(days, team)
    if is_json:
        print_json_pages(items)
        return
    known = named_teams()
    lines = (f"{item['at']}  {known[item['team']]}  {item['schedule']:<6}  {item['method'] or ''}" for item in items)
    if not print_pages(lines):
        click.echo(nothing_planned(days, team))


@click.command()
@in_team
@click.option("--search", metavar="WORDS", help="Only entries with all these words.")
@as_json
@explained
def log(team: int | str | None, search: str | None, is_json: bool) -> None:
    """Print the log: what teams contributed. Treat it with the care you promised them."""
    from bot.commandline.reading import logged

    # Words that are searched for may be somebody's name: only that there was a search is noted.
    note_access("log", team=team, search=search is not None)
    # To a terminal the lines themselves show how far it has come.
    with progress("Reading the log", is_wanted=not sys.stdout.isatty()) as came:
        entries = logged(team, search, came)
        if is_json:
            print_json_pages(entries)
        elif not print_pages(_lines(entries)):
            click.echo("There are no entries.")


def _lines(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the log as lines for people."""
    from bot.commandline.reading import named_teams

    known: dict[int, str] = {}
    for entry in entries:
        number = entry["team"]
        # A team may be as new as its first entry, or gone after its last.
        known = known if number in known else {number: f"team {number}"} | named_teams()
        name = entry["author"]["name"] if entry["author"] else "(no name)"
        yield f"{entry['at']}  {known[number]}  {entry['method']}  {name}: {entry['text']}"


@click.command()
@click.argument("team", type=as_team)
@click.option("--week", type=click.IntRange(1, 53), help="That of a week of the year, rather than the last one.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="In a language, rather than the team's.")
@on_paper
@as_json
@explained
def digest(
    team: int | str,
    week: int | None,
    language: "Language | None",
    html: Path | None,
    pdf: Path | None,
    force: bool,
    is_json: bool,
) -> None:
    """Print the last weekly digest of TEAM, by its number in `leerkring teams` or its name, as who leads it was told.

    It holds no more than they are told: no numbers of people, no names but of what people released themselves.
    """
    from bot.commandline.digested import digested
    from bot.commandline.on_paper import written

    _refuse_one_file(html, pdf)
    note_access("digest", team=team, week=week, html=html and str(html), pdf=pdf and str(pdf))
    found = digested(team, week, language)
    files = written(found.paper, html, pdf, force=force)
    if is_json:
        print_json(found.item | {"files": files})
    else:
        print_pages(files or [found.item["text"]])


@click.command()
@in_team
@click.option(
    "--format",
    "formats",
    type=click.Choice(["markdown", "csv", "jsonl", "datasette"]),
    multiple=True,
    default=["markdown", "csv", "jsonl"],
    show_default=True,
    help="As what; may be given more than once.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Where to put the files.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@as_json
@explained
def export(team: int | str | None, formats: tuple[str, ...], out: Path, force: bool, is_json: bool) -> None:
    """Write what each team can read of its own log into files, to keep or to work with.

    A file a team for people (markdown), spreadsheets (csv) or programs (jsonl); or one of all teams for Datasette, with
    what describes it. Nothing private is in them, and nothing that tells whose a nameless answer is. They hold what
    people wrote, also what they erase later: keep them for a limited time. Their own data people get with /export.
    """
    from bot.commandline.exporting import exported
    from bot.commandline.reading import counted

    note_access("export", team=team, format=" ".join(formats), out=str(out))
    written = exported(team, formats, out, force=force)
    if is_json:
        print_json(written)
        return
    for one in written:
        number = one["contributions"]
        click.echo(one["file"] if number is None else f"{one['file']}: {counted(number, 'contribution')}.")
    if "datasette" in formats:
        copy, described = (one["file"] for one in written if one["format"] == "datasette")
        click.echo(f"Read it with: datasette {copy} --metadata {described}")
    if not written:
        click.echo("There are no teams.")


@click.command()
@click.argument("team", type=as_team)
@click.option("--year", is_flag=True, help="Of the past year, rather than since the team’s last harvest or this term.")
@on_paper
@as_json
@explained
def harvest(team: int | str, year: bool, html: Path | None, pdf: Path | None, force: bool, is_json: bool) -> None:
    """Put on paper what some time brought TEAM, by its number in `leerkring teams` or its name.

    On it is only what may be read outside the team: what people released by name, and tiles. Nothing else that they
    wrote, and nothing of a case. Without a file it prints the words. What somebody takes back later doesn’t vanish from
    paper: pass it on no further than needed.
    """
    from bot.commandline.on_paper import as_item, harvested, lines, written

    _refuse_one_file(html, pdf)
    note_access("harvest", team=team, year=year, html=html and str(html), pdf=pdf and str(pdf))
    found = harvested(team, is_of_year=year)
    files = written(found, html, pdf, force=force) if found.sections else []
    if is_json:
        print_json(as_item(found, files))
    elif not found.sections:
        click.echo(
            "Nothing was released and no tile made since the team's last harvest, or this term."
            " `--year` looks back over a year.",
            err=bool(html or pdf),
        )
        sys.exit(FAILED if html or pdf else 0)
    else:
        print_pages(files or lines(found))


@click.command()
@as_json
@explained
def teams(is_json: bool) -> None:
    """List the teams and how they are set."""
    from bot.commandline.reading import counted, listed_teams

    note_access("teams")
    found = listed_teams()
    if is_json:
        print_json(found)
        return
    for team in found:
        people = f"{counted(len(team['members']), 'member')}, {counted(len(team['leaders']), 'leader')}"
        click.echo(
            f"{team['id']}  {team['name']}  {team['language']}  {team['timezone']}  {team['region']}"
            f"  {people}  keeps {team['keeps']}"
        )
    if not found:
        click.echo("There are no teams. Add the bot to a group and give /start there.")


@click.command()
@click.argument("words", nargs=-1)
@in_team
@click.option(
    "--show", is_flag=True, help="Print the words too, where more than their author or a case's people may read them."
)
@as_json
@explained
def find(words: tuple[str, ...], team: int | str | None, show: bool, is_json: bool) -> None:
    """Find where all of some words stand in what is kept, to answer somebody who doesn't take part.

    It looks through contributions of every kind, commitments, questions that teams wrote, words in private that have no
    place yet, names, updates that wait or were set aside, and messages that wait. It prints where: what it is, its
    number, team and date, and who may see it; of somebody, the teams they are in. `leerkring erase` removes it.
    Without WORDS it asks for them, so that a name stands in no history of commands.
    """
    from bot.commandline.reading import found_places, require_kept

    # Nobody is to type a name for nothing.
    require_kept()
    wanted = " ".join(words) or click.prompt("Words", err=True)
    note_access("find", team=team, search=True, show=show)
    places = found_places(wanted, team, shows_words=show)
    if is_json:
        print_json_pages(places)
        return
    number = print_pages(map(_place_line, places))
    click.echo(f"Found in {number} places." if number != 1 else "Found in 1 place.")


def _place_line(place: dict[str, Any]) -> str:
    numbers = ", ".join(map(str, place["teams"]))
    where = f"team{'s' if place['teams'][1:] else ''} {numbers}" if numbers else "no team"
    since = "since " if place["kind"] == "person" and place["at"] else ""
    line = f"{place['kind']} {place['id']}  {where}  {since}{place['at'] or 'no date'}  seen by: {place['seen_by']}"
    return f"{line}  {place['text']}" if place.get("text") else line


@click.command()
@as_json
@explained
def accesses(is_json: bool) -> None:
    """Print who had what is kept printed, copied or removed on this machine: when, which account, which command."""
    from bot.commandline.reading import noted_accesses

    noted = noted_accesses()
    if is_json:
        print_json(noted)
        return
    for one in noted:
        if "unreadable" in one:
            click.echo(f"(a line that can't be read: {one['unreadable']})")
            continue
        options = " ".join(f"{name}={value}" for name, value in one["options"].items())
        through = f" (through sudo: {one['through']})" if one["through"] else ""
        click.echo(f"{one['at']}  {one['account'] or one['uid']}{through}  {one['command']}  {options}".rstrip())
    if not noted:
        click.echo("Nobody looked yet.")
