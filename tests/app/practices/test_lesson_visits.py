"""A round of lesson visits, from who wants to to the line in the log; what two people write stays between them."""

import pytest
from stage import Stage

from bot.core.model import Audience, Role
from bot.sandbox import Chat, Message, Person
from bot.storage import entries, members, pairs
from bot.storage import people as persons
from bot.storage.database import transaction

pytestmark = pytest.mark.usefixtures("calm")


async def called(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a group that is called for lesson visits, with its people, all of whom have a private chat."""
    people = stage.people(*names)
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.tell(stage.bot, "/start")
    await stage.settle()
    await stage.say(people[0], group, "/samen")
    await stage.press(people[0], stage.last(group), "Lesbezoek")
    return group, people


async def join(stage: Stage, group: Chat, *people: Person) -> None:
    for person in people:
        await stage.follow(person, stage.last(group), "Ik doe mee")


def newest(stage: Stage, person: Person) -> Message:
    return stage.private(person)[-1]


async def paired(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a group in which two people are a pair, at its first step."""
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, people[0], people[1])
    await stage.move_to("2026-11-28 09:00")
    await stage.move_to("2026-11-30 09:00")
    return group, people


async def test_who_wants_to_is_paired_and_told_in_private_with_whom(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    assert "Twee collega’s gaan samen op pad" in stage.from_bot(group)[-1].text
    assert "Met Bram" in newest(stage, anna).text
    assert "Met Anna" in newest(stage, bram).text
    assert "Lesbezoek" not in newest(stage, chris).text


async def test_a_round_of_visits_goes_from_who_wants_to_to_a_line_in_the_log(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    said_before = len(stage.from_bot(group))
    for text in ("Wie begint meteen?", "Een plattegrond met streepjes.", "Achterin is prima."):
        await stage.tell(anna, text)
    assert "Wie begint meteen?" in newest(stage, bram).text
    assert "Zo vastleggen" in newest(stage, bram).text

    await stage.tell(bram, "do 3 december 10.15")
    assert "Bram stelt voor: donderdag 3 december" in newest(stage, anna).text
    assert "even wachten" in (await stage.tell(bram, "/samen")).text
    await stage.tell(anna, "/samen")
    suits = next(one for one in reversed(stage.private(anna)) if "stelt voor" in one.text)
    await stage.press(anna, suits, "Dat past")
    for person in (anna, bram):
        agreed = newest(stage, person)
        assert "Afgesproken: donderdag 3 december om 10.15 uur" in agreed.text
        await stage.press(person, agreed, "In mijn agenda")
        handed = [call for call in stage.sandbox.calls if call.method == "sendDocument"][-1]
        assert "agenda" in newest(stage, person).text
        assert int(handed.params["chat_id"]) == person.id

    await stage.move_to("2026-12-02 16:00")
    assert "donderdag 3 december" in newest(stage, anna).text
    assert "Anna (Kijken naar): Wie begint meteen?" in newest(stage, bram).text
    await stage.move_to("2026-12-03 11:30")
    assert "Even praten" in newest(stage, bram).text
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    asked = newest(stage, bram)
    assert "Eén regel voor jezelf" in asked.text
    await stage.tell(bram, "Ik laat na een opdracht een halve minuut stilte vallen.")
    await stage.press(bram, newest(stage, bram), "Deel met het team")
    assert "Ik laat na een opdracht" in newest(stage, anna).text
    assert len(stage.from_bot(group)) == said_before
    await stage.press(anna, newest(stage, anna), "Ja, dat mag")
    assert "Bram: Ik laat na een opdracht" in stage.last(group).text
    log = await stage.say(chris, group, "/log")
    assert "een halve minuut stilte" in log.text

    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Alleen voor mij")
    # Now the other way round.
    assert "dit keer gaat het om jou" in newest(stage, bram).text
    state = pairs.running_in(stage.database, 1)[0].state
    assert (state.now_on.turn, state.now_on.number) == (1, 1)


async def test_what_two_people_write_reaches_nobody_else_and_goes_after_the_end(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    for text in ("Wie kijkt er naar de buren?", "Letterlijk opschrijven.", "Niet ingrijpen."):
        await stage.tell(anna, text)
    await stage.press(bram, newest(stage, bram), "Laat rusten")
    await stage.press(bram, newest(stage, bram), "Ja, laat rusten")
    assert "dit rust nu" in newest(stage, anna).text
    others = [message.text for message in (*stage.from_bot(group), *stage.private(chris))]
    assert not [text for text in others if "buren" in text or "rust nu" in text]
    await stage.move_to("2026-12-20 09:00")
    assert not [one for one in stage.log() if "buren" in one.text]
    assert not [message for message in stage.private(bram) if "buren" in message.text]


async def test_without_a_date_it_is_reminded_of_once_and_then_rests(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for text in ("Wie begint?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    before = len(stage.private(bram))
    await stage.move_to("2026-12-20 09:00")
    told = [message.text for message in stage.private(bram)[before:]]
    assert ["Dit ligt nog bij jullie" in text for text in told] == [True, False]
    assert "er kwam geen dag uit" in told[-1]
    assert pairs.running_for(stage.database, anna.id) == []


async def test_an_agreed_date_can_be_moved(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for text in ("Wie begint?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    await stage.tell(anna, "vrijdag 4 december 9.00")
    await stage.press(bram, newest(stage, bram), "Dat past")
    await stage.press(anna, newest(stage, anna), "Andere tijd")
    assert "Anna wil een andere tijd" in newest(stage, bram).text
    await stage.tell(bram, "maandag 7 december 11.00")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "Afgesproken: maandag 7 december om 11.00 uur" in newest(stage, bram).text


async def test_whoever_is_alone_hears_why(stage: Stage) -> None:
    group, (anna, *_) = await called(stage, "Anna", "Bram")
    await join(stage, group, anna)
    await stage.move_to("2026-12-01 09:00")
    assert "deze keer was je de enige" in newest(stage, anna).text
    assert "te weinig" in stage.last(group).text


async def test_somebody_who_changes_their_mind_is_not_paired(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, anna, bram)
    assert "Twee doen mee" in stage.last(group).text
    await stage.press(bram, newest(stage, bram), "Toch niet")
    assert "Eén doet mee" in stage.last(group).text
    await stage.move_to("2026-12-01 09:00")
    assert pairs.running_in(stage.database, 1) == []


async def test_whoever_leads_the_team_cannot_join(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    members.give_role(stage.database, 1, bram.id, Role.LEADER, stage.time.now())
    await join(stage, group, anna, bram)
    assert "wie leidinggeeft niet aan mee" in newest(stage, bram).text
    await stage.move_to("2026-12-01 09:00")
    assert pairs.running_in(stage.database, 1) == []


async def test_three_who_join_go_as_three_and_each_has_a_turn(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, *people)
    await stage.move_to("2026-12-01 09:00")
    found = pairs.running_in(stage.database, 1)
    assert [(len(one.people), max(on.turn for on in one.state.plan)) for one in found] == [(3, 2)]


async def test_a_pair_goes_on_where_it_was_after_a_restart(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    await stage.tell(anna, "Wie begint?")
    await stage.restart()
    await stage.tell(anna, "Tellen.")
    await stage.tell(anna, "Achterin.")
    assert "Wie begint?" in newest(stage, bram).text


async def test_a_name_is_asked_about_before_the_other_reads_it(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    before = len(stage.private(bram))
    await stage.tell(anna, "Let op Kevin, die begint nooit.")
    assert "Kevin" in newest(stage, anna).text
    for text in ("Tellen.", "Achterin."):
        await stage.tell(anna, text)
    assert not [one for one in stage.private(bram)[before:] if "Kevin" in one.text]


async def test_what_somebody_changes_reads_so_with_the_other_too(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    first = anna.tell(stage.bot, "Wie begint er?")
    await stage.settle()
    for text in ("Tellen.", "Achterin."):
        await stage.tell(anna, text)
    anna.edit(first, "Wie wacht er?")
    await stage.settle()
    assert not [one for one in stage.private(bram) if "Wie begint er?" in one.text]
    assert "Wie wacht er?" in newest(stage, bram).text
    assert "Wanneer?" in newest(stage, bram).text


async def test_in_private_everybody_sees_what_is_theirs_to_do(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    assert "jij bent aan de beurt" in (await stage.tell(anna, "/samen")).text
    shown = await stage.tell(bram, "/samen")
    assert "even wachten" in shown.text
    await stage.press(bram, shown, "1")
    assert "Met Anna" in newest(stage, bram).text


async def test_whoever_is_erased_leaves_nothing_and_the_other_is_told_no_reason(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for text in ("Wie begint er?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    await stage.tell(anna, "/vergeet ja")
    assert [one.text for one in stage.private(bram) if "dit rust nu" in one.text]
    assert not [message for message in stage.private(bram) if "Wie begint er?" in message.text]


async def test_a_call_comes_by_its_own_rhythm_and_stands_in_the_plan(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/meedoen")
    told = await stage.say(anna, group, "/ritme werkvorm lesbezoek om de vier weken di 12:30")
    assert "Lesbezoek" in told.text
    assert "Lesbezoek" in (await stage.say(anna, group, "/planning")).text
    await stage.move_to("2026-11-24 12:31")
    assert "Lesbezoek: wie doet mee?" in stage.last(group).text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("lesbezoek", "van december, maart, juni en september"),
        ("lesbezoek elk blok op do 13:00", "de eerste donderdag van december, maart, juni en september, 13.00 uur"),
        ("lesbezoek elk half jaar op di 12:30", "elk half jaar op de eerste dinsdag"),
    ],
)
async def test_a_call_can_come_once_a_term_or_more_seldom(stage: Stage, said: str, words: str) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    card = await stage.say(anna, group, f"/ritme werkvorm {said}")
    assert (words in card.text, "Oproep: “Lesbezoek”" in card.text) == (True, True)


async def test_a_call_never_comes_each_week_nor_a_consultation_once_a_term(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    often = await stage.say(anna, group, "/ritme werkvorm lesbezoek week di 12:30")
    assert "een oproep komt hooguit om de week" in often.text
    seldom = await stage.say(anna, group, "/ritme werkvorm vijf-stappen elk blok op di 12:30")
    assert "kan ik niet: elke week" in seldom.text


async def test_whoever_looks_for_it_among_the_methods_is_told_where_it_is(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "/samen" in (await stage.say(anna, group, "/werkvorm lesbezoek")).text


async def at_the_line(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a pair that has come to the line that each writes for themselves."""
    group, people = await paired(stage)
    anna, bram, _ = people
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    await stage.move_to("2026-12-03 11:30")
    for person in (anna, bram):
        await stage.press(person, newest(stage, person), "Gedaan")
    return group, people


async def test_nobody_but_its_writer_can_bring_a_line_to_the_team(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Alleen voor mij")
    number = next(entry.id for entry in stage.log() if entry.kind == "lesson")
    said = len(stage.from_bot(group))
    for position in range(10):
        await stage.tell(bram, f"/pair 1 {position} fine {number}")
    assert (len(stage.from_bot(group)), next(one.audience for one in stage.log() if one.id == number)) == (
        said,
        "author",
    )


async def test_a_line_that_names_somebody_is_looked_at_again_before_the_other_reads_it(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Kevin wacht nu ook even.")
    before = len(stage.private(bram))
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    assert "Kevin" in newest(stage, anna).text
    assert [one for one in stage.private(bram)[before:] if "Kevin" in one.text] == []
    await stage.press(anna, newest(stage, anna), "Laat zo staan")
    assert "Kevin wacht nu ook even." in newest(stage, bram).text


async def test_in_a_three_a_yes_counts_only_for_the_words_it_was_said_of(stage: Stage) -> None:
    group, people = await called(stage, "Anna", "Bram", "Chris")
    await join(stage, group, *people)
    await stage.move_to("2026-12-01 09:00")
    anna, bram, chris = people
    here = pairs.running_in(stage.database, 1)[0]
    with transaction(stage.database):
        author = persons.find(stage.database, anna.id)
        entries.add(
            stage.database, here, author, Audience.AUTHOR, "lesson", "Ik geef meer stilte.", stage.time.now(), None
        )
    number = stage.log()[-1].id
    await stage.tell(anna, f"/pair {here.id} 0 share {number}")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    await stage.tell(anna, f"/mijn edit {number}")
    await stage.tell(anna, "Bram praat te veel.")
    await stage.tell(anna, f"/pair {here.id} 0 share {number}")
    await stage.press(chris, newest(stage, chris), "Ja, dat mag")
    assert [one.audience for one in stage.log()] == ["author"]


async def test_a_shared_line_that_is_changed_is_its_writers_alone_until_the_other_agrees_anew(stage: Stage) -> None:
    group, (anna, bram, _) = await at_the_line(stage)
    await stage.tell(anna, "Ik vraag eerst wie het al weet.")
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Ja, dat mag")
    shared = stage.last(group)
    assert "Ik vraag eerst wie het al weet." in shared.text
    number = next(entry.id for entry in stage.log() if entry.kind == "lesson")
    await stage.tell(anna, f"/mijn edit {number}")
    await stage.tell(anna, "Bram praat te veel.")
    assert [entry.audience for entry in stage.log() if entry.id == number] == ["author"]
    assert "Bram praat te veel" not in stage.last(group).text
    assert [button.text for row in newest(stage, anna).buttons for button in row] == [
        "Deel met het team",
        "Alleen voor mij",
    ]
    await stage.press(anna, newest(stage, anna), "Deel met het team")
    await stage.press(bram, newest(stage, bram), "Liever niet")
    assert "blijft van jou" in newest(stage, anna).text
    assert [entry.audience for entry in stage.log() if entry.id == number] == ["author"]


async def test_who_is_not_in_the_team_hears_how_to_come_in(stage: Stage) -> None:
    await called(stage, "Anna", "Bram")
    (dewi,) = stage.people("Dewi")
    assert "/meedoen" in (await stage.tell(dewi, "/start together-1")).text


async def test_who_joined_sees_it_in_private_and_can_still_take_no_part(stage: Stage) -> None:
    group, (anna, _) = await called(stage, "Anna", "Bram")
    await join(stage, group, anna)
    card = await stage.tell(anna, "/samen")
    assert "Je doet mee aan Lesbezoek in Onderbouw" in card.text
    await stage.press(anna, card, "Toch niet: Lesbezoek")
    assert "Je doet nu niets samen" in (await stage.tell(anna, "/samen")).text


async def test_words_in_a_pair_are_said_to_be_of_the_two(stage: Stage) -> None:
    _, (anna, _, _) = await paired(stage)
    await stage.tell(anna, "Wie begint meteen?")
    number = next(entry.id for entry in stage.log() if "Wie begint meteen?" in entry.text)
    assert "en met wie je dit samen deed" in (await stage.tell(anna, f"/mijn {number}")).text


async def test_whoever_is_visited_reads_what_is_theirs_to_know(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    await stage.tell(bram, "do 3 december 10.15")
    await stage.press(anna, newest(stage, anna), "Dat past")
    assert "Een collega komt bij je kijken." in newest(stage, anna).text
    assert "schrijf op wat je ziet" in newest(stage, bram).text


async def test_while_a_question_is_open_what_loose_words_are_for_is_asked(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/vraag")
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    asked = await stage.tell(bram, "do 3 december 10.15")
    assert "Waar gaat dit over?" in asked.text
    await stage.press(bram, asked, "Lesbezoek, met Anna")
    await stage.tell(bram, "do 3 december 10.15")
    assert "donderdag 3 december" in newest(stage, anna).text


async def test_words_for_a_question_and_a_card_after_it_are_not_mixed_up(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.say(anna, group, "/vraag")
    await stage.tell(bram, "/antwoord")
    await stage.tell(bram, "Een antwoord in privé.")
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        anna.reply(newest(stage, anna), text)
        await stage.settle()
    assert "Waar gaat dit over?" in (await stage.tell(bram, "do 3 december 10.15")).text


async def test_a_reply_to_an_earlier_step_counts_for_no_other(stage: Stage) -> None:
    _, (anna, bram, _) = await at_the_line(stage)
    line = newest(stage, bram)
    for person in (anna, bram):
        await stage.tell(person, f"Regel van {person.name}.")
    assert "Waar mag de ander naar kijken?" in newest(stage, bram).text
    bram.reply(line, "Dit was voor mezelf.")
    await stage.settle()
    assert not [one for one in stage.log() if "voor mezelf" in one.text]


async def test_who_leaves_by_night_reads_nothing_more_of_the_other(stage: Stage) -> None:
    group, (anna, bram, _) = await paired(stage)
    await stage.move_to("2026-11-30 20:00")
    for text in ("Wie begint meteen?", "Tellen.", "Achterin."):
        await stage.tell(anna, text)
    await stage.say(bram, group, "/stoppen")
    await stage.move_to("2026-12-01 12:00")
    assert not [one for one in stage.private(bram) if "Wie begint meteen?" in one.text]
    assert "dit rust nu" in newest(stage, anna).text


@pytest.mark.parametrize(
    "typed", ["fits 999999999999999", "say ²", "say 99999999999999999999999", "at", "share x", "zzz"]
)
async def test_what_no_button_carries_does_nothing(stage: Stage, typed: str) -> None:
    _, (anna, *_) = await paired(stage)
    here = pairs.running_in(stage.database, 1)[0]
    await stage.tell(anna, f"/pair {here.id} {here.state.position} {typed}")
    assert pairs.running_in(stage.database, 1)[0].state == here.state


async def test_where_nobody_can_meet_the_group_is_told_of_no_pairs(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage, "Anna", "Bram", "Chris")
    await stage.tell(anna, "/werkdagen ma di")
    await stage.tell(bram, "/werkdagen do vr")
    await join(stage, group, anna, bram)
    await stage.move_to("2026-12-01 09:00")
    assert "Deze keer deden er te weinig mee" in stage.last(group).text
    await stage.move_to("2026-12-04 09:00")
    assert ["niet samenbrengen" in newest(stage, one).text for one in (anna, bram)] == [True, True]
