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
        if token.is_word and _letters(token).isupper() and _stands_for_somebody(place, vocabulary):
            yield token.start, token.start + len(_letters(token))


def _letters(token: Token) -> str:
    return token.text[:-2] if token.is_owning else token.text


def _is_in_a_list(text: str, found: re.Match[str], signs: NameSigns) -> bool:
    """Tell whether letters with a full stop number something, abbreviate it, are the English I, or end a sentence."""
    letters = found.group().replace(".", "").lower()
    if len(letters) > 1:
        return letters in signs.abbreviations and _word_before(text, found.start()) not in signs.people | signs.titles
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
    length = len(_letters(token))
    if length == 1:
        is_letter = (
            token.text in "IAO"
            or after.text.isdigit()
            or after.text in (".", "-", "'", "+")
            or (after.plain in ("naar", "to", "en", "and") and not place.is_titled)
        )
        return not is_letter and not token.begins and _is_named(place)
    if length not in LETTERS or not _abbreviate_nothing(token, place, vocabulary):
        return False
    set_apart = place.beside(-1).text == "," and after.text == ","
    is_pair = length == LETTERS[0]
    return (
        place.is_titled
        or place.is_called
        or (is_pair and (_is_named(place) or set_apart or _are_two(place, vocabulary)))
    )


def _abbreviate_nothing(token: Token, place: Place, vocabulary: Vocabulary) -> bool:
    is_known = vocabulary.is_word(token.plain) or vocabulary.is_public(token.plain)
    return not is_known and token.plain not in place.signs.abbreviations


def _are_two(place: Place, vocabulary: Vocabulary) -> bool:
    """Whether two people do something whose letters are joined: JV and SK."""
    others = (place.beside(2 * step) for step in (-1, 1) if place.beside(step).plain in place.signs.joining)
    return any(
        one.is_word
        and one.text.isupper()
        and len(one.text) == LETTERS[0]
        and _abbreviate_nothing(one, place, vocabulary)
        for one in others
    )


def _is_named(place: Place) -> bool:
    return (
        place.is_titled or place.is_called or (place.is_addressed and place.beside(1).plain not in place.signs.people)
    )
