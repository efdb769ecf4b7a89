"""Confirming: whoever answers sees that it was kept, also where the group allows no ✍."""

import pytest
from app.consulting import Circle, a_team, at
from stage import Stage

from bot.sandbox import Chat, Message, Person
from bot.storage import people

NOTED = "Genoteerd."


async def asked(stage: Stage, kind: str = "supergroup", reactions: str | None = "") -> tuple[Circle, Message]:
    """Return a team that takes part, in a group that allows some reactions, with a question open."""
    circle = await a_team(stage, kind=kind)
    circle.owner.allow_reactions(circle.group, reactions)
    return circle, await stage.say(circle.owner, circle.group, "/vraag")


def lines(stage: Stage, chat: Chat) -> list[tuple[int, bool]]:
    """Return to which messages the bot said that they are kept, and whether without a sound."""
    said = [one for one in stage.from_bot(chat) if one.text == NOTED]
    return [(one.reply_to.id if one.reply_to else 0, one.silent) for one in said]


def refused(stage: Stage) -> int:
    return sum(call.method == "setMessageReaction" and not call.ok for call in stage.sandbox.calls)


def notices(stage: Stage, person: Person) -> int:
    return sum("mag ik geen ✍" in one.text for one in stage.private(person))


async def test_an_answer_is_confirmed_in_words_where_no_reaction_is_allowed(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    assert (stage.words(), lines(stage, circle.group), refused(stage)) == (
        [("Bram", "Ik wachtte.")],
        [(written.id, True)],
        1,
    )


async def test_where_only_other_reactions_are_allowed_it_is_the_same(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions="👍❤")
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    assert (lines(stage, circle.group), written.reactions) == ([(written.id, True)], {})


async def test_where_the_mark_is_among_the_allowed_ones_it_is_used(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions="👍✍")
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    assert (lines(stage, circle.group), written.reactions) == ([], {stage.bot.id: "✍"})


async def test_later_answers_go_straight_to_words(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    written = [await stage.reply(person, prompt, "Ik wachtte.") for person in circle.people[1:]]
    assert (lines(stage, circle.group), refused(stage)) == ([(one.id, True) for one in written], 1)


async def test_answers_in_a_burst_get_one_line_each_and_one_refusal(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    written = [person.reply(prompt, f"{number}") for number in range(3) for person in circle.people[1:]]
    await stage.settle()
    too_fast = [call for call in stage.sandbox.calls if "Too Many" in (call.description or "")]
    assert (sorted(lines(stage, circle.group)), refused(stage), too_fast) == (
        [(one.id, True) for one in written],
        1,
        [],
    )


async def test_the_coordinator_hears_it_once_and_nobody_else(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    for person in circle.people[1:]:
        await stage.reply(person, prompt, "Ik wachtte.")
    await stage.move_to("2026-12-02 12:00")
    prompt = await stage.say(circle.owner, circle.group, "/vraag")
    await stage.reply(circle.people[1], prompt, "Weer.")
    await stage.move_to("2026-12-03 12:00")
    assert ([notices(stage, person) for person in circle.people], refused(stage)) == ([1, 0, 0, 0], 2)


async def test_a_week_later_the_mark_is_tried_again(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    circle.owner.allow_reactions(circle.group, None)
    within = await stage.reply(circle.people[2], prompt, "Binnen de week.")
    await stage.move_to("2026-11-30 12:00")
    prompt = await stage.say(circle.owner, circle.group, "/vraag")
    after = await stage.reply(circle.people[1], prompt, "Na een week.")
    assert (within.reactions, after.reactions) == ({}, {stage.bot.id: "✍"})


async def test_a_coordinators_start_tries_the_mark_at_once_and_nobody_elses_does(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    circle.owner.allow_reactions(circle.group, None)
    await stage.say(circle.people[2], circle.group, "/start")
    before = await stage.reply(circle.people[2], prompt, "Na de start van een ander.")
    await stage.say(circle.owner, circle.group, "/start")
    after = await stage.reply(circle.people[3], prompt, "Na de start.")
    assert (before.reactions, after.reactions) == ({}, {stage.bot.id: "✍"})


async def test_an_answer_that_was_deleted_meanwhile_needs_no_sign(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions=None)
    stage.sandbox.fail_next("setMessageReaction", "500")
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    circle.people[1].erase(written)
    await stage.move_to("2026-11-23 12:00")
    assert (lines(stage, circle.group), notices(stage, circle.owner)) == ([], 0)


async def test_a_mark_that_only_went_astray_is_put_again(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions=None)
    for fault in ("cut", "page", "502", "409", "drop"):
        stage.sandbox.fail_next("setMessageReaction", fault)
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    await stage.move_to("2026-11-23 12:00")
    assert (lines(stage, circle.group), written.reactions) == ([], {stage.bot.id: "✍"})


async def test_one_team_of_a_school_hears_nothing_of_anothers_group(stage: Stage) -> None:
    circle, prompt = await asked(stage)
    other = await stage.team("Bovenbouw", *circle.people)
    await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    asked_there = await stage.say(circle.owner, other, "/vraag")
    written = await stage.reply(circle.people[1], asked_there, "Hier ook.")
    assert (lines(stage, other), written.reactions) == ([], {stage.bot.id: "✍"})


async def test_in_a_topic_the_line_stands_in_that_topic(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    anna.allow_reactions(group, "")
    await stage.settle()
    anna.write(group, "/vraag@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.reply(bram, stage.prompt(group), "Ik wachtte.")
    (line,) = [one for one in stage.from_bot(group) if one.text == NOTED]
    assert line.topic_id == topic.id


async def test_a_contribution_to_a_step_is_confirmed_in_words_too(stage: Stage) -> None:
    circle = await at(stage, "9")
    circle.owner.allow_reactions(circle.group, "👍")
    written = await circle.reply(circle.people[1], "Ik wacht voortaan.")
    assert lines(stage, circle.group) == [(written.id, True)]


async def test_a_bot_without_the_right_to_react_confirms_in_words(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions=None)
    stage.sandbox.fail_next("setMessageReaction", "rights")
    written = await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    assert (lines(stage, circle.group), written.reactions) == ([(written.id, True)], {})


@pytest.mark.parametrize("fault", ["cut", "drop", "502"])
async def test_a_line_that_may_not_have_arrived_goes_once_more_and_troubles_no_coordinator(
    stage: Stage, fault: str
) -> None:
    circle, prompt = await asked(stage)
    await stage.reply(circle.people[1], prompt, "Ik wachtte.")
    for _ in range(2):
        stage.sandbox.fail_next("sendMessage", fault, circle.group)
    written = await stage.reply(circle.people[2], prompt, "Ik ook.")
    await stage.move_to("2026-11-23 12:00")
    tries = [call for call in stage.sandbox.calls if call.method == "sendMessage" and call.params["text"] == NOTED]
    told = [one.text for one in stage.private(circle.owner) if "misschien niet aangekomen" in one.text]
    assert (len(tries), told, written.reactions) == (3, [], {})


async def test_in_private_there_is_a_second_way_as_well(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions=None)
    bram = circle.people[1]
    chat = bram.chat_with(stage.bot)
    chat.reactions = frozenset()
    await stage.follow(bram, prompt, "Antwoord in privé")
    written = bram.tell(stage.bot, "Alleen voor mij.")
    await stage.settle()
    again = bram.tell(stage.bot, "En nog iets.")
    await stage.settle()
    assert (lines(stage, chat), refused(stage)) == ([(written.id, True), (again.id, True)], 1)


async def test_nothing_stays_that_tells_when_somebody_was_answered_in_private(stage: Stage) -> None:
    circle, prompt = await asked(stage, reactions=None)
    bram = circle.people[1]
    bram.chat_with(stage.bot).reactions = frozenset()
    await stage.follow(bram, prompt, "Antwoord in privé")
    await stage.tell(bram, "Alleen voor mij.")
    assert stage.database.execute("SELECT count(*) FROM outbox WHERE purpose = 'noted'").fetchone()[0] == 0
    assert people.find(stage.database, bram.id)
