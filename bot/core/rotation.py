"""Which method comes next: nothing repeats within eight rounds, families take turns, and depth fades."""

from collections.abc import Iterable, Sequence
from zlib import crc32

from bot.core.method import Method

ROUNDS_APART = 8
ROUNDS_PER_DEPTH = 6


def next_method(methods: Iterable[Method], history: Sequence[str], families: Sequence[str], seed: int) -> Method | None:
    """Return the prompt that fits a team best now, or None if there is none in these families.

    `history` holds the ids of earlier rounds, oldest first; `seed` (the team) makes teams differ from each other.
    Least recently used prompts and families come first, then the depth that fits how far the team is.
    """
    last_used = {method_id: position for position, method_id in enumerate(history)}
    by_id = {method.id: method for method in methods}
    last_family = {by_id[known].family: at for at, known in enumerate(history) if known in by_id}
    wanted = min(1 + len(history) // ROUNDS_PER_DEPTH, 3)
    recent = set(history[-ROUNDS_APART:])
    candidates = [method for method in by_id.values() if method.family in families and method.id not in recent]
    return min(
        candidates,
        default=None,
        key=lambda method: (
            last_family.get(method.family, -1),
            method.id in last_used,
            abs(method.depth - wanted),
            last_used.get(method.id, -1),
            crc32(f"{seed}:{method.id}".encode()),
        ),
    )


def next_id(methods: Iterable[Method], history: Sequence[str], families: Sequence[str], seed: int) -> str | None:
    """Return the id of the prompt that fits a team best now, or None if there is none."""
    method = next_method(methods, history, families, seed)
    return method.id if method else None
