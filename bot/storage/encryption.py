"""Encryption: a backup sealed to a key whose other half lies elsewhere; the only age, by pyrage."""

import os
from pathlib import Path

import pyrage

ENDING = ".age"
SECRET = "AGE-SECRET-KEY-"
HEADER = b"age-encryption.org/v1"


class UnusableKeyError(Exception):
    """A key that does not fit: what is wrong with it, and what to do about it."""


def make_key(path: Path) -> str:
    """Write a new key to a file that only this account may read, and return the half that backups are sealed with.

    Raises FileExistsError: a key that is overwritten would leave its backups shut for ever.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already, and backups may need the key in it. Choose another name.")
    identity = pyrage.x25519.Identity.generate()
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "w") as file:
        file.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


def is_public(key: str) -> bool:
    """Tell whether this is the public half of a key."""
    try:
        pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        return False
    return True


def mend_of(key: str) -> str:
    """Return what to do about something that is no public half of a key, without what it is."""
    where = "It stands in the file of the key, after `# public key:`."
    if key.strip().upper().startswith(SECRET):
        return f"That is the secret half of a key: give the public one, which begins with age1. {where}"
    if key.strip().lower().startswith("age1"):
        return f"This public key is incomplete or mistyped: copy it again, all of it. {where}"
    return "A backup is sealed with a public key, which begins with age1. `leerkring key FILE` makes a pair."


def encrypt(source: Path, target: Path, recipient: str) -> None:
    """Fill a file with another, for whoever has the key to `recipient`, which begins with age1."""
    if not is_public(recipient):
        raise UnusableKeyError(mend_of(recipient))
    to = pyrage.x25519.Recipient.from_str(recipient.strip())
    with source.open("rb") as readable, target.open("wb") as sealed:
        pyrage.encrypt_io(readable, sealed, [to])
        sealed.flush()
        os.fsync(sealed.fileno())


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is one that was sealed to a key."""
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def kind_of(path: Path) -> str:
    """Return in words what a file is that is no database."""
    sealed = "encrypted, as a backup may be; `leerkring restore` opens it with its key"
    return sealed if is_encrypted(path) else "not an SQLite database"


def decrypt(source: Path, target: Path, key: Path | None) -> None:
    """Fill a file with what another holds, opened with the key in a file."""
    if key is None:
        raise UnusableKeyError(f"{source} is encrypted. Name the file that holds its key with --key.")
    try:
        lines = [line.strip() for line in key.read_text().splitlines() if line.strip() and not line.startswith("#")]
        identities = [pyrage.x25519.Identity.from_str(line) for line in lines]
        with source.open("rb") as sealed, target.open("wb") as readable:
            pyrage.decrypt_io(sealed, readable, identities)
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise UnusableKeyError(f"{key} holds no key: a line of it begins with AGE-SECRET-KEY-1.") from error
    except pyrage.DecryptError as error:
        raise UnusableKeyError(
            f"The key in {key} does not open {source}. It may belong to other backups, or the file is not whole."
        ) from error
