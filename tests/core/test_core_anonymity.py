"""Signs that somebody can be recognised, or that a text belongs elsewhere: guesses, to ask its writer about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.anonymity import SHOWN, likely_names, rings_alarm

SENTENCES = content.load().sentences
KNOWN = {word for language in SENTENCES.values() for word in language.known}
ALARM = [sign for language in SENTENCES.values() for sign in language.alarm]
moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vanmorgen liep Kevin weg.", ["Kevin"]),
        ("Ik sprak Fatima en later ook Daan.", ["Fatima", "Daan"]),
        ("Zijn moeder heet van der Berg.", ["Berg"]),
        ("De leerling J.P. bleef zitten.", ["J.P."]),
        ("Ze is geboren op 3-4-2012.", ["3-4-2012"]),
        ("Geboren op 2012-04-03.", ["2012-04-03"]),
        ("Bel me op 06-12345678.", ["06-12345678"]),
        ("Of op +31 6 12 34 56 78.", ["+31 6 12 34 56 78"]),
        ("Mail naar ouders@example.com graag.", ["ouders@example.com"]),
        ("In klas 2b was het onrustig.", ["klas 2b"]),
        ("Mijn groep 7 luistert niet.", []),
        ("Een jongen uit 3 havo zei niets.", []),
        ("Een jongen uit 3 havo B zei niets.", ["3 havo B"]),
        ("Gisteren was éven Özlem boos.", ["Özlem"]),
    ],
)
def test_what_shows_whom_it_is_about_is_found(text: str, found: list[str]) -> None:
    assert likely_names(text, known=KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        "Ik wist het niet. Toen zei een leerling: Nee. En nu?",
        "“Waarom doe je dat?” Ik bleef stil.",
        "Op maandag hebben we Engels, op dinsdag Nederlands.",
        "ik weet het echt niet",
        "Er waren 25 leerlingen, 3 bleven zitten tot 16.00 uur.",
        "Wat doe ik?\nDe klas blijft praten.\n- Wachten\n- Weglopen",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert likely_names(text, known=KNOWN) == []


def test_a_name_that_is_given_is_found_anywhere() -> None:
    assert likely_names("Kevin liep weg, en kevins jas bleef.", names=["Kevin"]) == ["Kevin"]


def test_of_many_signs_the_first_are_told_once_each() -> None:
    text = "Ik zag " + ", ".join(f"Naam{letter}" for letter in "aabcdefg") + "."
    assert likely_names(text) == [f"Naam{letter}" for letter in "abcde"]


@moderately
@given(st.text(max_size=200))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    found = likely_names(text, known=KNOWN)
    assert len(found) <= SHOWN
    assert [sign for sign in found if sign not in text] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ik denk dat hij thuis mishandeld wordt.",
        "Hij heeft het over ZELFMOORD.",
        "Ze wil niet meer leven, zegt ze.",
        "He said he wants to kill himself.",
        "I suspect child abuse.",
    ],
)
def test_words_about_somebodys_safety_are_heard(text: str) -> None:
    assert rings_alarm(text, ALARM)


@pytest.mark.parametrize(
    "text",
    [
        "Ik was doodmoe na die les.",
        "De klas lachte zich dood.",
        "Ik schoot in de lach.",
        "We spraken over het leven van Anne Frank.",
        "",
    ],
)
def test_ordinary_talk_rings_no_alarm(text: str) -> None:
    assert not rings_alarm(text, ALARM)


@pytest.mark.parametrize(("text", "expected"), [("a-b c", True), ("xa b", False), ("A, B.", True), ("ab", False)])
def test_a_sign_is_the_beginning_of_words_in_a_row(text: str, expected: bool) -> None:
    assert rings_alarm(text, [" a b", " ", ""]) == expected


@pytest.mark.parametrize("text", ["They don’t bat an eyelid any more, and nor do I.", "Nobody knew. So did I."])
def test_the_english_i_at_the_end_of_a_sentence_names_nobody(text: str) -> None:
    assert likely_names(text, known=KNOWN) == []


@pytest.mark.parametrize(("text", "found"), [("Met I. ging het mis.", ["I."]), ("And I. K. laughed.", ["I. K."])])
def test_an_i_may_be_an_initial(text: str, found: list[str]) -> None:
    assert likely_names(text) == found


def test_what_phones_write_for_an_apostrophe_names_nobody() -> None:
    assert likely_names("Then I’ll wait, and so I’m late.", known=KNOWN) == []


def test_several_of_a_known_day_name_nobody() -> None:
    assert likely_names("It goes wrong on Tuesdays.", known=KNOWN) == []


def test_a_class_is_one_sign() -> None:
    assert likely_names("It is about Year 10b, and Sam.") == ["Year 10b", "Sam"]
