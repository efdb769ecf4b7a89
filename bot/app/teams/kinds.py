"""Kinds: which kinds of questions take turns in a team, as its coordinators choose."""

from bot.app.context import families, pages, questions, turns
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import next_prompt
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.rights import Right
from bot.storage import schedules

ALL = ("all", "alle", "alles")
# With fewer there would be no turns to take.
FEWEST = 2


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /kinds and its buttons: which kinds of questions take turns; those named, all, or one more or less."""
    schedule = schedules.find(occasion.database, occasion.here.id, "prompt")
    if schedule is None:
        occasion.hint("kinds.no_rhythm")
        return
    there: tuple[str, ...] = families.all_of(occasion.house, occasion.here)
    now, words = set[str](families.of_team(occasion)), argument.upper().split()
    wanted = set(there) if argument.strip().lower() in ALL else _wanted(now, words)
    if not wanted <= set(there) or len(wanted) < FEWEST:
        occasion.hint("kinds.too_few" if wanted <= set(there) else "kinds.unknown", wanted=argument[:40])
        return
    if not turns.suffices(occasion.house, occasion.here, tuple(wanted), occasion.here.left_out):
        occasion.hint("kinds.too_few_left")
        return
    if wanted != now:
        kept = () if wanted == set(there) else tuple(one for one in there if one in wanted)
        schedules.set_what(occasion.database, occasion.here.id, kept)
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    house, coming = occasion.house, upcoming.method if upcoming else None
    title = questions.title(house, occasion.here.id, coming) if coming else None
    occasion.show(
        "kinds.chosen",
        _switches(occasion, there, wanted),
        count=len(wanted),
        all_of=len(there),
        next_title=title.in_(occasion.language) if title else "",
        at=upcoming.at if upcoming else None,
    )


def _wanted(now: set[str], words: list[str]) -> set[str]:
    """Return the kinds that somebody names, or those of now with one more or less for each that has a plus."""
    if words and all(word.startswith("+") for word in words):
        return now ^ {word[1:] for word in words}
    return set(words) or now


def _switches(occasion: Occasion, there: tuple[str, ...], wanted: set[str]) -> Keyboard:
    def switch(family: str) -> Button:
        label = occasion.label(f"family_{family.lower()}")
        return Button(label=ticked(label, family in wanted), command=f"kinds +{family}")

    buttons = [switch(family) for family in there]
    rows = pages.in_rows(buttons)
    return (*rows, (occasion.button("all_kinds", f"kinds {ALL[0]}"),))


COMMANDS = (Command("kinds", "soorten", steered(choose, "kinds"), Right.SET_UP, GROUP, place=195),)
