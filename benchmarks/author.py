"""One person who answers a question and takes it back, by an edit of it or by the buttons in private."""

import asyncio
import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from bot.sandbox import Bot, Message, Person

PATIENCE = 60.0
LOOK_EVERY = 0.002
# The buttons from the page of one's own answers to one that is gone, each on what the one before it brings.
WAY_OUT = ("my", "my withdraw", "my withdrawn")


class Author:
    """Somebody who is in no hurry to write, but is to take it back."""

    own: Message
    card: Message

    def __init__(self, bot: Bot, person: Person, question: Message) -> None:
        self._bot, self._person, self._question = bot, person, question

    async def answer(self, words: str) -> None:
        """Answer the question, and wait for the bot's mark."""
        self.own = self._person.reply(self._question, words)
        await _until(lambda: self._bot.id in self.own.reactions)

    def change(self, words: str) -> None:
        """Edit the answer."""
        self._person.edit(self.own, words)

    async def choose(self) -> None:
        """Look the answer up in private, the newest of one's own, and go as far as to be asked whether it shall go."""
        asked = self._person.tell(self._bot, "/my")

        def cards() -> list[Message]:
            return [one for one in asked.chat.messages if one.id > asked.id and _data(one, WAY_OUT[0])]

        await _until(cards)
        self.card = cards()[0]
        for button, following in pairwise(WAY_OUT):
            self._person.press(self.card, _data(self.card, button))
            await _until(partial(_data, self.card, following))

    def withdraw(self) -> None:
        """Say that it shall go."""
        self._person.press(self.card, _data(self.card, WAY_OUT[-1]))


def _data(message: Message, button: str) -> str:
    """Return the data of the first button that names an answer after these words; nothing if there is none."""
    found = (one.data for row in message.buttons for one in row if re.fullmatch(rf"{button} \d+", one.data or ""))
    return next(found, None) or ""


async def _until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if is_so():
                return
            await asyncio.sleep(LOOK_EVERY)
