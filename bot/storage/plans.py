"""Plans: the steps that sessions go through, with all their words; each plan once."""

from functools import lru_cache
from hashlib import blake2b

from pydantic import TypeAdapter
from sqlite_utils import Database

from bot.core.session.state import Planned

PLAN: TypeAdapter[tuple[Planned, ...]] = TypeAdapter(tuple[Planned, ...])
HASH_BYTES = 16


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Planned, ...]:
    """Return a plan as stored; it is read on every occasion and never changes under one text."""
    return PLAN.validate_json(text)


def as_text(plan: tuple[Planned, ...]) -> str:
    """Return a plan with all its words: a session goes on as it began, whatever becomes of the method's file."""
    return PLAN.dump_json(plan, exclude_none=True, exclude_defaults=True).decode()


def mark_of(text: str) -> str:
    """Return what a plan is known by."""
    return blake2b(text.encode(), digest_size=HASH_BYTES).hexdigest()


def number_of(database: Database, text: str) -> int:
    """Return the number of a plan; it is stored if it isn't yet."""
    mark = mark_of(text)
    database.execute("INSERT INTO plans (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [mark, text])
    return int(database.execute("SELECT id FROM plans WHERE hash = ?", [mark]).fetchone()[0])
