"""What somebody asks of the bot in a plain sentence: who reads along, what it knows, help, to stop, days they work."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.model import Weekday
from bot.core.saying.absences import as_absence
from bot.core.saying.days import Stay
from bot.core.saying.illness import says_ill
from bot.core.saying.words import as_weekdays, one_of, plain

Kind = Literal["privacy", "known", "erase", "help", "stop", "works", "works_not", "rest"]
# What may stand anywhere in such a sentence and changes nothing.
FILLERS = re.compile(r"\b(?:ook|eigenlijk|allemaal|gewoon|even|nog|graag|alsjeblieft|please|actually|also|really)\b ?")
OTHERS = (
    *("iemand", "iedereen", "anderen", "collega's", "mijn collega's", "het team", "mijn team", "de groep", "mensen"),
    *("anyone", "anybody", "somebody", "someone", "everyone", "everybody", "others", "people", "colleagues"),
)
THEIRS = r"(?:de|het|mijn|ons|onze|jullie|the|my|our)"
LEADERS = (
    *("directeur", "directie", "leidinggevende", "teamleider", "schoolleider", "rector", "baas", "bestuur", "school"),
    *("coördinator", "coordinator", "beheerder", "head", "head teacher", "headteacher", "principal", "manager", "boss"),
    *("leader", "team leader", "line manager", "board", "administrator", "admin", "colleagues", "team", "group"),
)
SOMEBODY = rf"(?:{one_of(OTHERS)}|{THEIRS} (?:{one_of(LEADERS)}))"
MINE = (
    r"(?:dit|dat|het|alles|deze berichten|mijn (?:antwoord|antwoorden|bericht|berichten|woorden)"
    r"|wat ik (?:je |jou |hier )?(?:schrijf|zeg|typ|antwoord|vertel|stuur|schreef)"
    r"|this|that|it|everything|my (?:answers?|messages?|words)"
    r"|what i (?:write|say|type|answer|tell you|send|wrote))(?: hier| here)?"
)
PRIVACY = (
    rf"(?:wie|{SOMEBODY}) (?:kan|kunnen|mag|mogen) (?:{MINE} )?(?:mee)?(?:lezen|zien|kijken)",
    rf"(?:kan|kunnen|mag|mogen) {SOMEBODY} (?:{MINE} )?(?:mee)?(?:lezen|zien|kijken)",
    rf"(?:wie|{SOMEBODY}) (?:leest|lezen|ziet|zien|krijgt|krijgen) (?:{MINE}|mee|hier mee)(?: mee)?",
    rf"(?:leest|lezen|ziet|zien|krijgt|krijgen|kijkt|kijken) {SOMEBODY} (?:{MINE}|mee|hier mee)(?: mee)?",
    rf"(?:who|{SOMEBODY}) (?:can|may|could|will|gets to) (?:read|see) {MINE}",
    rf"(?:can|may|could|will|does|do) {SOMEBODY} (?:read|see) {MINE}",
    rf"who (?:reads|sees|is reading) {MINE}",
    r"(?:is|blijft) (?:dit|het|dat) (?:anoniem|privé|prive|geheim|vertrouwelijk|onder ons|tussen ons)",
    r"is (?:this|it) (?:anonymous|private|confidential)|privacy",
    r"wat bewaar je(?: van mij)?|what do you keep(?: about me)?",
)
# What the bot has of somebody: to be shown, or to be gone.
THERE = r"(?:alles )?wat je (?:allemaal )?(?:van|over) (?:me|mij) (?:weet|bewaart|hebt)"
THERE_IN_ENGLISH = r"(?:everything|all|what) (?:that )?you (?:keep|know|have|store)(?: (?:of|about|on) me)?"
KNOWN = (
    r"wat (?:weet|heb|onthou|onthoud) je (?:van|over) (?:me|mij)|wat (?:schreef|heb) ik(?: hier)?(?: geschreven)?",
    rf"(?:laat|toon|geef) (?:me |mij )?(?:zien )?{THERE}(?: zien)?",
    r"(?:(?:laat|toon|geef|ik wil) (?:me |mij )?)?mijn (?:gegevens|antwoorden)(?: zien| inzien| opvragen)?",
    r"what do you (?:know|have|store|remember) (?:of|about|on) me|what (?:did i write|have i written)(?: here)?",
    rf"(?:show|give|send) me (?:{THERE_IN_ENGLISH}|(?:all )?(?:of )?my (?:data|answers))",
)
MY_WORDS = r"(?:al )?mijn (?:gegevens|antwoorden|berichten)"
WRITTEN = r"(?: wat ik (?:hier )?(?:schreef|heb geschreven|geschreven heb)| (?:van|over) (?:me|mij))?"
WROTE = r"(?: (?:that )?(?:i wrote|i have written|i said|about me|of mine|you (?:know|keep)(?: about me)?))?"
ERASE = (
    rf"(?:wis|verwijder|vergeet) (?:maar )?(?:me|mij|(?:alles|{MY_WORDS}){WRITTEN})",
    rf"(?:ik wil|wil je|kun je|kan je|kan ik) (?:me|mij|(?:alles|{MY_WORDS}){WRITTEN})"
    r" (?:laten )?(?:wissen|verwijderen|vergeten)",
    rf"(?:can you |could you |i want to )?(?:delete|erase|remove|forget|wipe)"
    rf" (?:me|(?:everything|all(?: of)? it|(?:all )?(?:of )?my (?:data|answers|messages|words)){WROTE})",
    r"i want to be forgotten|ik wil vergeten worden",
)
HELP = (
    r"help|help me|hulp|menu|opdrachten|commands|wat kan (?:ik|je|jij)(?: hier)?(?: doen)?|wat kan hier",
    r"wat kun (?:je|jij)(?: hier)?(?: doen)?|hoe werkt (?:dit|het|dat)|hoe werk je|wat is dit",
    r"what can (?:i|you) do(?: here)?|how does (?:this|it) work|how do you work|what is this",
)
STOP = (
    r"stop|stop maar|stop (?:er|hier)mee|stoppen|hou op|houd op|afmelden|uitschrijven|meld (?:me|mij) af",
    r"laat (?:me|mij) met rust|stuur (?:me|mij) niets meer|hoe stop ik(?: (?:hier|er)mee)?",
    r"(?:hoe )?(?:kan|wil) ik (?:(?:hier|er) ?mee )?(?:stoppen|me afmelden|me uitschrijven)",
    r"(?:ik )?wil (?:(?:hier|er) ?mee )?(?:stoppen|me afmelden|me uitschrijven|niet meer meedoen)|ik doe niet meer mee",
    r"stop it|stop this|unsubscribe|opt out|leave me alone|i want to (?:stop|leave|unsubscribe|opt out)(?: this| it)?",
    r"how (?:do|can) i (?:stop|leave|unsubscribe|opt out)(?: this| it)?|stop (?:sending|writing|messaging) me",
)
WORKS = (
    r"(?:ik werk|ik ben er|mijn werkdagen zijn|mijn dagen zijn)(?: alleen| maar| enkel)?(?: op)? (?P<when>.+)",
    r"(?:i only work|i work|i'm only in|i'm in|my (?:working )?days are)(?: only| just)?(?: on)? (?P<when>.+)",
)
WORKS_NOT = (
    r"ik werk (?:niet|nooit) op (?P<when>.+)|i (?:don't|do not|never) work(?: on)? (?P<english>.+)",
    r"(?:op )?(?P<first>.+) werk ik (?:niet|nooit)",
)
AWAY = r"(?:weg|er niet|afwezig|ziek|niet op school|(?:op|met) (?:vakantie|verlof))"
OUT = r"(?:away|off sick|off|out|ill|not in|not here|on (?:holiday|leave|vacation))"
REST = (
    r"laat (?:me|mij) (?P<when>.+) met rust",
    r"laat (?:me|mij) met rust (?P<when>.+)",
    rf"(?:ik )?ben (?P<when>.+) {AWAY}",
    r"ik ben er (?P<when>.+) niet",
    rf"(?:ik )?ben {AWAY} (?P<when>.+)",
    rf"(?P<when>.+) ben ik {AWAY}",
    r"(?:leave me (?:alone|be|in peace)|(?:don't|do not) (?:disturb|bother) me) (?P<when>.+)",
    rf"(?:i'm|i am|i'll be|i will be) {OUT} (?P<when>.+)",
    rf"(?P<when>.+) (?:i'm|i am|i'll be|i will be) {OUT}",
    r"(?:wees |be )?(?:stil|quiet|mute) (?P<when>.+)",
)
# Of these nobody says how long.
RESTS = (
    rf"(?:sorry |helaas )?(?:ik )?ben {AWAY}|ziek|(?:wees )?stil",
    r"ik (?:voel me niet lekker|blijf thuis|lig ziek in bed|meld me ziek)",
    r"(?:sorry )?(?:i'm|i am|i'll be) (?:ill|sick|unwell|off sick|away|on (?:holiday|leave|vacation))",
    r"i'm not (?:well|in)|(?:ill|off sick|mute|(?:be )?quiet)",
)
PATTERNS: dict[Kind, tuple[str, ...]] = {
    "privacy": PRIVACY,
    "known": KNOWN,
    "erase": ERASE,
    "help": HELP,
    "stop": STOP,
    "works_not": WORKS_NOT,
    "rest": (*REST, *RESTS),
    "works": WORKS,
}
# Whoever wants only that may well come.
QUIET = re.compile(r"\b(?:stil|quiet|mute|rust|peace|alone|disturb|bother)\b")
ALL = [(kind, re.compile(one)) for kind, some in PATTERNS.items() for one in some]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: of `works` and `works_not` on which days, and of `rest` when, as `as_absence` takes it, if
    they say so; whoever `is_absent` then is ill or away, and doesn't only want quiet."""

    kind: Kind
    days: tuple[Weekday, ...] = ()
    when: str = ""
    is_absent: bool = False


def as_request(text: str, today: date) -> Request | None:
    """Return what a whole sentence asks; None where it is none of these, or its days aren't wholly understood."""
    whole = FILLERS.sub("", f"{plain(re.sub('[?!]+', ' ', text))} ").strip()
    found = ((kind, match) for kind, pattern in ALL if (match := pattern.fullmatch(whole)))
    is_absent = QUIET.search(whole) is None
    heard = (
        _heard(kind, next(filter(None, match.groupdict().values()), ""), today, is_absent=is_absent)
        for kind, match in found
    )
    return next(filter(None, heard), Request("rest", is_absent=True) if says_ill(text) else None)


def _heard(kind: Kind, when: str, today: date, *, is_absent: bool) -> Request | None:
    if kind == "rest" and not when:
        return Request(kind, is_absent=is_absent)
    if kind == "rest":
        said = as_absence(when, today)
        is_heard = isinstance(said, Stay) or said.why in ("reach", "two")
        return Request(kind, when=when, is_absent=is_absent) if is_heard else None
    days = as_weekdays(when) if when else None
    return None if kind in ("works", "works_not") and not days else Request(kind, days=days or ())
