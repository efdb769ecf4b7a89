"""What `digest` prints: a week as its leaders were told it, as data, as text, and on paper."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log import digesting, on_paper, reading
from bot.commandline.reading import NoDigestError, house_of, team_called
from bot.core.model import Language
from bot.core.paper import Paper
from bot.rendering import visible_text
from bot.settings import read
from bot.storage import digests
from bot.storage.database import open_for_reading

# What of the facts its readers aren't told: how it was worded, and what a suggestion was chosen by.
INNER = {"wordings", "turn", "families", "activities", "since_case"}


@dataclass(frozen=True, slots=True)
class Digested:
    """A digest: for programs, with its `text` and `html`, and as a paper."""

    item: dict[str, Any]
    paper: Paper


def digested(wanted: int | str, week: int | None, language: Language | None) -> Digested:
    """Return the last digest of a team, or the last one of a week by its number in the year.

    Raises UnknownTeamError, AmbiguousTeamError, NoDigestError.
    """
    database = open_for_reading(read().database)
    team = team_called(database, wanted)
    now = datetime.now(UTC)
    kept = digests.weeks_since(database, team.id, now - timedelta(days=366))
    occasion = Occasion(house_of(database), now, team=team)
    spoken = language or occasion.here.language
    there = set()
    for one in reversed(kept):
        found = reading.of_week(occasion, one, spoken)
        there.add(found.facts.week.number)
        if week in (None, found.facts.week.number):
            html, unsaid = reading.in_full(occasion, found), reading.unsaid(found)
            item = {
                **found.facts.model_dump(mode="json", exclude=INNER | unsaid),
                "team_id": team.id,
                "at": one.at.astimezone(occasion.zone).isoformat(timespec="seconds"),
                "language": spoken,
                "text": visible_text(html),
                "html": str(html),
            }
            return Digested(item, on_paper.digest(occasion, one, spoken))
    raise NoDigestError(_why_none(occasion, week, there))


def _why_none(occasion: Occasion, week: int | None, there: set[int]) -> str:
    """Return why there is no digest of a team, or none of a week, and what to do."""
    team = occasion.here
    if there:
        weeks = ", ".join(map(str, sorted(there)))
        return f"Team {team.id} has no digest of week {week}. There are those of week {weeks}: name one with --week."
    if not digesting.has_readers(occasion.house, team):
        return (
            f"Team {team.id} has had no digest yet, since nobody leads it or looks on at it."
            " A coordinator invites somebody with /leader in the group."
        )
    return f"Team {team.id} has had no digest yet. `leerkring plan --team {team.id}` tells when the next one comes."
