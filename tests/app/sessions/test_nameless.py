"""Without a name: three show together; of fewer each goes the way its writer chose, and the group reads nothing."""

from datetime import timedelta

import pytest
from app.consulting import labels
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members

pytestmark = pytest.mark.usefixtures("calm")
PRIVATELY = "Antwoord in privé"
SECRET = "Ik durfde niet in te grijpen."


async def asked(stage: Stage, *names: str) -> tuple[Chat, Message, list[Person]]:
    """Return a team of members, of whom the first answered an open question by name."""
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    prompt = await stage.say(people[0], group, "/vraag")
    await stage.reply(people[0], prompt, "Ik telde tot vijf.")
    return group, prompt, people


async def nameless(stage: Stage, person: Person, prompt: Message, text: str, way: str = "") -> Message:
    """Let somebody answer in private, without a name, and choose what becomes of it if too few do."""
    await stage.follow(person, prompt, PRIVATELY)
    kept = await stage.tell(person, text)
    await press(stage, person, kept, "nameless", "")
    if way:
        await press(stage, person, kept, "nameless", way)
    return kept


async def press(stage: Stage, person: Person, kept: Message, name: str, way: str) -> str | None:
    given = [button.data or "" for row in kept.buttons for button in row]
    fitting = (data for data in given if data.startswith(name))
    wanted = next(data for data in fitting if (data.endswith(way) if way else data.count(" ") == 1))
    return await stage.press(person, kept, wanted)


async def test_whoever_goes_without_a_name_chooses_what_happens_if_too_few_do(stage: Stage) -> None:
    _, prompt, (_, bram, *_) = await asked(stage)
    kept = await nameless(stage, bram, prompt, SECRET)
    before = labels(kept)
    await press(stage, bram, kept, "nameless", "author")
    ways = [
        "Minder dan drie? Dan met mijn naam",
        "Minder dan drie? Dan alleen voor mij",
        "✓ Minder dan drie? Dan wissen",
    ]
    assert before[2:] == ways
    assert labels(kept)[2:][1].startswith("✓")


@pytest.mark.parametrize(
    ("way", "in_summary", "left", "told"),
    [
        ("named", True, [("Anna", "Ik telde tot vijf."), ("Bram", SECRET)], "staat met je naam in het overzicht"),
        ("author", False, [("Anna", "Ik telde tot vijf."), ("Bram", SECRET)], "alleen jij kunt je antwoord nog lezen"),
        ("gone", False, [("Anna", "Ik telde tot vijf.")], "je antwoord is weg"),
    ],
)
async def test_of_too_few_each_goes_its_way_and_its_writer_hears(
    stage: Stage, way: str, in_summary: bool, left: list[tuple[str | None, str]], told: str
) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    await nameless(stage, bram, prompt, SECRET, way)
    await stage.move_to("2026-11-24 16:01")
    summary = stage.last(group).text
    assert (f"Bram: “{SECRET}”" in summary, "zonder naam" in summary.lower()) == (in_summary, False)
    heard = stage.private(bram)[-1].text
    assert (stage.words(), told in heard, SECRET in heard) == (left, True, False)


async def test_what_was_let_go_is_in_no_number_that_the_group_reads(stage: Stage) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    await nameless(stage, bram, prompt, SECRET)
    await stage.move_to("2026-11-24 16:01")
    assert ("Eén antwoord." in stage.last(group).text, "twee" in stage.last(group).text.lower()) == (True, False)


async def test_the_same_command_by_keyboard(stage: Stage) -> None:
    group, prompt, (_, bram, *_) = await asked(stage)
    await stage.follow(bram, prompt, PRIVATELY)
    await stage.tell(bram, SECRET)
    await stage.tell(bram, "/zondernaam naam")
    await stage.move_to("2026-11-24 16:01")
    assert f"Bram: “{SECRET}”" in stage.last(group).text


async def test_whoever_came_after_the_question_can_not_hide_among_those_who_were_there(stage: Stage) -> None:
    group, prompt, (anna, *_) = await asked(stage)
    (els,) = stage.people("Els")
    anna.invite(group, els)
    await stage.move_to("2026-11-23 10:00")
    await stage.say(els, group, "/meedoen")
    await stage.follow(els, prompt, PRIVATELY)
    kept = await stage.tell(els, SECRET)
    forced = await stage.tell(els, "/zondernaam")
    assert (labels(kept), "nadat je bent gaan meedoen" in kept.text) == ([], True)
    assert ("nadat je bent gaan meedoen" in forced.text, stage.log()[-1].audience) == (True, "author")


@pytest.mark.parametrize("role", [Role.LEADER, Role.OBSERVER])
async def test_whoever_is_no_member_and_reads_along_can_hide_nobody(stage: Stage, role: Role) -> None:
    group, prompt, (anna, bram, chris, _) = await asked(stage)
    (ilse,) = stage.people("Ilse")
    anna.invite(group, ilse)
    await stage.tell(ilse, "/start")
    members.give_role(stage.database, 1, ilse.id, role, stage.time.now() - timedelta(days=9))
    kept = {}
    for person in (bram, chris, ilse):
        await stage.follow(person, prompt, PRIVATELY)
        kept[person.name] = await stage.tell(person, SECRET)
        await stage.tell(person, "/zondernaam")
    await stage.move_to("2026-11-24 16:01")
    assert (labels(kept["Ilse"]), SECRET in stage.last(group).text) == ([], False)


async def test_with_strangers_of_the_last_minute_one_answer_is_not_lifted_over_the_bar(stage: Stage) -> None:
    group, prompt, (anna, bram, *_) = await asked(stage)
    await nameless(stage, bram, prompt, SECRET, "author")
    await stage.move_to("2026-11-23 10:00")
    for name in ("Els", "Fatima"):
        (person,) = stage.people(name)
        anna.invite(group, person)
        await stage.say(person, group, "/meedoen")
        await stage.follow(person, prompt, PRIVATELY)
        await stage.tell(person, "Ik ook.")
        await stage.tell(person, "/zondernaam")
    await stage.move_to("2026-11-24 16:01")
    assert "zonder naam" not in stage.last(group).text.lower()


async def test_after_the_close_nobody_is_found_by_leaving_out_the_others(stage: Stage) -> None:
    _, prompt, (_, bram, chris, dewi) = await asked(stage)
    await stage.reply(bram, prompt, "Ik wachtte.")
    await stage.follow(dewi, prompt, PRIVATELY)
    await stage.tell(dewi, "Voor mij alleen.")
    await nameless(stage, chris, prompt, SECRET)
    await stage.move_to("2026-11-24 16:01")
    assert list(stage.database.query("SELECT * FROM entries WHERE person_id IS NULL")) == []


async def test_all_of_more_than_three_stand_in_the_summary(stage: Stage) -> None:
    group, prompt, (_, *others) = await asked(stage, "Anna", "Bram", "Chris", "Dewi", "Els", "Fatima")
    for number, person in enumerate(others):
        await nameless(stage, person, prompt, f"Geheim {number}.")
    await stage.move_to("2026-11-24 16:01")
    assert [f"Zonder naam: “Geheim {number}.”" in stage.last(group).text for number in range(5)] == [True] * 5


async def test_where_two_take_part_nobody_is_offered_to_go_without_a_name(stage: Stage) -> None:
    _, prompt, (_, bram) = await asked(stage, "Anna", "Bram")
    await stage.follow(bram, prompt, PRIVATELY)
    kept = await stage.tell(bram, "Ik wachtte.")
    told = await stage.tell(bram, "/zondernaam")
    assert (kept.buttons, "met minstens drie deelnemers" in told.text) == ([], True)
    assert [entry.audience for entry in stage.log()] == ["team", "author"]


@pytest.mark.parametrize(("code", "said"), [("nl", "tel je bij die drie niet mee"), ("en", "don’t count towards")])
async def test_whoever_answered_by_name_too_hears_that_they_hide_nobody(stage: Stage, code: str, said: str) -> None:
    _, prompt, (anna, bram, *_) = await asked(stage)
    for person in (anna, bram):
        await stage.tell(person, f"/taal {code}")
    hers, his = [await nameless(stage, person, prompt, SECRET) for person in (anna, bram)]
    assert (said in hers.text, said in his.text) == (True, False)


async def test_three_of_whom_one_has_a_name_are_told_alike_why_too_few_were_without(stage: Stage) -> None:
    group, prompt, people = await asked(stage)
    for person in people[:3]:
        await nameless(stage, person, prompt, f"{SECRET} Zegt {person.name}.")
    await stage.move_to("2026-11-24 16:01")
    told = {stage.private(person)[-1].text for person in people[:3]}
    assert (len(told), "wie ook met naam antwoordde, telt daarbij niet mee" in told.pop()) == (1, True)
    assert SECRET not in stage.last(group).text
