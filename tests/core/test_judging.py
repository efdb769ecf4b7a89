"""Whether words say what somebody is like: what is asked about, and the ordinary ones that aren’t."""

import pytest

from bot import content

GUARD = content.load().guard


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Je bent onzeker voor de groep.", "Je bent onzeker"),
        ("Jij was heel geduldig met hem.", "Jij was heel geduldig"),
        ("Mooi gedaan. Je bent een kanjer!", "Je bent een kanjer"),
        ("Ik vind je te streng.", "vind je te streng"),
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
        "You were late to start, and they settled anyway.",
        "The pupils were shy until you sat down with them.",
        "You are asking more open questions than in May.",
    ],
)
def test_what_tells_what_happened_is_left_alone(text: str) -> None:
    assert GUARD.judgement_in(text) is None
