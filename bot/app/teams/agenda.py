"""Agenda: what a team is to get, as a file for the calendar on somebody's phone."""

from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.app.rhythm.outlook import Planned, outlook
from bot.core.model import Language, Team
from bot.core.outgoing import Document
from bot.core.purposes import Purpose
from bot.rendering import visible_text

# How long each takes in a calendar.
LASTS = {
    "prompt": timedelta(minutes=10),
    "method": timedelta(minutes=60),
    "digest": timedelta(minutes=5),
    "overview": timedelta(minutes=10),
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
    """Return the calendar of a team as text, and how much stands in it: nothing that is let pass."""
    # Ten megabytes that hardly any bot needs.
    from bot.calendars import Coming, as_calendar

    team, language = occasion.here, occasion.language
    coming = [
        Coming(_id(team, item), item.at, LASTS[item.schedule.kind], _title(occasion, item, language))
        for item in outlook(occasion.house, team, occasion.now, days)
        if not item.skipped and (with_digest or item.schedule.kind != "digest")
    ]
    return as_calendar(f"Leerkring · {team.name}", coming, occasion.now), len(coming)


def _id(team: Team, item: Planned) -> str:
    return f"{item.schedule.kind}-{team.id}-{item.at:%Y%m%dT%H%M}"


def _title(occasion: Occasion, item: Planned, language: Language) -> str:
    title = occasion.house.content.title(item.method) if item.method else None
    words = visible_text(occasion.in_team_words(title, language)) if title else ""
    kind = item.schedule.kind
    return visible_text(occasion.words("planning.event", language, kind=kind, title=words, team=occasion.here.name))
