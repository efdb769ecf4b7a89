"""The weekly digest: fixed once for all who lead, told to each at their own time, and safe for each."""

import re
from datetime import timedelta

import pytest
from app.leading import make_leader, week
from stage import Stage, local
from weekly import weekly

from bot.core.digest import suggestions
from bot.core.digest.facts import Facts
from bot.sandbox import Chat, Person
from bot.storage import commitments, sessions, taken_up


async def test_who_leads_is_in_no_number(stage: Stage) -> None:
    _, prompt, people = await week(stage)
    await stage.reply(people[4], prompt, "Ik lees mee.")
    await stage.move_to("2026-11-25 16:01")
    counted = next(iter(stage.database.query("SELECT available, took_part FROM sessions")))
    assert counted == {"available": 6, "took_part": 4}


async def test_who_leads_and_takes_part_is_in_no_number_either(stage: Stage) -> None:
    group, prompt, people = await week(stage)
    await stage.say(people[4], group, "/join")
    await stage.reply(people[4], prompt, "Ik doe mee.")
    await stage.move_to("2026-11-25 16:01")
    counted = next(iter(stage.database.query("SELECT available, took_part FROM sessions")))
    assert counted == {"available": 6, "took_part": 4}


async def test_a_digest_never_says_who_or_what_nor_a_name_in_it(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    # Before the first there is none to show again.
    assert "nog geen weekbericht" in (await stage.tell(ilse, "/weekbericht")).text
    method = sessions.latest_methods(stage.database, 1)[0][0]
    left = stage.rehearsal.program.house.content.methods[method].follow_up
    await stage.move_to("2026-11-27 15:31")
    everything = "\n".join(message.text for message in stage.private(ilse))
    assert [word for word in ("Anna", "Bram", "Chris", "Sem", "Geheim", "genoeg") if word in everything] == []
    # It is a few lines, of which none explains it, and holds what the question left for the meeting once it has closed.
    lines = [line for line in stage.private(ilse)[-1].text.splitlines() if line]
    assert (lines[0], len(lines) <= 6) == ("Onderbouw, week 48", True)
    assert left is not None
    assert left.in_("nl") in stage.private(ilse)[-1].text


async def test_a_digest_waits_for_the_leaders_next_working_day(stage: Stage) -> None:
    _, _, people = await week(stage)
    people[4].tell(stage.bot, "/werkdagen ma di")
    await stage.settle()
    await stage.move_to("2026-11-29 20:00")
    before = stage.private(people[4])[-1].text
    await stage.move_to("2026-11-30 09:00")
    assert "week 48" not in before
    assert "week 48" in stage.private(people[4])[-1].text


async def test_a_digest_shown_again_is_the_last_one_sent_whatever_happened_since(stage: Stage) -> None:
    group, _, (karin, _, _, _, ilse, dewi, _) = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    sent = stage.private(ilse)[-1].text
    await stage.reply(dewi, await stage.say(karin, group, "/ask"), "Wachten, wachten.")
    await stage.move_to("2026-12-01 10:00")
    assert (await stage.tell(ilse, "/weekbericht")).text == sent


async def test_somebody_who_leads_nothing_gets_no_digest(stage: Stage) -> None:
    (bram,) = stage.people("Bram")
    bram.start(stage.bot)
    bram.tell(stage.bot, "/digest")
    await stage.settle()
    assert "voor leidinggevenden" in stage.private(bram)[-1].text


async def test_a_coordinator_ends_the_digest(stage: Stage) -> None:
    karin, ilse = stage.people("Karin", "Ilse")
    group = await stage.team("Onderbouw", karin, ilse)
    await make_leader(stage, karin, ilse, group)
    ended = await stage.say(karin, group, "/leidinggevende stop")
    ilse.tell(stage.bot, "/digest")
    await stage.settle()
    assert (ended.text, "voor leidinggevenden" in stage.private(ilse)[-1].text) == (
        "Ilse krijgt geen weekbericht meer.",
        True,
    )


async def second_week(stage: Stage, group: Chat, *said: tuple[Person, str]) -> None:
    """Play the Tuesday after: people answer the next question."""
    await stage.move_to("2026-12-01 12:31")
    for person, text in said:
        await stage.reply(person, stage.prompt(group), text)
    await stage.move_to("2026-12-04 15:31")


async def test_a_leader_gets_a_band_and_returning_words_on_friday(stage: Stage) -> None:
    group, _, (karin, anna, _, _, ilse, *_) = await week(stage)
    await stage.move_to("2026-11-27 15:31")
    first = stage.private(ilse)[-1].text
    await second_week(stage, group, (karin, "Met wachten kwam het."), (anna, "Ik moest wachten."))
    second = stage.private(ilse)[-1].text
    assert [("half" in text or "helft" in text, "wachten" in text) for text in (first, second)] == [
        (True, False),
        (True, True),
    ]
    assert [word for word in ("×", "Drie van", "iedereen deed", "niemand deed", "Sem") if word in first + second] == []
    # How many took part is told in words each week, also where it stays the same; then a picture comes with it.
    await stage.move_to("2026-12-08 12:31")
    for person in (karin, anna):
        await stage.reply(person, stage.prompt(group), "Ik telde.")
    await stage.move_to("2026-12-11 15:31")
    told = [one for one in stage.private(ilse) if "Onderbouw, week" in one.text]
    assert [bool(re.search("helft|half", one.text)) for one in told] == [True, True, True]
    assert [bool(one.extra.get("photo")) for one in told] == [False, False, True]


async def test_of_a_question_from_before_somebody_led_they_are_told_no_band(stage: Stage) -> None:
    group, prompt, people = await week(stage)
    dewi = people[5]
    await stage.reply(dewi, prompt, "Ik telde tot vijf.")
    await stage.move_to("2026-11-26 12:00")
    await make_leader(stage, people[0], dewi, group)
    await stage.move_to("2026-11-27 15:31")
    told = ["meesten" in stage.private(leader)[-1].text for leader in (people[4], dewi)]
    assert (told, "zeg ik niet" in stage.private(dewi)[-1].text) == ([True, False], True)


async def test_what_all_who_lead_are_told_is_one_text(stage: Stage) -> None:
    group, _, people = await week(stage)
    for person in people[1:4]:
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=3))
    await stage.move_to("2026-11-26 12:00")
    (olaf,) = stage.people("Olaf")
    people[0].invite(group, olaf)
    await make_leader(stage, people[0], olaf, group)
    await second_week(stage, group, *((person, "Wachten.") for person in people[:4]))
    ilse, olaf_reads = (stage.private(one)[-1].text for one in (people[4], olaf))
    # Of the week before, Olaf may not know how many took part; all else is one text.
    shared = [part.splitlines()[2:] for part in (ilse, olaf_reads)]
    assert ("hal" in olaf_reads or "hel" in olaf_reads, shared[0]) == (True, shared[1])


async def test_a_word_of_two_others_and_somebody_who_leads_is_not_said_to_return(stage: Stage) -> None:
    group, prompt, (karin, _, _, chris, ilse, dewi, els) = await week(stage)
    for person, text in ((karin, "Wij knutselden lang."), (dewi, "Bij mij knutselden ze."), (ilse, "Ze knutselden.")):
        await stage.reply(person, prompt, text)
    await second_week(
        stage, group, (dewi, "Ze knutselden."), (ilse, "Knutselden ze?"), (chris, "Het wachten."), (els, "Ook wachten.")
    )
    digest = stage.private(ilse)[-1].text
    assert ("wachten" in digest, "knutsel" in digest) == (True, False)


async def test_a_word_that_everybody_used_who_wrote_is_not_said_to_return(stage: Stage) -> None:
    group, _, (_, anna, _, _, ilse, _, els) = await week(stage)
    [written] = [message for message in group.messages if message.text == "Ik had het druk."]
    els.edit(written, "Ik had het druk met wachten.")
    await stage.settle()
    await second_week(stage, group, (anna, "Wachten."))
    digest = stage.private(ilse)[-1].text
    assert ("Onderbouw, week 49" in digest, "wachten" in digest.lower()) == (True, False)


async def test_a_digest_counts_commitments_where_three_people_have_one(stage: Stage) -> None:
    _, _, people = await week(stage)
    told = []
    for person in people[1:4]:
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=9))
        if person is not people[1]:
            await stage.move_to("2026-11-27 15:31" if person is people[2] else "2026-12-11 15:31")
            told.append(bool(re.search("oorn[ae]m", stage.private(people[4])[-1].text)))
    assert told == [False, True]


async def test_a_digest_counts_no_commitments_of_two_others_and_somebody_who_leads(stage: Stage) -> None:
    _, _, people = await week(stage)
    for person in (people[1], people[2], people[4]):
        commitments.add(stage.database, 1, 1, person.id, "Ik wacht langer.", stage.time.now() + timedelta(weeks=3))
    await stage.move_to("2026-11-27 15:31")
    digest = stage.private(people[4])[-1].text
    assert ("helft" in digest, "oornemen" in digest) == (True, False)


async def test_where_a_question_is_merely_open_the_next_digest_tells_of_it_and_there_is_none_before(
    stage: Stage,
) -> None:
    group, _, (karin, *_, ilse, _, _) = await week(stage)
    await stage.say(karin, group, "/ritme om de week do 12:30")
    before = len(stage.private(ilse))
    await stage.move_to("2026-12-11 15:31")
    assert [one.text for one in stage.private(ilse)[before:] if "week 50" in one.text] == []
    await stage.move_to("2026-12-18 15:31")
    told = stage.private(ilse)[-1].text
    assert ("Onderbouw, week 51" in told, "Het geluid in je klas" in told) == (True, True)


async def test_the_first_digest_comes_even_where_its_question_is_open(stage: Stage) -> None:
    group, anna = await weekly(stage)
    (ilse,) = stage.people("Ilse")
    anna.invite(group, ilse)
    ilse.start(stage.bot)
    await make_leader(stage, anna, ilse, group)
    await stage.say(anna, group, "/ritme week do 12:30")
    await stage.move_to("2026-11-27 15:31")
    told = stage.private(ilse)[-1].text
    assert ("Onderbouw, week 48" in told, "komen nog antwoorden" in told or "nog open" in told) == (True, True)


async def test_a_question_that_the_group_talked_over_is_named_once(stage: Stage) -> None:
    group, _, (karin, anna, _, _, ilse, *_) = await week(stage)
    await second_week(stage, group, (karin, "Wij telden."), (anna, "Ik telde."))
    taken_up.add(stage.database, 1, None, stage.time.now())
    taken_up.note_talked_over(stage.database, 1, stage.time.now() + timedelta(hours=1))
    (told,) = [one for one in stage.private(ilse) if "week 48" in one.text]
    (title,) = re.findall("“([^”?]*)”", told.text)
    await stage.move_to("2026-12-11 15:31")
    assert title in stage.private(ilse)[-1].text
    await stage.move_to("2026-12-18 15:31")
    assert title not in stage.private(ilse)[-1].text


async def test_what_was_kept_in_part_is_neither_kept_nor_not(stage: Stage) -> None:
    _, _, people = await week(stage)
    came_of_it: tuple[commitments.State, ...] = ("partly", "kept", "dropped")
    for person, state in zip(people[1:4], came_of_it, strict=True):
        number = commitments.add(stage.database, 1, 1, person.id, "Ik wacht.", stage.time.now() + timedelta(weeks=3))
        commitments.answer(stage.database, number, state, stage.time.now())
    await stage.move_to("2026-11-27 15:31")
    assert "Voornemens: één gelukt en één deels." in stage.private(people[4])[-1].text


@pytest.mark.parametrize("answering", [0, 1, 2, 3])
async def test_a_digest_of_three_is_the_same_whoever_answered_and_whatever_they_wrote(
    stage: Stage, answering: int
) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Ilse")
    *three, ilse = people
    group = await stage.team("Klein", *people)
    await stage.press(three[0], stage.last(group), "Ja, elke dinsdag")
    for person in three:
        await stage.say(person, group, "/join")
    await make_leader(stage, three[0], ilse, group)
    for tuesday in ("24", "01"):
        await stage.move_to(f"2026-{'11' if tuesday == '24' else '12'}-{tuesday} 12:31")
        for person in three[:answering]:
            await stage.reply(person, stage.prompt(group), "Het was de werkdruk.")
    await stage.move_to("2026-12-04 16:00")
    digest = stage.private(ilse)[-1].text
    facts = Facts.model_validate_json(
        stage.database.execute("SELECT facts FROM digest_weeks ORDER BY id DESC LIMIT 1").fetchone()[0]
    )
    told = ([week.what for week in facts.weeks], facts.themes, facts.intended, facts.released)
    assert told == (["untold", "untold"], (), None, ())
    # What is suggested hangs on no more than that.
    bare = Facts.model_validate({**facts.model_dump(), "suggestion": None, "wordings": {}})
    assert facts.suggestion in suggestions.fitting(bare, set())
    own = re.sub("“[^”]*”", "", digest)
    assert [word for word in ("werkdruk", "weinig", "helft", "meesten", "drie") if word in own] == []


async def test_a_leader_of_several_teams_gets_one_message_in_the_order_of_their_names(stage: Stage) -> None:
    karin, anna, ilse = stage.people("Karin", "Anna", "Ilse")
    for title in ("Zonnebloem", "Anjer"):
        group = await stage.team(title, karin, anna, ilse)
        await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
        await make_leader(stage, karin, ilse, group)
    before = len(stage.private(ilse))
    await stage.move_to("2026-11-27 15:31")
    (message,) = stage.private(ilse)[before:]
    assert [line for line in message.text.splitlines() if ", week" in line] == ["Anjer, week 48", "Zonnebloem, week 48"]
    assert [button.text for row in message.buttons for button in row] == ["Anjer", "Zonnebloem"]
    again = await stage.tell(ilse, "/weekbericht")
    await stage.press(ilse, again, "Zonnebloem")
    assert (again.text, stage.private(ilse)[-1].text.splitlines()[0]) == (message.text, "Zonnebloem, week 48")


async def test_a_leader_chooses_the_day_and_hour_of_their_digest(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    told = await stage.tell(ilse, "/weekbericht dag ma 11:15")
    await stage.move_to("2026-11-30 11:14")
    before = stage.private(ilse)[-1]
    await stage.move_to("2026-11-30 11:16")
    assert ("op maandag om 11.15 uur" in told.text, before, "week 48" in stage.private(ilse)[-1].text) == (
        True,
        told,
        True,
    )
    await stage.tell(ilse, "/digest day auto")
    await stage.move_to("2026-12-04 15:31")
    assert "week 49" in stage.private(ilse)[-1].text


async def test_read_after_the_next_question_it_does_not_say_that_one_is_to_come(stage: Stage) -> None:
    group, _, people = await week(stage)
    # What comes a week later is no news: only what comes later than that is told.
    await stage.say(people[0], group, "/ritme drie weken di 12:30 vanaf 15 december")
    await stage.tell(people[4], "/weekbericht dag ma 11:15")
    await stage.move_to("2026-11-30 11:16")
    assert "15 december" in stage.private(people[4])[-1].text, stage.private(people[4])[-1].text
    await stage.tell(people[4], "/weekbericht dag wo 11:15")
    await stage.move_to("2026-12-09 11:16")
    told = stage.private(people[4])[-1].text
    assert ("week 49" in told, "8 december" in told) == (True, False)
    assert (await stage.tell(people[4], "/weekbericht")).text == told


@pytest.mark.parametrize("given", ["/skipnext", "/movenext 17 december", "/movenext 16 december 10:00"])
async def test_it_promises_no_question_that_was_skipped_or_moved_before_it_is_told(stage: Stage, given: str) -> None:
    group, _, people = await week(stage)
    await stage.say(people[0], group, "/ritme drie weken di 12:30 vanaf 15 december")
    await stage.tell(people[4], "/weekbericht dag ma 11:15")
    await stage.move_to("2026-11-28 11:00")
    await stage.say(people[0], group, given)
    await stage.move_to("2026-11-30 11:16")
    told = stage.private(people[4])[-1].text
    assert ("week 48" in told, "15 december" in told) == (True, False)
    await stage.move_to("2026-12-17 11:16")
    assert "15 december" not in (await stage.tell(people[4], "/weekbericht")).text


async def test_a_day_that_is_chosen_while_one_waits_holds_for_that_one_too(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    await stage.tell(ilse, "/digest day thu 9:00")
    await stage.move_to("2026-11-28 09:00")
    await stage.tell(ilse, "/digest day mon 9:30")
    await stage.move_to("2026-11-30 09:31")
    assert "week 48" in stage.private(ilse)[-1].text


async def test_a_chosen_day_on_leave_moves_to_the_next_day_they_work(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    await stage.tell(ilse, "/digest day mon 9:30")
    await stage.move_to("2026-11-28 09:00")
    told = await stage.tell(ilse, "/stil t/m 1-12-2026")
    await stage.move_to("2026-12-02 09:29")
    before = stage.private(ilse)[-1]
    await stage.move_to("2026-12-02 09:31")
    assert (before, "week 48" in stage.private(ilse)[-1].text) == (told, True)


NO_TIMES = {
    "": "komt vrijdagmiddag",
    "soms": "komt vrijdagmiddag",
    "za 10:00": "Zaterdag staat niet bij je werkdagen",
    "ma di 10:00": "op één dag",
    "om de week ma 10:00": "op één dag",
}


async def test_what_is_no_day_and_hour_of_theirs_changes_nothing(stage: Stage) -> None:
    _, _, people = await week(stage)
    told = {wanted: (await stage.tell(people[4], f"/weekbericht dag {wanted}")).text for wanted in NO_TIMES}
    await stage.move_to("2026-11-27 15:31")
    assert [wanted for wanted, said in NO_TIMES.items() if said not in told[wanted]] == []
    assert "week 48" in stage.private(people[4])[-1].text


async def test_what_it_holds_is_fixed_on_friday_whatever_happens_until_it_is_read(stage: Stage) -> None:
    _, prompt, people = await week(stage)
    ilse, dewi = people[4:6]
    await stage.tell(ilse, "/digest day mon 9:30")
    await stage.move_to("2026-11-27 15:31")
    facts = stage.database.execute("SELECT facts FROM digest_weeks").fetchone()[0]
    await stage.reply(dewi, prompt, "Wachten, wachten.")
    await stage.tell(dewi, f"/mijn release {stage.log()[-1].id}")
    await stage.move_to("2026-11-30 09:31")
    assert (
        "Dewi" in stage.private(ilse)[-1].text,
        stage.database.execute("SELECT facts FROM digest_weeks").fetchone()[0],
    ) == (False, facts)
    await stage.move_to("2026-12-07 09:31")
    assert "Dewi: “Wachten, wachten.”" in stage.private(ilse)[-1].text


async def test_who_stopped_leading_before_it_went_out_gets_none(stage: Stage) -> None:
    _, _, people = await week(stage)
    await stage.tell(people[4], "/digest day mon 9:30")
    await stage.move_to("2026-11-28 09:00")
    await stage.tell(people[4], "/geenweekbericht")
    await stage.move_to("2026-11-30 10:00")
    left = stage.database.execute("SELECT count(*) FROM digests").fetchone()[0]
    assert ("week 48" in stage.private(people[4])[-1].text, left) == (False, 0)


async def test_after_a_leave_of_weeks_the_last_one_comes_with_all_that_was_released(stage: Stage) -> None:
    _, prompt, people = await week(stage)
    ilse, dewi = people[4:6]
    await stage.tell(ilse, "/stil t/m 6-12-2026")
    await stage.reply(dewi, prompt, "Wachten, wachten.")
    await stage.tell(dewi, f"/mijn release {stage.log()[-1].id}")
    before = len(stage.private(ilse))
    await stage.move_to("2026-12-07 12:00")
    digests = [one.text for one in stage.private(ilse)[before:] if "Onderbouw, week" in one.text]
    assert (len(digests), digests[0].splitlines()[0], "Dewi:" in digests[0]) == (1, "Onderbouw, week 49", True)


async def test_a_bot_that_was_down_tells_nobody_by_night(stage: Stage) -> None:
    _, _, people = await week(stage)
    await stage.move_to("2026-11-27 15:30")
    before = len(stage.private(people[4]))
    # The clock stood still until late that evening.
    stage.time.move_to(local("2026-11-27 23:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    await stage.move_to("2026-11-30 08:29")
    at_night = len(stage.private(people[4]))
    await stage.move_to("2026-11-30 08:31")
    assert (at_night, len(stage.private(people[4]))) == (before, before + 1)


async def test_teams_with_the_longest_names_and_the_most_questions_fit_a_message(stage: Stage) -> None:
    karin, anna, ilse = stage.people("Karin", "Anna", "Ilse")
    for number in range(4):
        group = await stage.team(f"{number} {'Onderbouw ' * 12}".strip(), karin, anna, ilse)
        await stage.press(karin, stage.last(group), "Ja, elke dinsdag")
        await make_leader(stage, karin, ilse, group)
        for _ in range(2):
            await stage.say(karin, group, "/vraag")
    before = len(stage.private(ilse))
    await stage.move_to("2026-11-27 15:31")
    found = [message.text for message in stage.private(ilse)[before:]]
    assert [text.count(", week 48") for text in found] == [3, 1]
    sent = len(stage.private(ilse))
    await stage.tell(ilse, "/weekbericht")
    assert [message.text for message in stage.private(ilse)[sent:] if message.sender is stage.bot] == found


async def test_a_digest_of_somebody_else_is_shown_to_nobody(stage: Stage) -> None:
    _, _, people = await week(stage)
    # Who chose the very hour at which it is made gets it that day.
    await stage.tell(people[4], "/digest day fri 15:30")
    await stage.move_to("2026-11-27 15:31")
    assert "week 48" in stage.private(people[4])[-1].text
    (nora, omar) = stage.people("Nora", "Omar")
    await make_leader(stage, nora, omar, await stage.team("Elders", nora, omar))
    told = [(await stage.tell(omar, f"/digest {part} 1")).text for part in ("show", "words", "released")]
    assert told == ["Dat weekbericht heb ik niet meer voor je."] * 3
    await stage.tell(people[4], "/geenweekbericht")
    assert "week 48" not in (await stage.tell(people[4], "/digest show 1")).text


@pytest.mark.parametrize("day", ["di", "do"])
async def test_what_returns_is_told_whatever_day_is_asked_on(stage: Stage, day: str) -> None:
    people = stage.people("Anna", "Bram", "Chris", "Dewi", "Eva", "Femke", "Ilse")
    *six, ilse = people
    group = await stage.team("Onderbouw", *people)
    await stage.say(six[0], group, f"/ritme week {day} 12:30")
    for person in six:
        await stage.say(person, group, "/meedoen")
    await make_leader(stage, six[0], ilse, group)
    dates = ("11-24", "12-01", "12-08") if day == "di" else ("11-26", "12-03", "12-10")
    for date in dates:
        await stage.move_to(f"2026-{date} 12:31")
        for person in six[:3]:
            await stage.reply(person, stage.prompt(group), "Het was vooral de werkdruk.")
        for person, words in zip(six[3:], ("Een mooi gesprek.", "Samen gelachen.", "Rustig begonnen."), strict=True):
            await stage.reply(person, stage.prompt(group), words)
    await stage.move_to("2026-12-18 16:00")
    query = "SELECT facts FROM digest_weeks ORDER BY id"
    told = [Facts.model_validate_json(row[0]).themes for row in stage.database.execute(query).fetchall()]
    assert ("werkdruk",) in told


async def test_whoever_leads_since_this_week_gets_a_first_digest_too(stage: Stage) -> None:
    group, _, (karin, *_, ilse, _, _) = await week(stage)
    await stage.say(karin, group, "/ritme om de week do 12:30")
    await stage.move_to("2026-12-10 09:00")
    (jan,) = stage.people("Jan")
    karin.invite(group, jan)
    jan.start(stage.bot)
    await make_leader(stage, karin, jan, group)
    await stage.move_to("2026-12-11 15:31")
    assert ["week 50" in stage.private(one)[-1].text for one in (jan, ilse)] == [True, False]


async def test_the_buttons_of_an_old_digest_say_that_none_comes_any_more(stage: Stage) -> None:
    _, _, people = await week(stage)
    ilse = people[4]
    await stage.move_to("2026-11-27 15:31")
    digest = stage.private(ilse)[-1]
    await stage.tell(ilse, "/geenweekbericht")
    given = [one.data for row in digest.buttons for one in row if one.data]
    said = [await stage.press(ilse, digest, one) for one in given]
    assert given
    assert [one for one in said if not (one or "").startswith("Je krijgt het weekbericht niet meer")] == []
