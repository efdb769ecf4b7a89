"""Clocks as people name them: by a country, an island or a city, in Dutch and English."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LONGEST, NEAR = 40, 3
PLACES: dict[str, str] = {
    **dict.fromkeys(("nederland", "holland", "the netherlands", "netherlands"), "Europe/Amsterdam"),
    **dict.fromkeys(
        ("belgie", "belgium", "vlaanderen", "flanders", "wallonie", "wallonia", "brussel", "antwerpen", "gent"),
        "Europe/Brussels",
    ),
    **dict.fromkeys(
        ("bonaire", "saba", "sint eustatius", "statia", "st eustatius", "caribisch nederland", "bes"),
        "America/Kralendijk",
    ),
    **dict.fromkeys(("sint maarten", "st maarten", "philipsburg"), "America/Lower_Princes"),
    **dict.fromkeys(("willemstad",), "America/Curacao"),
    **dict.fromkeys(("oranjestad",), "America/Aruba"),
    **dict.fromkeys(("suriname",), "America/Paramaribo"),
    **dict.fromkeys(("duitsland", "germany", "berlijn"), "Europe/Berlin"),
    **dict.fromkeys(("frankrijk", "france", "parijs"), "Europe/Paris"),
    **dict.fromkeys(("luxemburg",), "Europe/Luxembourg"),
    **dict.fromkeys(("verenigd koninkrijk", "united kingdom", "uk", "engeland", "england", "londen"), "Europe/London"),
    **dict.fromkeys(("ierland", "ireland"), "Europe/Dublin"),
}


def as_zone(text: str, known: Iterable[str]) -> str | None:
    """Return which of the `known` zones a place or the name of a zone means; None if none does, or more than one."""
    wanted = _folded(text)
    names = sorted(known)
    by_name = {_named(name): name for name in names}
    found = PLACES.get(wanted) or by_name.get(wanted)
    cities = [name for name in names if "/" in name and _named(name.rpartition("/")[2]) == wanted]
    if found is None and len(cities) == 1:
        return cities[0]
    return found if found in names else None


def near_zones(text: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the `known` zones whose place is spelled nearly so, the nearest first."""
    wanted, names = _folded(text[:LONGEST]), sorted(known)
    places = {_named(name.rpartition("/")[2]): name for name in names if "/" in name} | PLACES
    near = [places[place] for place in get_close_matches(wanted, places, n=NEAR, cutoff=0.7)]
    spelled = {_named(name): name for name in names}
    far = [spelled[name] for name in get_close_matches(wanted, spelled, n=NEAR, cutoff=0.4)]
    return [name for name in dict.fromkeys([*near, *far]) if name in names][:NEAR]


@lru_cache(maxsize=2000)
def _named(name: str) -> str:
    """Return the name of a zone, folded once: there are six hundred, and always the same."""
    return _folded(name)


def _folded(text: str) -> str:
    """Return a name in small letters, without accents, points or underscores."""
    spread = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(letters.replace("_", " ").replace(".", " ").replace(", ", " ").split())
