"""Days: some days on end, as a column of text holds them: the first, the last and a name each."""

import json
from collections.abc import Iterable
from datetime import date

from bot.core.model import Days


def as_days(text: str) -> tuple[Days, ...]:
    """Return the days that a column holds."""
    return tuple(
        Days(date.fromisoformat(first), date.fromisoformat(last), name) for first, last, name in json.loads(text)
    )


def as_text(some: Iterable[Days]) -> str | None:
    """Return what a column holds for some days; nothing for none."""
    found = [(days.first.isoformat(), days.last.isoformat(), days.name) for days in some]
    return json.dumps(found, ensure_ascii=False) if found else None
