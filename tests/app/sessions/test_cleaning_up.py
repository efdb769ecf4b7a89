"""Cleaning up after a case, and what nobody outside ever sees of one."""

import json

import pytest
from app.consulting import CASE, SHORT, Circle, a_team, at, joined, start
from click.testing import CliRunner
from stage import Stage

from bot.__main__ import main
from bot.app.sessions.cleaning import Left
from bot.sandbox import Topic

pytestmark = pytest.mark.usefixtures("calm")
HIDDEN, REPLIED, LESSON, INTENDED = "Je wacht te lang.", "Zo herken ik dat.", "Ik vraag eerder hulp.", "Ik bel eerst."
WORDS = (CASE, HIDDEN, REPLIED)


async def told(stage: Stage, circle: Circle | None = None) -> Circle:
    """Return a team that has just ended a session in which something was said in each way."""
    circle = circle or await at(stage, "2", method=SHORT)
    await circle.reply(circle.people[1], REPLIED)
    await stage.say(circle.people[1], circle.group, "/verder")
    await circle.write(circle.people[2], HIDDEN)
    for _ in range(2):
        await stage.say(circle.people[1], circle.group, "/verder")
    await circle.write(circle.owner, INTENDED)
    await circle.go_to("check_out")
    await circle.write(circle.people[1], LESSON)
    await stage.say(circle.people[1], circle.group, "/verder")
    assert circle.key == "ended"
    return circle


def title(circle: Circle) -> str:
    """Return what the round that is cleaned up is called."""
    return circle.stage.rehearsal.program.house.content.methods[SHORT].title.nl


def left_in(circle: Circle) -> list[str]:
    """Return which words of the case the bot's messages in the group still show."""
    return [words for words in WORDS if any(words in text for text in circle.texts())]


def kept_in(stage: Stage) -> list[str]:
    """Return in which tables words of the case stand, with those of the search index."""
    tables = [name for name in stage.database.table_names() if not name.startswith("sqlite_")]
    found = {
        name
        for name in tables
        for row in stage.database.query(f"SELECT * FROM [{name}]")
        for words in WORDS
        if words in json.dumps(row, default=str, ensure_ascii=False)
    }
    matches = list(stage.database.query("SELECT rowid FROM entries_fts WHERE entries_fts MATCH 'wacht OR herken'"))
    return sorted(found) + ["search"] * bool(matches)


async def looked_back(circle: Circle) -> None:
    """Let Anna look back at once, after which nothing keeps the words for longer than a day."""
    await circle.stage.tell(circle.owner, "/lookback 1 kept")
    await circle.stage.move_to("2026-11-24 16:00")


async def test_within_two_days_the_bots_messages_are_deleted(stage: Stage) -> None:
    circle = await told(stage)
    before = left_in(circle)
    await looked_back(circle)
    is_emptied = circle.says("cleaning.emptied") in circle.texts()
    assert (before, left_in(circle), is_emptied) == ([CASE, HIDDEN], [], False)


async def test_older_ones_get_other_words(stage: Stage) -> None:
    circle = await told(stage)
    await stage.move_to("2027-01-04 16:00")
    emptied = [text for text in circle.texts() if text == circle.says("cleaning.emptied")]
    assert (left_in(circle), len(emptied) >= 2) == ([], True)


async def test_nothing_is_left_in_the_log_the_search_or_the_outbox(stage: Stage) -> None:
    circle = await told(stage)
    await looked_back(circle)
    await stage.settle()
    assert kept_in(stage) == []


async def test_lessons_and_intentions_stay(stage: Stage) -> None:
    circle = await told(stage)
    await looked_back(circle)
    rows = [row["text"] for row in stage.database.query("SELECT text FROM commitments")]
    assert ([text for _, text in stage.words()], rows) == ([LESSON], [INTENDED])


async def test_it_is_said_honestly_that_peoples_own_messages_stay(stage: Stage) -> None:
    circle = await told(stage)
    await looked_back(circle)
    assert circle.texts()[-1] == circle.says("cleaning.done", left=Left(True, 0, True), method=title(circle))


async def test_where_nobody_wrote_in_the_group_nothing_more_is_asked(stage: Stage) -> None:
    circle = await at(stage, "2", method=SHORT)
    await circle.finish()
    await stage.move_to("2026-12-08 12:00")
    assert (circle.texts()[-1], left_in(circle)) == (
        circle.says("cleaning.done", left=Left(False, 0, False), method=title(circle)),
        [],
    )


async def test_words_stay_until_after_the_look_back(stage: Stage) -> None:
    circle = await told(stage)
    await stage.move_to("2026-12-20 12:00")
    assert left_in(circle) == [CASE, HIDDEN]


async def in_a_forum(stage: Stage) -> tuple[Circle, Topic]:
    """Return a team in a group with topics, at a step of its case in a topic of its own."""
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people, kind="forum")
    people[0].promote(group, stage.bot)
    await stage.settle()
    circle = joined(stage, group, people)
    await start(circle, SHORT)
    topic = next(iter(group.topics.values()))
    await circle.go_to("2")
    return circle, topic


async def test_in_a_forum_a_case_has_a_topic_that_is_deleted(stage: Stage) -> None:
    circle, topic = await in_a_forum(stage)
    before = circle.card.topic_id
    await circle.finish()
    await stage.move_to("2026-12-08 12:00")
    assert (before, topic.is_deleted, left_in(circle), kept_in(stage)) == (topic.id, True, [], [])


async def test_breaking_off_deletes_the_topic_at_once(stage: Stage) -> None:
    circle, topic = await in_a_forum(stage)
    await stage.say(circle.owner, circle.group, "/afronden stop")
    assert (topic.is_deleted, stage.log(), stage.last(circle.group).topic_id) == (True, [], None)


async def test_a_topic_whose_opening_can_not_be_read_is_not_opened_without_end(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people, kind="forum")
    people[0].promote(group, stage.bot)
    await stage.settle()
    circle = joined(stage, group, people)
    for _ in range(50):
        stage.sandbox.fail_next("createForumTopic", "cut", group)
    await start(circle, SHORT)
    await stage.move_to("2026-11-23 14:00")
    assert (len(group.topics), circle.card.topic_id) == (6, None)


async def test_a_bot_that_may_not_make_topics_uses_the_group(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi")
    group = await stage.team("Onderbouw", *people, kind="forum")
    circle = joined(stage, group, people)
    circle.owner.write(group, f"/begin {SHORT} calm mine")
    await stage.settle()
    refused = [call for call in stage.sandbox.calls if not call.ok]
    assert (circle.card.topic_id, circle.key) == (None, "gather")
    stage.sandbox.calls[:] = [call for call in stage.sandbox.calls if call not in refused]


async def test_when_the_owner_is_forgotten_midway_their_case_is_gone(stage: Stage) -> None:
    circle = await at(stage, "2", method=SHORT)
    await circle.reply(circle.people[1], REPLIED)
    await stage.tell(circle.owner, "/vergeet ja")
    assert (circle.key, left_in(circle), kept_in(stage)) == ("cancelled", [], [])


async def test_when_a_helper_is_forgotten_the_others_go_on(stage: Stage) -> None:
    circle = await at(stage, "3", method=SHORT)
    await circle.write(circle.people[2], HIDDEN)
    await stage.say(circle.people[1], circle.group, "/verder")
    await stage.tell(circle.people[2], "/vergeet ja")
    assert (circle.key, circle.people[2].id in circle.state.people) == ("4", False)
    assert (left_in(circle), [name for name, _ in stage.words()]) == ([CASE], ["Anna"])


async def test_a_helper_who_is_forgotten_takes_what_the_bot_placed_for_them(stage: Stage) -> None:
    circle = await at(stage, "2", method=SHORT)
    await circle.open(circle.people[1])
    await circle.write(circle.people[1], REPLIED)
    before = left_in(circle)
    await stage.tell(circle.people[1], "/vergeet ja")
    assert (before, left_in(circle)) == ([CASE, REPLIED], [CASE])


async def test_leaders_see_that_there_was_one_and_nothing_of_it(stage: Stage) -> None:
    circle = await a_team(stage)
    (lea,) = stage.people("Lea")
    circle.owner.invite(circle.group, lea)
    circle.owner.reply(lea.write(circle.group, "Hallo"), "/leidinggevende")
    await stage.settle()
    await stage.follow(lea, stage.last(circle.group), "Bekijk in privé")
    await stage.press(lea, stage.private(lea)[-1], "Ja, dat wil ik")
    await start(circle, SHORT)
    await circle.go_to("2")
    await told(stage, circle)
    await stage.say(circle.owner, circle.group, "/ritme week di 12:30")
    await stage.move_to("2026-11-27 16:00")
    digest = (await stage.tell(lea, "/weekbericht")).text
    shown = [words for words in (*WORDS, LESSON, INTENDED, "Anna", "Bram") if words in digest]
    assert ("intervisie" in digest.lower(), shown) == (True, [])


async def test_nobody_is_told_that_a_case_is_read_by_those_of_its_round_alone(stage: Stage) -> None:
    circle = await at(stage, "2", method=SHORT)
    shown = [await stage.tell(circle.owner, command) for command in (f"/mijn {stage.log()[0].id}", "/privacy")]
    told = [
        ("in de groep of het onderwerp" in one.text, "Alleen wie bij" in one.text, "blijft bij wie" in one.text)
        for one in shown
    ]
    # A leader in the group reads it as everybody there does.
    assert told == [(True, False, False)] * 2


async def test_the_teams_log_and_summary_hold_nothing_of_it(stage: Stage) -> None:
    circle = await told(stage)
    asked = ("/zoek", "/zoek wacht", "/zoek herken", "/overzicht", "/overzicht kwartaal", "/stand")
    shown = " ".join([(await stage.say(circle.people[3], circle.group, words)).text for words in asked])
    assert [words for words in (*WORDS, LESSON) if words in shown] == []


async def test_an_export_holds_ones_own_words_and_nobody_elses(stage: Stage) -> None:
    circle = await told(stage)
    await stage.tell(circle.people[2], "/export")
    files = [
        stage.sandbox.files[one.extra["document"]["file_id"]]
        for one in stage.private(circle.people[2])
        if "document" in one.extra
    ]
    text = " ".join(file.content.decode() for file in files)
    assert [words in text for words in (HIDDEN, CASE, REPLIED, LESSON, INTENDED)] == [True, False, False, False, False]


async def test_the_log_on_the_command_line_holds_nothing_of_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await told(stage)
    path = next(iter(stage.database.query("PRAGMA database_list")))["file"]
    monkeypatch.setenv("LEERKRING_DATABASE", path)
    shown = [CliRunner().invoke(main, ["log", *words]) for words in ([], ["--search", "wacht"], ["--json"])]
    found = [said for said in (*WORDS, LESSON) for one in shown if said in one.output]
    assert ([one.exit_code for one in shown], found) == ([0, 0, 0], [])


async def test_words_that_may_have_arrived_are_not_said_to_be_gone_weeks_later(stage: Stage) -> None:
    circle = await at(stage, "1", method=SHORT)
    stage.sandbox.fail_next("sendMessage", "drop", circle.group)
    await circle.write(circle.owner, CASE)
    await circle.finish()
    await stage.move_to("2026-12-08 12:00")
    done = circle.texts()[-1]
    assert ("is gewist" in done, "niet of het is aangekomen" in done) == (True, True)


@pytest.mark.parametrize("way", ["/afronden stop", "/vergeet ja", "/mijn withdrawn"])
async def test_words_that_may_have_arrived_are_not_said_to_be_gone(stage: Stage, way: str) -> None:
    circle = await at(stage, "1", method=SHORT)
    stage.sandbox.fail_next("sendMessage", "drop", circle.group)
    await circle.write(circle.owner, CASE)
    if way == "/afronden stop":
        await stage.say(circle.owner, circle.group, way)
        told = " ".join(circle.texts()[-2:])
    else:
        told = (await stage.tell(circle.owner, f"{way} {stage.log()[0].id}" if "mijn" in way else way)).text
    assert ("niet of het is aangekomen" in told, "een beheerder van de groep" in told) == (True, True)
    kept = [row["payload"] for row in stage.database.query("SELECT payload FROM outbox WHERE state = 'uncertain'")]
    assert [text for text in kept if text] == []
