"""Enduring a database that can't be written for a while: said once, and everything is tried again until it can."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from bot.storage.database import EngineError, is_of_file, reason_of

log = logging.getLogger(__name__)
PAUSE = 1.0
T = TypeVar("T")


class Enduring:
    """What a program that goes on knows of its database: whether it could be written lately."""

    def __init__(self) -> None:
        self._is_shut = False

    def refused(self, error: EngineError) -> None:
        """Say that the database can't be written, unless that was said already. Raises what is no fault of the file."""
        if not is_of_file(error):
            raise error
        if not self._is_shut:
            log.error("The database can't be written (%s); trying again until it can.", reason_of(error))
        self._is_shut = True

    def written(self) -> None:
        """Say that the database can be written again, if it could not."""
        if self._is_shut:
            log.warning("The database can be written again.")
        self._is_shut = False

    async def through(self, act: Callable[[], T]) -> T:
        """Do something in the database, as often as it takes."""
        while True:
            try:
                done = act()
            except EngineError as error:
                self.refused(error)
                await asyncio.sleep(PAUSE)
            else:
                self.written()
                return done
