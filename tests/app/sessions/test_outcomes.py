"""Outcomes: what a group puts down together stays with its team, is there the next time, and goes with its writer."""

import pytest
from app.consulting import IN, Circle, at, labels, start, started
from stage import Stage

SENTENCE = "Een les is geslaagd als iemand erop wacht."


async def put_down(stage: Stage) -> Circle:
    """Return a team that has put down its vision, and who keeps an eye on it, and is done."""
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", "Eva", method="visie", pace="calm")
    assert "Dit blijft bij jullie team staan" in circle.card.text
    await circle.reply(circle.owner, SENTENCE)
    await circle.go_to("7")
    await circle.reply(circle.owner, "Op 15 december vragen we het twee klassen.")
    if circle.key == "7":
        await stage.say(circle.people[-1], circle.group, "/verder")
    assert circle.key == "ended"
    return circle


async def test_it_stays_when_the_other_words_go(stage: Stage) -> None:
    circle = await put_down(stage)
    assert "Wat jullie vastlegden, blijft: /uitkomsten." in circle.texts()[-1]
    await stage.move_to("2027-02-10 12:00")
    kept = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert (SENTENCE in kept.text, "Visie" in kept.text or "visie" in kept.text) == (True, True)
    kinds = [row["kind"] for row in stage.database.query("SELECT kind FROM entries WHERE team_id = 1")]
    assert kinds == ["outcome"]


async def test_it_is_there_the_next_time(stage: Stage) -> None:
    circle = await put_down(stage)
    await stage.move_to("2027-02-10 12:00")
    await start(circle, "visie", is_mine=False)
    await circle.go_to("4")
    assert (SENTENCE in circle.card.text, "Vorige keer, 23 november 2026:" in circle.card.text) == (True, True)


async def test_what_a_group_agreed_on_stands_on_its_board_at_once(stage: Stage) -> None:
    circle = await put_down(stage)
    board = await stage.say(circle.owner, circle.group, "/voornemens")
    assert "Op 15 december vragen we het twee klassen." in board.text
    assert "Jullie afspraak" in circle.told(circle.owner)[-1]


async def test_it_goes_with_whoever_wrote_it_also_where_it_was_shown(stage: Stage) -> None:
    circle = await put_down(stage)
    kept = await stage.say(circle.owner, circle.group, "/uitkomsten")
    harvest = await stage.say(circle.owner, circle.group, "/oogst")
    assert (SENTENCE in kept.text, SENTENCE in harvest.text) == (True, True)
    await stage.tell(circle.owner, "/vergeet ja")
    await stage.move_to("2026-11-27 12:00")
    assert all(SENTENCE not in text for text in circle.texts())


async def test_of_a_round_that_was_broken_off_nothing_stays(stage: Stage) -> None:
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", "Eva", method="visie", pace="calm")
    await circle.reply(circle.owner, SENTENCE)
    await stage.say(circle.owner, circle.group, "/afronden")
    for label in ("Stoppen en wissen", "Ja, wis alles"):
        await stage.press(circle.owner, stage.last(circle.group), label)
    kept = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert "Nog niets." in kept.text


async def test_its_writer_may_release_it(stage: Stage) -> None:
    circle = await put_down(stage)
    await stage.tell(circle.owner, "/mijn")
    await stage.press(circle.owner, circle.private_card(circle.owner), "2")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Vrijgeven voor leidinggevende")
    audiences = [row["audience"] for row in stage.database.query("SELECT audience FROM entries WHERE kind = 'outcome'")]
    assert audiences == ["leader"]


async def test_what_is_withdrawn_goes_from_the_cards_of_the_next_time_too(stage: Stage) -> None:
    circle = await put_down(stage)
    await stage.move_to("2026-12-01 12:00")
    await start(circle, "visie", is_mine=False)
    await circle.go_to("4")
    card = circle.card
    assert SENTENCE in card.text
    await stage.tell(circle.owner, "/mijn")
    await stage.press(circle.owner, circle.private_card(circle.owner), "3")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Intrekken")
    await stage.press(circle.owner, circle.private_card(circle.owner), "Ja, wis het")
    await stage.move_to("2026-12-01 14:00")
    assert SENTENCE not in card.text


async def test_a_decision_that_is_changed_after_the_end_reads_so_where_it_stands(stage: Stage) -> None:
    circle = await at(stage, "4", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren")
    await circle.write_all("Begin na de vakantie, zegt", *circle.people[:3])
    await stage.say(circle.owner, circle.group, "/verder")
    for text in ("Later beginnen: dat is overgenomen.", "We beginnen na de vakantie."):
        await circle.write(circle.owner, text)
    await circle.all_press("1")
    assert circle.key == "11"
    await circle.open(circle.owner)
    written = circle.owner.tell(stage.bot, SENTENCE)
    await stage.settle()
    await circle.write(circle.owner, "De werkgroep kijkt erop toe.")
    assert circle.key == "ended"
    before = circle.texts()
    circle.owner.edit(written, "Wij besluiten te wachten.")
    await stage.settle()
    told = "De tekst van “Besluit met bezwaren” is na afloop nog gewijzigd, door wie hem opschreef."
    assert circle.texts()[:-1] == [one.replace(SENTENCE, "Wij besluiten te wachten.") for one in before] != before
    assert circle.texts()[-1].startswith(told)
    circle.owner.edit(written, "Wij wachten.")
    await stage.settle()
    assert len([one for one in circle.texts() if one.startswith(told)]) == 1
    kept = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert "Besluit met bezwaren, 23 november 2026, gewijzigd op 23 november 2026\n“Wij wachten.”" in kept.text


async def test_that_nobody_wrote_down_what_was_agreed_is_said_at_the_end_and_below_it(stage: Stage) -> None:
    circle = await at(stage, "12", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren", pace="live")
    for person in circle.people[:2]:
        while circle.key == "12":
            label = next(one for one in ("Toch verder", "Verder") if one in labels(circle.card))
            await circle.press(person, label)
    ended, chris = stage.last(circle.group), circle.people[2]
    assert "Niemand schreef op wat jullie afspraken, dus dat bewaar ik niet." in ended.text
    before = len(circle.told(chris))
    await stage.reply(chris, ended, "Dank jullie wel allemaal!")
    assert len(circle.told(chris)) == before
    await stage.reply(chris, ended, "Dewi en ik letten erop, op 15 januari kijken we terug.")
    for text in ("We doen het dus maar zo.", "Wie ruimt straks de kopjes op?"):
        await stage.reply(chris, ended, text)
    assert circle.told(chris)[before:] == [
        "“Besluit met bezwaren” is klaar, dus dit bewaar ik niet. In de groep blijft het gewoon staan."
    ]


async def test_of_a_session_that_was_closed_before_there_was_anything_to_agree_on_nothing_is_missing(
    stage: Stage,
) -> None:
    circle = await at(stage, "3", "Anna", "Bram", "Chris", "Dewi", method="besluit-met-bezwaren", pace="live")
    asked = await stage.say(circle.owner, circle.group, "/afronden")
    await stage.press(circle.owner, asked, "Nu sluiten")
    assert circle.key == "ended"
    assert "Niemand schreef op" not in stage.last(circle.group).text


async def test_where_it_was_written_down_the_end_says_nothing_of_it(stage: Stage) -> None:
    circle = await put_down(stage)
    assert "Niemand schreef op" not in "".join(circle.texts())


@pytest.mark.parametrize("way", ["in the group", "in private"])
async def test_after_two_days_what_was_agreed_stays_as_it_was(stage: Stage, way: str) -> None:
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", "Eva", method="visie", pace="calm")
    written = await circle.reply(circle.owner, SENTENCE)
    await circle.finish()
    await stage.move_to("2026-12-18 12:00")
    before = circle.texts()
    if way == "in the group":
        circle.owner.edit(written, "Iets anders.")
        await stage.settle()
    else:
        (number,) = stage.database.execute("SELECT id FROM entries WHERE kind = 'outcome'").fetchone()
        await stage.tell(circle.owner, f"/mijn edit {number}")
    said = circle.told(circle.owner)[-1]
    assert ("blijft na twee dagen zoals het is" in said, "in de groep" in said) == (True, way == "in the group")
    assert circle.texts() == before
    kept = await stage.say(circle.owner, circle.group, "/uitkomsten")
    assert (SENTENCE in kept.text, "gewijzigd" in kept.text) == (True, False)


async def test_an_edit_that_leaves_the_words_as_they_were_is_no_change(stage: Stage) -> None:
    circle = await at(stage, "6", "Anna", "Bram", "Chris", "Dewi", "Eva", method="visie", pace="calm")
    written = await circle.reply(circle.owner, SENTENCE)
    await circle.finish()
    circle.owner.edit(written, f"{SENTENCE} ")
    await stage.move_to("2026-12-18 12:00")
    circle.owner.edit(written, f" {SENTENCE}")
    await stage.settle()
    said = "\n".join((*circle.texts(), *circle.told(circle.owner)))
    assert ("na afloop nog gewijzigd" in said, "blijft na twee dagen" in said) == (False, False)


async def test_of_several_things_that_were_put_down_a_change_is_told_once(stage: Stage) -> None:
    names = ("Anna", "Bram", "Chris", "Dewi", "Eva")
    circle = await started(stage, *names, method="ontwikkelplan", is_mine=False)
    await circle.all_press(IN)
    written = [await circle.reply(circle.owner, "We beginnen met de mentorlessen.")]
    await circle.go_to("8")
    written.append(await circle.reply(circle.owner, "Voor de zomer proberen we het in klas 1."))
    await circle.finish()
    assert circle.key == "ended"
    for one in written:
        circle.owner.edit(one, "Wij wachten daar nog mee.")
        await stage.settle()
    assert len([one for one in circle.texts() if "na afloop nog gewijzigd" in one]) == 1


async def test_whoever_is_in_one_team_reads_it_in_private(stage: Stage) -> None:
    circle = await put_down(stage)
    assert SENTENCE in (await stage.tell(circle.people[1], "/uitkomsten")).text
    await stage.tell(circle.owner, "/vergeet ja")
    assert all(SENTENCE not in one.text for one in stage.private(circle.people[1]))


async def test_whoever_is_in_two_teams_reads_it_in_the_group(stage: Stage) -> None:
    circle = await put_down(stage)
    other = await stage.team("Bovenbouw", circle.people[1])
    await stage.say(circle.people[1], other, "/meedoen")
    assert "alleen in de groep" in (await stage.tell(circle.people[1], "/uitkomsten")).text


def ending(circle: Circle) -> str:
    """Return what the group reads at the end by now."""
    return next(text for text in circle.texts() if text.startswith("Klaar: "))


async def test_what_the_end_says_follows_the_day_that_is_chosen(stage: Stage) -> None:
    circle = await put_down(stage)
    board = await stage.say(circle.people[1], circle.group, "/voornemens")
    before = ending(circle), board.text
    card = next(one for one in stage.private(circle.owner) if "Jullie afspraak" in one.text)
    await stage.press(circle.owner, card, "8 weken")
    asked_on, erased_on = "vraag ik Anna op maandag 18 januari", "Op maandag 1 februari wis ik"
    assert [asked_on in text for text in (before[0], ending(circle))] == [False, True]
    assert [erased_on in text for text in (before[0], ending(circle))] == [False, True]
    assert ["maandag 18 januari" in text for text in (before[1], board.text)] == [False, True]


async def test_no_words_are_erased_later_than_the_end_says_where_one_asks_for_more_time(stage: Stage) -> None:
    circle = await put_down(stage)
    await stage.move_to("2026-12-16 19:00")
    asked = next(one for one in stage.private(circle.owner) if "spraken jullie af" in one.text)
    await stage.press(circle.owner, asked, "Vraag het later")
    assert "Op maandag 18 januari wis ik" in ending(circle)


async def test_another_day_in_an_agreement_that_is_edited_counts_wherever_it_is_told(stage: Stage) -> None:
    circle = await put_down(stage)
    board = await stage.say(circle.people[1], circle.group, "/voornemens")
    said = next(one for one in circle.group.messages if "Op 15 december" in one.text and one.sender is circle.owner)
    circle.owner.edit(said, "Op 11 januari vragen we het twee klassen.")
    await stage.settle()
    card = next(one for one in stage.private(circle.owner) if "Jullie afspraak" in one.text)
    told = [card.text, ending(circle), board.text]
    assert ["dinsdag 12 januari" in text for text in told] == [True, True, True], told
    assert ("Op 11 januari" in card.text, "Op dinsdag 26 januari wis ik" in told[1]) == (True, True)
    assert labels(card)[:3] == ["2 weken", "4 weken", "8 weken"]


async def test_an_agreement_that_is_edited_keeps_the_day_that_was_chosen_where_it_names_no_other(stage: Stage) -> None:
    circle = await put_down(stage)
    card = next(one for one in stage.private(circle.owner) if "Jullie afspraak" in one.text)
    await stage.press(circle.owner, card, "8 weken")
    said = next(one for one in circle.group.messages if "Op 15 december" in one.text and one.sender is circle.owner)
    circle.owner.edit(said, "Op 15 december vragen we het drie klassen.")
    await stage.settle()
    assert ("drie klassen" in card.text, "maandag 18 januari" in card.text) == (True, True)


async def test_of_an_agreement_that_is_erased_the_end_says_so(stage: Stage) -> None:
    circle = await put_down(stage)
    card = next(one for one in stage.private(circle.owner) if "Jullie afspraak" in one.text)
    await stage.press(circle.owner, card, "Toch alleen voor mij")
    kept = ending(circle)
    await stage.press(circle.owner, card, "Wis dit voornemen")
    assert ("/voornemens" in kept, "vraag ik Anna op" in kept) == (False, True)
    assert "Jullie afspraak is intussen gewist; daar vraag ik niet meer naar." in ending(circle)
    assert ("vraag ik Anna" in ending(circle), "Niemand schreef op" in ending(circle)) == (False, False)
