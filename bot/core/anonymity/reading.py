"""A text as a row of words, each with what its place and its letters say."""

import re
from dataclasses import dataclass
from unicodedata import name

from bot.core.vocabulary import folded

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]")
# After these a capital says nothing: a sentence, a line or a quotation begins.
OPENERS = frozenset('.!?:…“"‘(-–—•*')


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of a text. `plain` is in small letters, folded, without a possessive ending."""

    text: str
    start: int
    plain: str
    begins: bool
    is_word: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_owning(self) -> bool:
        """Whether it says whose something is: Noor's."""
        return self.text.lower().endswith(("'s", "’s"))

    @property
    def is_shouted(self) -> bool:
        """Whether all its letters are capitals, as in abbreviations."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_branded(self) -> bool:
        """Whether it has a capital inside, as products have and MacDonald has."""
        inside = self.text[1:].replace("'", "")
        return not self.text.isupper() and any(one.isupper() for one in inside) and self.plain[:2] not in ("ma", "mc")

    @property
    def is_foreign(self) -> bool:
        """Whether it is written in another script than ours."""
        return self.is_word and not any(name(one, "LATIN").startswith("LATIN") for one in self.text if one.isalpha())


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a text, in order."""
    found: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        between = text[end : match.start()]
        before = found[-1] if found else None
        word = match.group()
        is_initial = len(found) > 1 and before is not None and before.text == "." and _is_letter(found[-2])
        begins = before is None or "\n" in between or (_opens(before, between, word) and not is_initial)
        is_word = word[0].isalpha()
        found.append(Token(word, match.start(), plain(word) if is_word else word, begins, is_word))
        end = match.end()
    return found


def _is_letter(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _opens(before: Token, between: str, word: str) -> bool:
    """Tell whether a sentence or a quotation begins after a mark; a full stop amid small letters is none."""
    if before.is_word or before.text not in OPENERS:
        return before.begins and not before.is_word and before.text in "'’"
    return bool(between) or before.text not in ".-" or (before.text == "." and word[:1].isupper())


def plain(word: str) -> str:
    """Return a word as lists have it: in small letters, folded, without the 's of whose it is."""
    return folded(word).lower().removesuffix("'s").removesuffix("'")
