"""Short words: what people type in the place of a button, where that is the whole of a message."""

import re
from typing import Literal

from bot.app.context.occasion import Occasion
from bot.core.model import LANGUAGES

Meant = Literal["agreeing", "declining", "finished", "sharing", "keeping", "passing"]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NOT = re.compile(r"\b(?:niet|geen|nooit|behalve|not|never|except|can['’]?t|cannot|won['’]t|doesn['’]t)\b")
CLAUSES = re.compile(r"[,;!?\n]|\.\s|\b(?:maar|but)\b", re.IGNORECASE)
# What is longer says something.
LONGEST = 60


def means(occasion: Occasion, text: str, *any_of: Meant) -> bool:
    """Tell whether a message, in either language, is nothing but one of some things that a button says."""
    if len(text) > LONGEST:
        return False
    said = _plain(text)
    words = occasion.house.content.sentences
    return any(
        said == _plain(line) for language in LANGUAGES for one in any_of for line in getattr(words[language], one)
    )


def without_denials(text: str) -> str:
    """Return a text without those of its clauses that say that something is not so."""
    if not NOT.search(text.lower()):
        return text
    return ", ".join(clause for clause in CLAUSES.split(text) if not NOT.search(clause.lower()))


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.replace("’", "'").lower()))
