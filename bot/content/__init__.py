"""What is in prompts/ and schedules/: read, and held against what can be used."""

from bot.content.model import Content, Mistake, missing_translations
from bot.content.reading import load, our_folder

__all__ = ["Content", "Mistake", "load", "missing_translations", "our_folder"]
