"""Files: the TOML files that lie in a folder, and what stands in them; whatever else lies there is told."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.core import mending

# A method with all its examples is some 15 kB.
LONGEST_FILE = 1_000_000
DEEPEST = 20
TOO_DEEP = "is nested too deeply; write fewer brackets and dots inside each other"
# What editors and systems lay beside a file while they are at work on it.
LAID_BESIDE = (".", "#", "~")


class UnreadableError(Exception):
    """A file that can't be read: what is wrong, and what to do."""


def in_folder(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name. Raises UnreadableError where there is something that is no folder."""
    try:
        found = list(folder.iterdir())
    except OSError as error:
        if not folder.is_symlink() and not folder.exists():
            return []
        raise UnreadableError(f"is no folder that can be read ({error.strerror}); make it one, or remove it") from None
    return sorted(path for path in found if not path.name.startswith(LAID_BESIDE) and not path.name.endswith("~"))


def table_in(path: Path, example: str = mending.AN_EXAMPLE) -> dict[str, Any]:
    """Return what stands in a TOML file, of which a line may be the example. Raises UnreadableError."""
    text = ""
    try:
        if not path.is_file():
            raise UnreadableError("is no file; remove it, or put a file in its place")
        if path.stat().st_size > LONGEST_FILE:
            raise UnreadableError(f"is longer than {LONGEST_FILE // 1000} kB; shorten it")
        # Some editors put a mark before the first letter; it is no mistake of the author's.
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableError(mending.unreadable(error, text, example)) from None
    except OSError as error:
        raise UnreadableError(f"can't be opened ({error.strerror}); let the bot's account read it") from None
    except ValueError:
        raise UnreadableError("holds a number that is too long; shorten it") from None
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    if _is_deep(table):
        raise UnreadableError(TOO_DEEP)
    return table


def _is_deep(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
    return bool(level)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def printable(path: Path) -> str:
    """Return a path in one line that any terminal takes."""
    name = path.as_posix()
    return name if name.isprintable() else ascii(name)[1:-1]
