"""Correcting: words that may put right what was written just before, told from those that begin something else."""

import pytest

from bot.core.saying.correcting import corrects


@pytest.mark.parametrize(
    "text",
    [
        *(
            "o nee, dat moet zijn: ik praat te hard",
            "Oh nee, toch niet",
            "ik bedoel dat ik te hard praat",
            "*schrikken",
        ),
        *("Sorry, verkeerd.", "Nee, dat klopt niet", "Er moest staan: rustig", "oh no, I meant louder", "wait, typo"),
        *("That should be calm", "I meant the other class", "correctie: 3B"),
    ],
)
def test_these_may_put_something_right(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Kijk naar mijn uitleg.", "* Tellen\n* Wachten", "Neem achterin plaats", "Nee zeggen vind ik moeilijk"),
        *("Wie begint meteen?", "Notice who waits", "Hoe lang moet ik wachten?", "I should wait longer"),
    ],
)
def test_these_begin_something_else(text: str) -> None:
    assert not corrects(text)
