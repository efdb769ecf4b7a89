"""How long a question is open in a team: until everybody has had a working day, or as long as it chose."""

from stage import Stage


async def test_whoever_works_at_the_end_of_the_week_can_answer_a_question_of_tuesday(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    bram.start(stage.bot)
    await stage.tell(bram, "/werkdagen do vr")
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.move_to("2026-11-24 12:31")
    question = stage.prompt(group)
    assert "Tot donderdag 16.00 uur." in question.text
    await stage.move_to("2026-11-26 10:00")
    reply = await stage.reply(bram, question, "Ik liet ze elkaar uitleggen.")
    await stage.move_to("2026-11-26 16:01")
    assert (reply.reactions, "Ik liet ze elkaar uitleggen." in stage.last(group).text) == ({stage.bot.id: "✍"}, True)


async def test_days_that_change_while_it_is_open_move_nothing(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    await stage.move_to("2026-11-24 12:30")
    question = await stage.say(anna, group, "/vraag")
    bram.start(stage.bot)
    await stage.tell(bram, "/werkdagen do vr")
    await stage.move_to("2026-11-25 15:59")
    await stage.reply(anna, question, "Ik wachtte.")
    await stage.move_to("2026-11-25 16:01")
    assert stage.last(group).text.startswith("Wat jullie schreven")


async def test_the_next_question_of_a_rhythm_finds_the_one_before_closed(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    bram.start(stage.bot)
    await stage.tell(bram, "/werkdagen ma")
    await stage.say(anna, group, "/ritme week di do 12:30")
    await stage.move_to("2026-11-24 12:31")
    assert "Tot woensdag 16.00 uur." in stage.prompt(group).text
    await stage.move_to("2026-11-26 12:31")
    closing = [one.text for one in stage.from_bot(group) if "één zin is genoeg. Tot" in one.text]
    assert (len(closing), "Tot maandag 16.00 uur." in closing[-1]) == (2, True)


async def test_a_coordinator_chooses_how_long_and_the_card_says_so(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(anna, group, "/ritme week di 12:30")
    assert "Een vraag blijft open tot iedereen een werkdag heeft gehad." in stage.last(group).text
    await stage.say(anna, group, "/ritme open zeven")
    offer = stage.last(group)
    assert "“zeven” kan niet. Hoe lang blijft een vraag open?" in offer.text
    await stage.press(anna, offer, "Vijf dagen")
    assert "Een vraag blijft open vijf schooldagen." in stage.last(group).text
    await stage.say(bram, group, "/ritme open 1")
    await stage.move_to("2026-11-24 12:31")
    assert "Tot maandag 30 november" in stage.prompt(group).text
    await stage.say(anna, group, "/rhythm open auto")
    assert "tot iedereen een werkdag heeft gehad" in stage.last(group).text
