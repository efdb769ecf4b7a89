"""Asides as people say them in between: that they are not ready yet, and will say in a moment what they have to say."""

import re

from bot.core.saying.words import few

# What is longer says more than that.
MOST_WORDS = 10
FIRST = r"^(?:(?:sorry|oh|eh+|uh+|hm+|ja|ok|oke|oké|nee|yes|no|ah|well) )*"
BEGINS = (
    # "Wacht vijf seconden na een vraag" and "wacht tot iedereen stil is" are what people agree on.
    r"(?:wacht(?! (?:tot|altijd|steeds|minstens|eerst|na|voor|met|[0-9]+|een|twee|drie|vier|vijf|tien)\b)"
    r"|moment(?:je)?|ogenblik(?:je)?|effe|minuutje|secondje)\b",
    r"even(?:tjes)? (?:wachten|geduld|overleggen|nadenken|denken|kijken|bijkomen|pauze|koffie)\b",
    r"(?:(?:een|nog|geef me|geef ons) )+(?:moment|momentje|ogenblik|ogenblikje|minuut|minuutje|secondje)"
    r"(?:$| (?:hoor|graag|geduld|nog|aub)\b)",
    r"(?:ik|we|wij) (?:moet|moeten|ga|gaan|wil|willen) (?:hier |er |dit |daar )?(?:nog |eerst )*even\b"
    r".*\b(?:over)?(?:leg\w*|nadenken|denken|kijken|vragen|bellen|lezen)(?! (?:hoe|of|wie|wat|waar)\b)\b",
    r"laat (?:me|mij|ons) (?:hier |er |dit |nog )*even\b|(?:ik )?kom (?:er )?zo\b|(?:ben )?zo terug\b",
    r"(?:wait(?:$| (?:i|we|a|for|till|until|sorry|no|not|this|that|let)\b))",
    r"(?:hold on(?! to)\b|hang on(?! to)\b|bear with me\b)",
    r"(?:one|just a) (?:moment|sec|second|minute)\b",
    r"(?:give (?:me|us) )?(?:a|another) (?:moment|sec|second|minute)(?:$| (?:please|sorry|to)\b)",
    r"(?:i'll )?be right back\b|brb\b",
    r"(?:i|we) (?:just )?(?:still )?(?:need|have) to (?:think|talk|check|discuss|confer)(?! (?:to|with|about|in)\b)",
    r"let (?:me|us) (?:just |first )?(?:think|talk|check|ask)\b",
    r"let's (?:talk|think|discuss)(?: (?:it|this|about|first)\b|$)",
    r"(?:ff|eff?en|effe) (?:wachten|kijken|denken|overleggen)\b|komt (?:zo|nog|straks)\b",
    r"(?:ik )?kom (?:er |hier )?.*\bop terug\b|(?:ik )?sta (?:nu )?voor de klas\b",
    r"(?:(?:dat|dit|het) )?doe ik (?:vanavond|vanmiddag|straks|later|morgen|zo|thuis)(?:$| (?:ik|heb|sta|nu|sorry)\b)",
    r"(?:ik heb|heb) nu (?:les|geen tijd)\b|nu (?:even )?(?:geen tijd|niet)\b|nog niet (?:klaar|af)\b",
    r"(?:oeps|sorry|oei) ?(?:verkeerde?) (?:chat|groep|app)\b|verkeerde (?:chat|groep|app)\b|wrong (?:chat|group)\b",
    r"(?:ik )?(?:weet (?:het|dat|dit) (?:nog |even |eigenlijk )*niet|heb geen idee|geen idee)\b",
    r"no idea\b|(?:i )?don't know yet\b|hoe lang heb ik\b|en nu\b|what now\b",
    r"(?:zie|zit in) (?:de )?(?:mail|bijlage)\b|bijlage volgt\b|see (?:my )?(?:mail|email)\b",
    r"i'll (?:do|write|send) (?:it|this|that) (?:tonight|later|tomorrow|in a bit|soon)(?:$| (?:got|i|we|sorry|now)\b)",
    r"not (?:done|ready) yet\b",
    r"(?:i've )?got (?:a )?(?:class|lesson) now\b|i'll come back to (?:it|this|that)\b",
)
ANY = re.compile("|".join(rf"{FIRST}(?:{one})" for one in BEGINS))


def says_wait(text: str) -> bool:
    """Tell whether a few words may say no more than that their writer isn't ready: "wacht, ik moet nog overleggen"."""
    return ANY.search(few(text, MOST_WORDS)) is not None
