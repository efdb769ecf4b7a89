"""Contributing: the words of an owner and of the others, what is shown when, and to whom."""

import pytest
from app.consulting import CASE, at, labels
from stage import Stage

pytestmark = pytest.mark.usefixtures("calm")


async def test_the_owners_words_are_placed_under_their_name(stage: Stage) -> None:
    circle = await at(stage, "1")
    more = await circle.write(circle.owner, CASE)
    assert (circle.texts()[-1], labels(more), circle.key) == (f"Anna:\n{CASE}", ["Dat was alles"], "1")


async def test_an_owner_tells_in_pieces_until_that_was_all(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.write(circle.owner, CASE)
    more = await stage.tell(circle.owner, "Het gaat al weken zo.")
    await stage.press(circle.owner, more, "Dat was alles")
    assert (circle.texts()[-3:-1], circle.key) == ([f"Anna:\n{CASE}", "Anna:\nHet gaat al weken zo."], "2")


async def test_words_with_a_name_in_them_wait_for_another_look(stage: Stage) -> None:
    circle = await at(stage, "1")
    asked = await circle.write(circle.owner, "Vanmorgen liep Kevin weer weg.")
    assert ("namelijk Kevin." in asked.text, labels(asked)) == (True, ["Laat zo staan"])
    assert ([text for text in circle.texts() if "Kevin" in text], circle.state.given) == ([], frozenset())


async def test_words_with_a_name_are_placed_if_their_writer_says_so(stage: Stage) -> None:
    circle = await at(stage, "1")
    asked = await circle.write(circle.owner, "Vanmorgen liep Kevin weer weg.")
    await stage.press(circle.owner, asked, "Laat zo staan")
    again = await stage.press(circle.owner, asked, asked.buttons[0][0].data or "") if asked.buttons else None
    placed = [text for text in circle.texts() if "Kevin" in text]
    assert (placed, circle.state.given, again) == (
        ["Anna:\nVanmorgen liep Kevin weer weg."],
        frozenset({circle.owner.id}),
        None,
    )


async def test_other_words_take_the_place_of_those_with_a_name(stage: Stage) -> None:
    circle = await at(stage, "1")
    asked = await circle.write(circle.owner, "Vanmorgen liep Kevin weer weg.")
    await stage.tell(circle.owner, "Vanmorgen liep iemand weer weg.")
    old = await stage.press(circle.owner, asked, "Laat zo staan")
    said = [text for text in circle.texts() if "weer weg" in text]
    assert (said, old is None) == (["Anna:\nVanmorgen liep iemand weer weg."], False)
    assert stage.words() == [("Anna", "Vanmorgen liep iemand weer weg.")]


async def test_a_text_that_waits_for_another_look_can_be_added_after_its_step_has_closed(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write(circle.people[1], "Vraag Kevin wat hij nodig heeft.")
    await stage.say(circle.people[3], circle.group, "/verder")
    told = circle.private_card(circle.people[1])
    shown = [text for text in circle.texts() if "Kevin" in text]
    await stage.press(circle.people[1], told, "Zet hem erbij")
    title = circle.state.plan[circle.state.position - 1].step.title
    assert title
    assert told.text == circle.says("contributing.placed")
    assert (shown, circle.texts()[-1]) == ([], "Bram:\nVraag Kevin wat hij nodig heeft.")


async def test_writing_for_the_next_step_leaves_what_waits_for_the_last_one(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write(circle.people[1], "Vraag Kevin wat hij nodig heeft.")
    await stage.say(circle.people[3], circle.group, "/verder")
    told = circle.private_card(circle.people[1])
    await circle.write(circle.people[1], "Ik zou wachten.")
    await stage.press(circle.people[1], told, "Zet hem erbij")
    assert "Bram:\nVraag Kevin wat hij nodig heeft." in circle.texts()


async def test_whoever_lets_it_stand_in_time_is_not_told_that_it_was_left_out(stage: Stage) -> None:
    circle = await at(stage, "5")
    await stage.tell(circle.people[1], "/werkdagen wo")
    asked = await circle.write(circle.people[1], "Vraag Kevin wat hij nodig heeft.")
    await stage.say(circle.people[3], circle.group, "/verder")
    await stage.press(circle.people[1], asked, "Laat zo staan")
    await stage.move_to("2026-11-25 12:00")
    assert [text for text in circle.told(circle.people[1]) if "stond er nog niet bij" in text] == []


async def test_what_was_held_back_for_an_alarm_is_not_offered_again(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write(circle.people[1], "Ze wil niet meer leven, zegt ze.")
    before = circle.told(circle.people[1])
    await stage.say(circle.people[3], circle.group, "/verder")
    assert len(circle.told(circle.people[1])) == len(before)


async def test_colleagues_in_the_circle_may_be_called_by_name(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.write(circle.owner, "Toen vroeg ik Bram om hulp.")
    assert circle.texts()[-1] == "Anna:\nToen vroeg ik Bram om hulp."


async def test_what_is_hidden_is_shown_at_once_when_all_are_in_and_never_before(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write_all("Ik bel naar huis, zegt", *circle.people[1:3])
    before = circle.texts()
    await circle.write(circle.people[3], "Ik wacht.")
    shown = circle.texts()[-2]
    assert [text for text in before if "Ik bel" in text] == []
    assert (circle.key, shown.splitlines()[1:]) == (
        "6",
        ["1 Bram: Ik bel naar huis, zegt Bram", "2 Chris: Ik bel naar huis, zegt Chris", "3 Dewi: Ik wacht."],
    )


async def test_of_what_is_hidden_others_see_nothing_meanwhile(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write(circle.people[1], "Geheim plan.")
    seen = [(await stage.say(circle.owner, circle.group, command)).text for command in ("/zoek geheim", "/overzicht")]
    seen += [
        (await circle.open(circle.owner)).text,
        circle.card.text,
        (await stage.say(circle.owner, circle.group, "/stand")).text,
    ]
    assert [text for text in seen if "Geheim" in text] == []


async def test_several_messages_are_counted_and_more_than_enough_is_not_kept(stage: Stage) -> None:
    circle = await at(stage, "2")
    first = (await circle.write(circle.people[1], "Een?")).text
    await stage.tell(circle.people[1], "Twee?")
    await stage.tell(circle.people[1], "Drie?")
    fourth = (await stage.tell(circle.people[1], "Vier?")).text
    assert first == circle.says("contributing.more", left=2)
    assert fourth == circle.says("contributing.enough", at_most=3)
    assert [text for _, text in stage.words()] == [CASE, "Een?", "Twee?", "Drie?"]


async def test_who_has_said_all_is_not_waited_for(stage: Stage) -> None:
    circle = await at(stage, "2")
    await circle.write_all("Waarom,", *circle.people[1:])
    for person in circle.people[1:]:
        await stage.press(person, circle.private_card(person), "Dat was alles")
    assert circle.key == "3"


async def test_what_comes_late_is_still_placed(stage: Stage) -> None:
    circle = await at(stage, "5")
    asked = await circle.open(circle.people[1])
    await stage.say(circle.people[3], circle.group, "/verder")
    circle.people[1].tell(stage.bot, "Ik was nog bezig.", reply_to=asked)
    await stage.settle()
    assert (circle.key, circle.texts()[-1]) == ("6", "Bram:\nIk was nog bezig.")


async def test_who_is_not_asked_hears_whose_turn_it_is(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.reply(circle.people[1], "Ik weet wel wat!")
    told = circle.private_card(circle.people[1]).text
    assert (told, stage.log()) == (circle.says("contributing.not_yours", names=["Anna"]), [])


async def test_who_is_not_in_may_sit_in(stage: Stage) -> None:
    circle = await at(stage, "2")
    (els,) = stage.people("Els")
    circle.owner.invite(circle.group, els)
    await circle.reply(els, "Waarom eigenlijk?")
    offer = stage.last(circle.group)
    await stage.press(els, offer, "Ik schuif aan, akkoord")
    assert (offer.text, els.id in circle.state.people) == (circle.says("contributing.not_in"), True)
    assert [text for _, text in stage.words()] == [CASE]


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo"])
async def test_without_words_a_sentence_is_asked_for(stage: Stage, kind: str) -> None:
    circle = await at(stage, "2")
    await circle.open(circle.people[1])
    getattr(circle.people[1], f"send_{kind}")(circle.people[1].chat_with(stage.bot))
    getattr(circle.people[2], f"send_{kind}")(circle.group, reply_to=circle.card)
    await stage.settle()
    told = [circle.private_card(person).text for person in circle.people[1:3]]
    assert told == [circle.says("contributing.wordless")] * 2


async def test_the_owner_of_a_quiet_step_is_asked_for_silence_in_private(stage: Stage) -> None:
    circle = await at(stage, "4")
    before = len(circle.group.messages)
    await circle.reply(circle.owner, "Nee, zo was het niet!")
    told = circle.private_card(circle.owner).text
    assert (told, len(circle.group.messages)) == (
        circle.says("contributing.listening", until=circle.state.due_at),
        before + 1,
    )
    assert [(entry.audience, entry.kind) for entry in stage.log()[1:]] == [("author", "note")]


async def test_a_note_of_the_owner_in_private_is_for_them_alone(stage: Stage) -> None:
    circle = await at(stage, "4")
    await circle.write(circle.owner, "Dit raakt me.")
    await circle.go_to("check_out")
    assert [text for text in circle.texts() if "raakt" in text] == []
    assert "Dit raakt me." in (await stage.tell(circle.owner, "/mijn")).text


async def test_the_owner_can_stop_what_they_read(stage: Stage) -> None:
    circle = await at(stage, "4")
    card = circle.private_card(circle.owner)
    await stage.press(circle.owner, card, "Zo is het genoeg")
    assert circle.key == "5"


async def test_a_long_contribution_is_placed_whole(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.open(circle.owner)
    long = "".join(f"zin {number:04}, " for number in range(380))[:4000]
    await stage.tell(circle.owner, long)
    said = "".join(text for text in circle.texts() if "zin 0" in text).replace("Anna:\n", "")
    assert [number for number in range(380) if f"zin {number:04}" not in said and f"zin {number:04}" in long] == []


async def test_markup_in_words_stays_words(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.write(circle.owner, "<b>{{ 7 * 7 }}</b> &amp;")
    assert circle.texts()[-1] == "Anna:\n<b>{{ 7 * 7 }}</b> &amp;"
