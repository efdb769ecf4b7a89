"""Days on end that began long ago: a leave or a pause until a date."""

from datetime import date

from bot.core.model import Days

LONG_AGO = date(2026, 1, 1)


def up_to(last: date | None) -> tuple[Days, ...]:
    """Return the days up to and including a date; none for None."""
    return (Days(LONG_AGO, last),) if last else ()
