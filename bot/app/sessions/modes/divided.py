"""Divided: the group splits up in departments by lot, done together; what each one's guide is to do stays theirs."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import cleaning, finding
from bot.app.sessions.modes.handling import Handling, View
from bot.core.model import Person
from bot.core.outgoing import Keyboard
from bot.core.session.dividing import divided, with_newcomers, with_nobody_alone
from bot.core.session.state import Session
from bot.core.session.taking_part import addressed
from bot.storage import marks, messages

# What is kept of a person: in which department they are, that they guide it, and, after they left too, whose card they
# know.
IN, GUIDES, KNOWS = 1, 2, 3
# Fewer than so many who are guided in a department are no group.
FEW = 2
# In which department each person is, and who guides one.
Parted = tuple[Mapping[int, int], Collection[int]]


def _arrange(occasion: Occasion, session: Session) -> Collection[int]:
    """Put everybody who takes part in a department, by lot at first, and nobody there alone; let go of who left, and
    let somebody guide each department that has nobody who does: one who can be told so in private, if any is. Return
    who guides since, and who came in or was moved after the lot was drawn."""
    state, parts = session.state, len(session.state.now_on.step.departments)
    people = {person.id: person for person in finding.people_of(occasion, session, addressed(state))}
    known, guides, knows = _kept(occasion, session)
    back = {number: knows[number] for number in people.keys() - known.keys() if knows.get(number) in known.values()}
    now = with_newcomers(known | back, people, parts) if known else divided(people, parts, session.code)
    now = with_nobody_alone(now)
    moved = frozenset(number for number in now.keys() & known.keys() if now[number] != known[number])
    _move(occasion, session, [people[number] for number in moved], now)
    for number in known.keys() - people.keys():
        for item in (IN, GUIDES):
            marks.drop(occasion.database, session.id, state.position, number, item)
    for number, part in now.items():
        marks.put(occasion.database, session.id, state.position, number, IN, part)
    # Whoever comes back knows what a guide is to do, and can't be guided so any more.
    stay = (guides - moved) & now.keys()
    chosen = _chosen(people, now, stay) | back.keys()
    for number in chosen:
        marks.put(occasion.database, session.id, state.position, number, GUIDES, 1)
        marks.put(occasion.database, session.id, state.position, number, KNOWS, now[number])
    _say_what_is_apart(occasion, session, (known, guides), (now, stay | chosen))
    return chosen | (moved | (now.keys() - known.keys()) if known else frozenset())


def _chosen(people: Mapping[int, Person], now: Mapping[int, int], guides: Collection[int]) -> frozenset[int]:
    """Return who is to guide each department in which nobody does."""
    guided, chosen = {now[number] for number in guides}, dict[int, Person]()
    for number, part in now.items():
        if part not in guided and (part not in chosen or people[number].is_reachable > chosen[part].is_reachable):
            chosen[part] = people[number]
    return frozenset(person.id for person in chosen.values())


def _say_what_is_apart(occasion: Occasion, session: Session, before: Parted, after: Parted) -> None:
    """Tell the group which departments have nobody, only one beside who guides it, or nobody beside those, unless that
    was so: each as who is in which department, and who guides."""
    names = [occasion.in_team_words(one.name, occasion.here.language) for one in session.state.now_on.step.departments]
    is_first, (were, are), (had, has) = not before[0], (before[0], after[0]), (_guided(*before), _guided(*after))
    found: dict[str, Any] = {"empty": [], "small": [], "only_guides": []}
    for at, name in enumerate(names):
        if at not in are.values():
            found["empty"] += [name] if is_first or at in were.values() else []
        elif has[at] < FEW and (is_first or had[at] != has[at]):
            found["small" if has[at] else "only_guides"].append(name)
    if any(found.values()):
        occasion.say("facilitating.apart", session=session, is_silent=True, is_first=is_first, **found)


def _guided(parts: Mapping[int, int], guides: Collection[int]) -> Counter[int]:
    """Return how many are guided in each department."""
    return Counter(part for person, part in parts.items() if person not in guides)


def _move(occasion: Occasion, session: Session, people: Iterable[Person], now: Mapping[int, int]) -> None:
    """Let people who were left alone in a department join another, as the group hears: they guide none, and what they
    were to do goes from their private chat."""
    for person in people:
        department = session.state.now_on.step.departments[now[person.id]]
        marks.drop(occasion.database, session.id, session.state.position, person.id, GUIDES)
        shown = messages.cards_of_step(occasion.database, session.id, person.id, session.state.position)
        cleaning.take_from(occasion, shown)
        joined = occasion.in_team_words(department.name, occasion.here.language)
        occasion.say("facilitating.joins", session=session, is_silent=True, name=person.name, department=joined)


def _kept(occasion: Occasion, session: Session) -> tuple[dict[int, int], frozenset[int], dict[int, int]]:
    """Return in which department each person is, who guides one, and whose card each knows who was told."""
    found = marks.with_people(occasion.database, session.id, session.state.position)
    return dict(found.get(IN, [])), frozenset(person for person, _ in found.get(GUIDES, [])), dict(found.get(KNOWS, []))


def _listed(view: View) -> dict[str, Any]:
    """Return who is in which department and who guides it; to one alone, which is theirs, and to a guide what to do."""
    occasion, session = view.occasion, view.session
    parts, guides, _ = _kept(occasion, session)
    there = addressed(session.state) & parts.keys()
    people = finding.people_of(occasion, session, there)
    departments = session.state.now_on.step.departments
    here = [
        {
            "name": occasion.in_team_words(one.name, view.language),
            "people": [person.name for person in people if parts[person.id] == at and person.id not in guides],
            "guides": [person.name for person in people if parts[person.id] == at and person.id in guides],
        }
        for at, one in enumerate(departments)
    ]
    reader = view.person.id if view.person else None
    own = departments[parts[reader]] if reader in there else None
    return {
        "departments": here,
        "department": occasion.in_team_words(own.name, view.language) if own else "",
        "guidance": occasion.in_team_words(own.guide, view.language) if own and reader in guides else "",
    }


def _to_guides(view: View) -> Keyboard:
    """Return the way to the private chat, for guides who could not be told there."""
    link = view.occasion.house.link(f"step-{view.session.code}")
    return ((view.occasion.button_in(view.language, "step_guide", link=link),),)


HANDLING = Handling(in_group=_to_guides, listed=_listed, arranges=_arrange)
