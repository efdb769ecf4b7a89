"""Asides: words of somebody who isn't ready yet, told from those that say what a step asks for."""

import pytest

from bot.core.saying.asides import says_wait


@pytest.mark.parametrize(
    "text",
    [
        *(
            "wacht ik moet nog even overleggen",
            "Momentje!",
            "even geduld",
            "nog een momentje",
            "even kijken",
            "zo terug",
        ),
        *(
            "Ik ga hier nog even over nadenken",
            "we moeten eerst even overleggen",
            "laat me even denken",
            "ben zo terug",
        ),
        *(
            "en nu?",
            "ff wachten",
            "komt zo, eerst pauze",
            "ik kom er vanmiddag op terug",
            "Doe ik vanavond, heb nu les",
        ),
        *("oeps, verkeerde chat", "Ik weet het nog niet.", "geen idee eigenlijk", "zie mail", "nog niet klaar"),
        *("I'll do it tonight, got a class now", "Let's talk it over first, ok?", "hoe lang heb ik nog"),
        *("Momentje hoor", "Wacht, dit klopt niet", "een moment geduld", "wacht op anna", "give me a sec, sorry"),
        *("hold on, I need to check", "One moment please", "we need to talk first", "give us a minute", "let me think"),
    ],
)
def test_these_say_to_wait(text: str) -> None:
    assert says_wait(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Wij gaan eerst een week kijken wie er begint", "Hoe lang moet ik wachten?", "Eventueel twee weken proberen"),
        *("Wacht vijf seconden na een vraag", "Een minuut stilte aan het begin", "Let's think in pairs first"),
        *("We need to talk to his parents", "Ik wil even kijken hoe leerlingen reageren", "Hold on to the routine"),
        *("Wachten voor je helpt.", "Even wachten met helpen, dat proberen we vier weken in alle groepen op maandag"),
        *("We look at who starts first", "Wait time after a question", "Let them think before they talk"),
    ],
)
def test_these_say_something(text: str) -> None:
    assert not says_wait(text)
