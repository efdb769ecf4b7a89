"""Numbering: each entry and each commitment gets a number that none before it had, so no old button means it."""

# As a value of an INSERT; what is inserted is counted by itself.
NEXT_ENTRY, NEXT_COMMITMENT = (
    f"(SELECT last + 1 FROM numbers WHERE name = '{table}')" for table in ("entries", "commitments")
)
