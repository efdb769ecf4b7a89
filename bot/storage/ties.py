"""Ties: whose a nameless answer is while its question is open, and cutting that for good: at the close, in a copy."""

from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from bot.core import nameless
from bot.core.nameless import USUAL, Fallback, Given
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session.terms import TERMS
from bot.storage.database import select
from bot.storage.numbering import NEXT_ENTRY

# Who can hide whom: a member since before a question opened, who does not read about the team from above and did not
# while it was open. Nobody where the ties were cut already, as in a copy that was put back.
PEERS = (
    "SELECT members.person_id FROM members JOIN sessions ON sessions.team_id = members.team_id"
    " WHERE sessions.id = ? AND sessions.crowd IS NULL AND members.role = 'member'"
    " AND members.since <= sessions.opened_at AND NOT EXISTS"
    " (SELECT 1 FROM members AS other WHERE other.team_id = members.team_id"
    " AND other.person_id = members.person_id AND other.role = 'leader') AND NOT EXISTS"
    " (SELECT 1 FROM kept_out WHERE session_id = sessions.id AND kept_out.person_id = members.person_id)"
)
KEPT = ("team_id", "session_id", "step", "audience", "kind")


@dataclass(frozen=True, slots=True)
class Fallen:
    """Answers of one person that could not show without a name, and what became of them as they had chosen."""

    person_id: int
    fallback: Fallback


def peers(database: Database, session_id: int) -> frozenset[int]:
    """Return who may answer a question without a name: those who can hide one another, which takes three."""
    found = frozenset(row[0] for row in database.execute(PEERS, [session_id]))
    return found if len(found) >= MINIMUM_ANONYMOUS else frozenset()


def set_fallback(database: Database, entry_id: int, person_id: int, fallback: Fallback) -> None:
    """Keep what becomes of a nameless answer where too few others gave one."""
    where = "id = ? AND person_id = ? AND is_nameless"
    database.execute(f"UPDATE entries SET fallback = ? WHERE {where}", [fallback, entry_id, person_id])


def cut(database: Database, session_id: int, *, is_copy: bool = False) -> list[Fallen]:
    """Forget whose the nameless answers to a question are, and who was heard; return what became of those that don't
    show.

    From now on nobody can tell, the administrator of the machine included. In a copy, which outlasts the question, no
    answer waits for a name: of too few, none is left. What stays is the session's `crowd`.
    """
    if not is_copy:
        _let_show(database, session_id)
    if database.execute("SELECT crowd FROM sessions WHERE id = ?", [session_id]).fetchone()[0] is not None:
        _forget_traces(database, session_id)
        return []
    given = _given(database, session_id)
    if is_copy:
        given = [replace(one, fallback="gone") for one in given]
    came = nameless.outcome(given, peers(database, session_id), named(database, session_id))
    database.execute("UPDATE sessions SET crowd = ? WHERE id = ?", [came.crowd, session_id])
    whose = {one.id: one.person for one in given}
    for entry_id, fallback in came.fates.items():
        _let_fall(database, entry_id, fallback)
    _lay_anew(database, session_id, whose, came.shown)
    _forget_traces(database, session_id)
    return list(dict.fromkeys(Fallen(whose[entry_id], fallback) for entry_id, fallback in came.fates.items()))


def _given(database: Database, session_id: int) -> list[Given]:
    where = "session_id = ? AND is_nameless AND person_id IS NOT NULL ORDER BY id"
    rows = select(database, f"SELECT id, person_id, fallback FROM entries WHERE {where}", [session_id])
    return [Given(row["id"], row["person_id"], row["fallback"] or USUAL) for row in rows]


def named(database: Database, session_id: int) -> frozenset[int]:
    """Return who answered a question with their name, and so hides nobody who goes without one."""
    # Whoever gives one that shows with their name at the close hides nobody either.
    where = (
        "session_id = ? AND NOT is_nameless AND (audience <> 'author' OR fallback = 'named') AND person_id IS NOT NULL"
    )
    rows = database.execute(f"SELECT DISTINCT person_id FROM entries WHERE {where}", [session_id])
    return frozenset(row[0] for row in rows)


def _let_show(database: Database, session_id: int) -> None:
    """Let the team read from now on what was given in private to be shown with its writer's name at the close."""
    where = "session_id = ? AND audience = 'author' AND NOT is_nameless AND fallback = 'named'"
    database.execute(f"UPDATE entries SET audience = 'team', fallback = NULL WHERE {where}", [session_id])


def _let_fall(database: Database, entry_id: int, fallback: Fallback) -> None:
    if fallback == "gone":
        database.execute("DELETE FROM entries WHERE id = ?", [entry_id])
        return
    audience = "team" if fallback == "named" else "author"
    database.execute(
        "UPDATE entries SET audience = ?, is_nameless = 0, fallback = NULL WHERE id = ?", [audience, entry_id]
    )


def _lay_anew(database: Database, session_id: int, whose: dict[int, int], shown: tuple[int, ...]) -> None:
    """Store what shows anew, as nobody's: what one person said in pieces as one entry, in the order of the words.

    The order they came in would tell who was first.
    """
    pieces: dict[int, list[dict[str, Any]]] = {}
    rows = select(database, "SELECT * FROM entries WHERE session_id = ? AND is_nameless ORDER BY id", [session_id])
    for row in list(rows):
        if row["id"] in shown:
            pieces.setdefault(whose[row["id"]], []).append(row)
    for text, row in sorted(
        (("\n\n".join(one["text"] for one in said), said[0]) for said in pieces.values()), key=lambda pair: pair[0]
    ):
        database.execute(
            "INSERT INTO entries (id, team_id, session_id, step, audience, kind, text, value, at, is_nameless)"
            f" VALUES ({NEXT_ENTRY}, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            [*(row[name] for name in KEPT), text, row["value"], row["at"]],
        )
    database.conn.executemany("DELETE FROM entries WHERE id = ?", [[entry_id] for entry_id in shown])


def _forget_traces(database: Database, session_id: int) -> None:
    """Forget who was heard in a session and who talked about it in private: that would tell whose words are whose."""
    for table in ("heard", "talks", "nudges"):
        database.execute(f"DELETE FROM {table} WHERE session_id = ?", [session_id])
    # A person's private chat has that person's own, positive number.
    database.execute("DELETE FROM outbox WHERE session_id = ? AND chat_id > 0 AND state <> 'sending'", [session_id])


def cut_in_copy(copy: Database) -> None:
    """Forget in a copy all that tells whose a nameless answer, a vote or a number is: it outlasts what it was given to.

    What people set themselves, their language, working days and leave, stays: a restored bot needs it.
    """
    nameless_ones = [one.name for one in TERMS.values() if one.may_be_nameless]
    among = ", ".join("?" * len(nameless_ones))
    rows = copy.execute(
        f"SELECT id FROM sessions WHERE state = 'open' AND terms IN ({among})", nameless_ones
    ).fetchall()
    for (session_id,) in rows:
        cut(copy, session_id, is_copy=True)
        # What is its writer's alone now may go without a name later, and would then be known by its words.
        copy.execute("DELETE FROM entries WHERE session_id = ? AND audience = 'author'", [session_id])
    copy.execute("DELETE FROM talks")
    copy.execute("DELETE FROM question_drafts")
    copy.execute("DELETE FROM unplaced")
    copy.execute("DELETE FROM marks")
    # Who ever opened a private chat; where one is shut after all, the messenger says so.
    copy.execute("UPDATE people SET is_reachable = 1")
    # What was being handled or could not be read, and what was said in private and when.
    copy.execute("DELETE FROM inbox WHERE state = 'new'")
    copy.execute("UPDATE inbox SET raw = NULL")
    copy.execute("DELETE FROM albums")
    copy.execute(
        "DELETE FROM outbox WHERE chat_id > 0 AND (session_id IS NOT NULL OR purpose = 'noted'"
        " OR purpose = 'second look' OR state <> 'waiting')"
    )
