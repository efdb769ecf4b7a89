"""How far one thing travels through the house, traced on the running bot: the files and statements that it takes.

The bounds are what it takes now: they may only become smaller.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from app.consulting import a_team, start
from stage import Stage, is_prompt

import bot

HOUSE = str(Path(bot.__file__).parent)
# Not counted: what opens and closes a transaction, and what triggers do.
DOOR = ("app/doors.py", "receive")
BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "--", "SELECT k, v FROM")


@dataclass
class Trip:
    """What was come through."""

    files: set[str] = field(default_factory=set)
    statements: list[str] = field(default_factory=list)
    saves: int = 0
    moves: int = 0
    is_under_way: bool = False


@contextmanager
def traced(stage: Stage) -> Iterator[Trip]:
    """Note what of the house is come through, and what the database is asked, until the block ends."""
    trip, connection = Trip(), stage.database.conn

    def come_through(frame: FrameType, event: str, _: object) -> None:
        room = room_of(frame)
        if event in ("call", "return") and (room, frame.f_code.co_name) == DOOR:
            trip.is_under_way = event == "call"
        if event == "call" and room and trip.is_under_way:
            trip.files.add(room)
            before = room_of(frame.f_back) if frame.f_back else ""
            trip.moves += before != room and before.startswith("app/") and room.startswith("app/")

    def asked(statement: str) -> None:
        # The search index tells of the same statement once more for each of its tables.
        is_again = trip.statements[-1:] == [statement]
        if trip.is_under_way and not is_again and not statement.lstrip().startswith(BRACKETS):
            trip.statements.append(statement)
            trip.saves += statement.startswith("UPDATE states SET")

    connection.set_trace_callback(asked)
    sys.setprofile(come_through)
    try:
        yield trip
    finally:
        sys.setprofile(None)
        connection.set_trace_callback(None)


def room_of(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    return path.removeprefix(HOUSE + "/") if path.startswith(HOUSE) and "/sandbox/" not in path else ""


def told(trip: Trip) -> str:
    return "\n".join(
        [
            f"{len(trip.files)} files, {len(trip.statements)} statements, {trip.moves} moves, {trip.saves} saves",
            *sorted(trip.files),
            *trip.statements,
        ]
    )


async def test_one_reply(stage: Stage) -> None:
    anna, bram, chris = stage.people("Anna", "Bram", "Chris")
    group = await stage.team("Onderbouw", anna, bram, chris)
    bram.write(group, "/meedoen")
    anna.write(group, "/vraag")
    await stage.settle()
    question = next(one for one in stage.from_bot(group) if is_prompt(one))
    # Not the first one: what is read once has been read, whatever ran before in this process.
    await stage.reply(anna, question, "Ik vroeg eerst wat ze al wisten.")
    with traced(stage) as trip:
        bram.reply(question, "Ik wachtte even.")
        await stage.settle()
    assert (len(trip.files) <= 35, len(trip.statements) <= 9) == (True, True), told(trip)


async def test_a_burst_of_replies_is_stored_together(stage: Stage) -> None:
    asked = []
    for number in range(30):
        (person,) = stage.people("Anna")
        team = await stage.team(f"Team {number}", person)
        person.write(team, "/vraag")
        await stage.settle()
        asked.append((person, next(said for said in stage.from_bot(team) if is_prompt(said))))
    statements: list[str] = []
    for is_counted in (False, True, True, True):
        # The first time, each is told that it was kept.
        stage.database.conn.set_trace_callback(statements.append if is_counted else None)
        for person, prompt in asked:
            person.reply(prompt, "Ik wachtte even op hen.")
        await stage.settle()
    stage.database.conn.set_trace_callback(None)
    assert statements.count("COMMIT") <= 0.2 * 3 * len(asked)


async def test_one_step_closes_and_the_next_opens(stage: Stage) -> None:
    circle = await a_team(stage)
    await start(circle)
    await circle.go_to("2")
    # Not the first time: what is read and made once has been, whatever ran before in this process.
    await stage.press(circle.people[-1], circle.card, "Verder")
    await stage.say(circle.people[-1], circle.group, "/terug")
    assert circle.key == "2"
    with traced(stage) as trip:
        await stage.press(circle.people[-1], circle.card, "Verder")
    # Of these two files, two statements and seven moves show the owner what was asked in the step before. Two files and
    # five moves are of what people hear in private and of who was silent, which stand by themselves.
    fits = len(trip.files) <= 46, len(trip.statements) <= 20, trip.moves <= 110, trip.saves == 1
    assert fits == (True, True, True, True), told(trip)


async def test_somebody_is_forgotten_in_a_case(stage: Stage) -> None:
    # Six, so that enough are left: that too few are, the group hears besides.
    circle = await a_team(stage, "Anna", "Bram", "Chris", "Dewi", "Eva", "Fatima")
    await start(circle)
    await circle.go_to("2")
    await stage.tell(circle.people[-2], "/vergeet ja")
    with traced(stage) as trip:
        await stage.tell(circle.people[-1], "/vergeet ja")
    # Two statements find what others wrote on the screen of whoever leaves; one, in a file of its own, the calls that
    # no longer count them. Two files look whether the step's card shows the case.
    assert (len(trip.files) <= 49, len(trip.statements) <= 30) == (True, True), told(trip)
