"""One table of all commands: name, Dutch alias, where it works, who may give it, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from bot.app import asking, delivery, explaining, giving_back, own_place, planning, roles, setting_up
from bot.app.occasion import HOME_ZONE, House, Occasion
from bot.core.model import Language, Role
from bot.rendering import visible_text

Spot = Literal["group", "private"]
Run = Callable[[Occasion, str], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, given by typing or by a button. `run` maps where it was given to what it does;
    `who` is the role that may give it, None for everybody; `in_menu` is where the messenger's menu shows it."""

    name: str
    alias: str | None
    run: dict[Spot, Run]
    who: Role | None = None
    in_menu: frozenset[Spot] = frozenset()


GROUP: frozenset[Spot] = frozenset({"group"})
PRIVATE: frozenset[Spot] = frozenset({"private"})
BOTH = GROUP | PRIVATE
COORDINATOR = Role.COORDINATOR

COMMANDS = (
    Command("ask", "vraag", {"group": asking.ask}, in_menu=GROUP),
    Command("skip", "overslaan", {"group": asking.skip}, in_menu=GROUP),
    Command("summary", "overzicht", {"group": giving_back.give_summary}, in_menu=GROUP),
    Command("log", "zoek", {"group": giving_back.search_log}, in_menu=GROUP),
    Command("status", "stand", {"group": giving_back.status}, in_menu=GROUP),
    Command("plan", "planning", {"group": planning.plan}, in_menu=GROUP),
    Command("join", "meedoen", {"group": roles.join}, in_menu=GROUP),
    Command("leave", "stoppen", {"group": roles.leave}, in_menu=GROUP),
    Command("start", None, {"group": setting_up.start, "private": own_place.start}),
    Command("rhythm", "ritme", {"group": setting_up.set_rhythm}, COORDINATOR),
    Command("region", "regio", {"group": setting_up.set_region}, COORDINATOR),
    Command("timezone", "tijdzone", {"group": setting_up.set_timezone}, COORDINATOR),
    Command("leader", "leidinggevende", {"group": roles.name_leader}, COORDINATOR),
    Command("skipnext", "volgendeoverslaan", {"group": planning.skip_next}, COORDINATOR),
    Command("pauseteam", "teampauze", {"group": planning.pause}, COORDINATOR),
    Command("resume", "hervatten", {"group": planning.resume}, COORDINATOR),
    Command("digest", "weekbericht", {"private": giving_back.give_digest}, in_menu=PRIVATE),
    Command("nodigest", "geenweekbericht", {"private": roles.resign}),
    Command("days", "werkdagen", {"private": own_place.set_days}, in_menu=PRIVATE),
    Command("quiet", "stil", {"private": own_place.be_quiet}, in_menu=PRIVATE),
    Command("teams", None, {"private": delivery.show_health}, in_menu=PRIVATE),
    Command("resend", None, {"private": delivery.send_again}),
    Command("accept", None, {"private": roles.accept}),
    Command("decline", None, {"private": roles.decline}),
    Command(
        "language",
        "taal",
        {"private": setting_up.set_language, "group": setting_up.set_language},
        COORDINATOR,
        PRIVATE,
    ),
    Command("privacy", None, {"group": explaining.show_privacy, "private": explaining.show_privacy}, in_menu=BOTH),
    Command("help", "hulp", {"group": explaining.show_help, "private": explaining.show_help}, in_menu=BOTH),
)
BY_NAME = {word: command for command in COMMANDS for word in (command.name, command.alias) if word}


def find(name: str) -> Command | None:
    """Return the command of a name or alias."""
    return BY_NAME.get(name.lower())


def nearest(name: str, spot: Spot) -> list[str]:
    """Return the commands that a misspelt one may have meant, for one spot."""
    here = [word for word, command in BY_NAME.items() if spot in command.run]
    return get_close_matches(name.lower(), here, n=2, cutoff=0.6)


def hangs_on_rights(name: str, spot: Spot) -> bool:
    """Tell whether it matters for a command that its giver administers the group."""
    command = find(name)
    return spot == "group" and command is not None and (command.name == "start" or command.who is COORDINATOR)


def menu(house: House, spot: Spot, language: Language, *, for_coordinators: bool = False) -> list[tuple[str, str]]:
    """Return the commands to show in the messenger's menu of a spot, with what each does, in a language."""
    shown = [
        command
        for command in COMMANDS
        if spot in command.in_menu or (for_coordinators and command.who is COORDINATOR and spot in command.run)
    ]
    return [
        (
            command.alias if language == "nl" and command.alias else command.name,
            visible_text(house.renderer.say(language, f"commands.{command.name}", HOME_ZONE)),
        )
        for command in shown
    ]
