"""How often, as people write it: patterns of a week, a month, a term or a year, with the days that belong to it."""

import re

from bot.core.model import Every

ON = r"(?: (?:op|on))?(?: (?:de|the))?"
EACH = r"(?:elke?|iedere?|every|each)"
ONCE = r"(?:eens|een keer|één keer|1 ?x|once)(?: (?:per|in de|in het|every|a))?"
OF_MONTH = rf"(?:van|of|in) (?:(?:de|the|{EACH}) )?(?:maand|month)"
OF_TERM = (
    r"(?:van|of|in) (?:december maart juni en september|december march june and september"
    rf"|(?:het|the|{EACH}) (?:blok|kwartaal|term))"
)
FIRST = rf"(?:(?:op|on) )?(?:(?:de|the|{EACH}) )?(?P<nth>eerste|first|1e|1ste|1st)"
# How often, with the days where they stand in what is said.
PATTERNS: tuple[tuple[Every | None, str], ...] = (
    (None, r"(?:(?:op|on) )?(?P<days>.+)"),
    ("week", rf"(?:week|wekelijks|weekly|(?:{EACH}|per|{ONCE}) week|{EACH}){ON} (?P<days>.+)"),
    ("week", rf"(?:op |on )?(?P<days>.+) (?:wekelijks|weekly|(?:{EACH}|per|{ONCE}) week)"),
    ("week", rf"(?P<none>week|wekelijks|weekly|(?:{EACH}|per|{ONCE}) week)"),
    (
        "month",
        rf"(?:maand|maandelijks|month|monthly|(?:{EACH}|per|{ONCE}) (?:maand|month)){ON}"
        r"(?: (?:eerste|first))? (?P<days>.+)",
    ),
    ("month", rf"(?P<none>maandelijks|monthly|(?:{EACH}|per|{ONCE}) (?:maand|month))"),
    ("month", rf"{FIRST} (?P<days>.+?)(?: {OF_MONTH})?"),
    ("term", rf"{FIRST} (?P<days>.+?) {OF_TERM}"),
)
# Which weekday of a month, by words in both languages; the first is what a month alone means.
NTHS = {
    **dict.fromkeys(("eerste", "first", "1e", "1ste", "1st"), 1),
    **dict.fromkeys(("tweede", "second", "2e", "2de", "2nd"), 2),
    **dict.fromkeys(("derde", "third", "3e", "3de", "3rd"), 3),
    **dict.fromkeys(("vierde", "fourth", "4e", "4de", "4th"), 4),
    **dict.fromkeys(("laatste", "last"), -1),
}
NTH = rf"(?:(?:op|on) )?(?:(?:de|the|{EACH}) )?(?P<nth>{'|'.join(NTHS)})"
THREES = rf"(?:om de|{EACH}|{ONCE}|per) (?:drie|3|three) (?:weken|weeks)|(?:three|3|drie) (?:weeks|weken)|driewekelijks"
FOURS = rf"(?:om de|{EACH}|{ONCE}|per) (?:vier|4|four) (?:weken|weeks)|(?:four|4|vier) (?:weeks|weken)|vierwekelijks"
TWO_MONTHS = (
    rf"om de(?: andere)? maand|every other month|(?:om de|{EACH}|{ONCE}|per) (?:twee|2|two) (?:maanden|months)"
    r"|(?:two|2|twee) (?:months|maanden)|tweemaandelijks"
)
OF_TWO_MONTHS = rf"(?:{TWO_MONTHS}|(?:van|of|in) {EACH} (?:tweede|second|other) (?:maand|month))"
TERMS = (
    rf"(?:(?:{EACH}|per|{ONCE}) )?(?:blok|kwartaal|periode|term)|termly|quarterly"
    rf"|(?:om de|{EACH}|{ONCE}|per) (?:drie|3|three) (?:maanden|months)"
)
A_YEAR = r"(?:school ?)?(?:jaar|year)"
HALF_YEARS = (
    rf"(?:(?:om het|{EACH}|per|{ONCE}) )?(?:hal(?:f|ve) ?jaar|half(?: a |[ -])year)|halfjaarlijks|half-yearly"
    rf"|(?:om de|{EACH}|{ONCE}|per) (?:zes|6|six) (?:maanden|months)|(?:twice|two times) (?:a|per|every|each) {A_YEAR}"
    rf"|(?:twee keer|2 keer|2 ?x|tweemaal|twee maal) (?:per|in het|{EACH}) {A_YEAR}"
)
YEARS = (
    rf"(?:(?:{EACH}|per|{ONCE}) )?{A_YEAR}|jaarlijks|yearly|annually"
    rf"|(?:om de|{EACH}|{ONCE}|per) (?:twaalf|12|twelve) (?:maanden|months)"
)
FORTNIGHTS = (
    rf"(?:(?:om de|{EACH}|{ONCE}) )?(?:twee|2|two) (?:weken|weeks)|om de(?: andere)? week|tweewekelijks"
    r"|every (?:other|second) week|fortnightly|fortnight|every fortnight|once a fortnight"
)


def _each(every: Every, said: str) -> tuple[tuple[Every | None, str], ...]:
    return (
        (every, rf"(?:{said}){ON} (?P<days>.+)"),
        (every, rf"(?:op |on )?(?P<days>.+) (?:{said})"),
        (every, rf"(?P<none>{said})"),
    )


def _in_month(every: Every, said: str) -> tuple[tuple[Every | None, str], ...]:
    return (
        *_each(every, said),
        (every, rf"(?:{said})(?: (?:op|on))? {NTH} (?P<days>.+?)(?: {OF_MONTH})?"),
        (every, rf"{NTH} (?P<days>.+?)(?: {OF_MONTH})? (?:{said})"),
    )


LONGER: tuple[tuple[Every | None, str], ...] = (
    *_each("two weeks", FORTNIGHTS),
    ("two weeks", r"every other (?P<days>.+)"),
    *_each("three weeks", THREES),
    *_each("four weeks", FOURS),
    ("month", rf"{NTH} (?P<days>.+?) {OF_MONTH}"),
    ("two months", rf"{NTH} (?P<days>.+?) {OF_TWO_MONTHS}"),
    ("two months", rf"(?:{TWO_MONTHS})(?: (?:op|on))? {NTH} (?P<days>.+)"),
    ("two months", rf"(?:{TWO_MONTHS}){ON} (?P<days>.+)"),
    ("two months", rf"(?P<none>{TWO_MONTHS})"),
    *_each("term", TERMS),
    ("term", rf"(?:{TERMS}){ON} (?:eerste|first) (?P<days>.+)"),
    *_in_month("half year", HALF_YEARS),
    *_in_month("year", YEARS),
)
READINGS = tuple((every, re.compile(pattern)) for every, pattern in (*PATTERNS, *LONGER))
# How often people want it too, and none of ours is near it.
OTHERS = re.compile(
    r"\b(?:om de (?:andere )?dag|every (?:other|second) day|every second|dagelijks|daily"
    rf"|(?:{EACH}) (?:dag|day)|(?:tweede|derde|vierde|vijfde|laatste|second|third|fourth|fifth|last)"
    r"|(?:vijf|zes|5|6|five|six) (?:weken|weeks)|(?:vier|4|four) (?:maanden|months)"
    r"|om het jaar|every other year|(?:twee|2|two) (?:jaar|years))\b"
)
