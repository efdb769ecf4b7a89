"""Placing: loose words that may be about several things are held, unread, until their writer says about which."""

from datetime import timedelta

import pytest
from app.consulting import CASE, IN, Circle, at, labels, started
from app.practices.together import agreed, at_the_line, called, join, newest, paired, tell_wishes
from app.sessions.test_unread import a_map
from stage import Stage

from bot.app.context.occasion import Occasion
from bot.app.practices import belonging, walking
from bot.sandbox import Message, Person
from bot.storage import pairs, talks, teams
from bot.storage.database import transaction

ANSWER, WISHES = "Ik telde tot vijf.", ("Tellen.", "Achterin.")
NOWHERE = "Nergens bij: wis het"


async def with_a_question(stage: Stage) -> tuple[Person, Person]:
    """Return two who are a pair, whose first is at its first step, in a team that has a question open since."""
    group, (anna, bram, _) = await paired(stage)
    await stage.say(bram, group, "/vraag")
    return anna, bram


def question_in(asked: Message) -> str:
    return next(b.text for row in asked.buttons for b in row if (b.data or "").startswith("belongs question"))


def held(stage: Stage) -> list[str]:
    return [row[0] for row in stage.database.execute("SELECT text FROM unplaced ORDER BY id").fetchall()]


async def test_they_become_an_answer_for_their_writer_alone(stage: Stage) -> None:
    anna, bram = await with_a_question(stage)
    asked = await stage.tell(anna, ANSWER)
    assert (held(stage), stage.log()) == ([ANSWER], [])
    await stage.press(anna, asked, question_in(asked))
    assert ("Goed, dit hoort bij" in asked.text, asked.buttons) == (True, [])
    assert ([one.text for one in stage.log()], held(stage)) == ([ANSWER], [])
    assert "alleen jij kunt het lezen" in newest(stage, anna).text
    assert not [one for one in stage.private(bram) if ANSWER in one.text]


async def test_they_go_to_a_pair_as_if_they_had_been_said_there(stage: Stage) -> None:
    anna, bram = await with_a_question(stage)
    for text in ("Wie begint er,", "en wie wacht?", "Meer niet."):
        asked = await stage.tell(anna, text)
    assert "deze drie berichten" in asked.text
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    # What is asked next is answered by nothing that was said before.
    assert "2 van 3" in newest(stage, anna).text
    await tell_wishes(stage, anna, first=None)
    assert all(text in newest(stage, bram).text for text in ("Wie begint er,", "Meer niet.", "Tellen."))


async def test_they_go_to_a_consultation(stage: Stage) -> None:
    group, (anna, bram, chris) = await paired(stage)
    await stage.move_to("2026-11-30 10:00")
    circle = Circle(stage, group, [anna, bram, chris])
    await stage.say(chris, group, "/werkvorm vijf-stappen rustig")
    await circle.all_press(IN)
    asked = await stage.tell(anna, CASE)
    assert anna.id not in circle.state.given
    await stage.press(anna, asked, "Vijf-stappenmethode")
    assert anna.id in circle.state.given


async def test_what_was_edited_meanwhile_is_placed_as_it_reads_now(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    asked = await stage.tell(anna, ANSWER)
    own = next(one for one in reversed(anna.chat_with(stage.bot).messages) if one.sender is anna)
    anna.edit(own, "Ik telde tot tien.")
    await stage.settle()
    await stage.press(anna, asked, question_in(asked))
    assert [one.text for one in stage.log()] == ["Ik telde tot tien."]
    # And after it, the edit is one of the answer.
    anna.edit(own, "Ik telde tot drie.")
    await stage.settle()
    assert [one.text for one in stage.log()] == ["Ik telde tot drie."]


async def test_what_belongs_nowhere_is_erased(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    asked = await stage.tell(anna, ANSWER)
    await stage.press(anna, asked, NOWHERE)
    assert (asked.text, held(stage), stage.log()) == ("Goed, dit is gewist. Niemand las het.", [], [])


async def test_it_says_how_many_go_where_and_how_to_tell_them_apart(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    for text in ("Wie begint er,", "en wie wacht?"):
        asked = await stage.tell(anna, text)
    assert "Horen ze niet bij elkaar? Kies dan eerst bij mijn vorige vraag" in asked.text
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert asked.text == "Goed, deze twee berichten horen bij “Lesbezoek, met Bram”."


async def test_each_goes_where_it_belongs_from_the_first_on(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    first, second = [await stage.tell(anna, text) for text in (ANSWER, "Wie begint er?")]
    await stage.press(anna, first, question_in(first))
    assert "Wat je daarna schreef, wacht nog" in first.text
    await stage.press(anna, second, "Lesbezoek, met Bram")
    assert second.text == "Goed, dit hoort bij “Lesbezoek, met Bram”."
    assert [one.text for one in stage.log()] == [ANSWER, "Wie begint er?"]


async def test_several_are_erased_together(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    for text in ("Wie begint er,", "en wie wacht?"):
        asked = await stage.tell(anna, text)
    await stage.press(anna, asked, NOWHERE)
    assert (asked.text, held(stage)) == ("Goed, deze twee berichten zijn gewist. Niemand las ze.", [])


async def test_it_is_placed_once(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    first, second = [await stage.tell(anna, text) for text in (ANSWER, "En toen wachtte ik.")]
    await stage.press(anna, second, question_in(second))
    await stage.press(anna, first, question_in(first))
    assert [one.text for one in stage.log()] == [ANSWER, "En toen wachtte ik."]


async def test_what_was_written_after_a_button_came_goes_nowhere_with_it(stage: Stage) -> None:
    anna, bram = await with_a_question(stage)
    first = await stage.tell(anna, "Wie begint er?")
    second = await stage.tell(anna, "Ik ben bang dat het niet lukt.")
    await stage.press(anna, first, "Lesbezoek, met Bram")
    assert held(stage) == ["Ik ben bang dat het niet lukt."]
    await tell_wishes(stage, anna, first=None)
    assert not [one for one in stage.private(bram) if "bang" in one.text]
    await stage.press(anna, second, NOWHERE)
    assert held(stage) == []


async def test_several_that_became_one_stay_whole_when_one_is_edited(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    for text in ("Wie begint er,", "en wie wacht?"):
        asked = await stage.tell(anna, text)
    own = next(one for one in reversed(anna.chat_with(stage.bot).messages) if one.sender is anna)
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    anna.edit(own, "en wie wacht nog?")
    await stage.settle()
    assert [one.text for one in stage.log()] == ["Wie begint er,\nen wie wacht?"]


async def test_whoever_is_in_trouble_hears_at_once_who_can_help(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    before = len(stage.private(anna))
    await stage.tell(anna, "Ik wil niet meer leven.")
    assert [one for one in stage.private(anna)[before:] if "113" in one.text]


async def test_words_after_something_of_ones_own_are_asked_about_too(stage: Stage) -> None:
    group, (anna, bram, _) = await called(stage)
    await join(stage, group, anna, bram)
    await stage.move_to("2026-11-27 15:30")
    with transaction(stage.database):
        talks.begin(stage.database, anna.id, stage.time.now(), question_for=1)
    # What the pair is asked comes while she writes something of her own.
    await stage.move_to("2026-11-27 16:10")
    said = await stage.tell(anna, "Andere woorden voor iets van mijzelf.")
    assert "Waar gaat dit over?" in said.text
    assert not [one for one in stage.private(bram) if "Andere woorden" in one.text]


async def test_words_that_are_no_button_of_ours_erase_nothing(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    await stage.tell(anna, ANSWER)
    for said in ("/belongs", "/belongs to nobody"):
        await stage.tell(anna, said)
    assert held(stage) == [ANSWER]


@pytest.mark.parametrize("hours", [20, 50])
async def test_after_a_day_it_is_gone(stage: Stage, hours: int) -> None:
    anna, _ = await with_a_question(stage)
    asked = await stage.tell(anna, ANSWER)
    await stage.rehearsal.move_to(stage.time.now() + timedelta(hours=hours))
    assert held(stage) == ([ANSWER] if hours < 24 else [])
    await stage.press(anna, asked, question_in(asked))
    assert [one.text for one in stage.log()] == ([ANSWER] if hours < 24 else [])


async def test_with_its_writer_it_goes(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    await stage.tell(anna, ANSWER)
    await stage.tell(anna, "/vergeet ja")
    assert held(stage) == []


async def test_a_sticker_is_held_by_nobody(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    anna.send_sticker(anna.chat_with(stage.bot))
    await stage.settle()
    assert ("in een zin opschrijven" in newest(stage, anna).text, held(stage)) == (True, [])


async def test_nobody_places_them_but_their_writer(stage: Stage) -> None:
    anna, bram = await with_a_question(stage)
    await stage.tell(anna, ANSWER)
    assert "heb ik niet meer" in (await stage.tell(bram, "/belongs pair 1")).text
    assert (held(stage), stage.log()) == ([ANSWER], [])


async def test_a_forged_button_leads_nowhere(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    await stage.tell(anna, ANSWER)
    for where in ("pair 9", "step 9", "step 1", "question 9", "question"):
        assert "intussen voorbij" in (await stage.tell(anna, f"/belongs {where}")).text
    assert (held(stage), stage.log()) == ([ANSWER], [])


async def test_where_a_pair_is_over_by_then_they_may_go_elsewhere(stage: Stage) -> None:
    anna, bram = await with_a_question(stage)
    asked = await stage.tell(anna, ANSWER)
    await stage.tell(bram, "/vergeet ja")
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert (held(stage), stage.log()) == ([ANSWER], [])
    await stage.press(anna, asked, question_in(asked))
    assert [one.text for one in stage.log()] == [ANSWER]


REQUESTS = {
    **dict.fromkeys(("help", "What can you do?"), "/mijn"),
    **dict.fromkeys(("stop", "ik wil stoppen", "I want to stop"), "/stil"),
    **dict.fromkeys(("Wie leest wat ik schrijf?", "who can see my answers"), "Wie het ziet."),
}
WAITING = "Wat je samen met een ander doet"


@pytest.mark.parametrize(("said", "heard"), REQUESTS.items())
async def test_what_is_asked_of_the_bot_is_answered_while_two_things_wait(stage: Stage, said: str, heard: str) -> None:
    anna, bram = await with_a_question(stage)
    before = len(stage.private(bram))
    assert (heard in (await stage.tell(anna, said)).text, held(stage)) == (True, [])
    await stage.press(anna, await stage.tell(anna, "/samen"), "1")
    # While somebody writes to one of them it may be an answer as well: that is asked.
    asked = await stage.tell(anna, said)
    assert (heard in stage.private(anna)[-2].text, labels(asked)[0]) == (True, "Lesbezoek, met Bram")
    assert held(stage) == [said]
    assert (len(stage.private(bram)), stage.log()) == (before, [])


@pytest.mark.parametrize("said", ["wat moet ik doen?", "What should I do?", "what do I have to do?"])
async def test_who_asks_what_to_do_is_shown_what_waits(stage: Stage, said: str) -> None:
    anna, _ = await with_a_question(stage)
    assert (WAITING in (await stage.tell(anna, said)).text, held(stage)) == (True, [])


async def test_what_one_is_to_do_may_be_what_a_case_is_about(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen")
    await circle.write(circle.owner, "Wat moet ik doen?")
    assert "Wat je samen" not in newest(stage, circle.owner).text


@pytest.mark.parametrize("said", ["Stoppen.", "Wie ziet dat?"])
async def test_an_answer_that_sounds_like_a_request_is_not_lost(stage: Stage, said: str) -> None:
    circle = await at(stage, "5")
    bram = circle.people[1]
    await circle.open(bram)
    asked = await stage.tell(bram, said)
    await stage.press(bram, asked, labels(asked)[0])
    await circle.go_to("6")
    assert any(said in text for text in circle.texts())


async def test_what_may_be_meant_for_others_too_is_read_by_nobody_who_was_not_meant(stage: Stage) -> None:
    _, (anna, bram, _) = await paired(stage)
    before, said = len(stage.private(bram)), "ik ben vrijdag ziek"
    asked = await stage.tell(anna, said)
    assert ("Typ /hulp, /stil of /werkdagen." in asked.text, held(stage)) == (True, [said])
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    # Nor while somebody writes to it already.
    asked = await stage.tell(anna, said)
    assert ("Waar gaat dit over?" in asked.text, len(stage.private(bram))) == (True, before)


async def test_what_is_said_in_private_while_a_group_talks_is_asked_about(stage: Stage) -> None:
    circle = await started(stage, "Anna", "Bram", "Chris", "Dewi", method="vijf-stappen")
    await circle.go_to("2")
    said = len(circle.texts())
    for text in ("ik ben vrijdag ziek", "Ik vind Dewi eerlijk gezegd een beetje veel."):
        await stage.tell(circle.people[1], text)
        assert "Waar gaat dit over?" in newest(stage, circle.people[1]).text or "nog met niemand gedeeld" in (
            newest(stage, circle.people[1]).text
        )
    for text, heard in REQUESTS.items():
        assert heard in (await stage.tell(circle.people[1], text)).text
    assert "/afhaken" in (await stage.tell(circle.people[1], "stop")).text
    assert len(circle.texts()) == said


async def test_once_nothing_waits_for_words_there_they_are_answered_again(stage: Stage) -> None:
    anna, bram = await agreed(stage)
    with transaction(stage.database):
        talks.begin(stage.database, anna.id, stage.time.now(), session_id=1)
    before = len(stage.private(anna))
    await stage.tell(anna, "dat lukt me toch niet")
    assert len(stage.private(anna)) > before
    assert not [one for one in stage.private(bram) if "dat lukt me toch niet" in one.text]


async def test_where_a_step_has_gone_on_by_then_nothing_is_lost(stage: Stage) -> None:
    anna, _ = await with_a_question(stage)
    asked = await stage.tell(anna, "Wie begint er?")
    await stage.rehearsal.move_to(stage.time.now() + timedelta(minutes=1))
    await answer_by_replies(stage, anna)
    before = labels(asked)
    await stage.press(anna, asked, "Lesbezoek, met Bram")
    assert (held(stage), labels(asked)) == (["Wie begint er?"], before)
    await stage.press(anna, asked, question_in(asked))
    assert held(stage) == []


async def answer_by_replies(stage: Stage, person: Person) -> None:
    card = next(one for one in stage.private(person) if "Waar mag je bezoek naar kijken?" in one.text)
    for text in ("Wie wacht er?", *WISHES):
        person.reply(card, text)
        await stage.settle()


SLIP = "o nee, dat moet zijn: ik praat te hard"


async def in_the_next_round(stage: Stage) -> tuple[Person, Person]:
    """Return a pair whose last to write a line for themselves did so, by which the other’s round opened."""
    _, (anna, bram, _) = await at_the_line(stage)
    for person in (anna, bram):
        await stage.tell(person, "Ik ben jaloers op zijn rust.")
    return anna, bram


async def test_what_puts_right_a_line_of_ones_own_reaches_nobody_unasked(stage: Stage) -> None:
    anna, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    asked = await stage.tell(bram, SLIP)
    assert ("Wil je verbeteren wat je eerder schreef?" in asked.text, held(stage)) == (True, [SLIP])
    await stage.press(bram, asked, "Bij wat ik net schreef")
    await stage.press(bram, await stage.tell(bram, "Begin ik niet te vroeg?"), "Lesbezoek, met Anna")
    await tell_wishes(stage, bram, first=None)
    assert [one.text for one in stage.log() if "rust" in one.text][-1] == f"Ik ben jaloers op zijn rust.\n{SLIP}"
    assert not [one for one in stage.private(anna) if "te hard" in one.text]
    assert "Begin ik niet te vroeg?" in newest(stage, anna).text


async def test_what_is_to_be_put_right_can_be_written_again_and_the_correction_is_forgotten(stage: Stage) -> None:
    anna, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    await stage.press(bram, await stage.tell(bram, SLIP), "Dat schrijf ik opnieuw")
    assert (held(stage), newest(stage, bram).text.startswith("Schrijf het hier zoals het moet worden")) == ([], True)
    await stage.tell(bram, "Ik ben jaloers op zijn zachte stem.")
    lines = [one.text for one in stage.log() if one.kind == "lesson"]
    assert lines == ["Ik ben jaloers op zijn rust.", "Ik ben jaloers op zijn zachte stem."]
    assert not [one for one in stage.private(anna) if "te hard" in one.text or "zachte stem" in one.text]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("laat maar", "Goed, het blijft zoals het was."),
        ("never mind", "Goed, het blijft zoals het was."),
        ("wat moet ik doen?", "Dat zet ik er niet voor in de plaats."),
        ("ja", "Dat zet ik er niet voor in de plaats."),
        ("ik ben ziek vandaag", "Dat zet ik er niet voor in de plaats."),
    ],
)
async def test_what_is_no_text_takes_the_place_of_none(stage: Stage, said: str, answer: str) -> None:
    _, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    await stage.press(bram, await stage.tell(bram, SLIP), "Dat schrijf ik opnieuw")
    assert (await stage.tell(bram, said)).text.startswith(answer)
    assert [one.text for one in stage.log() if one.kind == "lesson"] == ["Ik ben jaloers op zijn rust."] * 2


async def test_what_comes_moments_after_another_round_opened_is_asked_about(stage: Stage) -> None:
    _, bram = await in_the_next_round(stage)
    asked = await stage.tell(bram, "En ik schreeuw te veel.")
    assert labels(asked) == ["Bij wat ik net schreef", "Dat schrijf ik opnieuw", "Lesbezoek, met Anna", NOWHERE]
    await stage.press(bram, asked, "Lesbezoek, met Anna")
    assert "2 van 3" in newest(stage, bram).text


async def after_a_note(stage: Stage) -> tuple[Circle, Person]:
    """Return a group at a step that all read, and one of them who wrote something for themselves in the first."""
    circle = await a_map(stage)
    bram = circle.people[1]
    await circle.write(bram, "Van Karin en van een podcast.")
    while circle.key != "3":
        await circle.go_on()
    await stage.tell(bram, "/schrijf")
    return circle, bram


async def test_what_puts_right_a_note_of_ones_own_reaches_no_group_unasked(stage: Stage) -> None:
    circle, bram = await after_a_note(stage)
    asked = await stage.tell(bram, "o nee, ik bedoel Karina")
    assert (held(stage), labels(asked)[0]) == (["o nee, ik bedoel Karina"], "Bij wat ik net schreef")
    said = circle.texts()
    await stage.tell(bram, "en die podcast was van haar man")
    assert (held(stage)[1:], circle.texts()) == (["en die podcast was van haar man"], said)


async def test_what_cannot_be_added_to_ones_own_stays_held(stage: Stage) -> None:
    _, bram = await after_a_note(stage)
    words = "o nee, ik bedoel: ze wil niet meer leven"
    asked = await stage.tell(bram, words)
    await stage.press(bram, asked, "Bij wat ik net schreef")
    assert (held(stage), labels(asked)[0]) == ([words], "Bij wat ik net schreef")
    assert not [one for one in stage.log() if "leven" in one.text]


async def test_what_follows_on_it_is_held_with_it(stage: Stage) -> None:
    anna, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    told = len(stage.private(anna))
    said = [SLIP, "of eigenlijk te schel", "ja"]
    for text in said:
        asked = await stage.tell(bram, text)
        assert labels(asked)[0] == "Bij wat ik net schreef"
    await stage.reply(bram, asked, "bij het eerste dus")
    assert (held(stage), len(stage.private(anna))) == ([*said, "bij het eerste dus"], told)


@pytest.mark.parametrize("minutes", [0, 2])
async def test_an_answer_to_what_was_shown_since_is_held_only_moments_after(stage: Stage, minutes: int) -> None:
    _, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    await stage.tell(bram, SLIP)
    house, (here,) = stage.rehearsal.program.house, pairs.running_in(stage.database, 1)
    with transaction(stage.database):
        occasion = Occasion(house, stage.time.now(), team=teams.find(stage.database, 1))
        (person,) = belonging.each(occasion, here, [bram.id])
        walking.tell(occasion, here, person)
    stage.rehearsal.program.outbound.look_around()
    await stage.settle()
    assert "Waar mag je bezoek naar kijken?" in newest(stage, bram).text
    await stage.pass_by(minutes)
    await stage.tell(bram, "Begin ik niet te vroeg?")
    assert held(stage) == ([SLIP] if minutes else [SLIP, "Begin ik niet te vroeg?"])
    assert ("2 van 3" in newest(stage, bram).text) is bool(minutes)


@pytest.mark.parametrize("minutes", [0, 30])
async def test_what_follows_once_it_is_placed_is_asked_about_until_the_step_was_shown_again(
    stage: Stage, minutes: int
) -> None:
    anna, bram = await in_the_next_round(stage)
    await stage.pass_by(minutes)
    asked = await stage.tell(bram, SLIP)
    await stage.press(bram, asked, "Bij wat ik net schreef")
    await stage.tell(bram, "/mijn")
    more = await stage.tell(bram, "En eigenlijk schaam ik me daarvoor.")
    assert (held(stage), labels(more)[0]) == (["En eigenlijk schaam ik me daarvoor."], "Bij wat ik net schreef")
    await stage.press(bram, more, "Bij wat ik net schreef")
    await stage.pass_by(1)
    await stage.press(bram, await stage.tell(bram, "/samen"), "1")
    await stage.tell(bram, "Begin ik niet te vroeg?")
    await tell_wishes(stage, bram, first=None)
    assert "Begin ik niet te vroeg?" in newest(stage, anna).text
    assert not [one for one in stage.private(anna) if "schaam" in one.text]


async def test_what_follows_once_it_is_erased_is_about_what_waits(stage: Stage) -> None:
    _, bram = await in_the_next_round(stage)
    await stage.move_to("2026-12-03 12:30")
    asked = await stage.tell(bram, SLIP)
    await stage.press(bram, asked, NOWHERE)
    await stage.tell(bram, "Begin ik niet te vroeg?")
    assert (held(stage), "2 van 3" in newest(stage, bram).text) == ([], True)


async def test_what_is_worded_anew_takes_the_place_of_that_whatever_it_says(stage: Stage) -> None:
    _, bram = await in_the_next_round(stage)
    [(own,)] = stage.database.execute("SELECT id FROM entries WHERE person_id = ?", [bram.id]).fetchall()
    await stage.tell(bram, f"/mijn edit {own}")
    await stage.tell(bram, "Sorry, ik bedoel: ik praat te hard.")
    assert held(stage) == []
    assert "Sorry, ik bedoel: ik praat te hard." in [one.text for one in stage.log()]


@pytest.mark.parametrize("is_at_date", [False, True])
async def test_what_puts_right_one_of_several_pieces_is_no_other_piece(stage: Stage, is_at_date: bool) -> None:
    _, (anna, *_) = await paired(stage)
    await stage.tell(anna, "Wie er naar buiten kijkt.")
    if is_at_date:
        await tell_wishes(stage, anna, first=None)
    asked = await stage.tell(anna, "Oeps, ik bedoel: wie er naar de buren kijkt.")
    assert labels(asked)[0] == "Bij wat ik net schreef"
    await stage.press(anna, asked, "Bij wat ik net schreef")
    written = [one.text for one in stage.log() if "buren" in one.text]
    own = "Achterin." if is_at_date else "Wie er naar buiten kijkt."
    assert written == [f"{own}\nOeps, ik bedoel: wie er naar de buren kijkt."]
