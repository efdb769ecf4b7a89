"""Correcting as people say it: that what they wrote just before should read otherwise."""

import re

from bot.core.saying.words import plain

BEGINS = (
    r"(?:o+h? )?nee+(?: nee)* (?:wacht|sorry|ik|dat|het|dit|toch|eigenlijk|niet)\b|o+h? nee+\b|nou nee\b",
    r"(?:wacht|sorry|oeps|oei|pardon|correctie|verbetering|foutje|typfout|tikfout|verkeerd|herstel|rectificatie)\b",
    r"(?:oh? )?no (?:wait|sorry|i|it|that)\b|oh? no\b|(?:wait|oops|whoops|correction|typo|my mistake|scratch that)\b",
)
WITHIN = (
    r"\b(?:dat|dit|het|er|daar)? ?moes?t (?:natuurlijk |eigenlijk )?(?:zijn|staan|er staan)\b",
    r"\bik (?:bedoel|bedoelde|wou zeggen|wilde zeggen|schreef|had moeten schrijven)\b|\bin plaats van wat ik\b",
    r"\bi (?:mean|meant|wanted to say|should have (?:said|written))\b",
    r"\b(?:that|it|this) should(?: have)? (?:be|been|read|say|said)\b",
)
ANY = re.compile("|".join((*(rf"^(?:{one})" for one in BEGINS), *WITHIN)))


def corrects(text: str) -> bool:
    """Tell whether a text may put right what its writer wrote just before: "o nee, dat moet zijn…", "*werk"."""
    return re.match(r"\s*\*\w", text) is not None or ANY.search(plain(text.replace(",", " "))) is not None
