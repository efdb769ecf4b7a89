"""Scale: everybody marks some lines in private, a tap a line; the group sees the spread, and nobody’s mark."""

from dataclasses import replace
from typing import Any

from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, on_a_scale, profiles
from bot.app.sessions.modes.handling import Handling, Result, View, line, write_and_pass
from bot.app.sessions.on_a_scale import DO_NOT_KNOW, LONGEST_MARKED, in_words, value_of
from bot.core.outgoing import Button, Keyboard
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.profile import ALL, LEADING, OTHERS, counted, spread
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.core.step import Step
from bot.rendering import shortened
from bot.storage import marks, measurements

LONGEST_TOLD = 150
BACK = "back"


def _own(view: View) -> dict[int, int]:
    session, person = view.session, view.person
    return marks.of_person(view.occasion.database, session.id, session.state.position, person.id) if person else {}


def _following(step: Step, own: dict[int, int]) -> int | None:
    """Return the first line that somebody has not marked yet."""
    return next((at for at in range(len(step.items)) if at not in own), None)


def _in_private(view: View) -> Keyboard:
    """Return what the next line may be marked with, and the way back; once all are marked, that way alone."""
    step, own = view.session.state.now_on.step, _own(view)
    at = _following(step, own)
    back = (view.occasion.button_in(view.language, "line_before", f"weigh {view.here} {BACK}"),)
    if at is None:
        return (back,)
    command = f"weigh {view.here} {at}"
    rows = on_a_scale.buttons(_labels(view), step.values, command)
    unknown = view.occasion.label_in(view.language, "do_not_know")
    not_known = Button(label=unknown, command=f"{command} {DO_NOT_KNOW}")
    return (*rows, (not_known, *(back if own else ())), (view.to_pass,))


def _listed(view: View) -> dict[str, Any]:
    """Return the line that somebody is to mark next, or all they marked; nothing of anybody's in the group."""
    step, own, language = view.session.state.now_on.step, _own(view), view.language
    at = _following(step, own) if view.person else None
    words, labels = view.occasion.in_team_words, _labels(view)
    item = step.items[at] if at is not None else None
    return {
        "lines": len(step.items),
        "line_number": (at or 0) + 1,
        "line": words(item.text, language) if item else "",
        "line_part": words(on_a_scale.part_of(step.items, at), language) if at is not None else "",
        "by_role": step.by_role,
        "poles": on_a_scale.poles(item, lambda text: words(text, language)) if item else [],
        "scale": step.scale or "",
        "marked": [
            {"text": shortened(words(one.text, language), LONGEST_MARKED), "mark": in_words(own.get(number), labels)}
            for number, one in enumerate(step.items)
        ]
        if item is None
        else [],
    }


def _labels(view: View) -> list[str]:
    return [view.occasion.in_team_words(label, view.language) for label in view.session.state.now_on.step.labels]


def _result(occasion: Occasion, session: Session) -> Result:
    """Return how each line was marked, in words and as a picture: how many gave which label, or the middle and how far
    it goes. Whose a mark was is forgotten."""
    step, position, spoken = session.state.now_on.step, session.state.position, occasion.here.language
    _count(occasion, session)
    found = measurements.of_session(occasion.database, session.id)
    seen = {
        role: [spread(found, position, at, role) for at in range(len(step.items))] for role in (ALL, LEADING, OTHERS)
    }
    if not any(any(of_lines) for of_lines in seen.values()):
        return Result([], occasion.words("modes.scale_few", spoken))
    lines, drawn, with_ends = [], [], profiles.are_told_by_ends(step.items)
    for at, item in enumerate(step.items):
        there = {role: one for role, of_lines in seen.items() if (one := of_lines[at])}
        told = [profiles.in_words(occasion, one, step.labels, role=role) for role, one in there.items()]
        part = f"{occasion.in_team_words(item.part, spoken)}: " if item.part else ""
        text = part + shortened(occasion.in_team_words(item.text, spoken), LONGEST_TOLD)
        lines.append(line(text, "; ".join(told) or occasion.words("measuring.untold", spoken)))
        if shown := there.get(ALL) or there.get(OTHERS):
            drawn.append(
                profiles.drawn(occasion, item, shown, step.values, before=there.get(LEADING), with_ends=with_ends)
            )
    title = occasion.in_team_words(step.title, spoken)
    others, leading = (
        (occasion.words(f"measuring.{role}", spoken) if any(seen[LEADING]) else "") for role in (OTHERS, LEADING)
    )
    passes = (others,) if others else ()
    picture = profiles.picture(occasion, title, step.values, drawn, passes=passes, before=leading)
    return Result(lines, picture=picture)


def _count(occasion: Occasion, session: Session) -> None:
    """Keep what was marked in a step, counted, and forget whose it was; again, nothing is left to count."""
    step, position = session.state.now_on.step, session.state.position
    leading = finding.team_leaders(occasion)
    given = {
        item: [(value, person in leading) for person, value in found]
        for item, found in marks.with_people(occasion.database, session.id, position).items()
    }
    if given:
        found = counted(position, given, MINIMUM_ANONYMOUS, by_role=step.by_role)
        measurements.keep(occasion.database, session.id, found)
        marks.forget(occasion.database, session.id, position)


def _weighed(occasion: Occasion, session: Session, words: list[str]) -> State | None:
    """Mark a line, or take back the mark that was given last."""
    step, here = session.state.now_on.step, (session.id, session.state.position, occasion.who.id)
    own = marks.of_person(occasion.database, *here)
    if words == [BACK]:
        if own:
            marks.drop(occasion.database, *here, max(own))
        return replace(session.state, heard=session.state.heard - {occasion.who.id})
    at, value = (as_number(words[0]), value_of(words[1], step.values)) if len(words) > 1 else (len(step.items), None)
    if at >= len(step.items) or value is None:
        occasion.hint("contributing.by_line")
        return None
    marks.put(occasion.database, *here, at, value)
    is_done = len(own.keys() | {at}) == len(step.items)
    return taking_part.hear(session.state, occasion.who.id) if is_done else session.state


HANDLING = Handling(
    in_group=write_and_pass,
    in_private=_in_private,
    listed=_listed,
    result=_result,
    command="weigh",
    press=_weighed,
    is_shown_anew=True,
    card="contributing.step",
    is_secret=True,
)
