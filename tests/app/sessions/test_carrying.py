"""What an earlier step brought stands above the ask of a later one: for the right people, until the end."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from app.consulting import SHORT, Circle, a_team, at, have_consulted, labels, start
from stage import Stage

from bot.core.session import moving
from bot.rendering import visible_text
from bot.sandbox import Message
from bot.storage import contributions, quotes, sessions

QUESTION = "Wat deed je daarna?"


async def asked(stage: Stage, method: str = "probleemoplossend") -> Circle:
    """Return a team in which each helper asked a question and the owner is to answer."""
    circle = await at(stage, "2", method=method)
    await circle.write_all(QUESTION, *circle.people[1:])
    await stage.say(circle.people[-1], circle.group, "/verder")
    assert circle.key == "3"
    return circle


def turn(circle: Circle) -> Message:
    """The message in which the owner was told that it is their turn."""
    found = [one for one in circle.stage.private(circle.owner) if "“Vragen”" in one.text]
    return found[-1]


async def test_who_answers_in_private_has_the_questions_there(stage: Stage) -> None:
    circle = await asked(stage)
    lines = turn(circle).text.split("\n")
    start_at = lines.index("Uit “Vragen”:")
    names = [person.name for person in circle.people[1:]]
    assert lines[start_at + 1 : start_at + 4] == [f"{name}: {QUESTION} {name}" for name in names]


async def test_a_reminder_shows_them_too_and_lets_go_of_what_is_taken_back(stage: Stage) -> None:
    circle = await asked(stage)
    bram = circle.people[1]
    await stage.move_to("2026-11-24 14:00")
    reminder = stage.private(circle.owner)[-1]
    assert ("staat nog open" in reminder.text, f"{QUESTION} Bram" in reminder.text) == (True, True)
    number = stage.database.execute("SELECT id FROM entries WHERE person_id = ? ORDER BY id", [bram.id]).fetchone()[0]
    await stage.tell(bram, f"/mijn withdrawn {number}")
    assert (f"{QUESTION} Bram" in reminder.text, f"{QUESTION} Chris" in reminder.text) == (False, True)


async def test_right_below_the_list_the_group_needs_no_other(stage: Stage) -> None:
    circle = await asked(stage)
    assert ("Uit “Vragen”:" in circle.card.text, QUESTION in circle.texts()[-2]) == (False, True)


async def test_further_on_the_group_has_it_folded(stage: Stage) -> None:
    circle = await at(stage, "5", method="incident")
    await circle.write_all("Ik wacht even.", *circle.people[1:])
    for _ in range(2):
        await stage.say(circle.people[-1], circle.group, "/verder")
    assert (circle.key, "Uit “Jouw keuze”:" in circle.card.text) == ("8", True)
    assert [one["type"] for one in circle.card.entities if "quote" in one["type"]] == ["expandable_blockquote"]


async def test_in_private_it_says_so_to_whoever_opens_the_step(stage: Stage) -> None:
    circle = await asked(stage)
    shown = await circle.open(circle.owner)
    other = await circle.open(circle.people[1])
    assert (QUESTION in shown.text, QUESTION in other.text) == (True, False)


async def test_only_what_got_the_label_is_shown(stage: Stage) -> None:
    circle = await at(stage, "6", method="probleemoplossend")
    await circle.write_all("Bel even.", *circle.people[1:])
    await stage.say(circle.people[-1], circle.group, "/verder")
    for number, label in ((1, 1), (2, 3), (3, 2)):
        await stage.tell(circle.owner, f"/label {number} {label}")
    await circle.go_to("12")
    told = circle.told(circle.owner)[-1]
    assert [f"Bel even. {person.name}" in told for person in circle.people[1:]] == [True, False, False]


async def test_of_a_vote_what_was_chosen_is_shown(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle, 2, 5.0)
    await start(circle, "toetsing", is_mine=False)
    await circle.go_to("1")
    await circle.write_all("Nakijken.", *circle.people)
    await circle.all_press("2")
    assert circle.key == "3"
    shown = await circle.open(circle.people[2])
    assert [f"Nakijken. {person.name}" in shown.text for person in circle.people] == [False, True, False, False]


async def test_ones_own_words_are_shown_to_oneself_alone(stage: Stage) -> None:
    circle = await at(stage, "2", method="socratisch-gesprek")
    await circle.write_all("Nee, denk ik.", *circle.people)
    await circle.go_to("8")
    shown = [(await circle.open(person)).text for person in circle.people[:2]]
    names = [person.name for person in circle.people]
    found = [[f"Nee, denk ik. {name}" in text for name in names] for text in shown]
    assert found == [[True, False, False, False], [False, True, False, False]]
    assert ("Jij schreef:" in shown[0], "Nee, denk ik." in circle.card.text) == (True, False)


async def test_a_turn_starts_from_what_its_owner_brought(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris")
    await start(circle, "troika", is_mine=False)
    await circle.come_together()
    await circle.write_all("Mijn groep is druk.", *circle.people)
    await circle.go_to("1")
    told = {person.name: circle.told(person)[-1] for person in circle.people}
    mine = circle.state.owners[0]
    shown = {person.name: f"Mijn groep is druk. {person.name}" in told[person.name] for person in circle.people}
    assert shown == {person.name: person.id == mine for person in circle.people}


async def test_where_several_share_all_read_what_they_brought(stage: Stage) -> None:
    circle = await a_team(stage)
    await start(circle, "terugkoppeling", is_mine=False)
    await circle.come_together()
    before = [text for text in circle.texts() if "Ik deelde de kaartjes uit." in text]
    await circle.write_all("Ik deelde de kaartjes uit.", *circle.people)
    listed = [text for text in circle.texts() if "Ik deelde de kaartjes uit." in text]
    found = [
        all(f"{one.name}: Ik deelde de kaartjes uit. {one.name}" in text for one in circle.people) for text in listed
    ]
    assert (before, found) == ([], [True])


async def test_words_that_are_taken_back_leave_every_place_they_are_shown(stage: Stage) -> None:
    circle = await asked(stage)
    card, bram = turn(circle), circle.people[1]
    assert f"{QUESTION} Bram" in card.text
    number = stage.database.execute("SELECT id FROM entries WHERE person_id = ? ORDER BY id", [bram.id]).fetchone()[0]
    await stage.tell(bram, f"/mijn withdrawn {number}")
    assert (f"{QUESTION} Bram" in card.text, f"{QUESTION} Chris" in card.text) == (False, True)


async def test_a_card_of_a_step_that_has_closed_stays_closed_when_words_change(stage: Stage) -> None:
    circle = await asked(stage)
    card, bram = turn(circle), circle.people[1]
    await circle.write(circle.owner, "Dit is mijn antwoord.")
    await circle.go_to("4")
    number = stage.database.execute("SELECT id FROM entries WHERE person_id = ? ORDER BY id", [bram.id]).fetchone()[0]
    assert ("Deze stap is gesloten." in card.text, QUESTION in card.text) == (True, False)
    closed = card.text
    await stage.tell(bram, f"/mijn withdrawn {number}")
    assert card.text == closed


async def test_whoever_is_forgotten_is_shown_no_more(stage: Stage) -> None:
    circle = await asked(stage)
    card = turn(circle)
    await stage.tell(circle.people[1], "/vergeet ja")
    assert ("Bram" in card.text, f"{QUESTION} Chris" in card.text) == (False, True)


@pytest.mark.parametrize("how", ["finish", "stop"])
async def test_at_the_end_it_leaves_the_private_chats(stage: Stage, how: str) -> None:
    circle = await asked(stage)
    cards = [turn(circle), await circle.open(circle.owner)]
    if how == "finish":
        await circle.finish()
    else:
        await stage.say(circle.owner, circle.group, "/afronden stop")
    assert [one.deleted for one in cards] == [True, True]
    left = [one.text for one in stage.private(circle.owner) if not one.deleted and QUESTION in one.text]
    assert left == []


async def test_cleaning_takes_it_off_the_group(stage: Stage) -> None:
    circle = await at(stage, "5", method="incident")
    await circle.write_all("Ik wacht even.", *circle.people[1:])
    for _ in range(2):
        await stage.say(circle.people[-1], circle.group, "/verder")
    card = circle.card
    assert "Ik wacht even. Bram" in card.text
    await stage.say(circle.owner, circle.group, "/afronden stop")
    assert (card.deleted or "Ik wacht even." not in card.text, visible_text(circle.texts()[-1]) != "") == (True, True)
    assert [text for text in circle.texts() if "Ik wacht even." in text] == []


async def gathered(stage: Stage) -> Circle:
    """Return a team of five in which each reads in private what all wrote in the step before."""
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", "Eva", method=SHORT)
    await circle.write_all("De kern.", *circle.people)
    if circle.key == "3":
        await stage.say(circle.people[-1], circle.group, "/verder")
    assert circle.key == "4"
    return circle


def standing(stage: Stage, circle: Circle, person: int, words: str) -> list[str]:
    return [one.text for one in stage.private(circle.people[person]) if not one.deleted and words in one.text]


@pytest.mark.parametrize("how", ["/afhaken", "/vergeet ja", "leave"])
async def test_whoever_leaves_takes_no_words_of_others_along(stage: Stage, how: str) -> None:
    circle = await gathered(stage)
    bram = circle.people[1]
    await circle.open(bram)
    before = standing(stage, circle, 1, "De kern. Chris")
    if how == "leave":
        bram.leave(circle.group)
        await stage.settle()
    else:
        await stage.tell(bram, how)
    assert (len(before) > 0, standing(stage, circle, 1, "De kern. Chris")) == (True, [])
    assert bram.id not in circle.state.people


@pytest.mark.parametrize("words", ["Ik zei het tegen Fatima Yilmaz.", "Hij zei dat hij niet meer wil leven."])
async def test_what_is_asked_about_a_draft_stays_when_others_take_words_back(stage: Stage, words: str) -> None:
    circle = await asked(stage)
    await circle.open(circle.owner)
    said = await stage.tell(circle.owner, words)
    before = said.text, labels(said)
    number = stage.database.execute(
        "SELECT id FROM entries WHERE person_id = ? ORDER BY id", [circle.people[2].id]
    ).fetchone()[0]
    await stage.tell(circle.people[2], f"/mijn withdrawn {number}")
    assert (said.text, labels(said)) == before
    assert (len(before[1]), f"{QUESTION} Chris" in turn(circle).text) == (1, False)


def break_off(circle: Circle) -> None:
    cancelled = replace(circle.walk, state=moving.cancel(circle.state))
    sessions.save(circle.stage.database, cancelled, circle.stage.time.now(), circle.stage.time.now())


def take_back(circle: Circle) -> None:
    database, bram = circle.stage.database, circle.people[1]
    number = database.execute("SELECT id FROM entries WHERE person_id = ? ORDER BY id", [bram.id]).fetchone()[0]
    contributions.withdraw(database, number, bram.id)
    sent = database.execute("SELECT max(id) FROM outbox WHERE chat_id = ? AND kind = 'say'", [circle.owner.id])
    quotes.mark_stale(database, sent.fetchone()[0])


@pytest.mark.parametrize("happening", [break_off, take_back])
async def test_what_is_on_its_way_to_somebody_is_right_once_it_is_there(
    stage: Stage, happening: Callable[[Circle], None]
) -> None:
    circle = await asked(stage)
    seen: list[Message] = []

    def meanwhile(message: Message, is_new: bool) -> None:
        if is_new and message.chat.id == circle.owner.id and f"{QUESTION} Bram" in message.text and not seen:
            seen.append(message)
            happening(circle)

    stage.sandbox.watch(meanwhile)
    await circle.open(circle.owner)
    assert [f"{QUESTION} Bram" in one.text and not one.deleted for one in seen] == [False]
