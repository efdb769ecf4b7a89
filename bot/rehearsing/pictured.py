"""Says in words what a picture shows, for whoever reads a rehearsal: line by line, dot by dot."""

from bot.core.model import Language
from bot.core.pictures import MarkedLine, Picture, Profile

DOTS: dict[Language, str] = {"nl": "stippen op", "en": "dots at"}


def in_words(picture: Picture | None, language: Language) -> list[str]:
    """Return what a picture of a group's marks shows, its title and then each line; nothing of any other picture."""
    if not isinstance(picture, Profile):
        return []
    return [picture.title, *(_line(line, picture, language) for line in picture.lines)]


def _line(line: MarkedLine, picture: Profile, language: Language) -> str:
    """Return a line of the picture: what stands at its ends or above it, where the dots are, and each of its signs."""
    called = f"{line.left} ↔ {line.right}" if line.left else line.text
    dots = [
        f"{value} ({people}×)" if people > 1 else str(value)
        for value, people in enumerate(line.counts, start=picture.least)
        if people
    ]
    signs = [
        f"{name} {_number(value, language)}"
        for name, value in ((picture.now, line.middle), (picture.wished, line.wished), (picture.before, line.before))
        if value is not None
    ]
    return f"{called} — {DOTS[language]} {', '.join(dots)}; {', '.join(signs)}"


def _number(value: float, language: Language) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if language == "nl" else text
