"""The bot's own words in one language, as content gives them and rendering uses them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """Templates by key, the spelled-out small numbers, and the ordinary words that never count as a theme.

    `known` are words written with a capital that name nobody, `first_names` common ones; `alarm` are beginnings of
    words that tell that a text is not for a group.
    """

    templates: Mapping[str, str]
    numbers: tuple[str, ...] = ()
    ordinary: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    first_names: frozenset[str] = frozenset()
    alarm: tuple[str, ...] = ()
