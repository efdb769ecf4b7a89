"""Dates of pairs: found together, moved, past, off, and what each reads of them."""

import pytest
from app.consulting import labels
from app.practices.together import agreed, at_the_line, newest, paired, tell_wishes
from stage import Stage

from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def test_without_a_date_it_is_reminded_of_once_and_then_rests(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint?")
    before = len(stage.private(bram))
    await stage.move_to("2026-12-20 09:00")
    told = [message.text for message in stage.private(bram)[before:]]
    assert ["Dit ligt nog bij jullie" in text for text in told] == [True, False]
    assert "er kwam geen dag uit" in told[-1]
    assert pairs.running_for(stage.database, anna.id) == []


async def test_a_button_under_an_earlier_date_moves_no_later_one(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    earlier = newest(stage, anna)
    await stage.press(anna, earlier, "Andere tijd")
    await stage.press(anna, newest(stage, anna), "Ja, andere tijd")
    await stage.tell(bram, "maandag 7 december 11.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    move = next(
        button.data or "" for row in newest(stage, bram).buttons for button in row if button.text == "Andere tijd"
    )
    await stage.tell(anna, f"/pair 1 2 move {int(move.split()[-1]) - 60} sure")
    (here,) = pairs.running_in(stage.database, 1)
    assert here.meets_at is not None
    assert here.meets_at.day == 7


async def test_when_a_pair_rests_the_other_hears_that_the_date_is_off(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    await stage.press(anna, newest(stage, anna), "Ja, laat rusten")
    assert "De afspraak van vrijdag 4 december om 9.00 uur gaat niet door." in newest(stage, bram).text


async def test_a_date_that_is_past_is_no_suggestion_any_more(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint?")
    await stage.tell(anna, "dinsdag 1 december 13.00")
    await stage.move_to("2026-12-02 10:00")
    await stage.tell(bram, "/samen")
    await stage.press(bram, newest(stage, bram), "1")
    assert ("Het voorstel is" in newest(stage, bram).text, "“woensdag 9 december" in newest(stage, bram).text) == (
        False,
        True,
    )


async def test_an_agreed_date_can_be_moved(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint?")
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    agreed_on, heard = newest(stage, anna), len(stage.private(bram))
    await stage.press(anna, agreed_on, "Andere tijd")
    # One press cancels nothing.
    assert len(stage.private(bram)) == heard
    await stage.press(anna, newest(stage, anna), "Ja, andere tijd")
    assert "Anna zoekt een andere tijd" in newest(stage, bram).text
    await stage.tell(bram, "maandag 7 december 11.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "Afgesproken: maandag 7 december om 11.00 uur" in newest(stage, bram).text


async def test_what_didnt_happen_gets_another_date(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 10:30")
    assert "Even praten" in newest(stage, bram).text
    before = len(stage.private(anna))
    await stage.press(bram, newest(stage, bram), "Ging niet door")
    # It may only be the talk that came to nothing.
    assert len(stage.private(anna)) == before
    await stage.press(bram, newest(stage, bram), "Ja, nieuwe dag")
    assert "Bram liet weten dat het op vrijdag 4 december om 9.00 uur niet is doorgegaan." in newest(stage, anna).text
    await stage.tell(anna, "maandag 7 december 11.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    assert "Afgesproken: maandag 7 december om 11.00 uur" in newest(stage, anna).text


async def test_a_date_within_a_sentence_is_asked_about_and_not_guessed(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    heard = len(stage.private(bram))
    said = await stage.tell(anna, "Nee, dan heb ik gym. Liever woensdag 2 december om 9.15, kan dat?")
    assert "Bedoel je dit?" in said.text
    assert len(stage.private(bram)) == heard
    await stage.press(anna, said, "woensdag 2 december om 9.15 uur")
    assert "woensdag 2 december om 9.15 uur" in newest(stage, bram).text


async def test_whoever_is_visited_reads_what_is_theirs_to_know(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "Je krijgt bezoek." in newest(stage, anna).text
    assert "schrijf op wat je ziet" in newest(stage, bram).text


@pytest.mark.parametrize(
    ("wanted", "said_on", "comes"),
    [
        ("dinsdag 8 december 11.00", "2026-12-03 10:00", "2026-12-07 08:31"),
        # Before it there is no other day on which to say so.
        ("vrijdag 4 december 11.00", "2026-12-03 10:00", "2026-12-03 10:00"),
    ],
)
async def test_that_a_date_is_agreed_is_said_on_a_working_day_if_one_comes_before(
    stage: Stage, wanted: str, said_on: str, comes: str
) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna, "Wie begint?")
    await stage.tell(bram, wanted)
    await stage.tell(bram, "/werkdagen ma di")
    await stage.move_to(said_on)
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "Afgesproken" in newest(stage, anna).text
    agreed_at = [one for one in stage.private(bram) if "Afgesproken" in one.text]
    assert bool(agreed_at) == (comes == said_on)
    await stage.move_to(comes)
    assert len([one for one in stage.private(bram) if "Afgesproken" in one.text]) == 1


@pytest.mark.parametrize("said", ["ja, dat past!", "prima", "ok", "Is goed."])
async def test_a_yes_can_be_typed(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.tell(bram, said)
    assert "Afgesproken" in newest(stage, anna).text


@pytest.mark.parametrize("said", ["nee", "dat lukt niet", "Nee, dan kan ik niet."])
async def test_a_no_can_be_typed_and_asks_for_another_date(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.tell(bram, said)
    assert "Welke dag en tijd past jou wel?" in newest(stage, bram).text
    await stage.tell(bram, "maandag de 7e om 9 uur")
    assert "maandag 7 december om 9.00 uur" in newest(stage, anna).text


@pytest.mark.parametrize("said", ["om 10.15", "vanmiddag"])
async def test_a_time_without_a_day_is_asked_about_before_the_other_reads_it(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    before = len(stage.private(bram))
    await stage.tell(anna, said)
    assert ("Bedoel je dit?" in newest(stage, anna).text, len(stage.private(bram))) == (True, before)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("woensdag om 9 uur kan ik niet", "Ik lees er nog geen dag én tijd in"),
        ("zaterdag 5 december om 9 uur, of toch maar niet", "Op zaterdag 5 december is er geen school."),
    ],
)
async def test_of_a_sentence_that_says_when_not_no_date_is_offered(stage: Stage, said: str, heard: str) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, said)
    assert (heard in newest(stage, anna).text, labels(newest(stage, anna))) == (True, [])


async def test_a_day_without_a_time_is_asked_for_its_time(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "4 dec")
    assert "Hoe laat?" in newest(stage, anna).text


async def test_that_a_date_is_off_is_said_at_once_where_a_working_morning_would_be_too_late(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 07:40")
    reminder = next(one for one in reversed(stage.private(anna)) if "Andere tijd" in str(one.buttons))
    await stage.press(anna, reminder, "Andere tijd")
    await stage.press(anna, newest(stage, anna), "Ja, andere tijd")
    assert "gaat zo niet door" in newest(stage, bram).text


async def test_a_date_on_a_day_that_has_no_school_any_more_is_off(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.say(anna, group, "/vrijedagen 4 december studiedag")
    await stage.move_to("2026-12-01 09:00")
    for person in (anna, bram):
        assert "is er geen school meer" in newest(stage, person).text
    await stage.tell(bram, "maandag 7 december 9.00")
    await stage.tell(anna, "ja")
    assert "Afgesproken: maandag 7 december" in newest(stage, bram).text


async def test_whoever_says_that_they_are_away_is_asked_about_the_date_they_have_then(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.tell(anna, "/stil 4-12-2026 t/m 4-12-2026")
    asked = next(one for one in reversed(stage.private(anna)) if "heb je een afspraak met Bram" in one.text)
    await stage.press(anna, asked, "Andere tijd")
    await stage.press(anna, asked, "Ja, andere tijd")
    await stage.move_to("2026-12-01 09:00")
    assert "gaat zo niet door" in newest(stage, bram).text


async def test_of_an_hour_of_the_timetable_is_asked_when_it_begins(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "donderdag het 3e uur")
    assert "Jullie lesuren ken ik niet" in newest(stage, anna).text


async def test_a_date_on_which_one_is_away_oneself_is_not_passed_on(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "/stil 3-12-2026 t/m 12-12-2026")
    before = len(stage.private(anna))
    said = await stage.tell(bram, "dinsdag 8 december 10.15")
    assert ("ben je weg" in said.text, len(stage.private(anna))) == (True, before)
    # Nor is such a day shown as an example.
    assert "maandag 14 december" in (await stage.tell(bram, "weet ik niet")).text


async def test_of_a_day_that_is_over_it_is_said_that_it_is(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    assert "Dat is al geweest." in (await stage.tell(bram, "gisteren om 10 uur")).text


@pytest.mark.parametrize(("days", "names_end"), [("vr", False), ("do", True)])
async def test_a_reminder_that_comes_after_the_end_it_would_name_names_none(
    stage: Stage, days: str, names_end: bool
) -> None:
    _, (_, bram, _) = await at_the_line(stage)
    await stage.tell(bram, f"/werkdagen {days}")
    await stage.move_to("2026-12-18 12:00")
    reminders = [one.text for one in stage.private(bram) if "Dit ligt nog bij jou" in one.text]
    assert [" Tot " in text for text in reminders[:1]] == [names_end]
