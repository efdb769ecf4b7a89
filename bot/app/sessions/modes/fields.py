"""Fields: one field after another is asked in private, and all of it is shown at once, field by field."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, Result, View, finish, line, name_of, write_and_pass
from bot.core.session.state import Session
from bot.storage import entries, marks


def note(occasion: Occasion, session: Session, entry_id: int) -> None:
    """Remember to which field somebody wrote what they just did: the first that they had not come to yet."""
    at = _following(occasion, session, occasion.who.id)
    marks.put(occasion.database, session.id, session.state.position, occasion.who.id, at, entry_id)


def _following(occasion: Occasion, session: Session, person_id: int) -> int:
    """Return the number from 0 of the field that somebody is asked next; as many as there are once that was all."""
    done = marks.of_person(occasion.database, session.id, session.state.position, person_id)
    fields = range(len(session.state.now_on.step.fields))
    return next((at for at in fields if at not in done), len(fields))


def _listed(view: View) -> dict[str, Any]:
    """Return which field somebody is asked next, in private; in the group, all there are."""
    fields, occasion = view.session.state.now_on.step.fields, view.occasion
    at = _following(occasion, view.session, view.person.id) if view.person else len(fields)
    names = [occasion.in_team_words(one.name, view.language) for one in fields]
    return {
        "fields": names,
        "field": names[at] if at < len(fields) else "",
        "field_ask": occasion.in_team_words(fields[at].ask, view.language) if at < len(fields) else "",
        "field_number": at + 1,
    }


def _result(occasion: Occasion, session: Session) -> Result:
    """Return what people wrote under each field, one field after another, each by name."""
    fields, spoken = session.state.now_on.step.fields, occasion.here.language
    given = entries.of_step(occasion.database, session.id, session.step)
    chosen = marks.with_people(occasion.database, session.id, session.state.position)
    known = {entry_id: at for at, found in chosen.items() for _, entry_id in found}
    own: dict[int, list[int]] = {}
    for entry in given:
        own.setdefault(entry.voice, []).append(entry.id)
    # Once a session has ended nobody remembers more than the order in which each wrote.
    placed = [(known.get(entry.id, own[entry.voice].index(entry.id)), entry) for entry in given]
    return Result(
        [
            line(entry.text, occasion.in_team_words(fields[min(at, len(fields) - 1)].name, spoken), name_of(entry))
            for at, entry in sorted(placed, key=lambda one: (one[0], one[1].id))
        ]
    )


HANDLING = Handling(in_group=write_and_pass, in_private=finish, listed=_listed, result=_result, note=note)
