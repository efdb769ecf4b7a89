"""Finding: where in all that is kept some words stand, whoever may see them."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.storage.database import select

# Whom nothing says about: what waits to be handled or sent, and names.
BOT_ALONE = "the bot alone"


@dataclass(frozen=True, slots=True)
class Found:
    """One place where words stand: of which teams, by their numbers. `at` is as stored, of a person since when they are
    in one; `seen_by` says who may see it, and `form` what kind of contribution an entry is.

    `text` is the words, and None where only their author or the people of a session may read them, or where they could
    point at somebody who gave no name.
    """

    kind: str
    id: int
    team_ids: tuple[int, ...]
    at: str | None
    seen_by: str
    text: str | None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where words may stand: the rows to look through, by what number, and what each of them is."""

    kind: str
    query: str
    number: str
    seen_by: Callable[[dict[str, Any]], str]
    is_open: Callable[[dict[str, Any]], bool]


def _never(row: dict[str, Any]) -> bool:
    return False


def _always(row: dict[str, Any]) -> bool:
    return True


def _is_readable(row: dict[str, Any]) -> bool:
    """Tell whether an entry is for a team or more, and no nameless one of too few or still open."""
    is_showable = not row["is_nameless"] or row["is_shown"]
    return row["audience"] not in ("author", "group") and is_showable


SOURCES = (
    Source(
        "entry",
        f"SELECT entries.*, coalesce(crowd, 0) >= {MINIMUM_ANONYMOUS} AND state <> 'open' AS is_shown,"
        " EXISTS (SELECT 1 FROM pairs WHERE pairs.session_id = entries.session_id) AS is_of_pair FROM entries"
        " JOIN sessions ON sessions.id = session_id WHERE true",
        "entries.id",
        lambda row: "a pair" if row["is_of_pair"] and row["audience"] == "group" else str(row["audience"]),
        _is_readable,
    ),
    Source(
        "commitment",
        "SELECT commitments.*, text || coalesce(char(10) || result, '') AS text, opened_at AS at FROM commitments"
        " JOIN sessions ON sessions.id = session_id WHERE true",
        "commitments.id",
        lambda row: "team" if row["is_shared"] else "author",
        lambda row: bool(row["is_shared"]),
    ),
    Source(
        "question",
        "SELECT id, team_id, at, title || char(10) || text || coalesce(char(10) || follow_up, '') AS text"
        " FROM own_questions WHERE true",
        "id",
        lambda row: "its coordinators, and the team once it is asked",
        _always,
    ),
    Source(
        "draft",
        "SELECT id, team_id, since AS at, title || char(10) || text || coalesce(char(10) || follow_up, '') AS text"
        " FROM question_drafts WHERE true",
        "id",
        lambda row: "author",
        _never,
    ),
    Source(
        "unplaced",
        "SELECT id, NULL AS team_id, said_at AS at, text FROM unplaced WHERE true",
        "id",
        lambda row: "author",
        _never,
    ),
    Source(
        "person",
        "SELECT id, (SELECT group_concat(DISTINCT team_id) FROM members WHERE person_id = people.id) AS team_id,"
        " (SELECT min(since) FROM members WHERE person_id = people.id) AS at,"
        " coalesce(first_name, name) || coalesce(' ' || last_name, '')"
        " || coalesce(' @' || username, '') AS text FROM people WHERE true",
        "id",
        lambda row: "who is in a team with them",
        _always,
    ),
    Source(
        "team",
        "SELECT id, id AS team_id, NULL AS at, name AS text FROM teams WHERE true",
        "id",
        lambda row: "team",
        _always,
    ),
    Source(
        "update",
        "SELECT update_id AS id, NULL AS team_id, received_at AS at, raw AS text FROM inbox WHERE raw IS NOT NULL",
        "update_id",
        lambda row: BOT_ALONE,
        _never,
    ),
    Source(
        "message",
        "SELECT id, team_id, created_at AS at, payload AS text FROM outbox WHERE payload IS NOT NULL",
        "id",
        lambda row: BOT_ALONE,
        _never,
    ),
)
# Telegram's numbers of people may one day begin anywhere.
FROM_THE_FIRST = -(2**63)
PAGE = 1000
IN_JSON = ("update", "message")


def find(database: Database, words: str, team_id: int | None = None) -> Iterator[Found]:
    """Yield every place that holds all of some words, of one team or of all.

    Capitals and accents don't count, and a word is found inside a longer one. What belongs to no team is looked through
    for all of them only.
    """
    wanted = folded(words).split()
    for source in SOURCES if wanted else ():
        for row in _rows(database, source):
            text = _told(row["text"]) if source.kind in IN_JSON else row["text"]
            there = folded(text)
            if (team_id is None or team_id in _numbers(row["team_id"])) and all(word in there for word in wanted):
                yield _found(source, row, text if source.is_open(row) else None)


def of_number(database: Database, kind: str, number: int) -> Found | None:
    """Return where a thing of some kind and number stands, without its words; None where there is none."""
    [source] = [one for one in SOURCES if one.kind == kind]
    row = next(select(database, f"{source.query} AND {source.number} = ?", [number]), None)
    return _found(source, row, None) if row else None


def _found(source: Source, row: dict[str, Any], shown: str | None) -> Found:
    form = str(row["kind"]) if "kind" in row else None
    return Found(source.kind, row["id"], _numbers(row["team_id"]), row["at"], source.seen_by(row), shown, form)


def _numbers(listed: int | str | None) -> tuple[int, ...]:
    """Return the numbers of teams that a row holds: none, one, or several with commas."""
    return tuple(sorted(map(int, str(listed).split(",")))) if listed is not None else ()


def _rows(database: Database, source: Source) -> Iterator[dict[str, Any]]:
    """Yield the rows of a source, a page at a time: whoever looks through one holds nothing of the database."""
    asked = f"{source.query} AND {source.number} > ? ORDER BY {source.number} LIMIT ?"
    page = list(select(database, asked, [FROM_THE_FIRST, PAGE]))
    while page:
        yield from page
        page = list(select(database, asked, [page[-1]["id"], PAGE]))


def folded(text: str) -> str:
    """Return a text without its capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _told(raw: str) -> str:
    """Return the texts in JSON: there an accent may be written as a number."""
    try:
        return "\n".join(_texts(json.loads(raw)))
    except ValueError:
        return raw


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
