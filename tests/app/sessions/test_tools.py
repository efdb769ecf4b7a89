"""Tools: what a group marks alone and sees together, fields asked one by one, and words without names."""

from dataclasses import dataclass

import pytest
from app.consulting import IN, Circle, labels
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Message, Person
from bot.storage import entries, measurements, members
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")
NAMES = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fem")


async def with_tool(stage: Stage, tool: str, *names: str, leaders: int = 0) -> Circle:
    """Return a team in which everybody takes part in a tool, the last of them its leaders."""
    people = stage.people(*(names or NAMES))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    with transaction(stage.database):
        for person in people[len(people) - leaders :]:
            members.give_role(stage.database, 1, person.id, Role.LEADER, stage.time.now())
    circle = Circle(stage, group, people)
    await stage.say(people[0], group, f"/werkvorm {tool}")
    await stage.press(people[0], stage.last(group), "Begin, rustig aan")
    await circle.all_press(IN)
    return circle


async def mark(circle: Circle, person: Person, *marks: str) -> Message:
    card = await circle.open(person)
    for one in marks:
        await circle.stage.press(person, card, one)
    return card


async def test_each_marks_alone_and_the_group_sees_the_spread_in_words_and_a_picture(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    before = len(stage.from_bot(circle.group))
    for number, person in enumerate(circle.people):
        card = await mark(circle, person, *[str((number + line) % 11) for line in range(4)])
        if person is not circle.people[-1]:
            assert "Dit vulde je in" in card.text
            assert len(stage.from_bot(circle.group)) == before
    picture, told = [one for one in stage.from_bot(circle.group) if one.text.startswith("Zoals het nu is")]
    assert ("photo" in picture.extra, "midden 2,5, van 0 tot 5" in told.text) == (True, True)
    assert list(stage.database.query("SELECT * FROM marks WHERE position = 1")) == []


async def test_a_line_stands_under_its_heading_in_private_and_where_the_group_sees_it(stage: Stage) -> None:
    circle = await with_tool(stage, "matrix-van-camp")
    await stage.reply(circle.owner, stage.last(circle.group), "Drie vaste rustige uren per week.")
    for person in circle.people[:3]:
        card = await circle.open(person)
        assert "Techniek" in card.text
        await mark(circle, person, *["Loopt"] * 3)
        assert "Verhoudingen" in (await circle.open(person)).text
        await mark(circle, person, *["Loopt"] * 6)
    await stage.say(circle.owner, circle.group, "/verder")
    assert "4 Verhoudingen: Hoe kijken ouders" in "\n".join(one.text for one in stage.from_bot(circle.group))


async def test_that_who_leads_stands_apart_is_said_beforehand(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    assert "wie leidinggeeft apart als ook dat er drie zijn" in stage.last(circle.group).text


async def test_one_goes_back_a_line_and_goes_on_where_one_was_after_a_restart(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    anna = circle.owner
    card = await mark(circle, anna, "3", "4")
    assert "3 van 4" in card.text
    await stage.press(anna, card, "‹ Vorige")
    assert "2 van 4" in card.text
    await stage.restart()
    card = await circle.open(anna)
    assert "2 van 4" in card.text
    for one in ("Weet ik niet", "5", "6"):
        await stage.press(anna, card, one)
    assert ("Dit vulde je in" in card.text, "?" in card.text) == (True, True)
    await stage.press(anna, card, "‹ Vorige")
    assert ("4 van 4" in card.text, anna.id in circle.state.heard) == (True, False)


async def test_of_a_line_that_two_marked_nothing_shows(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    for person in circle.people[:2]:
        await mark(circle, person, *["5"] * 4)
    await stage.say(circle.owner, circle.group, "/verder")
    told = next(one.text for one in stage.from_bot(circle.group) if one.text.startswith("Zoals het nu is"))
    assert "Geen regel kreeg een antwoord van minstens drie mensen" in told
    assert measurements.of_session(stage.database, circle.walk.id) == []


@dataclass(frozen=True)
class Mixed:
    """How many lead, how many others marked, and what the group reads of a line."""

    leaders: int
    others: int
    told: str


@pytest.mark.parametrize(
    "mixed",
    [
        Mixed(1, 3, "(midden 2, van 2 tot 9)"),
        Mixed(3, 3, "(Leiding: midden 9, van 9 tot 9; De anderen: midden 2, van 2 tot 2)"),
        Mixed(3, 2, "Geen regel kreeg"),
    ],
)
async def test_who_leads_takes_part_and_stands_apart_from_three_of_each(stage: Stage, mixed: Mixed) -> None:
    names = ("Anna", "Bram", "Chris", "Dewi", "Els", "Fem", "Gijs")[: 4 + mixed.leaders]
    circle = await with_tool(stage, "leerweg", *names, leaders=mixed.leaders)
    for person in circle.people[: mixed.others]:
        await mark(circle, person, *["2"] * 4)
    for person in circle.people[4:]:
        await mark(circle, person, *["9"] * 4)
    await stage.say(circle.owner, circle.group, "/verder")
    told = [one.text for one in stage.from_bot(circle.group) if one.text.startswith("Zoals het nu is")][-1]
    assert mixed.told in told


async def test_who_leads_may_begin_a_tool_and_no_case(stage: Stage) -> None:
    people = stage.people(*NAMES)
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[1].id, Role.LEADER, stage.time.now())
    await stage.say(people[1], group, "/werkvorm vijf-stappen")
    await stage.press(people[1], stage.last(group), "Begin, rustig aan")
    assert [one for one in stage.from_bot(group) if "Wie doet er mee" in one.text] == []
    await stage.say(people[1], group, "/werkvorm matrix-van-camp")
    await stage.press(people[1], stage.last(group), "Begin, rustig aan")
    assert "Wie doet er mee" in stage.last(group).text


async def test_a_step_that_is_opened_again_is_marked_anew(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    for person in circle.people[:3]:
        await mark(circle, person, *["5"] * 4)
    await stage.say(circle.owner, circle.group, "/verder")
    assert len(measurements.of_session(stage.database, circle.walk.id)) == 4
    await stage.say(circle.owner, circle.group, "/terug sure 0")
    assert measurements.of_session(stage.database, circle.walk.id) == []
    assert "1 van 4" in (await circle.open(circle.owner)).text


async def test_what_no_button_carries_marks_nothing(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    await circle.open(circle.owner)
    for odd in ("0", "9 5", "0 11", "0 -3", "x y"):
        await stage.tell(circle.owner, f"/weigh {odd}")
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_fields_are_asked_one_by_one_and_shown_field_by_field(stage: Stage) -> None:
    circle = await with_tool(stage, "wie-heeft-belang")
    await circle.reply(circle.owner, "Leerlingen leiden hun eigen gesprek.")
    anna, bram = circle.people[:2]
    card = await circle.open(anna)
    assert "1 van 4, Leerlingen" in card.text
    for text, following in (("Trots.", "2 van 4, Ouders"), ("Tijd.", "3 van 4"), ("Ruimte.", "4 van 4, Leiding")):
        assert following in (await stage.tell(anna, text)).text
    await stage.tell(anna, "Rust.")
    await circle.write(bram, "Spanning.")
    await stage.say(circle.owner, circle.group, "/verder")
    told = next(one.text for one in stage.from_bot(circle.group) if one.text.startswith("Door hun ogen"))
    lines = [line for line in told.splitlines() if line[:1].isdigit()]
    assert lines == [
        "1 Anna: Trots. (Leerlingen)",
        "2 Bram: Spanning. (Leerlingen)",
        "3 Anna: Tijd. (Ouders)",
        "4 Anna: Ruimte. (Collega’s)",
        "5 Anna: Rust. (Leiding)",
    ]


async def ideas(stage: Stage, *writers: int) -> Circle:
    circle = await with_tool(stage, "ideeenmuur")
    await circle.reply(circle.owner, "Hoe kunnen we de middag rustig laten beginnen?")
    for number in writers:
        await circle.write(circle.people[number], ("Zingen.", "Voorlezen.", "Een raadsel.")[number])
    await stage.say(circle.owner, circle.group, "/verder")
    return circle


async def test_ideas_stand_there_without_names_and_in_the_order_of_their_words(stage: Stage) -> None:
    circle = await ideas(stage, 2, 0, 1)
    told = next(one.text for one in stage.from_bot(circle.group) if one.text.startswith("Ophangen"))
    assert [line for line in told.splitlines() if line[:1].isdigit()] == ["1 Een raadsel.", "2 Voorlezen.", "3 Zingen."]


async def test_of_two_writers_nothing_shows_and_there_is_nothing_to_vote_on(stage: Stage) -> None:
    circle = await ideas(stage, 0, 1)
    texts = " ".join(circle.texts())
    assert ("Minder dan drie mensen schreven" in texts, "Zingen" in texts) == (True, False)
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.state.now_on.key == "6"
    assert "Zingen" not in " ".join(circle.texts())


async def test_a_card_in_private_offers_no_more_once_all_is_marked(stage: Stage) -> None:
    circle = await with_tool(stage, "leerweg")
    card = await mark(circle, circle.owner, *["5"] * 4)
    assert labels(card) == ["‹ Vorige"]


async def test_a_step_without_names_has_none_either_once_it_was_opened_again_and_somebody_edits(stage: Stage) -> None:
    circle = await with_tool(stage, "ideeenmuur")
    await circle.reply(circle.owner, "Hoe kunnen we de middag rustig laten beginnen?")
    written = []
    for person, text in zip(circle.people, ("Zingen.", "Voorlezen.", "Een raadsel."), strict=False):
        await circle.open(person)
        written.append(person.tell(stage.bot, text))
        await stage.settle()
    await stage.say(circle.owner, circle.group, "/verder")
    await stage.say(circle.owner, circle.group, "/terug")
    circle.people[1].edit(written[1], "Voorlezen, elke dag.")
    await stage.settle()
    told = [text for text in circle.texts() if text.startswith("Ophangen")]
    names = [name for name in NAMES if any(name in text for text in told)]
    assert ("Voorlezen, elke dag." in told[0], names) == (True, [])


async def test_who_leads_and_comes_in_is_no_member_by_that(stage: Stage) -> None:
    people = stage.people(*NAMES)
    group = await stage.team("Onderbouw", *people)
    for person in people[:4]:
        await stage.say(person, group, "/meedoen")
    await stage.tell(people[5], "/start")
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[5].id, Role.LEADER, stage.time.now())
    circle = Circle(stage, group, people[:4])
    await stage.say(people[0], group, "/werkvorm leerweg")
    await stage.press(people[0], stage.last(group), "Begin, rustig aan")
    await circle.press(people[5], IN)
    assert people[5].id in circle.state.people
    assert members.roles_of(stage.database, 1, people[5].id) == {Role.LEADER}


async def test_a_field_that_is_withdrawn_leaves_the_others_where_they_were(stage: Stage) -> None:
    circle = await with_tool(stage, "wie-heeft-belang")
    await circle.reply(circle.owner, "Leerlingen leiden hun eigen gesprek.")
    anna = circle.owner
    await circle.open(anna)
    await stage.tell(anna, "Trots.")
    await stage.tell(anna, "Tijd.")
    found = next(one for one in stage.database.query("SELECT id FROM entries WHERE text = 'Trots.'"))
    with transaction(stage.database):
        entries.erase(stage.database, found["id"])
    assert "3 van 4" in (await circle.open(anna)).text
    await stage.say(anna, circle.group, "/verder")
    told = next(one.text for one in stage.from_bot(circle.group) if one.text.startswith("Door hun ogen"))
    assert "1 Anna: Tijd. (Ouders)" in told


async def test_who_says_nothing_of_a_proposal_is_not_reminded_and_holds_nobody_up(stage: Stage) -> None:
    circle = await with_tool(stage, "besluit-met-bezwaren")
    await stage.reply(
        circle.owner, stage.last(circle.group), "Vanaf februari twee toetsen per week. De werkgroep besluit."
    )
    await stage.say(circle.owner, circle.group, "/verder")
    assert "Ik herinner niemand" in stage.last(circle.group).text
    before = [len(stage.private(person)) for person in circle.people]
    position = circle.state.position
    await stage.move_to("2026-12-04 17:00")
    assert circle.state.position > position
    assert [len(stage.private(person)) for person in circle.people] == before
