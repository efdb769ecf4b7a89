"""Signs in a text that somebody can be recognised: guesses, to ask its writer about."""

from bot.core.anonymity.signs import likely_names
from bot.core.anonymity.surroundings import NameSigns

__all__ = ["NameSigns", "likely_names"]
