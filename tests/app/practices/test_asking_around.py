"""One asks some colleagues what they saw of their work: each tells only them, may leave it, and nobody else hears."""

import pytest
from app.practices.together import newest, team
from stage import Stage

from bot.core.model import Role
from bot.sandbox import Chat, Message, Person
from bot.storage import members, pairs

SAW = ("Je vroeg wie er nog niets zei.", "Ik zei iets wat ik anders inslik.", "Hoe kies je wanneer?")
WISH = ("Korter overleggen.", "Dat iedereen iets zei.", "Wat ik doe als iemand uitweidt.")


async def asks(stage: Stage, asker: Person, *others: Person, what: str = "Vraag het rond") -> Message:
    """Let somebody ask some colleagues, one after another; return the message with whom they ask."""
    await stage.tell(asker, "/samen")
    for button in ("Vraag een collega", what):
        await stage.press(asker, newest(stage, asker), button)
    card = newest(stage, asker)
    for other in others:
        await stage.press(asker, card, other.name)
    return card


async def writes(stage: Stage, person: Person, *texts: str) -> None:
    for text in texts:
        await stage.tell(person, text)


async def asked(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a group in which the first asked all others, and wrote what it is about."""
    group, people = await team(stage, *names)
    await asks(stage, people[0], *people[1:])
    await writes(stage, people[0], *WISH)
    return group, people


def read_by(stage: Stage, person: Person) -> str:
    return "\n".join(one.text for one in stage.private(person))


async def test_each_tells_only_whoever_asks(stage: Stage) -> None:
    group, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    standing = len(group.messages)
    assert "Anna vraagt het jou en nog één collega" in newest(stage, bram).text
    assert "Wat ik doe als iemand uitweidt." in newest(stage, bram).text
    await writes(stage, bram, *SAW)
    assert SAW[0] not in read_by(stage, anna)
    await writes(stage, chris, "Je keek op je horloge.", "Toen werd het stil.", "Zag je dat?")
    assert f"Gezien: {SAW[0]}" in read_by(stage, anna)
    assert "Toen werd het stil." in read_by(stage, anna)
    assert "Toen werd het stil." not in read_by(stage, bram)
    assert SAW[0] not in read_by(stage, chris)
    assert len(group.messages) == standing


async def test_whoever_asked_thanks_and_keeps_a_line_that_is_theirs(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await writes(stage, bram, *SAW)
    await writes(stage, chris, *SAW)
    await writes(stage, anna, "Dat van uitweiden herken ik.")
    await stage.pass_by()
    await writes(stage, anna, "Dank, ik zet er een tijd bij.")
    assert "Dank, ik zet er een tijd bij." in read_by(stage, bram)
    assert "Dat van uitweiden herken ik." not in read_by(stage, bram)
    await writes(stage, anna, "Bij elk punt een tijd.")
    assert "Klaar: Vraag het rond" in newest(stage, anna).text
    assert "Bij elk punt een tijd." not in read_by(stage, bram)
    assert [one.audience for one in stage.log() if one.text == "Bij elk punt een tijd."] == ["author"]
    await stage.move_to("2027-01-11 09:00")
    assert SAW[0] not in read_by(stage, anna)
    assert "Dank, ik zet er een tijd bij." not in read_by(stage, bram)


async def test_nobody_hears_of_it_before_there_is_something_to_answer(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    before = len(stage.private(bram))
    card = await asks(stage, anna, bram, chris)
    await stage.press(anna, card, "✓ Chris")
    await writes(stage, anna, *WISH)
    assert len(stage.private(bram)) == before + 1
    assert "Anna vraagt het jou" in newest(stage, bram).text
    assert "Korter overleggen." not in read_by(stage, chris)
    (here,) = pairs.running_in(stage.database, 1)
    assert here.people == (anna.id, bram.id)


async def test_somebody_can_be_asked_later_and_hears_what_it_is_about(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    card = await asks(stage, anna, bram)
    await writes(stage, anna, *WISH)
    await stage.press(anna, card, "Chris")
    assert "Korter overleggen." in newest(stage, chris).text
    await writes(stage, bram, *SAW)
    assert SAW[0] not in read_by(stage, anna)
    # Whoever has read it stays asked.
    assert "al gekregen" in str(await stage.press(anna, card, "✓ Chris"))


async def test_whom_to_ask_can_be_chosen_from_the_step_that_came_below(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    await asks(stage, anna, bram)
    await stage.press(anna, newest(stage, anna), "Wie vraag ik het?")
    await stage.press(anna, newest(stage, anna), "Chris")
    await stage.press(anna, newest(stage, anna), "Liever zonder namen")
    (here,) = pairs.running_in(stage.database, 1)
    assert (here.people, here.is_nameless) == ((anna.id, bram.id, chris.id), True)
    await writes(stage, anna, *WISH)
    assert "Wie vraag ik het?" not in [one.text for row in newest(stage, anna).buttons for one in row]


async def test_not_now_needs_no_reason_and_nobody_is_told(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await writes(stage, bram, SAW[0])
    heard = len(stage.private(anna))
    await stage.press(bram, newest(stage, bram), "Nu niet")
    assert "je hoort hier niets meer van" in newest(stage, bram).text
    assert len(stage.private(anna)) == heard
    # What was begun goes with it.
    assert not [one for one in stage.log() if one.text == SAW[0]]
    await writes(stage, chris, *SAW)
    assert read_by(stage, anna).count("Gezien:") == 1


async def test_silence_is_a_no_and_whoever_was_silent_hears_no_more(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await writes(stage, bram, *SAW)
    await stage.move_to("2026-12-14 09:00")
    assert f"Gezien: {SAW[0]}" in read_by(stage, anna)
    reminded = len(stage.private(chris))
    await writes(stage, anna, "Dat herken ik.", "Dank je wel.", "Een tijd erbij.")
    assert len(stage.private(chris)) == reminded
    assert "Dank je wel." not in read_by(stage, chris)


async def test_where_nothing_comes_it_rests_kindly(stage: Stage) -> None:
    _, (anna, bram, _) = await asked(stage, "Anna", "Bram", "Chris")
    before = len(stage.private(bram))
    await stage.move_to("2026-12-14 09:00")
    assert "er kwam deze keer niets terug" in newest(stage, anna).text
    assert pairs.running_in(stage.database, 1) == []
    # Asked, and reminded once; nothing else.
    assert len(stage.private(bram)) == before + 1


@pytest.mark.parametrize("who", ["stops", "leaves"])
async def test_when_whoever_asks_stops_it_is_over_for_all_who_know_of_it(stage: Stage, who: str) -> None:
    group, (bram, anna, chris) = await team(stage, "Bram", "Anna", "Chris")
    await stage.tell(chris, "/werkdagen vr")
    await asks(stage, anna, bram, chris)
    await writes(stage, anna, *WISH)
    if who == "stops":
        await stage.press(anna, newest(stage, anna), "Laat rusten")
        await stage.press(anna, newest(stage, anna), "Ja, laat rusten")
    else:
        await stage.say(anna, group, "/stoppen")
    assert "Anna vraagt dit nu niet meer" in newest(stage, bram).text
    await stage.move_to("2026-11-28 09:00")
    # Of what never reached them they hear nothing.
    assert "Vraag het rond" not in read_by(stage, chris)
    assert pairs.running_in(stage.database, 1) == []


async def test_without_names_nobody_reads_who_wrote_what(stage: Stage) -> None:
    _, people = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    anna, *others = people
    await stage.press(anna, await asks(stage, anna, *others), "Liever zonder namen")
    await writes(stage, anna, *WISH)
    assert "zonder je naam, en pas als er drie schreven" in newest(stage, others[0]).text
    for number, person in enumerate(others):
        await writes(stage, person, f"Gezien {number}.", f"Gedaan {number}.", f"Gevraagd {number}?")
    answers = [one.text for one in stage.private(anna)[-4:-1]]
    assert answers[0].startswith("Drie collega’s schreven iets, zonder naam en door elkaar.")
    headings = [text.split(" ·")[0].splitlines()[-1] for text in answers]
    assert headings == ["Gezien", "Wat het deed", "Een vraag"]
    assert all(f"Gezien {number}." in answers[0] for number in range(3))
    assert not [name for name in ("Bram", "Chris", "Dewi") for text in answers if name in text]


async def test_without_names_fewer_than_three_are_read_by_nobody(stage: Stage) -> None:
    _, people = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    anna, bram, chris, dewi = people
    await stage.press(anna, await asks(stage, anna, bram, chris, dewi), "Liever zonder namen")
    await writes(stage, anna, *WISH)
    for person in (bram, chris):
        await writes(stage, person, *SAW)
    await stage.press(dewi, newest(stage, dewi), "Nu niet")
    assert "te weinig collega’s om zonder naam te blijven" in newest(stage, anna).text
    assert "wat je schreef, is gewist" in newest(stage, bram).text
    assert SAW[0] not in read_by(stage, anna)
    assert not [one for one in stage.log() if one.text == SAW[0]]


async def test_whoever_leads_may_ask_and_reads_no_names(stage: Stage) -> None:
    _, people = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    anna, *others = people
    members.give_role(stage.database, 1, anna.id, Role.LEADER, stage.time.now())
    card = await asks(stage, anna, *others)
    assert "Omdat je leidinggeeft, lees je niet wie wat schreef" in card.text
    assert "Liever zonder namen" not in str(card.buttons)
    await writes(stage, anna, *WISH)
    assert "zonder je naam" in newest(stage, others[0]).text


async def test_after_some_weeks_those_who_watched_along_are_asked(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    await asks(stage, anna, bram, chris, what="Van alle kanten")
    await writes(stage, anna, "Starters begeleiden.", "Eerst vragen.", "Ik praat te veel.", "Wie er praat.")
    assert "over vier weken vraag ik wat je zag" in newest(stage, bram).text
    await stage.press(chris, newest(stage, chris), "Nu niet")
    await stage.move_to("2027-01-05 09:00")
    assert "Wat zag jij deze maand?" in newest(stage, bram).text
    assert "Wat zag jij deze maand?" not in read_by(stage, chris)
    await writes(stage, bram, *SAW)
    assert f"Twee momenten: {SAW[0]}" in read_by(stage, anna)


async def test_what_is_erased_goes_from_the_screen_of_whoever_asked(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await writes(stage, bram, *SAW)
    await writes(stage, chris, "Je keek rond.", "Het werd stil.", "Zag je dat?")
    assert "Het werd stil." in read_by(stage, anna)
    await stage.tell(chris, "/vergeet ja")
    assert "Het werd stil." not in read_by(stage, anna)
    assert SAW[1] in read_by(stage, anna)


async def test_words_about_the_person_are_asked_about_first_and_others_take_their_place(stage: Stage) -> None:
    _, (anna, bram, _) = await asked(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "Je bent nogal ongeduldig.")
    question = newest(stage, bram)
    assert "“Je bent nogal ongeduldig” gaat over hoe iemand is." in question.text
    await writes(stage, bram, *SAW)
    await stage.press(bram, question, "Het gaat over het werk")
    await stage.move_to("2026-12-08 12:00")
    assert ("ongeduldig" in read_by(stage, anna), f"Gezien: {SAW[0]}" in read_by(stage, anna)) == (False, True)


async def test_whoever_says_that_it_is_about_the_work_is_taken_at_their_word(stage: Stage) -> None:
    _, (_, bram, _) = await asked(stage, "Anna", "Bram", "Chris")
    await stage.tell(bram, "Je bent nogal ongeduldig, zei een leerling, en toen telde je tot tien.")
    await stage.press(bram, newest(stage, bram), "Het gaat over het werk")
    assert "2 van 3" in newest(stage, bram).text


async def test_who_types_that_they_pass_passes(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await writes(stage, bram, *SAW)
    await writes(stage, chris, "Je vroeg door.", "Ik pas.")
    assert "Ik pas" not in read_by(stage, anna)


async def test_where_fewer_than_three_wrote_to_one_thing_all_is_told_together(stage: Stage) -> None:
    _, people = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    anna, *others = people
    card = await asks(stage, anna, *others)
    await stage.press(anna, card, "Liever zonder namen")
    await writes(stage, anna, *WISH)
    for at, person in enumerate(others):
        await writes(stage, person, f"Je telde tot vijf, {at}.")
        for text in ("Het werd stil.", "Hoe lang wacht je?") if at < 2 else ():
            await stage.tell(person, text)
    await stage.press(others[2], newest(stage, others[2]), "Dat was alles")
    await stage.move_to("2026-12-15 12:00")
    told = read_by(stage, anna)
    assert ("Je telde tot vijf, 2." in told, "Wat het deed ·" in told) == (True, False)
