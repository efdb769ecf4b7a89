"""Label: whoever brought the case gives each contribution on a list one of a few labels, in private."""

from typing import Any

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.app.sessions.modes.handling import SHOWN_AMONG_OTHERS, Handling, Result, View, item_ids, line, write_and_pass
from bot.core.model import Entry
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.rendering import shortened
from bot.storage import marks

# Of a list so many are labelled, with so many buttons at most; each in so many characters, and all of them in so many.
AT_MOST, BUTTONS, SHOWN, ROOM = 30, 96, 140, 2800


def on_the_list(occasion: Occasion, session: Session) -> list[Entry]:
    """Return what there is to label, as much as there is room for."""
    labels = len(session.state.now_on.step.labels)
    return finding.items(occasion, session)[: min(AT_MOST, BUTTONS // max(labels, 1))]


def is_labelled(occasion: Occasion, session: Session, person_id: int) -> bool:
    """Tell whether somebody gave each item on the list that is on a label."""
    chosen = marks.of_person(occasion.database, session.id, session.state.position, person_id)
    return all(entry.id in chosen for entry in on_the_list(occasion, session))


def _in_private(view: View) -> Keyboard:
    """Return a row of buttons for each item; the chosen label is ticked."""
    return (*_rows(view), (view.to_pass,))


def _rows(view: View) -> Keyboard:
    labels = [view.occasion.in_team_words(label, view.language) for label in view.session.state.now_on.step.labels]
    chosen = _chosen(view)
    return tuple(
        tuple(
            Button(
                label=ticked(f"{number} {label}", chosen.get(entry.id) == value),
                command=f"mark {view.here} {entry.id} {value}",
            )
            for value, label in enumerate(labels, start=1)
        )
        for number, entry in enumerate(on_the_list(view.occasion, view.session), start=1)
    )


def _chosen(view: View) -> dict[int, int]:
    session, person = view.session, view.person
    return marks.of_person(view.occasion.database, session.id, session.state.position, person.id) if person else {}


def _listed(view: View) -> dict[str, Any]:
    """Return what there is to label, and which label alone is told to the group, if not all are."""
    step = view.session.state.now_on.step
    listed = on_the_list(view.occasion, view.session)
    items = [shortened(entry.text, min(SHOWN, ROOM // len(listed))) for entry in listed]
    told = step.labels[step.tells_only - 1] if step.tells_only else None
    return {"items": items, "tells": view.occasion.in_team_words(told, view.language) if told else ""}


def _result(occasion: Occasion, session: Session) -> Result:
    """Return the items by label, the unlabelled ones last; just those of one label where a step tells no other."""
    step, spoken = session.state.now_on.step, occasion.here.language
    labels, chosen = step.labels, marks.tally(occasion.database, session.id, session.state.position)
    listed = finding.items(occasion, session)
    if step.tells_only:
        # Nobody reads in front of all that their advice was of no use.
        told = [entry for entry in listed if chosen.get(entry.id, [0])[0] == step.tells_only]
        tells = occasion.in_team_words(labels[step.tells_only - 1], spoken)
        is_none = bool(listed) and not told
        closing = occasion.words("modes.label_none", spoken, tells=tells) if is_none else ""
        return Result([line(shortened(entry.text, SHOWN_AMONG_OTHERS), tells) for entry in told], closing)
    ranked = sorted(listed, key=lambda entry: chosen.get(entry.id, [len(labels) + 1])[0])
    return Result(
        [
            line(
                shortened(entry.text, SHOWN_AMONG_OTHERS),
                occasion.in_team_words(labels[chosen[entry.id][0] - 1], spoken) if entry.id in chosen else "",
            )
            for entry in ranked
        ]
    )


def _labelled(occasion: Occasion, session: Session, words: list[str]) -> State | None:
    labels = session.state.now_on.step.labels
    item, value = (
        finding.item_meant(occasion, item_ids(occasion, session), words),
        as_number(words[1]) if words[1:] else 0,
    )
    if item is None or not 1 <= value <= len(labels):
        said = [occasion.in_team_words(one, occasion.language) for one in labels]
        occasion.hint("contributing.which_label", labels=said)
        return None
    marks.put(occasion.database, session.id, session.state.position, occasion.who.id, item, value)
    is_done = is_labelled(occasion, session, occasion.who.id)
    return taking_part.hear(session.state, occasion.who.id) if is_done else session.state


HANDLING = Handling(
    in_group=write_and_pass,
    in_private=_in_private,
    listed=_listed,
    result=_result,
    command="mark",
    press=_labelled,
    is_shown_anew=True,
)
