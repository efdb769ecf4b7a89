"""Bad presses: late, twice, at once, from elsewhere or forged; each is answered and harms nothing."""

from datetime import timedelta
from typing import Any

import pytest
from forging import force, forced
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members, people

pytestmark = pytest.mark.usefixtures("calm")
HELD = ("teams", "members", "invitations", "schedules", "moments", "sessions", "heard", "entries", "nudges")


async def asked(stage: Stage, *names: str, title: str = "Onderbouw") -> tuple[Chat, Message, list[Person]]:
    """Return a team of people who all take part, with a question open; the first is its coordinator."""
    people = stage.people(*names)
    group = await stage.team(title, *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(people[0], group, "/vraag"), people


def held(stage: Stage, *tables: str) -> list[list[dict[str, Any]]]:
    """Return all that is kept in tables, by default in those that a press could do harm to."""
    return [list(stage.database.query(f"SELECT * FROM {table}")) for table in tables or HELD]


def turns(stage: Stage) -> list[tuple[int, str]]:
    return [(row["person_id"], row["how"]) for row in stage.database.query("SELECT * FROM heard ORDER BY person_id")]


def codes(stage: Stage) -> list[str]:
    return [row["code"] for row in stage.database.query("SELECT code FROM sessions ORDER BY id")]


async def test_a_button_pressed_twice_counts_once(stage: Stage) -> None:
    _, prompt, (_, bram, _) = await asked(stage, "Anna", "Bram", "Chris")
    answers = {await stage.press(bram, prompt, "Deze sla ik over") for _ in range(2)}
    assert (len(answers), turns(stage)) == (1, [(bram.id, "passed")])


async def test_a_button_pressed_after_closing_says_what_to_do(stage: Stage) -> None:
    _, prompt, (_, bram) = await asked(stage, "Anna", "Bram")
    await stage.move_to("2026-11-24 16:01")
    # Their screen may not have heard yet that it is gone.
    answer = (await force(stage, bram, prompt, "skip 1")).answer or ""
    assert ("al gesloten" in answer, "of in privé" in answer, turns(stage)) == (True, True, [])


async def test_a_press_that_telegram_forgot_meanwhile_works_when_it_is_pressed_again(stage: Stage) -> None:
    _, prompt, (_, bram) = await asked(stage, "Anna", "Bram")
    forgotten = bram.press(prompt, "Deze sla ik over")
    stage.time.move_to(stage.time.now() + timedelta(seconds=151))
    await stage.settle()
    before = turns(stage)
    await stage.press(bram, prompt, "Deze sla ik over")
    assert (forgotten.answered, before, turns(stage)) == (False, [], [(bram.id, "passed")])


async def test_a_button_under_a_message_that_is_gone_answers_with_a_new_one(stage: Stage) -> None:
    group, _, (anna, _) = await asked(stage, "Anna", "Bram")
    card = await stage.say(anna, group, "/start new")
    anna.erase(card)
    press = await force(stage, anna, card, "region")
    assert (press.answered, "In welke regio" in stage.last(group).text) == (True, True)


async def test_a_press_from_another_group_reaches_nothing_there(stage: Stage) -> None:
    await asked(stage, "Anna", "Bram")
    _, theirs, (els, _) = await asked(stage, "Els", "Fenna", title="Bovenbouw")
    before = held(stage)
    press = await force(stage, els, theirs, "skip 1")
    assert (press.answer, held(stage)) == ("Er staat nu geen vraag open.", before)


async def test_an_old_button_of_a_coordinator_who_is_none_any_more_does_nothing(stage: Stage) -> None:
    group, _, (_, _, chris) = await asked(stage, "Anna", "Bram", "Chris")
    members.give_role(stage.database, 1, chris.id, Role.COORDINATOR, stage.time.now())
    card = await stage.say(chris, group, "/ritme")
    members.take_role(stage.database, 1, chris.id, Role.COORDINATOR)
    before = held(stage)
    answer = await stage.press(chris, card, "rhythm week thu 12:30") or ""
    assert ("Dat kan alleen een coördinator." in answer, held(stage)) == (True, before)


def forged(ours: str, theirs: str) -> list[str]:
    """Return what somebody who forges buttons could send; the codes are those of a question here and elsewhere."""
    numbers = ["", "0", "2", "-1", "+1", "1.5", "1e9", "²", "١", "٢", "9" * 15, "9" * 40, "0x2", "1 OR 1=1", "true"]
    counted = ["skip", "my", "my edit", "my withdrawn", "my release", "my page", "resend", "resign coordinator"]
    coded = ["nameless", "onlyme", "later", "accept", "decline"]
    wrong = [theirs.swapcase(), theirs[:-1], f"{theirs}x", "' OR '1'='1", "%", "*", "\0", "a" * 50]
    odd = [
        "",
        " ",
        "  ",
        "\0",
        "xyz",
        "/skip 1",
        "skip@otherbot 1",
        "skip\n2",
        "start\u2028new",
        "{{ 7*7 }}",
        "😀" * 16,
    ]
    loose = ["days  ", "days +", "days +soms", "language xx", "quiet ²-²", "region nl-xx", "timezone ../../etc/passwd"]
    late = [f"later {ours} 9999-12-31T23:59", f"later {ours} 0001-01-01", f"later {ours} 15:30 \0"]
    setting = ["rhythm x", "skipnext 2026-11-24T12:31", "pauseteam 1-1-1999", "leader @nobody", "observer stop @x"]
    return [
        *(f"{word} {number}" for word in counted for number in numbers if (word, number) != ("skip", "")),
        *(f"{word} {code}" for word in coded for code in wrong),
        *(f"answer {code}" for code in wrong),
        *(f"{word} {theirs}" for word in ("nameless", "onlyme")),
        *(odd + loose + late + setting),
    ]


@pytest.mark.parametrize("is_private", [False, True])
async def test_forged_buttons_are_answered_and_change_nothing(stage: Stage, is_private: bool) -> None:
    group, prompt, (_, bram) = await asked(stage, "Anna", "Bram")
    _, theirs, (els, _) = await asked(stage, "Els", "Fenna", title="Bovenbouw")
    await stage.reply(els, theirs, "Van hen.")
    hello = await stage.tell(bram, "/start")
    before = held(stage)
    presses = []
    for number, data in enumerate(forged(*codes(stage)), 1):
        presses.append(forced(stage, bram, hello if is_private else prompt, data))
        # Telegram waits two and a half minutes for an answer, and takes one a second.
        if number % 50 == 0:
            await stage.settle()
    await stage.settle()
    # A button without data is none: Telegram sends no such press.
    waiting = [press.data for press in presses if press.data and not press.answered]
    assert (waiting, held(stage)) == ([], before)
    said = [message.text for chat in (group, bram.chat_with(stage.bot)) for message in stage.from_bot(chat)]
    assert [text for text in said if "Van hen" in text or "Bovenbouw" in text] == []


async def test_a_button_of_the_private_chat_forged_into_the_group_erases_nobody(stage: Stage) -> None:
    _, prompt, (anna, bram) = await asked(stage, "Anna", "Bram")
    await stage.reply(bram, prompt, "Van mij.")
    before = held(stage, *HELD, "people")
    commands = ("forget yes", "my withdrawn 1", "quiet 18-12-2026", "days +mon", "resign coordinator 1", "nodigest")
    answers = {(await force(stage, person, prompt, data)).answer for person in (anna, bram) for data in commands}
    assert (answers, held(stage, *HELD, "people")) == ({"Dat kan alleen in ons privégesprek."}, before)


async def two_coordinators(stage: Stage) -> tuple[Chat, Person, Person]:
    group, _, (anna, bram) = await asked(stage, "Anna", "Bram")
    await stage.say(anna, group, "/ritme week di 12:30")
    anna.promote(group, bram)
    await stage.say(bram, group, "/start")
    return group, anna, bram


async def test_two_coordinators_who_skip_the_same_moment_skip_one(stage: Stage) -> None:
    group, anna, bram = await two_coordinators(stage)
    plan = await stage.say(anna, group, "/planning")
    presses = [person.press(plan, "Sla de volgende over") for person in (anna, bram)]
    await stage.settle()
    skipped = [row["slot"] for row in stage.database.query("SELECT slot FROM moments")]
    said = [(press.answer or "")[:11] for press in presses]
    assert (len(skipped), said) == (1, ["", "Die sla ik "])


@pytest.mark.parametrize(
    ("commands", "table", "kept"),
    [
        (("/ritme week do 13:00", "/ritme maand ma 9:00"), "schedules", {"every": "month", "days": "mon"}),
        (("/taal en", "/taal nl"), "teams", {"language": "nl"}),
        (("/regio nl-noord", "/regio nl-zuid"), "teams", {"region": "nl-zuid"}),
        (("/tijdzone Europe/Lisbon", "/tijdzone Europe/Brussels"), "teams", {"timezone": "Europe/Brussels"}),
        (("/teampauze", "/hervatten"), "teams", {"pauses": None}),
        (("/hervatten", "/teampauze t/m 18-12-2026"), "teams", {"pauses": '[["2026-11-23", "2026-12-18", ""]]'}),
        (("/coordinator stop", "/ritme week do 13:00"), "schedules", {"every": "week", "days": "thu"}),
    ],
)
async def test_of_two_settings_at_once_the_last_holds_whole(
    stage: Stage, commands: tuple[str, str], table: str, kept: dict[str, object]
) -> None:
    group, *coordinators = await two_coordinators(stage)
    before = len(stage.from_bot(group))
    for person, command in zip(coordinators, commands, strict=True):
        person.write(group, command)
    await stage.settle()
    row = next(iter(stage.database.query(f"SELECT * FROM {table} ORDER BY id")))
    assert ({key: row[key] for key in kept}, len(stage.from_bot(group)) - before) == (kept, 2)


async def test_the_same_question_asked_by_two_at_once_stands_once(stage: Stage) -> None:
    group, anna, bram = await two_coordinators(stage)
    for person in (anna, bram):
        person.write(group, "/vraag bijna-geholpen")
    await stage.settle()
    assert ("staat al open" in stage.last(group).text, len(codes(stage))) == (True, 2)


@pytest.mark.parametrize("first", ["join", "leave"])
async def test_joining_and_leaving_at_once_ends_as_the_last_said(stage: Stage, first: str) -> None:
    group, _, (_, bram) = await asked(stage, "Anna", "Bram")
    words = ["/meedoen", "/stoppen"] if first == "join" else ["/stoppen", "/meedoen"]
    for word in words:
        bram.write(group, word)
    await stage.settle()
    assert members.roles_of(stage.database, 1, bram.id) == (frozenset() if first == "join" else {Role.MEMBER})


async def test_withdrawing_and_forgetting_pressed_twice_happen_once(stage: Stage) -> None:
    _, prompt, (_, bram) = await asked(stage, "Anna", "Bram")
    for number in range(2):
        await stage.reply(bram, prompt, f"Antwoord {number}.")
    page = await stage.tell(bram, "/mijn 1")
    await stage.press(bram, page, "Intrekken")
    answers = [(await force(stage, bram, page, "my withdrawn 1")).answer or "" for _ in range(2)]
    left = stage.words()
    asking = await stage.tell(bram, "/vergeet")
    for _ in range(2):
        await force(stage, bram, asking, "forget yes 1-0-0-0")
    assert ("is er niet meer" in answers[1], left, stage.words()) == (True, [("Bram", "Antwoord 1.")], [])


async def test_an_edit_after_a_block_does_not_make_somebody_reachable(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    written = anna.tell(stage.bot, "/werkdagen")
    await stage.settle()
    anna.block(stage.bot)
    await stage.settle()
    anna.edit(written, "Toch niet.")
    await stage.settle()
    person = people.find(stage.database, anna.id)
    assert person is not None
    assert not person.is_reachable
