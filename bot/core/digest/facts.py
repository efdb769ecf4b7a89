"""Facts: all that one week's digest of a team holds, fixed once for everybody who reads it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.core import weeks
from bot.core.model import Language
from bot.core.pictures import BANDS, Activity, Band, Described, OfWeek, TermWeek
from bot.core.session.state import Session
from bot.core.timing import FreeDays

# A trend is told over so many weeks that have a band, and of no fewer than that.
LATEST, FEWEST = 6, 4
# How many days ahead a holiday comes soon, and how many make one.
NEARBY, A_HOLIDAY = 12, 5
Trend = Literal["rising", "falling", "steady"]


class Week(Described):
    """A week of the term: its number in the year, what can be said of it, and when the first of its questions came."""

    number: int
    what: OfWeek
    began: datetime | None = None


class Intended(Described):
    """How many commitments there are of each kind, made by people who don't lead: three of them at least.

    `many_due` and `many_kept` tell whether those that are to be looked back on, and those kept, are of three at least.
    """

    open: int = 0
    due: int = 0
    kept: int = 0
    partly: int = 0
    many_due: bool = False
    many_kept: bool = False


class Facts(Described):
    """A team's week as its leaders may know it; the last of `weeks` is the one it is about.

    Of a week with one question it is told what was `asked` and, once that has closed, what it left for the `meeting`;
    `titles_before` are those of the week before of which that digest could say nothing yet, and `left_before` what the
    one of them left for the meeting, `asked_before` what it asked; `talked_over` is the title of one of which the group
    said this week that it talked about what it left.
    `turn` counts the digests that the team had before; `suggestion` is chosen from what every leader of it may know.
    `released` are the numbers of what its writers released; `holiday` is the first day of one that comes within two
    weeks; `is_case_new` where the digest before could tell of no consultation; `since_case` how many weeks ago one
    ended, if one did this year; `is_gap` where none came the week before; `is_before_reader` where who reads it didn't
    lead the team yet when the first question of the week came; `rhythm` how often is asked; `wordings` which of its
    wordings, from 1, each kind of sentence has.
    """

    team: str
    turn: int = 0
    weeks: tuple[Week, ...] = Field(min_length=1)
    titles: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    asked: dict[Language, str] = Field(default_factory=dict)
    meeting: dict[Language, str] = Field(default_factory=dict)
    titles_before: dict[Language, tuple[str, ...]] = Field(default_factory=dict)
    left_before: dict[Language, str] = Field(default_factory=dict)
    asked_before: dict[Language, str] = Field(default_factory=dict)
    talked_over: dict[Language, str] = Field(default_factory=dict)
    themes: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    families: tuple[str, ...] = ()
    next_at: datetime | None = None
    is_next_past: bool = False
    holiday: date | None = None
    cases: int = 0
    is_case_on: bool = False
    is_case_new: bool = False
    is_case_begun: bool = False
    since_case: int | None = None
    intended: Intended | None = None
    released: tuple[int, ...] = ()
    rhythm: str = ""
    open_days: int | None = None
    is_gap: bool = False
    is_before_reader: bool = False
    has_overviews: bool = False
    suggestion: str | None = None
    wordings: dict[str, int] = Field(default_factory=dict)

    @property
    def week(self) -> Week:
        """The week that it is about."""
        return self.weeks[-1]

    @property
    def has_news(self) -> bool:
        """Whether there is more to tell than that a question is still open, which the next digest tells of."""
        is_of_others = self.titles_before or self.released or self.cases or self.is_case_new or self.talked_over
        return self.week.what != "open" or bool(is_of_others)

    def told_to(self, since: datetime | None) -> "Facts":
        """Return the same for somebody who leads the team since an instant: of no band from before it, and why."""
        weeks = tuple(
            week.model_copy(update={"what": "untold"})
            if week.what in BANDS and (since is None or week.began is None or week.began < since)
            else week
            for week in self.weeks
        )
        # Also where there would be no band: it tells nothing of how many there were.
        is_asked = self.week.what in (*BANDS, "untold")
        is_before = is_asked and since is not None and self.week.began is not None and self.week.began < since
        return self.model_copy(update={"weeks": weeks, "is_before_reader": is_before})

    def read_at(self, at: datetime | None) -> "Facts":
        """Return the same for somebody whom it reaches at an instant: nothing is to come that was there by then."""
        if at is None or self.next_at is None or at < self.next_at:
            return self
        return self.model_copy(update={"next_at": None, "is_next_past": True})

    @property
    def bands(self) -> list[Band]:
        """The bands of the weeks that have one, oldest first."""
        return [week.what for week in self.weeks if week.what in BANDS]

    @property
    def trend(self) -> Trend | None:
        """Where participation goes over the latest six weeks that have a band; None below four.

        It rises or falls by a whole band at least, and never against the last of them: a picture shows the same.
        """
        found = [BANDS.index(band) for band in self.bands[-LATEST:]]
        if len(found) < FEWEST:
            return None
        half = len(found) // 2
        change = (sum(found[-half:]) - sum(found[:half])) / half
        if change >= 1 and found[-1] >= found[-2]:
            return "rising"
        if change <= -1 and found[-1] <= found[-2]:
            return "falling"
        return "steady" if len(set(found)) == 1 else None

    @property
    def change(self) -> Literal["more", "less", "same"] | None:
        """How this week compares with the one before it, where both have a band."""
        if len(self.weeks) < 2 or not {self.weeks[-1].what, self.weeks[-2].what} <= set(BANDS):
            return None
        before, now = (BANDS.index(week.what) for week in self.weeks[-2:] if week.what in BANDS)
        return "more" if now > before else "less" if now < before else "same"

    def strip(self) -> tuple[TermWeek, ...]:
        """Return what a picture shows of the term."""
        return tuple(TermWeek(number=week.number, what=week.what) for week in self.weeks)


def holiday_after(day: date, free: FreeDays) -> date | None:
    """Return the first day of the next holiday of a week at least, if one begins within twelve days of a date."""
    coming = (day + timedelta(days=ahead) for ahead in range(1, NEARBY + 1))
    return next(
        (
            first
            for first in coming
            if not free.name(first - timedelta(days=1))
            and all(free.name(first + timedelta(days=more)) for more in range(A_HOLIDAY))
        ),
        None,
    )


def weeks_of(asked: Sequence[Session], now: datetime, zone: ZoneInfo, free: FreeDays) -> tuple[Week, ...]:
    """Return the weeks of a term up to now, from its first question on, and this one at least."""
    closed = [session for session in asked if session.state.phase == "ended"]
    found = weeks.of_term(asked, closed, now, zone, free) or weeks.this_week(now, zone, free)
    return tuple(
        Week(number=week.number, what=week.what, began=_first(weeks.asked_in(asked, now, ago)))
        for ago, week in zip(reversed(range(len(found))), found, strict=True)
    )


def _first(asked: Sequence[Session]) -> datetime | None:
    return min((one.state.started_at for one in asked), default=None)
