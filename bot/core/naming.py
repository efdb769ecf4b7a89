"""What people are called: by their first name, with as much of the last one as tells them from their namesakes."""

from collections.abc import Iterable

# What stands before the last name that one looks somebody up by, in Dutch and in names that are common here.
DUTCH = "van de den der het 't ’t ten ter te in op aan bij uit"
PREFIXES = frozenset(f"{DUTCH} von zu la le les du des da di do dos del el al ben bin ibn".split())


def called(first: str, last: str | None, others: Iterable[str | None]) -> str:
    """Return what somebody is called among others of the same first name, whose last names are given."""
    namesakes = list(others)
    if not namesakes or not last:
        return first
    short = _short(last)
    is_enough = short.casefold() not in [_short(other).casefold() for other in namesakes if other]
    return f"{first} {short if is_enough else last}"


def _short(last: str) -> str:
    """Return a last name by its initial: “de Vries” is “de V.”."""
    words = last.split()
    before = 0
    while before < len(words) - 1 and words[before].casefold() in PREFIXES:
        before += 1
    return " ".join([*words[:before], f"{words[before][:1]}."])
