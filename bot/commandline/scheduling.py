"""The commands of schedules: `schedule apply` and `free-days` for teams, `holidays update` for regions."""

import sys
from pathlib import Path

import click

from bot.commandline.shell import FAILED, as_json, explained, note_access, print_json


@click.group()
def schedule() -> None:
    """Set teams from a file: rhythms, free days and more."""


@schedule.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing; also beside the bot.")
@as_json
@explained
def apply(file: Path, dry_run: bool, is_json: bool) -> None:
    """Let teams be set as FILE says: all of it, or nothing where any of it is wrong. Stop the bot first.

    FILE is TOML with a table a team: [[teams]], team = "Onderbouw", rhythm = "elke dinsdag, 12.30 uur". What it leaves
    out stays as it is. docs/administrators.md lists all it may say.
    """
    from bot.commandline.applying import applied, printed

    note_access("schedule apply", dry_run=dry_run)
    done = applied(file, is_dry=dry_run)
    if is_json:
        print_json(done)
    else:
        for line in printed(done):
            click.echo(line, err=bool(done["problems"]))
    sys.exit(FAILED if done["problems"] else 0)


@schedule.command("free-days")
@click.argument("team")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Show which days would be added; also beside the bot.")
@as_json
@explained
def read_days(team: str, file: Path, dry_run: bool, is_json: bool) -> None:
    """Add the whole days of a calendar (.ics) or table (.csv) to a TEAM's own free days. Stop the bot first.

    A table begins with a line such as first,last,name. What has hours is left out; where anything can't be read,
    nothing is added.
    """
    from bot.commandline.applying import printed_days, with_days

    note_access("schedule free-days", dry_run=dry_run)
    done = with_days(team, file, is_dry=dry_run)
    if is_json:
        print_json(done)
        return
    for line in printed_days(done, is_dry=dry_run):
        click.echo(line)


@click.group()
def holidays() -> None:
    """Keep the school holidays of the regions up to date."""


@holidays.command()
@click.option("--from", "source", metavar="URL|FILE", help="Where they are published, if not with the government.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@as_json
@explained
def update(source: str | None, dry_run: bool, is_json: bool) -> None:
    """Fetch the Dutch school holidays, check them, and lay them in your own content; restart the bot afterwards.

    Where anything in them can't be right, nothing changes.
    """
    from bot.commandline.holidays import updated
    from bot.content.published import SOURCE

    done = updated(source or SOURCE, is_dry=dry_run)
    if is_json:
        print_json(done)
        return
    for one in done["changes"]:
        sign = "+" if one["change"] == "new" else "-"
        click.echo(f"{sign} {one['region']}  {one['first']} – {one['last']}  {one['name']}")
    years, is_written = ", ".join(done["years"]), done["file"] and not dry_run
    click.echo(f"Read: {years}. " + (f"Written to {done['file']}." if is_written else "Nothing was written."))
