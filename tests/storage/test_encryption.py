"""A backup sealed to a key: nothing of it can be read without, and a wrong key says what is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from storage.copies import files, names

from bot.storage import encryption
from bot.storage.backups import back_up, put_back
from bot.storage.encryption import UnusableKeyError

AT = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return a file with a new key in it."""
    encryption.make_key(tmp_path / "own.key")
    return tmp_path / "own.key"


def lying(folder: Path) -> set[str]:
    """Return what is in a folder, without the log that reading a database opens beside it."""
    return {name for name in files(folder) if not name.endswith(("-wal", "-shm"))}


def public(key: Path) -> str:
    return key.read_text().splitlines()[0].removeprefix("# public key: ")


def test_a_sealed_backup_is_read_by_its_key_alone(path: Path, key: Path) -> None:
    sealed, before = path.with_name("copy.db.age"), lying(path.parent)
    back_up(path, sealed, recipient=public(key))
    data = sealed.read_bytes()
    assert (data.startswith(encryption.HEADER), b"SQLite" in data, b"Anna" in data) == (True, False, False)
    assert (lying(path.parent) - before, sealed.stat().st_mode & 0o777) == ({"copy.db.age"}, 0o600)
    path.unlink()
    put_back(path, sealed, AT, key)
    assert (names(path), {name for name in files(path.parent) if "partial" in name}) == (["Anna"], set())


def test_without_its_key_nothing_changes_and_it_is_said(path: Path, key: Path) -> None:
    sealed, other = path.with_name("copy.db.age"), path.with_name("other.key")
    back_up(path, sealed, recipient=public(key))
    encryption.make_key(other)
    path.with_name("letter.txt").write_text("A letter to the parents.")
    before = path.read_bytes()
    told = []
    for wrong in (None, other, path.with_name("letter.txt"), path):
        with pytest.raises(UnusableKeyError) as refused:
            put_back(path, sealed, AT, wrong)
        told.append(str(refused.value))
    expected = ["is encrypted. Name the file", "does not open", "holds no key", "holds no key"]
    assert [said in one for said, one in zip(expected, told, strict=True)] == [True] * 4, told
    assert path.read_bytes() == before


def test_no_backup_is_made_for_a_key_that_is_none(path: Path, key: Path) -> None:
    before = lying(path.parent)
    secret = key.read_text().splitlines()[1]
    public = key.read_text().splitlines()[0].removeprefix("# public key: ")
    mends = {
        "age1abc": "is incomplete or mistyped: copy it again",
        public[:-1]: "is incomplete or mistyped: copy it again",
        "x": "a public key, which begins with age1",
        secret: "That is the secret half of a key: give the public one, which begins with age1",
    }
    for wrong, mend in mends.items():
        with pytest.raises(UnusableKeyError, match=mend) as refused:
            back_up(path, path.with_name("copy.db.age"), recipient=wrong)
        assert secret[15:19] not in str(refused.value)
    assert lying(path.parent) == before


def test_a_key_is_never_overwritten_and_for_this_account_alone(key: Path) -> None:
    before = key.read_text()
    with pytest.raises(FileExistsError, match="is there already, and backups may need the key in it"):
        encryption.make_key(key)
    assert (key.read_text(), key.stat().st_mode & 0o777) == (before, 0o600)
