"""A place that takes nothing for now: told once, with what to do, and what waits goes on when it can."""

from app.consulting import a_team, start
from app.sessions.test_cleaning_up import in_a_forum
from stage import Stage, is_prompt

from bot.sandbox import Chat, Message, Person, Topic
from bot.storage import measurements, sessions, teams


async def in_topic(stage: Stage) -> tuple[Chat, Topic, list[Person]]:
    """Return a group in whose topic a team has a rhythm, and whose coordinator and members can be written to."""
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("School", *people, kind="forum")
    topic = people[0].create_topic(group, "Onderbouw")
    people[0].write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.press(people[0], stage.last(group), "Ja, elke dinsdag")
    for person in people:
        person.start(stage.bot)
        person.write(group, "/meedoen@leerkring_bot", topic=topic)
    await stage.settle()
    return group, topic, people


async def in_group(stage: Stage) -> tuple[Chat, list[Person]]:
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("School", *people)
    await stage.press(people[0], stage.last(group), "Ja, elke dinsdag")
    for person in people:
        person.start(stage.bot)
        person.write(group, "/meedoen")
    await stage.settle()
    return group, people


def told(stage: Stage, person: Person, words: str) -> list[Message]:
    return [one for one in stage.private(person) if words in one.text]


def asked(stage: Stage, group: Chat) -> int:
    return sum(is_prompt(one) for one in stage.from_bot(group))


def obstacle(stage: Stage, team_id: int) -> object:
    """Return what keeps the bot from writing to a team, if anything does."""
    team = teams.find(stage.database, team_id)
    assert team
    return team.obstacle


async def test_a_topic_that_is_closed_is_told_at_once_and_once(stage: Stage) -> None:
    group, topic, (anna, bram, _) = await in_topic(stage)
    anna.close_topic(group, topic)
    await stage.settle()
    (notice,) = told(stage, anna, "het onderwerp is gesloten")
    assert ("Heropenen" in notice.text, "/start in een ander onderwerp" in notice.text) == (True, True)
    await stage.move_to("2026-12-02 16:30")
    troubles = [one for one in stage.private(anna) if "nam Telegram niet aan" in one.text or "vervallen" in one.text]
    assert (len(told(stage, anna, "gesloten")), troubles, told(stage, bram, "gesloten")) == (1, [], [])


async def test_what_waits_goes_on_when_the_topic_is_open_again(stage: Stage) -> None:
    group, topic, (anna, *_) = await in_topic(stage)
    anna.close_topic(group, topic)
    await stage.move_to("2026-11-24 13:00")
    assert asked(stage, group) == 0
    anna.reopen_topic(group, topic)
    await stage.settle()
    assert (asked(stage, group), stage.prompt(group).topic_id) == (1, topic.id)
    assert (len(told(stage, anna, "onderwerp")), obstacle(stage, 2)) == (1, None)


async def test_a_question_that_is_out_of_date_by_then_is_not_asked(stage: Stage) -> None:
    group, topic, (anna, *_) = await in_topic(stage)
    anna.close_topic(group, topic)
    await stage.move_to("2026-11-27 10:00")
    anna.reopen_topic(group, topic)
    await stage.settle()
    assert (asked(stage, group), len(told(stage, anna, "onderwerp"))) == (0, 1)
    await stage.move_to("2026-12-01 12:40")
    assert asked(stage, group) == 1


async def test_who_opens_it_before_anybody_was_told_hears_nothing(stage: Stage) -> None:
    group, topic, (anna, *_) = await in_topic(stage)
    await stage.move_to("2026-11-28 10:00")
    anna.close_topic(group, topic)
    await stage.settle()
    anna.reopen_topic(group, topic)
    await stage.settle()
    await stage.move_to("2026-11-30 12:00")
    assert [one.text for one in told(stage, anna, "onderwerp")] == []


async def test_from_a_closed_topic_the_team_goes_on_in_another_one(stage: Stage) -> None:
    group, topic, (anna, bram, _) = await in_topic(stage)
    await stage.move_to("2026-11-24 12:40")
    await stage.reply(bram, stage.prompt(group), "Ik wachtte even.")
    anna.close_topic(group, topic)
    await stage.settle()
    other = anna.create_topic(group, "Nieuw")
    anna.write(group, "/start@leerkring_bot", topic=other)
    await stage.settle()
    await stage.press(anna, stage.last(group), "Verder met School · Onderbouw")
    assert [team.name for team in teams.every(stage.database)] == ["School", "School · Nieuw"]
    assert (stage.words(2), stage.prompt(group).topic_id) == ([("Bram", "Ik wachtte even.")], other.id)
    await stage.move_to("2026-12-01 12:40")
    assert stage.prompt(group).topic_id == other.id


async def test_general_that_is_hidden_counts_as_closed(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("School", *people, kind="forum")
    await stage.press(people[0], stage.last(group), "Ja, elke dinsdag")
    people[0].start(stage.bot)
    people[0].hide_general(group)
    await stage.settle()
    assert len(told(stage, people[0], "het onderwerp is gesloten")) == 1
    await stage.move_to("2026-11-24 13:00")
    assert asked(stage, group) == 0
    people[0].reopen_topic(group)
    await stage.settle()
    assert asked(stage, group) == 1


async def test_a_bot_that_may_not_write_says_so_in_private_and_goes_on_when_it_may(stage: Stage) -> None:
    group, (anna, bram, _) = await in_group(stage)
    anna.mute(group, stage.bot)
    await stage.settle()
    (notice,) = told(stage, anna, "niet meer in de groep schrijven")
    assert "Machtigingen" in notice.text
    await stage.move_to("2026-11-24 13:00")
    assert (asked(stage, group), told(stage, bram, "schrijven")) == (0, [])
    anna.unmute(group, stage.bot)
    await stage.settle()
    assert (asked(stage, group), len(told(stage, anna, "schrijven"))) == (1, 1)


async def test_of_a_group_that_goes_quiet_it_hears_by_being_refused_and_by_trying(stage: Stage) -> None:
    group, (anna, *_) = await in_group(stage)
    anna.set_quiet(group, True)
    await stage.settle()
    assert told(stage, anna, "schrijven") == []
    await stage.move_to("2026-11-24 13:40")
    refused = [call for call in stage.sandbox.calls if not call.ok and call.method == "sendMessage"]
    assert (len(told(stage, anna, "niet meer in de groep schrijven")), 1 < len(refused) < 9) == (1, True)
    anna.set_quiet(group, False)
    await stage.move_to("2026-11-24 14:00")
    assert (asked(stage, group), obstacle(stage, 1)) == (1, None)


async def test_an_answer_gets_its_mark_when_the_bot_may_write_again(stage: Stage) -> None:
    group, (anna, bram, _) = await in_group(stage)
    await stage.move_to("2026-11-24 12:40")
    anna.mute(group, stage.bot)
    written = await stage.reply(bram, stage.prompt(group), "Ik wachtte even.")
    assert (stage.words(), written.reactions) == ([("Bram", "Ik wachtte even.")], {})
    anna.unmute(group, stage.bot)
    await stage.settle()
    assert (list(written.reactions.values()), told(stage, anna, "✍")) == (["✍"], [])


async def test_the_coordinators_list_says_what_is_in_the_way(stage: Stage) -> None:
    group, (anna, *_) = await in_group(stage)
    anna.mute(group, stage.bot)
    assert "Ik mag er niet schrijven" in (await stage.tell(anna, "/teams")).text


async def test_the_log_stays_within_reach_of_members_and_nobody_else(stage: Stage) -> None:
    group, (anna, bram, chris) = await in_group(stage)
    await stage.move_to("2026-11-24 12:40")
    await stage.reply(bram, stage.prompt(group), "Ik wachtte even.")
    anna.mute(group, stage.bot)
    assert "Ik wachtte even." in (await stage.tell(chris, "/zoek")).text
    assert "Niets gevonden" in (await stage.tell(chris, "/zoek olifant")).text
    (dora,) = stage.people("Dora")
    dora.start(stage.bot)
    assert "Ik wachtte even." not in (await stage.tell(dora, "/zoek")).text
    anna.remove(group, stage.bot)
    await stage.settle()
    assert "Ik wachtte even." in (await stage.tell(chris, "/zoek wachtte")).text


async def test_a_bot_that_is_removed_says_so_to_the_coordinator_once(stage: Stage) -> None:
    group, (anna, bram, _) = await in_group(stage)
    anna.remove(group, stage.bot)
    await stage.move_to("2026-12-02 12:00")
    assert (len(told(stage, anna, "uit de groep")), told(stage, bram, "uit de groep")) == (1, [])


async def test_where_nothing_has_begun_nobody_is_told(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("School", anna)
    anna.start(stage.bot)
    anna.mute(group, stage.bot)
    await stage.settle()
    anna.remove(group, stage.bot)
    await stage.settle()
    assert told(stage, anna, "groep") == []


async def test_a_case_stands_still_meanwhile_and_goes_on_with_its_step(stage: Stage) -> None:
    circle = await a_team(stage)
    await start(circle)
    await circle.go_to("1")
    anna = circle.people[0]
    anna.mute(circle.group, stage.bot)
    await stage.settle()
    case = sessions.case_in(stage.database, 1)
    assert case is not None
    assert case.state.phase == "paused"
    assert any("staat zolang stil" in one.text for person in circle.people for one in stage.private(person))
    await stage.move_to("2026-12-08 12:00")
    anna.unmute(circle.group, stage.bot)
    await stage.settle()
    later = sessions.case_in(stage.database, 1)
    assert later is not None
    assert (later.state.phase, later.state.position) == ("running", case.state.position)
    assert later.state.due_at > stage.time.now()


async def test_one_who_coordinates_several_teams_of_a_group_is_told_once(stage: Stage) -> None:
    group, _, (anna, *_) = await in_topic(stage)
    await stage.say(anna, group, "/start@leerkring_bot")
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    anna.mute(group, stage.bot)
    await stage.settle()
    assert [team.obstacle for team in teams.every(stage.database)] == ["muted", "muted"]
    assert len(told(stage, anna, "niet meer in de groep schrijven")) == 1
    anna.unmute(group, stage.bot)
    await stage.settle()
    assert [team.obstacle for team in teams.every(stage.database)] == [None, None]


async def test_who_starts_where_the_bot_may_not_write_is_told_why_nothing_comes(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    anna.start(stage.bot)
    group = anna.create_group("School", kind="supergroup")
    anna.invite(group, stage.bot)
    anna.set_quiet(group, True)
    anna.write(group, "/start@leerkring_bot")
    await stage.settle()
    assert (stage.from_bot(group), len(told(stage, anna, "niet meer in de groep schrijven"))) == ([], 1)


async def test_the_topic_of_a_case_that_is_closed_is_told_and_the_case_goes_on(stage: Stage) -> None:
    circle, topic = await in_a_forum(stage)
    anna = circle.people[0]
    anna.close_topic(circle.group, topic)
    await stage.settle()
    notices = [
        one for person in circle.people for one in told(stage, person, "onderwerp van de intervisie is gesloten")
    ]
    assert (len(notices), circle.state.phase) == (1, "running")
    assert [team.obstacle for team in teams.every(stage.database)] == [None]


async def test_a_muted_bot_that_is_made_an_administrator_says_what_that_means_and_goes_on(stage: Stage) -> None:
    group, (anna, *_) = await in_group(stage)
    anna.mute(group, stage.bot)
    await stage.move_to("2026-11-24 13:00")
    anna.promote(group, stage.bot)
    await stage.settle()
    team = teams.find(stage.database, 1)
    assert team is not None
    assert (asked(stage, group), team.obstacle) == (1, None)


async def test_a_scan_that_is_asked_again_in_vain_keeps_what_was_filled_in(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("School", *people, kind="group")
    for person in people:
        await stage.say(person, group, "/meedoen")
    asked = await stage.say(people[0], group, "/scan nu sociaal-leren")
    for person in people[:3]:
        card = await stage.follow(person, asked, "Invullen")
        for _ in range(11):
            await stage.press(person, card, "5")
    # The group moves, and the bot is put out before it can ask again there.
    moved = people[0].upgrade(group)
    people[0].remove(moved, stage.bot)
    await stage.move_to("2026-11-30 16:01")
    assert {one.people for one in measurements.of_session(stage.database, 1)} == {3}
    assert list(stage.database.query("SELECT * FROM marks")) == []
