"""Outcomes: what a team put down together in its tools and practices, and keeps, each time that it did."""

from datetime import datetime
from itertools import groupby
from typing import Any

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.log.stretches import reads_since
from bot.app.sessions import finding
from bot.core.model import Entry
from bot.core.purposes import OUTCOMES
from bot.core.rights import Right
from bot.rendering import fits_message, shortened
from bot.storage import outcomes, sessions

# So many times are told, each of what was kept in so many characters.
SHOWN, EACH = 12, 600


def show(occasion: Occasion, argument: str) -> None:
    """Answer /outcomes: what the team keeps, the latest first, as much of it as a message holds."""
    occasion.answer_html(list_now(occasion), purpose=OUTCOMES)


def list_now(occasion: Occasion) -> str:
    """Return what a team keeps as it reads now."""
    since = reads_since(occasion) if occasion.person else None
    found = told(occasion, outcomes.of_team(occasion.database, occasion.here.id, since))
    ways = (
        _in_words(occasion, found[:count], len(found) - count, since) for count in range(min(len(found), SHOWN), -1, -1)
    )
    return next(html for html in ways if fits_message(html))


def _in_words(occasion: Occasion, times: list[dict[str, Any]], more: int, since: datetime | None) -> str:
    return occasion.words("outcomes.list", occasion.here.language, times=times, more=more, since=since)


def told(occasion: Occasion, kept: list[Entry]) -> list[dict[str, Any]]:
    """Return for each time that something was kept what that was of, when, and the words; the latest time first."""
    times = []
    for session_id, those in groupby(kept, key=lambda entry: entry.session_id):
        own = list(those)
        session = sessions.find(occasion.database, session_id) if session_id else None
        if session:
            title = finding.title(occasion, session, occasion.here.language)
            texts = [shortened(entry.text, EACH) for entry in own]
            changed_at = max((entry.changed_at for entry in own if entry.changed_at), default=None)
            times.append({"title": title, "at": own[-1].at, "changed_at": changed_at, "texts": texts})
    return times[::-1]


COMMANDS = (Command("outcomes", "uitkomsten", {"group": show}, Right.READ_LOG, GROUP, place=136, line="outcomes.menu"),)
