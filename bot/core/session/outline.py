"""The outline of a session: what its method is called and asks of a group, as it was when the session began."""

from dataclasses import dataclass

from bot.core.instrument import Instrument
from bot.core.method import CLOSEST, Case, LookBack, Method
from bot.core.step import Bilingual


@dataclass(frozen=True, slots=True)
class Outline:
    """What a session needs of its method beside the steps, so that it goes on as it began whatever becomes of the file.

    `size` is the smallest and the largest group; `needs_leader` says that a person, not the bot, has to watch over it,
    which comes close or is directed. `title` is None of a session that began before outlines were kept. `is_blind`
    where answers are given in private and show all at once, when it closes; `taps`, in one row or two, are what a
    question may be answered by with one tap each; `instrument` is what its people fill in. Who leads the team takes
    part in what is `with_leaders`.
    """

    title: Bilingual | None = None
    case: Case = "one"
    size: tuple[int, int] = (3, 15)
    needs_leader: bool = False
    look_back: LookBack | None = None
    follow_up: Bilingual | None = None
    is_blind: bool = False
    taps: tuple[Bilingual, ...] = ()
    instrument: Instrument | None = None
    second_taps: tuple[Bilingual, ...] = ()
    with_leaders: bool = False

    @property
    def rows_of_taps(self) -> tuple[tuple[Bilingual, ...], ...]:
        """What stands under a question to be tapped, row by row."""
        return tuple(row for row in (self.taps, self.second_taps) if row)

    @classmethod
    def of(cls, method: Method, *, is_blind: bool = False) -> "Outline":
        """Return the outline of a session that begins now."""
        leads = method.safety == CLOSEST or method.facilitated
        asks = (method.title, method.case, method.size, leads, method.look_back, method.follow_up)
        return cls(*asks, is_blind, method.taps, second_taps=method.second_taps, with_leaders=method.with_leaders)

    @classmethod
    def measuring(cls, instrument: Instrument) -> "Outline":
        """Return the outline of a session in which an instrument is filled in."""
        return cls(instrument.title, case="none", instrument=instrument)


# Of a session of which nothing is known but its steps.
UNKNOWN = Outline()
