"""Summaries: what the team gets whenever it asks: what a stretch of its log adds up to, what is running."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.periods import PERIODS
from bot.app.log import reporting
from bot.app.log.stretches import reads_whole_since, stretch
from bot.app.rhythm.outlook import next_overview, next_prompt
from bot.app.sessions import cards, finding
from bot.core.privacy import Viewer, visible
from bot.core.purposes import OVERVIEW
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT, REFLECTION
from bot.core.timing import WEEK
from bot.storage import entries, sessions


def give_summary(occasion: Occasion, argument: str) -> None:
    """Answer /summary: what the team's own stretch of log adds up to, for the team."""
    wanted = argument.strip().lower()
    if wanted and wanted not in PERIODS:
        occasion.answer("summaries.which_period", wanted=wanted[:40])
        return
    days, since = PERIODS.get(wanted, WEEK.days), reads_whole_since(occasion) if occasion.person else None
    if since and since > occasion.now:
        occasion.answer("summaries.nothing_since")
        return
    of = stretch(occasion, min(days, (occasion.now - since).days) if since else days, occasion.now)
    if not reporting.give(occasion, of):
        occasion.answer("summaries.nothing_yet", period=of.name, rounds=len(of.asked))


def post(occasion: Occasion, period: str) -> bool:
    """Post an overview of some time in the group; return whether there was anything to say."""
    return reporting.post(occasion, stretch(occasion, PERIODS[period], occasion.now), OVERVIEW)


def status(occasion: Occasion, argument: str) -> None:
    """Answer /status: what is running, until when, and how many contributed."""
    language = occasion.language
    running = [
        {
            "title": finding.title(occasion, session, language),
            "until": session.state.due_at,
            "contributions": _seen_in(occasion, session),
            "is_blind": session.state.outline.is_blind,
        }
        for session in sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    ]
    scans = [
        {"title": finding.title(occasion, session, language), "until": session.state.due_at}
        for session in sessions.open_in(occasion.database, occasion.here.id, INSTRUMENT)
    ]
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    overview = next_overview(occasion.house, occasion.here, occasion.now)
    there = sessions.walkthroughs_in(occasion.database, occasion.here.id)
    occasion.answer(
        "summaries.status",
        running=running,
        scan=scans[0] if scans else None,
        next_at=upcoming.at if upcoming else None,
        overview_at=overview.at if overview else None,
        walkthroughs=[cards.facts(occasion, one, language) for one in there],
        is_blind=occasion.here.is_blind,
        paused=next((days for days in occasion.here.pauses if occasion.today in days), None),
    )


def _seen_in(occasion: Occasion, session: Session) -> int:
    """Return how many people answered where the team sees it; that somebody answered in private is theirs to tell."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session.id))
    return len({entry.author.id for entry in said if entry.author})


COMMANDS = (
    Command("summary", "overzicht", {"group": give_summary}, in_menu=GROUP, place=130),
    Command("status", "stand", {"group": status}, in_menu=GROUP, place=150),
)
