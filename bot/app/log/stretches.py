"""Stretches: some days of a team, with what was asked then, and what of what was said belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import counting, finding
from bot.core import timing
from bot.core.model import Entry, Role
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import entries, members, sessions

# The longest stretch that is called by a name.
NAMED = {10: "week", 62: "month", 200: "term", 366: "year"}
# How long a question may be open: five school days, with a summer in between.
LONGEST_OPEN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days up to an instant, with what was asked in a team then, `with_open` also what is open still, and what of
    it the team can read."""

    days: int
    end: datetime
    asked: Sequence[Session]
    said: Sequence[Entry]
    with_open: bool = True

    @property
    def start(self) -> datetime:
        """The instant at which it begins."""
        return self.end - timedelta(days=self.days)

    @property
    def name(self) -> str:
        """What such a stretch is called: a week, a month, a term, a year."""
        return next((name for most, name in NAMED.items() if self.days <= most), "year")


def stretch(occasion: Occasion, days: int, end: datetime, *, with_open: bool = True) -> Stretch:
    """Return what some days brought, up to an instant that may be long ago: each question that closed within them as a
    whole, what came since to one that had closed before, and those that were open then, if asked for."""
    start, just_after = end - timedelta(days=days), timing.just_after(end)
    database, team = occasion.database, occasion.here
    asked = sessions.asked_between(database, team.id, start - LONGEST_OPEN, just_after)
    told = {one.id: one for one in asked if start < one.state.due_at and (with_open or one.state.due_at <= end)}
    found = visible(Viewer(team.id), entries.of_team(database, team.id, start - LONGEST_OPEN, just_after))
    for number in {one.session_id for one in found if one.at >= start and one.session_id} - told.keys():
        session = sessions.find(database, number, REFLECTION, team.id)
        if session and session.state.due_at <= start:
            told[number] = session
    said = [
        one for one in found if one.session_id in told and _is_told(occasion, one, told[one.session_id], start, end)
    ]
    return Stretch(days, end, sorted(told.values(), key=lambda session: session.state.started_at), said, with_open)


def _is_told(occasion: Occasion, entry: Entry, session: Session, start: datetime, end: datetime) -> bool:
    """Tell whether an entry belongs to a stretch: what an earlier one told is not told again, nor what could be read
    later only."""
    is_told_before = session.state.due_at <= start and entry.at < start
    if is_told_before or finding.shown_at(session, entry) >= timing.just_after(end):
        return False
    return is_showable(entry) if entry.author is None else counting.is_answer(occasion, entry)


def reads_since(occasion: Occasion) -> datetime | None:
    """Return since when what was said may be called up by somebody who leads the team: since they take part in its
    questions, or else since they lead it. None for others, who may call up all of it."""
    team, person = occasion.here.id, occasion.who.id
    if Role.LEADER not in members.roles_of(occasion.database, team, person):
        return None
    since = members.since(occasion.database, team, person, Role.MEMBER)
    return since or members.since(occasion.database, team, person, Role.LEADER)


def reads_whole_since(occasion: Occasion) -> datetime | None:
    """Return since when whole questions may be called up by somebody who leads the team: since the last one closed to
    which others could write before them. None for others."""
    since = reads_since(occasion)
    if since is None:
        return None
    before = sessions.asked_between(occasion.database, occasion.here.id, since - LONGEST_OPEN, since)
    return max(since, *(session.state.due_at for session in before)) if before else since


def led_since(occasion: Occasion, otherwise: datetime) -> datetime:
    """Return since when all who lead a team now lead it or take part in it; long ago where nobody does, and `otherwise`
    where that isn't known."""
    team = occasion.here.id
    found = [
        members.since(occasion.database, team, person.id, Role.MEMBER)
        or members.since(occasion.database, team, person.id, Role.LEADER)
        for person in members.in_role(occasion.database, team, Role.LEADER)
    ]
    return max((at or otherwise for at in found), default=datetime.min.replace(tzinfo=UTC))
