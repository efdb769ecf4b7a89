"""Beside: what words mean next to a day and time named before: another time then, the same later, one of several."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.core.model import WEEKDAYS, Language, Weekday
from bot.core.saying.days import one_day
from bot.core.saying.either import CLOCK, DAY, OR
from bot.core.saying.lengths import as_minutes
from bot.core.saying.moments import MOST_MOMENTS, names_day
from bot.core.saying.proposals import BUT, CLOSES, Half, as_proposal, in_sentence
from bot.core.saying.words import COUNT, MONTH, Unclear, as_weekday, number, plain

SAME_TIME = re.compile(
    r"\b(?:op )?(?:de|het)?zelfde (?:tijd(?:stip)?|uur)\b|\b(?:at )?(?:the )?same (?:time|hour)\b", re.IGNORECASE
)
SAME_DAY = re.compile(r"\b(?:op )?(?:de|die)?zelfde dag\b|\b(?:on )?(?:the )?same day\b", re.IGNORECASE)
ONLY_OTHER = re.compile(r"\b(?:maar|but|alleen|only)\b", re.IGNORECASE)
AWAY = re.compile(r"\b(?P<side>later|eerder|vroeger|earlier|sooner)\b", re.IGNORECASE)
DAYS_AWAY = re.compile(
    rf"(?P<count>{COUNT}) (?P<unit>dag|dagen|days?|week|weken|weeks?)|(?P<one>dag|day|week|weekje|dagje)", re.IGNORECASE
)
# "Half an hour and a quarter" is nobody's length.
MOST_LENGTH = 4
# In a sentence "10.30" may stand without "om".
ALONE = re.compile(
    r"(?<!\S)(?<!\bom )(?<!\bat )(?<!half )(?<!over )(?<!voor )"
    r"(?=[0-9]{1,2}(?:[:.][0-9]{2}|[uh](?:[0-9]{2})?)(?![\w:.]))",
    re.IGNORECASE,
)
YES = (
    r"(?:ja|jawel|jazeker|prima|top|graag|oké?|okay|goed|lukt|kan|past|dat (?:kan|lukt|past)"
    r"|yes|yeah|fine|sure|that works)"
)
# "Als" that only compares, and hangs on nothing.
LIKE = r"(?<!net )(?<!zelfde )als(?! (?:eerste|laatste|altijd|vorige|gewoonlijk|steeds)\b)"
UNLESS = rf"(?:{LIKE}|onder voorbehoud|mits|tenzij|zolang|indien|if|unless|provided|as long as|depend(?:s|ing) on)"
CONDITIONAL = re.compile(rf"{YES}\b.*\b(?:{UNLESS}\b.+|onder voorbehoud)")
# What says of a weekday that it is the one that was named, and what says that it is another.
YES_WORD = re.compile(
    r"ja|jawel|hoor|prima|top|graag|oké?|okay|goed|lukt|kan|past|is|dan|maar|doe|liever|op|die|dat|wel|best|toch"
    r"|yes|yeah|fine|sure|good|great|works|it|make|let's|say|on|then|that|is|ok"
)
ELSEWHERE = re.compile(
    r"[0-9][-/][0-9]|\b[0-9]{1,2}(?:e|de|ste|st|nd|rd|th)\b|(?:dag|day) [0-9]{1,2}(?![0-9:.uh])"
    r"|\b(?:volgende|next|komende|aanstaande|eerstvolgende|deze|this|over|week|weken|weeks|daarna|erna|daarop|following"
    rf"|ander|andere|another|other|{MONTH})\b|\ba\.s\.",
    re.IGNORECASE,
)
TWICE = re.compile(r"(om [0-9]{2}:[0-9]{2})(?:[ ,]+\1)+")
CLOCKED = re.compile(rf"\b{CLOCK}", re.IGNORECASE)
SIDE_BY_SIDE = re.compile(rf"\b{DAY}(?:(?:{OR}|,? (?:en|and) ){DAY})+", re.IGNORECASE)
NEXT_WEEK = re.compile(r"\b(?:volgende|next) week\b", re.IGNORECASE)
# As many minutes, nearly two years, tell apart what was offered; three such numbers are one that a database holds.
SPAN = 2**20
# What stands before them: whether one half of these was sure, or none may be chosen and they were only named.
PLAIN, SURE_DAY, SURE_TIME, NAMED = range(1, 5)


def on_its_weekday(text: str, named: Sequence[datetime], today: date) -> str:
    """Return a text in which a weekday by itself is the day of that name among some moments that are on the table, or
    in the week of those; the whole moment where the text says no more than that it is that one: "dinsdag is goed"."""
    words = text.split()
    said = {at: day for at, one in enumerate(words) if (day := as_weekday(one.lower().strip(CLOSES)))}
    if len(said) != 1 or ELSEWHERE.search(BUT.sub(" ", text)):
        return text
    [(place, weekday)] = said.items()
    there = {one for one in named if WEEKDAYS[one.weekday()] == weekday}
    rest = words[:place] + words[place + 1 :]
    is_mere_yes = "?" not in text and all(YES_WORD.fullmatch(one.lower().strip(CLOSES)) for one in rest)
    if len(there) == 1 and is_mere_yes:
        return f"{there.pop():%Y-%m-%dT%H:%M}"
    is_other = not there and not is_next_to(text)
    on = there.pop().date() if len(there) == 1 else _in_their_week(weekday, named, today) if is_other else None
    return text if on is None else " ".join([*words[:place], f"{on:%Y-%m-%d}", *words[place + 1 :]])


def _in_their_week(weekday: Weekday, named: Sequence[datetime], today: date) -> date | None:
    """Return the day of a name in the week that some moments are all in, where that is a later one than the first day
    to come of that name: who answers a proposal speaks of its week."""
    weeks = {one.date() - timedelta(days=one.weekday()) for one in named}
    day = weeks.pop() + timedelta(days=WEEKDAYS.index(weekday)) if len(weeks) == 1 else today
    return day if day >= today + timedelta(weeks=1) else None


def retimed(text: str, at: datetime | Half) -> str:
    """Return a text in which "the same time", "an hour later" or "a week earlier" than a moment stands in full; where
    only a day or a time is known, as far as that goes."""
    same = _same(text, at)
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


def _same(text: str, at: datetime | Half) -> str:
    day = "" if isinstance(at, time) else f"{at:%Y-%m-%d}"
    clock = _clock(at) if isinstance(at, datetime | time) else ""
    same = SAME_DAY.sub(day, SAME_TIME.sub(clock, text))
    # "The same time but Thursday".
    return same if same == text else " ".join(ONLY_OTHER.sub(" ", same).split()).strip(" ,")


def is_next_to(text: str) -> bool:
    """Tell whether a text may say its time by one that was named before."""
    return any(one.search(text) for one in (SAME_TIME, SAME_DAY, AWAY))


def near(text: str, found: datetime, at: datetime) -> Unclear:
    """Return what somebody may mean who named a time next to a moment, to be asked about: a weekday alone may be that
    of the same week too."""
    weeks = (at.date() - timedelta(days=at.weekday()) - found.date() + timedelta(days=found.weekday())).days
    same_week = found + timedelta(days=weeks)
    is_sure = weeks <= 0 or re.search(r"[0-9]|week", text) is not None or same_week == at
    return Unclear("two", moments=(found,) if is_sure else (found, same_week))


def _away(said: str, at: datetime | Half, *, is_before: bool) -> str:
    """Return the moment that is so long before or after another, as it is written; nothing if that is no length."""
    sign = -1 if is_before else 1
    if days := DAYS_AWAY.fullmatch(said):
        unit = days["unit"] or days["one"]
        ahead = number((days["count"] or "een").lower()) * (7 if unit[0] in "wW" else 1)
        if isinstance(at, time):
            return ""
        moved = at + timedelta(days=sign * ahead)
        return f"{moved:%Y-%m-%d} {_clock(moved)}" if isinstance(moved, datetime) else str(moved)
    minutes = as_minutes(said)
    if not minutes or not isinstance(at, datetime | time):
        return ""
    then = at if isinstance(at, datetime) else datetime.combine(date.max, at) - timedelta(days=1)
    return _clock(then + timedelta(minutes=sign * minutes))


def _clock(at: datetime | time) -> str:
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


def days_in(text: str, now: datetime, half: Half | None = None) -> Unclear | None:
    """Return the days that a sentence names side by side, without a time, to be chosen from; with the time that was
    said before, if any. None where it doesn't."""
    found = SIDE_BY_SIDE.search(text)
    week = "volgende week " if found and NEXT_WEEK.search(text) else ""
    said = re.findall(DAY, found[0], re.IGNORECASE) if found else []
    read = [one_day(week + re.sub("^(?:op|on) ", "", plain(one)), now.date()) for one in said[:MOST_MOMENTS]]
    days = tuple(sorted({one for one in read if isinstance(one, date)}))
    if len(days) <= 1:
        return None
    if isinstance(half, time) and CLOCKED.search(text) is None:
        return Unclear("two", moments=tuple(datetime.combine(day, half) for day in days))
    return Unclear("two", days=days)


def is_conditional(text: str) -> bool:
    """Tell whether a text is a yes on which something still hangs: "ja, als ik opvang heb"."""
    return CONDITIONAL.fullmatch(plain(text.replace(",", " "))) is not None


def as_offer(offered: Sequence[datetime], half: Half | None = None, *, is_named: bool = False) -> int:
    """Return the number that up to three local moments are kept as, below nought; a day is its first minute. With it,
    which `half` of them was sure, or that they were only named."""
    kept = NAMED if is_named else PLAIN if half is None else SURE_DAY if isinstance(half, date) else SURE_TIME
    for at in offered[:MOST_MOMENTS]:
        kept = kept * SPAN + _minute(at) % SPAN
    return -1 - kept


def offered_by(kept: int, since: datetime) -> tuple[datetime, ...]:
    """Return the local moments that a number stands for, kept since an instant from which they lay ahead."""
    left, first, found = -1 - kept, _minute(datetime.combine(since.date(), time.min)), list[datetime]()
    while left >= SPAN:
        left, minute = divmod(left, SPAN)
        found.insert(0, _at(first + (minute - first) % SPAN))
    return tuple(found)


def sure_half(kept: int, since: datetime) -> Half | None:
    """Return which half of what such a number stands for was sure."""
    there, mark = offered_by(kept, since), _mark(kept)
    if mark == SURE_DAY:
        return there[0].date()
    return min(at.time() for at in there) if mark == SURE_TIME else None


def is_only_named(kept: int) -> bool:
    """Tell whether what such a number stands for was named, and is not to be chosen from."""
    return _mark(kept) == NAMED


def _mark(kept: int) -> int:
    left = -1 - kept
    while left >= SPAN:
        left //= SPAN
    return left


def _minute(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp()) // 60


def _at(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC).replace(tzinfo=None)
