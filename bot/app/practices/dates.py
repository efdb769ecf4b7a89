"""Dates: two people find a day and a time for what they do together, and move it."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot import calendars
from bot.app.context import short_words, unheard
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, letting_go, walking
from bot.app.sessions import finding
from bot.core import timing
from bot.core.method import THREE
from bot.core.outgoing import Document
from bot.core.purposes import PAIR, PAIR_AGREED, PAIR_DATE, PAIR_STEP
from bot.core.saying.moments import as_moment, is_bygone, moments_in, names_day
from bot.core.saying.words import Unclear
from bot.core.session import pair
from bot.core.session.pair import Pair
from bot.rendering import visible_text
from bot.storage import pairs, talks

FILE, SURE = "leerkring.ics", "sure"
# A lesson’s number in the timetable, which every school begins at another time.
LESSON_HOUR = re.compile(
    r"\b\d+(?:e|de|ste) uur\b|\blesuur\b|\b(?:lesson|period) \d|\d(?:st|nd|rd|th) (?:lesson|period)"
)
# So long before a date somebody has to know that it is off.
IN_TIME = timedelta(hours=3)


def propose(occasion: Occasion, here: Pair, text: str) -> None:
    """Take a day and a time that somebody wrote, and ask the others whether it suits them; say so if it is unclear."""
    local = occasion.now.astimezone(occasion.zone).replace(tzinfo=None)
    found = as_moment(text, local, occasion.language)
    if isinstance(found, Unclear):
        if found.why == "unknown":
            found = _named_in(occasion, here, text, local) or (Unclear("over") if is_bygone(text) else found)
        _say_unclear(occasion, here, found, text)
        return
    if not names_day(text):
        # A time alone may be of any day: whoever wrote it says that it is today's, or tomorrow's.
        _say_unclear(occasion, here, Unclear("two", moments=(found,)), text)
        return
    at = timing.wall_clock(found.date(), found.time(), occasion.zone)
    if not is_school_on(occasion, here, at):
        occasion.answer("practices.free_day", at=at)
    elif timing.is_among(occasion.who.leave, at.astimezone(occasion.zone).date()):
        occasion.answer("practices.you_are_away", at=at)
    elif at in here.wants.values():
        _say_yes(occasion, here, at)
    else:
        _ask_others(occasion, here, at)


def is_one(occasion: Occasion, here: Pair, text: str) -> bool:
    """Tell whether words are a day and a time, as those who find one for what they do write it, and nothing else."""
    occasion.enter_team(here.team_of(occasion.who.id))
    local = occasion.now.astimezone(occasion.zone).replace(tzinfo=None)
    return names_day(text) and not isinstance(as_moment(text, local, occasion.language), Unclear)


def _named_in(occasion: Occasion, here: Pair, text: str, local: datetime) -> Unclear | None:
    """Return the moments that a sentence names, on days with school; none where it says when somebody can't."""
    if short_words.denies(text):
        return None
    named = moments_in(text, local, occasion.language)
    instants = ((one, timing.wall_clock(one.date(), one.time(), occasion.zone)) for one in named)
    there = tuple(one for one, at in instants if is_school_on(occasion, here, at))
    return Unclear("two", moments=there) if there else None


def _say_unclear(occasion: Occasion, here: Pair, found: Unclear, text: str) -> None:
    command, example = f"pair {here.id} {here.state.position} at", cards.example(occasion, occasion.who)
    facts = {"readings": len(found.moments), "is_lesson_hour": LESSON_HOUR.search(text.lower()) is not None}
    unheard.answer(occasion, "practices.bad_date", found, text, command, example=example, **facts)


def ask_another(occasion: Occasion, here: Pair) -> None:
    """Answer whoever says that a date doesn't suit: which one does?"""
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    facts = cards.facts(occasion, here, occasion.who, occasion.language)
    occasion.answer("practices.move", purpose=PAIR.of(here.id, here.state.position), **facts)


def _ask_others(occasion: Occasion, here: Pair, at: datetime) -> None:
    # In a small group those who are for another date may still have the most; of two or three none would be left.
    kept = here.wants if len(here.people) > THREE else {}
    here = pairs.want(occasion.database, here, {**kept, occasion.who.id: at})
    asked = replace(here, wants={occasion.who.id: at})
    others = finding.named(occasion, here.others(occasion.who.id))
    occasion.answer(
        "practices.proposed", purpose=PAIR.of(here.id, here.state.position), at=at, others=[one.name for one in others]
    )
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        language = occasion.private_language(other)
        by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, other)
        occasion.whisper(
            other,
            "practices.suits",
            cards.under(occasion, asked, other),
            send_after=by_day,
            purpose=PAIR_DATE.of(here.id, here.state.position),
            keeps=max(at - by_day, timedelta(hours=1)),
            name=occasion.who.name,
            at=at,
            **cards.facts(occasion, asked, other, language),
        )


def fits(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under a date that another proposed: it suits."""
    said = as_number(words[0]) if words else 0
    there = [at for person, at in here.wants.items() if person != occasion.who.id]
    wanted = next((at for at in there if int(at.timestamp()) == said), None)
    if wanted is None:
        occasion.hint("practices.other_date")
    elif wanted <= occasion.now:
        occasion.hint("practices.date_over")
    elif not is_school_on(occasion, here, wanted):
        occasion.hint("practices.free_day", at=wanted)
    else:
        _say_yes(occasion, here, wanted)


def _say_yes(occasion: Occasion, here: Pair, at: datetime) -> None:
    """Note that a date suits somebody; once it suits all, it is agreed, and each gets it for their calendar."""
    here = pairs.want(occasion.database, here, {**here.wants, occasion.who.id: at})
    if here.agreed() or here.settled_by(occasion.now) == at:
        agree(occasion, here, at)
    else:
        occasion.hint("practices.noted", left=len(set(here.people) - here.wants.keys()))


def is_school_on(occasion: Occasion, here: Pair, at: datetime) -> bool:
    """Tell whether all of a pair have school on the day of an instant, by their teams' free days as they are now."""
    return timing.is_school_day(at.astimezone(occasion.zone).date(), belonging.free_days(occasion, here))


def settle(occasion: Occasion, here: Pair, at: datetime) -> None:
    """Let the date that most are for be agreed on; one that is over, or on which school is closed, is nobody's any
    more."""
    if at > occasion.now and is_school_on(occasion, here, at):
        agree(occasion, here, at)
    else:
        others = {person: wanted for person, wanted in here.wants.items() if wanted != at}
        pairs.want(occasion.database, here, others)


def agree(occasion: Occasion, here: Pair, at: datetime) -> None:
    """Let a date that suits all be agreed; each gets it for their calendar: who said so last at once, the others on a
    working day of theirs, if one comes before it."""
    here = pairs.want(occasion.database, here, {})
    following = pair.next_of(here.at(here.state, at), occasion.now, belonging.calendar(occasion, here))
    following = pairs.save(occasion.database, following)
    for person in belonging.each(occasion, following, following.people):
        language = occasion.private_language(person)
        by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
        is_speaker = occasion.person is not None and person.id == occasion.person.id
        said_at = occasion.now if is_speaker or by_day >= at else by_day
        occasion.whisper(
            person,
            "practices.agreed",
            cards.under(occasion, following, person),
            send_after=said_at,
            purpose=PAIR_AGREED.of(following.id, following.state.position),
            keeps=max(at - said_at, timedelta(hours=1)),
            **cards.facts(occasion, following, person, language),
        )
    walking.remind_of_date(occasion, following)


def hand_over(occasion: Occasion, here: Pair) -> None:
    """Answer the button under an agreed date: the date as a file for a calendar app."""
    if here.meets_at is None or not here.on.step.on_date:
        occasion.hint("practices.over")
        return
    title = occasion.in_team_words(here.state.outline.title, occasion.language)
    occasion.answer("practices.file", document=_as_file(occasion, here, title, here.meets_at))


def _as_file(occasion: Occasion, here: Pair, title: str, at: datetime) -> Document:
    """Return a date as a file for a calendar app: the later of two is right, so a moved one takes its place."""
    lasts = timedelta(minutes=here.on.step.minutes or 0)
    coming = calendars.Coming(f"pair-{here.id}-{here.on.turn}", at, lasts, visible_text(title))
    return Document(name=FILE, content=calendars.as_calendar(occasion.here.name, [coming], occasion.now))


def move(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under an agreed date: all find another one, once whoever wants to is sure."""
    if here.on.step.on_date and not cards.is_of_this_date(here, words[:1]):
        occasion.hint("practices.other_date")
        return
    if not here.on.step.on_date or (here.meets_at and here.meets_at <= occasion.now):
        occasion.hint("practices.over")
    elif SURE not in words:
        yes = cards.button(occasion, here, "pair_move_sure", f"move {' '.join(words)} {SURE}", occasion.language)
        no = cards.button(occasion, here, "pair_date_stays", "open", occasion.language)
        facts = cards.facts(occasion, here, occasion.who, occasion.language)
        occasion.show("practices.sure_to_move", ((yes,), (no,)), **facts)
    else:
        _date_anew(occasion, here, "practices.moved")


def was_not_held(occasion: Occasion, here: Pair) -> None:
    """Answer the button of whoever says that what was agreed for a date didn't happen: all find another one."""
    if not here.comes_after_date:
        occasion.hint("practices.step_closed")
    else:
        _date_anew(occasion, here, "practices.not_held")


def without_date(occasion: Occasion, here: Pair) -> Pair:
    """Return a pair back where it finds a date, with nothing left to say of the one that it had."""
    for person in here.people:
        letting_go.forget_what_waits(occasion, here, person)
    return pairs.save(occasion.database, pair.date_anew(here, occasion.now, belonging.calendar(occasion, here)))


def _date_anew(occasion: Occasion, here: Pair, key: str) -> None:
    """Let all find another date, and tell the others so."""
    was, here = here.meets_at, without_date(occasion, here)
    talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    occasion.show(
        "practices.move",
        (),
        purpose=PAIR.of(here.id, here.state.position),
        **cards.facts(occasion, here, occasion.who, occasion.language),
    )
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        language = occasion.private_language(other)
        facts = cards.facts(occasion, here, other, language)
        by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, other)
        # Nobody is to stand at a door for nothing.
        is_soon = was is not None and occasion.now < was < by_day + IN_TIME
        occasion.whisper(
            other,
            key,
            send_after=occasion.now if is_soon else by_day,
            purpose=PAIR_STEP.of(here.id, here.state.position),
            name=occasion.who.name,
            was=was,
            **facts,
        )
