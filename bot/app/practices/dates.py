"""Dates: a day and a time that the people of a pair agreed on, and what becomes of it."""

from datetime import datetime, time, timedelta

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, cards, kept_dates, letting_go, telling
from bot.core import timing
from bot.core.model import Person
from bot.core.outgoing import Document
from bot.core.purposes import OF_DATES, PAIR_AGREED, PAIR_DATE
from bot.core.session import pair
from bot.core.session.deadlines import last_at_work
from bot.core.session.pair import Pair
from bot.rendering import visible_text
from bot.storage import messages, pairs, retraction

FILE = "leerkring.ics"
# At so late people look at what tomorrow brings.
REMINDED_AT = time(15, 0)


def is_school_on(occasion: Occasion, here: Pair, at: datetime) -> bool:
    """Tell whether all of a pair have school on the day of an instant, by their teams' free days as they are now."""
    return timing.is_school_day(at.astimezone(occasion.zone).date(), belonging.free_days(occasion, here))


def is_away(occasion: Occasion, person: Person, at: datetime) -> bool:
    """Tell whether somebody is on leave on the day of an instant."""
    return timing.is_among(person.leave, at.astimezone(occasion.zone).date())


def forget_proposals(occasion: Occasion, here: Pair, *people: int) -> None:
    """Remove what waits to be told to people of a pair about dates that hold no more."""
    for person in people:
        for purpose in OF_DATES:
            retraction.take_back(occasion.database, person, purpose.of(here.id))


def is_unseen(occasion: Occasion, here: Pair) -> bool:
    """Tell whether a date that another proposed still waits to be told to whoever speaks."""
    return messages.is_waiting(occasion.database, occasion.who.id, PAIR_DATE.of(here.id))


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
    kept_dates.drop(occasion, here, *here.people)
    following = pair.next_of(here.at(here.state, at), occasion.now, belonging.calendar(occasion, here))
    following = pairs.save(occasion.database, following)
    for person in belonging.each(occasion, following, following.people):
        by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
        is_speaker = occasion.person is not None and person.id == occasion.person.id
        said_at = occasion.now if is_speaker or by_day >= at else by_day
        # What waits to be said of dates that were proposed is settled now.
        forget_proposals(occasion, following, person.id)
        under, keeps = cards.under(occasion, following, person), max(at - said_at, timedelta(hours=1))
        telling.tell(
            occasion, following, person, "practices.agreed", PAIR_AGREED, under, send_after=said_at, keeps=keeps
        )
    remind(occasion, following)


def remind(occasion: Occasion, here: Pair) -> None:
    """Let each be told once more of a date that was agreed on, with what the other would like: on their last working
    day before it, if that is not today already."""
    meets_at, before = here.meets_at or here.state.due_at, cards.told_in_fields(here)
    for person in belonging.each(occasion, here, here.people):
        day_starts = timing.wall_clock(meets_at.astimezone(occasion.zone).date(), time.min, occasion.zone)
        says_at = last_at_work(person, REMINDED_AT, occasion.zone, occasion.free, occasion.now, day_starts)
        if says_at is None:
            continue
        of = {"came": cards.came(occasion, before, person), "came_of": before}
        under, keeps = cards.under(occasion, here, person), meets_at - says_at
        telling.tell(occasion, here, person, "practices.soon", PAIR_DATE, under, of=of, send_after=says_at, keeps=keeps)


def hand_over(occasion: Occasion, here: Pair) -> None:
    """Answer the button under an agreed date: the date as a file for a calendar app."""
    if here.meets_at is None or not here.on.step.on_date:
        occasion.hint("practices.over")
        return
    title = occasion.in_team_words(here.state.outline.title, occasion.language)
    occasion.answer("practices.file", document=_as_file(occasion, here, title, here.meets_at))


def _as_file(occasion: Occasion, here: Pair, title: str, at: datetime) -> Document:
    """Return a date as a file for a calendar app: the later of two is right, so a moved one takes its place."""
    # Ten megabytes that hardly any bot needs.
    from bot.calendars import Coming, as_calendar

    lasts = timedelta(minutes=here.on.step.minutes or 0)
    coming = Coming(f"pair-{here.id}-{here.on.turn}", at, lasts, visible_text(title))
    return Document(name=FILE, content=as_calendar(occasion.here.name, [coming], occasion.now))


def without_date(occasion: Occasion, here: Pair) -> Pair:
    """Return a pair back where it finds a date, with nothing left to say of the one that it had."""
    for person in here.people:
        letting_go.forget_what_waits(occasion, here, person)
    return pairs.save(occasion.database, pair.date_anew(here, occasion.now, belonging.calendar(occasion, here)))
