"""Sources: words and names that know whose they are, so that whatever shows them can follow when they change or go."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal

# A person's name, the words of an entry, those of a commitment; with its number.
Source = tuple[Literal["person", "entry", "commitment"], int]


class Sourced(str):
    """A text that holds words of people, or a name, and knows which."""

    __slots__ = ("sources",)
    sources: frozenset[Source]

    def __new__(cls, text: str, sources: frozenset[Source]) -> "Sourced":
        """Return a text that comes from these sources."""
        made = super().__new__(cls, text)
        made.sources = sources
        return made


class SourcedHtml(Sourced):
    """The same for a text that is HTML already, and must not be escaped again."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself, as template engines ask of what is safe."""
        return str(self)


def sourced(text: str, kind: Literal["person", "entry", "commitment"], number: int) -> Sourced:
    """Return words that are somebody's."""
    return Sourced(text, frozenset({(kind, number)}))


def like(text: str, *originals: object) -> str:
    """Return a text that was made of others, with all that they know of where they come from."""
    sources = sources_in(originals)
    if not sources:
        return text
    return (SourcedHtml if hasattr(text, "__html__") else Sourced)(text, sources)


def sources_in(value: object) -> frozenset[Source]:
    """Return where all words in a value come from, however deep they lie in it."""
    return frozenset(_walk(value))


def _walk(value: Any) -> Iterator[Source]:
    if isinstance(value, str):
        yield from getattr(value, "sources", ())
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _walk(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
