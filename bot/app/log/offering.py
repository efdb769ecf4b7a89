"""Offering: a slower rhythm, put to the coordinators in private, where a team read few answers three times in a row."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from bot.app.context.occasion import Occasion
from bot.core import summary
from bot.core.digest.facts import Facts
from bot.core.model import Role
from bot.core.outgoing import Button
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.session.state import Session
from bot.storage import digests, entries, members, schedules, sessions, teams

ROUNDS, APART = 3, timedelta(weeks=6)
SLOWER = "slower"


def offer_slower(occasion: Occasion) -> None:
    """Ask the coordinators once whether a question every other week fits better; not again within six weeks."""
    reachable = [
        one for one in members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR) if one.is_reachable
    ]
    if not reachable or not _is_weekly(occasion) or _was_offered(occasion) or not _are_few(occasion):
        return
    teams.note_slower_offered(occasion.database, occasion.here.id, occasion.now)
    for person in reachable:
        language = occasion.private_language(person)
        rows = tuple(
            (
                Button(
                    label=occasion.label_in(language, f"proposed_{said}"), command=f"slower {occasion.here.id} {said}"
                ),
            )
            for said in ("yes", "no")
        )
        occasion.whisper(person, "proposing.offered", rows, is_owed=True, team=occasion.here.name)


def _is_weekly(occasion: Occasion) -> bool:
    found = schedules.of_team(occasion.database, occasion.here.id)
    return any(one.kind == "prompt" and one.rhythm.every == "week" for one in found)


def _was_offered(occasion: Occasion) -> bool:
    """Tell whether the same was asked in the last six weeks, by itself or by who leads the team."""
    since = occasion.now - APART
    at = teams.slower_offered_at(occasion.database, occasion.here.id)
    weeks = digests.weeks_since(occasion.database, occasion.here.id, since)
    proposed = [Facts.model_validate_json(week.facts).suggestion for week in weeks if week.proposed_at]
    return (at is not None and at > since) or SLOWER in proposed


def _are_few(occasion: Occasion) -> bool:
    """Tell whether few answered each of the last three questions, going by what the whole team could read of them.

    What somebody kept for themselves and who skipped move nothing here: a coordinator takes part, and would know.
    """
    asked = sessions.asked_between(occasion.database, occasion.here.id, occasion.now - APART, occasion.now)
    last = [one for one in asked if one.state.phase == "ended"][-ROUNDS:]
    if len(last) < ROUNDS:
        return False
    start = last[0].state.started_at
    said = visible(Viewer(occasion.here.id), entries.of_team(occasion.database, occasion.here.id, start, occasion.now))
    voices: dict[int, set[int]] = defaultdict(set)
    for entry in said:
        if is_showable(entry):
            voices[entry.session_id].add(entry.voice)
    return all(_is_few(session, len(voices[session.id])) for session in last)


def _is_few(session: Session, voices: int) -> bool:
    return summary.band([replace(session, took_part=voices)]) == "few"
