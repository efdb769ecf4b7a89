"""Names of people, in any place and case: by lists, by what is no word, and by the words around."""

from collections.abc import Iterator

from bot.core.anonymity.reading import Token
from bot.core.anonymity.shapes import Span
from bot.core.anonymity.surroundings import NameSigns, Place
from bot.core.vocabulary import Vocabulary

SHORTEST_UNKNOWN = 5
# Before a name of a place, and hardly before one of a person.
WHERE = frozenset(["in", "uit", "naar", "from", "into", "at", "near"])
# Before what is one of its kind and nobody's name: the Gruffalo.
THINGS = frozenset(["the", "a", "an", "de", "het", "een"])
# Before a family: the Fairweathers.
HOUSEHOLDS = frozenset(["the", "de"])
# Between what one chooses from.
OTHERWISE = frozenset(["or", "of", "then", "to", "naar", "en"])
VOWELS = frozenset("aeiouy")


def names(read: list[Token], vocabulary: Vocabulary, signs: NameSigns, there: frozenset[str]) -> Iterator[Span]:
    """Yield where somebody is named; a title before a name and a surname after it belong to it."""
    judged = [
        not _is_ordinary(token, vocabulary, signs) and _is_name(Place(read, at, signs), vocabulary)
        for at, token in enumerate(read)
    ]
    _name_beside(read, judged, vocabulary, signs)
    at = 0
    while at < len(read):
        if not judged[at]:
            at += 1
            continue
        end = _last_part(read, judged, at, vocabulary, signs)
        place = Place(read, at, signs)
        if not _may_be_called(place, there):
            start = at - 1 if place.beside(-1).plain in signs.titles | signs.people else at
            yield read[start].start, read[end].end
        at = end + 1


def _may_be_called(place: Place, there: frozenset[str]) -> bool:
    """Tell whether this is the first name of somebody who takes part, and nothing says that another is meant."""
    token = place.token
    is_there = token.plain in there or token.plain.removesuffix("s") in there
    pupil = place.previous.plain in place.signs.people and place.previous.plain not in ("collega", "colleague")
    return is_there and not place.is_described and not pupil


def _last_part(read: list[Token], judged: list[bool], at: int, vocabulary: Vocabulary, signs: NameSigns) -> int:
    """Return where a name ends that begins here: over other names, capitals and what joins them (van der)."""
    end, ahead = at, at + 1
    while ahead < len(read) and read[ahead].is_word and not read[ahead].begins:
        token = read[ahead]
        if judged[ahead] or (
            token.is_capital and not vocabulary.is_public(token.plain) and token.plain not in signs.small
        ):
            end = ahead
        elif token.plain not in signs.inside or not _goes_on(read, ahead, judged) or end < ahead - 3:
            break
        ahead += 1
    return end


def _goes_on(read: list[Token], ahead: int, judged: list[bool]) -> bool:
    """Tell whether a name goes on after `van` or `de`: jesse van der hoop, Anouk de Wit."""
    rest = read[ahead + 1 : ahead + 3]
    return any(one.is_capital for one in rest) or (
        read[ahead].plain == "van" and bool(rest) and rest[0].plain in ("der", "den", "de")
    )


def _name_beside(read: list[Token], judged: list[bool], vocabulary: Vocabulary, signs: NameSigns) -> None:
    """Judge words by a name that stands beside them, joined by `en` or `and`."""
    for at, token in enumerate(read):
        if judged[at] or not token.is_word or token.plain in signs.small:
            continue
        place = Place(read, at, signs)
        may_be = _is_given(place, vocabulary) if token.is_capital else token.plain in signs.familiar
        is_new = token.is_capital and not vocabulary.is_listed(token.plain) and not vocabulary.is_public(token.plain)
        if place.beside(-1).plain in signs.articles or not (may_be or is_new):
            continue
        for step in (-2, 2):
            other = at + step
            joins = place.beside(step // 2).plain in signs.joining
            if joins and 0 <= other < len(read) and place.beside(step) is read[other] and judged[other]:
                judged[at] = True


def _is_given(place: Place, vocabulary: Vocabulary) -> bool:
    word = place.token.plain
    return vocabulary.is_first_name(word) or word in place.signs.familiar or _is_chinese(place, vocabulary)


def _is_public(word: str, place: Place, vocabulary: Vocabulary) -> bool:
    return vocabulary.is_public(word) or word in place.signs.places


def _is_on_the_map(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether a place is meant that few pupils are called after, or one beside another: Florence or Rome."""
    if place.token.plain not in place.signs.places:
        return False
    beside = [
        place.beside(step * 2).plain for step in (-1, 1) if place.beside(step).plain in place.signs.joining | OTHERWISE
    ]
    is_listed = any(_is_public(word, place, vocabulary) for word in (*beside, place.beside(1).plain) if word)
    return is_listed or not (vocabulary.is_near_name(place.token.plain) or place.is_titled or place.is_called)


def _is_chinese(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether a word is put together of two syllables as Chinese names are, and is no word of ours."""
    word, syllables = place.token.plain, place.signs.syllables
    is_whole = any(word[:at] in syllables and word[at:] in syllables for at in range(2, len(word) - 1))
    return is_whole and not vocabulary.is_listed(word)


def _is_ordinary(token: Token, vocabulary: Vocabulary, signs: NameSigns) -> bool:
    """Tell whether this is a word like most, which nothing around it makes a name."""
    word = token.plain
    is_special = word in signs.inside or word in signs.familiar or word in signs.syllables
    return not token.is_capital and not is_special and vocabulary.is_only_word(word)


def _is_name(place: Place, vocabulary: Vocabulary) -> bool:
    token, signs = place.token, place.signs
    if not token.is_word:
        return False
    if token.is_foreign:
        return True
    if token.is_capital and place.previous.plain in signs.titles and len(token.plain) > 1:
        return token.plain not in signs.small or token.plain in signs.inside
    if token.plain in signs.inside and (place.is_titled if token.is_capital else place.previous.plain in signs.titles):
        return place.beside(1).is_capital or vocabulary.is_surname(place.beside(1).plain)
    if token.plain in vocabulary.known and not (place.is_titled or place.acts):
        return False
    if token.plain in signs.small and token.plain in signs.familiar and not (token.is_capital and token.begins):
        is_doing = token.is_capital and place.acts
        return is_doing or (not token.is_capital and place.is_beckoned and (place.is_meant or place.is_spoken_of))
    if token.plain in signs.small or len(token.plain) < 2 or place.is_topic(_is_given(place, vocabulary)):
        return False
    if token.is_shouted and len(token.plain) <= 5:
        is_known = vocabulary.is_word(token.plain) or vocabulary.is_public(token.plain)
        return len(token.plain) > 3 and vocabulary.is_first_name(token.plain) and not is_known
    if token.is_capital and not token.begins:
        return _is_name_inside(place, vocabulary)
    return _is_name_at_the_start(place, vocabulary) if token.is_capital else _is_small_name(place, vocabulary)


def _is_name_inside(place: Place, vocabulary: Vocabulary) -> bool:
    """Judge a word with a capital inside a sentence, where only names and what is public have one."""
    token, word = place.token, place.token.plain
    before = place.beside(-1)
    if before.is_capital and before.plain not in place.signs.articles and vocabulary.is_public(before.plain):
        # The second half of what a brand or a place is called: Google Meet.
        return _is_given(place, vocabulary) and not vocabulary.is_listed(word)
    if place.is_called or place.is_titled:
        is_somebody = word in place.signs.familiar or vocabulary.is_near_name(word)
        return not vocabulary.is_public(word) or (is_somebody and word not in place.signs.tongues)
    if _is_on_the_map(place, vocabulary):
        return False
    if _is_public(word, place, vocabulary):
        is_somewhere = place.beside(-1).plain in WHERE | place.signs.articles
        is_near = word in place.signs.familiar or (vocabulary.is_near_name(word) and word not in place.signs.tongues)
        return _is_given(place, vocabulary) and (place.acts or (is_near and not is_somewhere))
    if _is_given(place, vocabulary):
        return True
    if token.is_branded or "-" in word:
        return not token.is_branded and any(vocabulary.is_first_name(part) for part in word.split("-"))
    if vocabulary.is_surname(word) or vocabulary.is_surname(word.removesuffix("s")):
        return not vocabulary.is_listed(word)
    if place.beside(-1).plain in WHERE or place.beside(-1).plain in THINGS:
        is_household = place.beside(-1).plain in HOUSEHOLDS and vocabulary.is_surname(word.removesuffix("s"))
        return is_household and word.endswith("s") and not vocabulary.is_word(word)
    is_alone = not place.beside(-1).is_capital and not place.beside(1).is_capital
    return not vocabulary.is_word(word) or (place.acts and is_alone)


def _is_name_at_the_start(place: Place, vocabulary: Vocabulary) -> bool:
    """Judge a word at the start of a sentence, where every word has a capital."""
    token, word = place.token, place.token.plain
    is_known = vocabulary.is_listed(word) or _is_public(word, place, vocabulary)
    if _is_given(place, vocabulary):
        if not is_known:
            return True
        is_alone = word in place.signs.familiar and (place.is_subject or place.is_titled or place.is_described)
        is_spoken_of = word in place.signs.places and place.is_spoken_of
        return place.acts or is_alone or is_spoken_of or _and_me(place) or _is_whole(place, vocabulary)
    if is_known or vocabulary.is_word(word) or token.is_branded or "-" in word:
        return False
    if vocabulary.is_surname(word):
        return place.acts
    if place.is_titled:
        return True
    return bool(VOWELS & set(word)) and not (len(word) >= SHORTEST_UNKNOWN and vocabulary.is_slip(word))


def _is_whole(place: Place, vocabulary: Vocabulary) -> bool:
    """Whether a surname follows, with or without what joins it to a first name: Peter van den Berg."""
    steps = next((step for step in range(1, 4) if place.beside(step).plain not in place.signs.inside), 4)
    last = place.beside(steps)
    is_name = last.is_capital and last.is_word and not last.is_shouted
    is_other = vocabulary.is_public(last.plain) or (steps == 1 and vocabulary.is_listed(last.plain))
    return is_name and (steps > 2 or not is_other)


def _and_me(place: Place) -> bool:
    """Whether it goes on with `en ik`, as only people do."""
    return place.beside(1).plain in place.signs.joining and place.beside(2).plain in ("ik", "i")


def _is_small_name(place: Place, vocabulary: Vocabulary) -> bool:
    """Judge a word without a capital: a name that is no word, or one that the words around make a name."""
    word, signs = place.token.plain, place.signs
    is_listed = vocabulary.is_listed(word)
    if place.previous.plain in signs.titles:
        return vocabulary.is_surname(word) or word in signs.familiar or not vocabulary.is_word(word)
    if word in signs.places and _is_on_the_map(place, vocabulary):
        return False
    if not is_listed and _is_given(place, vocabulary):
        return vocabulary.is_near_name(word) or not vocabulary.is_inflected(word) or place.acts
    if _is_owner(place, vocabulary) or place.beside(-1).plain in signs.articles:
        return place.beside(-1).plain not in signs.articles
    if is_listed and vocabulary.is_near_name(word) and word not in signs.familiar:
        return place.is_titled or place.is_called or place.acts
    if word in signs.familiar and is_listed:
        return _is_word_as_name(place) or _is_pair(place, vocabulary)
    if _is_pair(place, vocabulary):
        return True
    if is_listed or vocabulary.is_public(word) or vocabulary.is_word(word):
        return False
    if place.is_titled or place.is_called:
        return not vocabulary.is_slip(word)
    is_placed = place.is_addressed or place.acts
    return is_placed and len(word) >= SHORTEST_UNKNOWN and bool(VOWELS & set(word)) and not vocabulary.is_slip(word)


def _is_word_as_name(place: Place) -> bool:
    """Judge a word that is a first name too by what stands around it."""
    if place.is_spoken_of or place.is_subject:
        return True
    if _does_something(place):
        return False
    is_placed = (place.is_beckoned or place.is_meant) and place.token.plain not in place.signs.abstract
    return place.is_titled or place.is_called or place.acts or is_placed


def _is_owner(place: Place, vocabulary: Vocabulary) -> bool:
    """Whether it is a near name with an s for whose something is, without an apostrophe: jaydens idea, poppys mum."""
    word = place.token.plain
    owner = word.removesuffix("s")
    if owner != word and owner in place.signs.familiar and place.beside(1).plain in place.signs.people:
        return True
    is_name = owner != word and vocabulary.is_near_name(owner) and not vocabulary.is_listed(owner)
    return is_name and not vocabulary.is_listed(word) and not vocabulary.is_inflected(word)


def _does_something(place: Place) -> bool:
    """Whether the word is what somebody does: a girl drew the river."""
    return place.previous.plain in place.signs.people and place.beside(1).plain in place.signs.articles


def _is_pair(place: Place, vocabulary: Vocabulary) -> bool:
    """Whether it is half of a Chinese name in two words, of which one at least is no word of ours: jun hao."""
    word, before, after = place.token.plain, place.beside(-1).plain, place.beside(1).plain
    syllables = place.signs.syllables
    return any(
        word in syllables and other in syllables and not (vocabulary.is_listed(word) and vocabulary.is_listed(other))
        for other in (before, after)
        if other not in place.signs.small
    )
