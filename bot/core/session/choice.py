"""Choice: how close a method may come to a group, and whose case is taken."""

from collections.abc import Mapping, Sequence

# A new group begins with methods that are safe for any group; so does one that did not feel safe last time.
CASES_AT_FIRST = 2
SAFE_ENOUGH = ((4.0, 3), (3.0, 2))
# Where too few said how safe it was, nobody knows that it was safe enough for the closest methods.
UNKNOWN = 2


def allowed_safety(completed: int, latest: float | None) -> int:
    """Return up to which level of safety a team may choose methods.

    `completed` is how many sessions it did; `latest` how safe the last one was on average, from 1 to 5, if known.
    """
    if completed < CASES_AT_FIRST:
        return 1
    if latest is None:
        return UNKNOWN
    return next((level for least, level in SAFE_ENOUGH if latest >= least), 1)


def by_turn(bringers: Sequence[int], turns: Mapping[int, int]) -> tuple[int, ...]:
    """Return who brought a case, each once, those first who had fewest turns before, then who brought it first."""
    return tuple(sorted(dict.fromkeys(bringers), key=lambda person: turns.get(person, 0)))


def winner(brought: Mapping[int, int], votes: Mapping[int, int], turns: Mapping[int, int]) -> int:
    """Return whose case is taken: the one with most votes; of equals whose bringer had fewest turns, then the first.

    `brought` maps each case, by its number, to whose it is, and is not empty; `votes` cases to votes.
    """
    best = min(brought, key=lambda case: (-votes.get(case, 0), turns.get(brought[case], 0), case))
    return brought[best]
