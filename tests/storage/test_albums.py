"""Albums: what waits for want of words is taken back when they come, and nothing of it is kept for long."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.core.outgoing import Say
from bot.core.purposes import Purpose
from bot.storage import albums, outbox, retraction
from bot.storage.database import instant, open_for_writing
from bot.storage.laying import lay

NOW = instant("2026-11-24T11:00:00.000+00:00")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_for_writing(lay(tmp_path / "leerkring.db"))


def waiting(database: Database) -> int:
    return int(database.execute("SELECT count(*) FROM outbox").fetchone()[0])


def held(database: Database, chat_id: int = -1, album: str = "13") -> int:
    """Let one message wait for the words of an album; return its number."""
    parcel_id = outbox.add(database, Say(text="?"), chat_id, Purpose("answering.wordless"), NOW)
    albums.hold(database, chat_id, album, [parcel_id], NOW)
    return parcel_id


def test_words_take_back_what_waits_for_them(database: Database) -> None:
    held(database)
    albums.take_words(database, -1, "13", NOW)
    assert (waiting(database), albums.is_known(database, -1, "13")) == (0, True)


def test_what_is_on_its_way_is_not_taken_back(database: Database) -> None:
    parcel_id = held(database)
    outbox.mark_sent(database, parcel_id, 9, NOW)
    albums.take_words(database, -1, "13", NOW)
    assert waiting(database) == 1


def test_an_album_is_known_in_its_own_chat_only(database: Database) -> None:
    held(database)
    albums.take_words(database, -2, "13", NOW)
    albums.take_words(database, -1, "14", NOW)
    assert (waiting(database), albums.is_known(database, -3, "13")) == (1, False)


def test_albums_are_forgotten_after_a_day_and_with_their_chat(database: Database) -> None:
    for chat_id in (-1, 5):
        held(database, chat_id)
    retraction.forget_chat(database, 5)
    gone = albums.is_known(database, 5, "13")
    albums.forget_old(database, NOW + timedelta(hours=23))
    before = albums.is_known(database, -1, "13")
    albums.forget_old(database, NOW + timedelta(hours=25))
    assert (gone, before, albums.is_known(database, -1, "13")) == (False, True, False)
