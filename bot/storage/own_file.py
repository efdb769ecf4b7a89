"""Own file: whether the database file still stands where it was opened, and what to do where it doesn't."""

import logging
from pathlib import Path

from sqlite_utils import Database

from bot.storage.database import EngineError

log = logging.getLogger(__name__)
Place = tuple[int, int]


class OwnFile:
    """The file behind a connection. What is written goes on into a deleted one, which is gone with the program."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._path = Path(next(row[2] for row in database.execute("PRAGMA database_list") if row[1] == "main"))
        self._place: Place | None = None
        self._place = self._now()
        self._is_told = False

    def look(self) -> None:
        """Say once that the file was deleted or replaced while the program runs."""
        if self._is_told or self._now() == self._place:
            return
        self._is_told = True
        log.error(
            "The database file %s was deleted or replaced while Leerkring runs. Nothing is lost yet: stop Leerkring in"
            " the usual way, and it puts the file back where there is none.",
            self._path.name,
        )

    def put_back(self) -> None:
        """Write the file anew where it was deleted; one that was put in its place stays."""
        if self._now() is not None or self._place is None:
            return
        try:
            self._path.touch(mode=0o600)
            self._database.execute("VACUUM INTO ?", [str(self._path)])
        except (OSError, EngineError) as error:
            log.error("The database file %s could not be put back: %s", self._path.name, type(error).__name__)

    def _now(self) -> Place | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            # Nobody knows what is there, a share that is gone for a moment perhaps.
            return self._place
        return found.st_dev, found.st_ino
