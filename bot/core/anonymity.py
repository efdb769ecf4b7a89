"""Signs in a text that somebody can be recognised, or that it belongs elsewhere: guesses, to ask its writer about."""

import re
from collections.abc import Iterable, Iterator

CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
# After these a capital says nothing: a sentence, a line or a quotation begins.
OPENERS = ".!?:…\n“\"'‘(-"
INITIAL = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\.)*(?=\s|,|$)")
# English sentences that end in “nor do I.” name nobody.
MYSELF = re.compile(r"\b(?:am|and|as|can|could|did|do|had|have|should|so|than|was|will|would)\s$", re.IGNORECASE)
DATE = re.compile(r"\b\d{1,2}[-/.](?:\d{1,2}|[a-z]{3})[-/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b", re.IGNORECASE)
PHONE = re.compile(r"(?<![\d-])(?:\+\d{1,3}[\s-]?|0)\d(?:[\s-]?\d){7,9}(?!\d)")
ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
# One class, and not a whole year of them: "klas 3b", "2 havo C", but not "groep 5".
GROUP = re.compile(
    r"\b(?:[Kk]las|[Gg]roep|[Cc]lass|[Yy]ear)\s?\d{1,2}[a-zA-Z]\b|\b[1-6](?:\s?(?:vmbo|havo|vwo|mavo)[\s-]?)?[A-Z]\b"
)
SHOWN, LONGEST = 5, 40


def likely_names(text: str, names: Iterable[str] = (), known: Iterable[str] = ()) -> list[str]:
    """Return what in a text may show whom it is about, in the order found, at most five.

    Capitalised words inside a sentence, initials, dates of birth, telephone numbers, e-mail addresses, classes, and
    any of `names` (first names) that begin a sentence. `known` are words that are written with a capital
    and name nobody, such as days and subjects.
    """
    found = [(match.start(), match.end()) for match in _signs(text)]
    ordinary, first_names = {_plain(word) for word in known}, {_plain(name) for name in names}
    for match in CAPITALISED.finditer(text):
        word, before = _plain(match.group()), text[: match.start()].rstrip(" ")
        is_inside = bool(before) and before[-1] not in OPENERS
        is_part = any(start <= match.start() < end for start, end in found)
        if not is_part and not {word, word.removesuffix("s")} & ordinary and (is_inside or word in first_names):
            found.append((match.start(), match.end()))
    return list(dict.fromkeys(text[start:end].strip()[:LONGEST] for start, end in sorted(found)))[:SHOWN]


def _signs(text: str) -> Iterator[re.Match[str]]:
    for sign in (INITIAL, DATE, PHONE, ADDRESS, GROUP):
        for match in sign.finditer(text):
            if match.group() != "I." or not MYSELF.search(text[: match.start()]):
                yield match


def _plain(word: str) -> str:
    """Return a word in small letters, with the apostrophe that keyboards have."""
    return word.lower().replace("’", "'")


def rings_alarm(text: str, signs: Iterable[str]) -> bool:
    """Tell whether a text may be about a child's safety, an integrity complaint or a crisis: not for a group.

    `signs` are beginnings of words, or of several in a row, in small letters.
    """
    flat = _flat(text)
    return any(_flat(sign).rstrip() in flat for sign in signs if sign.strip())


def _flat(text: str) -> str:
    return " " + re.sub(r"[^\w]+", " ", text.lower()).strip() + " "
