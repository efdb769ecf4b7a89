"""Calendars: what a team is to get, as calendar apps read it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from stage import Stage

from bot.calendars import Coming, as_calendar

AT = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)


def events_in(text: str) -> list[Any]:
    found: list[Any] = Calendar.from_ical(text).walk("VEVENT")
    return found


def test_what_comes_is_read_back_as_it_was() -> None:
    coming = [Coming("prompt-1", AT, timedelta(minutes=10), "Vraag “Handen; op, je rug”\nen meer")]
    [event] = events_in(as_calendar("Onderbouw", coming, AT))
    assert (event["SUMMARY"], event["DTSTART"].dt, event["DTEND"].dt) == (
        "Vraag “Handen; op, je rug”\nen meer",
        AT,
        AT + timedelta(minutes=10),
    )
    assert (event["UID"], event["TRANSP"]) == ("prompt-1@leerkring", "TRANSPARENT")


async def test_the_plan_comes_as_a_calendar_without_what_is_let_pass(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.press(anna, stage.last(group), "Ja, elke dinsdag")
    await stage.say(anna, group, "/meedoen")
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    anna.start(stage.bot)
    await stage.settle()
    told = await stage.tell(anna, "/planning agenda")
    file = stage.sandbox.files[told.extra["document"]["file_id"]].content.decode()
    events = events_in(file)
    coming = [event for event in events if event["STATUS"] == "CONFIRMED"]
    days = [f"{event['DTSTART'].dt:%m-%d}" for event in coming if "vraag" in event["SUMMARY"]]
    assert days[:3] == ["11-24", "12-08", "12-15"]
    assert "12-22" not in days
    assert "weekbericht" not in file
    again = await stage.tell(anna, "/planning agenda")
    repeated = events_in(stage.sandbox.files[again.extra["document"]["file_id"]].content.decode())
    # The same moment keeps its number, so that a calendar shows it once.
    assert [one["UID"] for one in repeated] == [one["UID"] for one in events]


async def test_what_moves_keeps_its_number_and_what_is_dropped_takes_itself_out(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    await stage.say(anna, group, "/ritme elke di 12:30, op vrije dagen erna")

    titles: set[str] = set()

    async def shown() -> dict[str, tuple[str, str]]:
        told = await stage.say(anna, group, "/planning agenda")
        events = events_in(stage.sandbox.files[told.extra["document"]["file_id"]].content.decode())
        asked = [one for one in events if "vraag" in one["SUMMARY"]]
        titles.update(str(one["SUMMARY"]) for one in asked)
        return {str(one["UID"]): (f"{one['DTSTART'].dt:%m-%d}", str(one["STATUS"])) for one in asked}

    before = await shown()
    await stage.say(anna, group, "/vrijedagen 1 december studiedag")
    await stage.say(anna, group, "/teampauze 7 t/m 11 december")
    after = await shown()
    changed = {before[number][0]: after[number] for number in before if before[number] != after[number]}
    assert changed == {"12-01": ("12-02", "CONFIRMED"), "12-08": ("12-08", "CANCELLED")}
    # Of what is let pass nobody knows which question it would have been.
    assert {one for one in titles if "“" not in one} == {"Leerkring Onderbouw: vraag"}
    assert (before.keys(), [one for one in titles if "“”" in one]) == (after.keys(), [])


async def test_without_a_rhythm_there_is_nothing_for_a_calendar(stage: Stage) -> None:
    (anna,) = stage.people("Anna")
    group = await stage.team("Onderbouw", anna)
    assert "niets op de planning" in (await stage.say(anna, group, "/planning ics")).text


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Als er dan geen ronde loopt."), ("en", "Unless a session is going on by then.")]
)
async def test_a_method_says_that_it_waits_where_another_goes_on_and_nothing_else_does(
    stage: Stage, language: str, said: str
) -> None:
    (anna,) = stage.people("Anna", language=language)
    group = await stage.team("Onderbouw", anna)
    anna.start(stage.bot)
    # On Mondays comes a digest.
    for rhythm in ("week tue 12:30", "method vijf-stappen week wed 15:30"):
        await stage.say(anna, group, f"/rhythm {rhythm}")
    told = await stage.tell(anna, "/planning agenda")
    events = events_in(stage.sandbox.files[told.extra["document"]["file_id"]].content.decode())
    notes = {(event["DTSTART"].dt.weekday(), str(event.get("DESCRIPTION", ""))) for event in events}
    assert notes == {(0, ""), (1, ""), (2, said)}
