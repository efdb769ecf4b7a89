"""Participants: who is in a consultation, whose case it is about, who can’t be waited for, who may not come in."""

from collections.abc import Mapping

from sqlite_utils import Database

from bot.core.session.state import State

# What somebody's row in a consultation says: whether they are in, their turn, whether they are away, whether they were
# silent lately, and whether they began it.
Part = tuple[int, int | None, int, int, int]
NO_PART: Part = (0, None, 0, 0, 0)
PART = ("is_in", "turn", "is_away", "was_silent", "has_begun")
# What the rows of everybody in a consultation say, as a column of `states`.
COLUMN = (
    f"(SELECT json_group_array(json_array(person_id, {', '.join(PART)})) FROM participants"
    " WHERE participants.session_id = states.session_id) AS parts"
)
# Those people themselves, as a column beside it.
PERSON = ("id", "name", "language", "working_days", "leave", "is_reachable", "marks_refused_until")
PERSONS = (
    "(SELECT json_group_array(json_object("
    + ", ".join(f"'{name}', people.{name}" for name in PERSON)
    + ")) FROM participants JOIN people ON people.id = person_id"
    " WHERE participants.session_id = states.session_id) AS persons"
)


def parts_of(state: State) -> dict[int, Part]:
    """Return what the row of each person in a consultation says."""
    return {
        person: (
            int(person in state.people),
            state.owners.index(person) if person in state.owners else None,
            int(person in state.away),
            int(person in state.lately_silent),
            int(person == state.begun_by),
        )
        # Whoever began it and comes back does again what was theirs.
        for person in state.people | {*state.owners, *filter(None, [state.begun_by])}
    }


def stored(database: Database, session_id: int) -> dict[int, Part]:
    """Return what the row of each person in a consultation says by now."""
    names = ", ".join(PART)
    rows = database.execute(f"SELECT person_id, {names} FROM participants WHERE session_id = ?", [session_id])
    return {row[0]: tuple(row[1:]) for row in rows}


def save(database: Database, session_id: int, state: State, before: Mapping[int, Part]) -> None:
    """Store what changed about the people in a consultation: those about whom the same is true now in one go."""
    now = parts_of(state)
    together: dict[tuple[Part, bool], list[int]] = {}
    for person in sorted(now.keys() | before.keys()):
        part = now.get(person, NO_PART)
        if before.get(person) != part:
            together.setdefault((part, person in before), []).append(person)
    for (part, is_there), people in together.items():
        among = f"({', '.join('?' * len(people))})"
        if is_there:
            names = ", ".join(f"{name} = ?" for name in PART)
            database.execute(
                f"UPDATE participants SET {names} WHERE session_id = ? AND person_id IN {among}",
                [*part, session_id, *people],
            )
        else:
            changes = ", ".join(f"{name} = excluded.{name}" for name in PART)
            database.execute(
                f"INSERT INTO participants (session_id, person_id, {', '.join(PART)})"
                f" SELECT ?, id{', ?' * len(PART)} FROM people WHERE id IN {among}"
                f" ON CONFLICT (session_id, person_id) DO UPDATE SET {changes}",
                [session_id, *part, *people],
            )


def forget_outsiders(database: Database, session_id: int) -> None:
    """Forget who was asked for a consultation and did not come in."""
    database.execute("DELETE FROM participants WHERE session_id = ? AND NOT is_in AND turn IS NULL", [session_id])


def keep_out(database: Database, team_id: int, person_id: int) -> None:
    """Keep somebody out of the consultation that a team is at, and from hiding others in a question that is open,
    whatever becomes of their roles meanwhile."""
    database.execute(
        "INSERT INTO kept_out (session_id, person_id) SELECT id, ? FROM sessions"
        " WHERE team_id = ? AND state = 'open' ON CONFLICT DO NOTHING",
        [person_id, team_id],
    )


def is_kept_out(database: Database, session_id: int, person_id: int) -> bool:
    """Tell whether somebody may not come into a consultation that was under way while they led the team."""
    where = "session_id = ? AND person_id = ?"
    return database.execute(f"SELECT 1 FROM kept_out WHERE {where}", [session_id, person_id]).fetchone() is not None


def kept_out_of(database: Database, session_id: int) -> frozenset[int]:
    """Return who led the team while a session was under way and no longer does."""
    rows = database.execute("SELECT person_id FROM kept_out WHERE session_id = ?", [session_id])
    return frozenset(row[0] for row in rows.fetchall())
