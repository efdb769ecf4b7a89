"""Delft: what a tile is painted with, in blue: ox-heads in its corners, a ring, a tulip, a flourish; cracks besides."""

from functools import cache
from math import cos, pi, sin
from random import Random

from bot.charts.brush import Point, outline, stroke, swapped

# A tile is so wide and high; its ring stands around the middle.
SIDE = 360
MIDDLE = SIDE / 2
RING, BEADS = 146.0, 72
# Painted thin and thick: a wash, what is painted, and the lines around it.
Painted = tuple[tuple[str, str], ...]
Points = tuple[Point, ...]
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
def corner() -> Painted:
    """Return the ox-head of the upper left corner; the others are its mirror images."""
    painted = [(stroke(HORN, 9.5, 0.38), BLUE), (stroke(swapped(HORN), 9.5, 0.38), BLUE)]
    for one, wide, colour in ((HORN_WITHIN, 2.6, WASH), (LEAF, 6.5, LINE), (SPROUT, 4.5, LINE)):
        painted += [(stroke(one, wide), colour), (stroke(swapped(one), wide), colour)]
    painted += [(outline(BUD), WASH), (stroke(((30, 30), (41, 42), (60, 60)), 4.2, 0.3), LINE)]
    painted += [(disc(x, y, size), LINE) for x, y, size in (*EYES, *((y, x, size) for x, y, size in EYES))]
    painted += [(disc(66.5, 66.5, 2.4), LINE), (disc(19, 19, 5.5), LINE), (disc(19, 19, 2), WASH)]
    return tuple(painted)


def disc(x: float, y: float, radius: float) -> str:
    """Return the path of a disc."""
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0Z"


@cache
def beads() -> str:
    """Return the path of the beads within the ring."""
    turns = (2 * pi * number / BEADS for number in range(BEADS))
    from_middle = RING - 4.6
    return "".join(
        disc(round(MIDDLE + from_middle * cos(turn), 1), round(MIDDLE + from_middle * sin(turn), 1), 1)
        for turn in turns
    )


@cache
def tulip(x: float, top: float, size: float) -> Painted:
    """Return a tulip between two leaves: its middle, its top, and how high it is."""
    tall = size / 50
    painted: list[tuple[str, str]] = []
    for side in (-1, 1):

        def there(points: Points, side: int = side) -> Points:
            return tuple((x + side * aside * tall, top + down * tall) for aside, down in points)

        painted += [
            (outline(there(PETAL)), WASH),
            (stroke(there(PETAL[:4]), 2.8 * tall), LINE),
            (stroke(there(TIP), 2 * tall), LINE),
            (stroke(there(BLADE), 6.5 * tall, 0.55), BLUE),
            (stroke(there(UNDER), 3.2 * tall, 0.55), LINE),
        ]
    painted += [
        (outline(there(HEART)), BLUE),
        (stroke(there(STALK), 2.6 * tall), LINE),
        (stroke(there(VEIN), 1.8 * tall), WASH),
    ]
    return tuple(painted)


@cache
def flourish(x: float, y: float, wide: float) -> Painted:
    """Return a flourish to close with: its middle, and how wide it is."""
    share = wide / 100
    painted: list[tuple[str, str]] = [(disc(x, y, 2.6), LINE)]
    for side in (-1, 1):

        def there(points: Points, side: int = side) -> Points:
            return tuple((x + side * aside * share, y + down * share) for aside, down in points)

        painted += [(stroke(there(SWEEP), 4.2, 0.45), BLUE), (stroke(there(TENDRIL), 2.6), LINE)]
        painted += [(disc(x + side * 52 * share, y - share, 1.4), LINE)]
    return tuple(painted)


@cache
def cracks() -> str:
    """Return the path of the fine cracks in the glaze, the same on every tile."""
    chance, parts = Random(1658), []
    for _ in range(46):
        x, y, way = chance.uniform(0, SIDE), chance.uniform(0, SIDE), chance.uniform(0, 2 * pi)
        parts.append(f"M{x:.0f} {y:.0f}")
        for _ in range(chance.randint(4, 9)):
            way += chance.uniform(-0.75, 0.75)
            x, y = x + 13 * cos(way), y + 13 * sin(way)
            parts.append(f"L{x:.0f} {y:.0f}")
    return "".join(parts)
