"""Pointing: whom somebody means who points at another person."""

from collections.abc import Iterable

from bot.app.context.house import name_of
from bot.app.context.occasion import Occasion
from bot.core.events import Commanded, Speaker
from bot.core.model import Person
from bot.storage import members, people


def called(there: Iterable[Person], words: str) -> list[Person]:
    """Return those of some people whom words name: by all of their name, or else by the first word of it."""
    said, people_there = words.strip().casefold(), list(there)
    whole = [person for person in people_there if person.name.casefold() == said]
    return whole or [person for person in people_there if person.name.casefold().split(" ")[0] == said]


def pointed_at(occasion: Occasion, argument: str) -> Person | None:
    """Return the person that a command points at: by a mention, a @username, or as a reply to something they said."""
    what = occasion.event.what if occasion.event else None
    if not isinstance(what, Commanded):
        return None
    pointed: list[Speaker] = list(what.mentioned)
    if what.quoted and what.quoted.author and not what.quoted.is_ours:
        pointed.append(what.quoted.author)
    if pointed:
        name = name_of(occasion.house, pointed[0], occasion.here.language)
        return people.meet(occasion.database, pointed[0].id, name, pointed[0].username, pointed[0].last_name)
    word = argument.split(" ")[0]
    found = people.find_by_username(occasion.database, word) if word.startswith("@") else None
    # Whom the bot knows from another team is no news for this one.
    return found if found and members.roles_of(occasion.database, occasion.here.id, found.id) else None
