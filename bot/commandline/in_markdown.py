"""The log of a team in Markdown: headings in the team's language, and people's words exactly as they were written."""

import re
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.app.context.house import House
from bot.commandline.readable import rounds
from bot.core.model import Team
from bot.rendering import visible_text

SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
LIST_SIGNS = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def write(house: House, team: Team, file: TextIO) -> int:
    """Write a team's log into a file as Markdown, and return how many contributions there are."""
    number = 0

    def say(key: str, **names: Any) -> str:
        return visible_text(house.renderer.say(team.language, f"exporting.{key}", team.zone, **names))

    file.write(say("head", team=escaped(team.name), made_at=datetime.now(UTC)) + "\n")
    for said in rounds(house, team):
        first = said[0]
        title, question = escaped(first.title), escaped(first.question)
        file.write("\n" + say("question", title=title, question=question, asked_on=first.asked_on) + "\n")
        for line in said:
            name = escaped(line.name) if line.name else ""
            file.write(f"\n{say('by', name=name, day=line.day)}\n\n{_quoted(line.text)}\n")
        number += len(said)
    if not number:
        file.write("\n" + say("nothing") + "\n")
    return number


def escaped(text: str) -> str:
    """Return words so that they read in Markdown as they were written."""
    plain = SIGNS.sub(r"\\\1", text)
    return LIST_SIGNS.sub(lambda sign: f"{sign[1]}{sign[3] or ''}\\{sign[2] or sign[4]}", plain)


def _quoted(text: str) -> str:
    # Two spaces at the end keep a line a line.
    return "  \n".join(f"> {line}".rstrip() for line in escaped(text).splitlines())
