"""Scans: filled in alone and in private, shown to the group as a spread, and to nobody whose was what."""

from itertools import product
from typing import cast

import pytest
from app.consulting import labels
from app.leading import make_leader
from forging import force
from stage import Stage, local

from bot.core.instrument import Instrument, key
from bot.core.model import Role
from bot.core.step import Bilingual, ScaleItem
from bot.rehearsing.company import Company
from bot.rehearsing.scenes import Scenes
from bot.sandbox import Chat, Message, Person
from bot.storage import marks, measurements, members, ties
from bot.storage.database import open_for_writing, transaction

pytestmark = pytest.mark.usefixtures("calm")
LINES = "sociaal-leren"
CLOSES = "2026-11-30 16:01"


async def team(stage: Stage, *names: str) -> tuple[Chat, list[Person]]:
    people = stage.people(*(names or ("Anna", "Bram", "Chris", "Dewi", "Eva")))
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, people


async def begun(stage: Stage, group: Chat, by: Person, which: str = LINES) -> Message:
    return await stage.say(by, group, f"/scan nu {which}")


async def fill_in(stage: Stage, person: Person, asked: Message, *marks: str) -> Message:
    card = await stage.follow(person, asked, "Invullen")
    for mark in marks:
        await stage.press(person, card, mark)
    return card


async def test_a_scan_is_chosen_previewed_and_begun(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    card = await stage.say(anna, group, "/scan")
    told = [line for line in card.text.splitlines() if line.startswith("• ")]
    # All but the mirror for leaders.
    assert len(told) == len(stage.rehearsal.program.house.content.instruments) - 1
    await stage.press(anna, card, "Hoe wij samen leren")
    await stage.press(anna, card, labels(card)[0])
    assert ("vanaf drie mensen" in card.text, labels(card)) == (
        True,
        ["Begin deze scan", "Elk half jaar vanzelf", "Andere scans"],
    )
    await stage.press(anna, card, "Begin deze scan")
    asked = stage.last(group)
    assert ("elf regels" in asked.text, labels(asked)) == (True, ["Invullen"])
    assert "Er loopt al een scan" in (await begun(stage, group, anna)).text


async def test_each_fills_in_alone_and_the_group_sees_the_spread_and_talks(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    for number, person in enumerate(people):
        card = await fill_in(stage, person, asked, *[str((number * 2 + line) % 11) for line in range(11)])
        assert "Dit heb je ingevuld" in card.text
    assert len(stage.from_bot(group)) == len(stage.from_bot(group)[: stage.from_bot(group).index(asked) + 1])
    await stage.move_to(CLOSES)
    picture, told = stage.from_bot(group)[-2:]
    assert ("Elke stip is één antwoord op “Zoals het nu is”" in picture.text, "photo" in picture.extra) == (True, True)
    # On every line as far apart: none stands out.
    assert ("midden 4, van 0 tot 8" in told.text, "Het verst uit elkaar" in told.text) == (True, False)
    assert (labels(told), "En leerlingen?" in told.text) == (["Afspraak vastleggen"], True)
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_lines_with_the_same_ends_are_told_apart_in_the_picture(stage: Stage) -> None:
    group, people = await team(stage, *"ABCDEFG")
    with transaction(stage.database):
        for leader in people[:3]:
            members.give_role(stage.database, 1, leader.id, Role.LEADER, stage.time.now())
    asked = await begun(stage, group, people[3], "waar-ligt-het-leiderschap")
    for person in people[:6]:
        await fill_in(stage, person, asked, *["5"] * 4)
    script = Scenes(Company(stage.rehearsal, stage.bot, group, people, "nl"))
    stage.sandbox.watch(script.see)
    await stage.move_to(CLOSES)
    picture = stage.from_bot(group)[-2]
    assert "Wie leidinggeeft, staat hier niet bij. Links is “wie formeel leidinggeeft”" in picture.text
    script.flush()
    drawn = next(line.picture[1:] for line in script.lines if line.picture)
    assert [line.partition(":")[0] for line in drawn] == [
        *("Hoe we lesgeven", "Waar het geld naartoe gaat", "Het rooster", "Iets nieuws beginnen")
    ]


async def test_one_goes_on_where_one_was_after_a_restart_and_may_change_a_mark(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    await fill_in(stage, anna, asked, "3", "4")
    await stage.restart()
    card = await stage.follow(anna, asked, "Invullen")
    assert "3 van 11" in card.text
    await stage.press(anna, card, "‹ Vorige")
    assert ("2 van 11" in card.text, "✓ 4" in labels(card)) == (True, True)
    await stage.press(anna, card, "Weet ik niet")
    for _ in range(9):
        await stage.press(anna, card, "10")
    assert ("2. " in card.text, "?" in card.text, "Een regel veranderen" in labels(card)) == (True, True, True)


async def test_too_few_are_told_so_and_nothing_is_kept(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    for person in people[:2]:
        await fill_in(stage, person, asked, *["5"] * 11)
    await stage.move_to(CLOSES)
    assert "Geen regel kreeg een antwoord van minstens drie mensen" in stage.last(group).text
    assert [list(stage.database.query(f"SELECT * FROM {table}")) for table in ("marks", "measurements")] == [[], []]


async def test_the_second_time_shows_the_middle_of_the_time_before(stage: Stage) -> None:
    group, people = await team(stage)
    for mark, closes in (("3", CLOSES), ("7", "2026-12-08 16:01")):
        asked = await begun(stage, group, people[0])
        for person in people[:3]:
            await fill_in(stage, person, asked, *[mark] * 11)
        await stage.move_to(closes)
    captions = [one.text for one in stage.from_bot(group) if "Elke stip" in one.text]
    assert ["Grijs is de vorige keer" in text for text in captions] == [False, True]


async def test_of_mood_the_group_sees_bands_from_five_on(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0], "polsslag")
    for person in people:
        await fill_in(stage, person, asked, *["Ja"] * 3)
    await stage.move_to(CLOSES)
    assert ("hoog" in stage.last(group).text, "van 1 tot" in stage.last(group).text) == (True, False)
    found = [(one.people, one.value) for one in measurements.of_session(stage.database, 1)]
    assert found == [(0, 2)] * 3


async def test_what_is_private_stays_so_and_only_the_wish_is_told(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0], "zeven-gedragingen")
    for person in people[:3]:
        card = await fill_in(stage, person, asked, *["Vaak"] * 7)
        await stage.press(person, card, "2")
        assert "Je wens:" in card.text
    await stage.press(person, card, "Kies een wens")
    await stage.press(person, card, "Liever geen wens")
    assert "Je wens:" not in card.text
    await stage.press(person, card, "Kies een wens")
    await stage.press(person, card, "2")
    await stage.move_to(CLOSES)
    told = stage.last(group).text
    assert ("Deze wens is het vaakst gekozen" in told, "Vaak" in told) == (True, False)
    assert [(one.item, one.people) for one in measurements.of_session(stage.database, 1)] == [(1, 3)]


async def test_about_a_change_it_begins_once_the_change_is_named(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert "Deze scan gaat over één verandering" in (await stage.say(anna, group, "/scan nu betrokkenheid")).text
    assert "Over: werken in units" in (await stage.say(anna, group, "/scan betrokkenheid werken in units")).text


async def test_a_group_that_is_too_small_and_who_does_not_take_part_are_told(stage: Stage) -> None:
    group, (anna, bram) = await team(stage, "Anna", "Bram")
    assert "minstens drie deelnemers" in (await begun(stage, group, anna)).text
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    assert "Deze vraag ken ik niet" in (await stage.follow(bram, asked, "Invullen")).text


async def test_an_agreement_is_asked_about_later_and_shared_only_by_its_writer(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    for person in people[:3]:
        await fill_in(stage, person, asked, *["5"] * 11)
    await stage.move_to(CLOSES)
    told = stage.last(group)
    await stage.follow(people[1], told, "Afspraak vastleggen")
    card = await stage.tell(people[1], "Elke dinsdag kijken we samen na.")
    assert "Jullie afspraak\nElke dinsdag kijken we samen na." in card.text
    assert "staat de afspraak nog niet: dat doet de knop" in card.text
    board = await stage.say(people[0], group, "/voornemens")
    assert "Elke dinsdag" not in board.text
    await stage.press(people[1], card, "Mijn team mag het zien")
    assert "Elke dinsdag" in (await stage.say(people[0], group, "/voornemens")).text


async def test_words_while_it_is_open_are_not_kept(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    await fill_in(stage, anna, asked, "5")
    answer = anna.tell(stage.bot, "Ik vind het een rare vraag.", reply_to=stage.private(anna)[-1])
    await stage.settle()
    assert answer
    assert "typen kan niet" in (await stage.tell(anna, "Wat bedoel je hier?")).text
    assert ("typen kan niet" in stage.private(anna)[-1].text, stage.words()) == (True, [])


async def test_a_copy_holds_no_mark(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await fill_in(stage, anna, await begun(stage, group, anna), "5")
    copy = stage.path.with_name("copy.db")
    stage.database.execute("VACUUM INTO ?", [str(copy)])
    copied = open_for_writing(copy)

    ties.cut_in_copy(copied)
    assert list(copied.query("SELECT * FROM marks")) == []


async def test_who_leads_and_takes_part_moves_nothing_and_is_told_so(stage: Stage) -> None:
    group, people = await team(stage)
    with transaction(stage.database):
        members.give_role(stage.database, 1, people[0].id, Role.LEADER, stage.time.now())
    asked = await begun(stage, group, people[1])
    card = await fill_in(stage, people[0], asked, *["10"] * 11)
    assert "telt niet mee" in card.text
    for person in people[1:4]:
        await fill_in(stage, person, asked, *["2"] * 11)
    await stage.move_to(CLOSES)
    assert {(one.value, one.people) for one in measurements.of_session(stage.database, 1)} == {(2, 3)}


async def test_a_change_that_names_somebody_is_not_begun_and_its_words_go_with_their_writer(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    assert "een naam in te staan" in (await stage.say(anna, group, "/scan betrokkenheid het vertrek van Karel")).text
    asked = await stage.say(bram, group, "/scan betrokkenheid werken in units")
    await stage.tell(bram, "/vergeet ja")
    assert ("units" in asked.text, labels(asked)) == (False, ["Invullen"])


@pytest.mark.parametrize("odd", ["1 9 0 -", "1 0 0 abc", "1 0 0 11", "1 0 99 5", "1 7 0 5", "1 0", "x", ""])
async def test_what_no_button_carries_marks_nothing(stage: Stage, odd: str) -> None:
    group, (anna, *_) = await team(stage)
    await begun(stage, group, anna)
    await stage.tell(anna, f"/fill {odd}")
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_however_long_its_lines_are_it_closes_and_fits_a_message(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, people = await team(stage)
    house = stage.rehearsal.program.house
    line = ScaleItem(text=Bilingual(nl="Wij overleggen " * 10, en="We meet " * 18))
    long_one = house.content.instruments[LINES].model_copy(update={"items": (line,) * 24})
    monkeypatch.setitem(cast("dict[str, Instrument]", house.content.instruments), LINES, long_one)
    await begun(stage, group, people[0])
    with transaction(stage.database):
        for person, passing, item in product(people[:3], (0, 1), range(24)):
            marks.put(stage.database, 1, 0, person.id, key(passing, item), item % 11)
    card = await stage.follow(people[0], stage.last(group), "Invullen")
    assert "Dit heb je ingevuld" in card.text
    await stage.move_to(CLOSES)
    assert "Eén afspraak" in stage.last(group).text


async def test_whoever_left_is_in_no_number_any_more(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    for person in people[:4]:
        await fill_in(stage, person, asked, *["5"] * 11)
    await stage.say(people[3], group, "/stoppen")
    await stage.move_to(CLOSES)
    assert {one.people for one in measurements.of_session(stage.database, 1)} == {3}
    assert labels(asked) == []


async def test_what_is_running_names_the_scan(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await begun(stage, group, anna)
    told = (await stage.say(anna, group, "/stand")).text
    assert ("Scan: " in told, "Er loopt nu niets" in told) == (True, False)


async def test_a_scan_is_stopped_by_a_coordinator_who_is_sure_and_nothing_stays(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    card = await fill_in(stage, bram, asked, "5")
    assert "kan alleen een coördinator" in (await stage.say(bram, group, "/scan stop")).text
    sure = await stage.say(anna, group, "/scan stop")
    assert "wordt gewist" in sure.text
    await stage.press(anna, sure, "Ja, stop de scan")
    assert ("is gestopt" in sure.text, labels(asked), labels(card)) == (True, [], [])
    assert [list(stage.database.query(f"SELECT * FROM {table}")) for table in ("marks", "measurements")] == [[], []]
    assert "Er loopt geen scan" in (await stage.say(anna, group, "/scan stop")).text


async def test_one_that_was_stopped_takes_nothing_more(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    link = asked.buttons[0][0].url or ""
    card = await fill_in(stage, bram, asked, "5")
    await stage.press(anna, await stage.say(anna, group, "/scan stop"), "Ja, stop de scan")
    await stage.tell(bram, "/fill 1 0 2 5")
    assert "Deze scan is gestopt" in stage.private(bram)[-1].text
    assert "Deze scan is gestopt" in ((await force(stage, bram, card, "fill 1 0 1 7")).answer or "")
    bram.open(link)
    await stage.settle()
    assert "Deze scan is gestopt" in stage.private(bram)[-1].text
    assert list(stage.database.query("SELECT * FROM marks")) == []


async def test_a_mark_that_arrives_once_it_has_closed_is_of_nobody(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    await fill_in(stage, bram, await begun(stage, group, anna), "5")
    await stage.move_to("2026-11-27 15:59")
    bram.tell(stage.bot, "/fill 1 0 1 7")
    stage.time.move_to(local("2026-11-27 16:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    assert list(stage.database.query("SELECT * FROM marks")) == []
    assert "Deze scan is gesloten" in stage.private(bram)[-1].text


async def test_who_laid_down_leading_meanwhile_is_in_no_number(stage: Stage) -> None:
    group, people = await team(stage)
    await make_leader(stage, people[0], people[1], group)
    asked = await begun(stage, group, people[0])
    card = await fill_in(stage, people[1], asked, *["10"] * 11)
    for person in people[2:]:
        await fill_in(stage, person, asked, *["2"] * 11)
    await stage.say(people[0], group, "/leidinggevende stop")
    await stage.press(people[1], card, "Een regel veranderen")
    await stage.press(people[1], card, "1")
    await stage.press(people[1], card, "9")
    assert "telt niet mee" in card.text
    await stage.move_to(CLOSES)
    assert {(one.value, one.people) for one in measurements.of_session(stage.database, 1)} == {(2, 3)}


async def test_any_line_can_be_marked_otherwise(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    card = await fill_in(stage, people[1], asked, *["5"] * 11)
    await stage.press(people[1], card, "Een regel veranderen")
    assert labels(card) == [str(number) for number in range(1, 12)] + ["Terug"]
    await stage.press(people[1], card, "10")
    assert "10 van 11" in card.text
    await stage.press(people[1], card, "8")
    own = marks.of_person(stage.database, 1, 0, people[1].id)
    assert [own[at] for at in range(11)] == [5] * 9 + [8, 5]


async def test_once_it_closes_no_button_is_left_in_private(stage: Stage) -> None:
    group, people = await team(stage)
    asked = await begun(stage, group, people[0])
    cards = [await fill_in(stage, person, asked, *["5"] * 11) for person in people[:3]]
    await stage.move_to(CLOSES)
    assert [labels(card) for card in cards] == [[], [], []]


@pytest.mark.parametrize(
    "said",
    [
        "/scan where-do-i-stand-on-this teaching in units",
        "/scan Where do I stand on this? teaching in units",
        "/scan hoe sta ik hierin: teaching in units",
        "/scan nu hoe-sta-ik-hierin teaching in units",
    ],
)
async def test_it_is_named_in_either_language_with_what_it_is_about(stage: Stage, said: str) -> None:
    group, (anna, *_) = await team(stage)
    assert "Over: teaching in units" in (await stage.say(anna, group, said)).text


async def test_too_long_a_change_is_not_cut_but_refused(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert "hooguit 80 tekens" in (await stage.say(anna, group, f"/scan betrokkenheid {'werken ' * 20}")).text


async def test_the_mirror_for_leaders_is_for_a_team_of_leaders(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    assert "team van leidinggevenden" in (await begun(stage, group, anna, "spiegel-voor-leiders")).text


async def test_what_is_kept_of_a_scan_is_told_line_by_line(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    await fill_in(stage, anna, await begun(stage, group, anna), "7", "Weet ik niet")
    await stage.tell(anna, "/export")
    found = [one.extra["document"]["file_id"] for one in stage.private(anna) if "document" in one.extra]
    told = " ".join(stage.sandbox.files[one].content.decode() for one in found)
    assert ("gaf je regel 1 een 7" in told, "regel 2 een “weet ik niet”" in told) == (True, True)


async def test_whoever_began_is_reminded_once_on_their_last_working_day(stage: Stage) -> None:
    group, (anna, bram, chris, *_) = await team(stage)
    for person in (anna, bram, chris):
        person.start(stage.bot)
    await stage.tell(bram, "/werkdagen ma di do vr")
    asked = await begun(stage, group, anna)
    await fill_in(stage, bram, asked, "3")
    await stage.move_to("2026-11-27 08:40")
    before = len(stage.private(bram))
    assert not [one for one in stage.private(bram) if "Je begon hieraan" in one.text]
    await stage.move_to("2026-11-27 12:00")
    reminders = [one for one in stage.private(bram) if "Je begon hieraan" in one.text]
    assert (len(reminders), len(stage.private(bram))) == (1, before + 1)
    assert not [one for one in stage.private(chris) if "Je begon hieraan" in one.text]
    await stage.press(bram, reminders[0], "Verder invullen")
    assert "2 van" in reminders[0].text


async def test_whoever_is_done_is_told_so_and_not_reminded(stage: Stage) -> None:
    group, (anna, bram, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    card = await stage.follow(bram, asked, "Invullen")
    while "Dat was alles" not in card.text:
        await stage.press(bram, card, "3")
    await stage.move_to("2026-11-27 12:00")
    assert not [one for one in stage.private(bram) if "Je begon hieraan" in one.text]


async def test_two_lines_that_are_as_far_apart_are_both_named_and_many_are_not(stage: Stage) -> None:
    group, (anna, bram, chris, *_) = await team(stage)
    found = {}
    for apart in (2, 4):
        asked = await begun(stage, group, anna)
        lines = stage.rehearsal.program.house.content.instruments[LINES].items
        for person, other in ((anna, "0"), (bram, "8"), (chris, "8")):
            told = [other if at < apart else "5" for at in range(len(lines))]
            await fill_in(stage, person, asked, *told)
        await stage.move_to("2026-11-30 16:01" if apart == 2 else "2026-12-14 16:01")
        shown = next(one.text for one in reversed(stage.from_bot(group)) if "Om over te praten" in one.text)
        found[apart] = shown.partition("Het verst uit elkaar: ")[2].partition("\n")[0]
    assert (found[2].count("; "), found[4]) == (1, "")


async def test_a_line_that_was_shown_before_changes_nothing_once_it_is_opened_anew(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    first = await fill_in(stage, anna, asked, "5")
    again = await stage.follow(anna, asked, "Invullen")
    assert (again.id != first.id, first.buttons, "2 van 11" in again.text) == (True, [], True)


async def test_after_a_reminder_the_line_shown_before_it_changes_nothing(stage: Stage) -> None:
    group, (anna, *_) = await team(stage)
    asked = await begun(stage, group, anna)
    first = await fill_in(stage, anna, asked, "5")
    await stage.move_to(CLOSES.replace("16:0", "15:5"))
    reminder = stage.private(anna)[-1]
    assert ("Je begon hieraan" in reminder.text, first.buttons) == (True, [])
