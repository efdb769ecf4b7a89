"""Rhythm and plan: what goes out, what is skipped, missed or late."""

from pathlib import Path

from stage import Stage, local, staged

from bot.app import doors
from bot.sandbox import Chat, Person


async def planned_team(stage: Stage) -> tuple[Chat, Person]:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    return group, anna


def prompts(stage: Stage, group: Chat) -> list[str]:
    """Return when prompts came, in local time."""
    rows = stage.database.query(
        "SELECT created_at FROM outbox WHERE purpose = 'prompt' AND chat_id = ? ORDER BY id", [group.id]
    )
    return [row["created_at"][:16] for row in rows]


def moments(stage: Stage) -> list[tuple[str, str]]:
    rows = stage.database.query(
        "SELECT slot, state FROM moments JOIN schedules ON schedules.id = schedule_id"
        " WHERE kind = 'prompt' ORDER BY slot"
    )
    return [(row["slot"][:10], row["state"]) for row in rows]


async def test_a_prompt_comes_at_its_local_time_each_week(stage: Stage) -> None:
    group, _ = await planned_team(stage)
    await stage.move_to("2026-12-09 12:00")
    assert prompts(stage, group) == ["2026-11-24T11:30", "2026-12-01T11:30", "2026-12-08T11:30"]


async def test_holidays_are_skipped_and_said_so_in_the_plan(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.move_to("2026-12-21 10:00")
    plan = await stage.say(anna, group, "/plan")
    await stage.move_to("2027-01-05 13:00")
    assert "dinsdag 22 december om 12.30 uur: vraag (vrij: kerstvakantie)" in plan.text
    assert moments(stage)[-3:] == [("2026-12-22", "skipped"), ("2026-12-29", "skipped"), ("2027-01-05", "started")]


async def test_a_pause_holds_until_its_last_day(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/pauseteam until 1-12-2026")
    await stage.move_to("2026-12-09 12:00")
    assert prompts(stage, group) == ["2026-12-08T11:30"]


async def test_a_prompt_due_while_the_bot_was_down_goes_out_late_within_grace(stage: Stage) -> None:
    group, _ = await planned_team(stage)
    stage.time.move_to(local("2026-11-24 14:30"))
    stage.rehearsal.program.tick()
    await stage.settle()
    assert prompts(stage, group) == ["2026-11-24T13:30"]


async def test_after_grace_it_is_missed_and_the_coordinator_hears_of_it_once_by_day(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    anna.start(stage.bot)
    await stage.settle()
    stage.time.move_to(local("2026-12-02 22:00"))
    stage.rehearsal.program.tick()
    await stage.settle()
    by_night = len(stage.private(anna))
    await stage.move_to("2026-12-03 09:00")
    assert prompts(stage, group) == []
    assert moments(stage) == [("2026-11-24", "missed"), ("2026-12-01", "missed")]
    assert [message.text.splitlines()[1] for message in stage.private(anna)[by_night:]] == [
        "dinsdag 24 november om 12.30 uur: vraag"
    ]


async def test_a_prompt_is_silent_on_a_members_free_day(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    for person in (anna, bram):
        await stage.say(person, group, "/join")
    bram.start(stage.bot)
    bram.tell(stage.bot, "/werkdagen wo do vr")
    await stage.settle()
    await stage.move_to("2026-11-24 12:31")
    assert stage.prompt(group).silent


async def test_a_prompt_that_can_not_be_delivered_in_time_becomes_a_missed_moment(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    anna.start(stage.bot)
    await stage.settle()
    stage.sandbox.limit(group, retry_after=4 * 3600, times=1)
    stage.time.move_to(local("2026-11-24 12:31"))
    stage.rehearsal.program.tick()
    await stage.move_to("2026-11-24 17:00")
    assert moments(stage) == [("2026-11-24", "missed")]


async def test_a_team_that_fails_does_not_silence_another(stage: Stage) -> None:
    await planned_team(stage)
    group, _ = await planned_team(stage)
    with_fault = "UPDATE teams SET timezone = 'Nowhere/Land' WHERE id = 1"
    stage.database.execute(with_fault)
    stage.time.move_to(local("2026-11-24 12:31"))
    _, failures = doors.tick(stage.rehearsal.program.house, stage.time.now())
    stage.database.execute("UPDATE teams SET timezone = 'Europe/Amsterdam' WHERE id = 1")
    assert ([failure.team_id for failure in failures], len(prompts(stage, group))) == ([1], 1)


async def test_after_a_year_of_silence_the_coordinator_gets_one_short_notice(stage: Stage) -> None:
    _, anna = await planned_team(stage)
    anna.start(stage.bot)
    await stage.settle()
    stage.time.move_to(local("2027-11-23 10:00"))
    _, failures = doors.tick(stage.rehearsal.program.house, stage.time.now())
    stage.rehearsal.program.outbound.look_around()
    await stage.settle()
    assert (failures, len(stage.private(anna)[-1].text) < 700) == ([], True)


async def test_the_status_names_the_next_question_that_really_comes(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    await stage.say(anna, group, "/skipnext")
    assert "Volgende vraag: dinsdag 1 december om 12.30 uur." in (await stage.say(anna, group, "/status")).text


async def test_where_nobody_works_nothing_goes_out_and_the_coordinator_reads_a_line_a_week(stage: Stage) -> None:
    group, anna = await planned_team(stage)
    (bram,) = stage.people("Bram")
    anna.invite(group, bram)
    await stage.say(bram, group, "/join")
    for person in (anna, bram):
        person.start(stage.bot)
    await stage.tell(bram, "/werkdagen wo do vr")
    in_group, told = len(stage.from_bot(group)), len(stage.private(anna))
    await stage.move_to("2026-11-27 15:00")
    before = len(stage.private(anna))
    await stage.move_to("2026-12-05 12:00")
    assert (prompts(stage, group), len(stage.from_bot(group)) - in_group, before - told) == ([], 0, 0)
    assert [message.text for message in stage.private(anna)[told:]] == [
        f"Onderbouw: op dinsdag {day} werkt niemand die meedoet, dus ging er niets naar de groep."
        " Met /ritme kies je daar een andere dag."
        for day in ("24 november", "1 december")
    ]


async def test_before_the_holidays_that_are_known_run_out_coordinators_are_told(tmp_path: Path) -> None:
    async with staged(tmp_path / "leerkring.db", "2029-04-16 09:00") as stage:
        (anna,) = stage.people("Anna")
        group = await stage.team("Onderbouw", anna)
        anna.start(stage.bot)
        await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
        assert "bekend tot en met" not in stage.last(group).text
        await stage.move_to("2029-06-25 12:00")
        told = [message.text for message in stage.private(anna) if "ik ken de schoolvakanties" in message.text]
        assert ["19 augustus 2029" in text for text in told] == [True] * len(told)
        assert len(told) == 2
        assert "Vakanties: Midden, bekend tot en met 19 augustus 2029." in (await stage.say(anna, group, "/start")).text
