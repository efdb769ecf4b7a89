"""Random histories of a team that consults about a case, in a step that stays hidden until it closes."""

import random
from dataclasses import replace
from datetime import timedelta

from long.histories import END, FIRST, SECOND, Draw, History
from stage import local

# Whoever has a case tells it first; then the others write what nobody reads before all of it shows.
METHODS = ("leren-van-successen", "incident", "probleemoplossend")
FEWEST = (3, 4, 4)
BEGUN, TOLD = local("2026-11-23 09:30"), local("2026-11-23 11:00")
FIRST_WORDS, CLOSING = local("2026-11-23 11:30"), local("2026-11-24 15:00")


def a_case(seed: int) -> History:
    """Return a week with a case: one contributes what stays hidden and may add to it, and one does nothing."""
    draw = Draw(random.Random(f"case {seed}"), fewest=FEWEST[seed % len(METHODS)])
    owner, hidden, silent, *others = draw.dice.sample(draw.people, len(draw.people))
    outside = (others.pop(),) if len(others) > 1 and draw.chance(0.5) else ()
    method = METHODS[seed % len(METHODS)]
    led_by = draw.dice.choice(others) if others and draw.chance(0.4) else None
    _begin(draw, owner, method, led_by)
    words = draw.words()
    first = draw.do(draw.minute(FIRST_WORDS, CLOSING - timedelta(hours=1)), hidden, "step", words, part="hidden")
    if draw.chance(0.4):
        draw.do(draw.minute(first.at, CLOSING), hidden, "edit", draw.anew(words), part="hidden")
    draw.do(draw.minute(FIRST_WORDS, CLOSING), silent, "nothing", part="silent")
    for name in others:
        _contribute_somehow(draw, name)
    draw.ask_in_group(draw.people, FIRST_WORDS, END, (*FIRST, *SECOND))
    if draw.chance(0.5):
        draw.do(CLOSING, led_by or owner, "press", "", "next")
    return draw.history((owner, hidden, silent), outside=outside, is_shown=True, closes=CLOSING)


def _begin(draw: Draw, owner: str, method: str, led_by: str | None) -> None:
    """Begin a method, come together, find who leads, and tell the case."""
    minutes = (BEGUN + timedelta(minutes=10 * number) for number in range(9))
    draw.do(next(minutes), owner, "say", f"/begin {method} calm mine")
    draw.do(next(minutes), owner, "gather")
    draw.do(next(minutes), led_by or owner, "press", "", "lead" if led_by else "next")
    draw.do(TOLD, owner, "step", draw.words(), part="told")
    draw.do(TOLD + timedelta(minutes=10), led_by or owner, "press", "", "next")


def _contribute_somehow(draw: Draw, name: str) -> None:
    """Let somebody contribute, and perhaps say that it was all; or pass; or do nothing."""
    how = draw.dice.choice(("step", "step", "done", "pass", "nothing"))
    at = draw.minute(FIRST_WORDS, CLOSING - timedelta(hours=1))
    if how in ("step", "done"):
        draw.do(at, name, "step", draw.words(), part="hidden")
    if how == "done":
        draw.do(draw.minute(at, CLOSING), name, "tell", "/done")
    if how == "pass":
        draw.do(at, name, "press", "", "pass")


def let_out(case: History) -> History:
    """Return a history in which the words of a case are also an answer to the week's question, for the leader too."""
    told = next(act for act in case.acts if act.part == "told")
    said = replace(told, at=local("2026-11-24 12:45"), doing="reply")
    released = replace(said, at=local("2026-11-24 12:46"), doing="release")
    return replace(case, acts=tuple(sorted((*case.acts, said, released), key=lambda act: act.at)))
