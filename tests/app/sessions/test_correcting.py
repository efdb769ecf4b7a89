"""Correcting: what was said to a step is edited, withdrawn, or sent to where it does not belong."""

from dataclasses import replace

import pytest
from app.consulting import CASE, Circle, a_team, at, have_consulted, labels, start
from stage import Stage

from bot.core.session import moving
from bot.sandbox import Message
from bot.storage import contributions, entries, sessions

pytestmark = pytest.mark.usefixtures("calm")


async def test_an_edit_in_private_changes_what_the_group_sees(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.open(circle.owner)
    written = circle.owner.tell(stage.bot, "Het lukt niet.")
    await stage.settle()
    circle.owner.edit(written, "Het lukt wel.")
    await stage.settle()
    assert (circle.texts()[-1], stage.words()) == ("Anna:\nHet lukt wel.", [("Anna", "Het lukt wel.")])


async def test_an_edit_after_the_list_was_shown_changes_the_list(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.open(circle.people[1])
    written = circle.people[1].tell(stage.bot, "Ik roep.")
    await stage.settle()
    await stage.say(circle.people[3], circle.group, "/verder")
    circle.people[1].edit(written, "Ik fluister.")
    await stage.settle()
    assert [text for text in circle.texts() if text.startswith("Jouw keuze")] == ["Jouw keuze\n1 Bram: Ik fluister."]


async def test_an_edit_in_the_group_changes_the_log(stage: Stage) -> None:
    circle = await at(stage, "9")
    written = await circle.reply(circle.people[1], "Ik wacht.")
    circle.people[1].edit(written, "Ik wacht langer.")
    await stage.settle()
    assert stage.words()[-1] == ("Bram", "Ik wacht langer.")


async def test_what_is_withdrawn_disappears_from_the_group(stage: Stage) -> None:
    circle = await at(stage, "1")
    await circle.write(circle.owner, CASE)
    await stage.tell(circle.owner, "/mijn")
    entry = stage.log()[-1].id
    asked = await stage.tell(circle.owner, f"/my withdraw {entry}")
    await stage.press(circle.owner, asked, "Ja, wis het")
    assert (circle.texts()[-1], stage.log()) == (circle.says("publishing.withdrawn"), [])


async def test_what_is_withdrawn_while_it_is_on_its_way_does_not_stay(stage: Stage) -> None:
    circle = await at(stage, "1")

    def withdraw(message: Message, is_new: bool) -> None:
        if is_new and message.text == f"Anna:\n{CASE}":
            contributions.withdraw(stage.database, stage.log()[-1].id, circle.owner.id)

    stage.sandbox.watch(withdraw)
    await circle.write(circle.owner, CASE)
    assert [text for text in circle.texts() if CASE in text] == []
    assert circle.says("publishing.withdrawn") in circle.texts()


async def test_what_arrives_after_its_case_was_erased_is_taken_off(stage: Stage) -> None:
    circle = await at(stage, "1")

    def break_off(message: Message, is_new: bool) -> None:
        if is_new and message.text == f"Anna:\n{CASE}":
            cancelled = replace(circle.walk, state=moving.cancel(circle.state))
            sessions.save(stage.database, cancelled, stage.time.now(), stage.time.now())
            entries.erase_case(stage.database, cancelled.id, keeps_lessons=False)

    stage.sandbox.watch(break_off)
    await circle.write(circle.owner, CASE)
    assert [text for text in circle.texts() if CASE in text] == []


async def test_case_words_in_my_can_be_changed_and_not_released(stage: Stage) -> None:
    circle = await at(stage, "2")
    shown = await stage.tell(circle.owner, f"/my {stage.log()[0].id}")
    refused = await stage.tell(circle.owner, f"/my release {stage.log()[0].id}")
    assert (CASE in shown.text, labels(shown)) == (True, ["Aanpassen", "Intrekken", "Terug"])
    assert (stage.log()[0].audience, "vrijgegeven" in refused.text) == ("group", False)


async def two_teams(stage: Stage) -> tuple[Circle, Circle]:
    """Return two teams of the same people, each at the first step of a case of Anna's."""
    first = await at(stage, "1")
    group = await stage.team("Bovenbouw", *first.people)
    second = Circle(stage, group, first.people)
    await start(second)
    await second.come_together()
    await second.go_to("1")
    return first, second


async def test_with_two_teams_words_go_where_their_step_was_opened(stage: Stage) -> None:
    first, second = await two_teams(stage)
    await second.write(second.owner, "Voor de bovenbouw.")
    asked = next(one for one in stage.private(first.owner) if "Het voorval · Onderbouw" in one.text)
    first.owner.tell(stage.bot, "Voor de onderbouw.", reply_to=asked)
    await stage.settle()
    assert (first.texts()[-1], second.texts()[-1]) == ("Anna:\nVoor de onderbouw.", "Anna:\nVoor de bovenbouw.")


async def test_a_button_of_another_team_does_nothing(stage: Stage) -> None:
    first, second = await two_teams(stage)
    (els,) = stage.people("Els")
    await stage.tell(els, "/start")
    await stage.tell(els, "Ik hoor hier niet.")
    for command in ("/schrijf", "/verder", "/akkoord", "/aanschuiven", f"/start step-{second.walk.code}", "/place 1"):
        await stage.tell(els, command)
    assert (first.key, second.key, stage.log(), els.id in second.state.people) == ("1", "1", [], False)


async def test_a_reply_to_the_list_counts_for_the_step_that_is_on(stage: Stage) -> None:
    circle = await at(stage, "5")
    await circle.write(circle.people[1], "Ik wacht.")
    await stage.say(circle.people[3], circle.group, "/verder")
    shown = next(one for one in stage.from_bot(circle.group) if "1 Bram: Ik wacht." in one.text)
    await stage.reply(circle.people[2], shown, "Waarom wachten?")
    assert (stage.log()[-1].text, stage.log()[-1].step) == ("Waarom wachten?", circle.state.position + 1)


async def test_a_reply_to_an_old_step_is_a_late_one(stage: Stage) -> None:
    circle = await at(stage, "4")
    old = circle.card
    await stage.say(circle.people[3], circle.group, "/verder")
    await stage.reply(circle.people[2], old, "Toch nog iets.")
    assert (stage.log()[-1].text, stage.log()[-1].step) == ("Toch nog iets.", circle.state.position)


async def test_whoever_speaks_as_the_group_is_shown_the_way_to_private(stage: Stage) -> None:
    circle = await at(stage, "2")
    circle.owner.reply(circle.card, "Hoe dan?", anonymous=True)
    await stage.settle()
    said = stage.last(circle.group)
    assert (said.text, labels(said)) == (circle.says("contributing.anonymous", is_channel=False), ["Schrijf in privé"])


async def test_loose_words_in_the_group_are_not_kept(stage: Stage) -> None:
    circle = await at(stage, "8")
    await stage.say(circle.people[1], circle.group, "Koffie?")
    assert [text for _, text in stage.words()] == [CASE]


async def test_the_result_of_a_vote_stands_when_other_words_change(stage: Stage) -> None:
    circle = await a_team(stage)
    have_consulted(circle)
    await start(circle, "hologram")
    await circle.go_to("6")
    await circle.write_all("Telkens als iets hapert,", *circle.people)
    await circle.all_press("2")
    before = next(text for text in circle.texts() if "(4 stemmen)" in text)
    await stage.tell(circle.owner, f"/my edit {stage.log()[0].id}")
    await stage.tell(circle.owner, "Een leerling zwijgt.")
    assert (before in circle.texts(), "Anna:\nEen leerling zwijgt." in circle.texts()) == (True, True)


@pytest.mark.parametrize("way", ["withdraws", "is forgotten"])
async def test_who_tidies_up_a_message_whose_words_were_let_go_says_nothing_anew(stage: Stage, way: str) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram)
    prompt = await stage.say(anna, group, "/vraag")
    said = await stage.reply(bram, prompt, "Groep 4 was stil.")
    bram.start(stage.bot)
    await stage.settle()
    if way == "withdraws":
        stage.database.execute("DELETE FROM entries")
    else:
        await stage.tell(bram, "/vergeet ja")
    before = len(stage.from_bot(group))
    bram.edit(said, "weg")
    await stage.settle()
    assert (stage.words(), len(stage.from_bot(group))) == ([], before)
