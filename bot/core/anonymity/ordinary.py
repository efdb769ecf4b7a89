"""Texts that hold nothing but words like most: nobody is named there, and no word need be looked at by itself."""

import re

from bot.core.anonymity.initials import SMALL
from bot.core.anonymity.reading import TOKEN, plain
from bot.core.anonymity.surroundings import NameSigns
from bot.core.vocabulary import Vocabulary

# After these, and at the start, every word has a capital.
ENDS = frozenset(".!?")
LETTER = re.compile(r"[^\W\d_]")


def is_ordinary(text: str, vocabulary: Vocabulary, signs: NameSigns) -> bool:
    """Tell whether all words of a text are known ones that nothing around them makes a name.

    Where it says so, neither `names` nor `initials` finds anything; most sentences are like that, and this is quick.
    """
    only, never, special, before = vocabulary.only_words, signs.never, signs.special, "."
    for word in TOKEN.findall(text):
        is_known = word in never or (word in only and word not in special)
        if not (is_known or not LETTER.match(word) or _is_ordinary_word(word, before in ENDS, vocabulary, signs)):
            return False
        before = word
    return not SMALL.search(text)


def _is_ordinary_word(word: str, begins: bool, vocabulary: Vocabulary, signs: NameSigns) -> bool:
    bare = plain(word)
    if bare not in signs.never and (bare in signs.special or not vocabulary.is_only_word(bare)):
        return False
    # A capital belongs to the start of a sentence, unless the word is somebody's first name too.
    return word.islower() or (begins and word[1:].islower() and not vocabulary.is_first_name(bare))
