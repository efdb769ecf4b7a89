"""What comes after a question has closed: kept until the next one of the rhythm, by name or for oneself."""

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person

PRIVATELY = "Antwoord in privé"


async def closed(stage: Stage, *names: str) -> tuple[Chat, Message, list[Person]]:
    """Return a group whose question of Tuesday has closed, without answers; it is Thursday morning."""
    people = stage.people(*names)
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    await stage.say(people[0], group, "/ritme week di 12:30")
    await stage.move_to("2026-11-24 12:31")
    question = stage.prompt(group)
    await stage.reply(people[0], question, "Ik wachtte.")
    await stage.move_to("2026-11-26 09:00")
    return group, question, people


async def test_a_late_answer_is_kept_and_stands_in_the_next_summary(stage: Stage) -> None:
    group, question, (anna, bram) = await closed(stage, "Anna", "Bram")
    before = stage.database.execute("SELECT available, took_part FROM sessions").fetchone()
    said = len(stage.from_bot(group))
    reply = await stage.reply(bram, question, "Ik liet ze elkaar uitleggen.")
    assert (reply.reactions, len(stage.from_bot(group))) == ({stage.bot.id: "✍"}, said)
    assert stage.words() == [("Anna", "Ik wachtte."), ("Bram", "Ik liet ze elkaar uitleggen.")]
    assert stage.database.execute("SELECT available, took_part FROM sessions").fetchone() == before
    await stage.move_to("2026-12-01 12:31")
    await stage.reply(anna, stage.prompt(group), "Een spel van Chris.")
    await stage.move_to("2026-12-02 16:01")
    summary = stage.last(group).text
    title = question.text.partition("\n")[0]
    assert "Eén antwoord." in summary
    assert f"Nog binnengekomen\nBram, donderdag 26 november, bij “{title}”: “Ik liet ze elkaar uitleggen.”" in summary
    await stage.move_to("2026-12-09 16:01")
    assert "Nog binnengekomen" not in stage.last(group).text


async def test_late_answers_alone_are_told_too(stage: Stage) -> None:
    group, question, (_, bram) = await closed(stage, "Anna", "Bram")
    await stage.reply(bram, question, "Ik liet ze elkaar uitleggen.")
    await stage.move_to("2026-12-02 16:01")
    summary = stage.last(group).text
    assert ("Nog binnengekomen" in summary, "antwoord" in summary) == (True, False)


async def test_the_summary_that_stands_does_not_change(stage: Stage) -> None:
    group, question, (anna, bram) = await closed(stage, "Anna", "Bram")
    summary = stage.last(group)
    first = next(one for one in group.messages if one.sender is anna and one.text == "Ik wachtte.")
    await stage.reply(bram, question, "Ik liet ze elkaar uitleggen.")
    anna.edit(first, "Ik wachtte tien tellen.")
    await stage.settle()
    assert ("tien tellen" in summary.text, "uitleggen" in summary.text) == (True, False)


async def test_a_closed_question_keeps_one_button_until_the_next_one_comes(stage: Stage) -> None:
    group, question, (anna, *_) = await closed(stage, "Anna", "Bram")
    assert [button.text for row in question.buttons for button in row] == [PRIVATELY]
    asked = await stage.say(anna, group, "/vraag")
    assert question.buttons
    await stage.move_to("2026-12-01 12:31")
    assert [question.buttons, [button.text for row in asked.buttons for button in row]] == [[], []]
    await stage.reply(anna, question, "Veel te laat.")
    assert ("volgende vraag" in stage.last(group).text, len(stage.words())) == (True, 1)


async def test_late_in_private_its_writer_chooses_who_reads_it(stage: Stage) -> None:
    group, question, (anna, bram) = await closed(stage, "Anna", "Bram")
    shown = await stage.follow(bram, question, PRIVATELY)
    assert "al gesloten. Schrijven kan nog tot de volgende vraag komt." in shown.text
    card = await stage.tell(bram, "Ik liet ze elkaar uitleggen.")
    assert "alleen jij ziet het" in card.text
    assert [entry.audience for entry in stage.log()] == ["team", "author"]
    await stage.press(bram, card, "Het team leest het, met mijn naam")
    assert [entry.audience for entry in stage.log()] == ["team", "team"]
    found = await stage.say(anna, group, "/zoek uitleggen")
    assert "Bram: " in found.text
    await stage.press(bram, card, "Alleen voor mij")
    assert ("uitleggen" in found.text, [entry.audience for entry in stage.log()]) == (False, ["team", "author"])
    assert "kiezen kan niet meer" in (await stage.tell(bram, "/zondernaam")).text


async def test_once_the_next_question_is_there_nothing_is_left_to_choose(stage: Stage) -> None:
    _, question, (_, bram) = await closed(stage, "Anna", "Bram")
    await stage.follow(bram, question, PRIVATELY)
    card = await stage.tell(bram, "Ik liet ze elkaar uitleggen.")
    await stage.move_to("2026-12-01 12:31")
    await stage.press(bram, card, "Het team leest het, met mijn naam")
    assert [entry.audience for entry in stage.log()] == ["team", "author"]


async def test_a_name_in_a_late_answer_is_asked_about_before_the_team_reads_it(stage: Stage) -> None:
    _, question, (_, bram) = await closed(stage, "Anna", "Bram")
    await stage.follow(bram, question, PRIVATELY)
    card = await stage.tell(bram, "Met Yusuf ging het lezen vandaag beter.")
    await stage.press(bram, card, "Het team leest het, met mijn naam")
    assert [entry.audience for entry in stage.log()] == ["team", "author"]
    await stage.press(bram, stage.last(bram.chat_with(stage.bot)), "Laat zo staan")
    assert [entry.audience for entry in stage.log()] == ["team", "team"]


async def test_a_reply_to_the_summary_is_kept_as_an_afterthought_of_its_question(stage: Stage) -> None:
    group, question, (_, bram) = await closed(stage, "Anna", "Bram")
    summary, count = stage.last(group), len(stage.from_bot(group))
    reply = await stage.reply(bram, summary, "Dat wachten van Anna, hoe lang was dat?")
    assert (reply.reactions, len(stage.from_bot(group))) == ({stage.bot.id: "✍"}, count)
    await stage.move_to("2026-12-02 16:01")
    title = question.text.partition("\n")[0]
    assert (
        f"Bram, donderdag 26 november, bij “{title}”: “Dat wachten van Anna, hoe lang was dat?”"
        in stage.last(group).text
    )
    overview = (await stage.say(bram, group, "/overzicht maand")).text
    assert ("één antwoord" in overview, "Later, Bram: “Dat wachten van Anna" in overview) == (True, True)


async def test_thanks_and_a_thumb_under_the_summary_ask_for_nothing(stage: Stage) -> None:
    group, _, (_, bram) = await closed(stage, "Anna", "Bram")
    summary, count = stage.last(group), len(stage.from_bot(group))
    replies = [await stage.reply(bram, summary, text) for text in ("Dank, Anna!", "👍", "Mooi!")]
    assert [reply.reactions for reply in replies] == [{}, {}, {}]
    assert (len(stage.from_bot(group)), stage.words()) == (count, [("Anna", "Ik wachtte.")])


async def test_who_passes_in_words_or_with_a_thumb_is_not_quoted(stage: Stage) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", anna, bram, chris)
    for person in (anna, bram, chris):
        await stage.say(person, group, "/meedoen")
    question = await stage.say(anna, group, "/vraag")
    for person, text in ((anna, "Ik wachtte."), (bram, "pas"), (chris, "👍")):
        await stage.reply(person, question, text)
    await stage.move_to("2026-11-24 16:01")
    summary = stage.last(group).text
    assert ("Eén antwoord." in summary, "Bram" in summary, "Chris" in summary) == (True, False, False)
    assert [tuple(row) for row in stage.database.execute("SELECT available, took_part FROM sessions")] == [(3, 1)]


@pytest.mark.parametrize(("names", "each"), [(2, 22), (40, 1)])
async def test_however_much_is_written_a_question_closes_and_fits_a_message(
    stage: Stage, names: int, each: int
) -> None:
    group, question, people = await closed(stage, *(f"Naam{number}" for number in range(names)))
    for person in people:
        for number in range(each):
            await stage.reply(person, question, f"Nagekomen {number}. " + "Het ging over de kring en de toets. " * 20)
    await stage.move_to("2026-12-01 12:31")
    for person in people:
        await stage.reply(
            person, stage.prompt(group), "Een spel van een collega, dat de kring weer rustig maakte. " * 60
        )
    await stage.move_to("2026-12-02 16:01")
    summary = stage.last(group).text
    assert summary.startswith("Wat jullie schreven")
    assert len(summary) <= 4096
    assert all(f"{person.name}: “" in summary for person in people[:20])
    assert "En nog" in summary


async def test_a_late_message_that_gets_its_words_by_an_edit_is_kept(stage: Stage) -> None:
    _, question, (_, bram) = await closed(stage, "Anna", "Bram")
    reply = await stage.reply(bram, question, "pas")
    bram.edit(reply, "Ik liet ze elkaar uitleggen.")
    await stage.settle()
    assert (reply.reactions, len(stage.words())) == ({stage.bot.id: "✍"}, 2)


async def test_what_comes_after_the_next_question_can_still_be_kept_for_oneself(stage: Stage) -> None:
    group, question, (_, bram) = await closed(stage, "Anna", "Bram")
    await stage.move_to("2026-12-01 12:31")
    await stage.reply(bram, question, "Veel te laat.")
    shown = await stage.follow(bram, stage.last(group), PRIVATELY)
    assert "Alleen jij ziet het" in shown.text
    await stage.tell(bram, "Veel te laat.")
    assert [entry.audience for entry in stage.log()] == ["team", "author"]


async def test_with_a_name_an_open_question_is_answered_in_the_group(stage: Stage) -> None:
    group, _, (anna, bram) = await closed(stage, "Anna", "Bram")
    question = await stage.say(anna, group, "/vraag")
    await stage.follow(bram, question, PRIVATELY)
    await stage.tell(bram, "Ik liet ze elkaar uitleggen.")
    told = await stage.tell(bram, "/metnaam")
    assert ("zet het dan in de groep" in told.text, stage.log()[-1].audience) == (True, "author")


async def test_three_nameless_answers_show_even_where_two_say_little(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    question = await stage.say(people[0], group, "/vraag")
    for person, text in zip(people, ("pas", "👍", "Ik vond het zwaar."), strict=True):
        await stage.follow(person, question, PRIVATELY)
        card = await stage.tell(person, text)
        await stage.press(person, card, "Het team leest het, zonder mijn naam")
    await stage.move_to("2026-11-24 16:01")
    assert stage.last(group).text.count("Zonder naam: “") == 3


async def test_a_kind_word_about_a_summary_is_kept_and_not_told_again(stage: Stage) -> None:
    group, _, (_, bram) = await closed(stage, "Anna", "Bram")
    summary = stage.last(group)
    reply = await stage.reply(bram, summary, "Haha, ik zat hardop te lachen in de bus")
    asks = await stage.reply(bram, summary, "Leuk, mag ik eens komen kijken?")
    assert [message.reactions for message in (reply, asks)] == [{stage.bot.id: "✍"}] * 2
    await stage.move_to("2026-12-02 16:01")
    told = stage.last(group).text
    assert ("in de bus" in told, "mag ik eens komen kijken?" in told) == (False, True)
    assert "in de bus" in (await stage.say(bram, group, "/zoek")).text
