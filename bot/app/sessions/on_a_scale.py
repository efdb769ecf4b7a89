"""On a scale: a line as somebody marks it: what it may be marked with, what a button says, and a mark in words."""

from collections.abc import Callable, Sequence

from bot.app.context import pages
from bot.app.context.house import as_number
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.profile import UNKNOWN
from bot.core.step import Bilingual, ScaleItem

IN_A_ROW, LONG_LABEL = 6, 10
# What a button carries for whoever does not know.
DO_NOT_KNOW = "-"
# As long as a line is told beside its mark, so that all there may be fit in a message.
LONGEST_MARKED = 90


def buttons(labels: Sequence[str], values: Sequence[int], command: str, own: int | None = None) -> Keyboard:
    """Return what a line may be marked with, by its labels or else by numbers; `command` gets the value behind it, and
    somebody's own mark is ticked."""
    shown = labels or [str(value) for value in values]
    found = [
        Button(label=ticked(label, own == value), command=f"{command} {value}")
        for label, value in zip(shown, values, strict=True)
    ]
    return pages.in_rows(found, 1 if any(len(label) > LONG_LABEL for label in shown) else IN_A_ROW)


def value_of(word: str, values: Sequence[int]) -> int | None:
    """Return what a button marks; None where it can't be chosen there."""
    if word == DO_NOT_KNOW:
        return UNKNOWN
    return as_number(word) if word.isdecimal() and as_number(word) in values else None


def in_words(value: int | None, labels: Sequence[str]) -> str:
    """Return a mark as its giver reads it: a dash where there is none yet."""
    if value is None or value == UNKNOWN:
        return "–" if value is None else "?"
    return labels[value - 1] if labels else str(value)


def part_of(items: Sequence[ScaleItem], at: int) -> Bilingual | None:
    """Return the heading that a line stands under."""
    return next((item.part for item in reversed(items[: at + 1]) if item.part), None)


def poles(item: ScaleItem, words: Callable[[Bilingual], str]) -> list[str]:
    """Return what stands at the two ends of a line, in somebody's words; nothing where nothing does."""
    return [words(item.left), words(item.right)] if item.left and item.right else []
