"""What is in prompts/ and schedules/: read, and held against what can be used."""

from bot.content.reading import AnyMethod, Content, Mistake, load, missing_translations, our_folder

__all__ = ["AnyMethod", "Content", "Mistake", "load", "missing_translations", "our_folder"]
