"""Published: the Dutch government’s open data of school holidays, read whole or refused with all that is wrong."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.content.regions import Holiday, Region
from bot.core.step import Bilingual

SOURCE = "https://opendata.rijksoverheid.nl/v1/infotypes/schoolholidays?output=json&rows=50"
ZONE = ZoneInfo("Europe/Amsterdam")
# What the holidays are called there, by how each begins.
NAMES = {
    "herfst": ("herfstvakantie", "autumn holiday"),
    "kerst": ("kerstvakantie", "Christmas holiday"),
    "voorjaar": ("voorjaarsvakantie", "spring holiday"),
    "mei": ("meivakantie", "May holiday"),
    "zomer": ("zomervakantie", "summer holiday"),
}
REGIONS = ("noord", "midden", "zuid")
EVERYWHERE = "heel nederland"
# A school year begins in the month after which its summer is over.
BEGINS = 8
LONGEST = 60


class WrongDataError(Exception):
    """What was published can't be taken in; the message says of each mistake where it stands."""


@dataclass(frozen=True, slots=True)
class Published:
    """The holidays of each region by school year, of which 2027 is the one that begins then."""

    years: Mapping[int, Mapping[str, tuple[Holiday, ...]]]


def read(text: str) -> Published:
    """Return what was published, every school year in it whole. Raises WrongDataError."""
    problems: list[str] = []
    years: dict[int, Mapping[str, tuple[Holiday, ...]]] = {}
    try:
        for table in list(_school_years(json.loads(text))):
            year = str(table["schoolyear"]).strip()
            if not (year[:2] == "20" and year[:4].isdigit() and len(year) == len("2027-2028")):
                problems.append(f"“{year}” is no school year.")
                continue
            found = _of_year(table, year, problems)
            if years.setdefault(int(year[:4]), found) != found:
                problems.append(f"{year} is there twice, and not the same.")
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise WrongDataError("is no such list, as JSON, as the government’s open data is.") from None
    if not (years or problems):
        problems.append("names no school year; what is published may have another form now.")
    if problems:
        raise WrongDataError("\n".join(problems))
    return Published(years)


def _school_years(node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the tables of school years, wherever they lie."""
    if isinstance(node, dict):
        if "schoolyear" in node and isinstance(node.get("vacations"), list):
            yield node
        for inside in node.values():
            yield from _school_years(inside)
    elif isinstance(node, list):
        for inside in node:
            yield from _school_years(inside)


def _of_year(table: Mapping[str, Any], year: str, problems: list[str]) -> Mapping[str, tuple[Holiday, ...]]:
    """Return the holidays of a year by region, in order; note all that is wrong with them."""
    found: dict[str, dict[str, Holiday]] = {region: {} for region in REGIONS}
    for vacation in table["vacations"]:
        called = str(vacation.get("type", "")).strip().lower()
        names = next((both for start, both in NAMES.items() if called.startswith(start)), None)
        if names is None:
            problems.append(f"{year}: “{called}” is no holiday that is known.")
            continue
        for one in vacation.get("regions") or ():
            where = str(one.get("region", "")).strip().lower()
            holiday = _holiday(one, names, year, problems)
            for region in REGIONS if where == EVERYWHERE else (where,):
                if region not in found:
                    problems.append(f"{year}, {names[0]}: “{region}” is no region that is known.")
                elif holiday and found[region].setdefault(names[0], holiday) != holiday:
                    problems.append(f"{year}, {region}: {names[0]} is there twice, and not the same.")
    for region, holidays in found.items():
        problems += [f"{year}, {region}: there is no {name}." for name, _ in NAMES.values() if name not in holidays]
        # They come in one order each year, and none within another.
        in_order = [holidays[name] for name, _ in NAMES.values() if name in holidays]
        if any(one.last >= other.first for one, other in pairwise(in_order)):
            problems.append(f"{year}, {region}: its holidays overlap, or are not in their order.")
    return {region: tuple(sorted(some.values(), key=lambda one: one.first)) for region, some in found.items()}


def _holiday(one: Mapping[str, Any], names: tuple[str, str], year: str, problems: list[str]) -> Holiday | None:
    first, last = _day(one.get("startdate")), _day(one.get("enddate"))
    if first is None or last is None:
        problems.append(f"{year}, {names[0]}: its dates can’t be read.")
        return None
    start = int(year[:4])
    is_inside = date(start, BEGINS, 1) <= first <= date(start + 1, BEGINS, 31)
    if not is_inside or not 0 <= (last - first).days < LONGEST:
        problems.append(f"{year}, {names[0]}: {first} to {last} can’t be right.")
        return None
    return Holiday(name=Bilingual(nl=names[0], en=names[1]), first=first, last=last)


def _day(text: Any) -> date | None:
    """Return the local day of an instant, as which days are published."""
    try:
        at = datetime.fromisoformat(str(text).strip())
    except ValueError:
        return None
    return at.astimezone(ZONE).date() if at.tzinfo else at.date()


def taken_in(regions: Mapping[str, Region], published: Published) -> tuple[Region, ...]:
    """Return the three regions with what was published in place of what they had of those school years."""
    found = []
    for name in REGIONS:
        region = regions[f"nl-{name}"]
        kept = [one for one in region.holidays if _year_of(one.first) not in published.years]
        new = [one for year in published.years.values() for one in year[name]]
        holidays = tuple(sorted([*kept, *new], key=lambda one: one.first))
        found.append(region.model_copy(update={"holidays": holidays}))
    return tuple(found)


def _year_of(day: date) -> int:
    """Return the school year that a holiday belongs to, by its first day: that of a summer is the year before it."""
    return day.year if day.month > BEGINS else day.year - 1


def as_toml(regions: tuple[Region, ...], source: str) -> str:
    """Return regions as a file in schedules/holidays/ says them."""
    lines = [f"source = {json.dumps(source, ensure_ascii=False)}"]
    for region in regions:
        lines += ["", "[[regions]]", f'id = "{region.id}"', f"name = {_both(region.name)}"]
        lines += [f'timezone = "{region.timezone}"', *([f'country = "{region.country}"'] if region.country else [])]
        lines.append("holidays = [")
        for one in region.holidays:
            name = json.dumps(one.name, ensure_ascii=False) if isinstance(one.name, str) else _both(one.name)
            lines.append(f"    {{ name = {name}, first = {one.first}, last = {one.last} }},")
        lines.append("]")
    return "\n".join(lines) + "\n"


def _both(text: Bilingual) -> str:
    return f"{{ nl = {json.dumps(text.nl, ensure_ascii=False)}, en = {json.dumps(text.en, ensure_ascii=False)} }}"
