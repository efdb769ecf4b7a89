"""The board: what people intend, when they look back on it, and what the team sees of it."""

from datetime import timedelta

import pytest
from app.consulting import CASE, IN, SHORT, Circle, at, joined, labels, start, started
from stage import Stage

from bot.storage import commitments

pytestmark = pytest.mark.usefixtures("calm")
INTENDED = "Ik bel vrijdag eerst de ouders."


async def intending(stage: Stage, *names: str) -> Circle:
    """Return a team that has just ended a session in which Anna wrote down what she will do."""
    circle = await at(stage, "5", *names, method=SHORT)
    await circle.write(circle.owner, INTENDED)
    await circle.finish()
    return circle


def noted(circle: Circle) -> str:
    """Return the last that Anna was told about what she intends."""
    return [text for text in circle.told(circle.owner) if INTENDED in text][-1]


async def board(circle: Circle, number: int = 1) -> str:
    return (await circle.stage.say(circle.people[number], circle.group, "/voornemens")).text


async def asked_back(stage: Stage, *names: str) -> Circle:
    """Return a team of which Anna has just been asked how it went."""
    circle = await intending(stage, *names)
    await stage.move_to("2026-12-14 10:00")
    return circle


async def test_what_is_intended_is_for_oneself_until_shared(stage: Stage) -> None:
    circle = await intending(stage)
    before = await board(circle)
    card = next(one for one in stage.private(circle.owner) if INTENDED in one.text)
    await stage.press(circle.owner, card, "Mijn team mag het zien")
    after = await board(circle)
    await stage.press(circle.owner, card, "Toch alleen voor mij")
    assert [INTENDED in text for text in (before, after, await board(circle))] == [False, True, False]


async def test_the_date_is_chosen_by_buttons(stage: Stage) -> None:
    circle = await intending(stage)
    card = next(one for one in stage.private(circle.owner) if INTENDED in one.text)
    await stage.press(circle.owner, card, "1 week")
    row = next(iter(stage.database.query("SELECT ask_at FROM commitments")))
    assert ("maandag 30 november" in card.text, row["ask_at"][:10]) == (True, "2026-11-30")


@pytest.mark.parametrize(
    ("text", "asked_on"),
    [
        ("Vóór 4 december bel ik de ouders.", "2026-12-07"),
        ("Op 15 januari kijk ik wie er telt.", "2027-01-18"),
        ("Volgend jaar, op 20 mei, weet ik meer.", "2026-12-14"),
    ],
)
async def test_where_its_words_name_a_date_one_is_asked_after_it(stage: Stage, text: str, asked_on: str) -> None:
    circle = await at(stage, "5", method=SHORT)
    await circle.write(circle.owner, text)
    await circle.finish()
    row = next(iter(stage.database.query("SELECT ask_at FROM commitments")))
    assert row["ask_at"][:10] == asked_on


@pytest.mark.parametrize(
    ("text", "is_said"), [("Op 1 juni kijken we terug.", True), ("Op 15 januari kijken we terug.", False)]
)
async def test_where_the_date_is_too_far_ahead_it_is_said_what_one_can_choose(
    stage: Stage, text: str, is_said: bool
) -> None:
    circle = await at(stage, "5", method=SHORT)
    await circle.write(circle.owner, text)
    await circle.finish()
    card = next(one for one in reversed(stage.private(circle.owner)) if "Je voornemen" in one.text)
    said = "Op dinsdag 1 juni zelf kan dat niet" in card.text
    assert (said, "Kies hieronder uit één, twee of drie weken" in card.text) == (is_said, is_said)
    await stage.press(circle.owner, card, "2 weken")
    assert "zelf kan dat niet" not in card.text


async def test_after_three_weeks_its_owner_is_asked_in_private(stage: Stage) -> None:
    circle = await intending(stage)
    await stage.move_to("2026-12-14 08:59")
    before, others = noted(circle), [len(circle.told(person)) for person in circle.people[1:]]
    group = circle.texts()
    await stage.move_to("2026-12-14 10:00")
    asked = circle.private_card(circle.owner)
    assert (before == asked.text, labels(asked)) == (False, ["Gelukt", "Deels", "Vraag het later", "Losgelaten"])
    assert ([len(circle.told(person)) for person in circle.people[1:]], circle.texts()) == (others, group)


@pytest.mark.parametrize(("label", "state"), [("Gelukt", "kept"), ("Deels", "partly"), ("Losgelaten", "dropped")])
async def test_what_came_of_it_is_kept_with_its_owners_words(stage: Stage, label: str, state: str) -> None:
    circle = await asked_back(stage)
    await stage.press(circle.owner, circle.private_card(circle.owner), label)
    await stage.tell(circle.owner, "Ze waren blij.")
    row = next(iter(stage.database.query("SELECT state, result FROM commitments")))
    assert (row, await board(circle)) == ({"state": state, "result": "Ze waren blij."}, await board(circle, 2))


async def test_words_before_a_button_are_about_it_too(stage: Stage) -> None:
    circle = await asked_back(stage)
    await stage.tell(circle.owner, "Ze waren blij.")
    assert [row["result"] for row in stage.database.query("SELECT result FROM commitments")] == ["Ze waren blij."]


async def test_later_is_asked_again_a_week_on(stage: Stage) -> None:
    circle = await asked_back(stage)
    await stage.press(circle.owner, circle.private_card(circle.owner), "Vraag het later")
    count = len(circle.told(circle.owner))
    await stage.move_to("2027-01-05 10:00")
    assert (len(circle.told(circle.owner)) - count, labels(circle.private_card(circle.owner))[0]) == (1, "Gelukt")


async def test_what_is_shared_opens_the_next_session_once(stage: Stage) -> None:
    circle = await asked_back(stage)
    asked = circle.private_card(circle.owner)
    await stage.press(circle.owner, asked, "Gelukt")
    await stage.tell(circle.owner, "Ze waren blij.")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Mijn team mag het zien")
    seen = []
    for _ in range(2):
        await start(circle)
        await circle.all_press(IN)
        seen.append([INTENDED in text and "Ze waren blij." in text for text in circle.texts()].count(True))
        await stage.say(circle.owner, circle.group, "/afronden stop")
    assert seen == [1, 1]


async def test_what_is_not_shared_opens_nothing(stage: Stage) -> None:
    circle = await asked_back(stage)
    await stage.press(circle.owner, circle.private_card(circle.owner), "Gelukt")
    await stage.tell(circle.owner, "Ze waren blij.")
    await start(circle)
    await circle.all_press(IN)
    assert [text for text in circle.texts() if "Ze waren blij" in text] == []


async def test_the_board_shows_what_runs_and_what_was_kept(stage: Stage) -> None:
    circle = await intending(stage)
    await stage.tell(circle.owner, "/shareboard 1")
    runs = await board(circle)
    await stage.tell(circle.owner, "/lookback 1 kept")
    kept = await board(circle)
    assert [("Loopt" in text, "Gelukt" in text) for text in (runs, kept)] == [(True, False), (False, True)]


async def test_the_board_tells_how_many_more_there_are_and_not_whose(stage: Stage) -> None:
    circle = await intending(stage)
    told = []
    for person in circle.people[1:3]:
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=3))
        told.append(await board(circle))
    few, text = told
    seen = [word in text for word in ("drie", "Anna", "Bram", INTENDED)]
    assert ("voor zichzelf" in few, seen) == (False, [True, False, False, False])


async def test_nobody_answers_or_shares_for_another(stage: Stage) -> None:
    circle = await intending(stage)
    said = [
        (await stage.tell(circle.people[1], words)).text
        for words in ("/lookback 1 kept", "/shareboard 1", "/lookback 1 2", "/shareboard x", "/lookback")
    ]
    row = next(iter(stage.database.query("SELECT state, is_shared FROM commitments")))
    assert (set(said), row) == ({circle.says("board.not_yours")}, {"state": "open", "is_shared": 0})


async def test_an_intention_in_pieces_is_one(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    asked = await circle.open(circle.owner)
    for words in (INTENDED, "En ik vertel het de klas."):
        circle.owner.tell(stage.bot, words, reply_to=asked)
    await stage.settle()
    rows = [row["text"] for row in stage.database.query("SELECT text FROM commitments")]
    assert rows == [f"{INTENDED}\nEn ik vertel het de klas."]


async def test_a_day_that_a_second_piece_names_counts(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    asked = await circle.open(circle.owner)
    for words in ("Ik bel de ouders.", "Dat doe ik vóór 4 december."):
        circle.owner.tell(stage.bot, words, reply_to=asked)
    await stage.settle()
    row = next(iter(stage.database.query("SELECT ask_at FROM commitments")))
    assert row["ask_at"][:10] == "2026-12-07"


async def test_an_intention_follows_what_is_corrected(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    await circle.open(circle.owner)
    written = circle.owner.tell(stage.bot, "Ik bel ze morgen.")
    await stage.settle()
    circle.owner.edit(written, INTENDED)
    await stage.settle()
    assert [row["text"] for row in stage.database.query("SELECT text FROM commitments")] == [INTENDED]


async def test_an_intention_that_is_withdrawn_is_not_asked_about(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    await circle.write(circle.owner, INTENDED)
    await stage.tell(circle.owner, f"/my withdrawn {stage.log()[-1].id}")
    assert list(stage.database.query("SELECT text FROM commitments")) == []


async def test_a_session_that_is_broken_off_leaves_no_intention(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    await circle.write(circle.owner, INTENDED)
    await stage.say(circle.owner, circle.group, "/afronden stop")
    assert list(stage.database.query("SELECT text FROM commitments")) == []


async def test_where_all_took_a_turn_all_may_intend_something(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", method="troika", is_mine=False)
    await circle.all_press(IN)
    await circle.write_all("Ik loop vast,", *circle.people)
    await circle.go_to("5")
    by_id = {person.id: person for person in circle.people}
    first, second, third = (by_id[owner] for owner in circle.state.owners)
    await circle.write(first, "Ik stel vaker een vraag.")
    for _ in range(4):
        await stage.say(third, circle.group, "/verder")
    await circle.write(second, "Ik wacht langer.")
    found = stage.database.query("SELECT person_id, text FROM commitments ORDER BY id")
    rows = [(row["person_id"], row["text"]) for row in found]
    assert rows == [(first.id, "Ik stel vaker een vraag."), (second.id, "Ik wacht langer.")]


async def test_a_part_timer_is_asked_on_a_working_day(stage: Stage) -> None:
    circle = await at(stage, "5", method=SHORT)
    await stage.tell(circle.owner, "/werkdagen do")
    await circle.write(circle.owner, INTENDED)
    row = next(iter(stage.database.query("SELECT ask_at FROM commitments")))
    assert row["ask_at"][:10] == "2026-12-17"


async def test_another_team_sees_nothing_of_it(stage: Stage) -> None:
    circle = await intending(stage)
    await stage.tell(circle.owner, "/shareboard 1")
    group = await stage.team("Bovenbouw", *circle.people)
    other = joined(stage, group, circle.people, team_id=2)
    assert [words in await board(other) for words in (INTENDED, CASE)] == [False, False]
