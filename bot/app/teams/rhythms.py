"""Rhythms: how often a team is asked something, and when a method of consultation begins by itself."""

from dataclasses import replace

from bot.app import owed
from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.understanding import as_rhythm
from bot.app.rhythm import planning
from bot.app.sessions import asking, choosing
from bot.app.sessions.choosing import PACE_WORDS
from bot.app.teams.setting_up import card
from bot.core import timing
from bot.core.method import Method
from bot.core.model import Every, Rhythm
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.rights import Right
from bot.storage import schedules, teams

OPEN, BLIND = ("open",), ("blind",)
# For how many school days a question may be open, its own counted; by itself, until everybody has worked on one.
OPEN_DAYS = (1, 2, 3, 5)
BY_ITSELF = ("auto", "iedereen", "everybody", "vanzelf")
METHOD = ("method", "werkvorm", "intervisie", "consultation")
ON = ("on", "aan", "ja", "yes")
OFF = ("off", "uit", "stop", "geen", "none")
SUMMARY = ("summary", "overzicht")
OVERVIEW_WORDS: dict[str, Every] = {
    **dict.fromkeys(("month", "maand", "monthly", "maandelijks"), "month"),
    **dict.fromkeys(("term", "blok", "kwartaal", "periode"), "term"),
}
NEVER = ("never", "nooit", *OFF)


def set_rhythm(occasion: Occasion, argument: str) -> None:
    """Answer /rhythm: how often, which days, what time; with `method` first, for a method of consultation; with `open`
    first, for how long a question is open; with `blind` first, whether answers show all at once; with `summary` first,
    for when an overview comes by itself."""
    word, _, rest = argument.strip().partition(" ")
    if word.lower() in METHOD:
        _set_method(occasion, rest.strip().lower())
    elif word.lower() in OPEN:
        _set_open_days(occasion, rest.strip().lower())
    elif word.lower() in SUMMARY:
        _set_overviews(occasion, rest.strip().lower())
    elif word.lower() in BLIND:
        _set_blind(occasion, rest.strip().lower())
    else:
        _set_questions(occasion, argument)


def _set_questions(occasion: Occasion, argument: str) -> None:
    rhythm = as_rhythm(argument)
    if rhythm is None:
        rows = tuple(
            (Button(label=_preset_label(occasion, preset), command=f"rhythm {preset}"),) for preset in planning.PRESETS
        )
        more = (occasion.button("open_days", "rhythm open"), occasion.button("blind", "rhythm blind"))
        last = (occasion.button("overviews", "rhythm summary"), occasion.button("back", "start"))
        occasion.show("setting_up.choose_rhythm", (*rows, more, last), wanted=argument[:40])
        return
    owed.start_moments(occasion)
    planning.set_rhythm(occasion, rhythm, asking.families(occasion))
    card(occasion)


def _set_method(occasion: Occasion, wanted: str) -> None:
    """Let a method begin by itself from now on: its name, a pace if not its own, and a rhythm; or none any more."""
    if wanted in OFF:
        owed.start_moments(occasion)
        schedules.drop(occasion.database, occasion.here.id, "method")
        occasion.answer("setting_up.no_method_rhythm")
        return
    method, words = _named(occasion, wanted.split())
    pace = PACE_WORDS.get(words[0]) if words else None
    rhythm = as_rhythm(" ".join(words[1:] if pace else words))
    if method is None or rhythm is None or (pace and pace not in method.paces):
        occasion.answer(
            "setting_up.choose_method_rhythm", wanted=wanted[:40], is_unknown=bool(wanted) and method is None
        )
    elif method.safety > choosing.allowed_safety(occasion):
        occasion.hint("choosing.too_soon", safety=method.safety)
    else:
        owed.start_moments(occasion)
        planning.set_method(occasion, rhythm, method.id, pace or choosing.usual_pace(method))
        card(occasion)


def _set_open_days(occasion: Occasion, wanted: str) -> None:
    """Let questions be open for so many school days from now on, or until everybody has had a working day."""
    number = as_number(wanted.split()[0]) if wanted else 0
    if wanted in BY_ITSELF or number in OPEN_DAYS:
        teams.set_open_days(occasion.database, occasion.here.id, None if wanted in BY_ITSELF else number)
        card(occasion)
        return
    now = occasion.here.open_days

    def choice(days: int | None) -> Button:
        label = ticked(occasion.label("open_for", days=days), days == now)
        return Button(label=label, command=f"rhythm open {days or BY_ITSELF[0]}")

    rows = ((choice(None),), tuple(choice(days) for days in OPEN_DAYS), (occasion.button("back", "start"),))
    occasion.show("setting_up.choose_open_days", rows, wanted=wanted[:40])


def _set_overviews(occasion: Occasion, wanted: str) -> None:
    """Let an overview come by itself from now on, every month or term, or none any more."""
    rhythm = _as_overviews(occasion, wanted)
    if rhythm is None and wanted not in NEVER:
        occasion.show("setting_up.choose_overviews", _overview_buttons(occasion), wanted=wanted[:40])
        return
    owed.start_moments(occasion)
    planning.set_overviews(occasion, rhythm)
    card(occasion)


def _as_overviews(occasion: Occasion, wanted: str) -> Rhythm | None:
    """Return when an overview is wanted, on a day and at an hour of school; None for what isn't understood."""
    word, _, when = wanted.partition(" ")
    every = OVERVIEW_WORDS.get(word)
    if every is None or not when:
        return planning.overview_rhythm(occasion, every) if every else None
    rhythm = as_rhythm(f"month {when}")
    if rhythm is None or len(rhythm.days) > 1 or not timing.is_in_school_hours(rhythm):
        return None
    return replace(rhythm, every=every)


def _overview_buttons(occasion: Occasion) -> Keyboard:
    found = schedules.find(occasion.database, occasion.here.id, "overview")
    now = found.rhythm.every if found else NEVER[0]
    choices = tuple(
        Button(label=ticked(occasion.label("overviews_come", every=one), one == now), command=f"rhythm summary {one}")
        for one in ("month", "term", NEVER[0])
    )
    return choices, (occasion.button("back", "start"),)


def _set_blind(occasion: Occasion, wanted: str) -> None:
    """Let the questions that come be answered in private and show all at once, or no more."""
    if wanted in ON or wanted in OFF:
        teams.set_blind(occasion.database, occasion.here.id, is_blind=wanted in ON)
        card(occasion)
        return
    is_blind = occasion.here.is_blind
    rows = tuple(
        (
            Button(
                label=ticked(occasion.label(f"blind_{word}"), is_blind is (word == "on")),
                command=f"rhythm blind {word}",
            ),
        )
        for word in ("on", "off")
    )
    occasion.show("setting_up.choose_blind", (*rows, (occasion.button("back", "start"),)), wanted=wanted[:40])


def _named(occasion: Occasion, words: list[str]) -> tuple[Method | None, list[str]]:
    """Return the method that the first words name, as many as do, and the words after it."""
    for count in range(len(words), 0, -1):
        if method := choosing.find(occasion, " ".join(words[:count])):
            return method, words[count:]
    return None, words


def _preset_label(occasion: Occasion, preset: str) -> str:
    rhythm = as_rhythm(preset)
    if rhythm is None:
        raise LookupError(f"the preset {preset} is no rhythm")
    return occasion.label("preset", every=rhythm.every, days=list(rhythm.days), at=rhythm.at)


COMMANDS = (Command("rhythm", "ritme", {"group": set_rhythm}, Right.SET_UP, GROUP, place=190),)
