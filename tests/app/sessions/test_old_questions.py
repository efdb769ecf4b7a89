"""A question that was open while the program was brought up to date goes on as it was asked."""

import pytest
from stage import Stage, is_prompt

from bot.app.sessions import asking
from bot.core.session.terms import REFLECTION
from bot.storage import sessions


@pytest.mark.parametrize("is_file_there", [True, False])
async def test_it_takes_answers_and_sums_them_up_at_its_hour(stage: Stage, is_file_there: bool) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", anna, bram, chris)
    for person in (anna, bram, chris):
        person.write(group, "/meedoen")
    question = await stage.say(anna, group, "/vraag eerste-stap")
    assert is_prompt(question)
    # As it is laid by the version before, with what happened since: no plan, and perhaps its file is gone.
    stage.database.execute("UPDATE states SET plan_id = NULL")
    if not is_file_there:
        stage.database.execute("UPDATE sessions SET method = 'weg'")
    asking.give_plans(stage.rehearsal.program.house)
    session = sessions.open_in(stage.database, 1, REFLECTION)[0]
    assert [planned.key for planned in session.state.plan] == ["1"] * is_file_there
    bram.reply(question, "De kring liep goed.")
    await stage.settle()
    await stage.rehearsal.move_to(session.state.due_at)
    closed = sessions.find(stage.database, session.id)
    assert closed
    assert (closed.state.phase, closed.took_part, closed.available) == ("ended", 1, 3)
    summary = stage.last(group).text
    asked_of_all = "Over welk van deze antwoorden praten jullie samen verder?"
    assert ("De kring liep goed." in summary, "Voor het teamoverleg" in summary) == (True, True)
    for_meeting = summary.partition("Voor het teamoverleg")[2]
    assert (for_meeting.count("?"), asked_of_all in for_meeting) == (1, not is_file_there)


async def test_one_without_words_of_its_own_stops_nothing_when_its_group_moves(stage: Stage) -> None:
    anna, bram = stage.people("Anna", "Bram")
    group = await stage.team("Onderbouw", anna, bram, kind="group")
    for person in (anna, bram):
        person.write(group, "/meedoen")
    question = await stage.say(anna, group, "/vraag eerste-stap")
    assert is_prompt(question)
    stage.database.execute("UPDATE states SET plan_id = NULL")
    stage.database.execute("UPDATE sessions SET method = 'weg'")
    moved = anna.upgrade(group)
    await stage.settle()
    shown = await stage.say(anna, moved, "/plan")
    assert shown.text != ""
