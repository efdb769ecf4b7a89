"""Illness as people say it: in a few words, with or without sorry, that they are ill now, or their child is."""

import re

from bot.core.saying.words import WEEKDAY, few

# What is longer says more than that.
MOST_WORDS = 16
ILL = r"(?:ziek|beroerd|grieperig|niet lekker)"
AILMENT = r"(?:griep|buikgriep|koorts|migraine|corona|flu|fever|covid|stomach bug)"
CHILD = r"(?:kind|kindje|zoon|zoontje|dochter|dochtertje|kid|child|son|daughter)"
OPENING = r"^(?:(?:sorry|helaas|oh|oei|hoi|hey|hi|ja|nee|no) )*"
SAID = (
    rf"\bik (?:ben|lig|blijf|zit|meld (?:me|mij)|voel (?:me|mij)) (?:\w+ ){{0,3}}{ILL}\b",
    r"\bik voel (?:me|mij) (?:\w+ )?niet (?:zo |erg )?goed\b(?! (?:over|bij|in|gehoord|gezien|thuis))",
    rf"{OPENING}(?:(?:ben|lig|vandaag|nu|voel me) )*{ILL}\b(?! (?:om|van|dat))",
    rf"{OPENING}(?:(?:ill|sick|unwell|off sick)\b(?! of))(?: today)?",
    rf"\b(?:ik heb|heb|i have|i've got|got|down with|(?:lig|zit|ben) (?:\w+ )?met) (?:de |een |the |a )?{AILMENT}\b",
    rf"\b(?:mijn|m'n|onze|my|our) {CHILD}(?: is|'s)? (?:\w+ )?(?:ziek|ill|sick|unwell)\b",
    rf"^{CHILD}(?: is)? (?:\w+ )?ziek\b|^(?:\w+ )?met {AILMENT}\b",
    r"\b(?:i'm|i am|im|i feel|i'm feeling|calling in) (?:\w+ ){0,2}(?:ill|sick|unwell|poorly)\b(?! of)",
)
# Of another time than now, or of no illness.
ELSEWHEN = re.compile(
    r"\b(?:geweest|gehad|was|waren|werd|been|leerling|leerlingen|pupils?|nooit|zelden|niet (?:meer )?ziek|never"
    r"|(?:not|isn't|aren't|no longer) (?:ill|sick|unwell)|kom (?:wel|gewoon|toch)|maar kom"
    r"|die dag|dan|toen|that day|then|morgen|overmorgen|tomorrow|gisteren|yesterday"
    rf"|volgende|next|week|maandag|ziek van|sick and tired|{WEEKDAY})\b"
)
IF = re.compile(r"^(?:bel |kom )?(?:als|if)\b|\b(?:als|if) (?:een|a) ")
ANY = re.compile("|".join(SAID))


def says_ill(text: str) -> bool:
    """Tell whether a few words may say that their writer is ill now, or at home with a child who is."""
    said = few(text, MOST_WORDS)
    is_other = ELSEWHEN.search(said) is not None or IF.search(said) is not None
    return ANY.search(said) is not None and not is_other
