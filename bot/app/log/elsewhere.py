"""Elsewhere: what people of teams that this one is linked to share with others, by name."""

from typing import Any

from bot.app.context import questions
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.core.model import Entry
from bot.core.own_question import number_of
from bot.core.privacy import may_read_elsewhere
from bot.core.purposes import ELSEWHERE
from bot.core.rights import Right
from bot.core.sources import like
from bot.core.whole import in_whole_sentences
from bot.rendering import fits_message, visible_text
from bot.storage import links

# Of each team so many of the latest are told, each in so many characters.
SHOWN, EACH = 8, 320


def show(occasion: Occasion, argument: str) -> None:
    """Answer /elsewhere: what others share, team by team, as much of it as a message holds."""
    occasion.answer_html(list_now(occasion), purpose=ELSEWHERE)


def list_now(occasion: Occasion) -> str:
    """Return what others share with a team as it reads now."""
    found = [(team.name, _shared(occasion, team.id)) for team in links.of_team(occasion.database, occasion.here.id)]
    ways = (
        occasion.words(
            "elsewhere.list",
            occasion.here.language,
            teams=[{"name": name, "lines": lines[:count]} for name, lines in found if lines[:count]],
            linked=[name for name, _ in found],
        )
        for count in range(SHOWN, -1, -1)
    )
    return next(html for html in ways if fits_message(html))


def _shared(occasion: Occasion, team_id: int) -> list[dict[str, Any]]:
    shared = [one for one in links.shared_with(occasion.database, occasion.here.id, team_id) if may_read_elsewhere(one)]
    return [_line(occasion, one) for one in shared[:SHOWN]]


def _line(occasion: Occasion, entry: Entry) -> dict[str, Any]:
    """Return what stands of an entry: what it answered, who wrote it, and the words."""
    language = occasion.here.language
    # What a team's own question is called was shared by nobody.
    is_own = number_of(entry.method) is not None
    found = None if is_own else questions.title(occasion.house, entry.team_id, entry.method, entry.session_id)
    title = visible_text(occasion.house.renderer.text(language, found.in_(language), occasion.zone)) if found else ""
    text = like(in_whole_sentences(entry.text, EACH), entry.text)
    return {"title": title, "name": entry.author.name if entry.author else "", "text": text}


COMMANDS = (Command("elsewhere", "elders", {"group": show}, Right.READ_LOG, GROUP, place=140, line="elsewhere.menu"),)
