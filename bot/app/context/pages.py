"""Pages: what a card shows of a long list, no more at once than a thumb goes past."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.core.outgoing import Button, Keyboard

# Of rows of buttons under one card, two in a row.
ROWS = 8
IN_A_ROW = 2
NUMBER = re.compile(r"(?:^| )#(\d{1,3})$")
Thing = TypeVar("Thing")


class Page(NamedTuple):
    """Where in a list one is: the number of the page, from 1, and of how many, so many things on each."""

    number: int
    last: int
    length: int

    def of(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Return what is on it."""
        start = (self.number - 1) * self.length
        return things[start : start + self.length]


def page_at(things: Sequence[object], wanted: int, rows: int = ROWS) -> Page:
    """Return a page of a list, about as long as the others; the nearest to the one wanted. A row of buttons is kept for
    the way to the others where there are any."""
    if len(things) <= rows * IN_A_ROW:
        return Page(1, 1, max(len(things), 1))
    last = -(-len(things) // ((ROWS - 1) * IN_A_ROW))
    length = -(-len(things) // last)
    return Page(min(max(wanted, 1), last), last, length)


def apart(argument: str) -> tuple[str, int]:
    """Return what somebody wants, in single spaces, and the number of the page that a button carries behind it."""
    words = " ".join(argument.split())
    found = NUMBER.search(words)
    return (words[: found.start()], as_number(found[1])) if found else (words, 1)


def of_length(things: Sequence[object], wanted: int, length: int) -> Page:
    """Return a page of a list with so many things on each; the nearest to the one wanted."""
    last = max(-(-len(things) // length), 1)
    return Page(min(max(wanted, 1), last), last, length)


def in_rows(buttons: Sequence[Button], wide: int = IN_A_ROW) -> Keyboard:
    """Return buttons in rows, two in each or so many."""
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))


def signs(page: Page, command: str) -> tuple[Button, ...]:
    """Return the signs that lead to the pages before and after one; `command` gets the number right behind it."""
    there = (("‹", page.number - 1), ("›", page.number + 1))
    return tuple(Button(label=sign, command=f"{command}{to}") for sign, to in there if 1 <= to <= page.last)


def ways(occasion: Occasion, page: Page, command: str) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after one, which give a command with a page behind it."""
    before = occasion.button("page_before", f"{command} #{page.number - 1}")
    after = occasion.button("page_after", f"{command} #{page.number + 1}")
    return (*((before,) if page.number > 1 else ()), *((after,) if page.number < page.last else ()))
