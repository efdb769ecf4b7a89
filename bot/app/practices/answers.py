"""Answers: what came of asking around, as whoever asked reads it: whose it is, or of each thing asked all of it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.practices.cards import AS_LONG_AS_IT_TAKES
from bot.app.sessions import finding, publishing
from bot.app.sessions.modes.handling import line
from bot.core import timing
from bot.core.model import Entry, Language
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.purposes import ANSWERS
from bot.core.session.pair import Pair
from bot.storage import entries

# A part is told in so many messages at most.
PAGES = 16
# Parts without names are counted by the step and by what was asked there.
FIELDS = 10


def tell(occasion: Occasion, here: Pair) -> None:
    """Tell whoever asked what came in the step that closes, part by part, in as many messages as it takes."""
    for asker in finding.named(occasion, filter(None, [here.asker])):
        language = occasion.private_language(asker)
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free, asker)
        parts = _parts(occasion, here, here.step)
        for number in parts:
            for at, html in enumerate(_pages(occasion, here, parts, number, language)):
                purpose = ANSWERS.of(here.id, number * PAGES + at)
                occasion.whisper_html(asker, html, purpose=purpose, send_after=after, keeps=AS_LONG_AS_IT_TAKES)


def words_now(occasion: Occasion, here: Pair, page: int, language: Language) -> str | None:
    """Return a message of answers as it reads now; None where nothing is left of it."""
    number, at = divmod(page, PAGES)
    first = None if here.is_nameless else entries.find(occasion.database, number)
    step = number // FIELDS if here.is_nameless else first.step if first else 0
    pages = list(_pages(occasion, here, _parts(occasion, here, step), number, language))
    return pages[at] if at < len(pages) else None


def _parts(occasion: Occasion, here: Pair, step: int) -> dict[int, list[Entry]]:
    """Return what was written to a step in parts, each with its number: of each person, by the first of what they
    wrote; where no names stand, of each thing that was asked, in an order of the words, which tells nothing."""
    there = entries.of_step(occasion.database, here.id, step)
    if here.is_nameless:
        ordered = sorted(there, key=lambda entry: (entry.value or 0, entry.text))
        parts = {
            step * FIELDS + int(value or 0): list(part) for value, part in groupby(ordered, key=lambda one: one.value)
        }
        # Where fewer than three wrote to one thing, its place would show whose words they are: all are told together.
        is_each_of_enough = all(len({one.voice for one in part}) >= MINIMUM_ANONYMOUS for part in parts.values())
        return parts if is_each_of_enough else {step * FIELDS: sorted(there, key=lambda entry: entry.text)}
    ordered = sorted(there, key=lambda entry: (entry.author.name if entry.author else "", entry.id))
    by_author = (list(part) for _, part in groupby(ordered, key=lambda one: one.author and one.author.id))
    return {part[0].id: part for part in by_author}


def _pages(
    occasion: Occasion, here: Pair, parts: Mapping[int, list[Entry]], number: int, language: Language
) -> Iterator[str]:
    """Yield the messages of a part, as HTML; before the first of all how many wrote."""
    part = parts.get(number, [])
    if not part:
        return
    names = _names(occasion, here, part[0], language, is_of_one=len({one.value for one in part}) == 1)
    names |= {"count": len({one.voice for some in parts.values() for one in some}), "is_nameless": here.is_nameless}
    lines = [line(one.text, name="" if here.is_nameless else _field(occasion, here, one, language)) for one in part]
    for at, page in enumerate(publishing.in_pages(lines)[:PAGES]):
        is_first = at == 0 and number == next(iter(parts))
        yield occasion.words("practices.answers", language, lines=page, is_first=is_first, **names)


def _names(occasion: Occasion, here: Pair, entry: Entry, language: Language, *, is_of_one: bool) -> dict[str, Any]:
    author = entry.author
    return {
        "title": occasion.in_team_words(here.state.outline.title, language),
        "name": author.name if author and not here.is_nameless else "",
        "field": _field(occasion, here, entry, language) if here.is_nameless and is_of_one else "",
    }


def _field(occasion: Occasion, here: Pair, entry: Entry, language: Language) -> str:
    """Return the name of what was asked, where several things were."""
    fields, at = here.state.plan[entry.step - 1].step.fields, int(entry.value or 0)
    return occasion.in_team_words(fields[at].name, language) if at < len(fields) else ""
