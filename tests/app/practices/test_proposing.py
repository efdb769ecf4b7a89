"""Proposing dates: as colleagues write them, asked about where they are unsure, and moved without losing a word."""

import pytest
from app.consulting import labels
from app.practices.test_threes import three
from app.practices.together import agreed, newest, paired, tell_wishes
from stage import Stage

from bot.sandbox import Person
from bot.storage import pairs

pytestmark = pytest.mark.usefixtures("calm")


async def three_agreed(stage: Stage) -> list[Person]:
    """Return three who agreed on Tuesday 8 December, nine o’clock, in the lesson of the first."""
    _, people = await three(stage)
    anna, *others = people
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    for person in others:
        await stage.press(person, newest(stage, person), "Dat past")
    return people


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("9 december kan niet, liever do 10 dec half elf", "donderdag 10 december om 10.30 uur"),
        ("woensdag kan ik niet, donderdag 10 december 11 uur wel", "donderdag 10 december om 11.00 uur"),
        (
            "dat lukt me niet, ik heb dan gym. wat dacht je van donderdag 3 dec rond 11?",
            "donderdag 3 december om 11.00 uur",
        ),
        ("wat vind je van vr 4 dec 9", "vrijdag 4 december om 9.00 uur"),
    ],
)
async def test_a_date_is_found_in_what_colleagues_write(stage: Stage, said: str, offered: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, said)
    assert asked.text == "Bedoel je dit? Dan vraag ik Bram of het past."
    assert labels(asked)[0] == offered
    assert len(stage.private(bram)) == heard
    await stage.press(anna, asked, offered)
    assert asked.text == f"Ik vraag Bram of {offered} past."
    assert offered in newest(stage, bram).text


async def test_whoever_meant_something_else_is_asked_again(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "Liever woensdag 2 december om 9.15, kan dat?")
    await stage.press(anna, asked, "Nee, iets anders")
    assert newest(stage, anna).text == "Goed. Welke dag en tijd past jou wel? Schrijf het hieronder, dan vraag ik Bram."
    assert len(stage.private(bram)) == heard


async def test_a_time_outside_school_is_asked_about(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    asked = await stage.tell(anna, "dinsdag 8 december 22.00")
    assert labels(asked)[0] == "dinsdag 8 december om 22.00 uur"
    await stage.press(anna, asked, "dinsdag 8 december om 22.00 uur")
    assert "dinsdag 8 december om 22.00 uur" in newest(stage, bram).text


async def test_a_date_that_is_typed_where_one_stands_may_take_its_place(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "maandag 7 december 13.00")
    assert asked.text == (
        "Zal ik Bram laten weten dat vrijdag 4 december om 9.00 uur niet doorgaat,"
        " en vragen of maandag 7 december om 13.00 uur past?"
    )
    assert len(stage.private(bram)) == heard
    await stage.press(anna, asked, "Ja, andere tijd")
    (told,) = stage.private(bram)[heard:]
    assert (
        "Vrijdag 4 december om 9.00 uur gaat niet door. Anna stelt voor: maandag 7 december om 13.00 uur." in told.text
    )
    await stage.press(bram, told, "Dat past")
    assert "Afgesproken: maandag 7 december om 13.00 uur" in newest(stage, anna).text


async def test_a_date_that_is_typed_while_one_is_being_moved_is_taken_for_that(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.press(anna, newest(stage, anna), "Andere tijd")
    await stage.tell(anna, "za 5 december 10.00")
    assert newest(stage, anna).text == "Op zaterdag 5 december is er geen school. Kies een andere dag."
    await stage.tell(anna, "ma 7 december half een")
    await stage.press(anna, newest(stage, anna), "Nee, het blijft zo")
    (here,) = pairs.running_for(stage.database, bram.id)
    assert here.meets_at is not None
    assert here.meets_at.day == 4


async def test_another_proposal_before_the_first_is_told_takes_its_place(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "/werkdagen ma di")
    await stage.move_to("2026-12-02 10:00")
    heard = len(stage.private(bram))
    await stage.tell(anna, "dinsdag 8 december 11.00")
    await stage.tell(anna, "maandag 14 december 11.00")
    await stage.move_to("2026-12-07 09:00")
    told = [one.text for one in stage.private(bram)[heard:]]
    assert ["maandag 14 december om 11.00 uur" in text for text in told] == [True]


async def test_two_of_three_hear_on_the_day_before_that_a_date_isnt_settled(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    said = await stage.press(bram, newest(stage, bram), "Dat past")
    assert said == "Genoteerd. Het staat nog niet vast: ik heb nog niet van iedereen een ja."
    await stage.move_to("2026-12-07 15:30")
    for person in (anna, bram):
        assert newest(stage, person).text.startswith("Dinsdag 8 december om 9.00 uur (Lesbezoek) staat nog niet vast")
    assert "staat nog niet vast" not in newest(stage, chris).text
    assert all("wacht nog op je antwoord" not in one.text for one in stage.private(bram))
    owed = newest(stage, chris)
    assert "Anna wacht nog op je antwoord: past dinsdag 8 december om 9.00 uur?" in owed.text
    await stage.press(chris, owed, "Dat past")
    assert newest(stage, chris).text.startswith("Afgesproken: dinsdag 8 december om 9.00 uur")


async def test_who_said_whether_a_date_suits_isnt_reminded_of_it(stage: Stage) -> None:
    _, _, chris = await three_agreed(stage)
    await stage.move_to("2026-12-08 08:00")
    assert all("wacht nog op je antwoord" not in one.text for one in stage.private(chris))


async def test_who_hears_of_a_date_on_the_day_before_it_isnt_reminded_that_day(stage: Stage) -> None:
    _, (anna, _, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.move_to("2026-12-07 09:00")
    await stage.tell(anna, "di 8 december 9.00")
    await stage.move_to("2026-12-08 08:00")
    assert all("wacht nog op je antwoord" not in one.text for one in stage.private(chris))


async def test_of_a_date_that_is_settled_by_then_nobody_is_warned(stage: Stage) -> None:
    anna, bram, chris = await three_agreed(stage)
    await stage.move_to("2026-12-08 08:00")
    for person in (anna, bram, chris):
        assert all("staat nog niet vast" not in one.text for one in stage.private(person))


async def test_one_of_three_who_wasnt_there_says_so_and_the_others_go_on(stage: Stage) -> None:
    anna, bram, chris = await three_agreed(stage)
    await stage.move_to("2026-12-08 10:30")
    assert "Ik was er niet bij" not in labels(newest(stage, anna))
    await stage.press(chris, newest(stage, chris), "Ik was er niet bij")
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    (here,) = pairs.running_in(stage.database, 1)
    assert here.people == (anna.id, bram.id, chris.id)
    assert "Eén regel voor jezelf" in newest(stage, bram).text


async def test_in_three_the_next_turn_is_named(stage: Stage) -> None:
    anna, bram, chris = await three_agreed(stage)
    await stage.move_to("2026-12-08 10:30")
    for person in (anna, bram, chris):
        await stage.press(person, newest(stage, person), "Gedaan")
    for person in (anna, bram, chris):
        await stage.press(person, newest(stage, person), "Ik pas")
    await stage.move_to("2026-12-09 09:00")
    assert "De vorige beurt zit erop. Nu ben jij aan de beurt." in newest(stage, bram).text
    assert "De vorige beurt zit erop. Nu is Bram aan de beurt." in newest(stage, chris).text


async def test_whoever_is_away_on_a_proposed_date_is_asked_for_another(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    await stage.tell(bram, "/stil tot 10 december")
    (asked,) = [one for one in stage.private(bram) if "ligt er een voorstel" in one.text]
    assert asked.text == (
        "Voor “Lesbezoek” met Anna ligt er een voorstel: dinsdag 8 december om 9.00 uur."
        " Dan ben je weg. Schrijf een dag en een tijd die wel past."
    )
    await stage.tell(bram, "ma 14 december 9.00")
    assert "Bram stelt voor: maandag 14 december om 9.00 uur." in newest(stage, anna).text


@pytest.mark.parametrize(
    "said",
    [
        "Vrijdag 4 december 9.00. Dat lukt niet!",
        "do 3 dec 11 uur, dan kan ik niet",
        "Friday 4 December at 9.00? I can't then.",
        "wij zijn met tegen 9 collega's op do 10 dec",
        "ik moet op 4 dec 12 toetsen nakijken",
    ],
)
async def test_what_is_no_proposal_is_not_taken_for_one(stage: Stage, said: str) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    asked = await stage.tell(anna, said)
    assert asked.text.startswith("Ik lees er nog geen dag én tijd in.")


async def test_around_an_hour_in_words_is_of_the_day_that_is_named(stage: Stage) -> None:
    _, (anna, *_) = await paired(stage)
    await tell_wishes(stage, anna)
    asked = await stage.tell(anna, "wat dacht je van do 10 dec rond half elf")
    assert labels(asked)[:-1] == ["donderdag 10 december om 10.30 uur"]


async def test_a_date_that_stands_and_is_named_again_stays(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    heard = len(stage.private(bram))
    said = await stage.tell(anna, "vrijdag 4 december 9.00")
    assert said.text == "Goed, het blijft bij vrijdag 4 december om 9.00 uur."
    assert len(stage.private(bram)) == heard


@pytest.mark.parametrize("said", ["kan het ook ma 7 december 13.00?", "ma 7 december om 13 uur graag"])
async def test_another_date_is_found_in_a_sentence_too_where_one_stands(stage: Stage, said: str) -> None:
    anna, bram = await agreed(stage)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, said)
    assert asked.text == "Bedoel je dit? Dan vraag ik Bram of het past."
    await stage.press(anna, asked, "maandag 7 december om 13.00 uur")
    assert "Zal ik Bram laten weten dat vrijdag 4 december om 9.00 uur niet doorgaat" in asked.text
    assert len(stage.private(bram)) == heard
    await stage.press(anna, asked, "Ja, andere tijd")
    assert "Vrijdag 4 december om 9.00 uur gaat niet door." in newest(stage, bram).text


async def test_that_a_date_is_off_arrives_whatever_is_proposed_next(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    await stage.tell(bram, "/werkdagen do vr")
    await stage.move_to("2026-11-30 10:00")
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "ma 14 december 9.00")
    await stage.press(anna, asked, "Ja, andere tijd")
    await stage.tell(anna, "di 15 december 9.00")
    await stage.move_to("2026-12-03 12:00")
    told = [one.text for one in stage.private(bram)[heard:]]
    assert any("Vrijdag 4 december om 9.00 uur gaat niet door." in text for text in told)
    assert "dinsdag 15 december" in told[-1]


async def test_whoever_says_yes_twice_warns_nobody_twice(stage: Stage) -> None:
    _, (anna, bram, _) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    for _ in range(2):
        await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.tell(bram, "dat past")
    await stage.move_to("2026-12-07 15:30")
    for person in (anna, bram):
        assert sum("staat nog niet vast: ik" in one.text for one in stage.private(person)[-6:]) <= 2
        assert sum(one.text.startswith("Dinsdag 8 december") for one in stage.private(person)) == 1


async def test_of_a_date_that_was_given_up_nobody_is_warned(stage: Stage) -> None:
    _, (anna, bram, _) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.tell(anna, "do 10 december 9.00")
    await stage.move_to("2026-12-07 15:30")
    for person in (anna, bram):
        assert not any(one.text.startswith("Dinsdag 8 december") for one in stage.private(person))


async def test_of_a_proposal_on_a_day_off_nobody_says_that_one_is_away(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "/werkdagen ma di")
    await stage.tell(anna, "wo 9 december 9.00")
    await stage.tell(bram, "/stil 20 t/m 21 januari")
    assert not any("ligt er een voorstel" in one.text for one in stage.private(bram))


async def test_a_yes_within_ones_own_leave_is_asked_about(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "/stil 7 t/m 9 december")
    await stage.tell(anna, "di 8 december 9.00")
    await stage.move_to("2026-12-01 09:00")
    proposal = newest(stage, bram)
    await stage.press(bram, proposal, "Dat past")
    assert proposal.text == (
        "Op dinsdag 8 december ben je weg, gaf je op. Past dinsdag 8 december om 9.00 uur je toch?"
    )
    assert "Afgesproken" not in newest(stage, anna).text
    await stage.press(bram, proposal, "Ja, dan ben ik er")
    assert "Afgesproken: dinsdag 8 december om 9.00 uur" in newest(stage, anna).text


@pytest.mark.parametrize("yes", ["ja goed", "prima, doen we", "Ja, prima!"])
async def test_a_yes_in_two_pieces_is_one(stage: Stage, yes: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    await stage.tell(bram, yes)
    assert "Afgesproken: dinsdag 8 december om 9.00 uur" in newest(stage, anna).text


async def test_whoever_writes_before_it_is_their_turn_hears_whose_it_is(stage: Stage) -> None:
    _, (_, bram, _) = await paired(stage)
    said = await stage.tell(bram, "donderdag past mij goed")
    assert said.text == "Nu is Anna aan de beurt. Dit bewaar ik niet."


async def test_a_yes_that_is_taken_back_counts_no_more_and_the_others_hear_so(stage: Stage) -> None:
    _, (anna, bram, chris) = await three(stage)
    await tell_wishes(stage, anna)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.tell(anna, "ja")
    await stage.tell(anna, "nee")
    assert "Donderdag 3 december om 10.15 uur past niet iedereen (Lesbezoek)." in newest(stage, bram).text
    await stage.tell(chris, "ja")
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.meets_at, here.on.step.agrees_date) == (None, True)


async def test_whoever_suggested_a_date_and_goes_on_leave_is_not_bound_to_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "do 3 december 10.15")
    proposal = newest(stage, bram)
    await stage.tell(anna, "/stil op 3 december")
    await stage.press(bram, proposal, "Dat past")
    assert "Afgesproken" not in newest(stage, anna).text


async def test_a_part_of_a_day_is_asked_about(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    heard = len(stage.private(bram))
    asked = await stage.tell(anna, "vrijdagmiddag")
    assert labels(asked)[0] == "vrijdag 4 december om 15.30 uur"
    assert len(stage.private(bram)) == heard


async def test_words_about_a_date_are_no_more_of_an_answer_that_was_given(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.say(anna, group, "/ritme blind aan")
    await stage.say(anna, group, "/vraag")
    question = stage.last(group)
    await stage.tell(anna, "do 3 december 10.15")
    await stage.follow(bram, question, "Antwoord in privé")
    await stage.tell(bram, "Het kladblaadje van een leerling.")
    asked = await stage.tell(bram, "ja, donderdag past, dan ben ik net terug van de dokter")
    assert "Waar gaat dit over?" in asked.text
    await stage.tell(bram, "do 3 december 11.15")
    assert "Bram stelt voor: donderdag 3 december om 11.15 uur." in newest(stage, anna).text


@pytest.mark.parametrize("said", ["Dat past!", "top", "ja", "past prima", "That works"])
async def test_a_yes_right_after_it_was_said_which_button_says_so_is_one(stage: Stage, said: str) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.tell(anna, "di 8 december 9.00")
    told = await stage.tell(bram, "oeps, helemaal over het hoofd gezien")
    assert ("druk dan op “Dat past”" in told.text, labels(told)) == (True, ["Dat past", "Andere tijd"])
    await stage.tell(bram, said)
    assert newest(stage, bram).text.startswith("Afgesproken: dinsdag 8 december om 9.00 uur")


async def test_no_proposal_is_thrown_away_before_its_date(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.move_to("2026-12-09 09:00")
    await stage.tell(anna, "di 15 december 10.15")
    await stage.move_to("2026-12-11 12:00")
    assert not any("geen dag uit" in one.text for one in stage.private(bram))
    await stage.tell(bram, "dinsdag is goed")
    assert newest(stage, bram).text.startswith("Afgesproken: dinsdag 15 december om 10.15 uur")


async def test_once_the_date_of_a_proposal_is_over_it_keeps_nobody_waiting(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await tell_wishes(stage, anna)
    await stage.move_to("2026-12-09 09:00")
    await stage.tell(anna, "di 15 december 10.15")
    await stage.move_to("2026-12-14 17:00")
    assert pairs.running_for(stage.database, anna.id)
    await stage.move_to("2026-12-18 17:00")
    assert pairs.running_for(stage.database, anna.id) == []
    assert any("geen dag uit" in one.text for one in stage.private(bram))
