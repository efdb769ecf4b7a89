"""The brush: strokes that swell and thin as a painter’s do, as outlines to fill."""

from collections.abc import Iterable, Sequence
from math import cos, hypot, pi, sin

Point = tuple[float, float]
Points = tuple[Point, ...]
# How many short straight parts there are between two points of a stroke.
PARTS = 8


def stroke(points: Sequence[Point], widest: float, swell: float = 0.5) -> Points:
    """Return the outline of a stroke through points: thin at both ends, and widest at `swell` of its length."""
    middle = _smooth(points)
    last = len(middle) - 1
    left, right = [], []
    for number, (x, y) in enumerate(middle):
        (x0, y0), (x1, y1) = middle[max(number - 1, 0)], middle[min(number + 1, last)]
        long = hypot(x1 - x0, y1 - y0) or 1
        half = _pressed(number / last, swell) * widest / 2
        aside = (y0 - y1) / long * half, (x1 - x0) / long * half
        left.append((x + aside[0], y + aside[1]))
        right.append((x - aside[0], y - aside[1]))
    return (*left, *reversed(right))


def disc(x: float, y: float, radius: float) -> Points:
    """Return the outline of a disc around a point."""
    corners = 8 + round(4 * radius)
    turns = (2 * pi * number / corners for number in range(corners))
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


def path(shapes: Iterable[Points]) -> str:
    """Return the path of some shapes, to fill at once; all go round the same way, so that none cuts into another."""
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in _turned(shape))}Z" for shape in shapes)


def _turned(shape: Points) -> Points:
    ends = zip(shape, (*shape[1:], shape[0]), strict=True)
    return shape if sum(x * down - y * aside for (x, y), (aside, down) in ends) >= 0 else shape[::-1]


def swapped(points: Points) -> Points:
    """Return points on the other side of the slanting line from the upper left to the lower right."""
    return tuple((y, x) for x, y in points)


def _pressed(share: float, swell: float) -> float:
    """Return how hard the brush is pressed at some share of a stroke, from a little to 1."""
    along = share / swell / 2 if share < swell else 1 - (1 - share) / (1 - swell) / 2
    return 0.16 + 0.84 * float(sin(pi * along) ** 0.8)


def _smooth(points: Sequence[Point]) -> list[Point]:
    """Return a curve through points, in short straight parts (Catmull and Rom)."""
    ends = [points[0], *points, points[-1]]
    curve = [points[0]]
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        curve += [
            (
                _between(before[0], start[0], end[0], after[0], part / PARTS),
                _between(before[1], start[1], end[1], after[1], part / PARTS),
            )
            for part in range(1, PARTS + 1)
        ]
    return curve


def _between(before: float, start: float, end: float, after: float, share: float) -> float:
    bend = 2 * before - 5 * start + 4 * end - after
    twist = 3 * start - before - 3 * end + after
    return (2 * start + (end - before) * share + bend * share**2 + twist * share**3) / 2
