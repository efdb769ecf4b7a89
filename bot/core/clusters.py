"""Clusters: what is put together of a list, under a name: “Rustig beginnen: 2, 5, 8”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.model import Entry
from bot.core.sources import like

NUMBERS = r"\d+(?:\s*(?:[,;+&]|en|and)?\s*\d+)*"
# Without a sign before them numbers are part of the name: “Meer voor groep 8”.
NAMED = re.compile(rf"^(?:(?P<name>.*?)\s*[:=–-]\s*)?(?P<numbers>{NUMBERS})\s*\.?$", re.DOTALL)
NUMBER = re.compile(r"\d+")


def numbers_in(text: str, most: int) -> tuple[str, tuple[int, ...]]:
    """Return the name that somebody gave to some of a list, and their numbers, from 1 to `most`, each once; where there
    are none, all of it is a name."""
    found = NAMED.match(text.strip())
    numbers = dict.fromkeys(int(one) for one in NUMBER.findall(found["numbers"])) if found else {}
    there = tuple(number for number in numbers if 1 <= number <= most)
    return ((found["name"] or "").strip(), there) if found and there else (text.strip(), ())


def clustered(named: Sequence[Entry], listed: Sequence[Entry]) -> list[Entry]:
    """Return what was put together, each under its name with all that is in it, and then what of the list is in none.

    What stands in two is told in both: it may well belong to either.
    """
    found, within = [], set[int]()
    for entry in named:
        name, numbers = numbers_in(entry.text, len(listed))
        texts = [listed[number - 1].text for number in numbers]
        words = "; ".join(text.strip().rstrip(".") for text in texts)
        within.update(numbers)
        told = ": ".join(part for part in (name, words) if part)
        found.append(replace(entry, text=like(told, [entry.text, *texts])))
    return [*found, *(entry for number, entry in enumerate(listed, 1) if number not in within)]
