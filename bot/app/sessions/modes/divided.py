"""Divided: the group splits up in departments by lot, done together; what each one's guide is to do stays theirs."""

from collections.abc import Collection
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.app.sessions.modes.handling import Handling, View
from bot.core.model import Person
from bot.core.outgoing import Keyboard
from bot.core.session.dividing import divided, with_newcomers
from bot.core.session.state import Session
from bot.core.session.taking_part import addressed
from bot.storage import marks

# What is kept of a person: in which department they are, and of one in each that they guide it.
IN, GUIDES = 1, 2


def _open(occasion: Occasion, session: Session) -> None:
    """Divide who takes part, and let somebody guide each department: one who can be told so in private, if any is."""
    database, state = occasion.database, session.state
    people = {person.id: person for person in finding.named(occasion, addressed(state))}
    lot = divided(people, len(state.now_on.step.departments), session.code)
    guided: dict[int, Person] = {}
    for number, part in lot.items():
        marks.put(database, session.id, state.position, number, IN, part)
        if part not in guided or (people[number].is_reachable and not guided[part].is_reachable):
            guided[part] = people[number]
    for person in guided.values():
        marks.put(database, session.id, state.position, person.id, GUIDES, 1)


def _guides(occasion: Occasion, session: Session) -> Collection[int]:
    """Return who guides a department."""
    found = marks.with_people(occasion.database, session.id, session.state.position)
    return frozenset(person for person, _ in found.get(GUIDES, []))


def _parts(occasion: Occasion, session: Session) -> dict[int, int]:
    found = marks.with_people(occasion.database, session.id, session.state.position)
    known = dict(found.get(IN, []))
    return with_newcomers(known, addressed(session.state), len(session.state.now_on.step.departments))


def _listed(view: View) -> dict[str, Any]:
    """Return who is in which department and who guides it; to a guide alone, what they are to do."""
    occasion, session = view.occasion, view.session
    guides, parts = _guides(occasion, session), _parts(occasion, session)
    people = finding.named(occasion, parts)
    departments = session.state.now_on.step.departments
    here = [
        {
            "name": occasion.in_team_words(one.name, view.language),
            "people": [person.name for person in people if parts[person.id] == at and person.id not in guides],
            "guide": next((person.name for person in people if parts[person.id] == at and person.id in guides), ""),
        }
        for at, one in enumerate(departments)
    ]
    own = departments[parts[view.person.id]] if view.person and view.person.id in guides else None
    return {
        "departments": here,
        "department": occasion.in_team_words(own.name, view.language) if own else "",
        "guidance": occasion.in_team_words(own.guide, view.language) if own else "",
    }


def _to_guides(view: View) -> Keyboard:
    """Return the way to the private chat, for guides who could not be told there."""
    link = view.occasion.house.link(f"step-{view.session.code}")
    return ((view.occasion.button_in(view.language, "step_guide", link=link),),)


HANDLING = Handling(in_group=_to_guides, listed=_listed, opens=_open, tells=_guides)
