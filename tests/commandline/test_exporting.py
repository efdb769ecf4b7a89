"""Exporting: what each team can read of its own log, in files; and in the real Datasette, described."""

import csv
import json
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asked import ask
from commandline.kept import terminal_with_something_kept
from commandline.terminal import Terminal
from datasette.app import Datasette
from sqlite_utils import Database

from bot.commandline.in_markdown import escaped
from bot.core.model import Audience, Person, Place
from bot.storage import entries, people, teams
from bot.storage.accesses import noted
from bot.storage.database import open_for_writing, transaction
from bot.storage.laying import lay

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
ANNA, BRAM = Person(4711, "Anna"), Person(4712, "Bram")
SECRETS = ("Voor mij alleen.", "Over een casus.", "Te weinig zonder naam.", "Nog niet te lezen.")
ODD = '=1+1\n# Kop\n<b>dik</b> & "aanhaling", *ster*\n\n- een streep ‘é’'


def fill(database: Database) -> None:
    """Keep what a team can read, and around it everything that it can't."""
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, f"naam{person.id}")
    for number, name in enumerate(("Onderbouw", "Bovenbouw")):
        teams.add(database, Place(-100 - number), name, "nl", "Europe/Amsterdam", "nl-midden")
    first, second, third, other = (
        ask(database, team, "eerste-stap", NOON + timedelta(days=day), NOON + timedelta(days=day + 1))
        for team, day in ((1, 0), (1, 7), (1, 14), (2, 0))
    )

    def give(session: Any, author: Person | None, audience: Audience, text: str, minutes: int) -> None:
        at = session.state.started_at + (timedelta(minutes=minutes) if author else timedelta())
        entries.add(database, session, author, audience, "answer", text, at, None)

    give(first, BRAM, Audience.TEAM, ODD, 7)
    for text in ("Zo ook ik.", "Anders.", "Midden."):
        give(first, None, Audience.TEAM, text, 0)
    give(first, ANNA, Audience.AUTHOR, SECRETS[0], 8)
    give(first, ANNA, Audience.LEADER, "Vrijgegeven.", 9)
    give(second, ANNA, Audience.GROUP, SECRETS[1], 1)
    for _ in range(2):
        give(second, None, Audience.TEAM, SECRETS[2], 0)
    give(third, None, Audience.TEAM, SECRETS[3], 0)
    give(other, ANNA, Audience.TEAM, "Van een ander team.", 3)
    database.execute("UPDATE sessions SET state = 'closed', crowd = 3")
    database.execute("UPDATE sessions SET crowd = 2 WHERE id = ?", [second.id])
    database.execute("UPDATE sessions SET state = 'open' WHERE id = ?", [third.id])


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    with closing(open_for_writing(lay(tmp_path / "own.db"))) as database, transaction(database):
        fill(database)
    return Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"})


def exported(terminal: Terminal, *words: str) -> Path:
    code, _, errors = terminal.give_here("export", "--out", "uit", *words)
    assert code == 0, errors
    return terminal.folder / "uit"


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_team_gets_its_own_files_that_only_this_account_reads(terminal: Terminal) -> None:
    folder = exported(terminal)
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert files == {f"leerkring-team-{team}.{end}": 0o600 for team in (1, 2) for end in ("md", "csv", "jsonl")}


def test_what_a_team_can_read_is_there_and_nothing_of_a_nameless_answer_but_its_day(terminal: Terminal) -> None:
    found = lines_of(exported(terminal) / "leerkring-team-1.jsonl")
    told = [(one["name"], one["day"], one["time"], one["is_released"], one["text"]) for one in found]
    assert told == [
        ("Bram", "2026-11-24", "12:07", False, ODD),
        ("Anna", "2026-11-24", "12:09", True, "Vrijgegeven."),
        (None, "2026-11-24", None, False, "Anders."),
        (None, "2026-11-24", None, False, "Midden."),
        (None, "2026-11-24", None, False, "Zo ook ik."),
    ]
    assert set(found[0]) == {
        *("team", "team_name", "round", "asked_on", "method", "title", "question", "kind", "day", "time", "name"),
        *("is_released", "text"),
    }


def test_nothing_else_is_in_any_file(terminal: Terminal) -> None:
    folder = exported(terminal, "--format", "markdown", "--format", "csv", "--format", "jsonl", "--format", "datasette")
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    hidden = [*SECRETS, str(ANNA.id), str(BRAM.id), f"naam{ANNA.id}"]
    found = {(name, words) for name, bytes_ in held.items() for words in hidden if words.encode() in bytes_}
    assert (found, len(held)) == (set(), 8)
    foreign = {name for name, bytes_ in held.items() if b"Van een ander team." in bytes_}
    assert foreign == {"leerkring-team-2.md", "leerkring-team-2.csv", "leerkring-team-2.jsonl", "leerkring-log.db"}


def test_a_spreadsheet_gets_the_same_and_no_formula(terminal: Terminal) -> None:
    folder = exported(terminal)
    with (folder / "leerkring-team-1.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = lines_of(folder / "leerkring-team-1.jsonl")
    assert [row["text"] for row in rows] == [f"'{ODD}", *(one["text"] for one in plain[1:])]
    assert (list(rows[0]), rows[2]["name"], rows[2]["time"]) == (list(plain[0]), "", "")


def test_markdown_reads_as_it_was_written(terminal: Terminal) -> None:
    text = (exported(terminal, "--team", "1") / "leerkring-team-1.md").read_text(encoding="utf-8")
    said = '> =1+1  \n> \\# Kop  \n> \\<b\\>dik\\</b\\> \\& "aanhaling", \\*ster\\*  \n>  \n> \\- een streep ‘é’\n'
    assert text.startswith("# Logboek van Onderbouw\n\nGemaakt op ")
    assert said.replace("> =1", "> \\=1") in text
    assert ("**Bram**, 24 november 2026:" in text, "\n**Zonder naam**:\n\n> Anders.\n" in text) == (True, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. een", "1\\. een"),
        ("  - a", "  \\- a"),
        ("[x](y)", "\\[x\\](y)"),
        ("a_b `c` ~d~", "a\\_b \\`c\\` \\~d\\~"),
        ("2026 was", "2026 was"),
        ("&lt;", "\\&lt;"),
    ],
)
def test_no_sign_is_taken_for_markdown(words: str, expected: str) -> None:
    assert escaped(words) == expected


def test_a_file_that_is_there_is_left_alone_unless_it_is_forced(terminal: Terminal) -> None:
    folder = exported(terminal, "--format", "csv")
    before = sorted(path.name for path in folder.iterdir())
    (folder / "leerkring-team-1.csv").write_text("van mij")
    code, _, errors = terminal.give_here("export", "--out", "uit", "--format", "csv")
    kept = (folder / "leerkring-team-1.csv").read_text()
    exported(terminal, "--format", "csv", "--force")
    assert (code, "is there already" in errors, kept) == (1, True, "van mij")
    assert ((folder / "leerkring-team-1.csv").read_text() != "van mij", sorted(p.name for p in folder.iterdir())) == (
        True,
        before,
    )


def test_an_unknown_team_and_an_empty_one_are_told(tmp_path: Path) -> None:
    terminal = terminal_with_something_kept(tmp_path)
    code, _, errors = terminal.give_here("export", "--team", "9", "--out", "uit")
    (written,) = terminal.read_here("export", "--team", "2", "--format", "markdown", "--out", "uit")
    empty = Path(tmp_path / written["file"]).read_text(encoding="utf-8")
    assert (code, "There is no team 9" in errors, written["contributions"]) == (1, True, 0)
    assert empty.endswith("Er staat nog niets in.\n")


def test_who_exports_is_noted(terminal: Terminal) -> None:
    exported(terminal, "--team", "1", "--format", "csv")
    assert [(one["command"], one["options"]) for one in noted(terminal.folder / "own.db")] == [
        ("export", {"team": 1, "format": "csv", "out": "uit"})
    ]


def opened(terminal: Terminal) -> Datasette:
    folder = exported(terminal, "--format", "datasette")
    metadata = json.loads((folder / "leerkring-log.metadata.json").read_text(encoding="utf-8"))
    return Datasette([str(folder / "leerkring-log.db")], metadata=metadata)


async def page(datasette: Datasette, path: str) -> str:
    answer = await datasette.client.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


async def rows(datasette: Datasette, path: str) -> Any:
    return json.loads(await page(datasette, path))


async def test_datasette_opens_a_log_that_describes_itself(terminal: Terminal) -> None:
    datasette = opened(terminal)
    front, table = await page(datasette, "/leerkring-log"), await page(datasette, "/leerkring-log/contributions")
    tables = await rows(datasette, "/leerkring-log.json")
    shown = {one["name"]: one["count"] for one in tables["tables"] if not one["hidden"]}
    assert shown == {"teams": 2, "questions": 2, "contributions": 6}
    assert ("Logboek van Leerkring" in front, "Bijdragen met bepaalde woorden" in front) == (True, True)
    assert ("De woorden zelf." in table, "Vrijgegeven." in table) == (True, True)


async def test_datasette_shows_names_of_teams_and_questions_and_facets(terminal: Terminal) -> None:
    found = await rows(opened(terminal), "/leerkring-log/contributions.json?_labels=on&_shape=objects")
    facets = {name: [one["count"] for one in facet["results"]] for name, facet in found["facet_results"].items()}
    assert facets == {"team": [5, 1], "question": [5, 1], "month": [6]}
    first = found["rows"][0]
    assert (first["team"]["label"], first["question"]["label"] != "1", first["name"]) == ("Onderbouw", True, "Bram")


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("with_words?words=anders", ["Anders."]),
        ("with_words?words=ÉÉN+OR", []),
        ("by_name?name=Anna", ["Vrijgegeven.", "Van een ander team."]),
        ("between?first=2026-11-25&last=2026-12-31", []),
    ],
)
async def test_datasette_answers_the_questions_that_come_with_it(
    terminal: Terminal, query: str, texts: list[str]
) -> None:
    path, _, asked = query.partition("?")
    found = await rows(opened(terminal), f"/leerkring-log/{path}.json?{asked}&_shape=objects")
    assert [one["text"] for one in found["rows"]] == texts


async def test_datasette_searches_and_counts_by_month(terminal: Terminal) -> None:
    datasette = opened(terminal)
    found = await rows(datasette, "/leerkring-log/contributions.json?_search=streep&_shape=objects")
    months = await rows(datasette, "/leerkring-log/by_month.json?_shape=objects")
    counts = [(one["team"], one["month"], one["contributions"], one["questions"]) for one in months["rows"]]
    assert ([one["name"] for one in found["rows"]], counts) == (
        ["Bram"],
        [("Bovenbouw", "2026-11", 1, 1), ("Onderbouw", "2026-11", 5, 1)],
    )
