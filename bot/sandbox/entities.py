"""Settles which entities a text has, as Telegram does: merged, split, in order and counted in UTF-16 units."""

import re
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
# Where two entities cover the same words, Telegram lists them in this order.
RANKS = {kind: rank for rank, kind in enumerate((*QUOTES, "pre", "code", "text_link", *STYLES))}
RANKS |= {QUOTES[1]: RANKS[QUOTES[0]], "text_mention": RANKS["text_link"]}
DROPPED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
UNSEEN = " \n\xa0\u1680\u180e\u202f\u205f\u2800\u3000\ufeff\ufffc" + "".join(map(chr, range(0x2000, 0x2010)))


class Span(NamedTuple):
    """Part of a text, in characters; `detail` is a language, an address or the id of a user."""

    kind: str
    start: int
    end: int
    detail: str = ""


def settled(words: str, spans: list[Span]) -> tuple[str, list[dict[str, object]]]:
    """Return the words Telegram keeps and their MessageEntity objects; both are empty if nothing can be seen."""
    words, spans = _trimmed(*_cleaned(words, _arranged(spans)))
    units = _units(words)
    return words, [_entity(span, units) for span in spans]


def _units(words: str) -> Sequence[int]:
    """Return how many UTF-16 units stand before each character, and in all."""
    if max(words, default="") <= "\uffff":
        return range(len(words) + 1)
    return [0, *accumulate(1 + (letter > "\uffff") for letter in words)]


def _arranged(spans: list[Span]) -> list[Span]:
    """Return the entities as Telegram allows them: blocks and links apart, styles merged and then split."""
    spans = sorted(spans, key=_rank)
    quotes = _apart([span for span in spans if span.kind in QUOTES])
    others = _apart([span for span in spans if span.kind not in (*QUOTES, *STYLES)])
    others = sorted([span for span in others if not any(_cuts(quote, span) for quote in quotes)] + quotes, key=_rank)
    runs = [run for style in STYLES for run in _runs([span for span in spans if span.kind == style])]
    edges = {run.start for run in runs} | set(chain.from_iterable(span[1:3] for span in others))
    blocks = [span for span in others if span.kind in ("pre", "code")]
    for run in runs:
        places = sorted({run.start, run.end, *(edge for edge in edges if run.start < edge < run.end)})
        pieces = [Span(run.kind, *piece) for piece in pairwise(places)]
        others += [one for one in pieces if not any(span.start <= one.start < span.end for span in blocks)]
    return sorted(others, key=_rank)


def _apart(spans: list[Span]) -> list[Span]:
    """Return those that start after the one before has ended."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _cuts(quote: Span, span: Span) -> bool:
    """Whether a quote covers only part of what should be one whole."""
    return quote.start < span.end and span.start < quote.end and not quote.start <= span.start < span.end <= quote.end


def _runs(spans: list[Span]) -> list[Span]:
    """Return the stretches of one style, those that touch joined."""
    runs: list[Span] = []
    for span in spans:
        if runs and span.start <= runs[-1].end:
            runs[-1] = runs[-1]._replace(end=max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _rank(span: Span) -> tuple[int, int, int, bool]:
    return span.start, -span.end, RANKS[span.kind], span.kind == "pre" and not span.detail


def _cleaned(words: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Return the words without the characters Telegram drops, the entities moved along and arranged again."""
    places: Sequence[int] = range(len(words) + 1)
    if DROPPED.search(words):
        places = [0, *accumulate(not DROPPED.match(letter) for letter in words)]
        words = DROPPED.sub("", words)
    words = re.sub("[\x00-\x09\x0b-\x1f]", " ", words)
    words = re.sub("[\u200e\u200f]+(?=[\u200e\u200f])", lambda marks: "\u200c" * len(marks[0]), words)
    moved = [span._replace(start=places[span.start], end=places[span.end]) for span in spans]
    return words, _arranged([span for span in moved if span.start < span.end])


def _trimmed(words: str, spans: list[Span]) -> tuple[str, list[Span]]:
    if not words.strip(UNSEEN):
        return "", []
    words = words.rstrip(" \n")
    spans = [span._replace(end=min(span.end, len(words))) for span in spans if span.start < len(words)]
    # Blanks inside an entity stay: only those before the first one go.
    first = min([span.start for span in spans], default=len(words))
    gone = first - len(words[:first].lstrip(" \n"))
    return words[gone:], sorted(
        (span._replace(start=span.start - gone, end=span.end - gone) for span in spans), key=_rank
    )


def _entity(span: Span, units: Sequence[int]) -> dict[str, object]:
    start, end = units[span.start], units[span.end]
    entity: dict[str, object] = {"type": span.kind, "offset": start, "length": end - start}
    if span.kind == "text_link":
        entity["url"] = span.detail
    elif span.kind == "text_mention":
        entity["user"] = {"id": int(span.detail), "is_bot": False, "first_name": ""}
    elif span.detail:
        entity["language"] = span.detail
    return entity
