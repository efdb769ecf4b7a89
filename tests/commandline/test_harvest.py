"""`leerkring harvest`: on paper is what may be read outside a team, and nothing else of it."""

import stat
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asked import ask
from commandline.terminal import Terminal
from datasette.app import Datasette
from sqlite_utils import Database

from bot.core.model import Audience, Person, Place
from bot.storage import commitments, entries, people, teams, tiles
from bot.storage.accesses import noted
from bot.storage.database import open_for_writing, stamp, transaction
from bot.storage.laying import lay

DAY = timedelta(days=1)
AGO = datetime.now(UTC) - 3 * DAY
ANNA, BRAM = Person(4711, "Anna"), Person(4712, "Bram")
TILE, OLD_TILE = "Eerst kijken", "Van vorig jaar"
RELEASED, ANSWER, OLD_RELEASE = "De klas werd stil.", "Ik telde tot vijf.", "Vroeger."
SECRETS = ("Voor het team.", "Voor mij alleen.", "Over een casus.", "Zonder naam.", "Langer wachten.", "Nog een zin.")


def fill(database: Database) -> None:
    """Keep what may be read outside a team, and around it all that may not."""
    for person in (ANNA, BRAM):
        people.meet(database, person.id, person.name, None)
    team = teams.add(database, Place(-100), "Onderbouw", "nl", "Europe/Amsterdam", "nl-midden")
    teams.add(database, Place(-200), "Bovenbouw", "en", "Europe/Amsterdam", "nl-midden")
    asked = ask(database, team.id, "eerste-stap", AGO, AGO + DAY)

    def give(author: Person | None, audience: Audience, text: str, kind: Any = "success") -> None:
        entries.add(database, asked, author, audience, kind, text, AGO, None)

    # Released in the time of the harvest, and written before it.
    before = ask(database, team.id, "wachttijd", AGO - 150 * DAY, AGO - 149 * DAY)
    entries.add(database, before, ANNA, Audience.LEADER, "success", RELEASED, AGO - 150 * DAY, None)
    give(BRAM, Audience.LEADER, OLD_RELEASE)
    give(BRAM, Audience.LEADER, ANSWER, "answer")
    give(ANNA, Audience.TEAM, SECRETS[0])
    give(ANNA, Audience.AUTHOR, SECRETS[1])
    give(BRAM, Audience.GROUP, SECRETS[2])
    for _ in range(3):
        give(None, Audience.TEAM, SECRETS[3])
    kept = commitments.add(database, team.id, asked.id, ANNA.id, SECRETS[4], AGO)
    commitments.share(database, kept, is_shared=True)
    commitments.answer(database, kept, "kept", AGO)
    database.execute("UPDATE entries SET released_at = ? WHERE audience = 'leader'", [stamp(AGO)])
    database.execute("UPDATE entries SET released_at = ? WHERE text = ?", [stamp(AGO - 400 * DAY), OLD_RELEASE])
    tiles.hang(database, team.id, ANNA.id, OLD_TILE, AGO - 200 * DAY)
    tiles.hang(database, team.id, BRAM.id, TILE, AGO)
    tiles.draft(database, team.id, BRAM.id, SECRETS[5], AGO)
    database.execute("UPDATE sessions SET state = 'closed', crowd = 3 WHERE method <> 'tile'")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    with closing(open_for_writing(lay(tmp_path / "own.db"))) as database, transaction(database):
        fill(database)
    return Terminal(tmp_path, {"LEERKRING_DATABASE": "own.db"})


def test_on_paper_is_what_was_released_and_the_tiles_and_nothing_else(terminal: Terminal) -> None:
    code, out, errors = terminal.give_here("harvest", "1", "--html", "oogst.html")
    page = (terminal.folder / "oogst.html").read_text(encoding="utf-8")
    assert (code, out, errors) == (0, "oogst.html\n", "")
    assert [words in page for words in (RELEASED, ANSWER, f'alt="{TILE}"', "Anna", "Wat goed ging")] == [True] * 5
    assert [words for words in (*SECRETS, OLD_TILE) if words in page] == []
    assert OLD_RELEASE not in page
    assert "alleen wat buiten het team gelezen mag worden" in page


def test_nothing_else_is_told_for_programs_or_in_lines_either(terminal: Terminal) -> None:
    told = terminal.read_here("harvest", "1", "--year")
    [well, others, wall] = told["sections"]
    assert (well["quotes"], others["quotes"]) == (
        [{"name": "Anna", "text": RELEASED}],
        [{"name": "Bram", "text": ANSWER}],
    )
    assert (wall["pictures"], told["files"]) == (
        [{"kind": "tile", "words": words} for words in (OLD_TILE, TILE)],
        [],
    )
    out = terminal.give_here("harvest", "1")[1]
    assert (f"Anna: {RELEASED}" in out, [words for words in SECRETS if words in f"{out} {told}"]) == (True, [])


def test_only_this_account_reads_the_page_and_none_is_overwritten(terminal: Terminal) -> None:
    page = terminal.folder / "oogst.html"
    terminal.give_here("harvest", "1", "--html", "oogst.html")
    refused = terminal.give_here("harvest", "1", "--html", "oogst.html")
    forced = terminal.give_here("harvest", "1", "--html", "oogst.html", "--force")
    assert (stat.S_IMODE(page.stat().st_mode), refused[0], "--force" in refused[2], forced[0]) == (0o600, 1, True, 0)


def test_where_nothing_may_go_on_paper_that_is_said_and_nothing_written(terminal: Terminal) -> None:
    code, out, told = terminal.give_here("harvest", "2", "--html", "oogst.html")
    assert (code, out, "`--year` looks back over a year" in told) == (1, "", True)
    assert not (terminal.folder / "oogst.html").exists()
    assert terminal.give_here("harvest", "2")[0] == 0


@pytest.mark.parametrize("name", ["own.db", "own.db-wal", "leerkring.toml"])
def test_nothing_in_use_is_written_over(terminal: Terminal, name: str) -> None:
    (terminal.folder / name).touch()
    before = (terminal.folder / name).read_bytes()
    code, _, told = terminal.give_here("harvest", "1", "--html", name, "--force")
    assert (code, "Choose another name" in told or "there already" in told) == (1, True)
    assert (terminal.folder / name).read_bytes() == before


def test_an_unknown_team_is_said_to_be_none(terminal: Terminal) -> None:
    assert terminal.give_here("harvest", "7")[::2] == (1, "There is no team 7. `leerkring teams` lists them.\n")


def test_whoever_puts_a_harvest_on_paper_is_noted(terminal: Terminal) -> None:
    terminal.give_here("harvest", "1", "--html", "oogst.html")
    [line] = noted(terminal.folder / "own.db")
    assert (line["command"], line["options"]) == ("harvest", {"team": 1, "html": "oogst.html"})


def test_a_pdf_that_cannot_be_made_leaves_no_file(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    code, _, errors = terminal.give_here("harvest", "1", "--html", "oogst.html", "--pdf", "oogst.pdf")
    assert (code, "requirements-paper.txt" in errors, [path.name for path in terminal.folder.glob("*oogst*")]) == (
        1,
        True,
        [],
    )


async def test_datasette_shows_tiles_as_they_are_described(terminal: Terminal) -> None:
    terminal.give_here("export", "--out", "uit", "--format", "datasette", "--team", "1")
    shown = Datasette([str(terminal.folder / "uit" / "leerkring-log.db")])
    asked = "/leerkring-log/contributions.json?kind=tile&_shape=array&_labels=on"
    found = (await shown.client.get(asked)).json()
    assert [(one["text"], one["question"]["label"]) for one in found] == [(OLD_TILE, "Tegel"), (TILE, "Tegel")]
    described = (terminal.folder / "uit" / "leerkring-log.metadata.json").read_text(encoding="utf-8")
    assert "tile een tegel" in described
