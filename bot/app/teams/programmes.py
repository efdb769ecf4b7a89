"""Programmes of a team: chosen after seeing all that would come, changed as long as it is to come, and stopped."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.app import owed
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm import planning
from bot.app.rhythm import programmes as running
from bot.app.rhythm.outlook import Planned, outlook
from bot.app.teams import agenda
from bot.app.teams.card import renew_in_group
from bot.core import timing
from bot.core.model import Language, Rhythm
from bot.core.outgoing import Button, Keyboard
from bot.core.programme import Course, Programme
from bot.core.rights import Right
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.words import Unclear
from bot.storage import programmes, schedules
from bot.storage.database import tried

BEGIN = ("begin", "start", "beginnen")
STOP = ("stop", "stoppen")
WITHOUT = ("without", "zonder")
CERTAIN = "certain"
# So far ahead it is looked for all that comes, and so many buttons are a list that can be read.
DAYS, OFFERED = 366, 20


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /programme: which there are; by a name, all that would come; with `begin`, it begins. Of one that is on:
    where it is, `without` something that is to come, or `stop`."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    words = argument.strip().lower().split()
    if course:
        _change(occasion, course, words)
    elif not words:
        _ask_which(occasion, "")
    elif programme := named(occasion, " ".join(word for word in words if word not in BEGIN)):
        if words[-1] in BEGIN:
            _begin(occasion, programme)
        else:
            _preview(occasion, programme)
    else:
        _ask_which(occasion, argument.strip())


def _in_order(occasion: Occasion) -> list[Programme]:
    return sorted(occasion.house.content.programmes.values(), key=lambda one: (one.order, one.id))


def named(occasion: Occasion, wanted: str) -> Programme | None:
    """Return the programme with an id, or a title in either language."""
    titled = (one for one in _in_order(occasion) if wanted in (one.title.nl.lower(), one.title.en.lower()))
    return occasion.house.content.programmes.get(wanted) or next(titled, None)


def _ask_which(occasion: Occasion, wanted: str) -> None:
    there = _in_order(occasion)
    lines = [
        {
            "title": occasion.in_team_words(one.title, occasion.language),
            "task": occasion.in_team_words(one.task, occasion.language),
            "every": one.every,
            "moments": sum(len(phase.items) for phase in one.phases),
        }
        for one in there
    ]
    rows = tuple((Button(label=one.title.in_(occasion.language), command=f"programme {one.id}"),) for one in there)
    occasion.show("programmes.which", rows, programmes=lines, wanted=wanted[:40])


def _rhythm(occasion: Occasion, programme: Programme) -> Rhythm:
    """Return how often a programme comes, on the days and at the hour of the questions that there are."""
    now = schedules.find(occasion.database, occasion.here.id, "prompt")
    return rhythm_of(programme, now.rhythm if now else None)


def rhythm_of(programme: Programme, now: Rhythm | None) -> Rhythm:
    """Return how often a programme comes, on the days and at the hour of a rhythm of questions, or the usual ones."""
    usual = as_rhythm(planning.PRESETS[0])
    if isinstance(usual, Unclear):
        raise LookupError(f"the preset {planning.PRESETS[0]} is no rhythm")
    kept = now or usual
    days = kept.days[:1] or usual.days
    return replace(kept, every=programme.every, days=days, nth=1, until=None, dates=())


def _apply(occasion: Occasion, programme: Programme) -> None:
    planning.set_rhythm(occasion, _rhythm(occasion, programme))
    programmes.put(occasion.database, occasion.here.id, Course(programme))


def _preview(occasion: Occasion, programme: Programme) -> None:
    """Show what a programme is for and all that would come, by day, as if it had begun; nothing of that stays."""
    phases: list[dict[str, Any]] = []
    with tried(occasion.database):
        _apply(occasion, programme)
        phases = _by_phase(occasion, Course(programme))
    rhythm = occasion.rhythm_in_words(_rhythm(occasion, programme), occasion.language)
    rows: Keyboard = (
        (occasion.button("programme_begin", f"programme {programme.id} {BEGIN[0]}"),),
        (occasion.button("back", "programme"),),
    )
    occasion.show(
        "programmes.preview", rows, **_told(occasion, programme, occasion.language), rhythm=rhythm, phases=phases
    )


def _told(occasion: Occasion, programme: Programme, language: Language) -> dict[str, Any]:
    """Return what a programme says of itself: its title, task, aim and room."""
    parts = ("title", "task", "aim", "room")
    return {name: occasion.in_team_words(getattr(programme, name), language) for name in parts}


def _by_phase(occasion: Occasion, course: Course) -> list[dict[str, Any]]:
    """Return what is to come of a programme, phase by phase, each with its day."""
    planned = list(_parts(occasion))
    return [
        {
            "title": occasion.in_team_words(phase.title, occasion.language),
            "lines": [_line(occasion, item) for item in planned if item.part and item.part.phase == at],
        }
        for at, phase in enumerate(course.programme.phases)
    ]


def _parts(occasion: Occasion) -> Iterator[Planned]:
    planned = outlook(occasion.house, occasion.here, occasion.now, DAYS)
    return (item for item in planned if item.part and not item.skipped)


def _title(occasion: Occasion, item: Planned) -> tuple[str, bool]:
    """Return what an item is called, and whether only its kind is known: which question of a family it will be shows
    when it comes."""
    part = item.part.item if item.part else None
    if part and part.family:
        return occasion.label(f"family_{part.family.lower()}"), True
    return agenda.title_of(occasion, item), False


def _line(occasion: Occasion, item: Planned) -> str:
    """Return an item in words, with its day."""
    title, is_family = _title(occasion, item)
    is_blind = bool(item.part and item.part.item.blind)
    is_call = item.method in occasion.house.content.called
    names = {"is_call": is_call, "title": title, "is_family": is_family, "is_blind": is_blind}
    names |= {"at": item.at, "kind": item.kind}
    return occasion.words("programmes.line", occasion.language, **names)


def _begin(occasion: Occasion, programme: Programme) -> None:
    """Let a programme begin, and tell the group what it asks, what for, and what people decide themselves."""
    owed.start_moments(occasion)
    _apply(occasion, programme)
    tell_begun(occasion, programme, occasion.who.name)
    _show_running(occasion, Course(programme))
    renew_in_group(occasion)


def tell_begun(occasion: Occasion, programme: Programme, name: str | None, *, by_day: bool = False) -> None:
    """Tell the group of the programme that it is in from now on, and who of theirs chose it, if anybody;
    `by_day` where nobody is there at this hour."""
    first = next(_parts(occasion), None)
    spoken = occasion.here.language
    occasion.say(
        "programmes.begins",
        send_after=timing.in_daytime(occasion.now, occasion.zone, occasion.free) if by_day else None,
        is_silent=by_day,
        name=name,
        **_told(occasion, programme, spoken),
        phases=[occasion.in_team_words(one.title, spoken) for one in programme.phases],
        first_at=first.at if first else None,
    )


def _change(occasion: Occasion, course: Course, words: list[str]) -> None:
    """Answer what is said of a programme that is on."""
    word, rest = (words[0], words[1:]) if words else ("", [])
    if word in STOP and rest == [CERTAIN]:
        running.stop(occasion, course)
        renew_in_group(occasion)
        _ask_which(occasion, "")
    elif word in STOP:
        yes = occasion.button("programme_stop", f"programme {STOP[0]} {CERTAIN}")
        rows: Keyboard = ((yes,), (occasion.button("back", "programme"),))
        title = occasion.in_team_words(course.programme.title, occasion.language)
        rhythm = running.rhythm_now(occasion, occasion.language)
        occasion.show("programmes.sure_to_stop", rows, title=title, rhythm=rhythm)
    elif word in WITHOUT and not rest:
        _ask_without(occasion, course)
    elif word in WITHOUT and (changed := _without(course, rest)):
        running.settle(occasion, changed, occasion.now)
        renew_in_group(occasion)
        if programmes.of_team(occasion.database, occasion.here.id):
            _show_running(occasion, changed)
        else:
            _ask_which(occasion, "")
    else:
        _show_running(occasion, course)


def _without(course: Course, rest: list[str]) -> Course | None:
    """Return the course without what a button names: a phase, an item in it, by numbers from 0, and of how many; None
    where it is not so any more, as after the button was pressed already."""
    if len(rest) != 3 or not all(one.isdecimal() for one in rest):
        return None
    phase, item, many = map(int, rest)
    try:
        return course.without(phase, item) if len(course.now_items(phase)) == many else None
    except LookupError:
        return None


def _ask_without(occasion: Occasion, course: Course) -> None:
    """Offer what is to come, one by one, to be left out."""
    rows: list[tuple[Button, ...]] = []
    step = {course.phase: course.step}
    for item in _parts(occasion):
        if item.part and len(rows) < OFFERED and len(course.programme.phases[item.part.phase].items) > 1:
            at = step.get(item.part.phase, 0)
            step[item.part.phase] = at + 1
            (title, _), phase = _title(occasion, item), item.part.phase
            command = f"programme {WITHOUT[0]} {phase} {at} {len(course.now_items(phase))}"
            label = occasion.label("programme_without", title=title)
            rows.append((Button(label=label, command=command),))
    occasion.show("programmes.without_what", (*rows, (occasion.button("back", "programme"),)))


def _show_running(occasion: Occasion, course: Course) -> None:
    """Show where the team is in its programme and what is to come, with what a coordinator can change."""
    leave_out = occasion.button("programme_leave_out", f"programme {WITHOUT[0]}")
    rows: Keyboard = (
        running.go_on(occasion, course),
        (leave_out, occasion.button("programme_end", f"programme {STOP[0]}")),
    )
    running.show(occasion, course, rows, phases=_by_phase(occasion, course))


COMMANDS = (Command("programme", "programma", steered(choose, "programme"), Right.SET_UP, GROUP, place=195),)
