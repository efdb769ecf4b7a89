"""Summaries: what the team gets of its own log, whenever it asks: what a stretch adds up to, what is running."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.log import picturing
from bot.app.rhythm.outlook import next_prompt
from bot.app.sessions import cards, finding
from bot.core import summary
from bot.core.model import TILE
from bot.core.pictures import Picture
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import entries, rounds, sessions

PERIODS = {
    **dict.fromkeys(("", "week"), ("week", timedelta(days=7))),
    **dict.fromkeys(("month", "maand"), ("month", timedelta(days=30))),
    **dict.fromkeys(("term", "kwartaal", "periode"), ("term", timedelta(days=98))),
    **dict.fromkeys(("year", "jaar", "schooljaar"), ("year", timedelta(days=365))),
}


def give_summary(occasion: Occasion, argument: str) -> None:
    """Answer /summary: what the team's own stretch of log adds up to, for the team."""
    period, length = PERIODS.get(argument.strip().lower(), PERIODS[""])
    start, team, language = occasion.now - length, occasion.here, occasion.here.language
    ran = sessions.asked_between(occasion.database, team.id, start, _just_after(occasion))
    found = visible(Viewer(team.id), entries.of_team(occasion.database, team.id, start, _just_after(occasion)))
    said = [entry for entry in found if entry.method != TILE]
    ordinary = occasion.house.content.sentences[language].ordinary
    summed_up = summary.summarise(said, language, ordinary)
    if not summed_up.answers:
        occasion.answer("summaries.nothing_yet", period=period, rounds=len(ran))
        return
    picture, in_words = _pictured(occasion, period, ran)
    occasion.answer(
        "summaries.summary",
        picture=picture,
        pictured=in_words,
        period=period,
        rounds=len(ran),
        contributions=sum(is_showable(entry) for entry in said),
        summary=summed_up,
        about=said,
        successes=sum(entry.kind == "success" for entry in said),
    )


def _pictured(occasion: Occasion, period: str, ran: Sequence[Session]) -> tuple[Picture | None, str]:
    """Return the picture of a long stretch of time, and its words: what questions were about, or the school year."""
    team, language = occasion.here, occasion.here.language
    if period == "term":
        methods = occasion.house.content.methods
        known = (methods[session.method].activity for session in ran if session.method in methods)
        return picturing.balance(occasion, language, [activity for activity in known if activity])
    if period == "year":
        asked = [session.state.started_at for session in ran]
        consulted = rounds.when_ended(occasion.database, team.id, occasion.now - PERIODS["year"][1], occasion.now)
        return picturing.year(occasion, language, asked, consulted)
    return None, ""


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
