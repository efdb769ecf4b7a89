"""The bot's own words in one language, as content gives them and rendering uses them."""

from collections.abc import Mapping
from dataclasses import dataclass

# The lists of whole lines among them.
LINES = (
    "asking_digest",
    "asking_owed",
    "asking_what",
    "agreeing",
    "declining",
    "finished",
    "sharing",
    "keeping",
    "retracting",
    "joining",
)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Templates by key, the spelled-out small numbers, and the ordinary words that never count as a theme.

    `known` are words that look like names and name nobody; `passing` lines by which people pass on a question, `thanks`
    words of which thanks are made; `asking_digest` lines by which a leader asks how a {team} is doing, and
    `asking_owed` those by which anybody asks what waits for them, `asking_what` those that may be meant so. What people
    type in the place of a button says that something suits (`agreeing`), that it doesn't (`declining`), that it is done
    (`finished`), or that a line of theirs goes to their team (`sharing`) or stays with them (`keeping`). Some take back
    what was said before (`retracting`), and some say that somebody joins in what their team is called for (`joining`).
    """

    templates: Mapping[str, str]
    numbers: tuple[str, ...] = ()
    ordinary: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    thanks: frozenset[str] = frozenset()
    asking_digest: tuple[str, ...] = ()
    asking_owed: tuple[str, ...] = ()
    asking_what: tuple[str, ...] = ()
    agreeing: tuple[str, ...] = ()
    declining: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()
    keeping: tuple[str, ...] = ()
    retracting: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
