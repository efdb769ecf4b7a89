"""Asking, answering, editing, skipping and closing, as a group sees it."""

from pathlib import Path

import pytest
from stage import Stage, staged

from bot.storage import inbox


async def test_three_replies_and_an_edit_leave_exactly_three_entries(stage: Stage) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", anna, bram, chris)
    prompt = await stage.say(anna, group, "/ask")
    first = await stage.reply(anna, prompt, "Ik wachtte.")
    await stage.reply(bram, prompt, "Ik telde tot vijf.")
    await stage.reply(chris, prompt, "Ik zei niets.")
    anna.edit(first, "Ik wachtte tien tellen.")
    await stage.settle()
    summary = await stage.say(anna, group, "/summary")
    assert "drie antwoorden" in summary.text
    assert stage.words() == [
        ("Anna", "Ik wachtte tien tellen."),
        ("Bram", "Ik telde tot vijf."),
        ("Chris", "Ik zei niets."),
    ]


async def test_an_answer_gets_a_small_mark_and_no_message(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(anna, group, "/join")
    prompt = await stage.say(anna, group, "/ask")
    count = len(stage.from_bot(group))
    reply = await stage.reply(anna, prompt, "Ik wachtte.")
    assert (reply.reactions, len(stage.from_bot(group))) == ({stage.bot.id: "✍"}, count)


async def test_a_newcomer_who_answers_is_offered_to_join_once(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(bram, prompt, "Ik wachtte.")
    offer = stage.last(group)
    await stage.reply(bram, prompt, "En nog iets.")
    assert stage.last(group) is offer
    assert "Wil je vaker meedoen?" in offer.text
    toast = await stage.press(bram, offer, "join")
    assert toast is not None
    assert toast.startswith("Fijn, Bram")


async def test_the_summary_comes_at_the_announced_hour_whoever_was_heard(stage: Stage) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", anna, bram, chris)
    for person in (anna, bram, chris):
        await stage.say(person, group, "/join")
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(anna, prompt, "Ik wachtte.")
    await stage.reply(bram, prompt, "Ik telde.")
    assert await stage.press(chris, prompt, "Deze sla ik over") == "Prima, deze sla je over. Tot de volgende."
    assert stage.last(group) is prompt
    await stage.move_to("2026-11-24 15:59")
    assert stage.last(group) is prompt
    await stage.move_to("2026-11-24 16:00")
    assert "Twee antwoorden." in stage.last(group).text


async def read_by_the_group(database: Path, last: str) -> list[list[str]]:
    """Return what a group has read of the bot's at three instants after three of four answered and the last did so."""
    async with staged(database, "2026-11-23 09:00") as stage:
        anna, bram, chris, dewi = stage.people("Anna", "Bram", "Chris", "Dewi")
        group = await stage.team("Onderbouw", anna, bram, chris, dewi)
        for person in (anna, bram, chris, dewi):
            await stage.say(person, group, "/join")
            person.start(stage.bot)
        prompt = await stage.say(anna, group, "/ask")
        for person in (anna, bram, chris):
            await stage.reply(person, prompt, f"Ik, {person.name}.")
        if last == "skips":
            await stage.press(dewi, prompt, "Deze sla ik over")
        elif last != "says nothing":
            await stage.follow(dewi, prompt, "Antwoord in privé")
            await stage.tell(dewi, "Ik wachtte.")
            if last == "answers without a name":
                await stage.tell(dewi, "/zondernaam")
        read = []
        for time in ("2026-11-23 09:30", "2026-11-24 15:59", "2026-11-24 16:00"):
            await stage.move_to(time)
            read.append([message.text for message in stage.from_bot(group)])
        return read


@pytest.mark.parametrize("last", ["skips", "answers for herself", "answers without a name"])
async def test_what_the_last_one_does_unseen_reads_like_silence(tmp_path: Path, last: str) -> None:
    silence = await read_by_the_group(tmp_path / "silence.db", "says nothing")
    assert await read_by_the_group(tmp_path / "other.db", last) == silence


async def test_an_answer_within_the_announced_time_counts_though_all_were_heard(stage: Stage) -> None:
    anna, bram, chris, dewi = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", anna, bram, chris, dewi)
    for person in (anna, bram, chris):
        await stage.say(person, group, "/join")
    prompt = await stage.say(anna, group, "/ask")
    for person in (anna, bram, chris):
        await stage.reply(person, prompt, f"Van {person.name}.")
    await stage.reply(dewi, prompt, "Ik ook nog.")
    assert stage.words()[-1] == ("Dewi", "Ik ook nog.")


async def test_the_deadline_closes_with_one_summary(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(bram, prompt, "Ik wachtte.")
    await stage.move_to("2026-11-25 09:00")
    assert sum("Wat jullie schreven" in message.text for message in stage.from_bot(group)) == 1


async def test_nobody_answering_closes_without_a_word(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    await stage.move_to("2026-11-25 09:00")
    assert stage.last(group) is prompt


async def test_a_reply_in_one_team_never_lands_with_the_same_message_number_of_another(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    ours, theirs = await stage.team("Ons", anna), await stage.team("Hun", bram)
    our_prompt, their_prompt = await stage.say(anna, ours, "/ask"), await stage.say(bram, theirs, "/ask")
    assert our_prompt.id == their_prompt.id
    await stage.reply(bram, their_prompt, "Van hen.")
    assert (stage.words(1), stage.words(2)) == ([], [("Bram", "Van hen.")])


async def test_a_reply_to_something_else_is_not_kept(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    card = stage.last(group)
    await stage.reply(bram, card, "Wat leuk.")
    await stage.reply(bram, anna.write(group, "Wie haalt koffie?"), "Ik.")
    assert stage.words() == []


async def test_answers_without_words_are_asked_for_a_line(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    bram.send_sticker(group, reply_to=prompt)
    await stage.settle()
    assert "Schrijf je er één zin bij?" in stage.last(group).text
    bram.send_photo(group, caption="Het bord.", reply_to=prompt)
    await stage.settle()
    assert stage.words() == [("Bram", "Het bord.")]


async def test_markup_in_answers_stays_words(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    await stage.reply(bram, prompt, "<b>{{ 7*7 }}</b> & </i>")
    summary = await stage.say(anna, group, "/summary")
    assert "<b>{{ 7*7 }}</b> & </i>" in summary.text


async def test_an_unknown_prompt_offers_the_nearest(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    offer = await stage.say(anna, group, "/vraag bijna-geholpe")
    await stage.press(anna, offer, "ask bijna-geholpen")
    assert "Handen op je rug" in stage.prompt(group).text


async def test_the_same_prompt_is_not_opened_twice_at_once(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ask bijna-geholpen")
    again = await stage.say(anna, group, "/ask bijna-geholpen")
    assert "staat al open" in again.text


async def test_an_anonymous_administrator_is_asked_to_show_up(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    anna.reply(prompt, "Als groep.", anonymous=True)
    await stage.settle()
    assert ("Je schrijft nu als de groep zelf" in stage.last(group).text, stage.words()) == (True, [])


async def test_other_bots_are_not_heard(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/ask")
    raw = {
        "message": {
            "message_id": 900,
            "date": 1795000000,
            "chat": {"id": group.id, "type": "supergroup", "title": "Onderbouw"},
            "from": {"id": 5, "is_bot": True, "first_name": "Robot"},
            "text": "Ik ben ook een bot.",
            "reply_to_message": {
                "message_id": prompt.id,
                "date": 1795000000,
                "chat": {"id": group.id, "type": "supergroup", "title": "Onderbouw"},
                "from": {"id": stage.bot.id, "is_bot": True, "first_name": "Leerkring"},
            },
        }
    }
    stage.sandbox.inject(stage.bot, raw)
    await stage.settle()
    assert stage.words() == []


@pytest.mark.parametrize(
    "words",
    [
        "/skip ²",
        "/overslaan 99999999999999999999999",
        "/timezone Europe",
        "/tijdzone " + "x" * 300,
        "/ritme " + "x" * 4000,
        "/pauseteam 1-1-99999999999999999999",
        '/zoek "',
        "/ask " + "é" * 300,
    ],
)
async def test_whatever_is_typed_gets_an_answer(stage: Stage, words: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    count = len(stage.from_bot(group))
    await stage.say(anna, group, words)
    assert (len(stage.from_bot(group)), inbox.aside(stage.database)) == (count + 1, [])


@pytest.mark.parametrize("wanted", ["everybody", "iedereen"])
async def test_a_question_for_everybody_at_school_is_one_that_support_staff_can_answer(
    stage: Stage, wanted: str
) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    prompt = await stage.say(anna, group, f"/ask {wanted}")
    prompts = stage.rehearsal.program.house.content.prompts.values()
    assert [one.fits for one in prompts if prompt.text.startswith(one.title.nl)] == ["everybody"]
