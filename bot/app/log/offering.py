"""Offering: what coordinators are asked in private, with a yes and a no; unasked, a slower rhythm after few answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app.context import questions
from bot.app.context.occasion import Occasion
from bot.core import summary
from bot.core.digest.facts import Facts
from bot.core.model import Person, Role, Schedule
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.programme import Course
from bot.core.session.state import Session
from bot.storage import digests, entries, members, programmes, schedules, sessions, teams

ROUNDS, APART = 3, timedelta(weeks=6)
SLOWER = "slower"
YES, NO = "yes", "no"
# The family of the question what goes when something comes.
WHAT_GOES = "W17"


def coordinators(occasion: Occasion) -> list[Person]:
    """Return the coordinators of the team who can be asked something in private."""
    found = members.in_role(occasion.database, occasion.here.id, Role.COORDINATOR)
    return [person for person in found if person.is_reachable]


def put(
    occasion: Occasion, people: list[Person], key: str, command: str, replies: Sequence[str] = (YES, NO), **names: Any
) -> None:
    """Ask coordinators something in private, with buttons that carry a command and the reply."""
    for person in people:
        language = occasion.private_language(person)
        rows = tuple((occasion.button_in(language, f"proposed_{said}", f"{command} {said}"),) for said in replies)
        occasion.whisper(person, key, rows, is_owed=True, team=occasion.here.name, **names)


def offer_slower(occasion: Occasion) -> None:
    """Ask the coordinators once whether a question every other week fits better; not again within six weeks."""
    reachable = coordinators(occasion)
    if not reachable or not _is_weekly(occasion) or _was_offered(occasion) or not _are_few(occasion):
        return
    teams.note_slower_offered(occasion.database, occasion.here.id, occasion.now)
    put(occasion, reachable, "proposing.offered", f"slower {occasion.here.id}")


def offer_smaller(occasion: Occasion) -> None:
    """Ask the coordinators whether a programme should come less often, where nobody said what goes when it comes: what
    is added without anything going does not last."""
    course, asked = _of_programme(occasion)
    if course is None or asked is None or not course.programme.smaller or not (reachable := coordinators(occasion)):
        return
    # Few answers will not have it asked once more the same week.
    teams.note_slower_offered(occasion.database, occasion.here.id, occasion.now)
    rhythm = replace(asked.rhythm, every=course.programme.smaller)
    for person in reachable:
        words = occasion.rhythm_in_words(rhythm, occasion.private_language(person))
        put(occasion, [person], "programmes.smaller", f"smaller {occasion.here.id}", rhythm=words)


def _of_programme(occasion: Occasion) -> tuple[Course | None, Schedule | None]:
    """Return the programme of the team, and its rhythm, where what was asked last is what goes, and nobody said."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    asked = sessions.asked_between(occasion.database, occasion.here.id, occasion.now - APART, occasion.now)
    schedule = schedules.find(occasion.database, occasion.here.id, "prompt")
    if course is None or schedule is None or not asked or not course.came_last:
        return None, None
    method = questions.find(occasion.house, occasion.here.id, asked[-1].method)
    if method is None or method.family != WHAT_GOES or course.came_last.question != method.id:
        return None, None
    is_same = schedule.rhythm.every == course.programme.every
    said = visible(Viewer(occasion.here.id), entries.of_session(occasion.database, asked[-1].id))
    return (course, schedule) if is_same and not any(map(is_showable, said)) else (None, None)


def _is_weekly(occasion: Occasion) -> bool:
    asked = schedules.find(occasion.database, occasion.here.id, "prompt")
    return asked is not None and asked.rhythm.every == "week"


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
