"""Leaders in the circle: asked once whether they take part, told to everybody, and counted nowhere either way."""

import pytest
from app.leading import make_leader
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Person
from bot.storage import members, ties

ASKED = "Wil je daar meedoen met de vragen, of alleen meelezen?"
JOINS = "Ilse is leidinggevende van dit team en doet voortaan ook mee met de vragen."


async def led(stage: Stage, *names: str) -> tuple[Chat, Person, list[Person]]:
    """Return a group with a question that is open, its leader Ilse, who sits in it, and its members."""
    *others, ilse = stage.people(*names, "Ilse")
    group = await stage.team("Onderbouw", *others, ilse)
    await stage.press(others[0], stage.last(group), "Ja, elke dinsdag")
    for person in others:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
        await stage.settle()
    await make_leader(stage, others[0], ilse, group)
    await stage.move_to("2026-11-24 12:31")
    return group, ilse, others


def roles(stage: Stage, person: Person, team: int = 1) -> set[Role]:
    return set(members.roles_of(stage.database, team, person.id))


def asked(stage: Stage, person: Person) -> int:
    return sum(ASKED in one.text for one in stage.private(person))


def numbers(stage: Stage) -> list[tuple[int, int]]:
    return stage.database.execute("SELECT available, took_part FROM sessions ORDER BY id").fetchall()


async def test_who_leads_and_answers_is_asked_once_in_private_and_counted_nowhere(stage: Stage) -> None:
    group, ilse, (anna, _) = await led(stage, "Anna", "Bram")
    before = len(stage.from_bot(group))
    await stage.reply(ilse, stage.prompt(group), "Ik wachtte ook.")
    await stage.reply(anna, stage.prompt(group), "Ik wachtte.")
    said = [one.text for one in stage.from_bot(group)[before:]]
    await stage.move_to("2026-12-01 12:31")
    await stage.reply(ilse, stage.prompt(group), "En weer.")
    await stage.move_to("2026-12-02 16:01")
    assert (asked(stage, ilse), roles(stage, ilse), said) == (1, {Role.LEADER}, [])
    assert numbers(stage) == [(2, 1), (2, 0)]


async def test_taking_part_is_told_to_all_and_laid_down_in_the_same_way(stage: Stage) -> None:
    group, ilse, _ = await led(stage, "Anna", "Bram")
    await stage.reply(ilse, stage.prompt(group), "Ik wachtte ook.")
    await stage.press(ilse, stage.private(ilse)[-1], "Ik doe mee met de vragen")
    assert (stage.last(group).text.startswith(JOINS), roles(stage, ilse)) == (True, {Role.LEADER, Role.MEMBER})
    own = await stage.tell(ilse, "/neerleggen")
    await stage.press(ilse, own, "Niet meer meedoen: Onderbouw")
    assert (stage.last(group).text, roles(stage, ilse)) == (
        "Ilse doet niet meer mee met de vragen, en blijft leidinggevende van dit team.",
        {Role.LEADER},
    )
    await stage.say(ilse, group, "/meedoen")
    assert stage.last(group).text.startswith(JOINS)
    await stage.say(ilse, group, "/stoppen")
    assert (stage.last(group).text.partition(",")[0], roles(stage, ilse)) == (
        "Ilse doet niet meer mee met de vragen",
        {Role.LEADER},
    )


async def test_reading_along_changes_nothing(stage: Stage) -> None:
    group, ilse, _ = await led(stage, "Anna", "Bram")
    await stage.reply(ilse, stage.prompt(group), "Ik wachtte ook.")
    before = len(stage.from_bot(group))
    await stage.press(ilse, stage.private(ilse)[-1], "Ik lees alleen mee")
    assert (len(stage.from_bot(group)), roles(stage, ilse)) == (before, {Role.LEADER})


async def test_a_button_of_a_team_that_one_does_not_lead_is_none(stage: Stage) -> None:
    _, _, (_, bram) = await led(stage, "Anna", "Bram")
    await stage.tell(bram, "/resign")
    for command in ("/takepart 1", "/readalong 1", "/takepart x"):
        assert "leidinggevende" in (await stage.tell(bram, command)).text
    assert roles(stage, bram) == {Role.MEMBER}


async def taking_part(stage: Stage, *names: str) -> tuple[Chat, Person, list[Person]]:
    group, ilse, others = await led(stage, *names)
    await stage.reply(others[0], stage.prompt(group), "Van voor die tijd.")
    await stage.move_to("2026-11-25 16:01")
    await stage.say(ilse, group, "/meedoen")
    await stage.move_to("2026-12-01 12:31")
    return group, ilse, others


async def test_who_takes_part_is_in_no_number_hides_nobody_and_sits_in_no_case(stage: Stage) -> None:
    group, ilse, (anna, bram, chris) = await taking_part(stage, "Anna", "Bram", "Chris")
    question = stage.prompt(group)
    for person in (anna, bram, ilse):
        await stage.reply(person, question, f"Dit deed {person.name}.")
    (session,) = stage.database.execute("SELECT max(id) FROM sessions").fetchone()
    assert ties.peers(stage.database, session) == {anna.id, bram.id, chris.id}
    await stage.say(ilse, group, "/begin vijf-stappen rustig")
    refused = stage.last(group).text
    await stage.move_to("2026-12-02 16:01")
    assert ("leidinggevende" in refused, numbers(stage)[-1]) == (True, (3, 2))


async def test_a_question_waits_for_a_working_day_of_a_leader_only_once_they_take_part(stage: Stage) -> None:
    group, ilse, _ = await led(stage, "Anna", "Bram")
    before = stage.prompt(group).text
    await stage.tell(ilse, "/werkdagen do")
    await stage.say(ilse, group, "/meedoen")
    await stage.move_to("2026-12-01 12:31")
    assert ("Tot woensdag 16.00 uur" in before, "Tot donderdag 16.00 uur" in stage.prompt(group).text) == (True, True)


async def test_they_read_the_log_from_when_they_took_part(stage: Stage) -> None:
    group, ilse, (anna, *_) = await taking_part(stage, "Anna", "Bram")
    await stage.reply(anna, stage.prompt(group), "Van erna.")
    told = [(await stage.tell(ilse, "/zoek")).text, (await stage.say(ilse, group, "/zoek")).text]
    assert [("Van voor" in text, "Van erna." in text) for text in told] == [(False, True), (False, True)]
    assert "Van voor die tijd." in (await stage.say(anna, group, "/zoek")).text


@pytest.mark.parametrize(("third", "is_theme"), [("Ilse", False), ("Ilse takes part", False), ("Chris", True)])
async def test_words_of_who_leads_make_no_theme(stage: Stage, third: str, is_theme: bool) -> None:
    group, ilse, others = await led(stage, "Anna", "Bram", "Chris", "Dewi", "Els", "Fay")
    (joris,) = stage.people("Joris")
    others[0].invite(group, joris)
    await make_leader(stage, others[0], joris, group)
    if third == "Ilse takes part":
        await stage.say(ilse, group, "/meedoen")
    spoken = {"2026-12-01 12:31": [others[1]], "2026-12-08 12:31": [others[0], others[2] if is_theme else ilse]}
    for week, writers in spoken.items():
        await stage.move_to(week)
        for person in writers:
            await stage.reply(person, stage.prompt(group), "De werkdruk zat me in de weg.")
        for person in others[3:5]:
            await stage.reply(person, stage.prompt(group), "Het begon rustig.")
    await stage.move_to("2026-12-11 15:31")
    assert ("werkdruk" in stage.private(joris)[-1].text) is is_theme


async def test_who_laid_down_leading_meanwhile_is_not_counted_by_accident(stage: Stage) -> None:
    group, ilse, (anna, _) = await led(stage, "Anna", "Bram")
    await stage.reply(ilse, stage.prompt(group), "Ik wachtte ook.")
    await stage.reply(anna, stage.prompt(group), "Ik wachtte.")
    await stage.tell(ilse, "/geenweekbericht")
    await stage.move_to("2026-11-25 16:01")
    assert numbers(stage) == [(2, 1)]


async def test_who_was_a_member_and_comes_to_lead_is_told_of_as_both(stage: Stage) -> None:
    group, _, (anna, bram) = await led(stage, "Anna", "Bram")
    await make_leader(stage, anna, bram, group)
    assert "Bram doet ook mee met de vragen, telt in geen getal meer mee" in stage.last(group).text


async def test_a_team_whose_members_lead_other_teams_is_a_team_like_any_other(stage: Stage) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi", "Els")
    circle = await stage.team("Leiders", *people)
    for number, person in enumerate(people, 2):
        own = await stage.team(f"Team {number}", *stage.people(f"Lid {number}"), person)
        person.start(stage.bot)
        await stage.settle()
        members.give_role(stage.database, number, person.id, Role.LEADER, stage.time.now())
        await stage.say(person, circle, "/meedoen")
        assert own
    await stage.say(people[0], circle, "/ritme week di 12:30")
    await stage.move_to("2026-11-24 12:31")
    question = stage.prompt(circle)
    await stage.reply(people[0], question, "Ik luisterde.")
    for person in people[1:4]:
        await stage.follow(person, question, "Antwoord in privé")
        card = await stage.tell(person, f"{person.name[::-1]} zweeg.")
        await stage.press(person, card, "Het team leest het, zonder mijn naam")
    await stage.move_to("2026-11-25 16:01")
    summary = stage.last(circle).text
    assert (numbers(stage)[0], summary.count("Zonder naam: ")) == ((5, 4), 3)
    assert [asked(stage, person) for person in people] == [0] * 5
    begun = await stage.say(people[1], circle, "/begin vijf-stappen rustig")
    assert "leidinggevende" not in begun.text
    await stage.say(people[2], circle, "/aanschuiven")
    read = await stage.tell(people[2], "/zoek")
    assert "Ik luisterde." in read.text
