"""Beside: what words mean next to a day and time named before: another time then, the same later, one of several."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.core.model import Language
from bot.core.saying.days import one_day
from bot.core.saying.either import DAY, OR
from bot.core.saying.lengths import as_minutes
from bot.core.saying.moments import MOST_MOMENTS, names_day
from bot.core.saying.proposals import BUT, as_proposal, in_sentence
from bot.core.saying.words import COUNT, Unclear, number, plain

SAME_TIME = re.compile(
    r"\b(?:op )?(?:de|het)?zelfde (?:tijd(?:stip)?|uur)\b|\b(?:at )?(?:the )?same (?:time|hour)\b", re.IGNORECASE
)
AWAY = re.compile(r"\b(?P<side>later|eerder|vroeger|earlier|sooner)\b", re.IGNORECASE)
DAYS_AWAY = re.compile(rf"(?P<count>{COUNT}) (?P<unit>dag|dagen|days?|week|weken|weeks?)", re.IGNORECASE)
# "Half an hour and a quarter" is nobody's length.
MOST_LENGTH = 4
# In a sentence "10.30" may stand without "om".
ALONE = re.compile(
    r"(?<!\S)(?<!\bom )(?<!\bat )(?<!half )(?<!over )(?<!voor )"
    r"(?=[0-9]{1,2}(?:[:.][0-9]{2}|[uh](?:[0-9]{2})?)(?![\w:.]))",
    re.IGNORECASE,
)
PLACES = {
    **dict.fromkeys(("eerste", "first"), 0),
    **dict.fromkeys(("tweede", "second"), 1),
    **dict.fromkeys(("derde", "third"), 2),
    **dict.fromkeys(("laatste", "last"), -1),
}
PLACE = re.compile(
    r"(?:(?:ja|doe|doe maar|liever|graag|dan|yes|let's say|rather|op|on) )*(?:de|die|the|that)? ?"
    rf"(?P<place>{'|'.join(PLACES)})(?: (?:dag|datum|tijd|optie|van de twee|one|day|date|time|option|of the two))?"
    r"(?: (?:dan|maar|graag|is goed|past|kan|please|then|is fine|works))*"
)
YES = r"(?:ja|jawel|jazeker|prima|oké?|okay|goed|lukt|kan|past|dat (?:kan|lukt|past)|yes|yeah|fine|sure|that works)"
UNLESS = r"(?:als|mits|tenzij|zolang|indien|if|unless|provided|as long as|depend(?:s|ing) on)"
CONDITIONAL = re.compile(rf"{YES}\b.*\b{UNLESS}\b.+")
TWICE = re.compile(r"(om [0-9]{2}:[0-9]{2})(?:[ ,]+\1)+")
SIDE_BY_SIDE = re.compile(rf"\b{DAY}(?:(?:{OR}|,? (?:en|and) ){DAY})+", re.IGNORECASE)
NEXT_WEEK = re.compile(r"\b(?:volgende|next) week\b", re.IGNORECASE)
# As many minutes, nearly four years, tell apart what was offered; three such numbers are one that a database holds.
SPAN = 2**21


def retimed(text: str, at: datetime) -> str:
    """Return a text in which "the same time", "an hour later" or "a week earlier" than a moment stands in full."""
    same = SAME_TIME.sub(_clock(at), text)
    side = AWAY.search(same)
    if side is None:
        return same
    words, is_before = same[: side.start()].split(), not side["side"].lower().startswith("later")
    for length in range(min(len(words), MOST_LENGTH), 0, -1):
        meant = _away(" ".join(words[-length:]), at, is_before=is_before)
        if meant:
            moved = " ".join([*words[:-length], meant, *same[side.end() :].split()])
            return TWICE.sub(r"\1", moved)
    return same


def is_next_to(text: str) -> bool:
    """Tell whether a text may say its time by one that was named before."""
    return SAME_TIME.search(text) is not None or AWAY.search(text) is not None


def near(text: str, found: datetime, at: datetime) -> Unclear:
    """Return what somebody may mean who named a time next to a moment, to be asked about: a weekday alone may be that
    of the same week too."""
    weeks = (at.date() - timedelta(days=at.weekday()) - found.date() + timedelta(days=found.weekday())).days
    same_week = found + timedelta(days=weeks)
    is_sure = weeks <= 0 or re.search(r"[0-9]|week", text) is not None or same_week == at
    return Unclear("two", moments=(found,) if is_sure else (found, same_week))


def _away(said: str, at: datetime, *, is_before: bool) -> str:
    """Return the moment that is so long before or after another, as it is written; nothing if that is no length."""
    sign = -1 if is_before else 1
    if days := DAYS_AWAY.fullmatch(said):
        ahead = number(days["count"].lower()) * (7 if days["unit"][0] in "wW" else 1)
        moved = at + timedelta(days=sign * ahead)
        return f"{moved.date()} {_clock(moved)}"
    minutes = as_minutes(said)
    return _clock(at + timedelta(minutes=sign * minutes)) if minutes else ""


def _clock(at: datetime) -> str:
    return f"om {at:%H:%M}"


def on_days(text: str, days: Sequence[date], now: datetime, language: Language | None = None) -> Unclear | None:
    """Return the moments that a text means which names a time and no day, on some days that were named before, to be
    asked about; or that these are over. None where it names no time, or a day."""
    said = BUT.sub("", text)
    if names_day(said):
        return None
    found = tuple(moment for day in days for moment in _on(said, day, language))
    ahead = tuple(dict.fromkeys(one for one in found if one > now))[:MOST_MOMENTS]
    return Unclear("two", moments=ahead) if ahead else Unclear("over", moments=found[:1]) if found else None


def _on(said: str, day: date, language: Language | None) -> tuple[datetime, ...]:
    # Early that day, a time alone is none of the next.
    early = datetime.combine(day, time.min)
    found = as_proposal(said, early, language)
    if isinstance(found, datetime):
        return (found,)
    named = found if found.moments else in_sentence(ALONE.sub("om ", said), early, language)
    return tuple(one for one in (named.moments if named else ()) if one.date() == day)


def which_of(text: str, offered: Sequence[datetime]) -> datetime | None:
    """Return which of some moments that were offered a text means by its place: "de eerste", "the last one"."""
    found = PLACE.fullmatch(plain(text).strip("!?"))
    at = PLACES[found["place"]] if found and offered else len(offered)
    return offered[at] if at < len(offered) else None


def days_in(text: str, now: datetime) -> Unclear | None:
    """Return the days that a sentence names side by side, without a time, to be chosen from; None where it doesn't."""
    found = SIDE_BY_SIDE.search(text)
    week = "volgende week " if found and NEXT_WEEK.search(text) else ""
    said = re.findall(DAY, found[0], re.IGNORECASE) if found else []
    read = [one_day(week + re.sub("^(?:op|on) ", "", plain(one)), now.date()) for one in said[:MOST_MOMENTS]]
    days = tuple(sorted({one for one in read if isinstance(one, date)}))
    return Unclear("two", days=days) if len(days) > 1 else None


def is_conditional(text: str) -> bool:
    """Tell whether a text is a yes on which something still hangs: "ja, als ik opvang heb"."""
    return CONDITIONAL.fullmatch(plain(text.replace(",", " "))) is not None


def as_offer(offered: Sequence[datetime]) -> int:
    """Return the number that up to three local moments are kept as, below nought; a day is its first minute."""
    kept = 0
    for at in offered[:MOST_MOMENTS]:
        kept = kept * SPAN + _minute(at) % SPAN
    return -1 - kept


def offered_by(kept: int, since: datetime) -> tuple[datetime, ...]:
    """Return the local moments that a number stands for, kept since an instant from which they lay ahead."""
    left, first, found = -1 - kept, _minute(datetime.combine(since.date(), time.min)), list[datetime]()
    while left > 0:
        left, minute = divmod(left, SPAN)
        found.insert(0, _at(first + (minute - first) % SPAN))
    return tuple(found)


def _minute(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp()) // 60


def _at(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).replace(tzinfo=None)
