"""Backing out: “I can't make Monday”, “laat maar zitten”, said in words of one's own, shows the buttons for it."""

from datetime import UTC, datetime

import pytest
from app.consulting import labels
from app.practices.test_bare_answers import with_a_proposal
from app.practices.test_inviting import ask
from app.practices.test_typed import with_a_date
from app.practices.together import agreed, newest, paired, tell_wishes
from stage import Stage

from bot.core.saying.calling_off import calls_off, drops
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")
CANT = ["kan toch niet vrijdag", "Ik kan 4 december toch niet.", "ik kan vrijdag toch niet", "kunnen we het verzetten?"]
CANT_ENGLISH = ["I can’t make Friday", "sorry, can we reschedule?", "I have to cancel our visit"]
DROP = ["laat maar zitten dat lesbezoek", "Laat maar zitten.", "hoeft niet meer", "never mind the visit", "forget it"]
NEITHER = [
    "Het was een mooie les.",
    "tot vrijdag!",
    "Wie laat zijn jas hangen?",
    "See you Friday",
    "Leerlingen kunnen veel",
]


def test_each_is_what_it_says() -> None:
    assert [one for one in (*CANT, *CANT_ENGLISH, *DROP) if not calls_off(one)] == []
    assert ([one for one in DROP if not drops(one)], [one for one in NEITHER if calls_off(one)]) == ([], [])
    assert [one for one in CANT if drops(one)] == []


@pytest.mark.parametrize(
    ("language", "some", "ways"),
    [
        ("nl", [*CANT, *DROP[:2]], ["Andere tijd", "Laat rusten"]),
        ("en", [*CANT_ENGLISH, *DROP[-2:]], ["Another time", "Leave it for now"]),
    ],
)
async def test_a_date_that_does_not_suit_after_all_is_asked_about(
    stage: Stage, language: str, some: list[str], ways: list[str]
) -> None:
    anna, bram = await agreed(stage)
    await stage.tell(anna, f"/taal {language}")
    heard = len(stage.private(bram))
    for said in some:
        assert (said, labels(await stage.tell(anna, said))) == (said, ways)
    assert len(stage.private(bram)) == heard
    await stage.press(anna, newest(stage, anna), ways[0])
    await stage.press(anna, newest(stage, anna), {"nl": "Ja, andere tijd", "en": "Yes, another time"}[language])
    assert "Anna zoekt een andere tijd" in newest(stage, bram).text


async def test_beside_an_open_question_it_is_asked_about_with_the_pair(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.say(bram, group, "/vraag")
    asked = await stage.tell(anna, "ik kan donderdag toch niet")
    assert ("Waar gaat dit over?" in asked.text, labels(asked)[0]) == (True, "Lesbezoek, met Bram")
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert labels(newest(stage, anna)) == ["Andere tijd", "Laat rusten"]


async def test_of_two_the_one_on_that_day_is_meant(stage: Stage) -> None:
    anna, _, chris = await with_a_date(stage)
    await ask(stage, chris, "Anna")
    await stage.press(anna, newest(stage, anna), "Ja, leuk")
    await tell_wishes(stage, chris)
    await stage.tell(chris, "vr 4 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "met Bram, op donderdag 3 december" in (await stage.tell(anna, "donderdag red ik niet")).text
    assert "met Chris, op vrijdag 4 december" in (await stage.tell(anna, "vrijdag red ik niet")).text
    asked = await stage.tell(anna, "ik red het toch niet")
    assert labels(asked)[:2] == ["Lesbezoek, met Bram", "Lesbezoek, met Chris"]


@pytest.mark.parametrize(
    ("language", "said", "rest"),
    [("nl", "laat maar zitten dat lesbezoek", "Laat rusten"), ("en", "never mind the visit", "Leave it for now")],
)
@pytest.mark.parametrize("who", [0, 1])
async def test_a_pair_under_way_can_be_left_in_words_of_ones_own(
    stage: Stage, who: int, language: str, said: str, rest: str
) -> None:
    _, people = await paired(stage)
    one, other = people[who], people[1 - who]
    await stage.tell(one, f"/taal {language}")
    asked = await stage.tell(one, said)
    assert labels(asked)[-1] == rest
    assert all(said not in there.text for there in stage.private(other))
    await stage.press(one, asked, rest)
    assert len(pairs.running_in(stage.database, 1)) == 1
    await stage.press(one, newest(stage, one), {"nl": "Ja, laat rusten", "en": "Yes, leave it"}[language])
    assert pairs.running_in(stage.database, 1) == []


@pytest.mark.parametrize(("language", "said"), [("nl", "ik kan donderdag toch niet"), ("en", "I can’t make Thursday")])
async def test_of_ones_own_proposal_another_day_is_asked_for(stage: Stage, language: str, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 3 december 10.15")
    await stage.tell(anna, f"/taal {language}")
    asked = await stage.tell(anna, said)
    assert ("3 december" in asked.text or "3 December" in asked.text, len(labels(asked))) == (True, 2)
    await stage.tell(anna, "vrijdag 8.30")
    assert "vrijdag 4 december om 8.30 uur" in newest(stage, bram).text


@pytest.mark.parametrize("said", ["kan toch niet", "ik ben ziek"])
async def test_a_proposal_of_ones_own_that_is_off_is_said_to_be(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "ma 30 november 13.00")
    proposal = newest(stage, bram)
    asked = await stage.tell(anna, said)
    await stage.press(anna, asked, "Alleen maandag 30 november" if "ziek" in said else "Andere tijd")
    assert newest(stage, bram).text.startswith("Maandag 30 november om 13.00 uur past niet iedereen")
    assert "Schrijf gerust een andere dag en tijd" in str(await stage.press(bram, proposal, "Dat past"))
    assert "ziek" not in newest(stage, bram).text
    await stage.tell(bram, "di 1 december 10.15")
    assert pairs.running_in(stage.database, 1)[0].wants == {bram.id: datetime(2026, 12, 1, 9, 15, tzinfo=UTC)}


async def test_a_proposal_that_was_not_read_yet_needs_no_word_that_it_is_off(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.move_to("2026-11-30 21:00")
    heard = len(stage.private(bram))
    await stage.tell(anna, "di 1 december 10.15")
    await stage.press(anna, await stage.tell(anna, "kan toch niet"), "Andere tijd")
    await stage.move_to("2026-12-01 12:00")
    assert len(stage.private(bram)) == heard


async def test_whoever_is_ill_on_the_day_of_a_date_has_the_others_told(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 08:00")
    asked = await stage.tell(anna, "ben ziek")
    await stage.press(anna, asked, "Alleen vrijdag 4 december")
    assert "Die gaat dan niet door; Bram hoort dat" in newest(stage, anna).text
    told = newest(stage, bram).text
    assert ("gaat zo niet door: Anna zoekt een andere tijd" in told, "ziek" in told) == (True, False)
    await stage.move_to("2026-12-04 12:00")
    assert not any("Even praten" in one.text for one in stage.private(bram))
    await stage.tell(bram, "di 8 december 10.15")
    await stage.move_to("2026-12-07 09:00")
    assert "Bram stelt voor: dinsdag 8 december" in newest(stage, anna).text


@pytest.mark.parametrize("said_by", ["themselves", "their coordinator"])
async def test_whoever_was_away_already_has_the_others_told_too(stage: Stage, said_by: str) -> None:
    anna, bram = await agreed(stage)
    if said_by == "themselves":
        await stage.tell(bram, "/stil t/m vrijdag 11 december")
    else:
        await stage.tell(anna, "/weg Bram t/m 7 december")
    await stage.move_to("2026-12-04 08:00")
    await stage.press(bram, await stage.tell(bram, "ben ziek"), "Alleen vrijdag 4 december")
    assert "gaat zo niet door: Bram zoekt een andere tijd" in newest(stage, anna).text


@pytest.mark.parametrize("said", ["11.00 kan niet, 10.00 wel", "ik kan niet voor 10 uur", "’s ochtends lukt niet"])
async def test_what_says_something_of_the_time_keeps_the_day(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "dinsdag 8 december")
    asked = await stage.tell(anna, said)
    assert "Past dinsdag 8 december toch niet?" not in asked.text
    await stage.tell(anna, "10.30")
    told = newest(stage, bram).text + newest(stage, anna).text
    assert ("dinsdag 8 december om 10.30 uur" in told, "30 november" in told) == (True, False)


async def test_whoever_is_with_nobody_is_not_asked(stage: Stage) -> None:
    _, (_, _, chris) = await paired(stage)
    assert "Losse berichten bewaar ik hier niet" in (await stage.tell(chris, "kan toch niet maandag")).text


@pytest.mark.parametrize("said", ["ik ben ziek", "ben ziek", "I'm ill"])
@pytest.mark.parametrize("has_date", [False, True])
async def test_who_is_ill_is_asked_until_when_beside_a_date(stage: Stage, said: str, has_date: bool) -> None:
    anna = await with_a_proposal(stage)
    if has_date:
        await stage.press(anna, newest(stage, anna), "Dat past")
    asked = await stage.tell(anna, said)
    assert (asked.text.startswith("Ben je weg?"), labels(asked)[0]) == (True, "Alleen maandag 30 november")


@pytest.mark.parametrize("said", ["ben ziek vandaag", "ik ben er vandaag niet", "I'm off sick today"])
async def test_of_who_says_to_be_ill_today_the_other_hears_at_once(stage: Stage, said: str) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 08:00")
    await stage.tell(anna, said)
    assert any("Die gaat dan niet door; Bram hoort dat" in one.text for one in stage.private(anna)[-2:])
    assert "gaat zo niet door: Anna zoekt een andere tijd" in newest(stage, bram).text


@pytest.mark.parametrize("said", ["stil vandaag", "laat me vandaag met rust"])
async def test_who_wants_quiet_today_may_still_come(stage: Stage, said: str) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 08:00")
    heard = len(stage.private(bram))
    await stage.tell(anna, said)
    assert "Gaat die niet door, zoek dan een andere tijd" in " ".join(one.text for one in stage.private(anna)[-2:])
    assert len(stage.private(bram)) == heard


@pytest.mark.parametrize("said", ["ik ben ziek, sorry", "ik lig ziek op bed", "vandaag ziek", "ik heb griep"])
@pytest.mark.parametrize("is_reply", [False, True])
async def test_however_it_is_said_who_is_ill_is_asked_until_when(stage: Stage, said: str, is_reply: bool) -> None:
    anna, bram = await agreed(stage)
    await stage.move_to("2026-12-04 08:00")
    card = newest(stage, anna)
    await (stage.reply(anna, card, said) if is_reply else stage.tell(anna, said))
    await stage.press(anna, newest(stage, anna), "Alleen vrijdag 4 december")
    assert "gaat zo niet door: Anna zoekt een andere tijd" in newest(stage, bram).text


@pytest.mark.parametrize("said", ["ik ben die dag ziek", "i'm ill that day"])
async def test_who_is_ill_that_day_is_shown_what_can_be_done(stage: Stage, said: str) -> None:
    anna = await with_a_proposal(stage)
    asked = await stage.tell(anna, said)
    assert labels(asked) == ["Dat past", "Andere tijd"]
    await stage.press(anna, asked, "Dat past")
    assert labels(await stage.tell(anna, said)) == ["Andere tijd", "Laat rusten"]


@pytest.mark.parametrize("said", ["wil er mee stoppen", "ik wil hiermee stoppen", "I want to stop this"])
@pytest.mark.parametrize("has_date", [False, True])
async def test_how_to_stop_is_told_once_beside_a_date(stage: Stage, said: str, has_date: bool) -> None:
    anna = await with_a_proposal(stage)
    if has_date:
        await stage.press(anna, newest(stage, anna), "Dat past")
    told = await stage.tell(anna, said)
    assert ("/stoppen" in told.text, labels(told)) == (True, ["Lesbezoek, met Bram"])


@pytest.mark.parametrize("said", ["kan toch niet", "I can't make it"])
async def test_who_cant_talk_after_a_visit_is_shown_what_can_be_done(stage: Stage, said: str) -> None:
    anna, _ = await agreed(stage)
    await stage.move_to("2026-12-04 11:30")
    asked = await stage.tell(anna, said)
    assert ("helemaal niet door?" in asked.text, labels(asked)) == (True, ["Ging niet door", "Laat rusten"])


@pytest.mark.parametrize(
    ("language", "day", "said", "asked"),
    [
        ("nl", "dinsdag 8 december", "kan toch niet", "Past dinsdag 8 december toch niet?"),
        ("en", "Tuesday 8 December", "I can’t after all", "Tuesday 8 December doesn’t suit you after all?"),
    ],
)
async def test_a_day_of_which_only_the_time_is_asked_can_be_taken_back(
    stage: Stage, language: str, day: str, said: str, asked: str
) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, f"/taal {language}")
    heard = len(stage.private(bram))
    await stage.tell(anna, day)
    told = await stage.tell(anna, said)
    assert (asked in told.text, len(labels(told))) == (True, 1)
    # The day is off: a time alone is of none.
    await stage.tell(anna, "11.00")
    assert len(stage.private(bram)) == heard
