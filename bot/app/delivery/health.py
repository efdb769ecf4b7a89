"""Health: what did not certainly arrive, told to coordinators, and sent again by them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.command import Command
from bot.app.context.house import House, as_number
from bot.app.context.occasion import Occasion
from bot.core.model import Role, Team, is_private
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import DIGEST, MEASURE, NOTED, OVERVIEW, OVERVIEW_DUE, PROMPT, RELEASED, SUMMARY, Purpose
from bot.core.rights import Right
from bot.rendering import visible_text
from bot.storage import (
    members,
    outbox,
    teams,
    troubles,
)
from bot.storage.troubles import Trouble

LOOK_BACK = timedelta(days=14)
TROUBLES_SHOWN, BUTTONS = 5, 8


def tell(house: House, trouble: Trouble, now: datetime) -> set[int]:
    """Tell the coordinators of a team what did not certainly arrive; never about such a notice itself."""
    team = teams.find(house.database, trouble.team_id) if trouble.team_id else None
    if team is None or not _concerns_coordinators(trouble):
        return set()
    if team.obstacle and trouble.state == "expired" and not is_private(trouble.chat_id):
        # They know what is in the way, and that nothing comes through meanwhile.
        return set()
    occasion = Occasion(house, now, team=team)
    facts: dict[str, Any] = {"team": team.name, "what": _what(trouble.purpose), "state": trouble.state, "at": now}
    for coordinator in members.in_role(house.database, team.id, Role.COORDINATOR):
        language = occasion.private_language(coordinator)
        label = visible_text(house.renderer.say(language, "buttons.send_again", occasion.zone))
        again = Button(label=label, command=f"resend {trouble.id}")
        keyboard = ((again,),) if trouble.state == "uncertain" else ()
        occasion.whisper(coordinator, "delivery.trouble", keyboard, is_owed=True, **facts)
    return occasion.touched


def _what(purpose: Purpose) -> str:
    """Return the kind of message in a word that the sentences know."""
    if purpose.is_a(PROMPT, SUMMARY):
        return purpose.name
    if purpose.is_a(MEASURE):
        return "scan"
    if purpose.is_a(OVERVIEW, OVERVIEW_DUE):
        return SUMMARY.name
    return "digest" if purpose.is_a(DIGEST, RELEASED) else "answer"


def send_again(occasion: Occasion, argument: str) -> None:
    """Answer the button under an uncertain message: a coordinator of its team sends it once more."""
    own = members.teams_of(occasion.database, occasion.who.id, Role.COORDINATOR)
    chat_id = outbox.send_again(occasion.database, as_number(argument), [team.id for team in own], occasion.now)
    if chat_id is None:
        occasion.hint("delivery.nothing_to_resend")
        return
    occasion.touched.add(chat_id)
    occasion.show("delivery.sent_again", ())


def of_team(team: Team, recent: Sequence[Trouble]) -> dict[str, Any]:
    """Return what a coordinator is told of the delivery to a team: what is in the way, and what did not arrive."""
    obstacle = team.obstacle.value if team.obstacle else None
    return {"name": team.name, "troubles": [_line(item) for item in recent[-TROUBLES_SHOWN:]], "obstacle": obstacle}


def send_again_buttons(occasion: Occasion, recent: Iterable[Sequence[Trouble]]) -> Keyboard:
    """Return a button for each message of what is told of some teams that may have arrived: it is sent once more."""
    again = tuple(
        (Button(label=occasion.label("send_again"), command=f"resend {item.id}"),)
        for of_one in recent
        for item in of_one[-TROUBLES_SHOWN:]
        if item.state == "uncertain"
    )
    return again[:BUTTONS]


def troubles_of(occasion: Occasion, team_id: int) -> list[Trouble]:
    """Return what did not certainly arrive of a team lately and concerns its coordinators, in order."""
    recent = troubles.since(occasion.database, occasion.now - LOOK_BACK, team_id)
    return [trouble for trouble in recent if _concerns_coordinators(trouble)]


def _concerns_coordinators(trouble: Trouble) -> bool:
    """Tell whether a message was for the team or a digest: what is for one person is nobody else's business."""
    is_for_team = not is_private(trouble.chat_id) and not trouble.purpose.is_a(NOTED)
    return is_for_team or trouble.purpose.is_a(DIGEST, RELEASED)


def _line(trouble: Trouble) -> dict[str, object]:
    return {"what": _what(trouble.purpose), "state": trouble.state, "at": trouble.at}


COMMANDS = (Command("resend", None, {"private": send_again}, Right.LOOK_AFTER),)
