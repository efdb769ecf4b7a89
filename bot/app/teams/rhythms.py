"""Rhythms: how often a team is asked something, for how long and how, and when an overview comes by itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.app import owed
from bot.app.context import unheard
from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.periods import TERM_WORDS
from bot.app.context.steering import steered
from bot.app.rhythm import counting, planning, skipping
from bot.app.rhythm.outlook import next_prompt
from bot.app.teams import at_once, by_itself
from bot.app.teams.by_itself import OFF
from bot.app.teams.card import card, setting
from bot.core import timing
from bot.core.model import Every, Rhythm
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.rights import Right
from bot.core.saying.meetings import as_questions
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.weekends import asked_about
from bot.core.saying.words import COUNT, Unclear, number, plain
from bot.storage import schedules, teams

OPEN, BLIND = ("open",), ("blind",)
# For how many school days a question may be open, its own counted; by itself, until everybody has worked on one.
OPEN_DAYS = (1, 2, 3, 5)
BY_ITSELF = ("auto", "iedereen", "everybody", "vanzelf")
SCAN = ("scan",)
METHOD = ("method", "werkvorm", "intervisie", "consultation")
ON = ("on", "aan", "ja", "yes")
SUMMARY = ("summary", "overzicht")
OVERVIEW_WORDS: dict[str, Every] = {
    **dict.fromkeys(("month", "maand", "monthly", "maandelijks"), "month"),
    **dict.fromkeys(TERM_WORDS, "term"),
}
A_CASE = r"(?:na|after) (?:(?:een|elke|iedere|a|each|every) )?(?:peer )?(?:intervisie|consultation)"
COUNTED = rf"(?P<count>{COUNT}) ?(?:weken|week|weeks)?|(?P<off>{'|'.join(OFF)})"
AFTER_CASE = re.compile(rf"(?:(?P<before>{COUNT}) (?:weken|week|weeks) )?{A_CASE}(?: (?:{COUNTED}))?")
AFTER_WEEKS = (1, 2, 3, 4)
# What the button of a card says that was made before there was a rhythm: it takes the place of none.
DEFAULT = "default"
NEVER = ("never", "nooit", "weg", "niet", *OFF)
# What is offered to whoever wants fewer questions.
SELDOM = planning.PRESETS[2:]


def set_rhythm(occasion: Occasion, argument: str) -> None:
    """Answer /rhythm: how often, which days, what time, or ahead of which meeting; with `after
    consultation`, whether a question follows those; with `method` first, for a method of consultation; with `scan`
    first, for a scan; with `open` first, for how long a question is open; with `blind` first, whether answers show all
    at once; with `summary` first, for when an overview comes by itself."""
    word, _, rest = argument.strip().partition(" ")
    if word.lower() in METHOD:
        by_itself.set_method(occasion, rest.strip().lower())
    elif word.lower() in SCAN:
        by_itself.set_scan(occasion, rest.strip())
    elif word.lower() in OPEN:
        _set_open_days(occasion, rest.strip().lower())
    elif word.lower() in SUMMARY:
        _set_overviews(occasion, rest.strip().lower())
    elif weeks := AFTER_CASE.fullmatch(plain(argument)):
        _set_after_case(occasion, weeks)
    elif argument.strip().lower() in NEVER and counting.kept(occasion, "prompt"):
        _say_how_to_stop(occasion)
    elif word.lower() == DEFAULT:
        _set_default(occasion)
    elif word.lower() in BLIND:
        _set_blind(occasion, rest.strip().lower())
    else:
        _set_questions(occasion, argument)


def _set_questions(occasion: Occasion, argument: str) -> None:
    now = counting.kept(occasion, "prompt")
    rhythm = asked_about(as_questions(argument, now, occasion.language, occasion.today), argument, now)
    if isinstance(rhythm, Rhythm):
        rhythm = counting.checked(occasion, "prompt", rhythm)
    if isinstance(rhythm, Unclear):
        _ask_rhythm(occasion, rhythm, argument)
        return
    owed.start_moments(occasion)
    with setting(occasion, at_once.what_else_comes(occasion, "prompt", rhythm)):
        planning.set_rhythm(occasion, rhythm)


def _say_how_to_stop(occasion: Occasion) -> None:
    """Say how to have no questions for a while, fewer of them, or none after a day, with buttons for the first two."""
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    less = tuple((by_itself.preset_button(occasion, "rhythm", preset),) for preset in SELDOM)
    first = (skipping.skip_button(occasion, upcoming), occasion.button("pause", "pauseteam"))
    occasion.show("setting_up.how_to_stop", (first, *less, (occasion.button("back", "rhythm"),)))


def _set_default(occasion: Occasion) -> None:
    """Give the team the usual rhythm, unless it has one by now: the card may be older."""
    if counting.kept(occasion, "prompt"):
        card(occasion)
    else:
        _set_questions(occasion, planning.PRESETS[0])


def _ask_rhythm(occasion: Occasion, unclear: Unclear, argument: str) -> None:
    """Show which rhythms there are, or which may have been meant, and why what was typed is none."""
    if unclear.why == "meeting":
        occasion.hint("setting_up.how_around_meeting", wanted=unheard.quoted(argument))
        return
    meant = unheard.choices(occasion, unclear, "rhythm")
    rows = meant or tuple((by_itself.preset_button(occasion, "rhythm", preset),) for preset in planning.PRESETS)
    more = (occasion.button("open_days", "rhythm open"), occasion.button("blind", "rhythm blind"))
    last = (occasion.button("overviews", "rhythm summary"), occasion.button("back", "start"))
    itself = (occasion.button("method_itself", "rhythm method"), occasion.button("scan_itself", "rhythm scan"))
    programme = (occasion.button("programme", "programme"),)
    occasion.show(
        "setting_up.choose_rhythm",
        (*rows, itself, programme, more, last),
        wanted=unheard.quoted(unheard.date_in(argument, unclear)),
        why=unclear.why,
    )


def _set_open_days(occasion: Occasion, wanted: str) -> None:
    """Let questions be open for so many school days from now on, or until everybody has had a working day."""
    number = as_number(wanted.split()[0]) if wanted else 0
    if wanted in BY_ITSELF or number in OPEN_DAYS:
        with setting(occasion):
            teams.set_open_days(occasion.database, occasion.here.id, None if wanted in BY_ITSELF else number)
        return

    def choice(days: int | None) -> Button:
        label = ticked(occasion.label("open_for", days=days), days == occasion.here.open_days)
        return Button(label=label, command=f"rhythm open {days or BY_ITSELF[0]}")

    rows = _counted(occasion, choice, OPEN_DAYS)
    occasion.show("setting_up.choose_open_days", rows, wanted=unheard.quoted(wanted))


def _set_overviews(occasion: Occasion, wanted: str) -> None:
    """Let an overview come by itself from now on, every month or term, or none any more."""
    rhythm = as_overviews(occasion, wanted)
    if rhythm is None and wanted not in NEVER:
        occasion.show("setting_up.choose_overviews", _overview_buttons(occasion), wanted=unheard.quoted(wanted))
        return
    owed.start_moments(occasion)
    with setting(occasion):
        planning.set_overviews(occasion, rhythm)


def as_overviews(occasion: Occasion, wanted: str) -> Rhythm | None:
    """Return when an overview is wanted, on a day and at an hour of school; None for what isn't understood."""
    word, _, when = wanted.partition(" ")
    every = OVERVIEW_WORDS.get(word)
    now = counting.kept(occasion, "overview") or counting.overview_rhythm(occasion, every or "month")
    now = replace(now, every=every or now.every)
    rhythm = now if every and not when else as_rhythm(when if every else wanted, now, occasion.language)
    if isinstance(rhythm, Unclear) or rhythm.every not in OVERVIEW_WORDS.values() or len(rhythm.days) > 1:
        return None
    is_meant = every in (None, rhythm.every) and timing.is_in_school_hours(rhythm)
    return rhythm if is_meant else None


def _overview_buttons(occasion: Occasion) -> Keyboard:
    kept = counting.kept(occasion, "overview")
    now = kept.every if kept else NEVER[0]
    choices = tuple(
        Button(label=ticked(occasion.label("overviews_come", every=one), one == now), command=f"rhythm summary {one}")
        for one in ("month", "term", NEVER[0])
    )
    return choices, (occasion.button("back", "start"),)


def _set_blind(occasion: Occasion, wanted: str) -> None:
    """Let the questions that come be answered in private and show all at once, or no more."""
    if wanted in ON or wanted in OFF:
        with setting(occasion):
            teams.set_blind(occasion.database, occasion.here.id, is_blind=wanted in ON)
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
    occasion.show(
        "setting_up.choose_blind", (*rows, (occasion.button("back", "start"),)), wanted=unheard.quoted(wanted)
    )


def _set_after_case(occasion: Occasion, said: re.Match[str]) -> None:
    """Let a question follow each consultation after so many weeks, or no more; ask how many where that isn't said."""
    counted = said["before"] or said["count"]
    weeks = number(counted) if counted else 0
    if weeks in AFTER_WEEKS or said["off"]:
        with setting(occasion):
            teams.set_after_case(occasion.database, occasion.here.id, weeks or None)
            if not weeks:
                schedules.drop(occasion.database, occasion.here.id, "after")
        return

    def choice(count: int | None) -> Button:
        label = ticked(occasion.label("after_weeks", weeks=count), count == occasion.here.after_case)
        return Button(label=label, command=f"rhythm after consultation {count or OFF[0]}")

    occasion.show("setting_up.choose_after_case", _counted(occasion, choice, AFTER_WEEKS))


def _counted(occasion: Occasion, choice: Callable[[int | None], Button], counts: Sequence[int]) -> Keyboard:
    """Return the buttons to choose none or one of some counts, with the way back."""
    return (choice(None),), tuple(choice(count) for count in counts), (occasion.button("back", "start"),)


COMMANDS = (Command("rhythm", "ritme", steered(set_rhythm, "rhythm"), Right.SET_UP, GROUP, place=190),)
