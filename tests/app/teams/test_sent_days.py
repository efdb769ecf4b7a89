"""A calendar or table sent in private: a team’s free days, whole or not at all, and taken back."""

import pytest
from stage import Stage
from weekly import weekly

from bot.sandbox import Message, Person

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//School//NL
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261201
DTEND;VALUE=DATE:20261202
SUMMARY:Studiedag
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261203T150000Z
SUMMARY:Teamoverleg
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20250901
SUMMARY:Oud
END:VEVENT
END:VCALENDAR
"""
TABLE = "eerste;laatste;naam\n2-2-2027;3-2-2027;studiedagen\n2027-03-12;;\n"


async def send(stage: Stage, person: Person, content: str | bytes, name: str, caption: str | None = None) -> Message:
    whole = content.encode() if isinstance(content, str) else content
    person.send_document(person.chat_with(stage.bot), caption, name=name, content=whole)
    await stage.settle()
    return stage.private(person)[-1]


async def coordinator(stage: Stage) -> Person:
    _, anna = await weekly(stage)
    anna.start(stage.bot)
    await stage.settle()
    return anna


async def test_whole_days_of_a_calendar_are_free_and_can_be_taken_back(stage: Stage) -> None:
    anna = await coordinator(stage)
    told = await send(stage, anna, CALENDAR, "Kalender.ICS")
    assert "Onderbouw is nu ook vrij op:\nStudiedag: dinsdag 1 december" in told.text
    assert "Teamoverleg" not in told.text
    assert "Eén is al voorbij of te ver weg" in told.text
    plan = await stage.tell(anna, "/planning")
    assert "dinsdag 1 december om 12.30 uur: vraag (vrij: Studiedag)" in plan.text
    again = await send(stage, anna, CALENDAR, "kalender.ics")
    assert "Er staat niets in wat Onderbouw nog niet had." in again.text
    await stage.press(anna, told, "Draai dit terug")
    assert "(vrij: Studiedag)" not in (await stage.tell(anna, "/planning")).text


async def test_a_table_is_heard_as_a_spreadsheet_saves_it(stage: Stage) -> None:
    anna = await coordinator(stage)
    told = await send(stage, anna, "\ufeff" + TABLE, "dagen.csv")
    assert "Studiedagen: dinsdag 2 februari tot en met woensdag 3 februari" in told.text
    assert "Vrij: vrijdag 12 maart" in told.text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("eerste,laatste,naam\nooit,,x\n3-2-2027,2-2-2027,y\n", "dagen.csv", "Regel 2: “ooit” is geen datum."),
        ("eerste,laatste,naam\nooit,,x\n3-2-2027,2-2-2027,y\n", "dagen.csv", "Regel 3: eindigt voor het begint."),
        ("wie,wat\nAnna,taart\n", "dagen.csv", "geen kolom voor de eerste dag"),
        ("BEGIN:VCALENDAR\nEND:VEVENT\n", "x.ics", "Er staan geen hele dagen in."),
        (CALENDAR.replace("20261201", "ooit"), "x.ics", "geen agenda of tabel die ik kan lezen"),
        (CALENDAR.replace("SUMMARY:Studiedag", "SUMMARY:Studiedag\nRRULE:FREQ=WEEKLY"), "x.ics", "herhaalt zich"),
        (b"\xff\xfe\x00", "x.ics", "“x.ics” kon ik niet lezen"),
    ],
)
async def test_of_a_file_with_a_mistake_nothing_is_taken(
    stage: Stage, content: str | bytes, name: str, told: str
) -> None:
    anna = await coordinator(stage)
    before = (await stage.tell(anna, "/vrijedagen")).text
    assert told in (await send(stage, anna, content, name)).text
    assert (await stage.tell(anna, "/vrijedagen")).text == before


async def test_of_several_teams_the_name_is_asked_for(stage: Stage) -> None:
    anna = await coordinator(stage)
    await stage.team("Bovenbouw", anna)
    assert "Voor welk team zijn deze dagen?" in (await send(stage, anna, CALENDAR, "k.ics")).text
    assert "Bovenbouw is nu ook vrij op" in (await send(stage, anna, CALENDAR, "k.ics", "Bovenbouw")).text


async def test_what_anybody_else_sends_sets_nothing(stage: Stage) -> None:
    group, _ = await weekly(stage)
    (bram,) = stage.people("Bram")
    bram.start(stage.bot)
    await stage.settle()
    await send(stage, bram, CALENDAR, "k.ics")
    assert stage.database.execute("SELECT count(*) FROM changes WHERE after LIKE '%Studiedag%'").fetchone()[0] == 0
    assert stage.last(group).text
