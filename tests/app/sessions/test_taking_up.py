"""A fortnight after a question closed, a summary or overview asks what became of the one it left for the meeting."""

from stage import Stage

from bot.sandbox import Chat, Message, Person

HEADING = "Is hier nog iets van gekomen?"


async def weekly(stage: Stage) -> tuple[Chat, Person, Person]:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    return group, anna, bram


async def answered(stage: Stage, group: Chat, by: Person, *days: str) -> list[tuple[str, str]]:
    """Let somebody answer the questions of some Tuesdays; return what each asks, and the summary of each."""
    told = []
    for day in days:
        await stage.move_to(f"{day} 12:31")
        title = stage.prompt(group).text.partition("\n")[0]
        await stage.reply(by, stage.prompt(group), f"Antwoord van {day}.")
        await stage.move_to(f"{day[:-2]}{int(day[-2:]) + 3:02} 16:01")
        told.append((title, stage.last(group).text))
    return told


def taken_up(text: str) -> str:
    return text.partition(f"{HEADING}\n")[2].partition("” gaf ik jullie mee")[0].removeprefix("Bij “")


async def test_a_fortnight_later_it_is_asked_once_and_one_a_fortnight(stage: Stage) -> None:
    group, anna, _ = await weekly(stage)
    await stage.say(anna, group, "/ritme overzicht nooit")
    told = await answered(stage, group, anna, "2026-11-24", "2026-12-01", "2026-12-08")
    await stage.reply(anna, stage.last(group), "We begonnen er de vergadering mee.")
    told += await answered(stage, group, anna, "2026-12-15")
    later = await answered(stage, group, anna, "2027-01-05", "2027-01-12", "2027-01-19")
    assert [taken_up(text) for _, text in told] == ["", "", told[0][0], ""]
    # The one that closed last, at least a fortnight ago; before that, one that asks to choose something.
    assert [taken_up(text) for _, text in later] == [told[3][0], "", told[2][0]]
    assert "Kies één van deze ideeën." in told[2][1]


async def test_where_nobody_replied_twice_it_rests_for_eight_weeks(stage: Stage) -> None:
    group, anna, _ = await weekly(stage)
    await stage.say(anna, group, "/ritme overzicht nooit")
    days = ("2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15", "2027-01-05", "2027-01-12", "2027-01-19")
    told = await answered(stage, group, anna, *days, "2027-02-02")
    assert [bool(taken_up(text)) for _, text in told] == [False, False, True, False, True, False, False, False]
    later = await answered(stage, group, anna, "2027-03-02", "2027-03-09")
    assert [bool(taken_up(text)) for _, text in later] == [True, False]


async def test_what_nobody_answered_is_not_taken_up(stage: Stage) -> None:
    group, anna, _ = await weekly(stage)
    await stage.say(anna, group, "/ritme overzicht nooit")
    await stage.move_to("2026-12-01 12:30")
    told = await answered(stage, group, anna, "2026-12-08", "2026-12-15")
    assert [taken_up(text) for _, text in told] == ["", ""]


async def test_an_overview_takes_it_up_and_replies_go_with_that_question(stage: Stage) -> None:
    group, anna, bram = await weekly(stage)
    await stage.say(anna, group, "/ritme overzicht maand ma 9:00")
    await answered(stage, group, anna, "2026-11-24")
    await stage.move_to("2026-12-07 09:01")
    assert HEADING not in stage.last(group).text
    await answered(stage, group, anna, "2026-12-08")
    await stage.say(anna, group, "/ritme overzicht maand wo 9:00")
    await stage.move_to("2027-01-06 09:01")
    overview = stage.last(group)
    assert taken_up(overview.text)
    reply = await stage.reply(bram, overview, "We begonnen er de vergadering mee.")
    assert reply.reactions == {stage.bot.id: "✍"}
    await stage.move_to("2027-01-13 12:00")
    await stage.move_to("2027-01-15 16:01")
    left = overview.text.partition("gaf ik jullie mee: “")[2].partition("”")[0]
    assert f"Wat ervan kwam\n“{left}”\nBram, woensdag 6 januari: “We begonnen er" in stage.last(group).text


async def test_it_stays_in_a_summary_that_is_worded_anew(stage: Stage) -> None:
    group, anna, bram = await weekly(stage)
    await stage.say(anna, group, "/ritme overzicht nooit")
    await answered(stage, group, anna, "2026-11-24")
    await stage.move_to("2026-12-08 12:31")
    await stage.reply(bram, stage.prompt(group), "Weg hiermee.")
    await stage.reply(anna, stage.prompt(group), "Dit blijft.")
    await stage.move_to("2026-12-11 16:01")
    summary = stage.last(group)
    before = taken_up(summary.text)
    bram.start(stage.bot)
    await stage.settle()
    await stage.tell(bram, "/vergeet ja")
    assert (bool(before), "Weg hiermee." in summary.text, taken_up(summary.text)) == (True, False, before)


LONG = (
    "We hebben het er lang over gehad, eerst in het overleg en daarna op de gang, en we schrappen de mail van vrijdag. "
)
SAID = "Dat hebben we besproken"


async def taken_up_in_overview(stage: Stage, *others: str) -> tuple[Chat, list[Person], Message]:
    """Return a group of which an overview has taken up a question, its people, and that overview."""
    group, anna, bram = await weekly(stage)
    people = [anna, bram, *stage.people(*others)]
    for person in people:
        if person not in (anna, bram):
            anna.invite(group, person)
        await stage.say(person, group, "/meedoen")
    await answered(stage, group, anna, "2026-11-24", "2026-12-08")
    await stage.say(anna, group, "/ritme overzicht maand wo 9:00")
    await stage.move_to("2027-01-06 09:01")
    return group, people, stage.last(group)


async def answer_all(stage: Stage, group: Chat, people: list[Person], *days: str) -> None:
    for day in days:
        await stage.move_to(f"{day} 12:31")
        for person in people[:3]:
            await stage.reply(person, stage.prompt(group), f"Antwoord van {person.name} op {day}.")


async def test_that_it_was_talked_over_is_told_once_with_what_came_of_it(stage: Stage) -> None:
    group, people, overview = await taken_up_in_overview(stage, "Chris")
    (stranger,) = stage.people("Vreemde")
    people[0].invite(group, stranger)
    assert "mensen die meedoen" in str(await stage.press(stranger, overview, SAID))
    await stage.press(people[1], overview, SAID)
    reply = await stage.reply(people[1], overview, "De mail van vrijdag is eraf.")
    await answer_all(stage, group, people, "2027-01-12", "2027-01-19", "2027-01-26")
    await stage.move_to("2027-02-03 09:05")
    told = stage.last(group).text
    assert "Wat ervan kwam" in told
    assert "Bram, woensdag 6 januari: “De mail van vrijdag is eraf.”" in told
    shown = stage.last(group)
    people[1].edit(reply, "De mail van vrijdag blijft.")
    await stage.settle()
    await stage.move_to("2027-02-03 10:00")
    assert ("is eraf" in shown.text, "blijft." in shown.text) == (False, True)
    await stage.press(people[2], overview, SAID)
    await answer_all(stage, group, people, "2027-02-09", "2027-02-16")
    await stage.move_to("2027-03-03 09:05")
    assert "Wat ervan kwam" not in stage.last(group).text


async def test_that_it_was_talked_over_is_told_where_nobody_says_what_came_of_it(stage: Stage) -> None:
    group, people, overview = await taken_up_in_overview(stage, "Chris")
    await stage.press(people[1], overview, SAID)
    await answer_all(stage, group, people, "2027-01-12", "2027-01-19", "2027-01-26")
    await stage.move_to("2027-02-03 09:05")
    assert "” Daar hebben jullie over gepraat." in stage.last(group).text


async def test_however_much_is_written_of_it_the_next_overview_and_the_harvest_come(stage: Stage) -> None:
    group, people, overview = await taken_up_in_overview(stage, "Chris", "Dewi", "Eva", "Fatima", "Gijs")
    for person in people:
        for number in range(2):
            await stage.reply(person, overview, f"{number} {LONG * 3}")
    harvest = await stage.say(people[0], group, "/oogst")
    assert "Wat ervan kwam" in harvest.text
    await answer_all(stage, group, people, "2027-01-12", "2027-01-19", "2027-01-26")
    await stage.move_to("2027-02-03 09:05")
    assert "Wat ervan kwam" in stage.last(group).text


async def test_an_overview_keeps_its_button_when_what_it_quotes_is_changed(stage: Stage) -> None:
    group, people, overview = await taken_up_in_overview(stage, "Chris")
    mine = [one for one in group.messages if one.sender is people[0] and one.text.startswith("Antwoord")]
    people[0].edit(mine[-1], "Iets heel anders geschreven.")
    await stage.settle()
    await stage.move_to("2027-01-06 09:40")
    assert "Iets heel anders" in overview.text
    assert [button.text for row in overview.buttons for button in row] == [SAID]
