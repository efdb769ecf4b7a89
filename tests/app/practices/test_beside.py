"""Beside: what is typed next to a date that was proposed, agreed on or offered is about that one."""

from datetime import UTC, datetime

import pytest
from app.consulting import labels
from app.practices.test_bare_answers import is_open, with_a_proposal
from app.practices.together import newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Message, Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")

OTHER_TIMES = [
    ("10u", "10.00"),
    ("half 2", "13.30"),
    ("10.30", "10.30"),
    ("liever een uur later", "10.00"),
    ("een half uur eerder", "8.30"),
    ("an hour later", "10.00"),
    ("ja maar dan wel om half 10", "9.30"),
]


async def with_a_date(stage: Stage) -> Person:
    """Return somebody who agreed with another on Thursday 10 December, nine o’clock."""
    anna = await with_a_proposal(stage)
    await stage.press(anna, newest(stage, anna), "Dat past")
    return anna


async def offered(stage: Stage, said: str) -> tuple[Person, Message]:
    """Return somebody who finds a date, and what they were asked once they said something."""
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    return anna, await stage.tell(anna, said)


@pytest.mark.parametrize(("said", "at"), OTHER_TIMES)
async def test_a_time_alone_is_of_the_day_that_another_proposed(stage: Stage, said: str, at: str) -> None:
    anna = await with_a_proposal(stage)
    asked = await stage.tell(anna, said)
    assert labels(asked) == [f"donderdag 10 december om {at} uur", "Nee, iets anders"]
    await stage.press(anna, asked, f"donderdag 10 december om {at} uur")
    assert newest(stage, anna).text == f"Ik vraag Bram of donderdag 10 december om {at} uur past."


@pytest.mark.parametrize(("said", "at"), OTHER_TIMES)
async def test_a_time_alone_is_of_the_day_that_stands(stage: Stage, said: str, at: str) -> None:
    anna = await with_a_date(stage)
    asked = await stage.tell(anna, said)
    await stage.press(anna, asked, f"donderdag 10 december om {at} uur")
    assert f"vragen of donderdag 10 december om {at} uur past" in asked.text


async def test_the_same_time_is_that_of_the_proposal(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    assert labels(await stage.tell(anna, "di zelfde tijd"))[:2] == [
        "dinsdag 1 december om 9.00 uur",
        "dinsdag 8 december om 9.00 uur",
    ]
    assert labels(await stage.tell(anna, "vr 11 december same time"))[0] == "vrijdag 11 december om 9.00 uur"


@pytest.mark.parametrize("said", ["ja als ik opvang heb", "yes, if I can find cover"])
async def test_a_yes_on_a_condition_agrees_to_nothing(stage: Stage, said: str) -> None:
    anna = await with_a_proposal(stage)
    asked = await stage.tell(anna, said)
    assert "nog niet als een ja" in asked.text
    assert is_open(stage)
    await stage.press(anna, asked, "Dat past")
    assert not is_open(stage)


@pytest.mark.parametrize("said", ["om half 11", "10.30"])
async def test_a_time_after_two_days_is_offered_on_both(stage: Stage, said: str) -> None:
    anna, asked = await offered(stage, "dinsdag of donderdag?")
    assert labels(asked) == ["dinsdag 1 december", "donderdag 3 december", "Geen van deze"]
    assert labels(await stage.tell(anna, said))[:2] == [
        "dinsdag 1 december om 10.30 uur",
        "donderdag 3 december om 10.30 uur",
    ]


@pytest.mark.parametrize(("said", "day"), [("de eerste", "dinsdag 1"), ("the last one", "donderdag 3")])
async def test_one_of_two_days_is_chosen_by_its_place(stage: Stage, said: str, day: str) -> None:
    anna, _ = await offered(stage, "dinsdag of donderdag?")
    assert (await stage.tell(anna, said)).text.startswith(f"Goed, {day} december. Hoe laat?")
    assert (await stage.tell(anna, "11 uur")).text == f"Ik vraag Bram of {day} december om 11.00 uur past."


async def test_one_of_two_moments_is_chosen_by_its_place(stage: Stage) -> None:
    anna, _ = await offered(stage, "dinsdag 10 uur of donderdag 11 uur")
    assert (
        await stage.tell(anna, "doe maar de tweede")
    ).text == "Ik vraag Bram of donderdag 3 december om 11.00 uur past."


async def test_the_number_of_a_lesson_without_its_word_is_asked_for_its_time(stage: Stage) -> None:
    anna, asked = await offered(stage, "volgende week donderdag het 2e")
    assert asked.text.startswith("Goed, donderdag 10 december. Jullie lesuren ken ik niet")
    assert (await stage.tell(anna, "11:00")).text == "Ik vraag Bram of donderdag 10 december om 11.00 uur past."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("za 12 december 10 uur?", "Op zaterdag 12 december is er geen school."),
        ("nee kan niet, za 12 december 10 uur?", "Op zaterdag 12 december is er geen school."),
        ("nee kan niet, ma 14 december 10 uur?", "Op maandag 14 december is er geen school."),
        ("ma 14 december?", "Op maandag 14 december is er geen school."),
        ("nee, di 24 november 10 uur?", "al geweest."),
    ],
)
@pytest.mark.parametrize("has_date", [False, True])
async def test_why_a_date_cant_be_is_said_beside_a_question_mark_and_a_no(
    stage: Stage, said: str, why: str, has_date: bool
) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/vrijedagen 14 december")
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 10 december 9.00")
    if has_date:
        await stage.press(anna, newest(stage, anna), "Dat past")
    assert why in (await stage.tell(anna, said)).text


@pytest.mark.parametrize(("waits", "is_asked"), [(False, False), (True, True)])
async def test_a_bare_number_is_a_time_unasked_only_where_nothing_else_waits(
    stage: Stage, waits: bool, is_asked: bool
) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 10 december")
    await stage.move_to("2026-11-30 14:00")
    if waits:
        await stage.say(anna, group, "/vraag")
    asked = await stage.tell(bram, "3")
    assert ("Waar gaat dit over?" in asked.text) is is_asked
    if is_asked:
        await stage.press(bram, asked, "Lesbezoek, met Anna")
    assert newest(stage, bram).text == "Ik vraag Anna of donderdag 10 december om 15.00 uur past."


@pytest.mark.parametrize(
    ("said", "at"),
    [
        (("di 8 of do 10 dec", "tien uur", "do"), "donderdag 10 december om 10.00 uur"),
        (("di 8 of do 10 dec", "do 11 uur"), "donderdag 10 december om 11.00 uur"),
        (("ma 7 dec 10.15 of di 8 dec 11.00", "de tweede"), "dinsdag 8 december om 11.00 uur"),
        (("ma 7 dec 10.15 of di 8 dec 11.00", "11 uur graag"), "dinsdag 8 december om 11.00 uur"),
        (("dinsdag 10 december 9 uur", "dinsdag"), "dinsdag 8 december om 9.00 uur"),
    ],
)
async def test_what_is_said_after_two_is_about_those(stage: Stage, said: tuple[str, ...], at: str) -> None:
    anna, _ = await offered(stage, said[0])
    told = [await stage.tell(anna, one) for one in said[1:]][-1]
    assert told.text == f"Ik vraag Bram of {at} past."


async def test_of_more_than_three_the_days_are_offered_first(stage: Stage) -> None:
    anna, asked = await offered(stage, "di 8 dec of wo 16 dec, 10.15 of 11.15")
    assert labels(asked) == ["dinsdag 8 december", "woensdag 16 december", "Geen van deze"]
    assert "Hoe laat?" in (await stage.tell(anna, "woensdag")).text


async def test_a_time_that_was_said_last_goes_with_each_of_two_days(stage: Stage) -> None:
    anna, _ = await offered(stage, "dinsdag 10 december 9 uur")
    assert "geen school" in (await stage.tell(anna, "za 12 dec om 10u")).text
    assert labels(await stage.tell(anna, "dinsdag of donderdag"))[:2] == [
        "dinsdag 1 december om 10.00 uur",
        "donderdag 3 december om 10.00 uur",
    ]


async def test_another_time_is_on_the_day_that_was_offered_last(stage: Stage) -> None:
    anna, _ = await offered(stage, "dinsdag")
    for said in ("nee woensdag 10 dec", "10.15 uur"):
        await stage.tell(anna, said)
    assert labels(await stage.tell(anna, "ik bedoel half 2"))[:2] == [
        "woensdag 9 december om 13.30 uur",
        "donderdag 10 december om 13.30 uur",
    ]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        (("zelfde tijd maar vr 11 dec",), "vrijdag 11 december om 9.00 uur"),
        (("week later zelfde tijd",), "donderdag 17 december om 9.00 uur"),
        (("vr 11 dec", "zelfde tijd"), "vrijdag 11 december om 9.00 uur"),
        (("nee", "vr 11 dec zelfde tijd"), "vrijdag 11 december om 9.00 uur"),
        (("nee", "vr 11 dec", "zelfde tijd"), "vrijdag 11 december om 9.00 uur"),
        (("nee", "uurtje later"), "donderdag 10 december om 10.00 uur"),
        (("vr 11 dec half 11?", "uurtje later"), "vrijdag 11 december om 11.30 uur"),
    ],
)
async def test_what_is_known_of_a_day_and_time_is_kept(stage: Stage, said: tuple[str, ...], at: str) -> None:
    anna = await with_a_proposal(stage)
    asked = [await stage.tell(anna, one) for one in said][-1]
    if at not in asked.text:
        await stage.press(anna, asked, at)
    assert newest(stage, anna).text == f"Ik vraag Bram of {at} past."


async def test_the_same_time_of_none_leaves_the_day(stage: Stage) -> None:
    anna, _ = await offered(stage, "dinsdag")
    assert (await stage.tell(anna, "zelfde tijd maar woensdag")).text.startswith("Goed, woensdag 2 december. Hoe laat?")


async def test_a_reply_to_what_was_asked_about_a_date_is_for_that(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    asked = await stage.tell(anna, "nee")
    await stage.reply(anna, asked, "vr 11 dec half 11")
    assert newest(stage, anna).text == "Ik vraag Bram of vrijdag 11 december om 10.30 uur past."


async def with_a_tuesday(stage: Stage) -> tuple[Person, Person]:
    """Return who proposed Tuesday 8 December, a quarter past ten, and who is asked whether it suits."""
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 10.15")
    return anna, bram


@pytest.mark.parametrize("said", ["doe maar dinsdag", "liever dinsdag", "dinsdag is goed", "ja dinsdag kan"])
async def test_a_weekday_beside_a_proposal_on_that_weekday_is_that_one(stage: Stage, said: str) -> None:
    _, bram = await with_a_tuesday(stage)
    await stage.tell(bram, said)
    assert pairs.running_in(stage.database, 1)[0].meets_at == datetime(2026, 12, 8, 9, 15, tzinfo=UTC)


async def test_a_weekday_and_a_time_beside_a_proposal_are_of_that_day(stage: Stage) -> None:
    _, bram = await with_a_tuesday(stage)
    asked = await stage.tell(bram, "dinsdag 11.00 kan ik wel")
    assert "1 december" not in asked.text + str(labels(asked))
    assert "8 december" in asked.text + str(labels(asked))


@pytest.mark.parametrize("said", ["maandag dan", "nee wacht, maandag", "oeps, ik bedoel maandag"])
async def test_another_day_takes_the_place_of_the_one_whose_time_is_asked_for(stage: Stage, said: str) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "dinsdag 8 december")
    asked = await stage.tell(anna, said)
    assert ("maandag 7 december" in asked.text, "8 december" in asked.text) == (True, False), asked.text


@pytest.mark.parametrize(("said", "heard"), [("is goed", "Je voorstel staat nog"), ("laat maar", "Je stelde")])
async def test_whoever_proposed_hears_that_it_stands_or_how_to_take_it_back(
    stage: Stage, said: str, heard: str
) -> None:
    anna, _ = await with_a_tuesday(stage)
    assert heard in (await stage.tell(anna, said)).text


@pytest.mark.parametrize("said", ["dinsdag?", "Is dinsdag goed?", "misschien dinsdag 10.15", "wacht, dinsdag 10.15?"])
async def test_who_only_asks_about_a_weekday_has_not_said_yes(stage: Stage, said: str) -> None:
    _, bram = await with_a_tuesday(stage)
    await stage.tell(bram, said)
    assert pairs.running_in(stage.database, 1)[0].meets_at is None


@pytest.mark.parametrize("said", ["dinsdag de 15e om 10.15", "aanstaande dinsdag 10.15", "een andere dinsdag om 10.15"])
async def test_another_day_of_that_name_is_not_the_one_on_the_table(stage: Stage, said: str) -> None:
    _, bram = await with_a_tuesday(stage)
    await stage.tell(bram, said)
    assert pairs.running_in(stage.database, 1)[0].meets_at is None


@pytest.mark.parametrize(
    ("proposed", "said", "read"),
    [
        ("ma 14 december 11.00", "liever woensdag", "woensdag 16 december"),
        ("ma 14 december 11.00", "doe maar volgende week dinsdag", "dinsdag 8 december"),
        ("do 3 december 11.00", "liever vrijdag", "vrijdag 4 december"),
        ("do 3 december 11.00", "liever dinsdag", "dinsdag 1 december"),
    ],
)
async def test_a_weekday_beside_a_proposal_is_in_its_week(stage: Stage, proposed: str, said: str, read: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, proposed)
    assert read in (await stage.tell(bram, said)).text
