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
        # Who was refused and has not been able to write since.
        self._refused: set[object] = set()

    def refused(self, who: object, error: BaseException) -> None:
        """Say that the database can't be written, unless that was said already. Raises what is no fault of the file."""
        if not is_of_file(error):
            raise error
        if not self._refused:
            reason = reason_of(error) if isinstance(error, EngineError) else type(error).__name__
            log.error("The database can't be written (%s); trying again until it can.", reason)
        self._refused.add(who)

    def written(self, who: object) -> None:
        """Say that the database can be written again, once all can who could not."""
        if who in self._refused:
            self._refused.discard(who)
            if not self._refused:
                log.warning("The database can be written again.")

    async def through(self, act: Callable[[], T]) -> T:
        """Do something in the database, as often as it takes."""
        who = object()
        while True:
            try:
                done = act()
            except EngineError as error:
                self.refused(who, error)
                await asyncio.sleep(PAUSE)
            else:
                self.written(who)
                return done
