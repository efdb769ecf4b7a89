"""A backup from the middle of a question tells nobody whose a nameless answer is, by whatever column or order."""

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asked import ask
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place, Role
from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.core.session import taking_part
from bot.storage import contributions, entries, members, nudges, outbox, people, sessions, talks, teams, ties
from bot.storage.backups import back_up
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
GROUP = Place(-100)
HISTORIES = 20
# How often a guess by luck may be right, over all histories, before it is more than luck.
LUCK = 0.2


def play(path: Path, dice: random.Random) -> dict[str, int]:
    """Let a team of eight answer a question in every way; return whose each nameless answer is."""
    database = open_for_writing(lay(path))
    team = teams.add(database, GROUP, "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    everyone = [Person(number, f"Naam{number}") for number in dice.sample(range(1000, 9999), 8)]
    for person in everyone:
        people.meet(database, person.id, person.name, None)
        members.give_role(database, team.id, person.id, Role.MEMBER, NOON - timedelta(days=dice.randrange(1, 90)))
    session = ask(database, team.id, "eerste-stap", NOON, NOON + timedelta(days=1))
    ways = ["named"] * 2 + ["nameless"] * 4 + ["only me", "skip"]
    at, whose = NOON, dict[str, int]()
    for person, way in dice.sample(list(zip(dice.sample(everyone, 8), ways, strict=True)), 8):
        at += timedelta(minutes=dice.randrange(1, 90))
        with transaction(database):
            _act(database, session, person, way, at, whose, dice)
            came = taking_part.pass_on if way == "skip" else taking_part.hear
            session = sessions.save(database, session.at(came(session.state, person.id)), at, at)
    database.close()
    return whose


def _act(
    database: Database, session: Any, person: Person, way: str, at: datetime, whose: dict[str, int], dice: random.Random
) -> None:
    if way in ("nameless", "only me"):
        people.set_reachable(database, person.id, is_reachable=True)
        outbox.mark_sent(
            database,
            outbox.add(database, Say(text="Hallo"), person.id, Purpose("private_chat.hello"), at, team_id=1),
            dice.randrange(9999),
            at,
        )
    if way == "skip":
        nudges.put(database, person.id, session.id, at + timedelta(hours=3))
        return
    text = f"{dice.choice('abcdefgh')} {dice.randrange(10**9)}"
    place = GROUP if way == "named" else Place(person.id)
    audience = Audience.TEAM if way == "named" else Audience.AUTHOR
    entries.add(database, session, person, audience, "answer", text, at, (place, dice.randrange(10**6)))
    number = database.execute("SELECT max(id) FROM entries").fetchone()[0]
    if way == "nameless":
        talks.begin(database, person.id, at, session_id=session.id)
        contributions.share_without_name(database, number, person.id)
        if dice.random() < 0.5:
            text = f"{text} en meer"
            contributions.rewrite(database, number, person.id, text)
        ties.set_fallback(database, number, person.id, dice.choice(("named", "author", "gone")))
        whose[text] = person.id


def orders(copy: Database, table: str, what: str, where: str = "1") -> Iterator[tuple[str, list[Any]]]:
    """Yield every order in which a table can be read, by its columns and by its rows, both ways round."""
    columns = [column.name for column in copy.table(table).columns]
    for by in [*columns, *(["rowid"] if copy.table(table).use_rowid or "id" in columns else [])]:
        for way in ("", " DESC"):
            rows = copy.execute(f'SELECT "{what}" FROM {table} WHERE {where} ORDER BY "{by}"{way}').fetchall()
            yield f"{table} by {by}{way}", [row[0] for row in rows]


def guesses(copy: Database) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield every match of texts and people that some order of each suggests, known people left out."""
    known = {row[0] for row in copy.execute("SELECT person_id FROM entries WHERE person_id IS NOT NULL")}
    texts = list(orders(copy, "entries", "text", "person_id IS NULL"))
    naming = {"person_id", "chat_id", "made_by"}
    tables = [table for table in copy.tables if not table.name.startswith(("entries_", "_", "sqlite_"))]
    for table in tables:
        for column in {found.name for found in table.columns} & naming | ({"id"} if table.name == "people" else set()):
            for name, numbers in orders(copy, table.name, column):
                suspects = [one for one in dict.fromkeys(numbers) if one and one > 0 and one not in known]
                for said, words in texts:
                    yield f"{name} × {said}", dict(zip(words, suspects, strict=False))


def cut_half(source: Path, copy: Path) -> None:
    """Make a copy in which only the entries themselves are cut."""
    Database(source).execute("VACUUM INTO ?", [str(copy)])
    Database(copy).execute("UPDATE entries SET person_id = NULL, chat_id = NULL WHERE is_nameless")


def best_guess(folder: Path, make: Callable[[Path, Path], object]) -> tuple[str, float]:
    """Return by which orders most writers are found over many histories, and how large a part of them."""
    right: dict[str, list[float]] = {}
    for number in range(HISTORIES):
        source, backup = folder / f"{number}.db", folder / f"{number}-copy.db"
        whose = play(source, random.Random(number))
        make(source, backup)
        copy = Database(backup)
        assert {row[0] for row in copy.execute("SELECT text FROM entries WHERE person_id IS NULL")} == set(whose)
        for name, guess in guesses(copy):
            right.setdefault(name, []).append(sum(whose.get(text) == one for text, one in guess.items()) / len(whose))
        copy.close()
    name, found = max(right.items(), key=lambda told: sum(told[1]))
    return name, sum(found) / HISTORIES


def test_no_order_of_anything_matches_texts_to_writers_better_than_chance(tmp_path: Path) -> None:
    name, found = best_guess(tmp_path, back_up)
    # Of the eight, two are known by name: six may have written the four.
    assert found <= 1 / 6 + LUCK, name


def test_the_same_guesses_find_them_where_only_the_entries_are_cut(tmp_path: Path) -> None:
    assert best_guess(tmp_path, cut_half)[1] > 0.5


def test_a_copy_keeps_no_words_of_an_open_question_that_may_still_go_without_a_name(tmp_path: Path) -> None:
    play(tmp_path / "own.db", random.Random(1))
    back_up(tmp_path / "own.db", tmp_path / "copy.db")
    kept = Database(tmp_path / "copy.db").execute("SELECT audience FROM entries GROUP BY 1").fetchall()
    assert kept == [("team",)]


def test_a_copy_tells_of_nobody_that_they_opened_a_private_chat(tmp_path: Path) -> None:
    play(tmp_path / "own.db", random.Random(1))
    back_up(tmp_path / "own.db", tmp_path / "copy.db")
    reached = [
        {row[0] for row in Database(tmp_path / name).execute("SELECT is_reachable FROM people")}
        for name in ("own.db", "copy.db")
    ]
    assert reached == [{0, 1}, {1}]


def test_in_a_copy_too_few_nameless_answers_are_left_out(tmp_path: Path) -> None:
    database = open_for_writing(lay(tmp_path / "own.db"))
    teams.add(database, GROUP, "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    for number in (1, 2):
        people.meet(database, number, f"Naam{number}", None)
        members.give_role(database, 1, number, Role.MEMBER, NOON - timedelta(days=1))
    session = ask(database, 1, "eerste-stap", NOON, NOON + timedelta(days=1))
    for number in (1, 2):
        entries.add(database, session, Person(number, ""), Audience.AUTHOR, "answer", f"{number}", NOON, None)
        contributions.share_without_name(database, number, number)
        ties.set_fallback(database, number, number, "named")
    back_up(tmp_path / "own.db", tmp_path / "copy.db")
    left = Database(tmp_path / "copy.db").execute("SELECT count(*) FROM entries").fetchone()[0]
    assert (left, database.execute("SELECT count(*) FROM entries").fetchone()[0]) == (0, 2)
    assert len(list(itertools.islice(guesses(Database(tmp_path / "copy.db")), 5))) == 5
