"""Going back: what people chose counts no more, what they wrote does, and one result of each vote stands."""

import pytest
from app.consulting import Circle, at, labels, started
from app.sessions.test_carrying import asked, turn
from app.sessions.test_next_asked import voting
from app.sessions.test_superseding import FIRST, SECOND
from app.sessions.test_when import weighing
from app.sessions.test_who_leads_a_step import a_decision
from stage import Stage

FORGOTTEN = "Wat er gekozen was, telt niet meer."
AGAIN = "Deze stap staat weer open. Wat eerder gekozen was, telt niet meer: kies opnieuw."
NO_MORE = "Waar sta je?\nDeze uitslag telt niet meer: de stap ging weer open."
CLOSED = "Deze stap is gesloten."


async def back(circle: Circle) -> None:
    """Let somebody go back who is sure of it."""
    await circle.stage.say(circle.owner, circle.group, f"/terug sure {len(circle.state.given)}")


async def on(circle: Circle) -> None:
    await circle.go_on()


async def test_whoever_voted_reads_that_it_counts_no_more_where_the_group_goes_back(stage: Stage) -> None:
    circle = await voting(stage)
    card = circle.card
    for person in circle.people[:2]:
        await stage.press(person, card, "1")
    await back(circle)
    assert (FORGOTTEN in card.text, labels(card), stage.database["marks"].count) == (True, [], 0)
    assert [person.name for person in circle.people if person.name in card.text] == []
    await on(circle)
    assert (circle.key, circle.texts()[-2]) == ("3", AGAIN)
    assert "lieten al iets horen" not in circle.card.text


async def test_where_nobody_chose_yet_nothing_is_said_to_count_no_more(stage: Stage) -> None:
    circle = await voting(stage)
    card = circle.card
    await back(circle)
    assert ("Gesloten." in card.text, FORGOTTEN in card.text) == (True, False)
    await on(circle)
    assert (circle.key, [text for text in circle.texts() if "weer open" in text]) == ("3", [])


@pytest.mark.parametrize("way", ["typed", "pressed"])
async def test_what_several_chose_is_wiped_by_a_second_press_only(stage: Stage, way: str) -> None:
    circle = await voting(stage)
    card = circle.card
    for person in circle.people[:3]:
        await stage.press(person, card, "1")
    if way == "typed":
        said: str | None = (await stage.say(circle.owner, circle.group, "/terug")).text
    else:
        said = await circle.press(circle.owner, "Terug")
    assert said == "Dan telt niet meer wat drie van jullie kozen. Toch terug? Druk dan nog eens."
    assert (circle.key, stage.database["marks"].count) == ("3", 3)
    await circle.press(circle.owner, "Toch terug")
    assert (circle.key, stage.database["marks"].count) == ("2", 0)


async def test_the_result_of_a_vote_is_taken_back_by_a_second_press_only(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.all_press("1")
    said = await circle.press(circle.owner, "Terug")
    assert (circle.key, "Dan telt de uitslag van “Waar sta je?” niet meer" in str(said)) == ("4", True)
    await circle.press(circle.owner, "Toch terug")
    assert circle.key == "3"


async def test_what_one_chose_goes_at_one_press(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.press(circle.owner, circle.card, "1")
    await circle.press(circle.owner, "Terug")
    assert circle.key == "2"


async def test_it_is_said_in_english_too(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.say(circle.owner, circle.group, "/language en")
    card = circle.card
    await stage.press(circle.owner, card, "1")
    await stage.say(circle.owner, circle.group, "/back")
    assert "Closed. What was chosen here no longer counts." in card.text


async def test_who_chose_in_private_reads_it_there(stage: Stage) -> None:
    circle = await weighing(stage)
    card = await circle.open(circle.owner)
    await stage.press(circle.owner, card, labels(card)[0])
    await back(circle)
    assert card.text == f"Wegen · Onderbouw\n{CLOSED} Koos je al iets, dan telt dat niet meer."
    assert labels(card) == []


async def test_the_result_of_a_vote_that_is_asked_again_says_so_and_one_stands(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.all_press("1")
    assert circle.key == "4"
    await back(circle)
    assert (circle.key, AGAIN in circle.texts(), NO_MORE in circle.texts()) == ("3", True, True)
    await circle.all_press("2")
    told = [text for text in circle.texts() if text.startswith("Waar sta je?")]
    assert ([text == NO_MORE for text in told], "2 Ik heb een bezwaar (4 stemmen)" in told[1]) == ([True, False], True)


async def test_it_says_so_still_once_words_are_taken_back(stage: Stage) -> None:
    circle = await voting(stage)
    await circle.all_press("1")
    await back(circle)
    await circle.all_press("2")
    await circle.write(circle.owner, "Begin na de vakantie.")
    (number,) = stage.database.execute("SELECT id FROM entries WHERE text LIKE 'Begin na%'").fetchone()
    await stage.tell(circle.owner, f"/mijn withdrawn {number}")
    assert circle.texts().count(NO_MORE) == 1


@pytest.mark.parametrize("way", ["back to it", "on to it"])
async def test_who_wrote_before_is_counted_where_a_step_opens_again(stage: Stage, way: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    for person, text in zip(circle.people, ("Begin later.", "Liever een proef."), strict=False):
        await circle.write(person, text)
    if way == "back to it":
        await on(circle)
        await back(circle)
    else:
        await back(circle)
        await on(circle)
    assert (circle.key, "Twee van de vier lieten al iets horen." in circle.card.text) == ("4", True)
    await circle.write(circle.people[2], "Een proef.")
    said = await circle.press(circle.owner, "Verder")
    assert "Drie van de vier schreven." in str(said)


async def test_whoever_has_nothing_to_add_still_counts(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    for person, text in zip(circle.people, ("Begin later.", "Liever een proef."), strict=False):
        await circle.write(person, text)
    await on(circle)
    await back(circle)
    await circle.press(circle.people[1], "Ik pas")
    assert "Twee van de vier lieten al iets horen." in circle.card.text


async def test_a_proposal_that_stands_is_enough_to_go_on_from_again(stage: Stage) -> None:
    circle = await a_decision(stage)
    await circle.reply(circle.owner, FIRST)
    await back(circle)
    # Of one nobody counts how many said something.
    assert (circle.key, "van de één" in circle.card.text) == ("1", False)
    await stage.press(circle.owner, circle.card, "Verder")
    assert circle.key == "2"


async def test_a_text_that_was_replaced_is_not_said_to_be_withdrawn(stage: Stage) -> None:
    circle = await at(stage, "11", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.owner, FIRST)
    assert any(FIRST in text for text in circle.texts())
    await back(circle)
    await circle.write(circle.owner, SECOND)
    seen = circle.texts()
    assert ("Hier stond een eerdere tekst. Er kwam een nieuwe voor in de plaats." in seen) is True
    assert [any(words in text for text in seen) for words in ("ingetrokken", FIRST, SECOND)] == [False, False, True]


async def test_a_card_in_private_says_that_its_step_has_closed(stage: Stage) -> None:
    circle = await at(stage, "2")
    bram = circle.people[1]
    card = await circle.open(bram)
    assert labels(card) != []
    count = len(stage.private(bram))
    await on(circle)
    assert (card.text, labels(card), len(stage.private(bram))) == (f"Feiten vragen · Onderbouw\n{CLOSED}", [], count)


async def test_a_card_with_others_words_says_so_too_and_the_end_takes_it_off(stage: Stage) -> None:
    circle = await asked(stage)
    card = turn(circle)
    await circle.write(circle.owner, "Dit is mijn antwoord.")
    await circle.go_to("4")
    assert (card.text, labels(card), card.deleted) == (f"Antwoorden · Onderbouw\n{CLOSED}", [], False)
    await circle.finish()
    assert card.deleted


async def test_who_has_left_reads_nothing_more_of_the_step(stage: Stage) -> None:
    circle = await at(stage, "5")
    bram = circle.people[1]
    card = await circle.open(bram)
    await stage.say(bram, circle.group, "/afhaken")
    before = card.text
    await on(circle)
    assert (CLOSED in card.text, card.text) == (False, before)


async def test_what_was_written_out_of_sight_is_said_to_stay_so_where_the_group_goes_back(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    card, own = circle.card, await circle.open(circle.people[1])
    await circle.write(circle.people[1], "Begin later.")
    await back(circle)
    assert "Wat er al geschreven is, laat ik pas zien als deze stap weer open is geweest." in card.text
    assert "niemand leest het, tot deze stap nog eens open is geweest" in own.text
    assert "Begin later." not in " ".join(circle.texts())


async def test_where_nobody_wrote_nothing_is_said_of_it(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    card = circle.card
    await back(circle)
    assert "Wat er al geschreven is" not in card.text


async def test_the_owner_who_reads_along_has_no_button_left_once_the_step_has_closed(stage: Stage) -> None:
    circle = await started(stage)
    await circle.go_to(next(on.key for on in circle.state.plan if on.step.way.owner_listens))
    card = circle.private_card(circle.owner)
    assert labels(card) == ["Zo is het genoeg"]
    await on(circle)
    assert (CLOSED in card.text, labels(card)) == (True, [])


@pytest.mark.parametrize(("method", "key", "left"), [("besluit-met-bezwaren", "4", 0), ("incident", "5", 1)])
async def test_a_second_look_keeps_its_button_only_where_the_text_can_still_be_added(
    stage: Stage, method: str, key: str, left: int
) -> None:
    circle = await at(stage, key, "Anna", "Bram", "Chris", "Dewi", method=method)
    look = await circle.write(circle.people[1], "Bel de moeder van Kevin de Vries.")
    assert labels(look) == ["Laat zo staan"]
    await on(circle)
    assert (CLOSED in look.text, len(labels(look))) == (not left, left)
    assert "Je tekst stond er nog niet bij: “Bel de moeder van Kevin de Vries.”" in circle.told(circle.people[1])[-1]


async def test_whom_to_call_stays_readable_once_the_step_has_closed(stage: Stage) -> None:
    circle = await at(stage, "5")
    alarmed = await circle.write(circle.people[1], "Haar vader slaat haar elke dag.")
    before = alarmed.text
    await on(circle)
    assert (alarmed.text, "Ik heb het daarom niet doorgegeven." in before) == (before, True)


async def test_what_waits_for_a_word_of_its_writer_is_said_to_be_held(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    bram = circle.people[1]
    await circle.write(bram, "Bel de moeder van Kevin de Vries.")
    await stage.say(circle.people[3], circle.group, "/terug")
    assert circle.key == "3"
    told = circle.private_card(bram)
    assert ("Ik bewaar hem, en niemand leest hem." in told.text, "Kevin de Vries" in told.text) == (True, True)
    await on(circle)
    assert circle.key == "4"
    await stage.press(bram, told, "Zet hem erbij")
    assert circle.state.given == {bram.id}
