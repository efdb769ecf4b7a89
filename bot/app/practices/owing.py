"""Owing: what waits for somebody beside their pairs: steps of walkthroughs, scans they began, what they intend."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import filling_in, finding, unfinished
from bot.core.outgoing import Keyboard
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.rendering import shortened
from bot.storage import commitments, sessions

# So many commitments at most, the next to be asked about first, each in so many characters.
INTENDED, EACH = 6, 160


def steps(occasion: Occasion) -> tuple[list[dict[str, Any]], Keyboard]:
    """Return the steps of walkthroughs that wait for this person, wherever they are in, each with the way there."""
    waiting = [
        session
        for session in sessions.running_for(occasion.database, occasion.who.id)
        if session.state.phase == "running" and occasion.who.id in taking_part.awaited(session.state)
    ]
    told = []
    for session in waiting:
        occasion.enter_team(session.team_id)
        step = occasion.in_team_words(session.state.now_on.step.title, occasion.language)
        told.append(_called(occasion, session) | {"step": step})
    return told, finding.ways_to(occasion, waiting)


def scans(occasion: Occasion) -> tuple[list[dict[str, Any]], Keyboard]:
    """Return the scans that this person began to fill in, and how many lines are left, each with the way there."""
    told, ways = [], []
    for session in filling_in.begun(occasion):
        left = unfinished.left(occasion, session, occasion.who)
        if not left:
            continue
        occasion.enter_team(session.team_id)
        told.append(_called(occasion, session) | {"left": len(left)})
        ways.append((occasion.button("go_on_filling", f"fill {session.id} 0 {left[0]}"),))
    return told, tuple(ways)


def intended(occasion: Occasion) -> list[dict[str, Any]]:
    """Return what this person intends and was not asked about yet, the next to be asked about first."""
    mine = commitments.of_person(occasion.database, occasion.who.id)
    open_ones = [one for one in mine if one.state == "open" and one.asked_at is None]
    dated = sorted(open_ones, key=lambda one: (one.ask_at is None, one.ask_at))
    return [{"text": shortened(one.text, EACH), "team": one.team, "at": one.ask_at} for one in dated[:INTENDED]]


def in_group(occasion: Occasion) -> list[dict[str, Any]]:
    """Return what the whole group is at, with the step that is on: whose turn it is stands with the step itself."""
    there = sessions.walkthroughs_in(occasion.database, occasion.here.id)
    return [
        _called(occasion, one)
        | {"step": occasion.in_team_words(one.state.now_on.step.title), "is_paused": one.state.phase == "paused"}
        for one in there
    ]


def _called(occasion: Occasion, session: Session) -> dict[str, Any]:
    language = occasion.language if occasion.is_private else occasion.here.language
    title = finding.title(occasion, session, language)
    return {"title": title, "team": occasion.here.name, "until": session.state.due_at}
