"""Joining: words that say that somebody takes part, or not after all, told from those that ask or speak of it."""

import pytest

from bot.core.saying.joining import asks_whether_in, asks_with_whom, backs_out, backs_out_below, joins_below, joins_in


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("ja leuk, ik doe mee met lesbezoek", True),
        ("doe mij ook maar", True),
        ("I'm in!", True),
        ("Wie wil meedoen?", False),
        ("Chris wil ook meedoen", False),
        ("doe mij maar dinsdag om 10 uur", False),
        ("ik doe mee als Anna ook meedoet", False),
        ("I'm in on Monday", False),
        ("I'll join you in the staff room", False),
        ("Zet mij er maar bij", True),
        ("ik doe zelf ook mee", True),
        ("ik ben van de partij", True),
        ("schrijf mij maar op", True),
        ("tel mij mee voor lesbezoek", True),
        ("ik doe mee, wie wil met mij?", True),
        ("ooh yes, put me down", True),
        ("I'll join too", True),
        ("ik doe mee?", False),
        ("ik deed vorig jaar mee", False),
        ("zet mij maar op dinsdag", False),
        ("schrijf mij niet in", False),
        ("ik ook", False),
    ],
)
def test_who_joins_says_so(text: str, is_in: bool) -> None:
    assert joins_in(text) is is_in


@pytest.mark.parametrize(
    "text",
    ["ik wil wel", "ik wel", "ikke!", "ja leuk!", "ik graag", "ik ook", "ja hoor, waarom niet", "me too!", "graag"],
)
def test_right_below_an_invitation_less_is_a_yes(text: str) -> None:
    assert (joins_below(text), joins_in(text)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        *("fijn", "goed zo", "mooi initiatief", "leuk idee", "leuk!", "ja leuk idee", "good idea", "graag gedaan"),
        *("wie doet er mee?", "ik ook?", "waarom niet?", "als Bram meedoet, ik ook", "ik wel, maar niet op vrijdag"),
        *("nee", "ik niet", "ik ook niet", "me neither", "Bram wil wel", "ik deed vorig jaar ook mee, leuk"),
    ],
)
def test_a_compliment_a_question_a_condition_or_a_no_is_no_yes_below_either(text: str) -> None:
    assert not joins_below(text)


@pytest.mark.parametrize(
    ("text", "is_out"),
    [
        ("toch niet, te druk", True),
        ("sorry, ik doe toch niet mee", True),
        ("changed my mind, I'm out", True),
        ("toch niet zo goed gelukt", False),
        ("I'm out of ideas", False),
        ("toch niet, ik kan vrijdag niet", False),
        ("sorry, afmelden graag", True),
        ("haal me er maar af", True),
        ("ik kan toch niet meedoen", True),
        ("ik haak af", True),
        ("bij nader inzien niet", True),
        ("laat maar, geen tijd", True),
        ("deze keer niet", True),
        ("take me off", True),
        ("can't make it after all", True),
        ("not this time", True),
        ("laat maar", False),
        ("ik haak af bij moeilijke woorden", False),
        ("deze keer niet op vrijdag", False),
        ("can't make it on Friday", False),
        ("als ik toch niet meedoe", False),
        ("wil je me niet afmelden?", False),
    ],
)
def test_who_backs_out_says_so(text: str, is_out: bool) -> None:
    assert backs_out(text) is is_out


def test_right_below_an_invitation_less_takes_a_yes_back() -> None:
    assert (backs_out_below("laat maar"), backs_out_below("laat maar weten")) == (True, False)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ben ik aangemeld?", (True, False)),
        ("Am I in?", (True, False)),
        ("doe ik al mee met lesbezoek?", (True, False)),
        ("met wie ga ik?", (False, True)),
        ("wanneer begint het?", (False, True)),
        ("when does it start?", (False, True)),
        ("wie doet er mee?", (False, False)),
        ("wanneer begint de les?", (False, False)),
    ],
)
def test_who_asks_whether_they_are_in_or_with_whom_is_understood(text: str, asks: tuple[bool, bool]) -> None:
    assert (asks_whether_in(text), asks_with_whom(text)) == asks
