"""Plans: what sessions go through, with all its words, and what it asks of a group; each plan once."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from pydantic import TypeAdapter
from sqlite_utils import Database

from bot.core.session.outline import UNKNOWN, Outline
from bot.core.session.state import Planned
from bot.core.step import AS_STORED

Steps = tuple[Planned, ...]
HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of a session, and the outline of its method: it goes on as it began, whatever becomes of the file."""

    steps: Steps = ()
    outline: Outline = UNKNOWN


# Before outlines were kept, a plan was its steps.
STORED: TypeAdapter[Plan | Steps] = TypeAdapter(Plan | Steps)


@lru_cache(maxsize=256)
def read(text: str) -> Plan:
    """Return a plan as stored; it is read on every occasion and never changes under one text."""
    found = STORED.validate_json(text, context=AS_STORED)
    return found if isinstance(found, Plan) else Plan(found)


def as_text(steps: Steps, outline: Outline) -> str:
    """Return a plan with all its words."""
    return STORED.dump_json(Plan(steps, outline), exclude_none=True, exclude_defaults=True).decode()


def mark_of(text: str) -> str:
    """Return what a plan is known by."""
    return blake2b(text.encode(), digest_size=HASH_BYTES).hexdigest()


def number_of(database: Database, text: str) -> int:
    """Return the number of a plan; it is stored if it isn't yet."""
    mark = mark_of(text)
    database.execute("INSERT INTO plans (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [mark, text])
    return int(database.execute("SELECT id FROM plans WHERE hash = ?", [mark]).fetchone()[0])
