"""Lettering: words in lines that fill a round, as large as it holds them, each line about as long as the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

SIZES = (40, 37, 34, 32, 30, 28, 26, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14)
LEADING = 1.24
# How wide lines of broken words are, to the radius of their round.
BREADTH = 1.6
# How wide letters are, to their size; a little too wide rather than too narrow.
NARROW, WIDE = frozenset("iljtfrI.,:;!'’‘|()[] "), frozenset("mwMW…—@%")
WIDTHS = {"narrow": 0.33, "wide": 0.86, "capital": 0.68, "usual": 0.53}


@dataclass(frozen=True, slots=True)
class Lettered:
    """Lines of words, how large their letters are, and where each stands: its foot, below the middle."""

    size: float
    lines: tuple[str, ...]
    feet: tuple[float, ...]


def lettered(text: str, radius: float, height: float) -> Lettered:
    """Return a text in lines that lie in a round of some radius, around its middle and no higher than `height`."""
    found = (fitted for size in SIZES if (fitted := _at(text, size, radius, height)))
    if one := next(found, None):
        return one
    # Words that are too long for a line are broken.
    broken = (_placed(size, _broken(text, size, BREADTH * radius)) for size in SIZES)
    return next((one for one in broken if len(one.lines) * one.size * LEADING <= height), _placed(SIZES[-1], [text]))


def width(text: str, size: float) -> float:
    """Return about how wide a text is, with letters of some size."""
    return size * sum(WIDTHS[_kind(letter)] for letter in text)


def _kind(letter: str) -> str:
    if letter in NARROW:
        return "narrow"
    return "wide" if letter in WIDE else "capital" if letter.isupper() or letter > "\u02ff" else "usual"


def _at(text: str, size: float, radius: float, height: float) -> Lettered | None:
    """Return a text with letters of some size, if it fits without a word broken."""
    for count in range(1, int(height / size / LEADING) + 1):
        lines = _in_lines(text.split(), size, count)
        if lines is None:
            return None
        placed = _placed(size, lines)
        if all(width(line, size) <= room for line, room in zip(lines, _rooms(placed, radius), strict=True)):
            return placed
    return None


def _placed(size: float, lines: Sequence[str]) -> Lettered:
    first = 0.36 * size - (len(lines) - 1) * size * LEADING / 2
    return Lettered(size, tuple(lines), tuple(first + number * size * LEADING for number in range(len(lines))))


def _rooms(placed: Lettered, radius: float) -> Iterator[float]:
    """Yield how wide each line may be to lie in a round."""
    for foot in placed.feet:
        farthest = max(abs(foot - 0.72 * placed.size), abs(foot + 0.22 * placed.size))
        yield 2 * sqrt(max(radius**2 - farthest**2, 0))


def _in_lines(words: list[str], size: float, count: int) -> list[str] | None:
    """Return words in so many lines, the longest as short as can be; None where there are fewer words."""
    if count > len(words):
        return None
    shortest, longest = max(width(word, size) for word in words), width(" ".join(words), size)
    lines = _filled(words, size, longest)
    while longest - shortest > 1:
        tried = (shortest + longest) / 2
        if len(found := _filled(words, size, tried)) <= count:
            lines, longest = found, tried
        else:
            shortest = tried
    return lines


def _filled(words: list[str], size: float, room: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(text: str, size: float, room: float) -> list[str]:
    lines = [""]
    for letter in text:
        if width(lines[-1] + letter, size) > room:
            lines.append("")
        lines[-1] += letter
    return [line.strip() for line in lines]
