"""Linking: two teams read what people of the other share with them, once coordinators of both agreed; and no more."""

from bot.app.context.command import Command
from bot.app.context.occasion import Occasion
from bot.core.model import Team
from bot.core.rights import Right
from bot.core.sources import Source
from bot.storage import links, quotes

STOP = frozenset(("stop", "stoppen", "los"))


def link(occasion: Occasion, argument: str) -> None:
    """Answer /link: with nothing behind it a code for the other team; with a code the teams are linked; with `stop` and
    a name no more."""
    word, _, rest = argument.strip().partition(" ")
    if not word:
        _offer(occasion)
    elif word.lower() in STOP:
        _stop(occasion, rest.strip())
    else:
        _take_up(occasion, word)


def _offer(occasion: Occasion) -> None:
    if not occasion.who.is_reachable:
        occasion.answer_to_talk("roles.open_private_first", name=occasion.who.name)
        return
    code = links.offer(occasion.database, occasion.here.id, occasion.now)
    linked = [team.name for team in links.of_team(occasion.database, occasion.here.id)]
    # Whoever has the code can link their team: it goes to the coordinator alone.
    occasion.whisper(occasion.who, "linking.code", team=occasion.here.name, code=code)
    occasion.answer("linking.sent", linked=linked)


def _take_up(occasion: Occasion, code: str) -> None:
    other = links.take_up(occasion.database, code, occasion.now)
    if other is None or other.id == occasion.here.id:
        occasion.hint("linking.no_such_code")
        return
    links.add(occasion.database, occasion.here.id, other.id, occasion.now)
    _tell_both(occasion, other, "linking.linked")


def _stop(occasion: Occasion, name: str) -> None:
    linked = links.of_team(occasion.database, occasion.here.id)
    meant = [team for team in linked if not name or team.name.casefold() == name.casefold()]
    if len(meant) != 1:
        occasion.hint("linking.stop_which", linked=[team.name for team in linked])
        return
    other = meant[0]
    # What stands of the other's words goes on both sides.
    for here, there in ((occasion.here, other), (other, occasion.here)):
        shared: list[Source] = [
            ("entry", entry.id) for entry in links.shared_with(occasion.database, here.id, there.id)
        ]
        occasion.to_follow.update(quotes.quoting(occasion.database, shared, "in group", 0, here.id))
    links.end(occasion.database, occasion.here.id, other.id)
    _tell_both(occasion, other, "linking.ended")


def _tell_both(occasion: Occasion, other: Team, key: str) -> None:
    """Say in both groups what is so from now on, each with the name of the other."""
    here = occasion.here
    occasion.say(key, name=other.name, by=occasion.who.name)
    occasion.enter_team(other.id)
    occasion.say(key, name=here.name, by="")
    occasion.enter_team(here.id)


COMMANDS = (Command("link", "verbind", {"group": link}, Right.SET_UP),)
