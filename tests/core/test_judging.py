"""Whether words say what somebody is like: what is asked about, and the ordinary ones that aren’t."""

import pytest

from bot import content

GUARD = content.load().guard


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Je bent onzeker voor de groep.", "Je bent onzeker"),
        ("Jij was heel onzeker bij het bord.", "Jij was heel onzeker"),
        ("Mooi gedaan. Je bent een kanjer!", "Je bent een kanjer"),
        ("Ik vind je te streng.", "vind je te streng"),
        ("Daar ben je een beetje onzeker.", "ben je een beetje onzeker"),
        ("Je bent niet zo geduldig.", "Je bent niet zo geduldig"),
        ("Wat ben je toch een kanjer.", "ben je toch een kanjer"),
        ("Je kwam onzeker over.", "Je kwam onzeker over"),
        ("Je mist geduld.", "Je mist geduld"),
        ("You are not very patient.", "You are not very patient"),
        ("You’re a control freak.", "You’re a control freak"),
        ("You have no patience.", "You have no patience"),
        ("Je hebt gewoon overwicht.", "Je hebt gewoon overwicht"),
        ("You’re too strict with them.", "You’re too strict"),
        ("You were a good listener.", "You were a good listener"),
        ("I found you rather distant.", "found you rather distant"),
    ],
)
def test_what_says_what_somebody_is_like_is_found_as_it_was_written(text: str, said: str) -> None:
    assert GUARD.judgement_in(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Je was al begonnen toen ik binnenkwam.",
        "Je bent naast hem gaan zitten en wachtte.",
        "Toen werden ze onzeker, en je telde tot vijf.",
        "Je gaf streng maar duidelijk aan wat niet mocht.",
        "De klas was lui vandaag, tot je rondliep.",
        "Je bent goed te verstaan achterin.",
        "Zo ben je sneller klaar, en zo is je uitleg duidelijker.",
        "Dat zit niet in je planning.",
        "Je komt zo bij de vraag over breuken.",
        "Je bent een voorbeeld vergeten.",
        "Ik vind je slim opgebouwde les sterk.",
        "Je was streng over telefoons, vandaag.",
        "You have little time left for the ending, and no board visible from the back.",
        "You were kind of rushed at the end.",
        "You’re cold calling well.",
        "You were strict about phones today.",
        "You were late to start, and they settled anyway.",
        "The pupils were shy until you sat down with them.",
        "You are asking more open questions than in May.",
    ],
)
def test_what_tells_what_happened_is_left_alone(text: str) -> None:
    assert GUARD.judgement_in(text) is None
