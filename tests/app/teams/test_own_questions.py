"""Own questions: written in three steps, seen as the group will, asked in turn like ours, changed and thrown away."""

from datetime import timedelta

import pytest
from app.teams.test_leaving_out import buttons, coming
from stage import Stage
from weekly import weekly

from bot.app.context import questions
from bot.app.rhythm.outlook import outlook
from bot.commandline.readable import rounds
from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members, own_questions, question_drafts, sessions, talks, teams

QUESTION = "Wat ging er vandaag beter dan je vanmorgen dacht?"
LEFT = "Wat houden we er volgende week in?"
TITLE = "Wat ging er vandaag beter…"


async def place(stage: Stage) -> tuple[Chat, Person]:
    """Return a team with a question each Tuesday, and its coordinator with an open private chat."""
    group, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    return group, anna


async def colleague(stage: Stage, group: Chat, anna: Person) -> Person:
    """Return a second coordinator of the team, with an open private chat."""
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    bram.start(stage.bot)
    await stage.say(bram, group, "/meedoen")
    members.give_role(stage.database, 1, bram.id, Role.COORDINATOR, stage.time.now())
    return bram


def last(stage: Stage, person: Person) -> Message:
    return stage.private(person)[-1]


async def written(
    stage: Stage, anna: Person, question: str = QUESTION, kind: str = "Wat goed ging", end: str = ""
) -> Message:
    """Let somebody write a question until it is shown, and press the last button if one is named; return the card."""
    await stage.tell(anna, "/eigenvraag")
    await stage.tell(anna, question)
    await stage.tell(anna, LEFT)
    await stage.press(anna, last(stage, anna), kind)
    card = last(stage, anna)
    if end:
        await stage.press(anna, card, end)
    return card


def kept(stage: Stage, team_id: int = 1) -> list[tuple[str, str, str | None, str]]:
    found = [one.words for one in own_questions.of_team(stage.database, team_id)]
    return [(words.title, words.text, words.follow_up, words.family) for words in found]


async def test_a_question_is_written_in_three_steps_seen_and_put_first(stage: Stage) -> None:
    group, anna = await place(stage)
    first = await stage.tell(anna, "/eigenvraag")
    assert first.text.startswith("Een eigen vraag voor Onderbouw · stap 1 van 3")
    second = await stage.tell(anna, QUESTION)
    assert second.text.startswith(f"{TITLE} · stap 2 van 3")
    third = await stage.tell(anna, LEFT)
    assert (third.text.startswith(f"{TITLE} · stap 3 van 3"), "Uit mijn les" in buttons(third)) == (True, True)
    await stage.press(anna, third, "Wat goed ging")
    shown, card = stage.private(anna)[-2:]
    assert buttons(card) == ["Als volgende vraag", "Gewoon in de rij", "Opnieuw", "Weggooien"]
    assert (f"Voor het teamoverleg: {LEFT}" in card.text, "Soort: Wat goed ging." in card.text) == (True, True)
    assert kept(stage) == []
    await stage.press(anna, card, "Als volgende vraag")
    assert card.text.startswith(f"Bewaard. “{TITLE}” komt, zoals het er nu voor staat, dinsdag 24 november")
    assert kept(stage) == [(TITLE, QUESTION, LEFT, "R6")]
    await stage.move_to("2026-11-24 13:00")
    asked = stage.prompt(group)
    assert (asked.text, buttons(asked)) == (shown.text, buttons(shown))
    assert f"{TITLE}\n{QUESTION}" in asked.text


async def test_its_summary_leaves_what_was_written_for_the_meeting(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    await stage.reply(anna, stage.prompt(group), "De rekenles liep ineens vanzelf.")
    await stage.move_to("2026-11-26 17:00")
    summary = next(one for one in reversed(stage.from_bot(group)) if "Wat jullie schreven" in one.text)
    assert (TITLE in summary.text, LEFT in summary.text) == (True, True)


async def test_in_english_it_goes_the_same_and_the_usual_question_is_the_groups(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram", language="en")
    group = await stage.team("Lower school", anna, bram)
    await stage.say(anna, group, "/rhythm week tue 12:30")
    anna.start(stage.bot)
    first = await stage.tell(anna, "/newquestion")
    assert first.text.startswith("A question of your own for Lower school · step 1 of 3")
    await stage.tell(anna, "What went better today than you expected?")
    await stage.press(anna, last(stage, anna), "Use the usual one")
    await stage.press(anna, last(stage, anna), "What went well")
    card = last(stage, anna)
    assert "For the team meeting: Which of these answers would you like to talk about further?" in card.text
    await stage.press(anna, card, "Let it take its turn")
    assert card.text.startswith("Kept. As things stand, “What went better today than…” comes on Tuesday 24 November")
    assert kept(stage) == [("What went better today than…", "What went better today than you expected?", None, "R6")]


async def test_it_survives_a_restart_between_the_steps(stage: Stage) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    for said in (QUESTION, LEFT):
        await stage.restart()
        await stage.tell(anna, said)
    await stage.restart()
    await stage.press(anna, last(stage, anna), "Wat goed ging")
    await stage.restart()
    await stage.press(anna, last(stage, anna), "Gewoon in de rij")
    assert kept(stage) == [(TITLE, QUESTION, LEFT, "R6")]


WRONG = {
    "too long": ("Wat " + "zo " * 90 + "dan?", "tekens te lang: hooguit 240"),
    "two questions": ("Wat ging er goed? En wat niet?", "Daar staan twee vraagtekens in."),
    "no sentence": ("Nou ja", "Dat is nog geen vraag."),
    "no words": (". . . . ?", "Dat is nog geen vraag."),
    "what is asked already": (
        "Waar wacht je deze week op voordat je verder kunt?",
        "Die vraag is er al: “Aan weerskanten van de deur”.",
    ),
    "a title that there is": ("Handen op je rug\nWat deed je vandaag met je handen?", "die “Handen op je rug” heet"),
}


@pytest.mark.parametrize("what", WRONG)
async def test_what_could_not_be_a_question_of_ours_is_not_taken(stage: Stage, what: str) -> None:
    _, anna = await place(stage)
    said, why = WRONG[what]
    await stage.tell(anna, "/eigenvraag")
    answer = await stage.tell(anna, said)
    assert why in answer.text
    assert (await stage.tell(anna, QUESTION)).text.startswith(f"{TITLE} · stap 2 van 3")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Praat erover door.", "Daar staat geen vraagteken in."),
        ("Wat houden we? En wat niet?", "Daar staan twee vraagtekens in."),
        ("Wat " + "zo " * 70 + "dan?", "tekens te lang: hooguit 180"),
    ],
)
async def test_what_is_for_the_meeting_is_one_question(stage: Stage, said: str, why: str) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    await stage.tell(anna, QUESTION)
    assert why in (await stage.tell(anna, said)).text
    assert (await stage.tell(anna, LEFT)).text.startswith(f"{TITLE} · stap 3 van 3")


async def test_a_name_is_noticed_and_can_be_changed_or_left(stage: Stage) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    asked = await stage.tell(anna, "Wat leerde je van Fatima Yilmaz in de klas?")
    assert ("Fatima Yilmaz" in asked.text, "In een vraag aan de groep noemen we niemand" in asked.text) == (True, True)
    assert (await stage.tell(anna, QUESTION)).text.startswith(f"{TITLE} · stap 2 van 3")
    await stage.press(anna, last(stage, anna), "Opnieuw")
    asked = await stage.tell(anna, "Wat leerde je van Fatima Yilmaz in de klas?")
    await stage.press(anna, asked, "Laat zo staan")
    assert asked.text.startswith("Wat leerde je van Fatima… · stap 2 van 3")


async def test_what_may_be_about_somebodys_safety_is_asked_about_with_who_can_help(stage: Stage) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    asked = await stage.tell(anna, "Wat deed jij toen een leerling zei dat hij dood wilde?")
    assert ("waar meer voor nodig is" in asked.text, "113" in asked.text) == (True, True)
    await stage.press(anna, asked, "Het ging over iets anders")
    assert "stap 2 van 3" in asked.text
    await stage.press(anna, asked, "Opnieuw")
    await stage.tell(anna, "Wat zei jij toen Fatima Yilmaz zei dat ze dood wilde?")
    await stage.press(anna, last(stage, anna), "Het ging over iets anders")
    assert "Fatima Yilmaz" in last(stage, anna).text
    await stage.press(anna, last(stage, anna), "Laat zo staan")
    assert "stap 2 van 3" in last(stage, anna).text


async def test_a_colleague_is_not_named_in_a_question_either(stage: Stage) -> None:
    group, anna = await place(stage)
    await colleague(stage, group, anna)
    await stage.tell(anna, "/eigenvraag")
    assert "Bram" in (await stage.tell(anna, "Wat leerde je vandaag van Bram in de klas?")).text


async def test_braces_and_tags_are_words_like_any(stage: Stage) -> None:
    group, anna = await place(stage)
    said = "Wat betekent {{ team }} & <b>wij</b> {% for x in y %} voor jou?"
    await written(stage, anna, question=said, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    assert said in stage.prompt(group).text


async def test_it_may_be_left_and_gone_on_with_and_is_forgotten_after_a_week(stage: Stage) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    await stage.tell(anna, QUESTION)
    await stage.move_to("2026-11-23 19:00")
    assert "Losse berichten bewaar ik hier niet" in (await stage.tell(anna, "Tot morgen!")).text
    assert (await stage.tell(anna, "/eigenvraag")).text.startswith(f"{TITLE} · stap 2 van 3")
    await stage.move_to("2026-12-01 19:00")
    assert question_drafts.of_person(stage.database, anna.id) == []
    assert "stap 1 van 3" in (await stage.tell(anna, "/eigenvraag")).text


async def test_a_reply_to_what_it_asked_goes_there_however_long_ago(stage: Stage) -> None:
    _, anna = await place(stage)
    asked = await stage.tell(anna, "/eigenvraag")
    await stage.move_to("2026-11-24 10:00")
    await stage.reply(anna, asked, QUESTION)
    assert last(stage, anna).text.startswith(f"{TITLE} · stap 2 van 3")


async def test_words_for_an_open_question_in_between_go_there(stage: Stage) -> None:
    group, anna = await place(stage)
    await stage.say(anna, group, "/vraag handen op je rug")
    await stage.tell(anna, "/eigenvraag")
    await stage.follow(anna, stage.prompt(group), "Antwoord in privé")
    await stage.tell(anna, "Ik telde tot vijf.")
    assert stage.words() == [("Anna", "Ik telde tot vijf.")]
    assert "stap 1 van 3" in (await stage.tell(anna, "/eigenvraag")).text


async def test_again_begins_at_the_first_step_with_what_there_was(stage: Stage) -> None:
    _, anna = await place(stage)
    card = await written(stage, anna)
    await stage.press(anna, card, "Opnieuw")
    assert (f"Nu staat er: {TITLE}\n{QUESTION}" in card.text, buttons(card)) == (True, ["Zo laten", "Toch niet"])
    await stage.tell(anna, "Wat viel er vandaag tegen?")
    await stage.press(anna, last(stage, anna), "Zo laten")
    await stage.press(anna, last(stage, anna), "✓ Wat goed ging")
    await stage.press(anna, last(stage, anna), "Gewoon in de rij")
    assert kept(stage) == [("Wat viel er vandaag tegen", "Wat viel er vandaag tegen?", LEFT, "R6")]


async def test_thrown_away_before_it_is_kept_nothing_is(stage: Stage) -> None:
    _, anna = await place(stage)
    card = await written(stage, anna, end="Weggooien")
    assert card.text == "Goed, er is niets bewaard."
    assert (kept(stage), question_drafts.of_person(stage.database, anna.id)) == ([], [])
    assert talks.find(stage.database, anna.id) is None


async def test_a_button_of_before_does_nothing_twice(stage: Stage) -> None:
    _, anna = await place(stage)
    card = await written(stage, anna, end="Gewoon in de rij")
    old = stage.sandbox.post(
        anna.chat_with(stage.bot),
        stage.bot,
        text="Een oude kaart",
        keyboard=[[{"text": "Druk", "callback_data": "newquestion *1 row"}]],
    )
    said = await stage.press(anna, old, "Druk")
    assert (said or "").startswith("Die vraag is al bewaard")
    assert (len(kept(stage)), card.text.startswith("Bewaard.")) == (1, True)


async def test_it_is_asked_in_its_turn_once_a_year_like_ours_and_first_of_its_kind(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, kind="Wat schuurt", end="Gewoon in de rij")
    house, team = stage.rehearsal.program.house, teams.find(stage.database, 1)
    assert team
    ahead = [one for one in outlook(house, team, stage.time.now(), 200) if one.method]
    found = [questions.find(house, 1, one.method or "") for one in ahead]
    of_kind = [one.id for one in found if one and one.family == "R13"]
    assert (of_kind[0], of_kind.count("own-1")) == ("own-1", 1)
    comes = next(one.at for one in ahead if one.method == "own-1")
    assert comes.date().isoformat() > "2026-12-01"
    await stage.rehearsal.move_to(comes + timedelta(minutes=5))
    assert stage.prompt(group).text.startswith(TITLE)


async def test_no_other_team_can_ask_choose_or_see_it(stage: Stage) -> None:
    _, anna = await place(stage)
    await written(stage, anna, end="Gewoon in de rij")
    (karin,) = stage.people("Karin")
    other = await stage.team("Bovenbouw", karin)
    await stage.say(karin, other, "/ritme week do 13:00")
    karin.start(stage.bot)
    asked = await stage.say(karin, other, "/vraag own-1")
    chosen = await stage.say(karin, other, "/volgendekiezen own-1")
    assert (TITLE in asked.text, "ken ik niet" in chosen.text) == (False, True)
    assert "own-1" not in coming(stage, 2)
    forged = stage.sandbox.post(
        karin.chat_with(stage.bot),
        stage.bot,
        text="Een kaart",
        keyboard=[[{"text": "Druk", "callback_data": "newquestion *1 1"}]],
    )
    assert await stage.press(karin, forged, "Druk") == "Dat kan alleen de coördinator van dat team."
    assert (await stage.tell(karin, "/eigenvraag 1")).text == "Die vraag is er niet meer."


async def test_by_hand_it_can_be_asked_by_its_title(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, end="Gewoon in de rij")
    await stage.say(anna, group, f"/vraag {TITLE}")
    assert QUESTION in stage.prompt(group).text


async def test_it_is_left_out_like_any(stage: Stage) -> None:
    _, anna = await place(stage)
    await written(stage, anna, end="Gewoon in de rij")
    listed = await stage.tell(anna, "/eigenvraag lijst")
    assert f"“{TITLE}”, van Anna: nog niet gesteld" in listed.text
    await stage.press(anna, listed, TITLE)
    await stage.press(anna, listed, "Weglaten")
    assert ("own-1" in coming(stage), f"“{TITLE}” stel ik hier niet meer vanzelf" in listed.text) == (False, True)
    undone = await stage.tell(anna, "/ongedaan")
    assert ("own-1" in coming(stage), f"“{TITLE}” doet weer mee" in undone.text) == (True, True)


async def test_it_is_changed_and_what_was_asked_keeps_its_words(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    listed = await stage.tell(anna, "/eigenvraag lijst")
    await stage.press(anna, listed, TITLE)
    await stage.press(anna, listed, "Veranderen")
    await stage.tell(anna, "Wat viel er vandaag tegen?")
    await stage.press(anna, last(stage, anna), "Zo laten")
    await stage.press(anna, last(stage, anna), "Wat schuurt")
    card = last(stage, anna)
    assert buttons(card) == ["Als volgende vraag", "Bewaren", "Opnieuw", "Toch niet"]
    await stage.press(anna, card, "Bewaren")
    assert kept(stage) == [("Wat viel er vandaag tegen", "Wat viel er vandaag tegen?", LEFT, "R13")]
    await stage.reply(anna, stage.prompt(group), "De rekenles liep ineens vanzelf.")
    log, mine = await stage.say(anna, group, "/zoek"), await stage.tell(anna, "/mijn")
    assert [(TITLE in one.text, "tegen" in one.text) for one in (log, mine)] == [(True, False)] * 2
    shown = await stage.follow(anna, stage.prompt(group), "Antwoord in privé")
    assert QUESTION in shown.text


async def test_thrown_away_after_it_was_asked_all_that_was_said_to_it_reads_as_before(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    await stage.reply(anna, stage.prompt(group), "De rekenles liep ineens vanzelf.")
    listed = await stage.tell(anna, "/eigenvraag lijst")
    await stage.press(anna, listed, TITLE)
    await stage.press(anna, listed, "Weggooien")
    assert "Wat jullie erop schreven blijft" in listed.text
    await stage.press(anna, listed, "Ja, gooi weg")
    assert (kept(stage), listed.text.startswith(f"“{TITLE}” is weg.")) == ([], True)
    await stage.move_to("2026-11-26 17:00")
    summary = next(one for one in reversed(stage.from_bot(group)) if "Wat jullie schreven" in one.text)
    log, by_title = await stage.say(anna, group, "/zoek"), await stage.say(anna, group, f"/zoek {TITLE}")
    overview, mine = await stage.say(anna, group, "/overzicht"), await stage.tell(anna, "/mijn")
    told = (summary, log, by_title, overview, mine)
    assert [TITLE in one.text for one in told] == [True] * 5
    assert ["own-1" in one.text for one in told] == [False] * 5
    assert LEFT in summary.text
    team = teams.find(stage.database, 1)
    assert team
    exported = [line for lines in rounds(stage.rehearsal.program.house, team) for line in lines]
    assert [(line.title, line.question) for line in exported] == [(TITLE, QUESTION)]
    assert "own-1" not in coming(stage)


async def test_what_was_to_come_and_is_thrown_away_makes_place_for_the_turn(stage: Stage) -> None:
    group, anna = await place(stage)
    await written(stage, anna, end="Als volgende vraag")
    await stage.tell(anna, "/eigenvraag removed 1")
    plan = await stage.tell(anna, "/planning")
    assert ("own-1" in plan.text, "vraag “" in plan.text) == (False, True)
    undone = await stage.tell(anna, "/ongedaan")
    assert ("own-1" in undone.text, "“een eigen vraag” gekozen" in undone.text) == (False, True)
    await stage.move_to("2026-11-24 13:00")
    assert not stage.prompt(group).text.startswith(TITLE)


async def test_a_digest_of_it_says_what_it_asked_also_once_it_is_gone(stage: Stage) -> None:
    group, anna = await place(stage)
    (els,) = stage.people("Els")
    anna.invite(group, els)
    els.start(stage.bot)
    await stage.settle()
    members.give_role(stage.database, 1, els.id, Role.LEADER, stage.time.now())
    await written(stage, anna, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    await stage.tell(anna, "/eigenvraag removed 1")
    await stage.move_to("2026-11-27 16:00")
    digest = last(stage, els)
    assert TITLE in digest.text


async def test_two_coordinators_write_at_once_each_their_own(stage: Stage) -> None:
    group, anna = await place(stage)
    bram = await colleague(stage, group, anna)
    for person in (anna, bram):
        person.tell(stage.bot, "/eigenvraag")
    await stage.settle()
    anna.tell(stage.bot, QUESTION)
    bram.tell(stage.bot, "Wat ging er vandaag beter dan gisteren?")
    await stage.settle()
    for person in (anna, bram):
        await stage.press(person, last(stage, person), "Neem de gewone vraag")
        await stage.press(person, last(stage, person), "Wat goed ging")
    for person in (anna, bram):
        await stage.press(person, last(stage, person), "Gewoon in de rij")
    titles = [title for title, *_ in kept(stage)]
    assert titles == [TITLE, "Wat ging er vandaag beter dan…"]


async def test_the_same_written_by_two_is_kept_once(stage: Stage) -> None:
    group, anna = await place(stage)
    bram = await colleague(stage, group, anna)
    cards = [await written(stage, person) for person in (anna, bram)]
    for person, card in zip((anna, bram), cards, strict=True):
        await stage.press(person, card, "Gewoon in de rij")
    assert (len(kept(stage)), f"Die vraag is er al: “{TITLE}”." in last(stage, bram).text) == (1, True)


async def test_what_another_changed_meanwhile_is_shown_before_it_is_written_over(stage: Stage) -> None:
    group, anna = await place(stage)
    bram = await colleague(stage, group, anna)
    await written(stage, anna, end="Gewoon in de rij")
    for person, text in ((anna, "Wat viel er vandaag tegen?"), (bram, "Wat viel er vandaag mee?")):
        await stage.tell(person, "/eigenvraag edit 1")
        await stage.tell(person, text)
        await stage.press(person, last(stage, person), "Zo laten")
        await stage.press(person, last(stage, person), "✓ Wat goed ging")
    await stage.press(anna, last(stage, anna), "Bewaren")
    card = last(stage, bram)
    await stage.press(bram, card, "Bewaren")
    assert ("Deze vraag is intussen veranderd" in card.text, "Wat viel er vandaag tegen?" in card.text) == (True, True)
    assert kept(stage)[0][1] == "Wat viel er vandaag tegen?"
    await stage.press(bram, card, "Bewaren")
    assert kept(stage)[0][1] == "Wat viel er vandaag mee?"


async def test_what_another_threw_away_meanwhile_is_kept_as_a_new_one(stage: Stage) -> None:
    group, anna = await place(stage)
    bram = await colleague(stage, group, anna)
    await written(stage, anna, end="Gewoon in de rij")
    await stage.tell(anna, "/eigenvraag edit 1")
    await stage.tell(bram, "/eigenvraag removed 1")
    await stage.press(anna, last(stage, anna), "Zo laten")
    await stage.press(anna, last(stage, anna), "Zo laten")
    await stage.press(anna, last(stage, anna), "✓ Wat goed ging")
    await stage.press(anna, last(stage, anna), "Gewoon in de rij")
    assert [one.id for one in own_questions.of_team(stage.database, 1)] == [2]


async def test_who_is_no_coordinator_any_more_writes_nothing(stage: Stage) -> None:
    _, anna = await place(stage)
    await stage.tell(anna, "/eigenvraag")
    members.take_role(stage.database, 1, anna.id, Role.COORDINATOR)
    assert (await stage.tell(anna, QUESTION)).text == "Dat kan alleen de coördinator van dat team."
    assert question_drafts.of_person(stage.database, anna.id)[0].text == ""


async def test_the_writer_who_is_forgotten_leaves_what_was_asked_and_no_name(stage: Stage) -> None:
    group, anna = await place(stage)
    bram = await colleague(stage, group, anna)
    await written(stage, bram, end="Als volgende vraag")
    await stage.move_to("2026-11-24 13:00")
    await written(stage, bram, question="Wat viel er vandaag tegen?", end="Gewoon in de rij")
    await stage.tell(bram, "/eigenvraag")
    listed = await stage.tell(anna, "/eigenvraag lijst")
    assert "van Bram" in listed.text
    asked = await stage.tell(bram, "/vergeet")
    assert "één vraag die je voor je team schreef en die nog niet gesteld is" in asked.text
    assert "die al gesteld is, blijft van het team, zonder je naam" in asked.text
    await stage.press(bram, asked, "Ja, vergeet mij")
    left = [(one.words.title, one.writer) for one in own_questions.of_team(stage.database, 1)]
    assert left == [(TITLE, None)]
    assert question_drafts.of_person(stage.database, bram.id) == []
    assert "Bram" not in listed.text
    assert "Bram" not in (await stage.tell(anna, "/eigenvraag 1")).text


async def test_with_its_team_it_is_gone(stage: Stage) -> None:
    _, anna = await place(stage)
    await written(stage, anna, end="Gewoon in de rij")
    await stage.tell(anna, "/eigenvraag")
    stage.database.execute("DELETE FROM teams WHERE id = 1")
    counted = [
        stage.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("own_questions", "question_drafts", "talks")
    ]
    assert counted == [0, 0, 0]


async def test_with_several_teams_one_is_chosen_first_and_the_words_go_to_it(stage: Stage) -> None:
    _, anna = await place(stage)
    other = await stage.team("Bovenbouw", anna)
    await stage.say(anna, other, "/ritme week do 13:00")
    which = await stage.tell(anna, "/eigenvraag")
    assert buttons(which) == ["Onderbouw", "Bovenbouw"]
    await stage.press(anna, which, "Bovenbouw")
    await stage.tell(anna, QUESTION)
    await stage.press(anna, last(stage, anna), "Neem de gewone vraag")
    await stage.press(anna, last(stage, anna), "Wat goed ging")
    await stage.press(anna, last(stage, anna), "Gewoon in de rij")
    assert (kept(stage, 1), kept(stage, 2)) == ([], [(TITLE, QUESTION, None, "R6")])


async def test_the_question_may_be_typed_behind_the_command_with_a_title_above_it(stage: Stage) -> None:
    _, anna = await place(stage)
    asked = await stage.tell(anna, f"/eigenvraag Mee of tegen\n{QUESTION}")
    assert asked.text.startswith("Mee of tegen · stap 2 van 3")


async def test_without_a_rhythm_it_is_kept_and_can_be_asked(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    anna.start(stage.bot)
    await stage.settle()
    card = await written(stage, anna, end="Als volgende vraag")
    assert "Er staat nu geen vraag op de planning" in card.text
    await stage.say(anna, group, f"/vraag {TITLE}")
    assert QUESTION in stage.prompt(group).text
    now = stage.time.now()
    assert [
        one.method
        for one in sessions.asked_between(stage.database, 1, now - timedelta(days=1), now + timedelta(days=1))
    ] == ["own-1"]


async def test_from_the_teams_own_card_and_from_what_comes_it_is_one_press(stage: Stage) -> None:
    _, anna = await place(stage)
    card = await stage.tell(anna, "/team")
    await stage.press(anna, card, "Schrijf zelf een vraag")
    assert card.text.startswith("Een eigen vraag voor Onderbouw")
    offered = await stage.tell(anna, "/volgendekiezen")
    await stage.press(anna, offered, "Schrijf zelf een vraag")
    assert offered.text.startswith("Een eigen vraag voor Onderbouw")
