"""Legible: whether a text shows anything to a reader, and a name as it can safely stand in a line."""

import unicodedata

# Letters and signs to Unicode, and nothing to the eye: fillers of Hangul, the empty Braille cell, an empty notehead.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
# Controls, formats (zero width, soft hyphen, tags, turns of direction), spaces and ends of lines.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
# Marks that show on the sign before them only: accents, variation selectors.
LEANING = frozenset(("Mn", "Mc", "Me"))
# Set aside by Unicode for signs without a shape, most of them not given out yet.
SHAPELESS = range(0xE0000, 0xE1000)
# What turns the direction of all that follows, beyond the name it stands in. Marks that only help a name stay.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def has_words(text: str) -> bool:
    """Tell whether somebody can see anything of a text; an emoji or a full stop is enough."""
    return any(_is_seen(sign) for sign in text)


def as_name(text: str) -> str:
    """Return a name or title in one line, without what would turn the line around; empty if nothing of it shows."""
    straight = "".join(sign for sign in text if sign not in TURNING)
    return " ".join(straight.split()) if has_words(straight) else ""


def _is_seen(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return sign not in BLANKS and kind not in UNSEEN and kind not in LEANING and ord(sign) not in SHAPELESS
