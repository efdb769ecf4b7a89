"""Thanks are passed on in private: to who wrote by name, by who asks for it, and to nobody who wants none."""

from datetime import timedelta

import pytest
from stage import Stage

from bot.sandbox import Chat, Message, Person


async def summed_up(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Return a group with the summary of a question: Anna and Bram by name, Chris, Dewi and Els without; it is
    Wednesday afternoon."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi", "Els")
    group = await stage.team("Onderbouw", *people)
    await stage.press(people[0], stage.last(group), "Ja, elke dinsdag")
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
        await stage.settle()
    await stage.move_to("2026-11-24 12:31")
    question = stage.prompt(group)
    for person in people[:2]:
        await stage.reply(person, question, f"Dit deed {person.name}.")
    for person in people[2:]:
        await stage.follow(person, question, "Antwoord in privé")
        card = await stage.tell(person, f"{person.name[::-1]} bleef stil.")
        await stage.press(person, card, "Het team leest het, zonder mijn naam")
    await stage.move_to("2026-11-25 16:01")
    return group, stage.last(group), people


def heard(stage: Stage, person: Person) -> list[str]:
    return [
        line for one in stage.private(person) for line in one.text.splitlines() if " je voor wat je schreef" in line
    ]


async def thanked(stage: Stage, by: Person, what: Message, text: str) -> tuple[bool, list[str]]:
    """Let somebody reply with a command; return whether it was marked, and what the bot said in the group."""
    before = len(stage.from_bot(what.chat))
    command = await stage.reply(by, what, text)
    await stage.rehearsal.move_to(stage.time.now() + timedelta(minutes=1))
    return stage.bot.id in command.reactions, [one.text for one in stage.from_bot(what.chat)[before:]]


@pytest.mark.parametrize("text", ["/bedankt Bram", "/thanks bram!"])
async def test_thanks_reach_who_wrote_by_name_and_the_group_sees_a_mark(stage: Stage, text: str) -> None:
    _, summary, (anna, bram, *_) = await summed_up(stage)
    title = summary.text.partition("\n")[0].partition(" · ")[2]
    assert await thanked(stage, anna, summary, text) == (True, [])
    assert heard(stage, bram) == [f"Anna bedankt je voor wat je schreef bij “{title}”."]
    assert stage.database.execute("SELECT count(*) FROM thanks").fetchone() == (0,)


async def test_a_reply_to_the_answer_itself_needs_no_name(stage: Stage) -> None:
    group, _, (anna, bram, *_) = await summed_up(stage)
    answer = next(one for one in group.messages if one.text == "Dit deed Bram.")
    assert await thanked(stage, anna, answer, "/bedankt") == (True, [])
    assert len(heard(stage, bram)) == 1


@pytest.mark.parametrize("text", ["/bedankt Chris", "/bedankt Niemand", "/bedankt Anna"])
async def test_who_wrote_without_a_name_is_answered_for_like_anybody_who_is_not_there(stage: Stage, text: str) -> None:
    _, summary, (anna, bram, *nameless) = await summed_up(stage)
    await stage.reply(bram, summary, "Mooi!")
    marked, [told] = await thanked(stage, anna, summary, text)
    assert (marked, told.partition("?")[0]) == (False, "Wie bedoel je")
    assert [heard(stage, person) for person in (anna, bram, *nameless)] == [[], [], [], [], []]


async def test_thanks_come_together_once_a_day_and_on_a_working_day(stage: Stage) -> None:
    _, summary, (anna, bram, chris, dewi, _) = await summed_up(stage)
    await stage.tell(bram, "/werkdagen wo vr")
    await thanked(stage, anna, summary, "/bedankt Bram")
    await thanked(stage, chris, summary, "/bedankt Bram")
    await thanked(stage, chris, summary, "/bedankt Bram")
    await thanked(stage, dewi, summary, "/bedankt Bram")
    first = heard(stage, bram)
    await stage.move_to("2026-11-27 08:29")
    assert heard(stage, bram) == first
    await stage.move_to("2026-11-27 08:31")
    assert [line.partition(" voor ")[0] for line in heard(stage, bram)] == [
        "Anna bedankt je",
        "Chris en Dewi bedanken je",
    ]


async def test_who_wants_no_thanks_hears_of_none_and_nobody_is_told(stage: Stage) -> None:
    _, summary, (anna, bram, chris, *_) = await summed_up(stage)
    await thanked(stage, anna, summary, "/bedankt Bram")
    await stage.press(bram, stage.private(bram)[-1], "Liever geen bedankjes")
    assert await thanked(stage, chris, summary, "/bedankt Bram") == (True, [])
    await stage.move_to("2026-11-27 12:00")
    assert len(heard(stage, bram)) == 1
    await stage.tell(bram, "/bedankt aan")
    await thanked(stage, chris, summary, "/bedankt Bram")
    assert len(heard(stage, bram)) == 2


async def test_somebody_who_can_not_be_reached_hears_of_it_once_they_can_or_never(stage: Stage) -> None:
    group, _, (anna, *_) = await summed_up(stage)
    (fay,) = stage.people("Fay")
    anna.invite(group, fay)
    answer = await stage.reply(fay, stage.prompt(group), "Later nog dit.")
    assert await thanked(stage, anna, answer, "/bedankt") == (True, [])
    await stage.move_to("2026-11-26 09:00")
    fay.start(stage.bot)
    await stage.settle()
    await stage.move_to("2026-11-27 09:00")
    assert len(heard(stage, fay)) == 1
    await stage.tell(fay, "/stil t/m 15-1-2027")
    await thanked(stage, anna, answer, "/bedankt")
    await stage.move_to("2027-01-19 12:00")
    assert (len(heard(stage, fay)), stage.database.execute("SELECT count(*) FROM thanks").fetchone()) == (1, (0,))


@pytest.mark.parametrize("who", ["by", "to"])
@pytest.mark.parametrize("how", ["/vergeet ja", "/stoppen"])
async def test_with_either_of_them_gone_thanks_on_their_way_are_gone(stage: Stage, who: str, how: str) -> None:
    group, summary, (anna, bram, *_) = await summed_up(stage)
    await stage.tell(bram, "/werkdagen vr")
    await thanked(stage, anna, summary, "/bedankt Bram")
    leaving = anna if who == "by" else bram
    if how == "/stoppen":
        await stage.say(leaving, group, how)
    else:
        await stage.tell(leaving, how)
    await stage.move_to("2026-11-27 12:00")
    assert (heard(stage, bram), stage.database.execute("SELECT count(*) FROM thanks").fetchone()) == ([], (0,))


async def test_whoever_thanked_and_is_erased_is_named_no_more(stage: Stage) -> None:
    _, summary, (anna, bram, *_) = await summed_up(stage)
    await thanked(stage, anna, summary, "/bedankt Bram")
    assert heard(stage, bram)
    await stage.tell(anna, "/vergeet ja")
    assert [one.text for one in stage.private(bram) if "Anna" in one.text] == []


async def test_what_was_withdrawn_is_thanked_for_no_more(stage: Stage) -> None:
    _, summary, (anna, bram, *_) = await summed_up(stage)
    await stage.tell(bram, "/werkdagen vr")
    await thanked(stage, anna, summary, "/bedankt Bram")
    [entry] = [one for one in stage.log() if one.text == "Dit deed Bram."]
    await stage.tell(bram, f"/mijn withdrawn {entry.id}")
    await stage.move_to("2026-11-27 12:00")
    assert heard(stage, bram) == []


async def test_thanks_in_words_ask_for_nothing_and_a_command_alone_says_how(stage: Stage) -> None:
    group, summary, (anna, bram, *_) = await summed_up(stage)
    assert await thanked(stage, anna, summary, "Dank je Bram!") == (False, [])
    assert "Bedanken doe je als antwoord" in (await stage.say(anna, group, "/bedankt")).text
    assert heard(stage, bram) == []
