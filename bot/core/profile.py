"""Profiles: what the marks of a group come to, line by line, as far as it points at nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.core.instrument import Instrument

# What somebody chose who did not know.
UNKNOWN = -1
BANDS = ("low", "middle", "high")
# A wish of fewer is somebody's own.
SHARED = 2
# Everybody, or one of two roles apart.
ALL, LEADING, OTHERS = "", "leading", "others"


@dataclass(frozen=True, slots=True)
class Measured:
    """So many people gave a line one value, in a pass, of all or of a role apart; of a wish, so many chose a line.

    Of an instrument that shows bands, the value is the number of one and the people are not told (0).
    """

    passing: int
    item: int
    value: int
    people: int
    role: str = ALL


Marks = Mapping[tuple[int, int], Sequence[tuple[int, bool]]]


def measure(instrument: Instrument, marks: Marks) -> list[Measured]:
    """Return all that stays of what people marked: by pass and line, each mark with whether its person leads.

    Whose a mark was is in no result, nor what fewer than the minimum gave. Who leads is in no number, as they could
    take their own off it; with `by_role` they stand apart, where both are enough. Nothing hangs on the order of marks.
    """
    found: list[Measured] = []
    for (passing, item), given in sorted(marks.items()):
        leading, others = _apart(given)
        if instrument.by_role and min(len(leading), len(others)) >= instrument.minimum:
            found += _of_line(instrument, passing, item, leading, LEADING)
            found += _of_line(instrument, passing, item, others, OTHERS)
        else:
            found += _of_line(instrument, passing, item, others, ALL)
    return found


def counted(
    passing: int, given: Mapping[int, Sequence[tuple[int, bool]]], minimum: int, *, by_role: bool
) -> list[Measured]:
    """Return how many gave which value to each line in a circle that leaders are in too, each mark with whether its
    person leads: of everybody, or with `by_role` of both apart where both are enough. Nothing of a line that fewer than
    so many others marked: who leads could take their own off it."""
    found: list[Measured] = []
    for item, marked in sorted(given.items()):
        leading, others = _apart(marked)
        if len(others) < minimum:
            continue
        if by_role and len(leading) >= minimum:
            found += _by_value(passing, item, leading, LEADING) + _by_value(passing, item, others, OTHERS)
        else:
            found += _by_value(passing, item, [*leading, *others], ALL)
    return found


def _apart(given: Sequence[tuple[int, bool]]) -> tuple[list[int], list[int]]:
    """Return what those marked who lead, and what the others did; nothing of whoever did not know."""
    known = [(value, leads) for value, leads in given if value != UNKNOWN]
    return [value for value, leads in known if leads], [value for value, leads in known if not leads]


def _by_value(passing: int, item: int, values: Sequence[int], role: str) -> list[Measured]:
    return [Measured(passing, item, value, people, role) for value, people in sorted(Counter(values).items())]


def wished(instrument: Instrument, wishes: Iterable[int]) -> list[Measured]:
    """Return which line was wished for most, and by how many; not where too few wished for any, nor the wish of one."""
    chosen = Counter(wish for wish in wishes if wish != UNKNOWN)
    most = max(chosen.values(), default=0)
    if sum(chosen.values()) < instrument.minimum or most < SHARED:
        return []
    return [Measured(0, item, 0, count) for item, count in sorted(chosen.items()) if count == most]


def _of_line(instrument: Instrument, passing: int, item: int, values: list[int], role: str) -> list[Measured]:
    if len(values) < instrument.minimum:
        return []
    if instrument.bands:
        return [Measured(passing, item, BANDS.index(band(instrument, median(values))), 0, role)]
    return _by_value(passing, item, values, role)


def band(instrument: Instrument, value: float) -> str:
    """Return in which third of the scale a value is."""
    low, high = instrument.values[0], instrument.values[-1]
    share = (value - low) / (high - low)
    return BANDS[min(int(share * len(BANDS)), len(BANDS) - 1)]


@dataclass(frozen=True, slots=True)
class Spread:
    """What a group marked on one line: the middle, the least and the most, and how many gave each value."""

    middle: float
    least: int
    most: int
    counts: Mapping[int, int]

    @property
    def width(self) -> int:
        """How far the outermost marks are apart."""
        return self.most - self.least


def spread(measured: Iterable[Measured], passing: int, item: int, role: str = ALL) -> Spread | None:
    """Return how the marks of a line are spread; None where too few gave one."""
    counts = {one.value: one.people for one in measured if (one.passing, one.item, one.role) == (passing, item, role)}
    values = [value for value, people in sorted(counts.items()) for _ in range(people)]
    return Spread(median(values), values[0], values[-1], counts) if values else None
