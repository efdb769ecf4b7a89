"""Outcomes: what a team put down together in its tools and practices, and keeps, each time that it did."""

from datetime import datetime
from itertools import groupby
from typing import Any

from bot.app.context.command import GROUP, Command, Run, Spot
from bot.app.context.occasion import Occasion
from bot.app.log.stretches import reads_since
from bot.app.sessions import finding
from bot.core.model import Entry, Role
from bot.core.purposes import OUTCOMES, Purpose
from bot.core.rights import Right
from bot.rendering import fits_message, shortened
from bot.storage import members, outcomes, sessions

# So many times are told, each of what was kept in so many characters.
SHOWN, EACH = 12, 600


def show(occasion: Occasion, argument: str) -> None:
    """Answer /outcomes: what the team keeps, the latest first, as much of it as a message holds."""
    occasion.answer_html(list_now(occasion), purpose=OUTCOMES)


def show_in_private(occasion: Occasion, argument: str) -> None:
    """Answer /outcomes in private, to somebody who takes part in one team: what that keeps."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.MEMBER)
    if len(own) != 1:
        occasion.hint("explaining.elsewhere", spot="private")
        return
    occasion.enter_team(own[0].id)
    # Nothing is added to it later: whoever asked may have left by then.
    occasion.answer_html(list_now(occasion), purpose=Purpose("outcomes.list"))


def list_now(occasion: Occasion) -> str:
    """Return what a team keeps as it reads now."""
    since = reads_since(occasion) if occasion.person else None
    found = told(occasion, outcomes.of_team(occasion.database, occasion.here.id, since))
    ways = (
        _in_words(occasion, found[:count], len(found) - count, since) for count in range(min(len(found), SHOWN), -1, -1)
    )
    return next(html for html in ways if fits_message(html))


def _in_words(occasion: Occasion, times: list[dict[str, Any]], more: int, since: datetime | None) -> str:
    # Who leads needn't know what the team is at.
    under_way = [] if since else _under_way(occasion)
    names: dict[str, Any] = {"times": times, "more": more, "since": since, "under_way": under_way, "at": occasion.now}
    return occasion.words("outcomes.list", occasion.language, **names)


def _under_way(occasion: Occasion) -> list[str]:
    """Return what those methods are called that the team is at and of which the outcome will stay."""
    there = sessions.walkthroughs_in(occasion.database, occasion.here.id)
    keeping = [one for one in there if any(on.step.keeps == "outcome" for on in one.state.plan)]
    return [finding.title(occasion, one, occasion.language) for one in keeping]


def told(occasion: Occasion, kept: list[Entry]) -> list[dict[str, Any]]:
    """Return for each time that something was kept what that was of, when, and the words; the latest time first."""
    times = []
    for session_id, those in groupby(kept, key=lambda entry: entry.session_id):
        own = list(those)
        session = sessions.find(occasion.database, session_id) if session_id else None
        if session:
            title = finding.title(occasion, session, occasion.language)
            texts = [shortened(entry.text, EACH) for entry in own]
            changed_at = max((entry.changed_at for entry in own if entry.changed_at), default=None)
            times.append({"title": title, "at": own[-1].at, "changed_at": changed_at, "texts": texts})
    return times[::-1]


RUN: dict[Spot, Run] = {"group": show, "private": show_in_private}
COMMANDS = (Command("outcomes", "uitkomsten", RUN, Right.READ_LOG, GROUP, place=136, line="outcomes.menu"),)
