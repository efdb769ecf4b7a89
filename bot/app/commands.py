"""One table of all commands: name, Dutch alias, what it does where, and which right it takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from bot.app.commitments import board
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.delivery import health
from bot.app.log import digesting, giving_back, retention
from bot.app.people import forgetting, own_answers, own_place, portfolio
from bot.app.rhythm import planning
from bot.app.sessions import (
    answering,
    asking,
    choosing,
    contributing,
    facilitating,
    marking,
    nudging,
    privately,
    sitting_in,
    step_in_private,
    waiting,
)
from bot.app.sessions.modes import HANDLINGS
from bot.app.teams import explaining, joining, pausing, rhythms, roles, setting_up
from bot.core.model import Language, Role
from bot.core.rights import Right, may
from bot.core.timing import HOME_ZONE
from bot.rendering import visible_text

Spot = Literal["group", "private"]
Run = Callable[[Occasion, str], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, given by typing or by a button. `run` maps where it was given to what it does; `in_menu` is where
    the messenger's menu shows it to whoever has the right it `needs`, which in private may be another."""

    name: str
    alias: str | None
    run: dict[Spot, Run]
    needs: Right = Right.TAKE_PART
    in_menu: frozenset[Spot] = frozenset()
    private_needs: Right | None = None

    def right(self, spot: Spot) -> Right:
        """Return the right it takes in a spot."""
        return self.private_needs or self.needs if spot == "private" else self.needs


GROUP: frozenset[Spot] = frozenset({"group"})
PRIVATE: frozenset[Spot] = frozenset({"private"})
BOTH = GROUP | PRIVATE

COMMANDS = (
    Command("ask", "vraag", {"group": asking.ask}, in_menu=GROUP),
    Command("answer", "antwoord", {"group": privately.point_there, "private": privately.show_question}, in_menu=BOTH),
    Command("later", "straks", {"group": nudging.point_there, "private": nudging.later}, in_menu=BOTH),
    Command("skip", "overslaan", {"group": answering.skip, "private": privately.skip}, in_menu=BOTH),
    Command("method", "werkvorm", {"group": choosing.choose}, in_menu=GROUP),
    Command("begin", None, {"group": choosing.begin}),
    Command("next", "verder", {"group": facilitating.go_next, "private": facilitating.go_next}, in_menu=GROUP),
    Command("back", "terug", {"group": facilitating.go_back, "private": facilitating.go_back}, in_menu=GROUP),
    Command("extend", "langer", {"group": facilitating.extend, "private": facilitating.extend}, in_menu=GROUP),
    Command("pause", "pauze", {"group": facilitating.pause, "private": facilitating.pause}, in_menu=GROUP),
    Command("end", "afronden", {"group": facilitating.end, "private": facilitating.end}, in_menu=GROUP),
    Command("longer", None, {"private": facilitating.go_longer}),
    Command("enough", "genoeg", {"private": facilitating.enough}),
    Command("want", "nogeens", {"private": facilitating.want}),
    Command("write", "schrijf", {"group": step_in_private.point_there, "private": step_in_private.write}, in_menu=BOTH),
    Command("agree", "akkoord", {"group": marking.agree, "private": marking.agree}),
    Command("pass", "pas", {"group": marking.pass_on, "private": marking.pass_on}),
    Command("done", "klaar", {"group": marking.done, "private": marking.done}),
    Command("lead", "leiden", {"group": marking.lead, "private": marking.lead}),
    Command("vote", "stem", dict.fromkeys(BOTH, marking.pressing("vote"))),
    Command("rate", "cijfer", dict.fromkeys(BOTH, marking.pressing("rate"))),
    Command("mark", "label", dict.fromkeys(BOTH, marking.pressing("mark"))),
    Command("sitin", "aanschuiven", {"group": sitting_in.sit_in, "private": sitting_in.sit_in}),
    Command("sitout", "afhaken", {"group": sitting_in.sit_out, "private": sitting_in.sit_out}),
    Command("place", None, {"private": contributing.place}),
    Command("keepcase", None, {"private": waiting.keep_case}),
    Command("bringagain", None, {"private": marking.bring_again}),
    Command("board", "voornemens", {"group": board.show}, in_menu=GROUP),
    Command("lookback", None, {"private": board.look_back}),
    Command("shareboard", None, {"private": board.share}),
    Command("eraseboard", None, {"private": own_answers.erase_commitment}),
    Command("summary", "overzicht", {"group": giving_back.give_summary}, in_menu=GROUP),
    Command("log", "zoek", {"group": giving_back.search_log}, Right.READ_LOG, GROUP),
    Command("status", "stand", {"group": giving_back.status}, in_menu=GROUP),
    Command("plan", "planning", {"group": planning.plan}, in_menu=GROUP),
    Command("join", "meedoen", {"group": joining.join}, in_menu=GROUP),
    Command("leave", "stoppen", {"group": joining.leave}, in_menu=GROUP),
    Command("start", None, {"group": setting_up.start, "private": own_place.start}),
    Command("rhythm", "ritme", {"group": rhythms.set_rhythm}, Right.SET_UP, GROUP),
    Command("region", "regio", {"group": setting_up.set_region}, Right.SET_UP, GROUP),
    Command("timezone", "tijdzone", {"group": setting_up.set_timezone}, Right.SET_UP, GROUP),
    Command("coordinator", None, {"group": roles.naming(Role.COORDINATOR)}, Right.SET_UP, GROUP),
    Command("leader", "leidinggevende", {"group": roles.naming(Role.LEADER)}, Right.SET_UP, GROUP),
    Command("observer", "meekijker", {"group": roles.naming(Role.OBSERVER)}, Right.SET_UP, GROUP),
    Command("skipnext", "volgendeoverslaan", {"group": planning.skip_next}, Right.SET_UP, GROUP),
    Command("pauseteam", "teampauze", {"group": pausing.pause}, Right.SET_UP, GROUP),
    Command("resume", "hervatten", {"group": pausing.resume}, Right.SET_UP, GROUP),
    Command(
        "retention",
        "bewaartermijn",
        {"group": retention.set_term, "private": retention.set_term},
        Right.SET_UP,
        BOTH,
    ),
    Command("my", "mijn", {"private": own_answers.show_mine}, in_menu=PRIVATE),
    Command("nameless", "zondernaam", {"private": privately.share_without_name}),
    Command("onlyme", "alleenik", {"private": privately.keep_to_oneself}),
    Command("days", "werkdagen", {"private": own_place.set_days}, in_menu=PRIVATE),
    Command("quiet", "stil", {"private": own_place.be_quiet}, in_menu=PRIVATE),
    Command("digest", "weekbericht", {"private": digesting.give_digest}, Right.READ_DIGEST, PRIVATE),
    Command("nodigest", "geenweekbericht", {"private": roles.end_digests}, Right.READ_DIGEST),
    Command("teams", None, {"private": health.show_health}, Right.LOOK_AFTER, PRIVATE),
    Command("resend", None, {"private": health.send_again}, Right.LOOK_AFTER),
    Command("accept", None, {"private": roles.accept}),
    Command("decline", None, {"private": roles.decline}),
    Command("resign", "neerleggen", {"private": roles.resign}),
    Command(
        "language",
        "taal",
        {"private": setting_up.set_language, "group": setting_up.set_language},
        Right.SET_UP,
        BOTH,
        private_needs=Right.TAKE_PART,
    ),
    Command("export", None, {"private": portfolio.export}, in_menu=PRIVATE),
    Command("forget", "vergeet", {"private": forgetting.forget}, in_menu=PRIVATE),
    Command("privacy", None, {"group": explaining.show_privacy, "private": explaining.show_privacy}, in_menu=BOTH),
    Command("help", "hulp", {"group": explaining.show_help, "private": explaining.show_help}, in_menu=BOTH),
)
if lost := {one.command for one in HANDLINGS.values()} - {"", *(command.name for command in COMMANDS)}:
    raise ImportError(
        f"a mode's HANDLING has the command {', '.join(sorted(lost))}, which stands in no row of COMMANDS"
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
    return spot == "group" and command is not None and (command.name == "start" or command.needs is Right.SET_UP)


def menu(house: House, spot: Spot, language: Language, roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Return the commands to show in the messenger's menu of a spot to somebody with these roles, in a language."""
    held = tuple(roles)
    return [
        (
            command.alias if language == "nl" and command.alias else command.name,
            visible_text(house.renderer.say(language, f"commands.{command.name}", HOME_ZONE)),
        )
        for command in COMMANDS
        if spot in command.in_menu and may(held, command.right(spot))
    ]
