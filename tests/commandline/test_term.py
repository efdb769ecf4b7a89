"""A term that is played: everybody’s answers come back, whatever days they work, and no two digests are alike."""

import os
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from bot.commandline.transcript import opened
from bot.content import load
from bot.core.digest.lines import words_in
from bot.core.gestures import is_kindness
from bot.core.model import LANGUAGES, Language
from bot.rehearsing.term import BEGINS, LEADER, PEOPLE, Term
from bot.sandbox import Message
from bot.storage import sessions

# What people released, in their own words.
QUOTED = re.compile(r"^(?:[A-Z]\w+: )?“.*”$", re.MULTILINE)
QUESTION = re.compile(r"“[^“”]*\?”")
TAG = re.compile(r"</?(?:b|i|a|u|s|blockquote|code)\b|&(?:amp|lt|gt|quot);")
# A week of holiday is not told of.
WEEKS, QUESTIONS, DIGESTS, FEWEST_ANSWERS = 14, 14, 14, 5
# How a message asks for replies to it.
INVITES: dict[Language, tuple[str, ...]] = {
    "nl": ("Reageer hier", "antwoord op dit bericht"),
    "en": ("Reply here", "reply to this message"),
}
# Enough of an answer to know it by, and before where a long one may be cut.
KNOWN_BY = 40


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES if os.environ.get("LEERKRING_SOAK") else LANGUAGES[:1])
async def test_a_term_gives_back_all_that_was_said(tmp_path: Path, language: Language) -> None:
    async with opened(BEGINS, tmp_path / "term.db") as (sandbox, bot, rehearsal):
        term = Term(sandbox, bot, rehearsal, language)
        weeks = [week async for week in term.play()]
        database, now = rehearsal.program.house.database, rehearsal.time.now()
        asked = sessions.asked_between(database, 1, BEGINS, now)
        said = [one for one in term.group.messages if one.sender is bot]
        digests = [one for one in term.people[LEADER].chat_with(bot).messages if one.sender is bot][1:]
    assert (len(weeks), len(asked)) == (WEEKS, QUESTIONS)
    assert [one.text for one in (*said, *digests) if TAG.search(one.text)] == []
    assert not_given_back(term, said, language) == []
    # A reply goes with the one thing that is asked.
    invites = [[words for words in INVITES[language] if words in one.text] for one in said]
    assert (max(map(len, invites)), {words for found in invites for words in found}) == (1, {INVITES[language][1]})
    by_person = {name: sum(who == name for who, _ in term.said) for name in PEOPLE}
    assert min(by_person.values()) >= FEWEST_ANSWERS, by_person
    assert_each_is_another(digests)


def not_given_back(term: Term, said: Sequence[Message], language: Language) -> list[str]:
    """Return what was answered and stands in nothing that the bot gave back to the group."""
    told = bare(" ".join(one.text for one in said))
    thanks = load().sentences[language].thanks
    return [words for _, words in term.said if bare(words)[:KNOWN_BY] not in told and not is_kindness(words, thanks)]


def bare(text: str) -> str:
    """Return a text without the quotes in it, which are others where somebody is quoted."""
    return " ".join(re.sub('[“”‘’"]', "", text).split())


def assert_each_is_another(digests: Sequence[Message]) -> None:
    """Raise AssertionError where two digests share a suggestion, or more than a third of their words, beside a question
    that both quote: the one as what was left to talk about, the other as what was."""
    bodies = [QUOTED.sub("", one.text.partition("\n")[2]) for one in digests]
    ideas = [body.rpartition("\n")[2] for body in bodies]
    assert (len(ideas), len(set(ideas))) == (DIGESTS, DIGESTS)
    for first, last in combinations(bodies, 2):
        both = set(QUESTION.findall(first)) & set(QUESTION.findall(last))
        one, other = (words_in(without(body, both)) for body in (first, last))
        assert len(one & other) / len(one | other) <= 1 / 3, sorted(one & other)


def without(text: str, parts: set[str]) -> str:
    """Return a text without some parts of it."""
    for part in parts:
        text = text.replace(part, "")
    return text
