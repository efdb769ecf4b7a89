"""Agenda: what a team is to get, as a file for the calendar on somebody's phone."""

from datetime import datetime, timedelta

from bot.app.context import questions
from bot.app.context.occasion import Occasion
from bot.app.log import digesting
from bot.app.rhythm.outlook import Planned, outlook
from bot.core import timing
from bot.core.model import Team
from bot.core.outgoing import Document
from bot.core.purposes import Purpose
from bot.rendering import visible_text

# How long each takes in a calendar.
LASTS = {
    "prompt": timedelta(minutes=10),
    "method": timedelta(minutes=60),
    "digest": timedelta(minutes=5),
    "overview": timedelta(minutes=10),
    "after": timedelta(minutes=10),
    "scan": timedelta(minutes=10),
}


def send(occasion: Occasion, days: int, *, with_digest: bool) -> None:
    """Send the calendar of the days to come; with the digest for those who get one."""
    text, many = calendar_of(occasion, days, with_digest=with_digest)
    if not many:
        occasion.hint("planning.nothing_for_agenda")
        return
    document = Document(name=f"leerkring-{occasion.here.id}.ics", content=text)
    occasion.answer("planning.agenda", document=document, days=days, purpose=Purpose("planning.agenda"))


def calendar_of(occasion: Occasion, days: int, *, with_digest: bool) -> tuple[str, int]:
    """Return the calendar of a team as text, and how much comes; what no longer does takes itself out."""
    # Ten megabytes that hardly any bot needs.
    from bot.calendars import Coming, as_calendar

    team = occasion.here
    coming = [
        Coming(
            _id(team, item),
            _reaches(occasion, item),
            LASTS[item.kind],
            _event(occasion, item),
            is_off=bool(item.skipped),
            description=_description(occasion, item),
        )
        for item in outlook(occasion.house, team, occasion.now, days)
        if not _never_was(occasion, item) and (with_digest or item.schedule.kind != "digest")
    ]
    return as_calendar(f"Leerkring · {team.name}", coming, occasion.now), sum(not one.is_off for one in coming)


def _never_was(occasion: Occasion, item: Planned) -> bool:
    """Tell whether something falls in the holidays of the region: no calendar of before holds it."""
    day, region = item.at.astimezone(occasion.zone).date(), occasion.here.region
    return bool(item.skipped) and occasion.house.content.free_days(region).name(day) is not None


def _reaches(occasion: Occasion, item: Planned) -> datetime:
    """Return when something comes; of a digest, when it reaches who asks."""
    if item.schedule.kind != "digest" or occasion.person is None:
        return item.at
    return digesting.reaches(occasion, occasion.person, item.at)


def _id(team: Team, item: Planned) -> str:
    """Return what something is known by that may still move to another day: its week, or that of the meeting which it
    prepares, and which day of several."""
    day = item.meeting or item.moved_from or item.at.astimezone(team.zone).date()
    rhythm, (year, week, _) = item.schedule.rhythm, day.isocalendar()
    which = f"-{timing.weekday(day)}" if len(rhythm.days) != 1 else ""
    return f"{item.schedule.kind}-{team.id}-{year}w{week:02}{which}"


def title_of(occasion: Occasion, item: Planned) -> str:
    """Return what the question, method or scan is called whose turn it is, in the language of whoever asks."""
    title = questions.title(occasion.house, occasion.here.id, item.method) if item.method else None
    return visible_text(occasion.in_team_words(title, occasion.language)) if title else ""


def _event(occasion: Occasion, item: Planned) -> str:
    names = {
        "kind": item.kind,
        "is_call": item.method in occasion.house.content.called,
        "title": title_of(occasion, item),
        "team": occasion.here.name,
    }
    return visible_text(occasion.words("planning.event", occasion.language, **names))


def _description(occasion: Occasion, item: Planned) -> str:
    """Return what else is to be known of something by then: a method waits where another goes on."""
    is_round = item.kind == "method" and item.method not in occasion.house.content.called
    return visible_text(occasion.words("planning.event_waits", occasion.language)) if is_round else ""
