"""Going next: nobody loses their say, or the time for what they do, by one press on a button that all can reach."""

from dataclasses import replace
from datetime import timedelta

import pytest
from app.consulting import IN, Circle, at, labels, started
from app.sessions.test_who_leads_a_step import a_decision
from stage import ZONE, Stage

from bot.storage import sessions

SURE = "Toch verder"
NINE = ("Anna", "Bram", "Chris", "Dewi", "Eva", "Fatima", "Gijs", "Hakim", "Ilse")
HIDDEN = {"nl": "Niemand leest dus wat jij schreef", "en": "So nobody reads what you wrote"}


async def voting(stage: Stage) -> Circle:
    """Return a group of four that says where it stands."""
    return await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")


async def test_a_vote_is_closed_by_a_second_press(stage: Stage) -> None:
    circle = await voting(stage)
    card = circle.card
    for person in circle.people[:2]:
        await stage.press(person, card, "1")
    said = await stage.press(circle.people[3], circle.card, "Verder")
    assert "Twee van de vier kozen. Met zo weinig weet je wie wat koos." in str(said)
    assert (circle.key, SURE in labels(circle.card)) == ("3", True)
    await stage.press(circle.people[3], circle.card, SURE)
    assert circle.key == "4"


async def test_another_vote_takes_the_question_away(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.press(circle.owner, circle.card, "Verder")
    await stage.press(circle.people[1], circle.card, "1")
    assert "Verder" in labels(circle.card)
    assert circle.key == "3"


async def test_a_typed_command_is_meant(stage: Stage) -> None:
    circle = await voting(stage)
    card = circle.card
    for person in circle.people[:3]:
        await stage.press(person, card, "1")
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "4"


async def typed(circle: Circle, key: str) -> None:
    """Let somebody type that the group goes on from a step, and be asked first."""
    said = await circle.stage.say(circle.people[3], circle.group, "/verder")
    assert (circle.key, "Toch verder?" in said.text, SURE in labels(circle.card)) == (key, True, True)
    await circle.stage.press(circle.people[3], circle.card, SURE)
    assert circle.key != key


async def test_who_types_it_where_nobody_voted_is_asked_as_well(stage: Stage) -> None:
    await typed(await voting(stage), "3")


async def test_who_types_it_in_a_game_is_asked_as_well(stage: Stage) -> None:
    await typed(await at(stage, "2", *NINE, method="bloemenfabriek", pace="live"), "2")


async def test_what_comes_of_it_all_is_passed_over_on_a_second_look_only(stage: Stage) -> None:
    await typed(await at(stage, "6", *NINE, method="bloemenfabriek", pace="live"), "6")


async def pressed(circle: Circle, key: str, why: str) -> None:
    """Let somebody press that the group goes on from a step, and be asked first."""
    said = await circle.press(circle.people[4], "Verder")
    assert (circle.key, str(said)) == (key, f"{why} Toch verder? Druk dan nog eens.")
    await circle.press(circle.people[4], SURE)
    assert circle.key != key


async def test_what_is_to_be_ready_is_gone_on_from_by_a_second_press(stage: Stage) -> None:
    circle = await started(stage, *NINE, method="bloemenfabriek", pace="live", is_mine=False)
    await circle.all_press(IN)
    while circle.key != "1":
        await stage.say(circle.owner, circle.group, "/verder")
    await pressed(circle, "1", "Er drukte nog niemand op “Akkoord”.")


async def test_what_comes_of_it_all_is_passed_over_by_a_second_press_at_one_table_too(stage: Stage) -> None:
    circle = await at(stage, "6", *NINE, method="bloemenfabriek", pace="live")
    await pressed(circle, "6", "Hier staat nog niets.")


async def test_who_types_it_while_the_clock_stands_still_lets_that_run_again(stage: Stage) -> None:
    circle = await at(stage, "2", *NINE, method="bloemenfabriek", pace="live")
    await stage.say(circle.owner, circle.group, "/pauze")
    await stage.say(circle.people[3], circle.group, "/verder")
    assert (circle.key, circle.state.phase) == ("2", "running")


async def test_a_game_is_cut_short_by_a_second_press_only(stage: Stage) -> None:
    circle = await at(stage, "2", *NINE, method="bloemenfabriek", pace="live")
    said = await stage.press(circle.people[4], circle.card, "Verder")
    assert "Er zijn nog 20 minuten. Toch verder?" in str(said)
    assert circle.key == "2"
    await stage.move_to(f"{stage.time.now().astimezone(ZONE) + timedelta(minutes=20):%Y-%m-%d %H:%M}")
    await stage.press(circle.people[4], circle.card, "Verder")
    assert circle.key == "3"


async def test_in_a_live_session_the_question_is_about_the_votes_as_they_were(stage: Stage) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren", pace="live")
    await stage.press(circle.owner, circle.card, "Verder")
    asked = circle.card
    for person in circle.people[:2]:
        await stage.press(person, asked, "1")
    said = await stage.press(circle.people[3], asked, SURE)
    assert (circle.key, "Twee van de vier kozen." in str(said)) == ("3", True)
    await stage.press(circle.people[3], circle.card, SURE)
    assert circle.key == "4"


async def test_where_the_bot_asks_itself_one_press_is_enough(stage: Stage) -> None:
    circle = await voting(stage)
    session = circle.walk
    sessions.save(
        stage.database, session.at(replace(session.state, is_stuck=True)), session.state.due_at, stage.time.now()
    )
    await stage.press(circle.owner, circle.card, "Verder")
    assert circle.key == "4"


async def test_what_people_write_alone_is_closed_by_a_second_press(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.people[1], "Begin na de vakantie.")
    said = await stage.press(circle.people[2], circle.card, "Verder")
    assert (circle.key, "Toch verder?" in str(said)) == ("4", True)
    await stage.press(circle.people[2], circle.card, SURE)
    assert circle.key == "5"


async def test_without_a_proposal_there_is_nothing_to_decide(stage: Stage) -> None:
    circle = await a_decision(stage)
    said = await stage.press(circle.owner, circle.card, "Verder")
    assert (circle.key, "Hier staat nog niets." in str(said)) == ("1", True)
    await stage.press(circle.owner, circle.card, SURE)
    assert circle.key == "cancelled"
    assert "Er kwam niets waar we in “Besluit met bezwaren” mee verder kunnen" in circle.texts()[-1]


async def test_a_game_that_has_just_begun_is_taken_back_by_a_second_press_only(stage: Stage) -> None:
    circle = await at(stage, "2", *NINE, method="bloemenfabriek", pace="live")
    said = await stage.press(circle.people[4], circle.card, "Terug")
    assert (circle.key, "Ga je terug, dan begint de klok opnieuw." in str(said)) == ("2", True)
    await stage.press(circle.people[4], circle.card, "Toch terug")
    assert circle.key == "1"


async def test_whoever_types_it_is_asked_where_few_votes_would_point_at_people(stage: Stage) -> None:
    circle = await voting(stage)
    await stage.press(circle.people[1], circle.card, "1")
    await stage.say(circle.people[2], circle.group, "/verder")
    assert circle.key == "3"
    await stage.press(circle.people[2], circle.card, SURE)
    assert circle.key == "4"


async def test_whose_case_it_is_is_chosen_by_a_second_press_where_some_have_yet_to(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", is_mine=False)
    await circle.all_press(IN)
    assert circle.key == "collect"
    for person, text in zip(circle.people, ("Hoe begin ik?", "Wat als het misgaat?", "Wie wacht er?"), strict=False):
        await circle.write(person, text)
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "choose"
    await stage.press(circle.owner, circle.card, "1")
    await stage.press(circle.owner, circle.card, "Verder")
    assert (circle.key, SURE in labels(circle.card)) == ("choose", True)
    await stage.press(circle.owner, circle.card, SURE)
    assert circle.key != "choose"


async def test_of_a_vote_that_the_group_goes_back_from_nobody_reads_that_it_was_made(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", method="ideeenmuur", is_mine=False)
    await circle.all_press(IN)
    while not circle.state.now_on.step.items_from or circle.state.now_on.step.way.name != "poll":
        for person, text in zip(circle.people, ("Een plantje.", "Een bel minder.", "Koffie.", "Stilte."), strict=True):
            await circle.write(person, text)
        await stage.say(circle.owner, circle.group, "/verder")
    card = circle.card
    await stage.say(circle.owner, circle.group, "/terug")
    assert ("Gesloten." in card.text, "De keuze is gemaakt" in card.text) == (True, False)


@pytest.mark.parametrize(("method", "key"), [("vijf-stappen", "3"), ("besluit-met-bezwaren", "4")])
async def test_at_one_table_a_step_that_nobody_wrote_for_is_closed_by_a_second_press(
    stage: Stage, method: str, key: str
) -> None:
    circle = await at(stage, key, "Anna", "Bram", "Chris", "Dewi", method=method, pace="live")
    said = await stage.press(circle.people[2], circle.card, "Verder")
    assert (circle.key, "Er schreef nog niemand. Toch verder?" in str(said)) == (key, True)
    await stage.press(circle.people[2], circle.card, SURE)
    assert circle.key != key


async def test_at_one_table_one_press_is_enough_once_somebody_wrote(stage: Stage) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", pace="live")
    await circle.write(circle.people[1], "Het draait om wachten.")
    await stage.press(circle.people[2], circle.card, "Verder")
    assert circle.key == "4"


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_of_too_few_without_names_it_is_said_that_nothing_shows_and_they_hear_so(stage: Stage, code: str) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.people[1], "Begin na de vakantie.")
    await stage.tell(circle.people[1], f"/taal {code}")
    said = await stage.press(circle.people[2], circle.card, "Verder")
    assert "Met minder dan drie laat ik niets zien" in str(said)
    await stage.press(circle.people[2], circle.card, SURE)
    told = [[text for text in circle.told(one) if HIDDEN[code] in text] for one in circle.people]
    assert [len(one) for one in told] == [0, 1, 0, 0]


async def test_a_case_that_nobody_chose_is_taken_after_a_question_only_and_the_group_hears_so(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen", is_mine=False)
    await circle.all_press(IN)
    for person, text in zip(circle.people, ("Hoe begin ik?", "Wat als het misgaat?"), strict=False):
        await circle.write(person, text)
    await stage.say(circle.owner, circle.group, "/verder")
    assert circle.key == "choose"
    await stage.say(circle.owner, circle.group, "/terug")
    assert "het inbrengen is gesloten" in stage.last(circle.group).text
    await stage.say(circle.owner, circle.group, "/verder")
    assert (circle.key, "Er koos nog niemand." in stage.last(circle.group).text) == ("choose", True)
    await stage.press(circle.owner, circle.card, SURE)
    assert circle.key != "choose"
    assert [text for text in circle.texts() if text.startswith("Er koos niemand. Dan gaan we verder met wat Anna")]


async def test_a_game_is_begun_anew_by_a_second_press_only(stage: Stage) -> None:
    circle = await at(stage, "3", *NINE, method="bloemenfabriek", pace="live")
    said = await stage.press(circle.people[4], circle.card, "Terug")
    assert (circle.key, "opnieuw, met 20 minuten. Toch terug?" in str(said)) == ("3", True)
    await stage.press(circle.people[4], circle.card, "Toch terug")
    assert circle.key == "2"


async def at_counting(stage: Stage) -> Circle:
    """Return a group in whose game somebody just pressed for the step in which is counted."""
    circle = await at(stage, "3", *NINE, method="bloemenfabriek", pace="live")
    await circle.press(circle.people[1], "Verder")
    assert circle.key == "4"
    return circle


async def test_two_who_press_together_for_one_step_do_not_skip_the_next(stage: Stage) -> None:
    circle = await at_counting(stage)
    said = await circle.press(circle.people[2], "Verder")
    assert "“Hoe was het?” is al de volgende stap: een ander drukte net op “Verder”. Toch verder?" in str(said)
    assert circle.key == "4"
    await circle.press(circle.people[2], SURE)
    assert circle.key == "5"


async def test_whoever_opened_a_step_may_go_on_from_it_at_once(stage: Stage) -> None:
    circle = await at_counting(stage)
    await circle.press(circle.people[1], "Verder")
    assert circle.key == "5"


async def test_a_while_later_another_press_is_meant(stage: Stage) -> None:
    circle = await at_counting(stage)
    await stage.rehearsal.move_to(stage.time.now() + timedelta(seconds=21))
    await circle.press(circle.people[2], "Verder")
    assert circle.key == "5"


async def test_where_something_came_in_already_another_press_is_meant(stage: Stage) -> None:
    circle = await at_counting(stage)
    await circle.reply(circle.people[3], "Ik mocht niet helpen. Dat was zwaarder dan vouwen.")
    await circle.press(circle.people[2], "Verder")
    assert circle.key == "5"


WAITS = "wil iemand verder na"


async def test_whoever_has_a_text_held_back_hears_that_somebody_wants_to_go_on(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", "Fatima", method="besluit-met-bezwaren")
    for person in circle.people[1:3]:
        await circle.write(person, "Bel eerst de moeder van Kevin de Vries.")
    for person in circle.people[3:]:
        await circle.write(person, "Zet het ook in de agenda van de hele school.")
    said = await circle.press(circle.owner, "Verder")
    assert "Twee van de vijf schreven, en over een tekst van twee van jullie heb ik nog een vraag." in str(said)
    assert len(str(said)) < 200
    told = circle.private_card(circle.people[1])
    assert (WAITS in told.text, "“Bel eerst de moeder van Kevin de Vries.”" in told.text) == (True, True)
    await stage.press(circle.people[1], told, "Zet hem erbij")
    assert (circle.key, len(circle.state.given)) == ("4", 3)
    # Whoever was asked already isn't asked again.
    await circle.press(circle.owner, "Verder")
    assert [sum(WAITS in text for text in circle.told(person)) for person in circle.people] == [0, 0, 1, 0, 0]


async def test_whoever_has_a_text_held_back_is_not_told_on_a_free_day(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write(circle.people[1], "Bel eerst de moeder van Kevin de Vries.")
    today = ("ma", "di", "wo", "do", "vr", "za", "zo")[stage.time.now().astimezone(ZONE).weekday()]
    await stage.tell(circle.people[1], f"/werkdagen {'wo' if today != 'wo' else 'do'}")
    await circle.press(circle.owner, "Verder")
    await circle.press(circle.owner, SURE)
    assert (circle.key, [text for text in circle.told(circle.people[1]) if WAITS in text]) == ("5", [])


async def test_at_one_table_what_one_puts_down_for_all_is_passed_over_by_a_second_press(stage: Stage) -> None:
    names = ("Anna", "Bram", "Chris", "Dewi")
    circle = await at(stage, "5", *names, method="besluit-met-bezwaren", pace="live")
    await circle.press(circle.people[3], "Verder")
    assert circle.key == "5"
    await circle.press(circle.people[3], SURE)
    assert circle.key == "6"


@pytest.mark.parametrize("minutes", [0, 2])
async def test_at_one_table_an_objection_has_a_moment_to_be_said(stage: Stage, minutes: int) -> None:
    names = ("Anna", "Bram", "Chris", "Dewi")
    circle = await at(stage, "7", *names, method="besluit-met-bezwaren", pace="live")
    for person, choice in zip(circle.people, ("1", "2", "1", "1"), strict=True):
        await circle.press(person, choice)
    if circle.key == "7":
        await circle.press(circle.owner, "Verder")
    assert circle.key == "8"
    await stage.pass_by(minutes)
    said = await circle.press(circle.owner, "Verder")
    assert ("is één keer gekozen; of dat al gehoord is, kan ik niet zien" in str(said)) is (minutes == 0)
    assert circle.key == ("8" if minutes == 0 else "9")


async def test_whoever_was_not_asked_is_asked_too(stage: Stage) -> None:
    circle = await at(stage, "12", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.press(circle.people[3], "Verder")
    assert "Hier staat nog niets" in str(await circle.press(circle.people[2], SURE))
    assert circle.key == "12"
    await circle.press(circle.people[2], SURE)
    assert circle.key != "12"
