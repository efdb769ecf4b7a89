"""What `digest` prints: a week as its leaders were told it, as data, as text, and as a page with its picture."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log import reading
from bot.commandline.reading import NoDigestError, house_of, refuse_unknown_team
from bot.core.model import Language
from bot.rendering import visible_text
from bot.settings import read
from bot.storage import digests, teams
from bot.storage.database import open_for_reading

PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }}
img {{ max-width: 100%; }} div {{ white-space: pre-line; }}</style>
{picture}<div>{text}</div>
</html>
"""
# What of the facts is of no use outside: how it was worded.
INNER = {"wordings", "turn"}


def told(team_id: int, week: int | None, language: Language | None) -> dict[str, Any]:
    """Return the last digest of a team, or the last one of a week by its number in the year: its facts, `at`, its
    `text`, its `html` and the `picture` as PNG, which is None where it has none. Raises UnknownTeamError,
    NoDigestError."""
    from bot.charts import draw

    database = open_for_reading(read().database)
    refuse_unknown_team(database, team_id)
    now = datetime.now(UTC)
    kept = digests.weeks_since(database, team_id, now - timedelta(days=366))
    occasion = Occasion(house_of(database), now, team=teams.find(database, team_id))
    spoken = language or occasion.here.language
    for one in reversed(kept):
        facts, shown = reading.of_week(occasion, one, spoken)
        if week in (None, facts.week.number):
            return {
                **facts.model_dump(mode="json", exclude=INNER),
                "team_id": team_id,
                "at": one.at.astimezone(occasion.zone).isoformat(timespec="seconds"),
                "language": spoken,
                "text": visible_text(shown.text),
                "html": str(shown.text),
                "picture": draw(shown.picture) if shown.picture else None,
            }
    there = sorted({reading.of_week(occasion, one, spoken)[0].week.number for one in kept})
    weeks = f"There are those of week {', '.join(map(str, there))}." if there else "It was made for nobody yet."
    raise NoDigestError(f"Team {team_id} has no such digest. {weeks}")


def page(digest: dict[str, Any]) -> str:
    """Return a digest as a page of its own, with its picture in it."""
    picture = digest["picture"]
    image = f'<img alt="" src="data:image/png;base64,{b64encode(picture).decode()}">\n' if picture else ""
    title = escape(f"{digest['team']}, {digest['at'][:10]}")
    return PAGE.format(language=digest["language"], title=title, picture=image, text=digest["html"])


def write(digest: dict[str, Any], file: Path, *, force: bool) -> None:
    """Write a digest as a page. Raises FileExistsError for a file that is there, unless forced."""
    with file.open("w" if force else "x", encoding="utf-8") as out:
        out.write(page(digest))
