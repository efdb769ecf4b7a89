"""Summaries: what the team gets of its own log, whenever it asks: what a stretch adds up to, what is running."""

from datetime import datetime, timedelta

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.rhythm.outlook import next_prompt
from bot.app.sessions import cards, finding
from bot.core import summary
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import entries, sessions

PERIODS = {
    **dict.fromkeys(("", "week"), ("week", timedelta(days=7))),
    **dict.fromkeys(("month", "maand"), ("month", timedelta(days=30))),
    **dict.fromkeys(("term", "kwartaal", "periode"), ("term", timedelta(days=98))),
}


def give_summary(occasion: Occasion, argument: str) -> None:
    """Answer /summary: what the team's own stretch of log adds up to, for the team."""
    period, length = PERIODS.get(argument.strip().lower(), PERIODS[""])
    start, team, language = occasion.now - length, occasion.here, occasion.here.language
    ran = sessions.asked_between(occasion.database, team.id, start, _just_after(occasion))
    said = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, start, _just_after(occasion)))
    ordinary = occasion.house.content.sentences[language].ordinary
    found = summary.summarise(said, language, ordinary)
    if not found.answers:
        occasion.answer("summaries.nothing_yet", period=period, rounds=len(ran))
        return
    occasion.answer(
        "summaries.summary",
        period=period,
        rounds=len(ran),
        contributions=sum(is_showable(entry) for entry in said),
        summary=found,
        about=said,
        successes=sum(entry.kind == "success" for entry in said),
    )


def _just_after(occasion: Occasion) -> datetime:
    # What was written in this very second belongs to the stretch that ends now.
    return occasion.now + timedelta(seconds=1)


def status(occasion: Occasion, argument: str) -> None:
    """Answer /status: what is running, until when, and how many contributed."""
    methods, language = occasion.house.content.methods, occasion.language
    running = [
        {
            "title": methods[session.method].title.in_(language) if session.method in methods else session.method,
            "until": session.state.due_at,
            "contributions": _seen_in(occasion, session),
        }
        for session in sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    ]
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    session = finding.find_running(occasion)
    case = cards.facts(occasion, session, language) if session else None
    occasion.answer("summaries.status", running=running, next_at=upcoming.at if upcoming else None, case=case)


def _seen_in(occasion: Occasion, session: Session) -> int:
    """Return how many people answered where the team sees it; that somebody answered in private is theirs to tell."""
    said = visible(Viewer(session.team_id), entries.of_session(occasion.database, session.id))
    return len({entry.author.id for entry in said if entry.author})


COMMANDS = (
    Command("summary", "overzicht", {"group": give_summary}, in_menu=GROUP, place=130),
    Command("status", "stand", {"group": status}, in_menu=GROUP, place=150),
)
