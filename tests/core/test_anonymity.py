"""Signs that somebody can be recognised: guesses, to ask the writer about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.core.anonymity import likely_names
from bot.core.anonymity.signs import SHOWN

GUARD = content.load().guard
moderately = settings(max_examples=100, deadline=None, database=None, derandomize=True)


def found(text: str, *there: str) -> list[str]:
    return likely_names(text, GUARD.vocabulary, GUARD.name_signs, there)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Vanmorgen liep Kevin weg.", ["Kevin"]),
        ("Ik sprak Fatima en later ook Daan.", ["Fatima", "Daan"]),
        ("kevin zat weer te gamen", ["kevin"]),
        ("Roos heeft een tien gehaald.", ["Roos"]),
        ("Met Linde loopt het stroef.", ["Linde"]),
        ("toen zei mark dat hij ging", ["mark"]),
        ("Peter van den Berg belde.", ["Peter van den Berg"]),
        ("mevrouw jansen was boos", ["mevrouw jansen"]),
        ("Ik belde familie De Boer.", ["familie De Boer"]),
        ("Kees z’n vader wil een gesprek.", ["Kees"]),
        ("Gisteren was éven Özlem boos.", ["Özlem"]),
        ("Met Łukasz gaat het beter.", ["Łukasz"]),
        ("Ik hielp Абдул met rekenen.", ["Абдул"]),
        ("Ik zat naast 李伟 in de kring.", ["李伟"]),
        ("De leerling J.P. bleef zitten.", ["J.P."]),
        ("leerling m. gooit met stoelen", ["m."]),
        ("Ik maak me zorgen over N, ze eet niet.", ["N"]),
        ("Ze is geboren op 3-4-2012.", ["3-4-2012"]),
        ("Ze is geboren op 4 mei 2012.", ["4 mei 2012"]),
        ("Bel me op 06-12345678.", ["06-12345678"]),
        ("Of op +31 6 12 34 56 78.", ["+31 6 12 34 56 78"]),
        ("Mail naar ouders@example.com graag.", ["ouders@example.com"]),
        ("Hij woont op Kerkstraat 8b.", ["Kerkstraat 8b"]),
        ("Zijn leerlingnummer is 204817.", ["204817"]),
        ("In klas 2b was het onrustig.", ["klas 2b"]),
        ("havo 4d was stil, vwo5 niet.", ["havo 4d", "vwo5"]),
        ("Een jongen uit 3 havo B zei niets.", ["3 havo B"]),
        ("The seating plan for 10X2 works.", ["10X2"]),
        ("It is about Year 10b, and Sam.", ["Year 10b", "Sam"]),
        ("De dochter van de wethouder zit bij mij.", ["De dochter van de wethouder"]),
        ("Mark threw a chair.", ["Mark"]),
        ("The head’s daughter is in my group.", ["The head’s daughter"]),
        ("And I. K. laughed.", ["I. K."]),
    ],
)
def test_what_shows_whom_it_is_about_is_found(text: str, signs: list[str]) -> None:
    assert found(text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "Ik wist het niet. Toen zei een leerling: Nee. En nu?",
        "Op maandag hebben we Engels, op dinsdag Nederlands.",
        "Bij Frans schreef ik het op het bord.",
        "Er waren 25 leerlingen, 3 bleven zitten tot 16.00 uur.",
        "Wat doe ik?\nDe klas blijft praten.\n- Wachten\n- Weglopen",
        "Mijn groep 7 luistert niet, en 3 havo ook niet.",
        "Maak opgave 3b en 4a van hoofdstuk 2 in lokaal 2.14.",
        "Dinsdag 3 maart is de studiedag.",
        "De les over Anne Frank maakte veel los.",
        "De Turkse ouders kwamen, en die uit Oekraïne ook.",
        "We zongen een roos voor de mark van vroeger.",
        "Hope it gets better. May I skip this?",
        "ik heb de instrctie twee keer gegevn",
        "Then I’ll wait, and so I’m late. So did I.",
        "It goes wrong on Tuesdays.",
        "The first time the father put his question.",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Bram had een goed idee.", []),
        ("Dat was Brams idee.", []),
        ("Bram, een jongen van acht, huilde.", ["Bram"]),
        ("Ik sprak leerling Bram.", ["leerling Bram"]),
    ],
)
def test_whoever_takes_part_may_be_named_and_a_pupil_of_that_name_not(text: str, signs: list[str]) -> None:
    assert found(text, "Bram") == signs


def test_of_many_signs_the_first_are_told_once_each() -> None:
    text = "Ik zag Anouk, Anouk, Bartek, Chaimae, Daryna, Emre en Femke."
    assert found(text) == ["Anouk", "Bartek", "Chaimae", "Daryna", "Emre"]


@moderately
@given(st.text(max_size=200))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    signs = found(text)
    assert len(signs) <= SHOWN
    assert [sign for sign in signs if sign not in text] == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Iemand uit 3B liet zijn potlood vallen.", ["3B"]),
        ("Neem een 6B potlood mee.", []),
        ("Klas 4D en een pen.", ["Klas 4D"]),
    ],
)
def test_a_pencil_hides_no_class(text: str, signs: list[str]) -> None:
    assert found(text) == signs
