"""Joining as people say it: that they take part in what a team is called for, or after all not."""

import re

from bot.core.saying.words import plain

# What is longer says more than that.
MOST_WORDS = 10
IN = re.compile(
    r"\bdoe (?:ook |graag |wel |toch |maar |heel )*mee\b|\bdoe mij (?:ook )?maar\b"
    r"|\bwil (?:ook |graag |wel )*mee ?doen\b|\b(?:i'm|im|i am) in(?:$| (?:for|too|on)\b)|\bcount me in\b"
    r"|\bi'll (?:join|take part)\b|\bi'd (?:like|love) to join\b"
)
OUT = re.compile(
    r"^(?:nee |sorry |oh |no )*(?:toch (?:maar )?niet|not this time|not after all)\b"
    r"|\bdoe (?:toch |maar |dit keer |deze keer |nu )*(?:niet|niet meer) mee\b"
    r"|\b(?:i'm|im|i am) out\b|\bchanged my mind\b"
)
NOT = re.compile(r"\b(?:niet|geen|nooit|not|never|don't|can't|won't)\b")


def joins_in(text: str) -> bool:
    """Tell whether a few words may say that their writer takes part: "ja leuk, ik doe mee met lesbezoek"."""
    said = plain(re.sub("[,!?]+", " ", text))
    return 0 < len(said.split()) <= MOST_WORDS and IN.search(said) is not None and NOT.search(said) is None


def backs_out(text: str) -> bool:
    """Tell whether a few words may say that their writer doesn't take part after all: "toch niet, te druk"."""
    said = plain(re.sub("[,!?]+", " ", text))
    return 0 < len(said.split()) <= MOST_WORDS and OUT.search(said) is not None
