"""Leaves out of a script what is the same for several people in one role, and says after which line that was so."""

from datetime import UTC, datetime, timedelta

from bot.rehearsing.script import Line

# So soon the bot answers somebody.
AT_ONCE = timedelta(minutes=1)


def place(line: Line) -> tuple[object, ...]:
    """Return what tells a line in private from any other."""
    return line.at, line.seen_by, line.does, line.is_bot, line.text


def others_by_line(kept: list[Line], left_out: list[tuple[str, Line]]) -> dict[tuple[object, ...], set[str]]:
    """Return who did or read the same in private, by the line after which that is said: the last one of what they read
    as well, or of what whoever stands for them did."""
    found: dict[tuple[object, ...], set[str]] = {}
    for name in {line.seen_by for _, line in left_out if line.seen_by}:
        theirs = [(first, line) for first, line in left_out if line.seen_by == name]
        alike = {line.text if line.is_bot else (first, line.does) for first, line in theirs}
        private = [one for one in kept if one.seen_by]
        same = [one for one in private if (one.text if one.is_bot else (one.seen_by, one.does)) in alike]
        any_of_them = [one for one in private if one.seen_by in {first for first, _ in theirs}]
        found.setdefault(place((same or any_of_them)[-1]), set()).add(name)
    return found


def once(lines: list[Line]) -> tuple[list[Line], list[tuple[str, Line]]]:
    """Return the lines that are not the same for another in that role, and those left out, each with the name of
    whoever stands for them."""
    spoken: dict[str, str] = {}
    told: set[str] = set()
    unheard: dict[str, datetime] = {}
    kept, left_out = [], []
    for line in lines:
        if line.does == "changes" and _is_progress(line, lines):
            continue
        if line.seen_by is None:
            kept.append(line)
            continue
        # Who leads helps as well.
        first = spoken.setdefault("helper" if line.role == "facilitator" else str(line.role), line.seen_by)
        # What the bot answers to words that are left out goes with them.
        is_answer = line.at - unheard.get(line.seen_by, datetime.min.replace(tzinfo=UTC)) < AT_ONCE
        is_new = line.is_bot and line.text not in told and not is_answer
        if line.seen_by == first or is_new:
            kept.append(line)
        else:
            left_out.append((first, line))
            unheard[line.seen_by] = line.at
        told.add(line.text)
    return kept, left_out


def _is_progress(line: Line, lines: list[Line]) -> bool:
    """Tell whether a message only shows how far the step is: its first line stands as it was, and it is no answer to a
    press that others got as well."""
    first = line.text.partition("\n")[0]
    alike = [one for one in lines if one is not line and one.is_bot and one.text.partition("\n")[0] == first]
    at = next(at for at, one in enumerate(lines) if one is line)
    answers = at > 0 and lines[at - 1].does == "presses" and lines[at - 1].seen_by == line.seen_by is not None
    return any(not answers or one.seen_by in (None, line.seen_by) for one in alike)
