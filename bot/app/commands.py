"""All commands: those that each room has, joined; found by what was typed, also by another name, and in menus."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib import import_module
from itertools import product
from pkgutil import iter_modules

from bot import app
from bot.app.context.also_called import ALSO_CALLED
from bot.app.context.command import Command, Spot
from bot.app.context.house import House
from bot.app.sessions.modes import HANDLINGS
from bot.content import Content, Mistake
from bot.content.texts import LABEL_LENGTH
from bot.core.model import LANGUAGES, Language, Role
from bot.core.rights import Right, may
from bot.core.timing import HOME_ZONE
from bot.rendering import visible_text


def _of_all_rooms() -> Iterator[Command]:
    """Yield the commands in the COMMANDS of every room of every wing."""
    wings = [f"{app.__name__}.{wing.name}" for wing in iter_modules(app.__path__) if wing.ispkg]
    for wing in wings:
        for room in iter_modules(import_module(wing).__path__):
            yield from getattr(import_module(f"{wing}.{room.name}"), "COMMANDS", ())


def _by_name(commands: Iterable[Command]) -> dict[str, Command]:
    """Return commands by name and by alias. Raises ImportError where two are called the same."""
    found: dict[str, Command] = {}
    for command in commands:
        for word in filter(None, (command.name, command.alias)):
            if word in found:
                raise ImportError(f"/{word} is in the COMMANDS of two rooms: one needs another name, or another alias")
            found[word] = command
    return found


# So many commands are offered in the place of one that is misspelt.
NEAR = 2
COMMANDS = tuple(sorted(_of_all_rooms(), key=lambda command: (command.place, command.name)))
BY_NAME = _by_name(COMMANDS)
BY_OTHER_NAME = {word: BY_NAME[name] for name, words in ALSO_CALLED.items() for word in words}
if taken := BY_OTHER_NAME.keys() & BY_NAME.keys():
    raise ImportError(f"/{', /'.join(sorted(taken))} is a command, and can't be another one's name in ALSO_CALLED too")
if lost := {one.command for one in HANDLINGS.values()} - {"", *BY_NAME}:
    raise ImportError(f"a mode's HANDLING has the command {', '.join(sorted(lost))}, which is in no room's COMMANDS")


def find(name: str) -> Command | None:
    """Return the command of a name or alias, or of another word under which people look for it."""
    return BY_NAME.get(name.lower()) or BY_OTHER_NAME.get(name.lower())


def called(command: Command, language: Language) -> str:
    """Return what a command is called in a language."""
    return command.alias if language == "nl" and command.alias else command.name


def nearest(name: str, spot: Spot, language: Language = LANGUAGES[0]) -> list[str]:
    """Return the commands that a misspelt one may have meant, for one spot, as they are called in a language: those
    whose name in it is alike, or else in the other one."""
    here = {word: called(command, language) for word, command in BY_NAME.items() if spot in command.run}
    found = get_close_matches(name.lower(), here, n=len(here), cutoff=0.6)
    own = [word for word in found if word == here[word]]
    return (own or list(dict.fromkeys(here[word] for word in found)))[:NEAR]


def right_to(command: Command, spot: Spot) -> Right:
    """Return the right that a command takes in a spot."""
    return command.private_needs or command.needs if spot == "private" else command.needs


def hangs_on_rights(name: str, spot: Spot) -> bool:
    """Tell whether it matters for a command that its giver administers the group."""
    command = find(name)
    return spot == "group" and command is not None and (command.name == "start" or command.needs is Right.SET_UP)


def menu(house: House, spot: Spot, language: Language, roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Return the commands to show in the messenger's menu of a spot to somebody with these roles, in a language."""
    held = tuple(roles)
    return [
        (
            called(command, language),
            visible_text(house.renderer.say(language, command.menu_line, HOME_ZONE)),
        )
        for command in COMMANDS
        if spot in command.in_menu and may(held, right_to(command, spot))
    ]


def menu_mistakes(content: Content) -> Iterator[Mistake]:
    """Yield each line that a menu is to show and that content lacks, or that is too long for one."""
    for command, language in product((one for one in COMMANDS if one.in_menu), LANGUAGES):
        line = content.sentences[language].templates.get(command.menu_line, "")
        if not 0 < len(line) <= LABEL_LENGTH:
            file, name = content.file_of(command.menu_line, language), command.menu_line.partition(".")[2]
            mend = f"shorten it to {LABEL_LENGTH} characters" if line else f"add it: what /{command.name} does"
            yield Mistake(file, name, f"{'is too long for a menu' if line else 'is missing'}; {mend}")
