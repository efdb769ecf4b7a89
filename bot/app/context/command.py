"""A command: what it is called, where it is given and by whom, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.app.context.occasion import Occasion
from bot.core.rights import Right

Spot = Literal["group", "private"]
Run = Callable[[Occasion, str], None]

GROUP: frozenset[Spot] = frozenset({"group"})
PRIVATE: frozenset[Spot] = frozenset({"private"})
BOTH = GROUP | PRIVATE
# What a button adds to a command where whoever gave that was asked first whether they are sure.
SURE = "sure"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, given by typing or by a button, by its name or its Dutch alias.

    `run` maps where it was given to what it does; `in_menu` is where the messenger's menu shows it to whoever has the
    right it `needs`, which in private may be another, and `place` where it stands there: the smaller, the higher. The
    menu's line is the sentence `line`, which is `commands.` and its name unless its room has it.
    """

    name: str
    alias: str | None
    run: dict[Spot, Run]
    needs: Right = Right.TAKE_PART
    in_menu: frozenset[Spot] = frozenset()
    private_needs: Right | None = None
    place: int = 99
    line: str = ""

    @property
    def menu_line(self) -> str:
        """The key of the sentence that the menu shows."""
        return self.line or f"commands.{self.name}"
