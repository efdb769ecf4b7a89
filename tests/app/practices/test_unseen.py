"""Unseen: what somebody writes of a date while another one, which they have not read, waits for their morning."""

import pytest
from app.practices.together import newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")
MEANT = {"nl": ("van half 3 tot kwart over 3", "Nee, iets anders"), "en": ("Tue 9 December", "None of these")}


async def finding_date(stage: Stage) -> tuple[Person, Person]:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    return anna, bram


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("at", ["2026-11-30 09:30", "2026-11-30 19:00"])
async def test_none_of_these_drops_ones_own_words_and_no_date_of_another(stage: Stage, language: str, at: str) -> None:
    anna, bram = await finding_date(stage)
    said, none = MEANT[language]
    await stage.tell(anna, f"/taal {language}")
    await stage.move_to(at)
    asked = await stage.tell(anna, said)
    await stage.tell(bram, "do 7 januari 10.00")
    heard = len(stage.private(bram))
    await stage.press(anna, asked, none)
    await stage.move_to("2026-12-01 09:00")
    assert [one.text for one in stage.private(bram)[heard:]] == []
    assert any("7 januari" in one.text or "7 January" in one.text for one in stage.private(anna))
    assert bram.id in pairs.running_in(stage.database, 1)[0].wants


@pytest.mark.parametrize(
    ("language", "said", "yes"),
    [
        ("nl", "prima hoor", "Dat past"),
        ("nl", "nee", "Dat past"),
        ("en", "fine by me", "That suits me"),
        ("en", "lovely, see you there", "That suits me"),
    ],
)
async def test_whoever_speaks_of_a_date_they_have_not_read_reads_it_first(
    stage: Stage, language: str, said: str, yes: str
) -> None:
    anna, bram = await finding_date(stage)
    await stage.tell(bram, f"/taal {language}")
    await stage.move_to("2026-11-30 19:00")
    await stage.tell(anna, "do 3 december 10.00")
    shown = await stage.tell(bram, said)
    assert pairs.running_in(stage.database, 1)[0].meets_at is None
    await stage.press(bram, shown, yes)
    before = len(stage.private(bram))
    await stage.move_to("2026-12-01 08:40")
    assert pairs.running_in(stage.database, 1)[0].meets_at is not None
    # Nor is it asked about once more.
    assert all("stelt voor" not in one.text and "suggests" not in one.text for one in stage.private(bram)[before:])


async def test_once_read_a_yes_in_words_is_a_yes(stage: Stage) -> None:
    anna, bram = await finding_date(stage)
    await stage.tell(anna, "do 3 december 10.00")
    assert "Afgesproken" in (await stage.tell(bram, "prima hoor")).text
    assert "Afgesproken" in newest(stage, anna).text


async def test_what_is_written_before_a_question_is_shown_in_the_morning_is_no_answer_to_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-03 20:30")
    await stage.press(bram, newest(stage, bram), "Gedaan")
    await stage.tell(anna, "/samen")
    await stage.press(anna, newest(stage, anna), "1")
    await stage.press(anna, newest(stage, anna), "Gedaan")
    told = await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    assert told.text.startswith("Over Lesbezoek hoor je vrijdag 4 december meer van me")
    assert told.text.endswith("bewaar ik niet.")
    assert not [one for one in stage.log() if one.kind == "lesson"]


async def test_a_step_waits_for_whoever_is_reminded_on_their_next_working_day(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(bram, "/werkdagen di do")
    await tell_wishes(stage, anna)
    await stage.move_to("2026-12-01 09:00")
    await stage.tell(bram, "di 8 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-08 11:30")
    (here,) = pairs.running_in(stage.database, 1)
    after_visit, reminded_at = here.state.position, ""
    for at in (f"2026-12-{day:02} {hour}" for day in range(9, 31) for hour in ("09:00", "17:00")):
        await stage.move_to(at)
        if pairs.running_in(stage.database, 1)[0].state.position != after_visit:
            break
        is_reminded = any("Dit ligt nog bij jou" in one.text for one in stage.private(bram))
        reminded_at = reminded_at or (at if is_reminded else "")
    assert "" < reminded_at < at, (reminded_at, at)


async def test_what_one_asks_the_bot_is_no_wish(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await stage.tell(anna, "en nu?")
    await stage.tell(anna, "wat moet ik hier invullen?")
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.state.given, [one for one in stage.log() if one.text.endswith("?")]) == (frozenset(), [])


async def test_who_is_there_on_a_day_off_may_see_the_next_question_at_once(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(bram, "/werkdagen do")
    await tell_wishes(stage, anna)
    told = await stage.tell(bram, "Ik ben er toch vandaag.")
    assert "hoor je donderdag 3 december meer van me" in told.text
    await stage.press(bram, told, "Laat nu zien")
    await stage.tell(bram, "di 8 december 10.15")
    assert "dinsdag 8 december om 10.15 uur" in newest(stage, anna).text
