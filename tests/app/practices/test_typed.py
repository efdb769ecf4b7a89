"""Typed: what stands on a button of a pair, written in private, is as if it were pressed; in Dutch and in English."""

import pytest
from app.consulting import labels
from app.practices.test_inviting import ask
from app.practices.test_threes import three
from app.practices.together import agreed, newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs


def going(stage: Stage) -> int:
    return len(pairs.running_in(stage.database, 1))


async def with_a_date(stage: Stage) -> list[Person]:
    """Return three people, the first two of whom agreed on a date."""
    _, people = await paired(stage)
    anna, bram, _ = people
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    return people


async def after_the_visit(stage: Stage) -> tuple[Person, Person]:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 11:30")
    return anna, bram


@pytest.mark.parametrize(
    ("rest", "sure"), [("Laat rusten", "ja, laat rusten!"), ("leave it for now", "Yes, leave it.")]
)
@pytest.mark.parametrize("has_date", [True, False])
async def test_a_pair_can_be_left_in_words(stage: Stage, rest: str, sure: str, has_date: bool) -> None:
    if has_date:
        anna, bram = await agreed(stage)
    else:
        _, (anna, bram, _) = await paired(stage)
    assert "Zal ik dit laten rusten?" in (await stage.tell(anna, rest)).text
    await stage.tell(anna, sure)
    assert going(stage) == 0
    assert "dit rust nu" in newest(stage, bram).text


@pytest.mark.parametrize("said", ["andere tijd", "Andere tijd!", "another time"])
async def test_a_date_that_stands_can_be_moved_in_words(stage: Stage, said: str) -> None:
    anna, _ = await agreed(stage)
    asked = await stage.tell(anna, said)
    assert ("niet doorgaat" in asked.text, labels(asked)[0]) == (True, "Ja, andere tijd")


@pytest.mark.parametrize("sure", ["Ja, andere tijd", "yes, another time"])
async def test_the_words_of_the_button_move_a_date_that_stands(stage: Stage, sure: str) -> None:
    anna, bram = await agreed(stage)
    await stage.tell(anna, "andere tijd")
    await stage.tell(anna, sure)
    assert pairs.running_in(stage.database, 1)[0].meets_at is None
    assert "gaat zo niet door" in newest(stage, bram).text


@pytest.mark.parametrize(
    ("said", "sure"), [("ging niet door", "Ja, nieuwe dag"), ("It didn't happen", "yes, another day")]
)
async def test_that_it_was_not_held_can_be_said(stage: Stage, said: str, sure: str) -> None:
    anna, bram = await after_the_visit(stage)
    assert "helemaal niet doorgegaan?" in (await stage.tell(anna, said)).text
    await stage.tell(anna, sure)
    assert "niet is doorgegaan" in newest(stage, bram).text


@pytest.mark.parametrize("said", ["Ik was er niet bij", "i wasn’t there."])
async def test_one_of_three_says_in_words_not_to_have_been_there(stage: Stage, said: str) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    for person in (anna, chris):
        await stage.press(person, newest(stage, person), "Dat past")
    await stage.move_to("2026-12-03 11:30")
    assert "de anderen gaan verder" in (await stage.tell(chris, said)).text


@pytest.mark.parametrize("said", ["met iemand anders", "With somebody else"])
async def test_after_one_rests_another_colleague_can_be_asked_in_words(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(bram, "laat rusten")
    await stage.tell(bram, "ja, laat rusten")
    asked = await stage.tell(anna, said)
    assert ("wie wil je vragen?" in asked.text, labels(asked)) == (True, ["Bram", "Chris"])


async def test_what_a_button_of_two_pairs_says_is_asked_about(stage: Stage) -> None:
    anna, bram, chris = await with_a_date(stage)
    await ask(stage, chris, "Anna")
    await stage.press(anna, newest(stage, anna), "Ja, leuk")
    assert "Chris hoort alleen" in (await stage.tell(anna, "laat rusten")).text
    await stage.tell(anna, "/hulp")
    asked = await stage.tell(anna, "laat rusten")
    assert labels(asked)[:2] == ["Lesbezoek, met Bram", "Lesbezoek, met Chris"]
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    await stage.press(anna, newest(stage, anna), "Ja, laat rusten")
    assert [here.people for here in pairs.running_in(stage.database, 1)] == [(chris.id, anna.id)]
    assert "dit rust nu" in newest(stage, bram).text


async def test_while_one_writes_for_a_pair_a_button_of_another_is_asked_about(stage: Stage) -> None:
    anna, bram, chris = await with_a_date(stage)
    await ask(stage, anna, "Chris")
    await stage.press(chris, newest(stage, chris), "Ja, leuk")
    await stage.press(anna, await stage.tell(anna, "/samen"), "2")
    asked = await stage.tell(anna, "andere tijd")
    assert labels(asked)[:2] == ["Lesbezoek, met Chris", "Lesbezoek, met Bram"]
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert "Zal ik Bram laten weten" in newest(stage, anna).text
    assert "andere tijd" not in " ".join(one.text for one in (*stage.private(chris), *stage.private(bram)))


async def test_while_a_question_is_open_it_is_asked_about_and_then_pressed(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(bram, group, "/vraag")
    asked = await stage.tell(anna, "Laat rusten")
    assert ("Waar gaat dit over?" in asked.text, going(stage)) == (True, 1)
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert "Zal ik dit laten rusten?" in newest(stage, anna).text


async def test_what_says_more_than_a_button_is_words(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Laat rusten wie nog niet klaar is.")
    assert "Laat rusten wie nog niet klaar is." in newest(stage, bram).text


async def test_a_button_of_whom_it_was_not_shown_does_nothing(stage: Stage) -> None:
    _, (_, _, chris) = await paired(stage)
    for said in ("Laat rusten", "Ja, laat rusten", "Met iemand anders"):
        assert "Losse berichten bewaar ik hier niet" in (await stage.tell(chris, said)).text
    assert going(stage) == 1


@pytest.mark.parametrize(("said", "language"), [("Nee.", "nl"), ("yes please", "en")])
async def test_a_mere_yes_or_no_is_asked_about_before_the_other_reads_it(
    stage: Stage, said: str, language: str
) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, f"/taal {language}")
    asked = await stage.tell(anna, said)
    expected = "Ja, het is mijn antwoord" if language == "nl" else "Yes, it’s my answer"
    assert labels(asked) == [expected]
    assert all(said not in one.text for one in stage.private(bram))
    await stage.press(anna, asked, expected)
    await tell_wishes(stage, anna, None)
    assert said in newest(stage, bram).text


@pytest.mark.parametrize(
    ("said", "answer", "reads"),
    [
        ("ja", "Ja, het is mijn antwoord", "ja"),
        ("dinsdag 8 december 10.00", "nee, het is mijn antwoord!", "dinsdag 8 december 10.00"),
        ("dinsdag 8 december 10.00", "Ja, voor de datum", ""),
    ],
)
async def test_what_is_asked_about_words_can_be_answered_in_words(
    stage: Stage, said: str, answer: str, reads: str
) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, said)
    await stage.tell(anna, answer)
    await tell_wishes(stage, anna, *([None] if reads else []))
    seen = next(one.text for one in reversed(stage.private(bram)) if "Kijken naar" in one.text)
    assert (answer in seen, (reads or said) in seen) == (False, bool(reads))


@pytest.mark.parametrize("sure", ["Ja, laat rusten", "yes, leave it"])
async def test_what_nobody_was_asked_is_asked_before_a_pair_rests(stage: Stage, sure: str) -> None:
    anna, _ = await agreed(stage)
    assert ("Zal ik dit laten rusten?" in (await stage.tell(anna, sure)).text, going(stage)) == (True, 1)
    await stage.tell(anna, sure)
    assert going(stage) == 0


@pytest.mark.parametrize("sure", ["Ja, nieuwe dag", "Yes, another day"])
async def test_what_nobody_was_asked_is_asked_before_another_day_is_looked_for(stage: Stage, sure: str) -> None:
    anna, bram = await after_the_visit(stage)
    heard = len(stage.private(bram))
    assert "helemaal niet doorgegaan?" in (await stage.tell(anna, sure)).text
    assert len(stage.private(bram)) == heard


@pytest.mark.parametrize("between", [False, True])
async def test_the_day_that_was_named_is_kept_where_another_time_is_typed(stage: Stage, between: bool) -> None:
    anna, bram = await agreed(stage)
    await stage.tell(anna, "ma 7 december 13.00")
    if between:
        await stage.tell(anna, "/hulp")
        assert "maandag 7 december om 13.00 uur past?" in (await stage.tell(anna, "ja, andere tijd")).text
    await stage.tell(anna, "Ja, andere tijd")
    assert "Anna stelt voor: maandag 7 december om 13.00 uur." in newest(stage, bram).text


@pytest.mark.parametrize("said", ["Andere tijd", "another time"])
async def test_another_time_than_was_read_refuses_nobodys_proposal(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 10 december 9.00")
    heard = len(stage.private(bram))
    await stage.tell(anna, "liever een uur later")
    told = await stage.tell(anna, said)
    assert ("Welke dag en tijd past jou wel?" in told.text, len(stage.private(bram))) == (True, heard)
    await stage.press(anna, told, "Dat past")
    assert pairs.running_in(stage.database, 1)[0].meets_at is not None
