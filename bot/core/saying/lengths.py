"""Lengths of time as people say them: twintig minuten, een half uur, vijf kwartier, an hour and a half."""

import re

from bot.core.saying.words import COUNT, number, one_of, plain

HALF_HOUR, QUARTER, HOUR = 30, 15, 60
NAMED: dict[str, int] = {
    **dict.fromkeys(
        ("half uur", "een half uur", "halfuur", "een halfuur", "half uurtje", "een half uurtje", "halfuurtje"),
        HALF_HOUR,
    ),
    **dict.fromkeys(("een halfuurtje", "half an hour", "a half hour", "half hour", "a half an hour"), HALF_HOUR),
    **dict.fromkeys(("uur", "uurtje", "hour"), HOUR),
    **dict.fromkeys(("anderhalf uur", "an hour and a half", "one and a half hours"), HOUR + HALF_HOUR),
    **dict.fromkeys(("tweeënhalf uur", "two and a half hours"), 2 * HOUR + HALF_HOUR),
}
MINUTES = rf"(?P<minutes>{COUNT}) ?(?:minuten|minuut|minuutjes|minutes?|mins?|m|')"
QUARTERS = rf"(?:(?P<quarters>{COUNT}) )?(?:kwartier(?:tje)?|quarters?(?: of an hour)?)"
SHORT = re.compile(rf"{MINUTES}|{QUARTERS}")
HOURS = re.compile(
    rf"(?P<hours>{COUNT}|[0-9][.,]5) ?(?:uur|uurtje|uren|hours?|u|h)(?: ?(?:en|and)? ?(?P<more>[^ ].*))?"
)
MORE = re.compile(rf"{MINUTES}|{QUARTERS}|(?P<bare>[0-9]{{1,2}})|(?P<half>een half|a half|half)")
BEFORE = (
    *("in", "binnen", "voor", "max", "maximaal", "hooguit", "ongeveer", "zo'n", "we hebben", "wij hebben", "er is"),
    *("for", "within", "about", "at most", "up to", "we have", "we've got", "there is"),
)
AFTER = ("de tijd", "tijd", "of time", "time")
AVAILABLE = re.compile(rf"(?:(?:{one_of(BEFORE)}) )*(?P<length>.+?)(?: (?:{one_of(AFTER)}))?")


def as_minutes(text: str) -> int | None:
    """Return how many minutes '20 min', 'een half uur', 'vijf kwartier' or 'an hour and a quarter' is; None for what is
    not wholly understood, and for no time at all."""
    whole = plain(text)
    if whole in NAMED:
        return NAMED[whole]
    if found := SHORT.fullmatch(whole):
        return _short(found) or None
    return _hours(whole) or None


def as_time_there_is(text: str) -> int | None:
    """Return how many minutes somebody says that there are, as in 'we hebben hooguit een uur'; a number is minutes."""
    found = AVAILABLE.fullmatch(plain(text))
    if found is None:
        return None
    length = found["length"]
    return as_minutes(f"{length} min") if length.isdigit() else as_minutes(length)


def _short(found: re.Match[str]) -> int:
    """Return the minutes of a number of minutes, or of quarters of an hour."""
    if found["minutes"]:
        return number(found["minutes"])
    return QUARTER * (number(found["quarters"]) if found["quarters"] else 1)


def _hours(whole: str) -> int:
    """Return the minutes of hours with what comes on top; nought where they are none."""
    found = HOURS.fullmatch(whole)
    if found is None:
        return 0
    said = found["hours"]
    hours = HOUR * number(said[0]) + HALF_HOUR if said[1:] in (".5", ",5") else HOUR * number(said)
    if not found["more"]:
        return hours
    more = MORE.fullmatch(found["more"])
    if more is None:
        return 0
    if more["half"] or more["bare"]:
        return hours + (HALF_HOUR if more["half"] else int(more["bare"]))
    return hours + _short(more)
