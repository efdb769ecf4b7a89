"""People: everybody the bot has met, with their language, working days and leave."""

from collections.abc import Iterable
from typing import Any, cast

from sqlite_utils import Database

from bot.core.model import Days, Language, Person, Weekday
from bot.core.naming import called
from bot.core.sources import sourced
from bot.storage import ledger
from bot.storage.database import instant_or_none, select
from bot.storage.days import as_days, as_text

NAMES = ("first_name", "last_name", "username")


def meet(database: Database, person_id: int, name: str, username: str | None, last_name: str | None = None) -> Person:
    """Return a person, added or renamed to what the messenger says now; a username is one person's at a time."""
    row = _row(database, person_id)
    if row is None or (row["first_name"], row["last_name"], row["username"]) != (name, last_name, username):
        if username:
            taken = "username = ? COLLATE NOCASE AND id <> ?"
            database.execute(f"UPDATE people SET username = NULL WHERE {taken}", [username, person_id])
        database.execute(
            "INSERT INTO people (id, name, first_name, last_name, username) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
            " DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,"
            " username = excluded.username",
            [person_id, name, name, last_name, username],
        )
        tell_apart(database, person_id)
        row = _row(database, person_id)
    if row is None:
        raise LookupError(f"person {person_id} was stored and is not there")
    return as_person(row)


def tell_apart(database: Database, person_id: int) -> None:
    """Call somebody, and whoever shares a team and the first name, by as much of their names as tells them apart.

    Whose words stand in the log of a team shares it too. A name is one per person: it is the same in all their teams,
    and stays until they are told apart anew.
    """
    row = _row(database, person_id)
    if row is None:
        return
    for one in [row, *_namesakes(database, row)]:
        others = [other["last_name"] for other in _namesakes(database, one)]
        name = called(one["first_name"], one["last_name"], others)
        if name != one["name"]:
            database.execute("UPDATE people SET name = ? WHERE id = ?", [name, one["id"]])


def _namesakes(database: Database, row: dict[str, Any]) -> list[dict[str, Any]]:
    known = "SELECT team_id, person_id FROM members UNION SELECT team_id, person_id FROM entries"
    shares = f"SELECT mine.team_id FROM ({known}) AS mine WHERE mine.person_id = ?"
    return list(
        select(
            database,
            "SELECT * FROM people WHERE first_name = ? COLLATE NOCASE AND id <> ?"
            f" AND id IN (SELECT person_id FROM ({known}) WHERE team_id IN ({shares})) ORDER BY id",
            [row["first_name"], row["id"], row["id"]],
        )
    )


def _row(database: Database, person_id: int) -> dict[str, Any] | None:
    return next(select(database, "SELECT * FROM people WHERE id = ?", [person_id]), None)


def find(database: Database, person_id: int) -> Person | None:
    """Return a person by id."""
    row = _row(database, person_id)
    return as_person(row) if row else None


def of(database: Database, ids: Iterable[int]) -> list[Person]:
    """Return people by their ids, in no order; whoever isn't there is left out."""
    asked = sorted(set(ids))
    if not asked:
        return []
    rows = select(database, f"SELECT * FROM people WHERE id IN ({', '.join('?' * len(asked))})", asked)
    return [as_person(row) for row in rows]


def find_by_username(database: Database, username: str) -> Person | None:
    """Return the person who last used a username, with or without @."""
    name = username.removeprefix("@")
    row = next(select(database, "SELECT * FROM people WHERE username = ? COLLATE NOCASE", [name]), None)
    return as_person(row) if row else None


def names_of(database: Database, person_id: int) -> dict[str, str | None]:
    """Return the first and last name and the username that somebody last used, the latter without @."""
    return {key: value for key, value in (_row(database, person_id) or {}).items() if key in NAMES}


def set_language(database: Database, person_id: int, language: Language) -> None:
    """Keep the language somebody chose for private talk."""
    database.execute("UPDATE people SET language = ? WHERE id = ?", [language, person_id])


def set_working_days(database: Database, person_id: int, days: tuple[Weekday, ...]) -> None:
    """Keep the days on which somebody works."""
    database.execute("UPDATE people SET working_days = ? WHERE id = ?", [" ".join(days), person_id])


def set_leave(database: Database, person_id: int, leave: Iterable[Days]) -> None:
    """Keep on which days somebody is on leave."""
    database.execute("UPDATE people SET leave = ? WHERE id = ?", [as_text(leave), person_id])


def digest_time(database: Database, person_id: int) -> str | None:
    """Return the day and hour that somebody chose for their digest, such as "fri 15:30"; None where none was chosen."""
    return (_row(database, person_id) or {}).get("digest_time")


def set_digest_time(database: Database, person_id: int, at: str | None) -> None:
    """Keep the day and hour that somebody chose for their digest; None gives it back."""
    database.execute("UPDATE people SET digest_time = ? WHERE id = ?", [at, person_id])


def reminded_at(database: Database, person_id: int) -> str | None:
    """Return the day and hour at which somebody wants to be reminded of questions, such as `thu 08:30`."""
    return (_row(database, person_id) or {}).get("reminded_at")


def set_reminded_at(database: Database, person_id: int, at: str | None) -> None:
    """Keep at which day and hour somebody wants to be reminded of questions; never, for None."""
    database.execute("UPDATE people SET reminded_at = ? WHERE id = ?", [at, person_id])


def all_reminded(database: Database, team_id: int) -> dict[int, str]:
    """Return who of the members of a team wants to be reminded of questions, and at which day and hour."""
    rows = database.execute(
        "SELECT id, reminded_at FROM people JOIN members ON person_id = id"
        " WHERE team_id = ? AND role = 'member' AND reminded_at IS NOT NULL",
        [team_id],
    )
    return dict(rows.fetchall())


def set_reachable(database: Database, person_id: int, is_reachable: bool) -> None:
    """Keep whether the bot may write to somebody in private."""
    database.execute("UPDATE people SET is_reachable = ? WHERE id = ?", [int(is_reachable), person_id])


def erase(database: Database, person_id: int) -> None:
    """Erase somebody: with the person go roles, invitations, nudges, turns, what a private talk was about, and what
    they wrote to be asked and was not yet."""
    ledger.note_person(database, person_id)
    database.execute("DELETE FROM people WHERE id = ?", [person_id])


def as_person(row: dict[str, Any]) -> Person:
    """Return the person that a row of `people` stands for."""
    return Person(
        id=row["id"],
        name=sourced(row["name"], "person", row["id"]) if row["id"] is not None else row["name"],
        language=row["language"],
        working_days=cast("tuple[Weekday, ...]", tuple(row["working_days"].split())),
        leave=as_days(row["leave"]) if row["leave"] else (),
        is_reachable=bool(row["is_reachable"]),
        no_marks_until=instant_or_none(row["marks_refused_until"]),
    )
