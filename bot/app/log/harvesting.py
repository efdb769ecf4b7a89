"""Harvesting: what some time brought a team: what went well, what came of it, what still lies there, its tiles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.periods import PERIODS
from bot.app.log import tiles as hanging
from bot.app.log import unanswered
from bot.app.log.outcomes import told as told_of
from bot.app.log.overviews import ABOVE, ALONE, BELOW, thread_in
from bot.app.log.stretches import LONGEST_OPEN, Stretch, reads_whole_since, stretch
from bot.app.sessions import counting, finding, taking_up
from bot.core import timing
from bot.core.model import Entry
from bot.core.overview import Asked, Overview, overviews
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.purposes import HARVEST
from bot.core.rights import Right
from bot.core.session.terms import REFLECTION
from bot.core.sources import like
from bot.rendering import fits_message, shortened
from bot.storage import commitments, entries, harvests, outcomes, sessions, tiles
from bot.storage.commitments import Commitment
from bot.storage.harvests import Harvest

# How much room people's words get: those about what went well where there are no others, beside others, and the others.
ROOM, ROOM_BESIDE, ROOM_OTHERS = 2200, 1700, 1700
# Of intentions and tiles so many show, each intention in so many characters.
SHOWN, EACH = 8, 160
OUTCOMES_SHOWN = 4
# So many are heard on what many came back to.
STRANDS_SHOWN = 4


def give(occasion: Occasion, argument: str) -> None:
    """Answer /harvest: what there is since the last one before today, else of a term; or of a term or a year."""
    wanted = argument.strip().lower()
    if wanted and wanted not in PERIODS:
        occasion.answer("harvesting.which", wanted=wanted[:40])
        return
    since = since_when(occasion, wanted)
    if from_when := reads_whole_since(occasion):
        since = min(max(since, from_when), occasion.now)
    found = Harvest(0, since, timing.just_after(occasion.now))
    if not _has_any(_facts(occasion, found)):
        occasion.answer("harvesting.nothing", since=since)
        return
    kept = harvests.add(occasion.database, occasion.here.id, found.since, found.at)
    for page, html in parts(occasion, kept):
        occasion.answer_html(html, purpose=HARVEST.of(kept.id, page))


def since_when(occasion: Occasion, wanted: str) -> datetime:
    """Return from when on somebody wants a harvest: as they say, such as `year`, else since the last one before today;
    where there was none, a term."""
    if wanted in PERIODS:
        return occasion.now - timedelta(days=PERIODS[wanted])
    today = timing.wall_clock(occasion.today, time.min, occasion.zone)
    before = harvests.latest(occasion.database, occasion.here.id, today)
    if before:
        return max(before.at, occasion.now - timing.YEAR)
    start = occasion.now - timing.TERM - timing.HOLIDAY
    asked = sessions.asked_between(occasion.database, occasion.here.id, start, occasion.now)
    return asked[0].state.started_at if asked else start


def _facts(occasion: Occasion, harvest: Harvest) -> dict[str, Any]:
    """Return what a team may read of a stretch of its time; of cases nothing."""
    database, team, (since, at) = occasion.database, occasion.here.id, (harvest.since, harvest.at)
    readable = visible(Viewer(team), entries.of_team(database, team, since - LONGEST_OPEN, at))
    intended = [
        one
        for one in commitments.shared_in(database, team)
        if one.state in ("kept", "partly") and one.answered_at and since <= one.answered_at < at
    ]
    return {
        "successes": _asked(occasion, harvest, [entry for entry in readable if entry.kind == "success"]),
        "others": _asked(occasion, harvest, [entry for entry in readable if _is_another(occasion, entry)]),
        "intended": intended,
        "came_of": taking_up.came_of(occasion, since, at),
        "outcomes": told_of(occasion, [one for one in outcomes.of_team(database, team, since) if one.at < at]),
        "tiles": [entry for entry in tiles.of_team(database, team) if since <= entry.at < at],
        "lying": taking_up.left_lying(occasion, since, at),
        "waits": unanswered.latest(occasion, of := _stretch(occasion, harvest), unanswered.TOLD_LATER),
        "returning": _returning(occasion, of),
    }


def _is_another(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether somebody answered another question than what went well, by name."""
    return entry.kind == "answer" and entry.author is not None and counting.is_answer(occasion, entry)


def _stretch(occasion: Occasion, harvest: Harvest) -> Stretch:
    of = stretch(occasion, (harvest.at - harvest.since).days, harvest.at, with_open=False)
    return replace(of, said=[one for one in of.said if one.at >= harvest.since])


def _returning(occasion: Occasion, of: Stretch) -> dict[str, Any] | None:
    """Return what several people came back to in a stretch: a word that comes from what all of them wrote, and what
    some said of it."""
    found = thread_in(occasion, of)
    if found is None:
        return None
    heard = found.strands[-STRANDS_SHOWN:]
    said = [{"name": one.name, "at": one.at, "text": one.text} for one in heard]
    return {"word": like(found.word, of.said), "said": said, "entries": {one.entry for one in heard}}


def _asked(occasion: Occasion, harvest: Harvest, said: list[Entry]) -> list[Asked]:
    """Return the questions that some entries answer, in their order, each with what showed of it meanwhile."""
    answered = [
        session
        for number in sorted({entry.session_id for entry in said if entry.session_id})
        if (session := sessions.find(occasion.database, number, REFLECTION, occasion.here.id))
    ]
    found = [
        Asked(
            finding.title(occasion, session, occasion.here.language),
            tuple(
                entry
                for entry in said
                if entry.session_id == session.id
                and is_showable(entry)
                and harvest.since <= finding.shown_at(session, entry) < harvest.at
            ),
        )
        for session in answered
    ]
    return [one for one in found if one.entries]


def _has_any(facts: dict[str, Any]) -> bool:
    return bool(_has_words(facts) or any(facts[one] for one in ("intended", "tiles", "came_of", "outcomes")))


def _has_words(facts: dict[str, Any]) -> bool:
    return bool(facts["successes"] or facts["others"])


def _has_besides(facts: dict[str, Any]) -> bool:
    """Tell whether there is more than what was said to questions."""
    return any(facts[one] for one in ("intended", "outcomes", "came_of", "returning", "lying", "waits", "tiles"))


def parts(occasion: Occasion, harvest: Harvest) -> list[tuple[int | None, str]]:
    """Return a harvest as its messages read now, each with which part it is; none for nothing.

    Where one message doesn't hold it whole, what came of things comes first, and what was said in one of its own.
    """
    facts = _facts(occasion, harvest)
    if not _has_any(facts):
        return []
    whole = _with(occasion, harvest, facts, *next(_ways(facts, harvest)), ALONE)
    is_whole = fits_message(whole)
    pages = (ALONE,) if is_whole or not _has_besides(facts) or not _has_words(facts) else (ABOVE, BELOW)
    return [(page, html) for page in pages if (html := _part(occasion, harvest, facts, page))]


def now_of(occasion: Occasion, harvest: Harvest, page: int | None) -> str | None:
    """Return what a part of a harvest of long ago reads now; None where there is nothing to say any more."""
    facts = _facts(occasion, harvest)
    is_left = {ALONE: _has_any, ABOVE: _has_besides, BELOW: _has_words}[page]
    return _part(occasion, harvest, facts, page) if is_left(facts) else None


def _part(occasion: Occasion, harvest: Harvest, facts: dict[str, Any], page: int | None) -> str:
    """Return a part of a harvest, whole or with everybody’s words as long as there is room."""
    bare = {**facts, "returning": None, "lying": [], "waits": []}
    return next(
        html
        for some in (facts, {**facts, "came_of": []}, bare, {**bare, "came_of": []})
        for successes, others in _ways(some, harvest)
        if fits_message(html := _with(occasion, harvest, some, successes, others, page))
    )


def _ways(facts: dict[str, Any], harvest: Harvest) -> Iterator[tuple[Overview, Overview]]:
    """Yield ways to tell what went well, and somebody's words for each of the other questions."""
    besides = facts["returning"]["entries"] if facts["returning"] else ()
    room = ROOM_BESIDE if facts["others"] else ROOM
    for successes in overviews(facts["successes"], (), room, besides):
        for others in overviews(facts["others"], (), ROOM_OTHERS, besides, harvest.at.month):
            yield successes, others


def _with(
    occasion: Occasion,
    harvest: Harvest,
    facts: dict[str, Any],
    successes: Overview,
    others: Overview,
    page: int | None,
) -> str:
    """Return a part of a harvest with what people wrote told in one of the ways there are."""
    intended, hung = facts["intended"], facts["tiles"]
    return occasion.words(
        "harvesting.harvest",
        occasion.here.language,
        since=harvest.since,
        page=page,
        successes=[one for one in successes.questions if one.is_quoted],
        bare=[one.title for one in successes.questions if not one.is_quoted],
        others=[one for one in others.questions if one.is_quoted],
        is_partial=successes.is_partial or others.is_partial,
        intended=[_as_told(one) for one in intended[-SHOWN:]],
        came_of=taking_up.in_words(occasion, facts["came_of"]),
        outcomes=[_in_brief(one) for one in facts["outcomes"][:OUTCOMES_SHOWN]],
        more_intended=max(len(intended) - SHOWN, 0),
        tiles=[hanging.words_on(entry) for entry in hung[:SHOWN]],
        more_tiles=max(len(hung) - SHOWN, 0),
        lying=facts["lying"],
        waits=facts["waits"],
        returning=facts["returning"],
        old=_old(occasion, harvest),
    )


def _as_told(one: Commitment) -> dict[str, Any]:
    result = shortened(one.result, EACH) if one.result else ""
    return {"name": one.name, "state": one.state, "text": shortened(one.text, EACH), "result": result}


def _in_brief(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"texts": [shortened(text, EACH) for text in one["texts"]]}


def _old(occasion: Occasion, harvest: Harvest) -> dict[str, Any] | None:
    """Return a tile that has hung for more than a term, to ask whether it still holds: each in its turn."""
    old: list[Entry] = [
        entry for entry in tiles.of_team(occasion.database, occasion.here.id) if entry.at < harvest.at - timing.TERM
    ]
    entry = old[-1 - harvest.id % len(old)] if old else None
    return {"text": hanging.words_on(entry), "at": entry.at} if entry else None


COMMANDS = (Command("harvest", "oogst", {"group": give}, Right.READ_LOG, GROUP, place=135),)
