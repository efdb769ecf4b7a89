"""Readable: what a team can read of its own log, question by question, for the files that it is written into."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.app.context import questions
from bot.app.context.house import House
from bot.core.model import Audience, Entry, Team
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.session.state import Session
from bot.core.step import Bilingual
from bot.rendering import visible_text
from bot.storage import entries, sessions

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution as its team may read it. `round` is the number of its question in the team.

    What was given without a name has no `name`, the `day` of its question and no `time`.
    """

    team: int
    team_name: str
    round: int
    asked_on: date
    method: str
    title: str
    question: str
    kind: str
    day: date
    time: str | None
    name: str | None
    is_released: bool
    text: str

    def plain(self) -> Item:
        """Return it for programs, with days as ISO 8601."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


def rounds(house: House, team: Team) -> Iterator[list[Line]]:
    """Yield what a team can read of its own log, by question, the oldest first; read a question at a time.

    Below what was said by name stands what is nobody's, in the order of its words.
    """
    number = 0
    for found in entries.by_session(house.database, team.id):
        shown = [entry for entry in visible(Viewer(team.id), found) if is_showable(entry)]
        if shown:
            number += 1
            yield _round(house, team, number, shown)


def _round(house: House, team: Team, number: int, shown: list[Entry]) -> list[Line]:
    session = sessions.find(house.database, shown[0].session_id)
    asked_on = (session.state.started_at if session else shown[0].at).astimezone(team.zone).date()
    called = questions.title(house, team.id, shown[0].method, shown[0].session_id)
    ask = _asked(house, team, session, shown[0].method)

    def said(text: str) -> str:
        return visible_text(house.renderer.text(team.language, text, team.zone, team=team.name))

    title = said(called.in_(team.language)) if called else shown[0].method
    question = said(ask.in_(team.language)) if ask else ""
    ordered = sorted(shown, key=lambda entry: (entry.author is None, entry.id if entry.author else 0, entry.text))
    return [
        Line(
            team=team.id,
            team_name=team.name,
            round=number,
            asked_on=asked_on,
            method=entry.method,
            title=title,
            question=question,
            kind=entry.kind,
            day=entry.at.astimezone(team.zone).date() if entry.author else asked_on,
            time=f"{entry.at.astimezone(team.zone):%H:%M}" if entry.author else None,
            name=str(entry.author.name) if entry.author else None,
            is_released=entry.audience is not Audience.TEAM,
            text=str(entry.text),
        )
        for entry in ordered
    ]


def _asked(house: House, team: Team, session: Session | None, method_id: str) -> Bilingual | None:
    """Return what was asked: of a question as it was then, of a consultation as its first step is now."""
    if session and session.state.terms.is_for_team and session.state.plan:
        return session.state.plan[0].step.ask
    method = questions.find(house, team.id, method_id)
    return method.steps[0].ask if method else None
