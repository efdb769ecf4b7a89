"""Gestures: a reply that is no answer in words: a thumb, “pass”, or thanks."""

import re
from collections.abc import Collection
from enum import StrEnum

WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# More than that is said about something, however kindly.
LONGEST_THANKS = 6
# Of a reply to a summary that begins with thanks or a laugh so many words are no news for the others.
LONGEST_KINDNESS = 10
# So many signs without a word are a thumb; more may be a picture, or a joke that took some work.
LONGEST_SIGN = 12


class Gesture(StrEnum):
    """What somebody meant who wrote no answer."""

    SIGN = "sign"
    PASS = "pass"
    THANKS = "thanks"


def gesture_in(text: str, passing: Collection[str], thanks: Collection[str]) -> Gesture | None:
    """Return the gesture that a text is, and None where it says something.

    `passing` are lines in small letters; of a text that thanks each word is one of `thanks`, or begins with a capital
    inside it, as names do.
    """
    words = WORDS.findall(text)
    if not words:
        return Gesture.SIGN if len(text.strip()) <= LONGEST_SIGN else None
    if " ".join(words).lower() in passing:
        return Gesture.PASS
    plain = [word.lower() for at, word in enumerate(words) if at == 0 or not word.istitle()]
    is_thanks = len(words) <= LONGEST_THANKS and all(word in thanks for word in plain)
    return Gesture.THANKS if is_thanks else None


def is_kindness(text: str, thanks: Collection[str]) -> bool:
    """Tell whether a reply to a summary is only kind: it begins with thanks or a laugh, is short and asks nothing."""
    words = [word.lower() for word in WORDS.findall(text)]
    return bool(words) and words[0] in thanks and len(words) <= LONGEST_KINDNESS and "?" not in text
