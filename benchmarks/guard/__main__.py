"""`python -m benchmarks.guard`: prints how well the check for names and alarm does; totals only, never a sentence."""

import json
from collections.abc import Iterator

import click

from benchmarks.guard.measuring import PARTS, SETS, Count, lines, measured


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Print JSON for programs instead of lines for people.")
def main(is_json: bool) -> None:
    """Measure the check on the sentences of benchmarks/guard: open, practice, sealed, and all."""
    if is_json:
        found = {name: {part: count.figures() for part, count in _counted(name)} for name in SETS}
        click.echo(json.dumps(found, indent=2))
        return
    for name in SETS:
        for part, count in _counted(name):
            click.echo(_line(f"{name}, {part}", count))
            for kind, one in sorted(count.kinds.items()):
                if one.marks:
                    click.echo(f"    {kind:<58}{one.found:>4} of {one.marks}")


def _counted(name: str) -> Iterator[tuple[str, Count]]:
    parts = {part: lines(name, part) for part in PARTS}
    everything = [line for found in parts.values() for line in found]
    for part, wanted in {**parts, "all": everything}.items():
        yield part, measured(name, wanted)


def _line(title: str, count: Count) -> str:
    shown = [f"recall {count.recall:.3f}" if count.recall is not None else ""]
    shown += [f"precision {count.precision:.3f}" if count.precision is not None else ""]
    if count.false_per_hundred is not None:
        shown += [f"false alarms in {count.false_per_hundred:.1f} of 100"]
    if count.kinds_right:
        shown += [f"kind right in {count.kinds_right} of {count.found}"]
    return f"{title}: {count.sentences} sentences, " + ", ".join(shown)


if __name__ == "__main__":
    main()
