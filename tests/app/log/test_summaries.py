"""Summaries, the log, and the weekly digest: who sees what."""

from datetime import timedelta

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person
from bot.storage import commitments


async def make_leader(stage: Stage, coordinator: Person, leader: Person, group: Chat) -> None:
    word = leader.write(group, "Hallo")
    coordinator.reply(word, "/leader")
    await stage.settle()
    leader.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    await stage.press(leader, stage.private(leader)[-1], "Ja")


async def week(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Play a Tuesday: three of four members answer the scheduled prompt."""
    people = stage.people("Karin", "Anna", "Bram", "Chris", "Ilse", "Dewi", "Els")
    karin, anna, bram, chris, ilse, dewi, els = people
    group = await stage.team("Onderbouw", *people)
    await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
    for person in (karin, anna, bram, chris, dewi, els):
        await stage.say(person, group, "/join")
    await make_leader(stage, karin, ilse, group)
    await stage.move_to("2026-11-24 12:31")
    prompt = stage.prompt(group)
    await stage.reply(anna, prompt, "Geheim van Sem: wachten helpt.")
    await stage.reply(bram, prompt, "Bij Sem was het wachten ook genoeg.")
    await stage.reply(chris, prompt, "Langer wachten, zeker bij Sem.")
    await stage.reply(els, prompt, "Ik had het druk.")
    return group, prompt, people


async def test_a_leader_gets_a_band_and_returning_words_on_friday(stage: Stage) -> None:
    _, _, people = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    digest = stage.private(people[4])[-1].text
    assert "Ongeveer de helft deed mee." in digest
    assert "Wat terugkomt: wachten." in digest
    assert [word for word in ("×", "Drie van", "iedereen deed", "niemand deed") if word in digest] == []


async def test_who_leads_is_in_no_number(stage: Stage) -> None:
    _, prompt, people = await week(stage)
    await stage.reply(people[4], prompt, "Ik lees mee.")
    await stage.move_to("2026-11-25 16:01")
    counted = next(iter(stage.database.query("SELECT available, took_part FROM sessions")))
    assert counted == {"available": 6, "took_part": 4}


async def test_who_leads_and_takes_part_is_in_no_number_either(stage: Stage) -> None:
    group, prompt, people = await week(stage)
    await stage.say(people[4], group, "/join")
    await stage.reply(people[4], prompt, "Ik doe mee.")
    await stage.move_to("2026-11-25 16:01")
    counted = next(iter(stage.database.query("SELECT available, took_part FROM sessions")))
    assert counted == {"available": 6, "took_part": 4}


async def test_of_a_question_from_before_somebody_led_they_are_told_no_band(stage: Stage) -> None:
    group, prompt, people = await week(stage)
    dewi = people[5]
    await stage.reply(dewi, prompt, "Ik telde tot vijf.")
    await stage.move_to("2026-11-26 12:00")
    await make_leader(stage, people[0], dewi, group)
    await stage.move_to("2026-11-27 15:31")
    told = ["De meesten deden mee." in stage.private(leader)[-1].text for leader in (people[4], dewi)]
    assert (told, "je leest nog maar net mee" in stage.private(dewi)[-1].text) == ([True, False], True)


async def test_a_word_of_two_others_and_the_reader_is_not_said_to_return(stage: Stage) -> None:
    _, prompt, (karin, _, _, _, ilse, dewi, _) = await week(stage)
    for person, text in ((karin, "Wij knutselden lang."), (dewi, "Bij mij knutselden ze."), (ilse, "Ze knutselden.")):
        await stage.reply(person, prompt, text)
    await stage.move_to("2026-11-27 15:31")
    assert "Wat terugkomt: wachten." in stage.private(ilse)[-1].text


async def test_a_word_that_everybody_used_who_wrote_is_not_said_to_return(stage: Stage) -> None:
    group, _, people = await week(stage)
    [written] = [message for message in group.messages if message.text == "Ik had het druk."]
    people[6].edit(written, "Ik had het druk met wachten.")
    await stage.settle()
    await stage.move_to("2026-11-27 15:31")
    digest = stage.private(people[4])[-1].text
    assert ("deed mee" in digest, "wachten" in digest) == (True, False)


async def test_a_digest_counts_commitments_where_three_people_have_one(stage: Stage) -> None:
    _, _, people = await week(stage)
    told = []
    for person in people[1:4]:
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=3))
        if person is not people[1]:
            await stage.move_to("2026-11-27 15:31" if person is people[2] else "2026-12-04 15:31")
            told.append("Voornemens: " in stage.private(people[4])[-1].text)
    assert told == [False, True]


async def test_a_digest_counts_no_commitments_of_two_others_and_the_reader(stage: Stage) -> None:
    _, _, people = await week(stage)
    for person in (people[1], people[2], people[4]):
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=3))
    await stage.move_to("2026-11-27 15:31")
    digest = stage.private(people[4])[-1].text
    assert ("deed mee" in digest, "Voornemens: " in digest) == (True, False)


async def test_a_digest_never_says_who_or_what_nor_a_name_in_it(stage: Stage) -> None:
    _, _, people = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    everything = "\n".join(message.text for message in stage.private(people[4]))
    assert [word for word in ("Anna", "Bram", "Chris", "Sem", "Geheim", "genoeg") if word in everything] == []


async def test_a_digest_waits_for_the_leaders_next_working_day(stage: Stage) -> None:
    _, _, people = await week(stage)
    people[4].tell(stage.bot, "/werkdagen ma di")
    await stage.settle()
    await stage.move_to("2026-11-29 20:00")
    before = stage.private(people[4])[-1].text
    await stage.move_to("2026-11-30 09:00")
    assert "week 48" not in before
    assert "week 48" in stage.private(people[4])[-1].text


async def test_a_digest_of_a_small_team_counts_nobody(stage: Stage) -> None:
    karin, anna, ilse = stage.people("Karin", "Anna", "Ilse")
    group = await stage.team("Klein", karin, anna, ilse)
    await stage.say(anna, group, "/join")
    await make_leader(stage, karin, ilse, group)
    prompt = await stage.say(karin, group, "/ask")
    await stage.reply(anna, prompt, "Alleen ik.")
    await stage.say(karin, group, "/ritme week di 12:30")
    await stage.move_to("2026-11-27 16:00")
    assert "te klein om te tellen" in stage.private(ilse)[-1].text


@pytest.mark.parametrize("answering", [0, 1, 2, 3])
async def test_a_digest_of_three_tells_neither_how_many_answered_nor_what_they_all_wrote(
    stage: Stage, answering: int
) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Ilse")
    *three, ilse = people
    group = await stage.team("Klein", *people)
    await stage.press(three[0], stage.last(group), "Ja, elke dinsdag")
    for person in three:
        await stage.say(person, group, "/join")
    await make_leader(stage, three[0], ilse, group)
    await stage.move_to("2026-11-24 12:31")
    for person in three[:answering]:
        await stage.reply(person, stage.prompt(group), "Het was de werkdruk.")
    await stage.move_to("2026-11-27 16:00")
    digest = stage.private(ilse)[-1].text
    assert "te klein om te tellen" in digest
    assert [word for word in ("werkdruk", "iedereen deed", "niemand deed", "van de drie") if word in digest] == []


async def test_before_the_first_digest_there_is_none_to_show_again(stage: Stage) -> None:
    _, _, (_, _, _, _, ilse, *_) = await week(stage)
    assert "nog geen weekbericht" in (await stage.tell(ilse, "/weekbericht")).text


async def test_a_digest_shown_again_is_the_last_one_sent_whatever_happened_since(stage: Stage) -> None:
    group, _, (karin, _, _, _, ilse, dewi, _) = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    sent = stage.private(ilse)[-1].text
    await stage.reply(dewi, await stage.say(karin, group, "/ask"), "Wachten, wachten.")
    await stage.move_to("2026-12-01 10:00")
    assert (await stage.tell(ilse, "/weekbericht")).text == sent


async def test_somebody_who_leads_nothing_gets_no_digest(stage: Stage) -> None:
    (bram,) = stage.people("Bram")
    bram.start(stage.bot)
    bram.tell(stage.bot, "/digest")
    await stage.settle()
    assert "voor leidinggevenden" in stage.private(bram)[-1].text


async def test_an_invitation_is_only_for_the_person_it_names(stage: Stage) -> None:
    karin, ilse, bram = stage.people("Karin", "Ilse", "Bram")
    group = await stage.team("Onderbouw", karin, ilse, bram)
    karin.reply(ilse.write(group, "Hallo"), "/leader")
    await stage.settle()
    bram.open(stage.last(group).buttons[0][0].url or "")
    await stage.settle()
    assert "niet voor jou" in stage.private(bram)[-1].text


async def test_a_link_for_a_leader_outside_the_group_works_once_and_stays_private(stage: Stage) -> None:
    karin, ilse, bram = stage.people("Karin", "Ilse", "Bram")
    group = await stage.team("Onderbouw", karin)
    karin.start(stage.bot)
    await stage.say(karin, group, "/leader")
    link = stage.private(karin)[-1].text.split()[-1]
    ilse.open(link)
    await stage.settle()
    await stage.press(ilse, stage.private(ilse)[-1], "Ja")
    bram.open(link)
    await stage.settle()
    assert "werkt niet meer" in stage.private(bram)[-1].text
    assert not any("role-" in message.text for message in group.messages)


async def test_the_log_finds_words_of_the_own_team_only(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    ours, theirs = await stage.team("Ons", anna), await stage.team("Hun", bram)
    await stage.reply(anna, await stage.say(anna, ours, "/ask"), "Wachten bij ons.")
    await stage.reply(bram, await stage.say(bram, theirs, "/ask"), "Wachten bij hen.")
    await stage.say(anna, ours, "/meedoen")
    found = await stage.say(anna, ours, "/zoek wachten")
    assert ("bij ons" in found.text, "bij hen" in found.text) == (True, False)


@pytest.mark.parametrize(
    ("period", "title"),
    [("", "De afgelopen week"), ("month", "De afgelopen maand"), ("kwartaal", "De afgelopen periode")],
)
async def test_a_summary_covers_the_stretch_asked_for(stage: Stage, period: str, title: str) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.reply(bram, await stage.say(anna, group, "/ask"), "Ik wachtte.")
    await stage.say(anna, group, f"/overzicht {period}")
    # What stands under a picture goes on in a message below it.
    assert any(one.text.startswith(title) for one in stage.from_bot(group)[-2:])


async def test_an_empty_week_is_no_reproach(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert (await stage.say(anna, group, "/overzicht")).text == (
        "In de afgelopen week is er niets opgeschreven. Met /vraag stel ik er nu een."
    )


async def test_a_digest_of_one_member_suggests_nothing_from_who_stayed_away(stage: Stage) -> None:
    karin, anna, ilse = stage.people("Karin", "Anna", "Ilse")
    group = await stage.team("Klein", karin, anna, ilse)
    await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
    await stage.say(anna, group, "/join")
    await make_leader(stage, karin, ilse, group)
    await stage.move_to("2026-12-18 16:00")
    everything = "\n".join(message.text for message in stage.private(ilse))
    assert [word for word in ("Weinig", "weinig mensen", "helft") if word in everything] == []


async def test_a_coordinator_ends_the_digest(stage: Stage) -> None:
    karin, ilse = stage.people("Karin", "Ilse")
    group = await stage.team("Onderbouw", karin, ilse)
    await make_leader(stage, karin, ilse, group)
    ended = await stage.say(karin, group, "/leidinggevende stop")
    ilse.tell(stage.bot, "/digest")
    await stage.settle()
    assert (ended.text, "voor leidinggevenden" in stage.private(ilse)[-1].text) == (
        "Ilse krijgt geen weekbericht meer.",
        True,
    )
