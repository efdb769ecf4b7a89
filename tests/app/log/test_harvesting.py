"""The harvest: what a team may read of what some time brought it, in one message, and nothing of a case."""

from datetime import timedelta

import pytest
from stage import Stage

from bot.sandbox import Chat, Person
from bot.storage import commitments, taken_up

SUCCESS = "De klas werd vanzelf stil"


async def team(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    """Return a team of members who can be reached in private."""
    people = stage.people(*(names or ("Karin", "Zebrafinkje", "Bram")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
        person.start(stage.bot)
    await stage.settle()
    return group, people


async def successful(stage: Stage) -> tuple[Chat, list[Person]]:
    """Return a team with a success, a commitment that was kept and shared, one that was not shared, and a tile."""
    group, people = await team(stage)
    karin, finch, bram = people
    prompt = await stage.say(karin, group, "/vraag R6")
    await stage.reply(finch, prompt, SUCCESS)
    for person, text, is_shared in ((finch, "Langer wachten", True), (bram, "Zachter praten", False)):
        number = commitments.add(stage.database, 1, 1, person.id, text, stage.time.now() + timedelta(days=2))
        commitments.share(stage.database, number, is_shared)
        commitments.answer(stage.database, number, "kept", stage.time.now())
    await stage.say(bram, group, "/tegel Eerst kijken")
    await stage.move_to("2026-11-26 17:00")
    return group, people


async def test_it_holds_successes_what_came_of_shared_intentions_and_tiles(stage: Stage) -> None:
    group, (karin, *_) = await successful(stage)
    harvest = (await stage.say(karin, group, "/oogst")).text
    held = [f"Zebrafinkje: “{SUCCESS}”", "nam zich voor: “Langer wachten” Gelukt.", "“Eerst kijken”", "Zachter"]
    assert [words in harvest for words in held] == [True, True, True, False]


async def test_the_next_one_goes_on_from_the_last_which_is_not_of_today(stage: Stage) -> None:
    group, (karin, *_) = await successful(stage)
    first = (await stage.say(karin, group, "/oogst")).text
    again = (await stage.say(karin, group, "/harvest")).text
    await stage.move_to("2026-12-03 12:00")
    later = (await stage.say(karin, group, "/oogst")).text
    year = (await stage.say(karin, group, "/oogst jaar")).text
    assert (again, "is er niets te oogsten" in later, SUCCESS in year) == (first, True, True)
    assert "Sinds 26 november 2026" in later


async def test_nothing_that_belongs_to_a_session_alone_is_in_it(stage: Stage) -> None:
    group, (karin, *_) = await successful(stage)
    stage.database.execute("UPDATE entries SET audience = 'group' WHERE kind = 'success'")
    assert SUCCESS not in (await stage.say(karin, group, "/oogst")).text


async def test_fifteen_long_successes_stand_in_it_none_left_out_and_no_word_cut(stage: Stage) -> None:
    group, people = await team(stage, *(f"Persoon{number}" for number in "abcdefghijklmno"))
    prompt = await stage.say(people[0], group, "/vraag R6")
    for person in people:
        await stage.reply(person, prompt, "woordje " * 500)
    harvest = (await stage.say(people[0], group, "/oogst")).text
    quotes = [line for line in harvest.splitlines() if line.startswith("Persoon")]
    words = {word.strip("“”…") for line in quotes for word in line.partition(": ")[2].split()}
    assert (len(quotes), words, "Niet alles past hier" in harvest) == (15, {"woordje"}, True)


async def test_erased_words_leave_the_harvest(stage: Stage) -> None:
    group, (karin, finch, _) = await successful(stage)
    harvest = await stage.say(karin, group, "/oogst")
    await stage.tell(finch, "/vergeet ja")
    await stage.move_to("2026-11-26 23:00")
    assert ("Zebrafinkje" in harvest.text, SUCCESS in harvest.text, "Eerst kijken" in harvest.text) == (
        False,
        False,
        True,
    )


async def test_a_tile_from_before_a_term_is_asked_about(stage: Stage) -> None:
    group, (karin, *_) = await successful(stage)
    await stage.move_to("2027-03-10 12:00")
    prompt = await stage.say(karin, group, "/vraag R6")
    await stage.reply(karin, prompt, "Het lukte weer.")
    harvest = (await stage.say(karin, group, "/oogst")).text
    assert "De tegel “Eerst kijken” hangt sinds 23 november 2026. Klopt hij nog?" in harvest


@pytest.mark.parametrize("is_blind", [False, True])
async def test_what_showed_after_a_harvest_is_in_the_next_and_never_comes_into_that(
    stage: Stage, is_blind: bool
) -> None:
    group, people = await team(stage, "Karin", "Bram", "Dewi")
    await stage.move_to("2026-11-23 10:00")
    if is_blind:
        await stage.say(people[0], group, "/ritme blind aan")
    prompt = await stage.say(people[0], group, "/vraag R6")
    for person in people:
        await stage.follow(person, prompt, "Antwoord in privé")
        answer = await stage.tell(person, f"Het lukte bij {person.name}.")
        if not is_blind:
            await stage.press(person, answer, "Het team leest het, zonder mijn naam")
    for person in people[1:]:
        await stage.say(person, group, f"/tegel Van {person.name}")
    first = await stage.say(people[0], group, "/oogst")
    await stage.move_to("2026-12-03 12:00")
    later = (await stage.say(people[0], group, "/oogst")).text
    await stage.tell(people[2], "/vergeet ja")
    await stage.move_to("2026-12-03 14:00")
    assert [tile in first.text for tile in ("Van Bram", "Van Dewi")] == [True, False]
    assert ["Het lukte bij Karin." in text for text in (first.text, later)] == [False, True]


async def test_it_tells_what_returned_and_what_nobody_was_heard_of_again(stage: Stage) -> None:
    group, (karin, finch, bram) = await team(stage)
    asked = []
    said = ("Uit het rekenboek van groep 4.", "Mijn rekenboek bleef in de kast.", "We lazen er het rekenboek op na.")
    for day in ("2026-11-24", "2026-12-01"):
        prompt = await stage.say(karin, group, "/vraag")
        # One of them each time, and each of the others once.
        for person, words in zip((finch, karin if day < "2026-12" else bram), said[1:], strict=True):
            await stage.reply(person, prompt, words)
        asked.append(max(row["id"] for row in stage.database.query("SELECT id FROM sessions")))
        await stage.move_to(f"{day} 16:00")
    await stage.move_to("2026-12-16 12:00")
    for session, ago in ((asked[0], 10), (asked[1], 3)):
        taken_up.add(stage.database, session, None, stage.time.now() - timedelta(days=ago))
    await stage.say(bram, group, "/tegel Eerst kijken")
    text = (await stage.say(karin, group, "/oogst")).text
    house = stage.rehearsal.program.house
    methods = {row["id"]: row["method"] for row in stage.database.query("SELECT * FROM sessions")}
    left = [house.content.methods[methods[number]].follow_up for number in asked]
    lying = text.partition("Wat er nog ligt\n")[2].partition("\n")[0]
    # Of the other it was asked three days ago only.
    assert [one is not None and one.nl in lying for one in left] == [True, False]
    assert "Hier kwamen jullie steeds op terug: rekenboek\nKarin, " in text
    taken_up.note_talked_over(stage.database, asked[0], stage.time.now())
    await stage.move_to("2026-12-17 12:00")
    assert "Wat er nog ligt" not in (await stage.say(karin, group, "/oogst blok")).text


async def test_somebody_is_heard_of_each_question_and_what_waits_stands_at_the_end(stage: Stage) -> None:
    group, (karin, finch, bram) = await team(stage)
    for at, (person, day) in enumerate(((finch, "24"), (bram, "26")), 1):
        prompt = await stage.say(karin, group, "/vraag R1")
        await stage.reply(person, prompt, f"Antwoord nummer {at}.")
        await stage.move_to(f"2026-11-{day} 16:05")
    await stage.reply(bram, stage.last(group), "Mag ik eens komen kijken?")
    await stage.move_to("2026-11-27 12:00")
    text = (await stage.say(karin, group, "/oogst")).text
    words, _, waits = text.partition("Wat jullie verder schreven\n")[2].partition("Wat er nog ligt\n")
    assert [f"Antwoord nummer {at}." in words for at in (1, 2)] == [True, True]
    assert "Bram vroeg op donderdag 26 november, na " in waits
    await stage.tell(bram, "/vergeet ja")
    await stage.move_to("2026-11-27 14:00")
    harvest = next(one.text for one in stage.from_bot(group) if one.text.startswith("De oogst sinds"))
    assert ("Zebrafinkje: “Antwoord" in harvest, "Bram" in harvest) == (True, False)


async def test_what_one_message_does_not_hold_comes_in_two_that_both_follow_what_is_erased(stage: Stage) -> None:
    group, people = await team(stage, *(f"Persoon{number}" for number in "abcdefgh"))
    long = "Een zin die ergens over gaat, en ook nog ergens eindigt. " * 6
    for day in ("24", "26", "30"):
        for family in ("R1", "R6"):
            prompt = await stage.say(people[0], group, f"/vraag {family}")
            for person in people:
                await stage.reply(person, prompt, f"{person.name} zei het. {long}")
        await stage.move_to(f"2026-11-{day} 16:05")
    for person in people:
        number = commitments.add(stage.database, 1, 1, person.id, f"{person.name} wil. {long}", stage.time.now())
        commitments.share(stage.database, number, True)
        commitments.answer(stage.database, number, "kept", stage.time.now())
    await stage.say(people[1], group, "/tegel Eerst kijken")
    await stage.move_to("2026-12-01 12:00")
    await stage.say(people[0], group, "/oogst")
    first, second = stage.from_bot(group)[-2:]
    assert (first.text.startswith("De oogst sinds"), "Eerst kijken" in first.text) == (True, True)
    assert (second.text.startswith("De oogst, in jullie eigen woorden"), "Persoona zei" in second.text) == (True, True)
    for person in people:
        await stage.tell(person, "/vergeet ja")
    await stage.move_to("2026-12-01 15:00")
    assert all("Persoon" not in message.text for message in stage.from_bot(group)[-2:])
