"""`python -m benchmarks`: runs the benchmarks, all or those named, and prints their figures; always ends with 0."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import psutil

from benchmarks import due, growth, memory, pictures, startup, throughput, wiping
from benchmarks.figures import Figure, told
from benchmarks.seeding import TEAMS, school

NAMES = ("throughput", "wiping", "due", "pictures", "startup", "memory", "growth")


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--json", "is_json", is_flag=True, help="Print JSON for programs instead of lines for people.")
@click.option("--teams", type=click.IntRange(1), help="How many teams are due at once, in place of the usual number.")
def main(names: tuple[str, ...], is_json: bool, teams: int | None) -> None:
    """Measure throughput, wiping, what is due at once, pictures, start-up, memory, and what grows with other teams."""
    found = {}
    try:
        for name, figures in _measured(names or NAMES, teams):
            found[name] = told(figures)
            if not is_json:
                click.echo("\n".join([name, *(figure.line() for figure in figures)]))
    except (RuntimeError, OSError, psutil.Error) as error:
        # A benchmark is no test: what could not be measured is said, and nothing fails on it.
        click.echo(f"A benchmark could not be run: {error}", err=True)
    if is_json:
        click.echo(json.dumps(found, indent=2))


def _measured(names: tuple[str, ...], teams: int | None) -> Iterator[tuple[str, list[Figure]]]:
    if "throughput" in names:
        yield "throughput", throughput.measure()
    if "wiping" in names:
        yield "wiping", wiping.measure()
    if "due" in names:
        yield "due", due.measure(teams)
    if "growth" in names:
        yield "growth", growth.measure()
    if "pictures" in names:
        yield "pictures", pictures.measure()
    if not {"startup", "memory"} & set(names):
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"filling a database with {TEAMS:,} teams", file=sys.stderr)
        with school(Path(folder)) as ready:
            if "startup" in names:
                yield "startup", startup.measure(ready)
            if "memory" in names:
                yield "memory", memory.measure(ready)


if __name__ == "__main__":
    main()
