"""Bare answers: a mere yes or no, typed in a pair, is for what was asked last, and otherwise for nothing."""

import pytest
from app.consulting import labels
from app.practices.test_threes import three
from app.practices.together import agreed, at_the_line, newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def with_a_proposal(stage: Stage) -> Person:
    """Return somebody whom another asked whether Thursday 10 December suits."""
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 10 december 9.00")
    return anna


def is_open(stage: Stage) -> bool:
    """Tell whether the date is still no more and no less than what one of the two proposed."""
    here = pairs.running_in(stage.database, 1)[0]
    return here.meets_at is None and len(here.wants) == 1


@pytest.mark.parametrize(
    ("first", "said"),
    [
        *(("laat rusten", said) for said in ("prima", "Dat past", "dat lukt niet")),
        *(("nee, dinsdag 15 december 10 uur?", said) for said in ("Dat past", "dat lukt niet")),
    ],
)
async def test_what_suits_after_another_question_is_asked_about(stage: Stage, first: str, said: str) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, first)
    told = (await stage.tell(anna, said)).text
    assert ("voorstel van Bram voor “Lesbezoek”, donderdag 10 december" in told, is_open(stage)) == (True, True)
    await stage.tell(anna, "ja")
    assert is_open(stage)
    await stage.tell(anna, "Dat past")
    assert not is_open(stage)


async def test_a_yes_is_to_the_question_that_was_asked_last(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, "laat rusten")
    assert (await stage.tell(anna, "ja")).text == "Goed, het rust."
    assert pairs.running_in(stage.database, 1) == []


@pytest.mark.parametrize("first", ["nee, dinsdag 15 december 10 uur?", "laat rusten"])
async def test_a_no_is_to_the_question_that_was_asked_last(stage: Stage, first: str) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, first)
    await stage.tell(anna, "nee")
    assert is_open(stage)
    await stage.tell(anna, "Dat past")
    assert not is_open(stage)


async def test_a_yes_to_a_question_of_before_something_else_was_said_is_none_to_it(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, "laat rusten")
    await stage.tell(anna, "/hulp")
    await stage.tell(anna, "ja")
    assert is_open(stage)


async def test_a_yes_as_a_reply_to_the_proposal_is_for_the_date(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    asked = newest(stage, anna)
    await stage.tell(anna, "laat rusten")
    await stage.reply(anna, asked, "ja")
    assert not is_open(stage)


@pytest.mark.parametrize("said", ["Gedaan!", "ja", "ok", "klaar"])
async def test_a_stray_word_is_no_line_that_is_kept_unasked(stage: Stage, said: str) -> None:
    _, (anna, _, _) = await at_the_line(stage)
    asked = await stage.tell(anna, said)
    assert "je antwoord bij deze stap?" in asked.text
    await stage.tell(anna, "Ik wacht voortaan langer.")
    assert [one.text for one in stage.log() if one.kind in ("lesson", "draft")] == ["Ik wacht voortaan langer."]


async def test_a_stray_word_is_the_line_once_its_writer_says_so(stage: Stage) -> None:
    _, (anna, _, _) = await at_the_line(stage)
    await stage.press(anna, await stage.tell(anna, "Klaar"), "Ja, het is mijn antwoord")
    assert [one.text for one in stage.log() if one.kind in ("lesson", "draft")] == ["Klaar"]


@pytest.mark.parametrize("said", ["zaterdag 12 december 10 uur?", "nee kan niet, zaterdag 12 december 10 uur?"])
async def test_that_there_is_no_school_is_said_beside_a_question_mark_and_a_no(stage: Stage, said: str) -> None:
    anna = await with_a_proposal(stage)
    assert "er geen school" in (await stage.tell(anna, said)).text


async def test_a_question_that_takes_the_place_of_the_proposal_is_what_was_asked_last(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    assert "voorstel van Bram" in (await stage.tell(anna, "prima")).text
    assert is_open(stage)


@pytest.mark.parametrize(
    "said",
    [
        "ok dank je",
        "dankjewel",
        "Thanks!",
        "nee toch niet",
        "never mind",
        "deel met het team",
        "share it with the team",
    ],
)
async def test_thanks_or_a_buttons_words_are_no_line_that_is_kept_unasked(stage: Stage, said: str) -> None:
    _, (anna, _, _) = await at_the_line(stage)
    assert "je antwoord bij deze stap?" in (await stage.tell(anna, said)).text
    assert labels(await stage.tell(anna, "Ik wacht voortaan langer.")) == ["Deel met het team", "Alleen voor mij"]
    assert [one.text for one in stage.log() if one.kind in ("lesson", "draft")] == ["Ik wacht voortaan langer."]


@pytest.mark.parametrize("said", ["ok dank je", "nee toch niet"])
async def test_thanks_are_no_answer_that_another_reads_unasked(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    assert "je antwoord bij deze stap?" in (await stage.tell(anna, said)).text
    await tell_wishes(stage, anna)
    assert said not in newest(stage, bram).text


@pytest.mark.parametrize("said", ["ja, ik wacht voortaan langer", "Dank je wel, ik wacht langer"])
async def test_a_yes_or_thanks_and_more_is_a_line(stage: Stage, said: str) -> None:
    _, (anna, _, _) = await at_the_line(stage)
    await stage.tell(anna, said)
    assert [one.text for one in stage.log() if one.kind == "lesson"] == [said]


async def test_an_earlier_line_is_not_shared_where_the_next_is_asked_for(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    for person in (anna, bram):
        await stage.tell(person, "Ik wacht voortaan langer.")
    await stage.pass_by()
    await tell_wishes(stage, bram)
    await stage.tell(anna, "ma 7 december 10.15")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.move_to("2026-12-07 12:00")
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    assert "je antwoord bij deze stap?" in (await stage.tell(anna, "deel met het team")).text
    assert not any("wil deze regel" in one.text for one in stage.private(bram))


async def test_what_waited_for_the_morning_is_asked_once_it_is_there(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.move_to("2026-11-30 21:00")
    await stage.tell(bram, "do 10 december 9.00")
    await stage.tell(anna, "/vergeet")
    await stage.move_to("2026-12-01 08:45")
    assert "donderdag 10 december" in newest(stage, anna).text
    await stage.tell(anna, "ja")
    assert pairs.running_in(stage.database, 1)


@pytest.mark.parametrize("yes", ["ja", "ja hoor", "prima", "de eerste", "die"])
@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("nee, dinsdag 15 december 10 uur?", "dinsdag 15 december om 10.00 uur"),
        ("ja, maar liever een kwartier later", "donderdag 10 december om 9.15 uur"),
    ],
)
async def test_a_yes_is_to_the_only_date_that_was_read(stage: Stage, said: str, at: str, yes: str) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, said)
    assert (await stage.tell(anna, yes)).text == f"Ik vraag Bram of {at} past."


async def test_a_yes_to_a_date_on_another_weekday_is_to_that(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "zo 11 dec 10u")
    assert (await stage.tell(anna, "ja hoor")).text == "Ik vraag Bram of vrijdag 11 december om 10.00 uur past."


async def test_a_yes_below_an_earlier_reading_agrees_to_nothing(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    first = await stage.tell(anna, "half 2")
    await stage.tell(anna, "ik bedoel om 11.30")
    await stage.reply(anna, first, "ja")
    (pair,) = [one for one in pairs.running_in(stage.database, 1) if anna.id in one.people]
    assert (pair.meets_at, anna.id in pair.wants) == (None, False)


async def test_a_yes_to_two_is_asked_about(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    both = labels(await stage.tell(anna, "di 8 of do 10 dec om tien uur"))
    assert labels(await stage.tell(anna, "ja hoor")) == both


async def test_a_yes_after_a_doubtful_word_counts(stage: Stage) -> None:
    anna = await with_a_proposal(stage)
    assert "voorstel van Bram" in (await stage.tell(anna, "maakt niet uit")).text
    await stage.tell(anna, "ja prima")
    assert not is_open(stage)


@pytest.mark.parametrize(
    ("said", "asked"),
    [("kan toch niet", "en dat jullie een andere tijd zoeken?"), ("uurtje later", "om 10.00 uur past?")],
)
async def test_a_yes_beside_a_date_that_stands_is_asked_once_more(stage: Stage, said: str, asked: str) -> None:
    anna = await with_a_proposal(stage)
    await stage.tell(anna, "ja")
    await stage.tell(anna, said)
    assert asked in (await stage.tell(anna, "ja")).text
    assert not is_open(stage)
    await stage.tell(anna, "ja")
    assert pairs.running_in(stage.database, 1)[0].meets_at is None


async def test_a_date_that_more_are_for_is_said_to_be_nobodys(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(chris, "do 10 december 9.00")
    await stage.tell(anna, "ja")
    assert "Gaat het over het voorstel voor “Lesbezoek”" in (await stage.tell(bram, "maakt niet uit")).text


@pytest.mark.parametrize("said", ["ja", "nee", "ja hoor gedaan"])
async def test_where_a_button_is_to_be_pressed_it_is_shown_again(stage: Stage, said: str) -> None:
    anna, _ = await agreed(stage)
    await stage.move_to("2026-12-04 11:30")
    asked = await stage.tell(anna, said)
    assert labels(asked) == ["Gedaan", "Ging niet door", "Laat rusten"]
    assert "is binnen" in str(await stage.press(anna, asked, "Gedaan")) + newest(stage, anna).text


@pytest.mark.parametrize("said", ["moet dat?", "hm, dat weet ik niet", "zou dat wel kunnen"])
async def test_a_few_words_right_below_the_question_about_a_line_are_nobodys_line_unasked(
    stage: Stage, said: str
) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.tell(bram, said)
    assert "je antwoord bij deze stap?" in newest(stage, bram).text
    assert said not in {entry.text for entry in stage.log() if entry.kind == "lesson"}


@pytest.mark.parametrize(("said", "is_shared"), [("natuurlijk!", True), ("liever niet eigenlijk", False)])
async def test_a_yes_and_a_no_to_a_line_are_read_in_more_words(stage: Stage, said: str, is_shared: bool) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.tell(bram, said)
    assert ("wie het al weet" in stage.last(group).text) == is_shared
    assert said not in {entry.text for entry in stage.log()}
