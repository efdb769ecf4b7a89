"""What `digest` prints: a week as its leaders were told it, as data, as text, and on paper."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log import on_paper, reading
from bot.commandline.reading import NoDigestError, house_of, refuse_unknown_team
from bot.core.model import Language
from bot.core.paper import Paper
from bot.rendering import visible_text
from bot.settings import read
from bot.storage import digests, teams
from bot.storage.database import open_for_reading

# What of the facts its readers aren't told: how it was worded, and what a suggestion was chosen by.
INNER = {"wordings", "turn", "families", "activities", "since_case"}


@dataclass(frozen=True, slots=True)
class Digested:
    """A digest: for programs, with its `text` and `html`, and as a paper."""

    item: dict[str, Any]
    paper: Paper


def digested(team_id: int, week: int | None, language: Language | None) -> Digested:
    """Return the last digest of a team, or the last one of a week by its number in the year.

    Raises UnknownTeamError, NoDigestError.
    """
    database = open_for_reading(read().database)
    refuse_unknown_team(database, team_id)
    now = datetime.now(UTC)
    kept = digests.weeks_since(database, team_id, now - timedelta(days=366))
    occasion = Occasion(house_of(database), now, team=teams.find(database, team_id))
    spoken = language or occasion.here.language
    there = set()
    for one in reversed(kept):
        found = reading.of_week(occasion, one, spoken)
        there.add(found.facts.week.number)
        if week in (None, found.facts.week.number):
            html, unsaid = reading.in_full(occasion, found), reading.unsaid(found)
            item = {
                **found.facts.model_dump(mode="json", exclude=INNER | unsaid),
                "team_id": team_id,
                "at": one.at.astimezone(occasion.zone).isoformat(timespec="seconds"),
                "language": spoken,
                "text": visible_text(html),
                "html": str(html),
            }
            return Digested(item, on_paper.digest(occasion, one, spoken))
    weeks = f"There are those of week {', '.join(map(str, sorted(there)))}." if there else "It was made for nobody yet."
    raise NoDigestError(f"Team {team_id} has no such digest. {weeks}")
