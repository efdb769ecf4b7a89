"""Numbering: whatever buttons name by a number gets one that none before it had, so no old button means it."""

from sqlite_utils import Database

# As a value of an INSERT; what is inserted is counted by itself.
NEXT_ENTRY, NEXT_COMMITMENT, NEXT_SESSION, NEXT_CALL, NEXT_QUESTION = (
    f"(SELECT last + 1 FROM numbers WHERE name = '{table}')"
    for table in ("entries", "commitments", "sessions", "calls", "own_questions")
)
# More than people make of anything while a backup grows old.
ROOM = 100_000


def leave_room(copy: Database) -> None:
    """Let a backup that is put back give none of the numbers that were given since it was made."""
    copy.execute("UPDATE numbers SET last = last + ?", [ROOM])
