"""Colleagues: whom somebody could ask to go through a practice with them, or what they saw."""

from bot.app.context.occasion import Occasion
from bot.core.method import Method
from bot.core.model import Person, Role
from bot.core.outgoing import Button
from bot.core.rights import may_consult
from bot.storage import members


def colleagues(occasion: Occasion, method: Method) -> list[Person]:
    """Return who of the team this person could ask for a practice, by name: who takes part, and opened a private
    chat."""
    there = members.in_role(occasion.database, occasion.here.id, Role.MEMBER)
    return sorted((person for person in there if _may_be_asked(occasion, method, person)), key=lambda one: one.name)


def _may_be_asked(occasion: Occasion, method: Method, person: Person) -> bool:
    held = members.roles_of(occasion.database, occasion.here.id, person.id)
    return person != occasion.who and person.is_reachable and may_consult(held, with_leaders=method.with_leaders)


def to_ask(occasion: Occasion, method: Method) -> list[Button]:
    """Return a button for each of them that asks them."""
    command = f"invite {occasion.here.id} {method.id}"
    return [Button(label=one.name, command=f"{command} {one.id}") for one in colleagues(occasion, method)]
