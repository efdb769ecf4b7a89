"""Joining as people say it: that they take part in what a team is called for, or after all not, or whether they do."""

import re

from bot.core.saying.words import few

# What is longer says more than that; with a question behind it there may be some more.
MOST_WORDS, MOST_WITH_QUESTION = 10, 18
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
BIT = r"(?:er|ook|graag|wel|toch|maar|heel|zelf|gewoon|zeker|natuurlijk|sowieso|dan|vast|weer|deze keer|dit keer)"
# What stands before or behind a yes and changes nothing.
HAIL = (
    r"(?:o+h?|ah|ja+|jazeker|hoor|jep|joh|yes|yeah|yep|yay|sure|oké|oke|okay|ok|leuk|super|top|nou|prima|gezellig|hoi"
    r"|hey|hé|lovely|great|nice|please|thanks|alsjeblieft|aub|graag|then|dan|waarom niet|why not|goed idee|leuk idee"
    r"|good idea|great idea|met plezier)"
)
FOR_WHAT = r"(?: (?:voor|met|bij|for)(?: (?:de|het|dit|dat|the|it|this))?(?: (?!\w*da[gy]\b)\w[\w-]*)?)?"
# As one asks to be put down for something; "zet mij maar op dinsdag" is about a day.
PUT = (
    rf"(?:(?:zet|schrijf|tel|meld|noteer|geef|reken)(?: {BIT})*(?: (?:mij|me))(?: {BIT})*"
    r" (?:bij|erbij|op|in|mee|aan|op de lijst)|reken(?: maar)? op (?:mij|me)|(?:ik )?meld (?:me|mij)(?: graag)? aan"
    r"|(?:ik )?wil (?:me |mij )?(?:graag )?(?:aanmelden|inschrijven|opgeven)|(?:graag )?(?:aanmelden|inschrijven)"
    r"|put me (?:down|in)|sign me up|add me(?: to the list)?|count me in|(?:ik )?ben (?:ook |graag )*van de partij"
    r"|(?:ik )?doe (?:het )?toch (?:maar )?wel)"
)
ASKS_TO_BE_IN = re.compile(rf"(?:{HAIL} )*{PUT}{FOR_WHAT}(?: (?:{HAIL}|too|ook|as well))*")
IN = re.compile(
    rf"\bdoe (?:{BIT} )*mee\b|\bdoe mij (?:ook )?maar$"
    r"|(?:^|\bik )wil (?:ook |graag |wel )*mee ?doen\b|\b(?:i'm|im|i am) in(?:$| (?:for (?:it|this)|too)$)"
    r"|\bcount me in\b|\bi'll (?:join(?:$| in\b| too$| as well$)|take part\b)|\bi'd (?:like|love) to join\b"
)
# What is a yes only right below what it answers.
SHORT = (
    rf"(?:(?:ik|ikke)(?: (?:wil|ga|kan|ben))?(?: {BIT})+(?: bij)?|ik|ikke|ik ben erbij"
    r"|(?:ook |heel )?graag|graag ook|jazeker|zeker|zeker weten|natuurlijk|met plezier|toch wel"
    r"|me|me too|me please|i will|i will too|i do|i do too|i would|i'd (?:love|like) to|love to|happy to|gladly"
    r"|(?:i'm|im) (?:up for (?:it|this)|game|keen)|absolutely|definitely)"
)
BELOW = re.compile(rf"(?:{HAIL} )*{SHORT}(?: (?:{HAIL}|too|as well))*")
# Only a yes to begin with makes one of what is a compliment by itself.
YES = re.compile(
    r"(?:o+h? )*(?:ja+|yes|yeah|yep|sure)(?: (?:hoor|heel|erg|wat|leuk|super|top|gezellig|graag|lovely|great|fun"
    r"|waarom niet|why not))+"
)
NOT = re.compile(r"\b(?:niet|geen|nooit|not|never|don't|can't|won't|als|if|misschien|maybe|mits|wie|who)\b")
WHY_NOT = re.compile(r"\b(?:waarom niet|why not)\b")
QUESTION = re.compile(
    r"(?:en |and |maar |but )?(?:met |nog )?(?:wie|wanneer|hoe|waar|jij|jullie|iemand|who|when|how|where|anyone)\b"
)
SORRY = r"(?:nee|sorry|oeps|oh|ah|helaas|jammer|no|oops|actually|ik|i|maar|but|hoi|dank je|bedankt|thanks)"
REASON = (
    r"(?:(?:het is |ik heb het |ik ben |i'm |it's )?(?:te|erg|zo|too|so) (?:druk|vol|veel|busy)"
    r"|(?:ik heb )?(?:toch |echt |nu )?geen tijd|(?:i have )?no time|sorry|helaas|hoor|bedankt|dank je|thanks|graag"
    r"|please|alsjeblieft|after all|volgende keer(?: wel| weer| graag)?|maybe next time|next time)"
)
# What may be about anything, if more is said than why.
WEAK = (
    r"(?:toch (?:maar )?niet|(?:toch )?(?:deze|dit) keer (?:toch )?(?:maar )?niet|niet (?:deze|dit) keer"
    r"|bij nader inzien (?:toch )?(?:maar )?niet|kan (?:helaas )?toch niet|not this time|not after all"
    r"|(?:on second thoughts? )(?:no|not)|(?:can't|cant|cannot|won't) (?:make it|join|do it|come) after all)"
)
OUT_ALONE = re.compile(
    rf"(?:{SORRY} )*(?:{WEAK}(?: {REASON})*|(?:laat maar(?: zitten)?|never ?mind)(?: {REASON})+"
    rf"|(?:me |mij |graag |maar |wil me |wil mij )*afmelden(?: (?:{REASON}|maar))*)"
)
LET = r"(?:er|toch|maar|weer|helaas|dan|deze keer|dit keer|nu|wel|van)"
OUT = re.compile(
    rf"\bdoe (?:toch |maar |dit keer |deze keer |nu )*(?:niet|niet meer) mee\b|\bmeld (?:me|mij)(?: {LET})* af$"
    rf"|\bkan(?: {LET}| ook)* niet (?:meer )?mee ?doen\b|\b(?:haal|schrijf) (?:me|mij)(?: {LET})* (?:af|eraf|uit|eruit"
    rf"|de lijst)\b|\bhaak(?: {LET})* af\b(?! (?:op|bij|van|door|als|in))"
    r"|\btake me off(?=$| (?:the list|it|this|again|please|sorry|i )\b)|\bcount me out\b|\bi'm dropping out\b"
    r"|\b(?:can't|cant|cannot|won't) (?:join|take part) after all\b"
    r"|\b(?:i'm|im|i am) out$|\bchanged my mind(?:$| i'm out)"
)
OUT_BELOW = re.compile(rf"(?:{SORRY} )*(?:laat maar(?: zitten)?|never ?mind)")
EVEN = r"(?: (?:nu|al|eigenlijk|wel|nog|ook|now|already))*"
ASKED = re.compile(
    rf"(?:en |hoi |and |hi )?(?:(?:(?:ben|sta) ik{EVEN} (?:aangemeld|ingeschreven|opgegeven|erbij|op de lijst)"
    rf"|doe ik{EVEN} mee|am i{EVEN} (?:in|signed up|on the list)|have i joined{EVEN})|(?P<who>"
    rf"(?:bij|met) wie (?:ga|ben|zit|doe) ik{EVEN}(?: samen| mee| het)?|wie is mijn maatje"
    r"|wanneer (?:begint|start) (?:het|dit|dat)(?: dan| eigenlijk)?|wanneer beginnen we"
    r"|wanneer hoor ik (?:iets|meer|met wie(?: ik ga)?)|who am i (?:going|paired|doing (?:it|this)) with"
    r"|who(?:'s| is) my partner|when (?:does (?:it|this)|do we) (?:start|begin)"
    r"|when (?:do|will) i (?:hear|know)(?: more)?(?: who with| who i'm (?:with|going with|paired with))?))"
    r"(?: (?:voor|bij|met|aan|for|with|in) \w[\w-]*(?: \w[\w-]*){0,2})?"
)


def joins_in(text: str) -> bool:
    """Tell whether a few words may say that their writer takes part: "ja leuk, ik doe mee met lesbezoek"."""
    said = _stated(text)
    return (IN.search(said) or ASKS_TO_BE_IN.fullmatch(said)) is not None and not _is_other(said)


def joins_below(text: str) -> bool:
    """Tell whether a few words right below an invitation say that their writer takes part: "ik ook", "ja leuk!"."""
    said = _plain(text, MOST_WORDS)
    is_short = (BELOW.fullmatch(said) or YES.fullmatch(said)) is not None
    return joins_in(text) or (is_short and not _is_other(said) and not text.rstrip().endswith("?"))


def backs_out(text: str) -> bool:
    """Tell whether a few words may say that their writer doesn't take part after all: "toch niet, te druk"."""
    said = _plain(text, MOST_WORDS)
    is_out = OUT_ALONE.fullmatch(said) or OUT.search(said)
    return is_out is not None and not text.rstrip().endswith("?") and re.search(r"\b(?:als|if)\b", said) is None


def backs_out_below(text: str) -> bool:
    """Tell whether a few words right below an invitation take back that their writer takes part."""
    return backs_out(text) or OUT_BELOW.fullmatch(_plain(text, MOST_WORDS)) is not None


def asks_whether_in(text: str) -> bool:
    """Tell whether somebody asks whether they take part in what a team is called for."""
    asked = ASKED.fullmatch(_plain(text, MOST_WORDS))
    return asked is not None and asked["who"] is None


def asks_with_whom(text: str) -> bool:
    """Tell whether somebody asks with whom, or when, they are to begin."""
    asked = ASKED.fullmatch(_plain(text, MOST_WORDS))
    return asked is not None and asked["who"] is not None


def _stated(text: str) -> str:
    """Return the plain words of a text but the question that follows them: "ik doe mee, wie wil met mij?". Of a text
    that only asks, nothing."""
    if not text.rstrip().endswith("?"):
        return _plain(text, MOST_WORDS)
    *before, last = re.split(r"[,.;:!\n]+", text.strip())
    is_asked_after = bool(before) and QUESTION.match(_plain(last, MOST_WITH_QUESTION)) is not None
    return _plain(",".join(before), MOST_WORDS) if is_asked_after else ""


def _is_other(said: str) -> bool:
    return NOT.search(WHY_NOT.sub("", said)) is not None


def _plain(text: str, most: int) -> str:
    return " ".join(WORD.findall(few(text, most)))
