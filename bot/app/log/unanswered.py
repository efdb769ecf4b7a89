"""Unanswered: what somebody asked the others after a summary, and to which nobody wrote since."""

import re
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.log.stretches import Stretch
from bot.app.sessions import finding
from bot.core.model import Entry
from bot.core.whole import in_whole_sentences, joined

# Of what waits for an answer, so much can be answered; looking back there may be more.
TOLD, TOLD_LATER, LONGEST = 2, 4, 300
# What somebody else asked is no question of whoever tells it.
QUOTED = re.compile(r"[“\"‘][^”\"’]*[”\"’]")


def latest(occasion: Occasion, of: Stretch, most: int = TOLD) -> list[dict[str, Any]]:
    """Return the latest that somebody asked by name in a stretch and that waits, so many at most: who, when, after
    which question, and what."""
    later = [one for one in of.said if one.kind == "afterthought"]
    titles = {session.id: finding.title(occasion, session, occasion.here.language) for session in of.asked}
    found = [
        {"entry": one.id, "name": one.author.name, "at": one.at, "title": titles[one.session_id], "text": text}
        for one in later
        if one.author and one.session_id in titles
        if "?" in QUOTED.sub("", text := in_whole_sentences(joined([one]), LONGEST))
        if not any(_goes_on(other, one) for other in later)
    ]
    return found[-most:]


def _goes_on(one: Entry, before: Entry) -> bool:
    """Tell whether somebody else wrote to the same question afterwards."""
    is_other = one.author and before.author and one.author.id != before.author.id
    return one.session_id == before.session_id and one.at > before.at and bool(is_other)
