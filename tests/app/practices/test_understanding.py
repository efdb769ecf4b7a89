"""Understanding: what somebody is asked about a date they name, whose day and time may come in two messages."""

import pytest
from app.consulting import labels
from app.practices.together import agreed, newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Message, Person

pytestmark = pytest.mark.usefixtures("calm")
FIRST = "dinsdag 1 december om 10.30 uur"


async def finding_date(stage: Stage) -> tuple[Person, Person]:
    """Return two people who look for a date, on Monday 30 November."""
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    return anna, bram


async def tell_all(stage: Stage, person: Person, *texts: str) -> Message:
    """Let somebody write some messages, and return the bot's newest one."""
    return [await stage.tell(person, text) for text in texts][-1]


@pytest.mark.parametrize(
    "said",
    [
        ("dinsdag 1 december", "half elf"),
        ("dinsdag 1 december", "10.30"),
        ("dinsdag 1 december", "weet ik nog niet", "om half elf"),
        ("om half elf", "dinsdag 1 december"),
        ("10.30", "dinsdag"),
        ("dinsdagmiddag", "toch niet", "10.30"),
        ("31 november om 10.30", "1 december"),
    ],
)
async def test_a_day_and_its_time_may_come_in_two_messages(stage: Stage, said: tuple[str, ...]) -> None:
    anna, bram = await finding_date(stage)
    heard = len(stage.private(bram))
    told = await tell_all(stage, anna, *said[:-1])
    assert len(stage.private(bram)) == heard
    assert "?" in told.text
    told = await stage.tell(anna, said[-1])
    assert told.text == f"Ik vraag Bram of {FIRST} past."
    assert f"Anna stelt voor: {FIRST}." in newest(stage, bram).text


async def test_in_english_too(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    await stage.tell(anna, "/taal en")
    asked = await stage.tell(anna, "Tuesday 1 December")
    assert asked.text == "Right, Tuesday 1 December. At what time? Just the time will do, such as “10:15 a.m.”."
    assert (await stage.tell(anna, "half past ten")).text.startswith("I’ll ask Bram whether Tuesday 1 December")
    asked = await stage.tell(anna, "at 2 p.m.")
    assert asked.text.endswith("Another day? Write just that.")
    assert "Thursday 3 December at 2 p.m." in (await stage.tell(anna, "Thursday")).text


async def test_a_day_is_asked_for_its_time_and_a_time_for_its_day(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    asked = await stage.tell(anna, "dinsdag 1 december")
    assert asked.text == "Goed, dinsdag 1 december. Hoe laat? Alleen een tijd is genoeg, zoals “10.15 uur”."
    asked = await stage.tell(anna, "geen idee")
    assert asked.text == "Ik lees er nog geen tijd in. Hoe laat, op dinsdag 1 december?"
    await stage.tell(anna, "half elf")
    asked = await stage.tell(anna, "om 11 uur")
    assert (asked.text, labels(asked)) == (
        "Bedoel je dit? Dan vraag ik Bram of het past. Een andere dag? Schrijf dan alleen die.",
        ["dinsdag 1 december om 11.00 uur", "Nee, iets anders"],
    )


async def test_a_day_without_school_is_asked_for_no_time(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    assert (
        await stage.tell(anna, "za 5 december")
    ).text == "Op zaterdag 5 december is er geen school. Kies een andere dag."
    assert "maandag 30 november" in labels(await stage.tell(anna, "om 11 uur"))[0]


@pytest.mark.parametrize(("until", "is_joined"), [("2026-11-30 20:50", True), ("2026-11-30 21:10", False)])
async def test_half_a_moment_is_kept_for_the_day(stage: Stage, until: str, *, is_joined: bool) -> None:
    anna, _ = await finding_date(stage)
    await stage.tell(anna, "dinsdag 8 december")
    await stage.move_to(until)
    told = await stage.tell(anna, "half elf")
    assert ("dinsdag 8 december om 10.30 uur" in told.text) == is_joined
    assert told.text.startswith("Bedoel je dit?") != is_joined


async def test_half_a_moment_goes_with_no_time_once_a_whole_one_was_named(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    await tell_all(stage, anna, "dinsdag 8 december", "donderdag 10 december 9.00")
    assert (await stage.tell(anna, "half elf")).text.startswith("Bedoel je dit?")
    # Nor once the other did.
    await stage.tell(anna, "dinsdag 8 december")
    await stage.tell(bram, "vrijdag 11 december 9.00")
    assert (await stage.tell(anna, "half elf")).text.startswith("Bedoel je dit?")


async def test_a_time_after_nothing_else_was_meant_is_asked_about(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    await stage.press(anna, await stage.tell(anna, "om half elf"), "Nee, iets anders")
    assert "Hoe laat?" in (await stage.tell(anna, "dinsdag 1 december")).text


async def test_half_a_moment_is_of_one_pair_and_one_step(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    await stage.tell(anna, "dinsdag 8 december")
    # Nobody else’s time completes it, nor one’s own once another date stands.
    assert "8 december" not in (await stage.tell(bram, "half elf")).text
    await stage.tell(bram, "vrijdag 4 december 9.00")
    await stage.tell(anna, "ja")
    assert "8 december" not in (await stage.tell(anna, "om half elf")).text


async def test_a_time_alone_completes_a_day_whatever_else_waits(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "dinsdag 1 december")
    await stage.say(anna, group, "/ritme blind aan")
    await stage.say(anna, group, "/vraag")
    await stage.tell(anna, "half elf")
    assert f"Anna stelt voor: {FIRST}." in newest(stage, bram).text


async def test_a_date_that_stands_may_be_moved_in_two_messages(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    heard = len(stage.private(bram))
    assert "Hoe laat?" in (await stage.tell(anna, "ma 7 december")).text
    asked = await stage.tell(anna, "13.00")
    assert "en vragen of maandag 7 december om 13.00 uur past?" in asked.text
    assert len(stage.private(bram)) == heard


@pytest.mark.parametrize("said", ["morgen", "dinsdag", "Dinsdag 1 december was leuk"])
async def test_beside_a_date_that_stands_not_every_day_is_another_one(stage: Stage, said: str) -> None:
    anna, _ = await agreed(stage)
    told = await stage.tell(anna, said)
    assert ("Hoe laat?" in told.text, "Bedoel je dit?" in told.text) == (False, False)


@pytest.mark.parametrize("said", ["vrijdag van half 3 tot kwart over 3", "vr 4 dec 14.30-15.15"])
async def test_a_stretch_of_time_begins_at_its_beginning(stage: Stage, said: str) -> None:
    anna, _ = await finding_date(stage)
    assert (await stage.tell(anna, said)).text == "Ik vraag Bram of vrijdag 4 december om 14.30 uur past."


@pytest.mark.parametrize("said", ["dinsdag of donderdag rond tien", "Kan het dinsdag of donderdag om 10 uur?"])
async def test_two_days_are_both_offered_and_none_is_proposed_before_one_is_pressed(stage: Stage, said: str) -> None:
    anna, bram = await finding_date(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, said)
    assert (asked.text, labels(asked)) == (
        "Welke bedoel je? Daarna vraag ik Bram of het past.",
        ["dinsdag 1 december om 10.00 uur", "donderdag 3 december om 10.00 uur", "Geen van deze"],
    )
    assert len(stage.private(bram)) == heard
    await stage.press(anna, asked, "donderdag 3 december om 10.00 uur")
    assert "donderdag 3 december om 10.00 uur" in newest(stage, bram).text


async def test_a_date_on_another_weekday_is_asked_about(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "di 9 december 10.00")
    assert (asked.text, labels(asked)) == (
        "9 december is een woensdag. Welke dag bedoel je?",
        ["dinsdag 8 december om 10.00 uur", "woensdag 9 december om 10.00 uur", "Geen van deze"],
    )
    assert len(stage.private(bram)) == heard
    await stage.press(anna, asked, "dinsdag 8 december om 10.00 uur")
    assert "dinsdag 8 december om 10.00 uur" in newest(stage, bram).text


async def test_a_date_on_another_weekday_is_chosen_first_and_then_its_time(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    await stage.tell(anna, "/taal en")
    asked = await stage.tell(anna, "Tuesday 9 December")
    assert (asked.text, labels(asked)) == (
        "9 December is a Wednesday. Which day do you mean?",
        ["Tuesday 8 December", "Wednesday 9 December", "None of these"],
    )
    await stage.press(anna, asked, "Wednesday 9 December")
    assert "At what time?" in newest(stage, anna).text
    await stage.tell(anna, "10")
    assert "woensdag 9 december om 10.00 uur" in newest(stage, bram).text


async def test_of_two_days_one_without_school_is_not_offered(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    asked = await stage.tell(anna, "za 11 december 10.00")
    assert (asked.text, labels(asked)) == (
        "11 december is een vrijdag. Bedoel je die dag?",
        ["vrijdag 11 december om 10.00 uur", "Nee, iets anders"],
    )


@pytest.mark.parametrize(
    ("said", "language", "told"),
    [
        ("31 november om 10 uur", "nl", "31 november staat niet op de kalender. Welke dag bedoel je?"),
        ("30 februari", "nl", "30 februari staat niet op de kalender. Schrijf een dag en een tijd, zo:"),
        ("Kan het op 31 november?", "nl", "31 november staat niet op de kalender."),
        ("31 November at 10", "en", "31 November isn’t on the calendar. Which day do you mean?"),
    ],
)
async def test_a_day_that_does_not_exist_is_said_not_to(stage: Stage, said: str, language: str, told: str) -> None:
    anna, _ = await finding_date(stage)
    await stage.tell(anna, f"/taal {language}")
    assert (await stage.tell(anna, said)).text.startswith(told)


async def test_a_date_in_the_next_year_needs_no_year(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    assert (
        await stage.tell(anna, "12 januari om 10.00")
    ).text == "Ik vraag Bram of dinsdag 12 januari om 10.00 uur past."


async def test_a_date_that_is_over_is_next_years_only_if_somebody_says_so(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "9 november om 10.00")
    assert (asked.text, labels(asked)) == (
        "9 november is al geweest. Bedoel je volgend jaar? Zo niet, schrijf dan alleen een andere dag.",
        ["dinsdag 9 november om 10.00 uur", "Nee, iets anders"],
    )
    assert len(stage.private(bram)) == heard
    await stage.tell(anna, "9 december")
    assert "woensdag 9 december om 10.00 uur" in newest(stage, bram).text
    await stage.press(anna, asked, "dinsdag 9 november om 10.00 uur")
    assert "dinsdag 9 november om 10.00 uur" in newest(stage, bram).text


async def test_a_date_over_half_a_year_ahead_is_asked_about_with_its_year(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    await stage.tell(anna, "/taal en")
    asked = await stage.tell(anna, "8 June at 10")
    assert asked.text == "Is this what you mean, in 2027? Then I’ll ask Bram whether it suits."
    assert (await stage.tell(anna, "8 June 2027 at 10")).text.startswith("I’ll ask Bram whether Tuesday 8 June")


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("nl", "zondag 25 december 10 uur", "Op vrijdag 25 december is er geen school."),
        ("nl", "zondag 25 december", "Op vrijdag 25 december is er geen school."),
        ("en", "Sunday 25 December at 10", "There’s no school on Friday 25 December."),
    ],
)
async def test_a_date_on_a_free_day_is_not_offered(stage: Stage, language: str, said: str, told: str) -> None:
    group, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.say(anna, group, "/vrijedagen 21 december t/m 1 januari kerstvakantie")
    await stage.tell(anna, f"/taal {language}")
    asked = await stage.tell(anna, said)
    assert (asked.text.startswith(told), asked.buttons) == (True, [])


async def test_of_a_date_and_its_weekday_only_what_is_no_free_day_is_offered(stage: Stage) -> None:
    anna, _ = await finding_date(stage)
    asked = await stage.tell(anna, "vr 6 december 10.00")
    assert (asked.text, labels(asked)) == (
        "6 december is een zondag. Welke dag bedoel je?",
        ["vrijdag 4 december om 10.00 uur", "Nee, iets anders"],
    )


async def test_a_time_alone_is_not_offered_on_a_day_without_school(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    await stage.move_to("2026-12-04 17:30")
    asked = await stage.tell(anna, "om 10 uur")
    assert (asked.text, asked.buttons) == ("Ik lees er nog geen dag in. Welke dag, om 10.00 uur?", [])
    await stage.tell(anna, "woensdag")
    await stage.move_to("2026-12-07 09:00")
    assert "woensdag 9 december om 10.00 uur" in newest(stage, bram).text


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        (("donderdag dan maar", "tien uur"), False),
        (("donderdag dan maar tien uur",), False),
        (("doe maar donderdag", "om 10 uur graag"), True),
        (("Thursday then", "ten o’clock please"), True),
        (("do 3 dec tussen 10 en 11",), True),
        (("do 3 dec van 10 tot kwart over10",), False),
        (("do 3 dec 1e uur", "10.00"), False),
        (("Thursday 3 December, period 2", "10.00"), False),
    ],
)
async def test_a_date_said_softly_is_understood(stage: Stage, said: tuple[str, ...], *, is_asked: bool) -> None:
    anna, bram = await finding_date(stage)
    told = await tell_all(stage, anna, *said)
    if is_asked:
        await stage.press(anna, told, "donderdag 3 december om 10.00 uur")
    assert "Anna stelt voor: donderdag 3 december om 10.00 uur." in newest(stage, bram).text


@pytest.mark.parametrize(
    ("language", "said", "asked"),
    [
        ("nl", "do 17 dec 1e uur", "Goed, donderdag 17 december. Jullie lesuren ken ik niet: hoe laat begint dat?"),
        ("en", "Thu 17 Dec, period 1", "Right, Thursday 17 December. I don’t know your timetable: what time"),
    ],
)
async def test_a_date_that_stands_may_be_moved_to_an_hour_of_the_timetable(
    stage: Stage, language: str, said: str, asked: str
) -> None:
    anna, _ = await agreed(stage)
    await stage.tell(anna, f"/taal {language}")
    assert (await stage.tell(anna, said)).text.startswith(asked)
    assert "17 dec" in (await stage.tell(anna, "8.30")).text.lower()


@pytest.mark.parametrize(
    ("said", "is_sure"),
    [
        ("dinsdag of donderdag rond tien", True),
        ("Tuesday or Thursday around ten", True),
        ("di 9 december", True),
        ("maandag 7 dec tussen 10 en 11", True),
        ("donderdag dan maar om tien uur", True),
        ("do 17 dec 1e uur", True),
        ("van half 3 tot kwart over3", False),
        ("Dinsdag om tien uur hadden we gym en dat liep", False),
    ],
)
async def test_beside_an_open_question_a_date_goes_to_the_pair_that_looks_for_one(
    stage: Stage, said: str, *, is_sure: bool
) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.say(bram, group, "/vraag")
    told = await stage.tell(anna, said)
    assert ("Waar gaat dit over?" in told.text) is not is_sure
    if not is_sure:
        assert labels(told)[0] == "Lesbezoek, met Bram"
        assert len(labels(told)) == 3
