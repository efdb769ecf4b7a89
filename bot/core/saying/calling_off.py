"""Calling off as people say it: they can't after all, something is to be moved, or they leave it."""

import re

from bot.core.saying.words import plain

# What is longer says more than that.
MOST_WORDS = 14
CANT = (
    r"\b(?:kan|kunnen|red|haal|lukt|past|schikt|gaat|komt|kom|zijn|ben)\b.*\bniet\b",
    r"\bniet\b.*\b(?:kan|kunnen|red|haal|lukt|past|schikt|door|bij|uit)\b",
    r"\b(?:af|ver)(?:zeggen|bellen|zetten|plaatsen|schuiven)\b|\buitstellen\b|\bzeg\b.* \baf$|\bga(?:at)? niet door\b",
    r"\bande?re? (?:tijd|dag|keer|moment)\b|\bander moment\b|\bmoet ik overslaan\b",
    r"\b(?:ben|blijf|lig)\b.*\bziek\b|\b(?:i'm|i am|i'll be) .*\b(?:ill|sick|unwell)\b",
    r"\b(?:can't|cant|cannot|can not|won't|wont|couldn't|unable to|not able to)\b",
    r"\b(?:cancel|call (?:it |that |this )?off|reschedule|postpone|put (?:it )?off|isn't going ahead|is off)\b",
    r"\b(?:doesn't|does not|don't|won't) (?:suit|work)\b|\b(?:another|different) (?:time|day|date|moment)\b",
)
DROP = (
    r"\blaat (?=dat |het |dit |toch |maar )(?:dat |het |dit )?(?:toch )?(?:maar )?(?:zitten|rusten|schieten|vallen)\b",
    r"\bhoeft niet meer\b|\bzie (?:ik )?er(?: toch| maar)? van ?af\b|\bgeen zin meer\b|^(?:nee )?toch maar niet$",
    r"\b(?:stop|stoppen|kap) (?:maar )?(?:er)?mee\b|\bdoe (?:het |dat |dit )?(?:toch )?(?:maar )niet\b",
    r"\b(?:never ?mind|forget (?:it|about|the|that)|drop (?:it|this|that))\b",
    r"\bleave (?:it|this|that)(?: for now| then)?$",
    r"\b(?:i'd rather not|don't want to any ?more|call it a day)\b|\bgive (?:it|this|that|the .+) up\b",
)
TIME = re.compile(
    r"\d|\b(?:(?:ochtend|middag|avond)\w*|uur|half|kwart|voor|na|vroeg\w*|later?|eerder"
    r"|mornings?|afternoons?|evenings?|o'clock|quarter|before|after(?! all)|early|earlier|late|noon)\b"
)
ALL_CANT, ALL_DROP = re.compile("|".join(CANT)), re.compile("|".join(DROP))


def calls_off(text: str) -> bool:
    """Tell whether a few words may say that something agreed on doesn't suit after all, or is to be left: what that is,
    they don't say for sure."""
    said = plain(text)
    return 0 < len(said.split()) <= MOST_WORDS and (drops(text) or ALL_CANT.search(said) is not None)


def drops(text: str) -> bool:
    """Tell whether a few words may say that somebody leaves something."""
    said = plain(text)
    return 0 < len(said.split()) <= MOST_WORDS and ALL_DROP.search(said) is not None


def names_time(text: str) -> bool:
    """Tell whether a few words may say something of a time of day: a clock, a part of the day, before or after one."""
    return TIME.search(plain(text)) is not None
