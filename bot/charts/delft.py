"""Delft: what a tile is painted with, in blue: ox-heads in its corners, a ring, a tulip, a flourish; cracks besides."""

from functools import cache
from math import cos, pi, sin
from random import Random

from bot.charts.brush import Points, disc, stroke, swapped

# A tile is so wide and high; its ring stands around the middle.
SIDE = 360
MIDDLE = SIDE / 2
RING, BEADS = 146.0, 72
# What is painted, in order: a shape and its colour, which is a wash, the blue itself, or a dark line.
Painted = tuple[tuple[Points, str], ...]
WASH, BLUE, LINE = "#9db6df", "#4a6fb5", "#1d3c86"

HORN: Points = ((17, 22), (30, 12), (48, 9), (64, 13), (74, 23), (74, 34), (66, 39), (59, 34), (61, 28))
HORN_WITHIN: Points = ((26, 23), (38, 18), (50, 17), (59, 21))
LEAF: Points = ((33, 33), (44, 27), (53, 30), (59, 42))
SPROUT: Points = ((80, 14), (89, 10), (97, 12), (103, 18))
BUD: Points = ((30, 30), (42, 31), (52, 41), (60, 60), (41, 52), (31, 42))
# Of a tulip whose foot is at 0, 50: its right half.
PETAL: Points = ((0, 28), (9, 24), (12, 12), (9, 0), (4, 9))
TIP: Points = ((9, 0), (6, 6), (3.5, 12))
HEART: Points = ((0, 28), (-5, 20), (-4.5, 10), (0, 3), (4.5, 10), (5, 20))
BLADE: Points = ((0, 48), (10, 42), (19, 30), (31, 27), (38, 33))
UNDER: Points = ((0, 48), (14, 45), (25, 40), (33, 42))
STALK: Points = ((0, 28), (0.6, 38), (0, 50))
VEIN: Points = ((0, 24), (0, 14), (0, 5))
# Of a flourish a hundred wide, its right half.
SWEEP: Points = ((3, 0), (12, -7), (24, -6), (36, 1), (45, -1), (47, -7), (42, -10))
TENDRIL: Points = ((14, 1), (22, 6), (31, 6))
EYES = ((70, 52, 2.0), (77, 46, 1.5), (83, 39, 1.1))


@cache
def corners() -> Painted:
    """Return an ox-head in each corner."""
    return tuple((one, colour) for shape, colour in _ox_head() for one in _mirrored(shape))


def _mirrored(shape: Points) -> tuple[Points, ...]:
    """Return a shape of the upper left corner, and its mirror images in the other three."""
    aside, down = tuple((SIDE - x, y) for x, y in shape), tuple((x, SIDE - y) for x, y in shape)
    return shape, aside, down, tuple((SIDE - x, y) for x, y in down)


def _ox_head() -> Painted:
    eyes = [disc(x, y, size) for x, y, size in EYES]
    bud = stroke(((30, 30), (41, 42), (60, 60)), 4.2, 0.3)
    within = stroke(HORN_WITHIN, 2.6)
    dark = [stroke(LEAF, 6.5), stroke(SPROUT, 4.5), *eyes]
    return (
        *((shape, BLUE) for shape in _both(stroke(HORN, 9.5, 0.38))),
        *((shape, WASH) for shape in (*_both(within), BUD)),
        *((shape, LINE) for one in dark for shape in _both(one)),
        *((shape, LINE) for shape in (bud, disc(66.5, 66.5, 2.4), disc(19, 19, 5.5))),
        (disc(19, 19, 2), WASH),
    )


def _both(shape: Points) -> tuple[Points, Points]:
    return shape, swapped(shape)


@cache
def beads() -> Painted:
    """Return the beads within the ring."""
    turns, from_middle = (2 * pi * number / BEADS for number in range(BEADS)), RING - 4.6
    around = ((MIDDLE + from_middle * cos(turn), MIDDLE + from_middle * sin(turn)) for turn in turns)
    return tuple((disc(x, y, 1), BLUE) for x, y in around)


@cache
def tulip(x: float, top: float, size: float) -> Painted:
    """Return a tulip between two leaves: its middle, its top, and how high it is."""
    tall = size / 50

    def there(points: Points, side: int = 1) -> Points:
        return tuple((x + side * aside * tall, top + down * tall) for aside, down in points)

    def both(points: Points, widest: float = 0, swell: float = 0.5) -> tuple[Points, ...]:
        halves = (there(points), there(points, -1))
        return tuple(stroke(half, widest * tall, swell) for half in halves) if widest else halves

    dark = (*both(PETAL[:4], 2.8), *both(TIP, 2), *both(UNDER, 3.2, 0.55), stroke(there(STALK), 2.6 * tall))
    return (
        *((shape, WASH) for shape in both(PETAL)),
        *((shape, BLUE) for shape in (*both(BLADE, 6.5, 0.55), there(HEART))),
        *((shape, LINE) for shape in dark),
        (stroke(there(VEIN), 1.8 * tall), WASH),
    )


@cache
def flourish(x: float, y: float, wide: float) -> Painted:
    """Return a flourish to close with: its middle, and how wide it is."""
    share = wide / 100

    def both(points: Points) -> tuple[Points, ...]:
        return tuple(tuple((x + side * aside * share, y + down * share) for aside, down in points) for side in (1, -1))

    ends = (disc(x + side * 52 * share, y - share, 1.4) for side in (1, -1))
    return (
        *((stroke(half, 4.2, 0.45), BLUE) for half in both(SWEEP)),
        *((shape, LINE) for shape in (*(stroke(half, 2.6) for half in both(TENDRIL)), disc(x, y, 2.6), *ends)),
    )


@cache
def cracks() -> str:
    """Return the path of the fine cracks in the glaze, the same on every tile."""
    chance, parts = Random(1658), []
    for _ in range(30):
        x, y, way = chance.uniform(0, SIDE), chance.uniform(0, SIDE), chance.uniform(0, 2 * pi)
        parts.append(f"M{x:.0f} {y:.0f}")
        for _ in range(chance.randint(4, 9)):
            way += chance.uniform(-0.75, 0.75)
            x, y = x + 13 * cos(way), y + 13 * sin(way)
            parts.append(f"L{x:.0f} {y:.0f}")
    return "".join(parts)
