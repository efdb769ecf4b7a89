"""Understanding: which day and time somebody of a pair means, and what they are asked where that isn’t clear yet."""

import re
from datetime import date, datetime, time
from typing import Any

from bot.app.context import short_words, unheard
from bot.app.context.occasion import Occasion
from bot.app.practices import cards, dates, known, wishes
from bot.app.sessions import finding
from bot.core import timing
from bot.core.model import WEEKDAYS
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import PAIR_ASKED, PAIR_DATE
from bot.core.saying import beside, chosen, proposals
from bot.core.saying.moments import MOST_WORDS, is_bygone, names_day
from bot.core.saying.proposals import HALF_WORDS, Half
from bot.core.saying.words import WEEKDAY, Unclear
from bot.core.session.pair import Pair

# A lesson’s number in the timetable, which every school begins at another time.
LESSON_HOUR = re.compile(
    r"\b(?:(?:in|tijdens|during) )?(?:(?:het|the) )?"
    r"(?:\d+(?:e|de|ste) (?:les)?uur|lesuur(?: \d+)?|(?:lesson|period) \d+|\d+(?:st|nd|rd|th) (?:lesson|period)"
    r"|(?<=\bhet )\d+(?:e|de|ste)(?=\W*$))\b",
    re.IGNORECASE,
)


def meant(occasion: Occasion, here: Pair, text: str) -> datetime | None:
    """Return the instant that somebody means, at which they and the others may meet; None once they were told why not,
    or asked which they mean."""
    return settled(occasion, here, read(occasion, here, text), text)


def _without_lesson_hour(text: str) -> str:
    """Return a text without the number of a lesson, where it says more: of that hour it is asked when it begins."""
    left = LESSON_HOUR.sub(" ", text).strip()
    return left if any(one.isalpha() for one in left) else text


def _in_full(occasion: Occasion, here: Pair, text: str) -> str:
    """Return a text that says by itself what it says next to what was named before, or as a question."""
    left, at = _without_lesson_hour(text), known.last(occasion, here)
    if len(picked := _picked(occasion, here, left)) == 1:
        return str(picked[0].date()) if picked[0].time() == time.min else f"{picked[0]:%Y-%m-%dT%H:%M}"
    there = known.on_the_table(occasion, here) if here.on.step.agrees_date else ()
    left = beside.on_its_weekday(left, there, occasion.today)
    said = left if at is None else beside.retimed(left, at)
    bare = said.rstrip(" ?!")
    found = proposals.as_proposal(bare, _local(occasion), occasion.language)
    return bare if isinstance(found, Unclear) and found.why == "no_time" else said


def _picked(occasion: Occasion, here: Pair, text: str) -> tuple[datetime, ...]:
    """Return what a text means of what its writer was offered to choose from."""
    return chosen.among(text, known.offered(occasion, here), occasion.language)


def read(occasion: Occasion, here: Pair, text: str) -> datetime | Unclear:
    """Return the local moment that words stand for, with what was said before them, or what may be meant; of several on
    which there is no school the first."""
    half, now, language = known.half(occasion, here), _local(occasion), occasion.language
    if len(picked := _picked(occasion, here, _without_lesson_hour(text))) > 1:
        return chosen.as_read(picked)
    written, text = text, _in_full(occasion, here, text)
    days = () if isinstance(half, date) else known.days(occasion, here)
    if then := beside.on_days(short_words.without_denials(text), days, now, language):
        return then
    found = proposals.as_proposal(text, now, language, half)
    if isinstance(found, Unclear) and found.why == "unknown":
        found = _in_sentence(occasion, here, text, half) or found
    at = known.last(occasion, here)
    if isinstance(at, datetime) and isinstance(found, datetime) and beside.is_next_to(written):
        return beside.near(written, found, at)
    return found


def _in_sentence(occasion: Occasion, here: Pair, text: str, half: Half | None) -> datetime | Unclear | None:
    """Return what a sentence may mean that names days and times somewhere, or says yes to several that were offered;
    None where it does neither."""
    said, now = short_words.without_denials(text), _local(occasion)
    several, offered = beside.days_in(said, now, half), known.offered(occasion, here)
    is_timed = several is not None and bool(several.moments)
    named = several if is_timed else proposals.in_sentence(said, now, occasion.language, half)
    if named and named.moments and not _open(occasion, here, named).moments:
        return named.moments[0]
    if named or several:
        return named or several
    if len(offered) > 1 and short_words.means(occasion, text, "agreeing"):
        return chosen.as_read(offered)
    return Unclear("over") if is_bygone(text) else None


def settled(occasion: Occasion, here: Pair, found: datetime | Unclear, text: str) -> datetime | None:
    """Return the instant of what was read in a text, as `meant` does."""
    if isinstance(found, Unclear):
        _say_unclear(occasion, here, found, text)
        return None
    at = timing.wall_clock(found.date(), found.time(), occasion.zone)
    return None if _stumbles(occasion, here, at, found.time()) else at


def is_only_date(occasion: Occasion, here: Pair, text: str) -> bool:
    """Tell whether words are a day with its date, or a day and a time, perhaps several, and nothing else; or what
    somebody had still to say of these."""
    now, language, said = _local(occasion), occasion.language, _without_lesson_hour(text)
    return proposals.is_proposal(said, now, language, known.half(occasion, here)) or (
        proposals.are_proposals(said, now, language)
    )


def names_date(occasion: Occasion, here: Pair, text: str) -> bool:
    """Tell whether words name a day and a time somewhere."""
    return is_date(read(occasion, here, text), text)


def is_date(found: datetime | Unclear, text: str) -> bool:
    """Tell whether what was read in a text is a day and a time to come, or may be meant so. A word like "morgen" is a
    greeting as well."""
    if isinstance(found, datetime) or found.why == "no_time":
        return isinstance(found, datetime) or any(one.isdigit() for one in text)
    is_over = found.why == "over" and bool(found.days or found.moments)
    return found.why in ("two", "weekday", "no_day") or is_over


def may_be_date(occasion: Occasion, here: Pair, text: str) -> bool:
    """Tell whether words that are to be about something else may be a date that somebody suggests: a day or a time
    alone, or a few words that name both."""
    found = read(occasion, here, text) if len(text.split()) <= MOST_WORDS else Unclear("unknown")
    if isinstance(found, datetime) or found.why == "no_time" or proposals.is_time(text):
        return True
    return names_day(text) and found.why in ("two", "weekday", "no_day")


def completed(occasion: Occasion, here: Pair, earlier: str, text: str) -> str:
    """Return a few words joined to the half of a moment that somebody wrote before, where they are the other half;
    nothing where they are not, or it was whole."""
    joined = f"{text} {earlier}" if names_day(text) else f"{earlier} {text}"
    is_whole, is_other = (names_day(one) and _has_time(read(occasion, here, one)) for one in (earlier, text))
    if is_whole or is_other or len(text.split()) > HALF_WORDS or not names_day(joined):
        return ""
    return joined if _has_time(read(occasion, here, joined)) else ""


def in_words(occasion: Occasion, here: Pair, text: str) -> str:
    """Return a moment or a day that somebody means as it is read on any later day too; else what they wrote."""
    found = read(occasion, here, text)
    if isinstance(found, datetime):
        return occasion.label("at", at=timing.wall_clock(found.date(), found.time(), occasion.zone))
    half = proposals.half_said(text, found, _local(occasion), occasion.language)
    is_day = found.why == "no_time" and isinstance(half, date)
    return occasion.label("on_day", day=half) if is_day else text


def closed_day(occasion: Occasion, here: Pair, text: str) -> datetime | None:
    """Return the instant that somebody means, if there is no school then for all of a pair."""
    found = read(occasion, here, text)
    if not isinstance(found, datetime):
        half = proposals.half_said(text, found, _local(occasion), occasion.language)
        if found.why != "no_time" or not isinstance(half, date):
            return None
        found = datetime.combine(half, time(12))
    at = timing.wall_clock(found.date(), found.time(), occasion.zone)
    return None if dates.is_school_on(occasion, here, at) else at


def _has_time(found: datetime | Unclear) -> bool:
    return isinstance(found, datetime) or bool(found.moments)


def _local(occasion: Occasion) -> datetime:
    return occasion.now.astimezone(occasion.zone).replace(tzinfo=None)


def _open(occasion: Occasion, here: Pair, found: Unclear) -> Unclear:
    """Return what may be meant on days with school, to be chosen from: moments, or else days."""

    def is_open(day: date) -> bool:
        return dates.is_school_on(occasion, here, timing.wall_clock(day, time(12), occasion.zone))

    days = () if found.moments else tuple(sorted(one for one in found.days if is_open(one)))
    return Unclear("two", days=days, moments=tuple(one for one in found.moments if is_open(one.date())))


def _say_unclear(occasion: Occasion, here: Pair, found: Unclear, text: str) -> None:
    """Ask somebody what they mean, and keep which half of it is known until they say the other."""
    before, said = known.half(occasion, here), _in_full(occasion, here, text)
    half = proposals.half_said(said, found, _local(occasion), occasion.language, before)
    day = half if found.why == "no_time" and isinstance(half, date) else None
    is_choice = found.why in ("two", "weekday") or _is_next_year(occasion, found)
    offered = _open(occasion, here, found) if is_choice else Unclear("two")
    if is_choice and not (offered.days or offered.moments):
        if found.why == "two" and isinstance(half, time):
            # A time alone is of any day.
            found = Unclear("unknown")
        else:
            day = min((*found.days, *(one.date() for one in found.moments)))
    if day and _stumbles(occasion, here, timing.wall_clock(day, time(12), occasion.zone)):
        return
    keyboard = _choices(occasion, here, offered)
    names = _facts(occasion, here, found, text, half) | {"readings": _readings(found, offered)}
    if occasion.is_press and not keyboard and half is None:
        occasion.hint("practices.bad_date", **names)
        return
    if names["proposed"] and found.why == "unknown" and half is None and not names["is_lesson_hour"]:
        # It says with which button that suits: a yes that follows is for that.
        keyboard = cards.ways_to_say_yes(occasion, here, occasion.who, names["proposed"])
        occasion.answer("practices.bad_date", keyboard, purpose=PAIR_DATE.of(here.id, here.state.position), **names)
        return
    choices = tuple(datetime.combine(one, time.min) for one in offered.days) or offered.moments
    # A card that is changed is nothing that one can find again.
    say = occasion.show if half is None else occasion.answer
    say("practices.bad_date", keyboard, purpose=PAIR_ASKED.of(here.id, known.as_page(choices, half)), **names)


def _readings(found: Unclear, offered: Unclear) -> int:
    """Return how many readings there are to choose from; of one on another day than the date that was written, two."""
    days = [*offered.days, *(one.date() for one in offered.moments)]
    is_other = found.why == "weekday" and days[:1] != list(found.days[:1])
    return len(days) + (len(days) == 1 and is_other)


def only_choice(occasion: Occasion, here: Pair) -> Button | None:
    """Return the button under what was read in somebody's words lately, if that is one day or moment."""
    there = known.offered(occasion, here)
    if len(there) != 1 or not (here.on.step.agrees_date or here.on.step.on_date):
        return None
    return _choices(occasion, here, chosen.as_read(there))[0][0]


def _choices(occasion: Occasion, here: Pair, offered: Unclear) -> Keyboard:
    """Return a button for each moment or day that may be meant, and one for none of them."""
    words = "at" if here.on.step.agrees_date else f"move {cards.stamp(here)}"
    rows = unheard.choices(occasion, offered, f"pair {here.id} {here.state.position} {words}")
    key = "pair_not_this" if len(rows) == 1 else "pair_none"
    return (*rows, (cards.button(occasion, here, key, "else", occasion.language),)) if rows else ()


def _facts(occasion: Occasion, here: Pair, found: Unclear, text: str, half: Half | None) -> dict[str, Any]:
    far = [one for one in found.moments if proposals.is_far_ahead(one, _local(occasion))]
    day = found.days[0] if found.days else None
    return {
        "why": found.why,
        "words": _as_written(re.sub(rf"^(?:{WEEKDAY}) (?=.*[0-9])", "", found.words), text),
        "weekday": WEEKDAYS[day.weekday()] if day else "",
        "year": far[0].year if far and found.why == "two" else 0,
        "is_next_year": _is_next_year(occasion, found),
        "day": half if isinstance(half, date) else None,
        "at": half if isinstance(half, time) else None,
        "example": cards.example(occasion, occasion.who),
        "is_lesson_hour": LESSON_HOUR.search(text.lower()) is not None,
        "others": [one.name for one in finding.named(occasion, here.others(occasion.who.id))],
        "proposed": next(iter(wishes.by_others(occasion, here, occasion.who)), None),
    }


def _is_next_year(occasion: Occasion, found: Unclear) -> bool:
    """Tell whether a date is over this year, and may be one of the next."""
    return found.why == "over" and bool(found.days) and found.days[0] >= occasion.today


def _as_written(words: str, text: str) -> str:
    """Return words of a text in the letters in which they stand there."""
    at = text.lower().find(words)
    return text[at : at + len(words)] if at >= 0 else words


def _stumbles(occasion: Occasion, here: Pair, at: datetime, clock: time | None = None) -> bool:
    """Say why nobody can meet then, if so: there is no school on that day, or whoever names it is away. Another day
    than one without school, named next, is at the same `clock`, if any."""
    if not dates.is_school_on(occasion, here, at):
        occasion.answer("practices.free_day", purpose=PAIR_ASKED.of(here.id, known.as_page((), clock)), at=at)
    elif dates.is_away(occasion, occasion.who, at):
        occasion.answer("practices.you_are_away", at=at)
    else:
        return False
    return True
