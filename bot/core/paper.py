"""Paper: what is to be printed, with every word decided; who may read it was decided before."""

from dataclasses import dataclass

from bot.core.model import Language
from bot.core.pictures import Picture


class NoPdfError(OSError):
    """What makes a PDF isn't there on this machine; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody said, as it was written, and their name."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, and the same in words for whoever can't see it."""

    picture: Picture
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper under a heading of its own: plain paragraphs, quotes and pictures, as far as it has these."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    pictures: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in one language: its title, of what it is, its sections, and at its foot who may read it and why.

    All its words are plain text, no HTML.
    """

    language: Language
    title: str
    about: str
    sections: tuple[Section, ...]
    foot: str
