"""Passing as people say it: that they leave out what is asked of them, with why or without."""

import re

from bot.core.saying.words import few

# What is longer says more than that.
MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
NOW = (
    r"(?: (?:deze keer|dit keer|nu|maar|even|dan|ook|toch|liever|hier|voor deze|this time|this one|on this(?: one)?"
    r"|for now))*"
)
BEFORE = (
    r"(?:sorry|nee|oh|oeps|hm+|ja|nou|helaas|no|well|um|ik denk dat ik|doe mij maar|i think|i guess|dan|ik|deze keer"
    r"|dit keer|this time)"
)
PASS = (
    rf"(?:sla (?:mij|me|deze|dit|hem){NOW} over|sla{NOW} over|(?:deze|dit){NOW} sla ik{NOW} over|sla ik{NOW} over"
    rf"|pas{NOW}|i'?ll(?: have to)? pass{NOW}|i'd rather pass{NOW}|i(?: have to| will)? pass{NOW}|pass{NOW}"
    rf"|(?:i'll )?skip (?:me|this(?: one)?){NOW}|wil{NOW} (?:passen|overslaan)|passen|overslaan)"
)
WHAT = r"(?: (?:te zeggen|te melden|toe te voegen|te schrijven|bijzonders|bedenken|verzinnen))?"
WHY = (
    r"(?:(?:want )?(?:ik )?(?:weet|heb|kan)(?: (?:er|het|nu|even|echt|hier|niet|zo|ook|nog|gauw))*"
    rf" (?:niks|niets|geen idee|niet){WHAT}|geen (?:idee|inspiratie)|(?:niks|niets){WHAT}"
    r"|(?:i(?: have|'ve)(?: got)? )?nothing(?: (?:much|really))?(?: to (?:add|say|report))?|no (?:idea|ideas)"
    r"|i (?:don't|do not) know|(?:i )?can't think of anything|hoor|sorry|bedankt|dank je|thanks|please|alsjeblieft)"
)
SAID = re.compile(rf"(?:{BEFORE} )*(?:{WHY} )*(?:{BEFORE} )*{PASS}(?: {WHY})*")


def passes(text: str) -> bool:
    """Tell whether a few words say that their writer passes, and no more than why: "pas, ik weet niks"."""
    said = " ".join(WORD.findall(few(text, MOST_WORDS)))
    return SAID.fullmatch(said) is not None and not text.rstrip().endswith("?")
