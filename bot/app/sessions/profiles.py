"""Profiles: what a group marked on lines, each line in words, and all of them as a picture."""

from collections.abc import Sequence

from bot.app.context.occasion import Occasion
from bot.core.model import Language
from bot.core.pictures import MarkedLine, Profile
from bot.core.profile import Spread
from bot.core.step import Bilingual, ScaleItem


def in_words(
    occasion: Occasion, spread: Spread, labels: Sequence[Bilingual], *, role: str = "", passing: str = ""
) -> str:
    """Return how a line is spread: how many gave which label, or the middle and how far it goes."""
    language = occasion.here.language
    named = [label.in_(language) for label in labels]
    counts = [{"label": named[value - 1], "people": people} for value, people in sorted(spread.counts.items()) if named]
    middle = {"middle": number(spread.middle, language), "least": spread.least, "most": spread.most}
    return occasion.words("measuring.of_line", language, role=role, passing=passing, band="", counts=counts, **middle)


def number(value: float, language: Language) -> str:
    """Return a middle, which is a whole number or a half."""
    text = f"{value:g}"
    return text.replace(".", ",") if language == "nl" else text


def ends(occasion: Occasion, items: Sequence[ScaleItem], labels: Sequence[Bilingual]) -> list[str]:
    """Return what stands at the two ends of every line of a picture; nothing where each says that of itself."""
    language, first = occasion.here.language, items[0]
    if first.left and first.right:
        are_same = all((item.left, item.right) == (first.left, first.right) for item in items)
        is_one = are_same and not are_told_by_ends(items)
        return [first.left.in_(language), first.right.in_(language)] if is_one else []
    if labels:
        return [labels[0].in_(language), labels[-1].in_(language)]
    return [occasion.words("measuring.least", language), occasion.words("measuring.most", language)]


def are_told_by_ends(items: Sequence[ScaleItem]) -> bool:
    """Tell whether what stands at its ends tells each line of a picture from the others; else its words have to."""
    found = [(item.left, item.right) for item in items]
    return all(left and found.count((left, right)) == 1 for left, right in found)


def drawn(
    occasion: Occasion,
    item: ScaleItem,
    spread: Spread,
    values: Sequence[int],
    *,
    wished: Spread | None = None,
    before: Spread | None = None,
    with_ends: bool = True,
) -> MarkedLine:
    """Return a line as a picture shows it: its marks, and the middle of what is wished and of the time before; with
    what stands at its two ends, or with its words."""
    language = occasion.here.language
    return MarkedLine(
        text=item.text.in_(language),
        left=item.left.in_(language) if item.left and with_ends else "",
        right=item.right.in_(language) if item.right and with_ends else "",
        counts=tuple(spread.counts.get(value, 0) for value in values),
        middle=spread.middle,
        wished=wished.middle if wished else None,
        before=before.middle if before else None,
    )


def picture(
    occasion: Occasion,
    title: str,
    values: Sequence[int],
    lines: Sequence[MarkedLine],
    *,
    passes: Sequence[str] = (),
    before: str = "",
) -> Profile:
    """Return the dots of all lines; of two passes what each is called, and what the middle beside it is of."""
    language = occasion.here.language
    return Profile(
        title=title,
        least=values[0],
        lines=tuple(lines),
        now=passes[0] if passes else occasion.words("measuring.middle", language),
        wished=passes[1] if passes and any(line.wished is not None for line in lines) else "",
        before=before,
    )
