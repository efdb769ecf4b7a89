"""What several said: found in answers as teams give them, with nothing wrong beside it, and never a name."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot import content
from bot.core.model import LANGUAGES, Language
from bot.core.themes import themes

DATA = Path(__file__).parents[1] / "data"
SENTENCES = content.load().sentences
ENOUGH = 13 / 15


def sets(language: Language) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DATA / f"themes.{language}.toml").read_text("utf-8"))["set"]
    return found


def found(language: Language, said: list[str], at_least: int = 2) -> list[str]:
    counted = themes(enumerate(said), language, SENTENCES[language].ordinary, at_least)
    return [theme.word for theme in counted]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_held_back", [False, True])
def test_of_the_themes_that_a_careful_reader_names_most_are_found_and_no_others(
    language: Language, is_held_back: bool
) -> None:
    missed, wrong, number = [], [], 0
    for one in sets(language):
        if one.get("is_held_back", False) is is_held_back:
            shown = set(found(language, one["said"]))
            missed += [theme for theme in one["themes"] if not shown.intersection(theme)]
            wrong += sorted(shown.difference(one["fine"], *one["themes"]))
            number += len(one["themes"])
    assert (wrong, number > 0, 1 - len(missed) / number >= ENOUGH) == ([], True, True), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_sets_enough_of_a_size_as_teams_have(language: Language) -> None:
    sizes = [len(one["said"]) for one in sets(language)]
    assert (len(sizes) >= 15, min(sizes) >= 4, max(sizes) <= 9) == (True, True, True)


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("nl", ["De werkdruk.", "Door de druk van het werk.", "Ik sliep."], ["werkdruk"]),
        ("nl", ["Een instructiegroepje.", "Instructie in groepjes.", "Het groepje instructie."], ["instructiegroepje"]),
        ("nl", ["Er was geen tijd.", "Veel te weinig tijd!", "Niet genoeg tijd."], ["geen tijd"]),
        ("nl", ["Ik kwam tijd tekort.", "We hadden tijd te kort.", "Ja."], ["tijd tekort"]),
        ("nl", ["Een oudergesprek.", "Een startgesprek.", "Een gesprek."], ["gesprek"]),
        ("en", ["The workload.", "My work load.", "I slept."], ["workload"]),
        ("en", ["No time at all.", "Not enough time.", "A lack of time."], ["no time"]),
        ("en", ["The little time machine.", "A little time capsule."], []),
        ("en", ["A reading group.", "Groups for reading."], ["reading group"]),
    ],
)
def test_what_is_said_in_other_words_counts_together(language: Language, said: list[str], expected: list[str]) -> None:
    assert found(language, said) == expected


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Ik telde door.", "Zij telden ook.", "We telden tot tien."]),
        ("nl", ["Leuk en goed vandaag.", "Het ging goed en leuk.", "Vandaag deden de kinderen iets leuks."]),
        ("nl", ["Sanne lachte hard.", "Sanne lachte ook.", "Toen Sanne lachte."]),
        ("nl", ["Roos vroeg erom.", "Roos vroeg het weer.", "Roos vroeg niets."]),
        ("en", ["I counted on.", "They counted too.", "We counted to ten."]),
        ("en", ["Nice and good today.", "It went well, nice.", "The children did something nice today."]),
        ("en", ["Rose giggled loudly.", "Rose giggled too.", "When Rose giggled."]),
        ("en", ["I knew they’d ask.", "If only they’d slept.", "They’d all gone home."]),
    ],
)
def test_verbs_commonplaces_and_names_are_none(language: Language, said: list[str]) -> None:
    assert found(language, said) == []


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        ("nl", "Wat zag je in hun schriften?", ["In een schrift zag ik een bushalte.", "Het schrift van een meisje."]),
        ("nl", "Een druk moment", ["De letterlijke tekst.", "Letter voor letter.", "Letterlijk op het bankje."]),
        ("en", "What did you see in their books?", ["In one book I saw a bus.", "A girl’s book.", "The books."]),
    ],
)
def test_the_words_of_the_question_are_nobodys_own(language: Language, asked: str, said: list[str]) -> None:
    counted = themes(enumerate(said), language, SENTENCES[language].ordinary, 2, asked=asked)
    assert [theme.word for theme in counted] == []
