"""Letters that stand for somebody's name: J.P., K., leerling m., LW."""

import re
from collections.abc import Iterator

from bot.core.anonymity.reading import Token
from bot.core.anonymity.shapes import Span
from bot.core.anonymity.surroundings import NameSigns, Place
from bot.core.vocabulary import Vocabulary

DOTTED = re.compile(r"(?<![\w.])[^\W\d_a-zà-ÿ]\.(?:[\s-]?(?:[a-z]{1,3}\.?[\s-]?)?[^\W\d_a-zà-ÿ]\.)*(?:-\w+)?(?!\w)")
SMALL = re.compile(r"(?<![\w.])[a-z]\.(?:[a-z]\.)?(?![\w.])")
# English sentences that end in “nor do I.” name nobody.
MYSELF = re.compile(
    r"\b(?:am|and|as|can|could|did|do|had|have|should|so|than|was|will|would|but|or|if)\s$", re.IGNORECASE
)
# A. Wat ging goed: a list, and no initial.
LISTED = re.compile(r"\s*[A-ZÀ-Þ]\w")
LETTERS = (2, 3)


def initials(text: str, read: list[Token], vocabulary: Vocabulary, signs: NameSigns) -> Iterator[Span]:
    """Yield where letters stand for somebody."""
    for found in DOTTED.finditer(text):
        at = next(at for at, token in enumerate(read) if token.end > found.start())
        if not Place(read, at, signs).is_topic(False) and not _is_in_a_list(text, found, signs):
            yield found.span()
    for found in SMALL.finditer(text):
        if _word_before(text, found.start()) in signs.titles | signs.people | signs.before and found.group()[0] != "u":
            yield found.span()
    for at, token in enumerate(read):
        place = Place(read, at, signs)
        if token.is_word and token.text.isupper() and _stands_for_somebody(place, vocabulary):
            yield token.start, token.end


def _is_in_a_list(text: str, found: re.Match[str], signs: NameSigns) -> bool:
    """Tell whether a letter with a full stop numbers something, or is the English I, or ends a sentence."""
    if len(found.group()) > 2:
        return False
    before, after = text[: found.start()], text[found.end() :]
    if found.group() == "I." and MYSELF.search(before):
        return True
    if _word_before(text, found.start()) in signs.numbering:
        return True
    is_first = not before.strip() or before.rstrip(" ").endswith("\n")
    return is_first and LISTED.match(after) is not None


def _word_before(text: str, end: int) -> str:
    words = re.findall(r"\w+", text[max(end - 30, 0) : end])
    return words[-1].lower() if words and text[end - 1 : end].isspace() else ""


def _stands_for_somebody(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether one capital, or two or three that abbreviate nothing known, stand where a name stands."""
    token, after = place.token, place.beside(1)
    if len(token.text) == 1:
        is_letter = (
            token.text in "IAO"
            or after.text.isdigit()
            or after.text in (".", "-", "'", "+")
            or after.plain in ("naar", "to", "en", "and")
        )
        return not is_letter and not token.begins and _is_named(place)
    if len(token.text) not in LETTERS or vocabulary.is_word(token.plain) or vocabulary.is_public(token.plain):
        return False
    set_apart = place.beside(-1).text == "," and after.text == ","
    is_pair = len(token.text) == LETTERS[0]
    return place.is_titled or place.is_called or (is_pair and (_is_named(place) or set_apart))


def _is_named(place: Place) -> bool:
    return (
        place.is_titled or place.is_called or (place.is_addressed and place.beside(1).plain not in place.signs.people)
    )
