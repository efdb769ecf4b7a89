"""Illness: words that say that somebody is ill now, told from those that speak of it."""

import pytest

from bot.core.saying.illness import says_ill


@pytest.mark.parametrize(
    "text",
    [
        *("ik ben ziek, sorry", "ik lig ziek op bed", "ik ben vandaag ziek thuis", "vandaag ziek", "ik heb griep"),
        *("ik ben ziek, het bezoek van vandaag gaat niet door", "sorry ik lig ziek op bed", "ben ziek"),
        *("kind ziek, ik ben vandaag thuis", "ik voel me echt niet lekker", "mijn dochter is ziek"),
        *("I'm sick, not coming in today", "Ik voel me niet goed, ik ga naar huis", "Kind is ziek", "met griep in bed"),
        *("I'm off sick today", "I'm ill, so the visit is off", "sick today", "my son's ill", "I’ve got the flu"),
    ],
)
def test_these_say_so(text: str) -> None:
    assert says_ill(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ik ben die dag ziek", "ik ben ziek geweest", "Ik ben ziek van al die toetsen", "morgen ben ik ziek"),
        *(
            "Bram is ziek",
            "niet goed",
            "Ik voel me niet goed gehoord in dit team",
            "Bel als een kind ziek is",
            "ik ben niet ziek hoor, ik kom gewoon",
            "ik heb een leerling met migraine",
            "Een zieke leerling mist de uitleg",
            "I'm sick of marking",
            "kijk wie er ziek was",
        ),
    ],
)
def test_these_speak_of_something_else(text: str) -> None:
    assert not says_ill(text)
