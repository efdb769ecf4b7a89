"""What happens every day: days as people write them, people of one name, teams in topics, answers by another way."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from app.consulting import at, labels, started
from forging import inject, raw_message
from stage import Stage

from bot.app.commands import BY_NAME, COMMANDS, called, nearest
from bot.app.context.command import Spot
from bot.core.model import LANGUAGES, Language
from bot.sandbox import Chat, Person
from bot.storage import people, teams

Json = dict[str, Any]
SPOTS: tuple[Spot, ...] = ("group", "private")


def leave_of(stage: Stage, person: Person) -> date | None:
    found = people.find(stage.database, person.id)
    assert found
    return found.leave[-1].last if found.leave else None


STRETCHES: list[tuple[Language, str, date | None]] = [
    ("nl", "/stil 1 dec tot 5 dec", date(2026, 12, 5)),
    ("nl", "/stil 3 t/m 12 december", date(2026, 12, 12)),
    ("nl", "/stil van 3 tot 12 december", date(2026, 12, 12)),
    ("nl", "/stil 3-12 december", date(2026, 12, 12)),
    ("nl", "/stil 3 en 4 december", date(2026, 12, 4)),
    ("nl", "/stil 1-12 t/m 5-12", date(2026, 12, 5)),
    ("nl", "/stil 1/12 - 5/12", date(2026, 12, 5)),
    ("nl", "/stil tot 5 dec om 12 uur", None),
    ("nl", "/stil week 49", None),
    ("nl", "/stil t/m vrijdag 4 december", date(2026, 12, 4)),
    ("nl", "/stil donderdag 4 december", None),
    ("nl", "/stil t/m 5 mrt 2027", date(2027, 3, 5)),
    ("nl", "/stil 12 tot 3 december", None),
    ("nl", "/stil 31 nov", None),
    ("nl", "/stil 2 of 3 dagen", None),
    ("nl", "/stil groep 3/4 gaat 5 keer", None),
    ("nl", "/stil kamer 1.12", None),
    ("nl", "/stil niet voor 5-12", None),
    ("en", "/quiet 1 Dec to 5 Dec", date(2026, 12, 5)),
    ("en", "/quiet 3 to 12 December", date(2026, 12, 12)),
    ("en", "/quiet from 3 until 12 December", date(2026, 12, 12)),
    ("en", "/quiet Dec 1 - Dec 5", date(2026, 12, 5)),
]


async def test_a_stretch_of_days_ends_on_its_last_day_or_is_not_understood(stage: Stage) -> None:
    for language, words, until in STRETCHES:
        (anna,) = stage.people("Anna", language=language)
        anna.start(stage.bot)
        await stage.settle()
        await stage.tell(anna, words)
        assert leave_of(stage, anna) == until, words


@pytest.mark.parametrize(
    "words", ["/teampauze 1 dec tot 5 dec", "/teampauze 3 t/m 12 december", "/teampauze groep 3/4"]
)
async def test_a_pause_of_the_team_is_never_another_stretch(stage: Stage, words: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.say(anna, group, words)
    team = teams.find(stage.database, 1)
    assert team
    stretches = [(days.first, days.last) for days in team.pauses]
    assert stretches in ([], [(date(2026, 12, 1), date(2026, 12, 5))], [(date(2026, 12, 3), date(2026, 12, 12))])


def asked_on(stage: Stage, group: Chat) -> list[str]:
    query = "SELECT created_at FROM outbox WHERE purpose = 'prompt' AND chat_id = ? ORDER BY id"
    return [row["created_at"][5:10] for row in stage.database.query(query, [group.id])]


@pytest.mark.parametrize("when", ["11-24 12:45", "11-25 09:00", "11-30 09:00", "12-01 12:50", "12-07 23:00"])
async def test_a_time_said_alone_changes_nothing_else_of_a_rhythm(stage: Stage, when: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme twee weken di 12:30")
    await stage.move_to(f"2026-{when}")
    card = await stage.say(anna, group, "/ritme 13:00")
    await stage.move_to("2026-12-09 18:00")
    assert ("om de week op dinsdag, 13.00 uur" in card.text, asked_on(stage, group)) == (True, ["11-24", "12-08"])


@pytest.mark.parametrize("when", ["11-25", "11-26", "11-30", "12-02", "12-07"])
async def test_a_fortnightly_rhythm_saved_again_keeps_its_weeks(stage: Stage, when: str) -> None:
    (anna,) = stage.people("Anna")
    saved = ("/ritme twee weken di 13:00", "/ritme twee weken di 12:30", "/ritme twee weken di wo 13:00")
    groups = {again: await stage.team("Onderbouw", anna) for again in saved}
    for group in groups.values():
        await stage.say(anna, group, "/ritme twee weken di 12:30")
    await stage.move_to(f"2026-{when} 09:00")
    for again, group in groups.items():
        await stage.say(anna, group, again)
    await stage.move_to("2026-12-09 18:00")
    for again, group in groups.items():
        on_tuesdays = [day for day in asked_on(stage, group) if day in ("11-24", "12-01", "12-08")]
        assert on_tuesdays == ["11-24", "12-08"], again


async def test_a_method_every_two_weeks_saved_again_keeps_its_weeks(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    slots = []
    await stage.say(anna, group, "/ritme werkvorm incident twee weken di 12:30")
    await stage.move_to("2026-11-30 09:00")
    await stage.say(anna, group, "/ritme werkvorm incident twee weken di 13:00")
    slots = [
        row["next_slot"][:10] for row in stage.database.query("SELECT next_slot FROM schedules WHERE kind = 'method'")
    ]
    assert slots == ["2026-12-08"]


@pytest.mark.parametrize(
    ("zone", "at", "words", "until"),
    [
        ("America/Kralendijk", "2026-11-24 01:30", "/stil vandaag", date(2026, 11, 23)),
        ("America/Kralendijk", "2026-11-24 01:30", "/stil t/m morgen", date(2026, 11, 24)),
        ("America/Kralendijk", "2026-11-24 01:30", "/stil t/m vrijdag", date(2026, 11, 27)),
        ("America/Kralendijk", "2026-11-24 01:30", "/stil een week", date(2026, 11, 30)),
        ("Asia/Tokyo", "2026-11-23 20:30", "/stil vandaag", date(2026, 11, 24)),
        ("Asia/Tokyo", "2026-11-23 20:30", "/stil t/m morgen", date(2026, 11, 25)),
    ],
)
async def test_a_day_said_in_private_is_a_day_where_the_team_is(
    stage: Stage, zone: str, at: str, words: str, until: date
) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Team overzee", anna)
    await stage.say(anna, group, f"/tijdzone {zone}")
    await stage.say(anna, group, "/meedoen")
    await stage.move_to(at)
    await stage.tell(anna, words)
    assert leave_of(stage, anna) == until


async def written_by(stage: Stage, group: Chat, person: Person, last_name: str, text: str, **more: Any) -> None:
    """Let somebody write under a first and a last name, of which an account has both."""
    update = raw_message(stage, group, person, text, **more)
    update["from"] |= {"last_name": last_name}
    if text.startswith("/"):
        update["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    await inject(stage, {"message": update})


async def two_annas(stage: Stage) -> tuple[Chat, Person, Person]:
    one, other, chris = stage.people("Anna", "Anna", "Chris")
    group = await stage.team("Onderbouw", chris, one, other)
    for person, last_name in ((one, "de Vries"), (other, "van den Berg")):
        await written_by(stage, group, person, last_name, "/meedoen")
    await stage.say(chris, group, "/meedoen")
    prompt = await stage.say(chris, group, "/vraag")
    replied = {"message_id": prompt.id, "date": 1, "chat": {"id": group.id, "type": "supergroup", "title": "Onderbouw"}}
    replied["from"] = {"id": stage.bot.id, "is_bot": True, "first_name": "Leerkring"}
    for person, last_name, text in ((one, "de Vries", "Ik wachtte."), (other, "van den Berg", "Ik telde.")):
        await written_by(stage, group, person, last_name, text, reply_to_message=replied)
    return group, one, chris


@pytest.mark.parametrize("where", ["summary", "search", "overview"])
async def test_two_people_of_one_first_name_are_told_apart(stage: Stage, where: str) -> None:
    group, _, chris = await two_annas(stage)
    if where == "summary":
        await stage.move_to("2026-11-24 16:01")
        shown = next(one.text for one in reversed(stage.from_bot(group)) if "Ik wachtte." in one.text)
    else:
        shown = (await stage.say(chris, group, "/zoek Ik" if where == "search" else "/overzicht week")).text
    assert ("Anna de V" in shown, "Anna van den B" in shown) == (True, True)


async def test_somebody_whose_first_name_is_the_only_one_goes_by_it(stage: Stage) -> None:
    (chris,) = stage.people("Chris")
    group = await stage.team("Onderbouw", chris)
    await written_by(stage, group, chris, "Jansen", "/meedoen")
    assert "Jansen" not in stage.last(group).text


async def test_teams_in_topics_of_one_group_have_names_that_differ(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("School", anna, kind="forum")
    for name in ("Rekenen", "Taal"):
        topic = anna.create_topic(group, name)
        anna.write(group, "/start@leerkring_bot", topic=topic)
        await stage.settle()
    names = [team.name for team in teams.every(stage.database)]
    assert (len(set(names)), [any(word in name for name in names) for word in ("Rekenen", "Taal")]) == (
        len(names),
        [True, True],
    )


async def test_a_group_that_is_renamed_keeps_its_topics_apart(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("School", anna, kind="forum")
    topics = [anna.create_topic(group, name) for name in ("Rekenen", "Taal")]
    for topic in topics:
        anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    anna.rename(group, "De Regenboog")
    await stage.settle()
    names = {team.name for team in teams.every(stage.database)}
    assert (len(names), any("Rekenen" in name and "Regenboog" in name for name in names)) == (3, True)


async def test_a_coordinator_whose_topic_is_gone_hears_so_and_how_to_go_on(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("School", anna, kind="forum")
    topic = anna.create_topic(group, "Onderbouw")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    anna.start(stage.bot)
    await stage.settle()
    anna.delete_topic(group, topic)
    await stage.move_to("2026-11-24 12:40")
    told = " ".join(one.text for one in stage.private(anna)).lower()
    assert ("onderwerp" in told or "topic" in told, "/start" in told or "/verhuis" in told) == (True, True)


async def test_a_team_in_a_topic_from_before_learns_both_names(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("School", anna, kind="forum")
    topic = anna.create_topic(group, "Rekenen")
    anna.write(group, "/start@leerkring_bot", topic=topic)
    await stage.settle()
    # As an older version kept it.
    stage.database.execute("UPDATE teams SET topic_name = NULL, title = 'School', name = 'School'")
    anna.rename(group, "De Regenboog")
    await stage.settle()
    anna.write(group, "/status@leerkring_bot", topic=topic)
    await stage.settle()
    assert [team.name for team in teams.every(stage.database)] == ["De Regenboog", "De Regenboog · Rekenen"]


async def test_a_reply_in_private_to_what_is_no_question_answers_none(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    bram.start(stage.bot)
    await stage.say(anna, group, "/vraag")
    told = await stage.say(anna, group, "/status")
    origin: Json = {"type": "user", "date": 1, "sender_user": {"id": stage.bot.id, "is_bot": True, "first_name": "L"}}
    chat: Json = {"id": group.id, "type": "supergroup", "title": "Onderbouw"}
    external: Json = {"origin": origin, "chat": chat, "message_id": told.id}
    update = raw_message(stage, bram.chat_with(stage.bot), bram, "Wat is dit?", external_reply=external)
    await inject(stage, {"message": update})
    assert stage.log() == []


@pytest.mark.parametrize("named", [True, False])
async def test_an_answer_by_reply_in_another_chat_is_kept_as_a_private_answer(stage: Stage, named: bool) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.say(bram, group, "/meedoen")
    bram.start(stage.bot)
    prompt = await stage.say(anna, group, "/vraag")
    origin: Json = {"type": "user", "date": 1, "sender_user": {"id": stage.bot.id, "is_bot": True, "first_name": "L"}}
    external: Json = {"origin": origin}
    if named:
        # Telegram names the chat and the message where it is a supergroup that the bot may know.
        external |= {"chat": {"id": group.id, "type": "supergroup", "title": "Onderbouw"}, "message_id": prompt.id}
    private = bram.chat_with(stage.bot)
    update = raw_message(
        stage, private, bram, "Ik wachtte.", external_reply=external, quote={"text": "x", "position": 0}
    )
    await inject(stage, {"message": update})
    assert [(entry.audience, entry.text) for entry in stage.log()] == [("author", "Ik wachtte.")]


async def test_the_same_question_in_two_teams_is_told_apart_by_team(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    groups = [await stage.team(title, anna) for title in ("Onderbouw", "Bovenbouw")]
    for group in groups:
        await stage.say(anna, group, "/meedoen")
        await stage.say(anna, group, "/vraag")
    asked = await stage.tell(anna, "Ik wachtte.")
    texts = [button.text for row in asked.buttons for button in row]
    assert [any(title in text for text in texts) for title in ("Onderbouw", "Bovenbouw")] == [True, True]


@pytest.mark.parametrize(("command", "wrong"), [("/overslaan", "schrijf dan"), ("/straks", "schrijf dan")])
async def test_who_is_asked_which_question_is_told_what_then_happens(stage: Stage, command: str, wrong: str) -> None:
    (anna,) = stage.people("Anna")
    for title in ("Onderbouw", "Bovenbouw"):
        group = await stage.team(title, anna)
        await stage.say(anna, group, "/meedoen")
        await stage.say(anna, group, "/vraag")
    assert wrong not in (await stage.tell(anna, command)).text


async def test_a_round_of_four_is_not_promised_an_average(stage: Stage) -> None:
    circle = await at(stage, "check_out")
    await circle.press(circle.owner, "4")
    assert [text for text in circle.texts() if "vijf cijfers" in text] == []


async def test_whose_turn_it_is_hears_so_in_private_when_a_step_opens(stage: Stage) -> None:
    circle = await started(stage)
    before = len(circle.told(circle.owner))
    await circle.go_to("1")
    assert len(circle.told(circle.owner)) > before


async def test_who_leads_can_be_left_to_another_by_a_button(stage: Stage) -> None:
    circle = await at(stage, "roles")
    assert any("niet" in label.lower() for label in labels(circle.card))


@pytest.mark.parametrize(
    ("language", "typed", "heard"),
    [
        ("nl", "/practises", "Bedoel je /samen"),
        ("nl", "/samne", "Bedoel je /samen"),
        ("nl", "/rhytm", "Bedoel je /ritme?"),
        ("nl", "/plannin", "Bedoel je /planning"),
        ("en", "/plannng", "Did you mean /plan?"),
        ("en", "/practises", "Did you mean /practices"),
        ("en", "/werkdage", "Did you mean /days?"),
        ("en", "/xyzxyz", "I don’t know that command. /help"),
    ],
)
async def test_a_misspelt_command_is_offered_in_the_language_of_whoever_reads(
    stage: Stage, language: str, typed: str, heard: str
) -> None:
    (anna,) = stage.people("Anna", language=language)
    anna.start(stage.bot)
    await stage.settle()
    assert heard in (await stage.tell(anna, typed)).text


async def test_an_english_slip_in_a_dutch_group_is_offered_in_dutch(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "Bedoel je /samen" in (await stage.say(anna, group, "/practises")).text


def test_no_command_is_offered_in_another_language() -> None:
    for spot, language in product(SPOTS, LANGUAGES):
        spelled = {called(command, language) for command in COMMANDS}
        offered = {word for one in BY_NAME for word in nearest(f"{one}x", spot, language)}
        assert offered <= spelled
