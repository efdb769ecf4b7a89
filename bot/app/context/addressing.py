"""Addressing: which team a button in a private chat is about: one that it carries, as “rhythm *3 week tue 12:30”."""

import re
from collections.abc import Iterator

from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard

IN_TEAM = re.compile(r"^\*(\d{1,15})(?: |$)")
# What a coordinator may say of a team in private too; in its place stands `team` for the card that `start` shows there.
OF_MOMENTS = ("skipnext", "movenext", "choosenext", "newquestion", "plan", "changes", "undo")
OF_RHYTHMS = ("rhythm", "kinds", "leaveout", "programme", "pauseteam", "resume", "freedays")
STEERED = frozenset((*OF_MOMENTS, *OF_RHYTHMS, "region", "timezone", "team", "copy"))


def of_team(argument: str) -> tuple[int | None, str]:
    """Return the team that a button in private is about, if it says so, and the rest of what it carries."""
    found = IN_TEAM.match(argument)
    return (int(found[1]), argument[found.end() :]) if found else (None, argument)


def addressed(keyboard: Keyboard, team_id: int) -> Keyboard:
    """Return buttons that carry the team they are about; without those that can’t carry it too."""
    rows = (tuple(_addressed(row, team_id)) for row in keyboard)
    return tuple(row for row in rows if row)


def _addressed(row: tuple[Button, ...], team_id: int) -> Iterator[Button]:
    for button in row:
        name, _, rest = (button.command or "").partition(" ")
        name = "team" if name == "start" else name
        command = f"{name} *{team_id} {rest}".strip()
        if name not in STEERED or rest.startswith("*"):
            yield button
        elif len(command.encode()) <= BUTTON_BYTES:
            yield Button(label=button.label, command=command)
