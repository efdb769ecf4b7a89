"""What a stretch of log adds up to: themes without names, counts that point at nobody, bands, short quotes."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asked import a_question
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.model import Audience, Entry, Language, Person
from bot.core.pictures import Band
from bot.core.session.state import Session
from bot.core.summary import (
    QUOTE_LENGTH,
    Summary,
    band,
    cut,
    returning,
    summarise,
)
from bot.core.themes import Theme, themes

ANNA, BRAM, CHRIS, DEMI = (Person(number, name) for number, name in enumerate(["Anna", "Bram", "Chris", "Demi"], 1))
NOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
ORDINARY = frozenset({"vandaag", "gewoon"})
SENTENCES = content.load().sentences

moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)
authors = st.sampled_from([ANNA, BRAM, CHRIS, DEMI, None])
texts = st.one_of(
    st.sampled_from(["Ik wachtte op de toets.", "Toetsen kost tijd.", "Roos hielp.", "de toets " * 40, "x" * 300]),
    st.text(max_size=40),
)


def entries(*said: tuple[Person | None, str]) -> list[Entry]:
    crowd = sum(author is None for author, _ in said)
    return [
        Entry(
            number,
            1,
            7,
            "bijna-geholpen",
            1,
            author,
            Audience.TEAM,
            "answer",
            text,
            None,
            NOON,
            voice=author.id if author else -number,
            crowd=crowd,
        )
        for number, (author, text) in enumerate(said, 1)
    ]


def closed(available: int | None, took_part: int | None) -> Session:
    state = a_question(NOON, NOON + timedelta(days=1))
    return Session(7, 1, "bijna-geholpen", "code", state, available=available, took_part=took_part)


def words(*said: str, language: Language = "nl", at_least: int = 2) -> list[str]:
    """Return the themes of as many people as there are texts."""
    found = themes(enumerate(said), language, ORDINARY, at_least)
    return [theme.word for theme in found]


@pytest.mark.parametrize(("at_least", "expected"), [(1, ["toets", "kring"]), (2, ["toets"]), (3, ["toets"]), (4, [])])
def test_a_theme_is_a_word_that_enough_people_used(at_least: int, expected: list[str]) -> None:
    assert words("een toets", "de toets", "die toets in de kring", at_least=at_least) == expected


def test_one_person_who_repeats_a_word_makes_no_theme() -> None:
    assert themes([(1, "toets toets toets"), (1, "weer een toets")], "nl", ORDINARY, 2) == ()


def test_a_theme_counts_people_and_not_uses() -> None:
    said = [(1, "de toets, die toets"), (1, "een toets"), (2, "toets")]
    assert themes(said, "nl", ORDINARY, 2) == (Theme("toets", 2),)


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("nl", ["een gesprek", "veel gesprekken", "dat gesprek"], "gesprek"),
        ("nl", ["mijn collega's", "een collega", "die collega"], "collega"),
        ("nl", ["mijn collega’s", "een collega", "die collega"], "collega"),
        ("nl", ["een groepje", "in groepjes", "die groep"], "groep"),
        ("nl", ["een toets", "al die toetsen", "toetsjes"], "toets"),
        ("en", ["she tested it", "my test", "our tests"], "test"),
        ("en", ["one question", "two questions", "hard questions"], "questions"),
    ],
)
def test_forms_of_one_word_count_together_under_the_form_used_most(
    language: Language, said: list[str], expected: str
) -> None:
    assert words(*said, language=language, at_least=3) == [expected]


def test_ordinary_words_are_no_theme() -> None:
    assert words("vandaag gewoon een toets", "gewoon vandaag die toets") == ["toets"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Vandaag deed een leerling eigenlijk iets anders."), ("en", "Today a pupil really asked something else.")],
)
def test_the_ordinary_words_of_each_language_say_nothing(language: Language, sentence: str) -> None:
    said = [(number, sentence.lower()) for number in range(3)]
    assert themes(said, language, SENTENCES[language].ordinary, 2) == ()


def test_short_words_and_numbers_are_no_theme() -> None:
    assert words("les 2b om 1234 uur", "les 2b om 1234 uur") == []


def test_a_word_without_an_end_is_no_theme() -> None:
    assert words(*["de " + "a" * 40 + " en de " + "b" * 41] * 2) == ["a" * 40]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik hielp Sanne bij de toets.",
        "Vooral Sanne: die toets!",
        "Sanne deed de toets.",
        "Een toets. Sanne lachte.",
        "Een toets!\nSanne lachte.",
        "Ze zei: “Sanne, jouw toets.”",
        "SANNE en de toets",
        "😀 Sanne en de toets",
        "(Sanne) en de toets",
        "- Sanne en de toets",
    ],
)
def test_a_name_is_no_theme(sentence: str) -> None:
    assert "sanne" not in words(sentence, sentence, sentence, at_least=2)


def test_a_name_is_no_theme_when_some_begin_with_it_and_some_do_not() -> None:
    assert words("Sanne hielp.", "Ik zag Sanne.", "Sanne weer.") == []


def test_a_name_does_not_count_for_the_word_it_is_as_well() -> None:
    assert words("Ik hielp Roos.", "Later kwam Roos.", "Een roos in het raam.") == []


def test_a_page_of_empty_lines_costs_no_time() -> None:
    page = "\n" * 2000 + "x " + "de toets " * 400
    started = time.process_time()
    found = words(page, page)
    assert (found, time.process_time() - started < 2) == (["toets"], True)


def test_a_word_that_begins_a_sentence_counts_when_somebody_writes_it_small() -> None:
    assert words("Toetsen kost tijd.", "al die toetsen") == ["toetsen"]


def test_a_word_counts_for_who_wrote_it_both_ways() -> None:
    said = [(1, "Toetsen kost veel."), (1, "al die toetsen"), (2, "Toetsen duurt."), (2, "meer toetsen")]
    assert themes(said, "nl", ORDINARY, 2) == (Theme("toetsen", 2),)


def test_three_themes_are_shown_those_of_most_people_first() -> None:
    found = words(*["de toets, de kring, de ouders, de gang"] * 2, "de toets, de ouders", at_least=2)
    assert found == ["ouders", "toets", "gang"]


def test_a_summary_of_a_round_holds_counts_and_themes() -> None:
    said = entries((ANNA, "Ik wachtte op de toets."), (BRAM, "De kring liep."), (CHRIS, "Weer een toets."))
    assert summarise(said, "nl", ORDINARY) == Summary(answers=3, themes=(Theme("toets", 2),))


def test_a_summary_of_nothing_is_empty() -> None:
    assert summarise([], "nl", ORDINARY) == Summary(0, ())


def test_a_long_text_is_cut_at_a_word() -> None:
    assert cut("de toets " * 40) == "de toets " * 17 + "de…"


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("a" * QUOTE_LENGTH) == "a" * QUOTE_LENGTH


@pytest.mark.parametrize(("given", "shown"), [(0, 0), (1, 0), (2, 0), (3, 3), (4, 4), (50, 50)])
def test_answers_without_a_name_all_count_from_three_on_and_are_not_even_counted_below(given: int, shown: int) -> None:
    summary = summarise(entries((ANNA, "Nul."), *[(None, "Een.")] * given), "nl", ORDINARY)
    assert (summary.answers, summary.nameless) == (1 + shown, shown)


def test_withheld_answers_make_no_theme_either() -> None:
    said = entries((None, "de toets"), (None, "een toets"), (ANNA, "die toets"))
    assert summarise(said, "nl", ORDINARY).themes == ()


@moderately
@given(st.lists(st.tuples(authors, texts), max_size=12), st.sampled_from(["nl", "en"]), st.integers(1, 3))
def test_a_summary_shows_each_person_once_and_nobody_without_a_name_below_three(
    said: list[tuple[Person | None, str]], language: Language, at_least: int
) -> None:
    summary = summarise(entries(*said), language, ORDINARY, at_least)
    people = {author for author, _ in said if author}
    nameless = sum(author is None for author, _ in said)
    assert summary.nameless == (nameless if nameless >= 3 else 0)
    assert summary.answers == len(people) + summary.nameless
    assert all(at_least <= theme.people <= summary.answers for theme in summary.themes)


def nameless(*voices: int, crowd: int | None = None) -> list[Entry]:
    """Return nameless entries about a test, one for each voice named."""
    said = entries(*((None, f"Een toets ({number}).") for number in range(len(voices))))
    together = len(set(voices)) if crowd is None else crowd
    return [replace(entry, voice=voice, crowd=together) for entry, voice in zip(said, voices, strict=True)]


@pytest.mark.parametrize(
    ("voices", "shown"),
    [((-1,), 0), ((-1, -1), 0), ((-1, -2, -1), 0), ((-1, -2, -3), 3)],
)
def test_fewer_than_three_voices_show_nothing(voices: tuple[int, ...], shown: int) -> None:
    found = summarise(nameless(*voices), "nl", ORDINARY)
    assert (found.answers, found.nameless) == (shown, shown)


def test_nameless_answers_that_show_count_once_each() -> None:
    said = [*entries((ANNA, "Een toets."), (BRAM, "De kring.")), *nameless(-1, -2, -3, crowd=3)]
    assert summarise(said, "nl", ORDINARY).themes == (Theme("toets", 4),)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["De toets.", *["Dat gesprek."] * 4], ["gesprek", "toets"]),
        # Whoever answered without a name may be any of these.
        (["De toets.", "Een ruzie."], []),
        (["De toets.", "De ruzie.", "Een ruzie.", "Nog een ruzie.", "Ruzie!"], ["ruzie", "toets"]),
    ],
)
def test_at_a_distance_a_theme_is_surely_of_three_people_and_surely_not_of_everybody(
    others: list[str], expected: list[str]
) -> None:
    people = [Person(number, f"P{number}") for number, _ in enumerate(others, 1)]
    said = [*entries(*zip(people, others, strict=True)), *nameless(-1, -2, -3, crowd=3)]
    found = returning([(0, one) for one in said], "nl", ORDINARY, at_least=3, weeks=1)
    assert sorted(found) == expected


def test_what_is_withheld_makes_no_theme() -> None:
    said = [*entries((ANNA, "Een toets.")), *nameless(-8, -9)]
    assert summarise(said, "nl", ORDINARY).themes == ()


def test_a_name_and_a_voice_are_different_people() -> None:
    said = [*entries((ANNA, "Een kring.")), *nameless(-1, -2, -3)]
    found = summarise(said, "nl", ORDINARY)
    assert found.answers == 4


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([], None),
        ([closed(None, None)], None),
        ([closed(4, 2)], None),
        ([closed(6, 4), closed(4, 1)], None),
        ([closed(5, 0)], "few"),
        ([closed(5, 1)], "few"),
        ([closed(5, 2)], "half"),
        ([closed(5, 3)], "half"),
        ([closed(5, 4)], "most"),
        ([closed(5, 5)], "most"),
        ([closed(6, 2)], "half"),
        ([closed(6, 4), closed(None, None)], "half"),
        ([closed(6, 6), closed(6, 0)], "half"),
    ],
)
def test_participation_is_a_band_and_only_where_five_were_available(
    sessions: list[Session], expected: Band | None
) -> None:
    assert band(sessions) == expected


@pytest.mark.parametrize("available", range(5, 40))
def test_no_band_means_nobody_or_everybody_or_one_number_of_people(available: int) -> None:
    told = [band([closed(available, number)]) for number in range(available + 1)]
    assert (told[0], told[-1]) == (told[1], told[-2])
    assert min(told.count(one) for one in ("few", "half", "most")) >= 2


@pytest.mark.parametrize("available", range(5))
def test_below_five_nothing_is_told(available: int) -> None:
    assert {band([closed(available, number)]) for number in range(available + 1)} == {None}


def over_rounds(*took_part: int, available: int = 10) -> list[Session]:
    return [closed(available, number) for number in took_part]


def test_a_single_long_word_is_quoted_by_its_beginning() -> None:
    assert cut("a" * 200) == "a" * 159 + "…"


def test_what_returns_was_said_by_several_people_in_several_weeks_and_not_by_everybody() -> None:
    emma = Person(5, "Emma")
    by_week = {
        0: [(ANNA, "Veel werkdruk."), (BRAM, "De werkdruk en het vakwerk.")],
        1: [(CHRIS, "De werkdruk, en een toets."), (DEMI, "De toets."), (emma, "Weer de toets.")],
    }
    said = [(week, one) for week, spoken in by_week.items() for one in entries(*spoken)]
    assert returning(said, "nl", ORDINARY, at_least=3, weeks=2) == ("werkdruk",)
    lately = [(week + 1, one) for week, one in said]
    assert returning(lately, "nl", ORDINARY, at_least=3, weeks=2) == ()
    everybody = [(week, one) for week in (0, 1) for one in entries((ANNA, "De toets."), (BRAM, "De toets."))]
    assert returning(everybody, "nl", ORDINARY, at_least=2, weeks=2) == ()
