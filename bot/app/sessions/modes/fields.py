"""Fields: one field after another is asked in private, and all of it is shown at once, field by field."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions.modes.handling import Handling, Result, View, finish, line, name_of, write_and_pass
from bot.core.session.state import Session
from bot.storage import entries


def _listed(view: View) -> dict[str, Any]:
    """Return which field somebody is asked next, in private; in the group, all there are."""
    fields, occasion = view.session.state.now_on.step.fields, view.occasion
    written = 0
    if view.person:
        step = view.session.step
        written = entries.count_in_step(occasion.database, view.session.id, step, view.person.id)
    names = [occasion.in_team_words(one.name, view.language) for one in fields]
    following = fields[written] if view.person and written < len(fields) else None
    return {
        "fields": names,
        "field": names[written] if following else "",
        "field_ask": occasion.in_team_words(following.ask, view.language) if following else "",
        "field_number": written + 1,
    }


def _result(occasion: Occasion, session: Session) -> Result:
    """Return what people wrote under each field, one field after another, each by name."""
    fields, spoken = session.state.now_on.step.fields, occasion.here.language
    given = entries.of_step(occasion.database, session.id, session.step)
    own: dict[int, list[int]] = {}
    for entry in given:
        own.setdefault(entry.voice, []).append(entry.id)
    placed = [(own[entry.voice].index(entry.id), entry) for entry in given]
    return Result(
        [
            line(entry.text, occasion.in_team_words(fields[at].name, spoken), name_of(entry))
            for at, entry in sorted(placed, key=lambda one: (one[0], one[1].id))
            if at < len(fields)
        ]
    )


HANDLING = Handling(in_group=write_and_pass, in_private=finish, listed=_listed, result=_result)
