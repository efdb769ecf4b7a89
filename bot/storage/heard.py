"""Heard: who had their say in the step of a session that is on, and how; in no order that tells who was first."""

from collections.abc import Mapping
from typing import Literal, get_args

from sqlite_utils import Database

from bot.storage.database import select

# Somebody who has begun gave something and may have more to say.
How = Literal["begun", "given", "passed"]
BEGUN, GIVEN, PASSED = get_args(How)
# How each person was heard in the step at which a session stands, as a column of `states`.
COLUMN = (
    "(SELECT json_group_array(json_array(person_id, how)) FROM heard"
    " WHERE heard.session_id = states.session_id AND heard.position = states.position) AS heard"
)


def note(database: Database, session_id: int, position: int, before: Mapping[int, How], now: Mapping[int, How]) -> None:
    """Store how people were heard in a step, as far as that differs from what is stored; the same in one go."""
    together: dict[How | None, list[int]] = {}
    for person in sorted(before.keys() | now.keys()):
        if before.get(person) != now.get(person):
            together.setdefault(now.get(person), []).append(person)
    for how, people in together.items():
        among = f"({', '.join('?' * len(people))})"
        if how is None:
            database.execute(
                f"DELETE FROM heard WHERE session_id = ? AND position = ? AND person_id IN {among}",
                [session_id, position, *people],
            )
        else:
            database.execute(
                "INSERT INTO heard (session_id, position, person_id, how) SELECT ?, ?, id, ? FROM people"
                f" WHERE id IN {among} ON CONFLICT DO UPDATE SET how = excluded.how",
                [session_id, position, how, *people],
            )


def forget(database: Database, session_id: int) -> None:
    """Forget who was heard in a session: once a step has closed, that is nobody's business."""
    database.execute("DELETE FROM heard WHERE session_id = ?", [session_id])


def of_person(database: Database, person_id: int, terms: str) -> list[tuple[str, How]]:
    """Return in which teams' sessions, of some terms, somebody was heard in the step that is on, and how."""
    rows = select(
        database,
        "SELECT teams.name, how FROM heard JOIN sessions ON sessions.id = session_id"
        " JOIN teams ON teams.id = sessions.team_id WHERE person_id = ? AND terms = ?"
        # What two people go through has no state here.
        " AND EXISTS (SELECT 1 FROM states WHERE states.session_id = heard.session_id) ORDER BY heard.session_id",
        [person_id, terms],
    )
    return [(row["name"], row["how"]) for row in rows]
