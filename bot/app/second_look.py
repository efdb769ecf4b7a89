"""A second look: whether words may show whom they are about, or are for somebody who can help, before they count."""

from collections.abc import Iterable

from bot.app.occasion import Occasion
from bot.core.anonymity import likely_names, rings_alarm
from bot.core.model import LANGUAGES, Person
from bot.storage.contributions import Contribution


def names_in(occasion: Occasion, text: str, there: Iterable[Person]) -> list[str]:
    """Return what in a text may show whom it is about; those who are in the session may be called by name."""
    spoken = [occasion.house.content.sentences[language] for language in LANGUAGES]
    known = {word for sentences in spoken for word in sentences.known}
    first_names = {name for sentences in spoken for name in sentences.first_names}
    return likely_names(text, first_names, known | {person.name.split()[0].lower() for person in there})


def is_alarming(occasion: Occasion, text: str) -> bool:
    """Tell whether a text may be about somebody's safety: not for a group, but for whoever can help."""
    sentences = occasion.house.content.sentences
    return rings_alarm(text, [sign for language in LANGUAGES for sign in sentences[language].alarm])


def is_held_back(occasion: Occasion, own: Contribution | None, text: str) -> bool:
    """Tell whether other words for a contribution to a case are alarming, and say so; names in them are only shown."""
    if own is None or not own.is_case:
        return False
    if is_alarming(occasion, text):
        occasion.answer("contributing.alarm_in_edit")
        return True
    if found := names_in(occasion, text, ()):
        occasion.answer("contributing.names_in_edit", found=found)
    return False
