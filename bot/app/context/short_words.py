"""Short words: what people type in the place of a button, where that is the whole of a message."""

import re
from typing import Literal

from bot.app.context.occasion import Occasion
from bot.core.gestures import Gesture, gesture_in
from bot.core.model import LANGUAGES
from bot.core.saying.asides import says_wait
from bot.core.saying.illness import says_ill
from bot.core.saying.joining import joins_below
from bot.core.saying.passing import passes

Meant = Literal["agreeing", "declining", "finished", "sharing", "keeping", "passing", "retracting", "joining"]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
NOT = re.compile(
    r"\b(?:niet|geen|nooit|behalve|not|never|except|cannot|(?:can|won|doesn|don|isn|wouldn|couldn)['’]?t)\b"
)
# What points back to the day and time just named.
BACK = re.compile(r"\b(?:dat|dan|die|that|then|it)\b")
PIECES = re.compile(r"[,.;!]")
CLAUSES = re.compile(r"[,;!?\n]|\.\s|\b(?:maar|but)\b", re.IGNORECASE)
# A yes or no that says nothing beside it.
YES_OR_NO = frozenset(
    [
        *("ja", "ja hoor", "ja graag", "nee", "nee hoor", "nee dank je", "nee dankjewel", "nee bedankt"),
        *("yes", "yes please", "no", "no thanks", "no thank you"),
    ]
)
# What is longer says something.
LONGEST = 60
# With what people begin who then say the same in other words: "ja hoor, dat mag", "nee, liever niet".
BEGINS: dict[Meant, tuple[str, ...]] = {
    "agreeing": ("ja hoor", "ja", "yes", "sure"),
    "sharing": ("ja hoor", "ja", "yes", "sure"),
    "declining": ("nee hoor", "nee", "no"),
    "keeping": ("nee hoor", "nee", "no"),
}


def means(occasion: Occasion, text: str, *any_of: Meant) -> bool:
    """Tell whether a message, in either language, is nothing but one of some things that a button says."""
    if len(text) > LONGEST or (text.rstrip().endswith("?") and {"agreeing", "sharing"} & set(any_of)):
        return False
    words = occasion.house.content.sentences
    known = {_plain(line) for language in LANGUAGES for one in any_of for line in getattr(words[language], one)}
    pieces = [_plain(piece) for piece in PIECES.split(text) if _plain(piece)]
    begins = tuple(f"{word} " for one in any_of for word in BEGINS.get(one, ()))

    def is_known(said: str) -> bool:
        return said in known or _without(said, begins) in known

    return bool(pieces) and (is_known(_plain(text)) or all(map(is_known, pieces)))


def _without(said: str, begins: tuple[str, ...]) -> str:
    """Return plain words without the yes or no that they begin with, if they say more."""
    return next((said.removeprefix(one) for one in begins if said.startswith(one)), said)


def says_in(occasion: Occasion, text: str) -> bool:
    """Tell whether words below an invitation or a call say that their writer takes part; a compliment is no yes."""
    return (
        joins_below(text)
        or means(occasion, text, "joining")
        or (means(occasion, text, "agreeing") and is_yes_or_no(text))
    )


def says_pass(occasion: Occasion, text: str) -> bool:
    """Tell whether a message says that its writer passes, whether or not it says why, and nothing else."""
    return means(occasion, text, "passing") or passes(text)


def puts_off(text: str) -> bool:
    """Tell whether a message says that its writer can't now: not ready yet, or ill."""
    return says_wait(text) or says_ill(text)


def is_yes_or_no(text: str) -> bool:
    """Tell whether a few words begin with a yes or a no."""
    return len(text) <= LONGEST and _plain(text).partition(" ")[0] in ("ja", "nee", "yes", "no")


def are_mere(occasion: Occasion, text: str) -> bool:
    """Tell whether a message is nothing but what may be typed in the place of a button, or nothing but thanks."""
    words = occasion.house.content.sentences
    thanks = (gesture_in(text, (), words[language].thanks) is Gesture.THANKS for language in LANGUAGES)
    return means(occasion, text, "agreeing", "declining", "finished", "sharing", "keeping", "retracting") or any(thanks)


def is_label(text: str, label: str) -> bool:
    """Tell whether a message is nothing but what a button says, whatever its case, its stops and its apostrophes."""
    return len(text) <= LONGEST and bool(_plain(text)) and _bare(text) == _bare(label)


def is_label_agreed(text: str, label: str) -> bool:
    """Tell whether a message is a yes and then nothing but what a button says, unless that says no."""
    first, _, rest = _plain(text).partition(" ")
    return first in ("ja", "yes") and _plain(label).partition(" ")[0] not in ("nee", "no") and is_label(rest, label)


def answers(text: str, label: str) -> bool:
    """Tell whether a message is a plain yes, or a plain no, and a button begins with that word."""
    said, word = _plain(text), _plain(label).partition(" ")[0]
    return len(text) <= LONGEST and word in YES_OR_NO and said.partition(" ")[0] == word and said in YES_OR_NO


def _bare(text: str) -> str:
    return _plain(text).replace("'", "")


def without_denials(text: str) -> str:
    """Return a text without those of its clauses that say that something is not so, nor those that the next one denies:
    "Friday at nine? I can't then"."""
    if not NOT.search(text.lower()):
        return text
    clauses = CLAUSES.split(text)
    denies = [NOT.search(clause.lower()) is not None for clause in clauses]
    points_back = [
        is_not and BACK.search(clause.lower()) is not None for is_not, clause in zip(denies, clauses, strict=True)
    ]
    kept = [clause for at, clause in enumerate(clauses) if not denies[at] and not any(points_back[at + 1 : at + 2])]
    return ", ".join(kept)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.replace("’", "'").lower()))
