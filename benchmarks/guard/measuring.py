"""Counts what the check finds in marked sentences, and what it takes for a sign that is none."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content import load
from bot.content.dictionaries import Guard
from bot.core.anonymity.signs import joined, marked

FOLDER = Path(__file__).parent
SETS = ("names-nl", "names-en", "alarm")
# The check was made with the open sentences and then, by other writers, those for practice. The rest is sealed:
# whoever changes the check doesn't look at its sentences, only at these counts. The last 666 of practice-alarm are
# ordinary sentences: the answers of the term that is played, and some that were written for this measure.
PARTS = ("open", "practice", "sealed")
CLEAN, QUIET = "clean", "quiet"
Line = dict[str, Any]


@dataclass(slots=True)
class Count:
    """Counts over some sentences: how many there are, marks and how many were found, what was said and rightly."""

    sentences: int = 0
    marks: int = 0
    found: int = 0
    said: int = 0
    right: int = 0
    clean: int = 0
    false_alarms: int = 0
    kinds_right: int = 0
    kinds: dict[str, "Count"] = field(default_factory=dict)

    @property
    def recall(self) -> float | None:
        """The part of the marks that was found."""
        return self.found / self.marks if self.marks else None

    @property
    def precision(self) -> float | None:
        """The part of what was said that is right."""
        return self.right / self.said if self.said else None

    @property
    def false_per_hundred(self) -> float | None:
        """In how many of a hundred sentences without any sign one was seen."""
        return 100 * self.false_alarms / self.clean if self.clean else None

    def add(self, other: "Count") -> None:
        """Add what was counted elsewhere, kinds apart."""
        for name in ("sentences", "marks", "found", "said", "right", "clean", "false_alarms", "kinds_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, Any]:
        """Return the figures, for programs."""
        own = {"sentences": self.sentences, "marks": self.marks, "found": self.found, "recall": self.recall}
        own |= {"precision": self.precision, "false_alarms_per_100": self.false_per_hundred}
        kinds = {kind: {"marks": one.marks, "found": one.found} for kind, one in sorted(self.kinds.items())}
        return own | {"kinds": kinds}


def lines(name: str, part: str) -> list[Line]:
    """Return the sentences of a part of a set."""
    file = {"open": name, "practice": f"practice-{name}", "sealed": f"{name}-sealed"}[part]
    path = FOLDER / f"{file}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measured(name: str, wanted: Iterable[Line], guard: Guard | None = None) -> Count:
    """Return what the check finds in sentences of a set, in all and by kind."""
    guard = guard or load().guard
    total = Count()
    for line in wanted:
        one = _alarm(line, guard) if name == "alarm" else _names(line, guard)
        total.add(one)
        kind = (line["alarm"] or QUIET) if name == "alarm" else line["kind"]
        total.kinds.setdefault(kind, Count()).add(one)
    return total


def _names(line: Line, guard: Guard) -> Count:
    text, marks = line["text"], line["marks"]
    spans = joined(marked(text, guard.vocabulary, guard.name_signs, frozenset[str]()))
    wanted = list(_places(text, marks))
    found = sum(any(start < to and begin < end for begin, to in spans) for start, end in wanted)
    right = sum(any(start < to and begin < end for begin, to in wanted) for start, end in spans)
    is_clean = not marks
    return Count(1, len(marks), found, len(spans), right, int(is_clean), int(is_clean and bool(spans)))


def _places(text: str, marks: Iterable[str]) -> Iterator[tuple[int, int]]:
    for mark in marks:
        start = text.index(mark)
        yield start, start + len(mark)


def _alarm(line: Line, guard: Guard) -> Count:
    said, wanted = guard.alarm_in(line["text"]), line["alarm"]
    both, is_quiet = bool(said and wanted), wanted is None
    return Count(
        1, int(not is_quiet), int(both), int(bool(said)), int(both), int(is_quiet), int(is_quiet and bool(said)),
        int(both and said == wanted),
    )  # fmt: skip
