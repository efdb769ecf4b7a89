"""Groups and people that change halfway: moved, divided into topics, the bot put out and back, people who block it."""

import pytest
from forging import force, inject, raw_message
from stage import Stage, is_prompt

from bot.core.model import Role
from bot.sandbox import Channel, Chat, Message, Person
from bot.storage import members, people, teams

PRIVATELY = "Antwoord in privé"
calm = pytest.mark.usefixtures("calm")


async def asked(stage: Stage, kind: str = "supergroup", *others: str) -> tuple[Chat, Message, Person, Person]:
    """Return the first two of a team, of which one coordinates, with a question open."""
    people = anna, bram, *_ = stage.people("Anna", "Bram", *others)
    group = await stage.team("Onderbouw", *people, kind=kind)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(anna, group, "/vraag"), anna, bram


async def moved(stage: Stage, person: Person, group: Chat) -> Chat:
    new = person.upgrade(group)
    await stage.settle()
    return new


@calm
async def test_a_group_that_moves_in_the_middle_of_a_question_is_asked_it_again_and_loses_nothing(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage, "group")
    await stage.reply(bram, prompt, "Voor de verhuizing.")
    new = await moved(stage, anna, group)
    await stage.reply(anna, stage.prompt(new), "Erna.")
    await stage.move_to("2026-11-24 16:01")
    assert stage.words(1) == [("Bram", "Voor de verhuizing."), ("Anna", "Erna.")]
    assert ("Voor de verhuizing." in stage.last(new).text, "Erna." in stage.last(new).text) == (True, True)


@calm
async def test_a_group_that_moves_in_the_middle_of_a_private_answer_keeps_it(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage, "group")
    await stage.follow(bram, prompt, PRIVATELY)
    await moved(stage, anna, group)
    kept = await stage.tell(bram, "Voor mij alleen.")
    found = [(entry.team_id, entry.audience, entry.text) for entry in stage.log()]
    assert ("Bewaard" in kept.text, found) == (True, [(1, "author", "Voor mij alleen.")])


@calm
async def test_a_choice_and_a_nudge_made_before_a_move_hold_after_it(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage, "group", "Chris")
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, "/straks 15:30")
    await stage.follow(anna, prompt, PRIVATELY)
    kept = await stage.tell(anna, "Zonder naam.")
    await moved(stage, anna, group)
    await stage.press(anna, kept, "Het team leest het")
    await stage.move_to("2026-11-23 15:31")
    nameless = [entry.author for entry in stage.log()]
    assert ("Heb je twee minuten?" in stage.private(bram)[-1].text, nameless) == (True, [None])


@calm
async def test_news_of_a_move_told_twice_changes_nothing_more(stage: Stage) -> None:
    group, _, anna, _ = await asked(stage, "group")
    new = await moved(stage, anna, group)
    before = len(stage.from_bot(new))
    news = [raw_message(stage, group, anna, "", migrate_to_chat_id=new.id)]
    news.append(raw_message(stage, new, anna, "", migrate_from_chat_id=group.id))
    await inject(stage, *({"message": one} for one in news * 2))
    kept = [team.place.chat_id for team in teams.every(stage.database)]
    assert (len(stage.from_bot(new)), kept) == (before, [new.id])


@calm
async def test_news_of_a_move_from_nowhere_or_to_itself_changes_nothing(stage: Stage) -> None:
    group, _, anna, _ = await asked(stage)
    before = len(stage.from_bot(group))
    await inject(stage, {"message": raw_message(stage, group, anna, "", migrate_from_chat_id=-77)})
    await inject(stage, {"message": raw_message(stage, group, anna, "", migrate_to_chat_id=group.id)})
    kept = [(team.id, team.place.chat_id) for team in teams.every(stage.database)]
    assert (kept, len(stage.from_bot(group))) == ([(1, group.id)], before)


@calm
async def test_put_out_and_back_between_two_answers_the_bot_takes_both(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage)
    await stage.reply(bram, prompt, "Ervoor.")
    anna.remove(group, stage.bot)
    await stage.settle()
    await stage.move_to("2026-11-23 11:00")
    anna.invite(group, stage.bot)
    await stage.settle()
    await stage.reply(anna, prompt, "Erna.")
    await stage.move_to("2026-11-24 16:01")
    assert stage.words() == [("Bram", "Ervoor."), ("Anna", "Erna.")]
    assert stage.last(group).text.startswith("Wat jullie schreven")


@calm
async def test_a_bot_that_was_put_out_keeps_a_private_answer_and_says_nothing_in_the_group(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage)
    await stage.follow(bram, prompt, PRIVATELY)
    anna.remove(group, stage.bot)
    await stage.settle()
    count = len(stage.from_bot(group))
    kept = await stage.tell(bram, "Voor mij alleen.")
    await stage.move_to("2026-11-25 09:00")
    assert ("Bewaard" in kept.text, len(stage.from_bot(group)), len(stage.log())) == (True, count, 1)


@calm
async def test_a_group_that_is_deleted_ends_in_silence_and_ones_own_words_stay(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.reply(bram, prompt, "Van mij.")
    anna.delete_group(group)
    await stage.settle()
    await stage.move_to("2026-12-02 12:00")
    assert "Van mij." in (await stage.tell(bram, "/mijn")).text


@calm
async def test_a_reply_whose_question_was_deleted_is_not_kept(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage)
    anna.erase(prompt)
    before = len(stage.from_bot(group))
    await stage.reply(bram, prompt, "Op wat weg is.")
    assert (stage.words(), len(stage.from_bot(group))) == ([], before)


@calm
async def test_topics_are_teams_of_their_own_and_answers_stay_in_theirs(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topics = [anna.create_topic(group, name) for name in ("Rekenen", "Taal")]
    for topic in topics:
        for words in ("/start", "/vraag bijna-geholpen"):
            anna.write(group, words, topic)
            await stage.settle()
    prompts = [one for one in stage.from_bot(group) if is_prompt(one)]
    for prompt in prompts:
        await stage.reply(bram, prompt, f"In {prompt.topic_id}.")
    bram.write(group, "Los in een onderwerp.", topics[0])
    await stage.settle()
    found = [(entry.text, entry.team_id) for entry in stage.log()]
    assert found == [(f"In {topics[0].id}.", 2), (f"In {topics[1].id}.", 3)]


@calm
async def test_a_press_in_one_topic_reaches_nothing_of_another(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("School", anna, bram, kind="forum")
    topic = anna.create_topic(group, "Rekenen")
    for words in ("/start", "/vraag"):
        anna.write(group, words, topic)
        await stage.settle()
    inside, outside = stage.prompt(group), await stage.say(anna, group, "/vraag")
    skips = [(button.data or "") for row in inside.buttons for button in row if button.data]
    answers = [(await force(stage, bram, message, skips[0])).answer or "" for message in (outside, inside)]
    assert [answer[:12] for answer in answers] == ["Er staat nu ", "Prima, deze "]


@calm
async def test_whoever_blocked_the_bot_is_left_alone_and_finds_the_way_back(stage: Stage) -> None:
    group, prompt, anna, bram = await asked(stage)
    await stage.say(anna, group, "/ritme week di 12:30")
    await stage.follow(bram, prompt, "Straks")
    await stage.tell(bram, "/straks 15:30")
    members.give_role(stage.database, 1, bram.id, Role.LEADER, stage.time.now())
    bram.block(stage.bot)
    await stage.settle()
    anna.reply(bram.write(group, "Hallo"), "/meekijker")
    await stage.settle()
    named, count = stage.last(group), len(stage.private(bram))
    await stage.move_to("2026-11-27 16:00")
    while_away = len(stage.private(bram)) - count
    back = await stage.follow(bram, named, "Bekijk in privé")
    assert (while_away, "vraagt of je wilt meekijken" in back.text) == (0, True)


@pytest.mark.parametrize("news", [True, False], ids=["told", "not told"])
async def test_a_nudge_to_somebody_who_blocked_the_bot_harms_nobody_else(stage: Stage, news: bool) -> None:
    _, prompt, anna, bram = await asked(stage)
    for person in (anna, bram):
        await stage.follow(person, prompt, "Straks")
        await stage.tell(person, "/straks 15:30")
    if news:
        bram.block(stage.bot)
    else:
        stage.bot.blocked_by.add(bram.id)
    await stage.move_to("2026-11-23 15:31")
    found = people.find(stage.database, bram.id)
    assert ("Heb je twee minuten?" in stage.private(anna)[-1].text, found and found.is_reachable) == (True, False)


@calm
async def test_an_account_met_under_a_name_of_another_is_still_itself(stage: Stage) -> None:
    _, prompt, anna, bram = await asked(stage)
    anna.username, bram.username = "wie_dan_ook", "wie_dan_ook"
    bram.name = "Anna"
    await stage.reply(anna, prompt, "Van Anna.")
    await stage.reply(bram, prompt, "Van de ander.")
    mine = await stage.tell(bram, "/mijn")
    assert ("Van de ander." in mine.text, "Van Anna." in mine.text) == (True, False)


CHANNEL = Channel(-1001900000001, "Kanaal van Bram")


@calm
async def test_an_answer_given_as_a_channel_is_asked_to_show_who_it_is(stage: Stage) -> None:
    group, prompt, _, bram = await asked(stage)
    written = bram.reply(prompt, "Als kanaal.", channel=CHANNEL)
    await stage.settle()
    assert ("Je schrijft nu als kanaal" in stage.last(group).text, stage.words(), written.reactions) == (True, [], {})
    assert PRIVATELY in [button.text for row in stage.last(group).buttons for button in row]


@calm
async def test_a_command_given_as_a_channel_waits_for_whoever_presses(stage: Stage) -> None:
    group, _, anna, _ = await asked(stage)
    anna.write(group, "/ritme week do 13:00", channel=CHANNEL)
    await stage.settle()
    asking = stage.last(group)
    asked_as = asking.text
    await stage.press(anna, asking, "Dit ben ik")
    assert ("Je schrijft als kanaal" in asked_as, "donderdag" in stage.last(group).text) == (True, True)


@calm
@pytest.mark.parametrize("text", ["Nieuws uit het kanaal.", "/start", "/vraag@leerkring_bot"])
async def test_the_posts_of_a_linked_channel_are_nobodys(stage: Stage, text: str) -> None:
    group, _, anna, _ = await asked(stage)
    anna.promote(group, stage.bot)
    await stage.settle()
    before = len(stage.from_bot(group))
    anna.publish(CHANNEL, group, text)
    await stage.settle()
    assert (len(stage.from_bot(group)), len(stage.log())) == (before, 0)


@calm
async def test_nobody_becomes_a_leader_by_a_post_of_a_linked_channel(stage: Stage) -> None:
    group, _, anna, _ = await asked(stage)
    news = anna.publish(CHANNEL, group, "Nieuws.")
    await stage.reply(anna, news, "/leidinggevende@leerkring_bot")
    assert people.find(stage.database, 777000) is None
