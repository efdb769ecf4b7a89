"""Where schools share holidays and a clock: what a file in schedules/holidays may say, and which days are free."""

import sys
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec, module_from_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from pydantic import field_validator, model_validator

from bot.core.model import Language
from bot.core.step import Bilingual, Line, Strict
from bot.core.timing import FreeDays

# July and August.
LONGEST = 62


class Holiday(Strict):
    """One school holiday, from its first to its last day; with one name, or one in each language."""

    name: Line | Bilingual
    first: date
    last: date

    def called(self, language: Language) -> str:
        """Return its name in a language."""
        return self.name if isinstance(self.name, str) else self.name.in_(language)

    @model_validator(mode="after")
    def _in_order(self) -> "Holiday":
        # A public source once gave a spring holiday of five weeks: a typing error in its month.
        if not 0 <= (self.last - self.first).days < LONGEST:
            raise ValueError(f"a holiday lasts 1 to {LONGEST} days: check first and last")
        return self


class Region(Strict):
    """Where schools share holidays and a clock."""

    id: str
    name: Bilingual
    timezone: str
    country: Line | None = None
    holidays: tuple[Holiday, ...] = ()

    @property
    def known_until(self) -> date | None:
        """The last day of the last holiday that is known; None where there are none at all."""
        return max((holiday.last for holiday in self.holidays), default=None)

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{name} is no time zone; write one such as Europe/Amsterdam") from error
        return name

    @field_validator("country")
    @classmethod
    def _has_public_holidays(cls, code: str | None) -> str | None:
        try:
            _country(code or "NL")
        except NotImplementedError as error:
            wanted = "write a code such as NL, or leave it out"
            raise ValueError(f"{code} is no country with known public holidays; {wanted}") from error
        return code


class RegionFile(Strict):
    """A file in schedules/holidays/: the regions of one country."""

    source: Line
    regions: tuple[Region, ...]


def _country(code: str, years: Iterable[int] = (), language: str | None = None) -> holidays.HolidayBase:
    """Return the public holidays of a country. Raises NotImplementedError for one that the library does not know.

    The package of all countries imports each of them, for names that nobody here uses: eight megabytes for as long as
    the bot runs. Present without having run, it lets the library load those that are asked for.
    """
    package = "holidays.countries"
    if package not in sys.modules and (spec := find_spec(package)):
        sys.modules[package] = module_from_spec(spec)
    return holidays.country_holidays(code, years=years, language=language)


@cache
def _public_holidays(country: str | None, language: Language) -> tuple[tuple[date, date, str], ...]:
    """Return a country's public holidays, by their names in a language where the library has those."""
    if country is None:
        return ()
    known = _country(country).supported_languages
    called = next((one for one in known if one.startswith(language)), None)
    years = range(2026, 2036)
    found = _country(country, years, called)
    return tuple((day, day, name) for day, name in found.items())


def free_days(region: Region, language: Language) -> FreeDays:
    """Return a region's school holidays and its country's public holidays, by their names in a language."""
    school = tuple((holiday.first, holiday.last, holiday.called(language)) for holiday in region.holidays)
    return FreeDays(school + _public_holidays(region.country, language))
