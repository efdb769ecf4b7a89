"""What was tried against asking around and against words that are for one place alone, and what holds."""

from app.consulting import IN, Circle, a_team, at
from app.practices.test_asking_around import SAW, WISH, asked, asks, read_by, writes
from app.practices.together import newest, team
from forging import force
from stage import Stage

from bot.sandbox import Message, Person
from bot.storage import commitments, pairs


async def nameless(stage: Stage, *names: str) -> list[Person]:
    _, people = await team(stage, "Anna", *(names or ("Bram", "Chris", "Dewi")))
    await stage.press(people[0], await asks(stage, people[0], *people[1:]), "Liever zonder namen")
    await writes(stage, people[0], *WISH)
    return people


NUMBERS = {"Bram": "twee", "Chris": "drie", "Dewi": "vier", "Eva": "vijf"}


async def answer(stage: Stage, *people: Person) -> None:
    for person in people:
        number = NUMBERS[person.name]
        await writes(stage, person, f"Iets gezien, {number}.", f"Het hielp, {number}.", f"Hoe kan dat, {number}?")


def own_message(stage: Stage, person: Person, text: str) -> Message:
    return next(one for one in person.chat_with(stage.bot).messages if one.sender is person and one.text == text)


async def test_an_edit_of_one_leaves_what_others_wrote_namelessly(stage: Stage) -> None:
    anna, bram, chris, dewi = await nameless(stage)
    await answer(stage, bram, chris, dewi)
    assert "Iets gezien, drie." in read_by(stage, anna)
    bram.edit(own_message(stage, bram, "Iets gezien, twee."), "Iets gezien, twee!")
    await stage.settle()
    assert "Iets gezien, drie." in read_by(stage, anna)


async def test_an_edit_of_a_named_answer_shows_the_new_words(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    await answer(stage, bram, chris)
    bram.edit(own_message(stage, bram, "Iets gezien, twee."), "Gezien, zonder typefout.")
    await stage.settle()
    assert "Gezien, zonder typefout." in read_by(stage, anna)


async def test_one_who_is_erased_takes_nobody_elses_nameless_words_along(stage: Stage) -> None:
    anna, bram, chris, dewi, eva = await nameless(stage, "Bram", "Chris", "Dewi", "Eva")
    await answer(stage, bram, chris, dewi, eva)
    await stage.tell(bram, "/vergeet ja")
    assert "gezien, twee" not in read_by(stage, anna)
    assert "Iets gezien, drie." in read_by(stage, anna)


async def test_an_edit_before_it_reached_whoever_asked_takes_nothing_from_them(stage: Stage) -> None:
    anna, bram, chris, dewi = await nameless(stage)
    await stage.tell(anna, "/werkdagen vr")
    await answer(stage, bram, chris, dewi)
    bram.edit(own_message(stage, bram, "Iets gezien, twee."), "Iets gezien, twee!")
    await stage.settle()
    await stage.move_to("2026-11-27 12:00")
    assert "Iets gezien, drie." in read_by(stage, anna)


async def test_long_words_can_all_be_read(stage: Stage) -> None:
    _, (anna, bram) = await asked(stage, "Anna", "Bram")
    long = "Je vroeg wie er nog niets zei, en dat hielp. " * 80
    await writes(stage, bram, *(f"{long[:3500]} Einde{number}." for number in range(3)))
    assert all(f"Einde{number}." in read_by(stage, anna) for number in range(3))


async def test_a_late_reply_to_one_question_is_not_taken_for_another_round(stage: Stage) -> None:
    _, (anna, bram, chris, dewi) = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    await asks(stage, anna, bram, chris)
    await writes(stage, anna, *WISH)
    old = newest(stage, chris)
    await writes(stage, bram, *SAW)
    await stage.move_to("2026-12-14 09:00")
    # Chris was silent. Another asks them now.
    await asks(stage, dewi, chris)
    await writes(stage, dewi, *WISH)
    await stage.reply(chris, old, "Over Anna: je praatte door.")
    await writes(stage, chris, "Tweede.", "Derde.")
    assert "Over Anna" not in read_by(stage, dewi)
    assert not [one for one in stage.log() if "Over Anna" in one.text]


async def test_a_late_reply_to_one_question_does_not_go_to_the_group(stage: Stage) -> None:
    group, (anna, bram, chris, dewi) = await team(stage, "Anna", "Bram", "Chris", "Dewi")
    await asks(stage, anna, bram, chris)
    await writes(stage, anna, *WISH)
    old = newest(stage, chris)
    await writes(stage, bram, *SAW)
    await stage.move_to("2026-12-14 09:00")
    circle = Circle(stage, group, [anna, bram, chris, dewi])
    await stage.say(anna, group, "/werkvorm vijf-stappen rustig")
    await circle.all_press(IN)
    assert circle.key == "collect"
    await stage.reply(chris, old, "Over Anna: je praatte door.")
    assert chris.id not in circle.state.given
    assert not [one for one in stage.log() if "Over Anna" in one.text]


async def replies(stage: Stage, person: Person, *texts: str) -> None:
    for text in texts:
        card = [one for one in stage.private(person) if "van 3" in one.text][-1]
        await stage.reply(person, card, text)


async def test_of_two_rounds_the_one_that_came_last_is_not_answered_to_the_other(stage: Stage) -> None:
    _, (anna, bram, dewi) = await team(stage, "Anna", "Bram", "Dewi")
    await stage.tell(bram, "/werkdagen ma wo do vr")
    await asks(stage, anna, bram)
    await writes(stage, anna, *WISH)
    await stage.move_to("2026-11-24 15:00")
    await asks(stage, dewi, bram)
    await writes(stage, dewi, *WISH)
    # On Tuesday Bram, who is free, looks at what there is; what Dewi asks comes on Wednesday.
    await stage.tell(bram, "/samen")
    await stage.press(bram, newest(stage, bram), "1")
    await stage.move_to("2026-11-25 09:00")
    assert "Dewi vraagt het jou" in newest(stage, bram).text
    await stage.tell(bram, "Over Dewi: je praatte door.")
    await writes(stage, bram, "Tweede.", "Derde.")
    assert "Over Dewi" not in read_by(stage, anna)


async def test_what_is_written_after_a_colleague_asked_does_not_go_to_the_group(stage: Stage) -> None:
    circle = await at(stage, "2", "Anna", "Bram", "Chris", "Dewi", "Eva")
    _, bram, _, dewi, _ = circle.people
    await stage.tell(bram, "/werkdagen di wo do vr")
    await asks(stage, dewi, bram)
    await replies(stage, dewi, *WISH)
    await circle.open(bram)
    await stage.move_to("2026-11-24 08:31")
    assert circle.key == "2"
    # What Dewi asks came after Bram had opened the case; a reminder of the case came in the same minute.
    assert "Dewi vraagt het jou" in read_by(stage, bram)
    await stage.tell(bram, "Je praatte door, vond ik. Hoorde je dat?")
    assert bram.id not in circle.state.given
    assert not [one for one in circle.texts() if "Je praatte door" in one]


async def test_words_after_a_colleague_asked_are_not_how_a_shared_intention_went(stage: Stage) -> None:
    group, (anna, bram) = await team(stage, "Anna", "Bram")
    await stage.say(anna, group, "/vraag")
    number = commitments.add(stage.database, 1, 1, bram.id, "Ik wacht langer.", stage.time.now())
    commitments.share(stage.database, number, True)
    # Bram pressed "Gelukt" under the look back: what they write next is what came of it, for two days.
    await stage.tell(bram, f"/lookback {number} kept")
    await stage.move_to("2026-11-24 09:00")
    await asks(stage, anna, bram)
    await replies(stage, anna, *WISH)
    assert "Anna vraagt het jou" in newest(stage, bram).text
    await stage.tell(bram, "Je praatte door, vond ik.")
    board = await stage.say(anna, group, "/voornemens")
    assert "Je praatte door" not in board.text
    assert not [row for row in stage.database.query("SELECT result FROM commitments") if row["result"]]


async def test_words_after_a_new_question_replace_no_earlier_answer(stage: Stage) -> None:
    group, (anna, bram) = await team(stage, "Anna", "Bram")
    await stage.say(anna, group, "/vraag")
    await stage.reply(bram, stage.from_bot(group)[-1], "Het ging goed vandaag.")
    assert [one for one in stage.log() if one.text == "Het ging goed vandaag."]
    await asks(stage, anna, bram)
    await stage.tell(bram, "/mijn edit 1")
    await replies(stage, anna, *WISH)
    assert "Anna vraagt het jou" in newest(stage, bram).text
    await stage.tell(bram, "Over Anna: je praatte door.")
    assert not [one for one in stage.log() if one.text == "Over Anna: je praatte door." and one.audience == "team"]


STEPS = ("Starters begeleiden.", "Eerst vragen.", "Ik praat te veel.", "Wie er praat.")


async def test_whoever_watches_along_hears_that_it_is_over(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    await asks(stage, anna, bram, chris, what="Van alle kanten")
    await writes(stage, anna, *STEPS)
    assert "over vier weken vraag ik wat je zag" in newest(stage, bram).text
    await stage.tell(anna, "/samen")
    await stage.press(anna, newest(stage, anna), "1")
    (here,) = pairs.running_in(stage.database, 1)

    await force(stage, anna, newest(stage, anna), f"pair {here.id} {here.state.position} rest sure")
    assert pairs.running_in(stage.database, 1) == []
    assert "Anna vraagt dit nu niet meer" in newest(stage, bram).text


async def test_whoever_watches_along_stays_asked(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    card = await asks(stage, anna, bram, chris, what="Van alle kanten")
    await writes(stage, anna, *STEPS)
    assert "over vier weken vraag ik wat je zag" in newest(stage, bram).text
    assert "al gekregen" in str(await stage.press(anna, card, "✓ Bram"))
    (here,) = pairs.running_in(stage.database, 1)
    assert bram.id in here.people


async def test_whoever_is_asked_during_the_weeks_hears_what_it_is_about(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    card = await asks(stage, anna, bram, what="Van alle kanten")
    await writes(stage, anna, *STEPS)
    await stage.press(anna, card, "Chris")
    await stage.move_to("2027-01-05 09:00")
    assert "Wat zag jij deze maand?" in read_by(stage, chris)
    assert "Starters begeleiden." in read_by(stage, chris)


async def test_whoever_said_not_now_is_not_asked_again(stage: Stage) -> None:
    _, (anna, bram, chris) = await team(stage, "Anna", "Bram", "Chris")
    card = await asks(stage, anna, bram, chris)
    await writes(stage, anna, *WISH)
    await stage.press(bram, newest(stage, bram), "Nu niet")
    heard = len(stage.private(bram))
    await stage.press(anna, card, "✓ Bram")
    card = newest(stage, anna) if "Je vraagt het" in newest(stage, anna).text else card
    if [b for row in card.buttons for b in row if b.text == "Bram"]:
        await stage.press(anna, card, "Bram")
    assert len(stage.private(bram)) == heard


async def test_whoever_asked_is_not_told_who_said_not_now(stage: Stage) -> None:
    _, (anna, bram, _chris, _dewi) = await asked(stage, "Anna", "Bram", "Chris", "Dewi")
    await stage.tell(anna, "/samen")
    before = newest(stage, anna).text
    await stage.press(bram, newest(stage, bram), "Nu niet")
    await stage.tell(anna, "/samen")
    assert newest(stage, anna).text == before


async def test_whoever_asked_is_not_told_who_was_silent(stage: Stage) -> None:
    _, (anna, bram, chris, dewi) = await asked(stage, "Anna", "Bram", "Chris", "Dewi")
    await stage.press(bram, newest(stage, bram), "Nu niet")
    await answer(stage, chris, dewi)
    assert "Jij vraagt het Chris en Dewi" not in newest(stage, anna).text


async def test_what_was_begun_goes_where_only_one_was_asked(stage: Stage) -> None:
    _, (_anna, bram) = await asked(stage, "Anna", "Bram")
    await writes(stage, bram, SAW[0])
    await stage.press(bram, newest(stage, bram), "Nu niet")
    assert not [one for one in stage.log() if one.text == SAW[0]]


async def test_nameless_words_go_at_once_when_whoever_asked_stops(stage: Stage) -> None:
    anna, bram, chris, _dewi = await nameless(stage)
    await answer(stage, bram, chris)
    await stage.press(anna, newest(stage, anna), "Laat rusten")
    await stage.press(anna, newest(stage, anna), "Ja, laat rusten")
    assert not [one for one in stage.log() if "gezien, twee" in one.text]


async def test_whoever_passes_after_a_piece_has_told_nothing(stage: Stage) -> None:
    _, (anna, bram, chris) = await asked(stage, "Anna", "Bram", "Chris")
    card = newest(stage, bram)
    await stage.tell(bram, SAW[0])
    await stage.press(bram, card, "Ik pas")
    await answer(stage, chris)
    assert SAW[0] not in read_by(stage, anna)


async def test_whoever_began_may_pass_and_the_proposal_is_still_to_come(stage: Stage) -> None:
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva")
    await stage.say(circle.owner, circle.group, "/begin besluit-met-bezwaren calm")
    await circle.all_press(IN)
    assert circle.key == "1"
    await circle.press(circle.owner, "Ik pas")
    # There is no proposal yet: nothing to ask about, to vote on or to object to.
    assert circle.key == "1"


async def test_two_rounds_of_one_person_are_told_apart(stage: Stage) -> None:
    _, (anna, bram, _) = await team(stage, "Anna", "Bram", "Chris")
    other = await stage.team("Bovenbouw", anna, bram)
    for person in (anna, bram):
        await stage.say(person, other, "/meedoen")
    for name in ("Onderbouw", "Bovenbouw"):
        await stage.tell(anna, "/samen")
        for button in ("Vraag een collega", name, "Vraag het rond", "Bram"):
            await stage.press(anna, newest(stage, anna), button)
        await writes(stage, anna, *WISH)
    await stage.tell(bram, "Je vroeg wie er nog niets zei.")
    ways = [button.text for row in newest(stage, bram).buttons for button in row]
    assert ways == [
        "Vraag het rond, met Anna · Onderbouw",
        "Vraag het rond, met Anna · Bovenbouw",
        "Nergens bij: wis het",
    ]
