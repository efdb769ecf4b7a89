"""Calls: who is asked, who may join, who goes with whom, and how a call comes by itself."""

from datetime import timedelta

import pytest
from app.consulting import labels
from app.practices.together import agreed, called, join, newest
from stage import Stage

from bot.core.model import Role
from bot.storage import calls, members, pairs, people
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")


async def test_whoever_is_alone_hears_why(stage: Stage) -> None:
    group, (anna, *_) = await called(stage, "Anna", "Bram")
    await join(stage, group, anna)
    await stage.move_to("2026-12-01 09:00")
    assert "deze keer was je de enige" in newest(stage, anna).text
    assert "te weinig" in stage.last(group).text


async def test_somebody_who_changes_their_mind_is_not_paired(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, anna, bram)
    assert "Twee doen mee" in stage.last(group).text
    await stage.press(bram, newest(stage, bram), "Toch niet")
    assert "Eén doet mee" in stage.last(group).text
    await stage.move_to("2026-12-01 09:00")
    assert pairs.running_in(stage.database, 1) == []


@pytest.mark.parametrize(
    "said", ["ja leuk, ik doe mee!", "ja graag", "Count me in", "doe mij ook maar", "Zet mij er maar bij", "ik ook!"]
)
async def test_a_yes_below_the_call_in_the_group_is_one_and_so_is_not_after_all(stage: Stage, said: str) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    asked = stage.last(group)
    people.set_reachable(stage.database, anna.id, is_reachable=False)
    await stage.reply(anna, asked, said)
    assert stage.last(group).text.startswith("Fijn! Dit gaat verder in ons privégesprek")
    await stage.tell(bram, "/start")
    before = len(stage.from_bot(group))
    await stage.reply(bram, asked, said)
    assert newest(stage, bram).text.startswith("Fijn, je doet mee: Lesbezoek, in Onderbouw.")
    assert (len(stage.from_bot(group)), "Eén doet mee" in asked.text) == (before, True)
    for taken_back in ("toch niet, te druk", "haal me er maar af", "laat maar"):
        await stage.reply(bram, asked, taken_back)
        assert (newest(stage, bram).text, "doet mee." in asked.text) == ("Goed, je doet deze keer niet mee.", False)
        await stage.reply(bram, asked, said)


@pytest.mark.parametrize(
    "said", ["Wie doet er mee?", "Dat deden we vorig jaar ook.", "ja?", "ik doe niet mee", "fijn!", "goed zo"]
)
async def test_whatever_else_is_said_below_a_call_is_said_among_colleagues(stage: Stage, said: str) -> None:
    group, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    asked = stage.last(group)
    await stage.tell(bram, "/start")
    heard = (len(stage.from_bot(group)), len(stage.private(bram)))
    await stage.reply(bram, asked, said)
    assert (len(stage.from_bot(group)), len(stage.private(bram))) == heard
    assert calls.open_in(stage.database, 1)[0].people == frozenset()


async def test_a_yes_that_does_not_count_gets_no_mark_and_is_answered_in_private(stage: Stage) -> None:
    group, (anna, bram, chris) = await called(stage, "Anna", "Bram", "Chris")
    asked = stage.last(group)
    members.give_role(stage.database, 1, bram.id, Role.LEADER, stage.time.now())
    for person in (anna, bram, chris):
        await stage.tell(person, "/start")
    (eve,) = stage.people("Eve")
    anna.invite(group, eve)
    await stage.tell(eve, "/start")
    for person, why in ((bram, "wie leidinggeeft niet aan mee"), (eve, "voor wie meedoet met het team")):
        await stage.reply(person, asked, "ja, ik doe mee")
        assert (why in newest(stage, person).text, bool(group.messages[-1].reactions)) == (True, False)
    await stage.move_to("2026-12-01 09:00")
    await stage.reply(chris, asked, "ja, ik doe mee")
    assert ("Deze oproep is voorbij" in newest(stage, chris).text, group.messages[-1].reactions) == (True, {})


async def test_an_edit_below_a_call_and_a_call_of_another_team_are_no_yes(stage: Stage) -> None:
    group, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    asked = stage.last(group)
    await stage.tell(bram, "/start")
    await stage.reply(bram, asked, "Wie doen er mee?")
    bram.edit(group.messages[-1], "Ja, ik doe mee.")
    await stage.settle()
    assert calls.open_in(stage.database, 1)[0].people == frozenset()


async def test_who_reads_english_is_answered_so_below_a_dutch_call(stage: Stage) -> None:
    group, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "/start")
    await stage.tell(bram, "/taal en")
    asked = next(one for one in stage.from_bot(group) if "wie doet mee?" in one.text)
    await stage.reply(bram, asked, "I’m in")
    assert (newest(stage, bram).text.startswith("Good, you’re in:"), labels(newest(stage, bram))) == (
        True,
        ["Not after all"],
    )


async def test_whoever_leads_the_team_cannot_join(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    members.give_role(stage.database, 1, bram.id, Role.LEADER, stage.time.now())
    await join(stage, group, anna, bram)
    assert "wie leidinggeeft niet aan mee" in newest(stage, bram).text
    await stage.move_to("2026-12-01 09:00")
    assert pairs.running_in(stage.database, 1) == []


async def test_three_who_join_go_as_three_and_each_has_a_turn(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, *people)
    await stage.move_to("2026-12-01 09:00")
    found = pairs.running_in(stage.database, 1)
    assert [(len(one.people), max(on.turn for on in one.state.plan)) for one in found] == [(3, 2)]


async def test_a_call_comes_by_its_own_rhythm_and_stands_in_the_plan(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    told = await stage.say(anna, group, "/ritme werkvorm lesbezoek om de vier weken di 12:30")
    assert "Lesbezoek" in told.text
    assert "Lesbezoek" in (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-11-24 12:31")
    assert "Lesbezoek: wie doet mee?" in stage.last(group).text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("lesbezoek", "van december, maart, juni en september"),
        ("lesbezoek elk blok op do 13:00", "de eerste donderdag van december, maart, juni en september, 13.00 uur"),
        ("lesbezoek elk half jaar op di 12:30", "elk half jaar op de eerste dinsdag"),
    ],
)
async def test_a_call_can_come_once_a_term_or_more_seldom(stage: Stage, said: str, words: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = await stage.say(anna, group, f"/ritme werkvorm {said}")
    assert (words in card.text, "Oproep: “Lesbezoek”" in card.text) == (True, True)


async def test_a_call_never_comes_each_week_nor_a_consultation_once_a_term(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    often = await stage.say(anna, group, "/ritme werkvorm lesbezoek week di 12:30")
    assert "een oproep komt hooguit om de week" in often.text
    seldom = await stage.say(anna, group, "/ritme werkvorm vijf-stappen elk blok op di 12:30")
    assert "kan ik niet: elke week" in seldom.text


async def test_whoever_looks_for_it_among_the_methods_is_told_where_it_is(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "/samen" in (await stage.say(anna, group, "/werkvorm lesbezoek")).text


async def test_who_is_not_in_the_team_hears_how_to_come_in(stage: Stage) -> None:
    await called(stage, "Anna", "Bram")
    (dewi,) = stage.people("Dewi")
    assert "/meedoen" in (await stage.tell(dewi, "/start together-1")).text


async def test_who_joined_sees_it_in_private_and_can_still_take_no_part(stage: Stage) -> None:
    group, (anna, _) = await called(stage, "Anna", "Bram")
    await join(stage, group, anna)
    card = await stage.tell(anna, "/samen")
    assert "Je doet mee aan Lesbezoek in Onderbouw" in card.text
    await stage.press(anna, card, "Toch niet: Lesbezoek")
    assert "Je doet nu niets samen" in (await stage.tell(anna, "/samen")).text


async def test_where_nobody_can_meet_the_group_is_told_of_no_pairs(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(anna, "/werkdagen ma di")
    await stage.tell(bram, "/werkdagen do vr")
    await join(stage, group, anna, bram)
    await stage.move_to("2026-12-01 09:00")
    assert "Deze keer deden er te weinig mee" in stage.last(group).text
    await stage.move_to("2026-12-04 09:00")
    assert ["niet samenbrengen" in newest(stage, one).text for one in (anna, bram)] == [True, True]


async def test_whoever_leaves_or_is_erased_is_counted_in_no_call_any_more(stage: Stage) -> None:
    group, (anna, bram, chris) = await called(stage, "Anna", "Bram", "Chris")
    card = stage.last(group)
    await join(stage, group, anna, bram, chris)
    assert "Drie doen mee." in card.text
    await stage.say(bram, group, "/stoppen")
    assert "Twee doen mee." in card.text
    await stage.tell(chris, "/vergeet ja")
    assert "Eén doet mee." in card.text


async def test_a_call_that_nobody_joined_can_be_withdrawn_by_anybody_who_takes_part(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage)
    call = stage.last(group)
    await stage.say(bram, group, "/samen")
    await stage.press(bram, stage.last(group), "Trek oproep in: Lesbezoek")
    assert "ingetrokken" not in call.text
    await stage.press(bram, stage.last(group), "Ja, trek in")
    assert "De oproep is ingetrokken." in call.text
    await stage.say(anna, group, "/samen")
    await stage.press(anna, stage.last(group), "Lesbezoek")
    assert "wie doet mee?" in stage.last(group).text


async def test_once_somebody_joined_a_coordinator_withdraws_it_and_they_are_told(stage: Stage) -> None:
    group, (anna, bram, chris) = await called(stage)
    call = stage.last(group)
    await join(stage, group, chris)
    await stage.say(bram, group, "/samen")
    told = await stage.press(bram, stage.last(group), "Trek oproep in: Lesbezoek")
    assert "wie jullie team coördineert" in (told or "")
    await stage.press(anna, stage.last(group), "Trek oproep in: Lesbezoek")
    await stage.press(anna, stage.last(group), "Ja, trek in")
    await stage.move_to("2026-11-24 10:00")
    assert "ingetrokken" in newest(stage, chris).text
    await stage.move_to("2026-12-01 09:00")
    assert ("ingetrokken" in call.text, pairs.running_in(stage.database, 1)) == (True, [])


async def test_a_group_is_not_called_for_what_somebody_asks_around(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = await stage.say(anna, group, "/ritme werkvorm rondvragen om de vier weken di 12:30")
    assert "Oproep" not in card.text
    assert stage.database.execute("SELECT count(*) FROM schedules WHERE kind = 'method'").fetchone()[0] == 0


async def test_one_colleague_is_not_asked_for_what_takes_more_than_three(stage: Stage) -> None:
    _, (anna, *_) = await called(stage)
    await stage.tell(anna, "/samen")
    await stage.press(anna, newest(stage, anna), "Vraag een collega")
    labels = [button.text for row in newest(stage, anna).buttons for button in row]
    assert ("Lesbezoek" in labels, "Lesstudie" in labels) == (True, False)


async def test_whoever_says_in_private_that_they_join_takes_part(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    told = await stage.tell(bram, "ja, ik doe mee")
    assert ("Fijn, je doet mee: Lesbezoek" in told.text, "Eén doet mee" in stage.last(group).text) == (True, True)
    await stage.press(bram, told, "Toch niet")
    assert "Fijn, je doet mee: Lesbezoek" in (await stage.tell(bram, "ja toch wel")).text
    assert "Eén doet mee" in stage.last(group).text
    assert "geen vraag voor je open" in (await stage.tell(anna, "ja toch wel")).text


async def test_of_several_calls_the_one_that_is_meant_is_asked(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.say(anna, group, "/samen")
    await stage.press(anna, stage.last(group), "Maatjes")
    asked = await stage.tell(bram, "Ik doe mee!")
    assert "waar doe je aan mee?" in asked.text
    await stage.press(bram, asked, "Lesbezoek")
    assert "Fijn, je doet mee: Lesbezoek" in newest(stage, bram).text
    # What is left is meant by the next one.
    assert "Fijn, je doet mee: Maatjes" in (await stage.tell(bram, "ik doe mee")).text


async def test_whoever_names_one_of_several_calls_joins_that_and_a_few_loose_words_join_none(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.say(anna, group, "/samen")
    await stage.press(anna, stage.last(group), "Maatjes")
    for said in ("ik ook", "lesbezoek was leuk", "lesbezoek?"):
        assert "geen vraag voor je open" in (await stage.tell(bram, said)).text
    assert "Fijn, je doet mee: Maatjes" in (await stage.tell(bram, "ik doe mee met maatjes")).text
    assert "Fijn, je doet mee: Lesbezoek" in (await stage.tell(bram, "lesbezoek ook graag")).text


async def test_where_nothing_is_called_for_nobody_joins_in_words(stage: Stage) -> None:
    _, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    members.give_role(stage.database, 1, bram.id, Role.LEADER, stage.time.now())
    assert "geen vraag voor je open" in (await stage.tell(bram, "ik doe mee")).text
    await stage.move_to("2026-12-01 09:00")
    assert "geen vraag voor je open" in (await stage.tell(anna, "ik doe mee")).text


@pytest.mark.parametrize(
    "said",
    [
        *("ja leuk, ik doe mee met lesbezoek", "doe mij ook maar", "I'm in!", "lesbezoek graag", "schrijf mij in"),
        "tel mij mee voor lesbezoek",
    ],
)
async def test_however_somebody_says_that_they_join_they_do(stage: Stage, said: str) -> None:
    _, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    assert "Fijn, je doet mee: Lesbezoek" in (await stage.tell(bram, said)).text


@pytest.mark.parametrize(
    "said",
    [
        *("toch niet, te druk", "sorry, ik doe toch niet mee", "changed my mind, I'm out", "sorry, afmelden graag"),
        *("haal me er maar af", "ik kan toch niet meedoen", "deze keer niet", "can't make it after all"),
    ],
)
async def test_whoever_says_that_they_do_not_after_all_is_out(stage: Stage, said: str) -> None:
    group, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "ik doe mee")
    assert "Goed, je doet deze keer niet mee." in (await stage.tell(bram, said)).text
    assert "Eén doet mee" not in stage.last(group).text


async def test_whoever_is_in_several_calls_and_goes_out_or_asks_how_to_stop_has_a_button_for_each(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "ik doe mee")
    asked = await stage.tell(bram, "afmelden graag")
    assert ("Alleen niet meedoen aan" in asked.text, labels(asked)) == (True, ["Toch niet: Lesbezoek"])
    await stage.say(anna, group, "/samen")
    await stage.press(anna, stage.last(group), "Maatjes")
    await stage.tell(bram, "ik doe mee")
    asked = await stage.tell(bram, "ik haak af")
    assert labels(asked) == ["Toch niet: Lesbezoek", "Toch niet: Maatjes"]
    await stage.press(bram, asked, "Toch niet: Maatjes")
    assert [bram.id in made.people for made in calls.open_in(stage.database, 1)] == [True, False]


@pytest.mark.parametrize("said", ["toch niet, ik kan vrijdag niet", "nee toch maar niet", "I'm out on Friday"])
async def test_who_cannot_make_a_date_stays_in_a_call(stage: Stage, said: str) -> None:
    anna, _ = await agreed(stage)
    with transaction(stage.database):
        made = calls.add(stage.database, 1, "maatjes", stage.time.now(), stage.time.now() + timedelta(days=7))
        calls.join(stage.database, made.id, anna.id)
    await stage.tell(anna, said)
    found = calls.find(stage.database, made.id)
    assert found is not None
    assert found.people == {anna.id}


async def test_whoever_is_in_a_pair_too_is_asked_which_of_both_they_leave(stage: Stage) -> None:
    anna, _ = await agreed(stage)
    with transaction(stage.database):
        made = calls.add(stage.database, 1, "maatjes", stage.time.now(), stage.time.now() + timedelta(days=7))
        calls.join(stage.database, made.id, anna.id)
    asked = await stage.tell(anna, "ik haak af")
    assert (asked.text, labels(asked)) == (
        "Goed. Waar wil je toch niet aan meedoen?",
        ["Toch niet: Maatjes", "Lesbezoek, met Bram"],
    )


@pytest.mark.parametrize("asked", ["ben ik aangemeld?", "met wie ga ik?", "wanneer begint het?"])
async def test_whoever_asks_whether_they_are_in_hears_so_and_until_when_it_is_open(stage: Stage, asked: str) -> None:
    _, (_, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    told = await stage.tell(bram, asked)
    assert "Lesbezoek in Onderbouw: je doet nog niet mee. Dat kan tot vrijdag 27 november" in told.text
    await stage.press(bram, told, "Ik doe mee")
    told = await stage.tell(bram, asked)
    assert "Lesbezoek in Onderbouw: je doet mee. Op vrijdag 27 november" in told.text
    await stage.press(bram, told, "Toch niet")
    assert calls.open_in(stage.database, 1)[0].people == frozenset()
    await stage.move_to("2026-12-01 09:00")
    assert "geen vraag voor je open" in (await stage.tell(bram, asked)).text


async def test_whoever_goes_with_somebody_and_asks_with_whom_sees_it(stage: Stage) -> None:
    anna, _ = await agreed(stage)
    assert "met Bram" in (await stage.tell(anna, "met wie ga ik?")).text


async def test_of_several_calls_each_is_told_with_its_button(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "ik doe mee")
    await stage.say(anna, group, "/samen")
    await stage.press(anna, stage.last(group), "Maatjes")
    told = await stage.tell(bram, "ben ik aangemeld?")
    assert [line.partition(". ")[0] for line in told.text.split("\n")] == [
        "Lesbezoek in Onderbouw: je doet mee",
        "Maatjes in Onderbouw: je doet nog niet mee",
    ]
    assert labels(told) == ["Toch niet: Lesbezoek", "Maatjes"]
