"""Wiping: a minute after something is cut or erased, nothing tells of it that lies beside the database, nor its log."""

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from app.consulting import CASE, a_team, at, have_consulted, start
from stage import Stage, staged
from storage.residue import at_each_commit, found_in_bytes, found_in_rows

from bot.sandbox import Chat, Message, Person
from bot.storage import wiping

NAME, WORDS = "Zebrafinkje", "Mijn kwartelei in de les."


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no real second have to pass between one rewriting and the next: here a minute is moved."""
    monkeypatch.setattr(wiping, "PAUSE", 0.0)
    monkeypatch.setattr(wiping, "SHARE", 0)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Return a stage with a database that is kept."""
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00", is_kept=True) as opened:
        yield opened


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a folder apart from that of the database."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


async def asked(stage: Stage) -> tuple[Chat, Message, list[Person]]:
    """Return a team of members with an open question."""
    people = [*stage.people("Anna", "Bram", "Chris"), stage.sandbox.add_person(NAME, username="zebra_vink")]
    group = await stage.team("Onderbouw", *people)
    for person in people:
        await stage.say(person, group, "/meedoen")
    return group, await stage.say(people[0], group, "/vraag"), people


async def pass_a_minute(stage: Stage) -> None:
    stage.time.move_to(stage.time.now() + timedelta(minutes=1))
    stage.rehearsal.program.tick()
    await stage.settle()


def ever(path: Path, scratch: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds, in the database as it was at any commit of its log."""
    return [row for database in at_each_commit(path, scratch) for row in database.execute(query)]


def left(path: Path, scratch: Path, *words: str) -> set[str]:
    return found_in_bytes(path, words) | found_in_rows(path, scratch, words)


async def test_after_a_question_closed_no_state_of_it_ties_a_nameless_answer_to_its_writer(
    stage: Stage, scratch: Path
) -> None:
    _, prompt, (_, *others) = await asked(stage)
    for number, person in enumerate(others):
        await stage.follow(person, prompt, "Antwoord in privé")
        await stage.tell(person, f"Geheim {number}.")
        await stage.tell(person, "/zondernaam")
    ties = "SELECT person_id, text FROM entries WHERE text LIKE 'Geheim%' AND person_id IS NOT NULL"
    before = ever(stage.path, scratch, ties)
    await stage.move_to("2026-11-24 16:00")
    await pass_a_minute(stage)
    found = [ever(stage.path, scratch, query) for query in (ties, "SELECT * FROM heard", "SELECT * FROM talks")]
    assert (len(set(before)), found) == (3, [[], [], []])
    assert len(stage.log()) == 3


@pytest.mark.parametrize(("method", "key"), [("hologram", "6"), ("incident", "check_out")])
async def test_after_a_step_closed_no_state_of_it_tells_who_chose_what(
    stage: Stage, scratch: Path, method: str, key: str
) -> None:
    circle = await a_team(stage)
    have_consulted(circle)
    await start(circle, method)
    await circle.go_to(key)
    if key == "6":
        # What all write in it is voted on in the next one.
        await circle.write_all("Telkens als iets hapert,", *circle.people)
    await circle.all_press("1", *circle.people[:3])
    before = {row[0] for row in ever(stage.path, scratch, "SELECT person_id FROM marks")}
    await stage.say(circle.people[-1], circle.group, "/verder")
    await pass_a_minute(stage)
    assert (len(before), ever(stage.path, scratch, "SELECT * FROM marks")) == (3, [])


async def test_of_somebody_who_is_erased_no_file_holds_name_or_words(stage: Stage, scratch: Path) -> None:
    _, prompt, (*_, finch) = await asked(stage)
    finch.start(stage.bot)
    await stage.reply(finch, prompt, WORDS)
    told = (NAME, "zebra_vink", "kwartelei")
    before = left(stage.path, scratch, *told)
    await stage.tell(finch, "/vergeet ja")
    await pass_a_minute(stage)
    assert (before, left(stage.path, scratch, *told)) == (set(told), set())


async def test_of_a_case_that_is_cleaned_no_file_holds_the_words(stage: Stage, scratch: Path) -> None:
    circle = await at(stage, "2", method="vijf-stappen")
    before = left(stage.path, scratch, CASE)
    await circle.finish()
    await stage.move_to("2026-12-08 12:00")
    await pass_a_minute(stage)
    assert (before, left(stage.path, scratch, CASE)) == ({CASE}, set())


async def test_what_was_erased_before_a_kill_is_in_no_file_after_the_next_start(
    stage: Stage, tmp_path: Path, scratch: Path
) -> None:
    _, prompt, (*_, finch) = await asked(stage)
    await stage.reply(finch, prompt, WORDS)
    await stage.tell(finch, "/vergeet ja")
    # As a power cut leaves it: the log is there, and nothing of it was wiped yet.
    killed = tmp_path / "killed" / "leerkring.db"
    killed.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{stage.path}{end}", f"{killed}{end}")
    before = left(killed, scratch, NAME, "kwartelei")
    async with staged(killed, "2026-11-23 10:00", is_kept=True):
        after = left(killed, scratch, NAME, "kwartelei")
    assert (before, after) == ({NAME, "kwartelei"}, set())


async def answered_in_private(stage: Stage) -> tuple[Person, Message, Message]:
    """Return somebody with an answer for themselves alone, and two pages of /my that show it."""
    _, prompt, (_, *_, finch) = await asked(stage)
    await stage.follow(finch, prompt, "Antwoord in privé")
    await stage.tell(finch, WORDS)
    first = await stage.tell(finch, "/mijn")
    return finch, first, await stage.tell(finch, "/mijn")


async def withdraw(stage: Stage, person: Person, page: Message) -> None:
    for label in ("1", "Intrekken", "Ja, wis het"):
        await stage.press(person, page, label)


async def test_a_press_on_an_older_message_brings_withdrawn_words_into_no_file(stage: Stage, scratch: Path) -> None:
    finch, older, page = await answered_in_private(stage)
    await withdraw(stage, finch, page)
    await pass_a_minute(stage)
    finch.press(older, "1")
    await stage.settle()
    assert left(stage.path, scratch, "kwartelei") == set()


async def test_words_that_went_while_a_page_with_them_was_to_be_sent_are_wiped_once_it_is(
    stage: Stage, scratch: Path
) -> None:
    finch, _, page = await answered_in_private(stage)
    for label in ("1", "Intrekken"):
        await stage.press(finch, page, label)
    stage.sandbox.limit(finch.chat_with(stage.bot), retry_after=90)
    finch.tell(stage.bot, "/mijn")
    finch.press(page, "Ja, wis het")
    await stage.settle()
    await pass_a_minute(stage)
    await pass_a_minute(stage)
    await pass_a_minute(stage)
    assert left(stage.path, scratch, "kwartelei") == set()
