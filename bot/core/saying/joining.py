"""Joining as people say it: that they take part in what a team is called for, or after all not."""

import re

from bot.core.saying.words import few

# What is longer says more than that.
MOST_WORDS = 10
IN = re.compile(
    r"\bdoe (?:ook |graag |wel |toch |maar |heel )*mee\b|\bdoe mij (?:ook )?maar$"
    r"|(?:^|\bik )wil (?:ook |graag |wel )*mee ?doen\b|\b(?:i'm|im|i am) in(?:$| (?:for (?:it|this)|too)$)"
    r"|\bcount me in\b|\bi'll (?:join(?:$| in\b)|take part\b)|\bi'd (?:like|love) to join\b"
)
OUT = re.compile(
    r"^(?:nee |sorry |oh |no )*(?:toch (?:maar )?niet|not this time|not after all)(?:$| te druk| too busy)"
    r"|\bdoe (?:toch |maar |dit keer |deze keer |nu )*(?:niet|niet meer) mee\b"
    r"|\b(?:i'm|im|i am) out$|\bchanged my mind(?:$| i'm out)"
)
NOT = re.compile(r"\b(?:niet|geen|nooit|not|never|don't|can't|won't|als|if|misschien|maybe|mits|wie|who)\b")


def joins_in(text: str) -> bool:
    """Tell whether a few words may say that their writer takes part: "ja leuk, ik doe mee met lesbezoek"."""
    said, asks = few(text, MOST_WORDS), text.rstrip().endswith("?")
    return IN.search(said) is not None and NOT.search(said) is None and not asks


def backs_out(text: str) -> bool:
    """Tell whether a few words may say that their writer doesn't take part after all: "toch niet, te druk"."""
    return OUT.search(few(text, MOST_WORDS)) is not None
