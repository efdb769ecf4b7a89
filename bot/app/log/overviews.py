"""Overviews: what some time brought a team, question by question, as far as a message holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.app.context import families
from bot.app.context.occasion import Occasion
from bot.app.log import picturing, unanswered
from bot.app.log.stretches import Stretch, led_since, stretch
from bot.app.sessions import counting, finding, taking_up
from bot.core import summary, timing
from bot.core.method import SPACES, Method
from bot.core.overview import FEW, Asked, Overview, overviews
from bot.core.pictures import ACTIVITIES, Picture
from bot.core.purposes import OVERVIEW, Purpose
from bot.core.session.state import Session
from bot.core.sources import like
from bot.core.summary import Summary
from bot.core.threads import Thread, thread
from bot.rendering import fits_message, shortened
from bot.storage import commitments, rounds

# What is over such a stretch may still be on the table.
LOOKS_AHEAD = ("week", "month")
# The latest so many questions are told one by one, in so many characters.
MOST_QUESTIONS, ROOM = 40, 3300
# Fewer questions leave nothing out that could have been asked.
FEWEST_FOR_GAPS = 4
# And so many talks have room for most that a group may need.
FEWEST_FOR_SPACES = 3
# So many kinds of questions that did not come are worth naming; of more it is no news.
FEW_KINDS = 3
COMMITMENTS_SHOWN, COMMITMENT_SIGNS = 3, 100
ALONE, ABOVE, BELOW = None, 1, 2


@dataclass(frozen=True, slots=True)
class Part:
    """A message of an overview, and which part of it."""

    page: int | None
    html: str
    picture: Picture | None = None


def parts(occasion: Occasion, of: Stretch) -> list[Part]:
    """Return an overview as its messages read now; none where nobody said anything.

    Under a picture stands what it all comes to, and below that what was said; without one both are one message.
    """
    of = _told_here(occasion, of)
    found, (picture, _) = summed_up(occasion, of), _pictured(occasion, of)
    if not found.answers:
        return []
    if picture is None:
        return [Part(ALONE, _page(occasion, of, found, ALONE))]
    return [Part(ABOVE, _page(occasion, of, found, ABOVE), picture), Part(BELOW, _page(occasion, of, found, BELOW))]


def _told_here(occasion: Occasion, of: Stretch) -> Stretch:
    """Return a stretch without the questions that are in it only for what came of them, which is told by itself."""
    told = {one["session"] for one in taking_up.came_of(occasion, of.start, of.end)}
    asked = [one for one in of.asked if one.state.due_at > of.start or one.id not in told]
    return replace(of, asked=asked, said=[one for one in of.said if one.session_id in {each.id for each in asked}])


def summed_up(occasion: Occasion, of: Stretch) -> Summary:
    language = occasion.here.language
    ordinary = occasion.house.content.sentences[language].ordinary
    # Over several questions two people who use one word hardly speak of one thing.
    at_least = 2 if len(of.asked) <= FEW else 3
    return summary.summarise(of.said, language, ordinary, at_least, asked=counting.asked_in(occasion, of.asked))


def _page(occasion: Occasion, of: Stretch, found: Summary, page: int | None) -> str:
    """Return one part of an overview."""
    above = "" if page == BELOW else _above(occasion, of, found)
    return above if page == ABOVE else _below(occasion, of, found, above)


def _above(occasion: Occasion, of: Stretch, found: Summary) -> str:
    """Return what a stretch comes to in numbers and words that return, and what was not asked about."""
    asked = _asked(occasion, of, of.asked)
    names = {
        "period": of.name,
        "start": _begins(of),
        "rounds": len(of.asked),
        "answers": sum(one.number for one in asked),
        "summary": replace(found, themes=()) if of.name == "month" else found,
        "consultations": rounds.ended_between(occasion.database, occasion.here.id, of.start, of.end),
        "pictured": _pictured(occasion, of)[1],
        "unasked": _unasked(occasion, of),
        "empty": _empty_spaces(occasion, of),
    }
    # Words that return may come from anybody's.
    return like(occasion.words("summaries.summary", occasion.here.language, **names), of.said)


def _begins(of: Stretch) -> datetime:
    """Return since when a stretch tells: since the first of its questions that closed in it."""
    return min((one.state.started_at for one in of.asked if one.state.due_at > of.start), default=of.start)


def _below(occasion: Occasion, of: Stretch, found: Summary, above: str) -> str:
    """Return what was said, question by question, as far as one message holds it with what stands above it."""
    asked, kept = _asked(occasion, of, of.asked[-MOST_QUESTIONS:]), _commitments(occasion, of)
    returning, came = _thread(occasion, of, asked, found), taking_up.came_of(occasion, of.start, of.end)
    strands = returning.strands if returning else ()
    waits = _waiting(occasion, of)
    besides_quotes = [
        *(len(one["text"]) + len(one["title"]) for one in waits),
        *(len(one.text) + len(one.title) + len(one.name) for one in strands),
        *(len(one["question"]) + sum(len(quote["text"]) for quote in one["quotes"]) for one in came),
    ]
    room = ROOM - len(above) - sum(besides_quotes)
    besides = {one.entry for one in strands} | {one["entry"] for one in waits}
    late_in = of.end.month if of.name in LOOKS_AHEAD else None
    told = (
        _joined(above, _questions(occasion, of, asked, one, shown, returning, came_of, waits))
        for came_of in (came, [])
        for shown in (kept, None)
        for one in overviews(asked, found.themes, room, besides, late_in)
    )
    return next(html for html in told if fits_message(html))


def _questions(
    occasion: Occasion,
    of: Stretch,
    asked: list[Asked],
    told: Overview,
    kept: dict[str, Any] | None,
    returning: Thread | None,
    came_of: list[dict[str, Any]],
    waits: list[dict[str, Any]],
) -> str:
    is_late = of.name in LOOKS_AHEAD
    # What was said afterwards is new, also to those who read the summaries.
    lately = [one for one in told.questions if is_late and one.afterwards and len(told.questions) > FEW]
    fresh = lately[-1] if lately else None
    quoted = [one for one in told.questions if one.is_quoted and one is not fresh]
    return occasion.words(
        "summaries.questions",
        occasion.here.language,
        thread=returning,
        is_thread_older=returning is not None and returning.begins < of.start,
        is_recent=is_late,
        unanswered=waits,
        fresh=fresh,
        quoted=quoted,
        bare=[one.title for one in told.questions if one is not fresh and one not in quoted],
        earlier=len(of.asked) - len(asked),
        is_partial=told.is_partial,
        is_nameless_left_out=told.is_nameless_left_out,
        commitments=kept,
        came_of=taking_up.in_words(occasion, came_of),
        taken_up=taking_up.in_overview(occasion, of.end),
        left=taking_up.words_of(occasion, _left(occasion, of)),
    )


def _waiting(occasion: Occasion, of: Stretch) -> list[dict[str, Any]]:
    """Return what of a short stretch waits for an answer; of few questions all that was said later stands with them."""
    return unanswered.latest(occasion, of) if of.name in LOOKS_AHEAD and len(of.asked) > FEW else []


def _thread(occasion: Occasion, of: Stretch, asked: list[Asked], found: Summary) -> Thread | None:
    """Return what returned; what comes by itself looks back a term, as far as whoever leads now could read."""
    language, latest = occasion.here.language, {one.title for one in asked}
    plain = occasion.house.content.sentences[language].ordinary
    if not of.with_open and of.days < timing.TERM.days:
        days = min(timing.TERM.days, max((of.end - led_since(occasion, of.start)).days, of.days))
        back = stretch(occasion, days, of.end, with_open=False)
        return thread(_asked(occasion, back, back.asked), summed_up(occasion, back).themes, language, latest, plain)
    return thread(asked, found.themes, language, latest, plain)


def thread_in(occasion: Occasion, of: Stretch) -> Thread | None:
    """Return what returned within a stretch, in the sentences of those who said it."""
    language, asked = occasion.here.language, _asked(occasion, of, of.asked)
    plain = occasion.house.content.sentences[language].ordinary
    return thread(asked, summed_up(occasion, of).themes, language, {one.title for one in asked}, plain)


def _left(occasion: Occasion, of: Stretch) -> Session | None:
    """Return the question of a short stretch that most people answered and that left one for the meeting.

    There is none where the overview asks about one already, and of a long stretch, which looks back.
    """
    if of.name not in LOOKS_AHEAD or taking_up.session_of(occasion, of.end):
        return None
    left = (one for one in of.asked if one.state.phase == "ended" and finding.outline(occasion, one).follow_up)
    return max(left, key=lambda one: (one.took_part or 0, one.state.started_at), default=None)


def _joined(*htmls: str) -> str:
    return like("\n\n".join(str(html) for html in htmls if html), htmls)


def _asked(occasion: Occasion, of: Stretch, some: Sequence[Session]) -> list[Asked]:
    """Return some questions with what was said to each."""
    return [
        Asked(
            finding.title(occasion, session, occasion.here.language),
            tuple(entry for entry in of.said if entry.session_id == session.id and counting.is_news(occasion, entry)),
        )
        for session in some
    ]


def _commitments(occasion: Occasion, of: Stretch) -> dict[str, Any]:
    """Return the commitments that the team may see: kept, wholly or partly, in a stretch, and how many are open."""
    shared = commitments.shared_in(occasion.database, occasion.here.id)
    told = [one for one in shared if one.answered_at and of.start <= one.answered_at <= of.end]
    lines = {
        state: [
            {"name": one.name, "text": shortened(one.text, COMMITMENT_SIGNS)} for one in told if one.state == state
        ][-COMMITMENTS_SHOWN:]
        for state in ("kept", "partly")
    }
    open_ones = sum(one.state == "open" or (one.answered_at or of.end) > of.end for one in shared)
    return {**lines, "open": open_ones}


def _pictured(occasion: Occasion, of: Stretch) -> tuple[Picture | None, str]:
    """Return the picture of a long stretch, and its words: what questions were about, or the school year."""
    language = occasion.here.language
    if of.name == "year":
        began = [session.state.started_at for session in of.asked]
        consulted = rounds.when_ended(occasion.database, occasion.here.id, of.start, of.end)
        return picturing.year(occasion, language, began, consulted)
    if of.name == "term":
        return picturing.balance(occasion, language, [one for one in _activities(occasion, of) if one])
    return None, ""


def _activities(occasion: Occasion, of: Stretch) -> list[Any]:
    return [method.activity for method in _methods(occasion, of)]


def _methods(occasion: Occasion, of: Stretch) -> list[Method]:
    """Return the methods of what was asked in a stretch, as far as they are there."""
    found = (finding.method_of(occasion, session) for session in of.asked)
    return [method for method in found if method]


def _unasked(occasion: Occasion, of: Stretch) -> list[str]:
    """Return what no question was about, in words: activities, and kinds of questions that take turns."""
    if len(of.asked) < FEWEST_FOR_GAPS or of.name in LOOKS_AHEAD:
        return []
    language, methods = occasion.here.language, _methods(occasion, of)
    activities, asked = {method.activity for method in methods}, {method.family for method in methods}
    lacking = [occasion.words(f"pictures.{one}", language) for one in ACTIVITIES if one not in activities]
    left = [family for family in families.of_team(occasion) if family not in asked]
    kinds = left if len(left) <= FEW_KINDS else []
    return [*lacking, *(f"“{occasion.label_in(language, f'family_{family.lower()}')}”" for family in kinds)]


def _empty_spaces(occasion: Occasion, of: Stretch) -> list[str]:
    """Return for which spaces a group made no room in a long stretch, in words; of few talks that says nothing."""
    if of.name in LOOKS_AHEAD:
        return []
    done = rounds.methods_ended(occasion.database, occasion.here.id, of.start, of.end)
    if len(done) < FEWEST_FOR_SPACES:
        return []
    methods = [method for name in done if (method := occasion.house.content.methods.get(name))]
    filled = {space for method in methods for space in method.spaces}
    left = [occasion.label_in(occasion.here.language, f"space_{one}").lower() for one in SPACES if one not in filled]
    return left if len(left) <= FEW_KINDS else []


def about(occasion: Occasion, of: Stretch) -> Session | None:
    """Return what somebody goes on about who replies to an overview: the question that it takes up or puts forward, or
    else the latest of its questions that has closed."""
    if found := taking_up.session_of(occasion, of.end) or _left(occasion, of):
        return found
    return next((session for session in reversed(of.asked) if session.state.phase == "ended"), None)


def now_of(occasion: Occasion, purpose: Purpose, end: datetime) -> str | None:
    """Return what a part of an overview of long ago reads now; None where there is nothing to say any more."""
    of = _told_here(occasion, stretch(occasion, purpose.number or 0, end, with_open=purpose.is_a(OVERVIEW)))
    found = summed_up(occasion, of)
    return _page(occasion, of, found, purpose.page) if found.answers else None
