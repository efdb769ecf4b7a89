"""What shows somebody by its shape: initials, classes, birth dates, telephone numbers, addresses, numbers of pupils."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

MONTHS = (
    r"jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|mar(?:ch)?|apr(?:il)?|mei|may|juni?|june?|juli?|july?|aug(?:ustus|ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
SMALL = (
    r"(?:een|eerste|twee|tweede|drie|derde|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien"
    r"|zeventien|achttien|negentien|(?:\w+[eë]n)?twintig|(?:een)?dertig|first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|twenty[- ]\w+|thirtieth|thirty[- ]first)"
)
YEAR = (
    r"(?:19|20)\d\d|'\d\d|tweeduizend(?:\w+|\s\w*(?:een|ee|ie|ier|ijf|es|even|acht|egen|tien|elf|aalf|tig))?"
    r"|negentien\w+|two thousand(?: and \w+)?|twenty \w+"
)
DAY = rf"(?:\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?|{SMALL})"
WORDED = (
    rf"\b{DAY}(?:\s(?:op|of|or)\s{DAY})*\s+(?:of\s+)?(?:{MONTHS})\b\.?(?:,?\s+(?:{YEAR}))?"
    rf"|\b(?:{MONTHS})\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:{YEAR}))?"
    rf"|\b(?:(?:eerste|tweede)\s+)?(?:kerstdag|paasdag|pinksterdag|nieuwjaarsdag|oudejaarsdag|oudjaar|christmas day"
    rf"|new year's (?:day|eve)|boxing day)\s+(?:{YEAR})"
)
NUMBERED = (
    r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|'?\d{2})\b"
    r"|\b\d{1,2} \d{1,2} (?:19|20)\d\d\b|\b[0-3]\d[01]\d(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b|\b\d{1,2}[-/]\d{1,2}\b(?![-/])"
)
DATE = re.compile(f"{NUMBERED}|{WORDED}", re.IGNORECASE)
OF_A_CHILD = re.compile(
    r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:200[3-9]|201\d|202[0-2])\b|\b(?:200[3-9]|201\d|202[0-2])-\d\d-\d\d\b"
    rf"|\b{DAY}\s+(?:{MONTHS})\b\.?,?\s+(?:200[4-9]|201\d|2020)\b",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\bgeb(?:oren|oorte\w*|\.?\s?dat\w*)?\b|°|\bjarig\b|verjaar|levenslicht|(?:ter|op de) wereld|bouwjaar|kaarsjes"
    r"|into the world|candles|\bborn\b|birthday|\bbirth(?:date)?\b|\bb\.\s?\d|\bd\.?o\.?b\b"
    r"|\bwordt? (?:op )?.{1,40}?\b(?:\d{1,2}|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|\w+tien)\b"
    r"(?: jaar)?\s*(?:[,.!]|$|en\b|oud)"
    r"|\b(?:turns?|turning|turned) (?:\d{1,2}|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)\b"
    r"|\b(?:ze|zij|hij|she|he|leerling|pupil|student|die|is) (?:is |was )?(?:van|from) (?='?\d)",
    re.IGNORECASE,
)
NEAR = 60
# No date is without one of these; looking for the letters is far quicker than looking for a date.
MONTHS_BEGIN = ("jan", "feb", "maa", "mrt", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov")
NAMED = (*MONTHS_BEGIN, "dec", "kerst", "paas", "pinkster", "nieuwjaar", "oudja", "christmas", "year's", "boxing")
DIGITS_OF_A_DATE = re.compile(r"\d\s?[-/.]\s?'?\d|\d \d{1,2} \d|\d{8}")

PHONE = re.compile(
    r"(?<![\d-])\(0\d{2,4}\)\s?\d(?:[\s-]?\d){4,7}(?!\d)|(?<![\d-])(?:\+\d{1,3}[\s-]?(?:\(0\)\s?)?|0)\d(?:[\s-]?\d){7,9}(?!\d)"
)
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w\b")
HANDLE = re.compile(r"(?<![\w@])@[A-Za-z][\w.]{4,}\b")
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b(?![A-Z])|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
KINDS_OF_STREET = (
    r"(?:straat|laan|weg|plein|kade|hof|gracht|singel|dijk|pad|steeg|dreef|plantsoen|park|markt|wal|brink|boulevard"
    r"|allee)"
)
STREET = re.compile(
    rf"\b(?:[A-Z][\w'’.-]+\s)*[A-Z][\w'’-]*{KINDS_OF_STREET}\s\d{{1,4}}(?:\s?[a-zA-Z]\b|[-/]\w+)?\b"
    rf"|\b(?:[A-Z][\w'’.-]+\s){KINDS_OF_STREET.title()}\s\d{{1,4}}[a-zA-Z]?\b"
    rf"|\b(?:van|de|den|der|het)?\s?\w{{3,}}{KINDS_OF_STREET}\s\d{{1,4}}(?:\s?[a-z]|[-/]\w+)?"
    r"(?=\s*(?:[,.;:!?)]|$|\n|en\b|in\b|[1-9]\d{3}\b))"
    r"|\b\d{1,4}[a-zA-Z]?\s(?:[A-Z][\w'’]+\s){1,3}(?:Street|Road|Lane|Close|Avenue|Drive|Way|Court|Gardens?|Place"
    r"|Crescent|Terrace|Square|Grove|Hill|Rise|Mews|Row|Walk|St|Rd|Ave)\b"
)
NUMBER_OF = re.compile(
    r"\b(?:(?:leerling|student|studie|stamboek|onderwijs|persoons|kandidaat|deelnemer|dossier|burgerservice|sofi|inschrijf)\w*?-?\s?(?:nummer|nr)\b"
    r"|bsn\b|pgn\b|eckid\b|\bupn\b|\buln\b|(?:pupil|student|candidate|admission|learner|nhs|insurance)\s(?:reference\s)?(?:number|no|id)\b|(?:leerling|student|pupil)[\s-]?id\b)",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:candidate|exam|admission|pupil|student|leerling|kandidaat)\s(?:number\s|nummer\s|no\.?\s|nr\.?\s)?#?(\d{4,6})\b|#(\d{3,6})\b",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\b[A-Za-z]{0,2}\d[\d. -]{3,12}\d\b")
SHORTEST_NUMBER = 2
NINE = re.compile(r"(?<![\d.,-])\d{9}(?![\d.,-])")

# Looking for a sign at every word takes longer than counting what it can't be without.
DIGIT = re.compile(r"\d")
AT_SIGNS = (MAIL, HANDLE)
LEAST_DIGITS = ((PHONE, 8), (STREET, 1), (POSTCODE, 2))

LEVEL = (
    r"(?:vmbo(?:[- ]?[tbkg]l?)?|havo|vwo|mavo|gymnasium|gym|atheneum|ath|mbo|kader|basis|tl|gl|gt|kgt|kbl|bbl|bb|kb"
    r"|tvwo|th|hv|mh|isk)"
)
CLASS = re.compile(
    r"\b(?:[Kk]las|[Gg]roep|[Bb]rugklas|[Cc]lass|[Yy]ear|[Gg]roup|[Ff]orm|[Yy]r\.?)\s?\d{1,2}(?:(?!s\b|e\b|th\b|st\b|nd\b|rd\b)[a-zA-Z]{1,3}\d?|\s[B-Z]|\s?/\s?\d{1,2}(?:\s?[a-zA-Z]\b|\s[A-Z][a-z]+))(?![\w'’])"
    r"|\b(?:[Bb]rugklas|[Kk]las|[Gg]roep|[Cc]lass|[Ff]orm)\s(?:[A-Z]\d?[a-z]?\d?)(?![\w'’])"
    rf"|\b[1-6]\s?{LEVEL}[\s-]?(?:[a-zA-Z]|\d[a-zA-Z]?)(?![\w'’])"
    rf"|\b{LEVEL}\s?[1-6][\s-]?(?:[a-zA-Z]\d?)(?![\w'’])|\b{LEVEL}[1-6](?![\w'’])"
    r"|\b(?:[A-Z]{1,4}|[hvmatgbk])[1-6][a-zA-Z]\d?(?![\w'’])"
    r"|(?<!/)\b[1-6][A-Z]{1,3}\d?(?![\w'’])|\b[1-6](?:[a-ce-h]|[hvmatgbk][1-9a-e])(?![\w'’])"
    r"|\b(?:[7-9]|1[0-3])(?:[A-Z]\d?(?:/[A-Z][A-Za-z]?\d)?|[a-d])(?![\w'’])"
    r"|\b[1-6][a-z]{1,2}[1-9](?![\w'’])"
    r"|\b(?:[Yy]|[Yy]r|[Yy]ear|[Cc]lass|[Ff]orm)\s?\d{1,2}\s(?:[Oo]ak|[Aa]sh|[Ee]lm|[Bb]eech|[Bb]irch|[Ww]illow|[Mm]aple|[Kk]estrels?"
    r"|[Rr]obins?|[Oo]wls?|[Ff]oxes|[Bb]adgers?|[Rr]ed|[Bb]lue|[Gg]reen|[Yy]ellow|[Pp]urple|[Oo]range)\b"
    r"|\b(?:[7-9]|1[0-3])(?:\s?set\s?\d|\s?[-/]\s?[A-Z][a-z]?\d)(?![\w'’])",
)
# What bears a number and a letter and is no class: a place in a book, a room, what is built or eaten.
NO_CLASS = re.compile(
    r"(?:opgaven?|opdrachten?|oefening(?:en)?|vra(?:ag|gen)|som(?:men)?|paragraaf|hoofdstuk|bladzijde|blz\.?|pagina|p\.|stap|lokaal|zaal|kamer"
    r"|onderdeel|bijlage|figuur|tabel|bus|lijn|spoor|gate|exercises?|questions?|pages?|chapter|section|room|task|step|table|figure|part|unit|problem|level"
    r"|niveau|maat|size|avi)\s(?:\d+\w?\s?(?:en|and|to|,|of|or|tot|t/m|-)\s?)*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+")
# How hard a pencil is, where one is spoken of.
HARDNESS = re.compile(r"[2-9][BH]")
PENCIL = re.compile(r"\b\d[BH]\s(?:pencils?|potlo(?:od|den))\b|\bpencils? (?:is |are )?\d[BH]\b", re.IGNORECASE)
NO_NUMBERS = re.compile(
    r"^(?:[1-6][D]|[A-B]?[0-9][xX]|[1-9][GKMX]|[1-9](?:KB|MB|GB|TB|AM|PM|ST|ND|RD|TH|EU|CM|KG|UU)|A[1-6]|M[1-8]|E[1-8]|[HC][1-9]O)$",
    re.IGNORECASE,
)


def shapes(text: str) -> Iterator[Span]:
    """Yield where something stands that shows by its shape whom a text is about."""
    digits = len(DIGIT.findall(text))
    for sign in (*(AT_SIGNS if "@" in text else ()), *(sign for sign, least in LEAST_DIGITS if digits >= least)):
        yield from (found.span() for found in sign.finditer(text))
    small = text.lower()
    if any(name in small for name in NAMED) or DIGITS_OF_A_DATE.search(text):
        yield from (found.span() for found in OF_A_CHILD.finditer(text))
        yield from _birth_dates(text)
    if digits >= SHORTEST_NUMBER:
        yield from _numbers(text)
    yield from _classes(text)


def _birth_dates(text: str) -> Iterator[Span]:
    """Yield dates that stand near a word for being born or having a birthday."""
    for found in DATE.finditer(text):
        before, after = max(found.start() - NEAR, 0), found.end() + NEAR
        if BORN.search(text[before:after].replace("’", "'")):
            yield found.span()


def _numbers(text: str) -> Iterator[Span]:
    """Yield numbers that a school or a country gave somebody."""
    for word in NUMBER_OF.finditer(text):
        found = DIGITS.search(text, word.end(), word.end() + NEAR)
        if found:
            yield found.span()
    yield from (found.span() for found in COUNTED.finditer(text))
    for found in NINE.finditer(text):
        digits = [int(digit) for digit in found.group()]
        # The test that every citizen service number passes.
        if sum(digit * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0:
            yield found.span()


def _classes(text: str) -> Iterator[Span]:
    others: set[str] = set()
    for found in CLASS.finditer(text):
        number = NUMBER.findall(found.group())[:1]
        if NO_CLASS.search(text[: found.start()]):
            # Exercise 7c is fine, 7d isn't.
            others.update(number)
        elif not NO_NUMBERS.match(found.group()) and not others & set(number) and not _is_hardness(found.group(), text):
            yield found.span()


def _is_hardness(shape: str, text: str) -> bool:
    return HARDNESS.fullmatch(shape) is not None and PENCIL.search(text) is not None
