"""Referring: what is wrong where a step of a method names an earlier one, or keeps what nobody can come back to."""

from collections.abc import Iterator, Sequence

from bot.core.step import Step, When

Steps = Sequence[Step]


def why_not_offered(step: Step, before: Step, at: int) -> str | None:
    """Return what keeps a step from being offered: an offer is made while the step before it is on."""
    is_offered = step.offer is not None or not before.optional
    if not is_offered or not (before.optional or before.when):
        return None
    return f"it is offered while step {at} is on, and that one does not always come; put one before it that does"


def why_no_such_label(steps: Steps, when: When, at: int) -> str | None:
    """Return why a step can't depend on what got a label, or a vote, in an earlier one."""
    if (why := _why_not_before(steps, when.step, at)) is not None:
        return why
    labels, options = steps[when.step - 1].labels, steps[when.step - 1].options
    named = "option" if options else "label"
    is_there = when.label <= len(options or labels)
    return None if is_there else f"step {when.step} has no {named} {when.label}; write another"


def problems_of_showing(steps: Steps, case: str, step: Step, at: int) -> Iterator[tuple[str, str]]:
    """Yield what keeps a step from showing one or two earlier ones, by the key that says so."""
    if step.shows is not None and (why := why_nothing_to_show(steps, case, step, step.shows, at)):
        yield "shows", why
    whole = step.model_copy(update={"shows_only": None, "shows_own": False})
    if step.shows_first and (why := why_nothing_to_show(steps, case, whole, step.shows_first, at)):
        yield "shows_first", why


def why_nothing_to_show(steps: Steps, case: str, step: Step, number: int, at: int) -> str | None:
    """Return what keeps a step from showing an earlier one."""
    if number == 0:
        # Where several share their cases, all may read them; else each sees their own.
        is_there = case == "several" or (case != "none" and step.shows_own)
        own = "is 0, which shows somebody’s own case; write shows_own = true, or another number"
        return None if is_there else own
    if (why := _why_not_before(steps, number, at)) is not None:
        return why
    shown = steps[number - 1]
    if step.shows_only and step.shows_only > len(shown.labels):
        return f"step {number} has no label {step.shows_only}; correct shows_only, or remove it"
    if not (shown.way.by_words if step.shows_own else shown.way.brings):
        return f"step {number} is a {shown.mode} step, which brings nothing to show; write another number"
    return None


def why_no_list(steps: Steps, number: int, at: int) -> str | None:
    """Return why there is nothing to choose from or to label in an earlier step."""
    if number > len(steps):
        return f"there is no step {number}"
    if number > at:
        return f"step {number} does not come before this one"
    step = steps[number - 1]
    return None if step.way.is_listed else f"step {number} is a {step.mode} step, which leaves no list"


def why_nothing_stays(case: str, *, is_in_pairs: bool) -> str | None:
    """Return what keeps an outcome from staying with a team: it is what a group puts down, and about nobody."""
    if case == "none" and not is_in_pairs:
        return None
    return 'keeps an outcome, which a group puts down of what is nobody’s case; write case = "none", or keep a lesson'


def why_nothing_of_last_time(steps: Steps, step: Step) -> str | None:
    """Return why a step can't show what was kept the last time."""
    if step.shows is not None:
        return "shows what was kept the last time, and this step shows an earlier one; remove one of the two"
    is_kept = any(one.keeps == "outcome" for one in steps)
    return (
        None if is_kept else 'shows what was kept the last time, and no step keeps any; write keeps = "outcome" there'
    )


def _why_not_before(steps: Steps, number: int, at: int) -> str | None:
    if number > len(steps):
        return f"there is no step {number}; write the number of an earlier step"
    return f"step {number} does not come before this one; write a smaller number" if number > at else None
