"""Leaving out: which questions never come by turn in a team, and taking them in again."""

import re
from collections.abc import Collection

from bot.app.context import families, pages, questions, turns
from bot.app.context.command import GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm.outlook import next_prompt
from bot.app.rhythm.skipping import told
from bot.app.rhythm.which_next import leave_or_take
from bot.core.method import Method
from bot.core.outgoing import Keyboard
from bot.core.rights import Right
from bot.storage import beforehand, teams

BACK = ("back", "terug")
PAGE = re.compile(r"#(\d{1,4})")
ON_A_PAGE = 8


def leave_out(occasion: Occasion, argument: str) -> None:
    """Answer /leaveout and its buttons: a question never comes by turn any more; with `back`, it does again; without
    one, those that don't are listed."""
    said = argument.strip()
    word, _, rest = said.partition(" ")
    page, house, team_id = PAGE.fullmatch(said), occasion.house, occasion.here.id
    if not said or page:
        _list(occasion, as_number(page[1]) if page else 1)
    elif method := questions.named(house, team_id, said):
        _leave(occasion, method)
    elif word.lower() in BACK and (method := questions.named(house, team_id, rest)):
        _take_in(occasion, method)
    else:
        occasion.hint("leaving_out.unknown", wanted=said[:40])


def _leave(occasion: Occasion, method: Method) -> None:
    left_out = occasion.here.left_out | {method.id}
    if not turns.suffices(occasion.house, occasion.here, families.of_team(occasion), left_out):
        occasion.hint("leaving_out.too_few")
        return
    _keep(occasion, left_out)
    # Chosen for the next time before, it would come all the same.
    beforehand.choose_no_more(occasion.database, occasion.here.id, method.id)
    _say(occasion, "leaving_out.left", method)


def _take_in(occasion: Occasion, method: Method) -> None:
    _keep(occasion, occasion.here.left_out - {method.id})
    _say(occasion, "leaving_out.taken_in", method)


def _keep(occasion: Occasion, left_out: Collection[str]) -> None:
    teams.set_left_out(occasion.database, occasion.here.id, left_out)
    occasion.look_again()


def _say(occasion: Occasion, key: str, method: Method) -> None:
    """Tell what became of a question, and which one is next now."""
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    coming = (
        questions.title(occasion.house, occasion.here.id, upcoming.method) if upcoming and upcoming.method else None
    )
    others = (occasion.button("choose_other", "choosenext"), occasion.button("left_out", "leaveout"))
    occasion.show(
        key,
        ((leave_or_take(occasion, method.id),), others),
        title=method.title.in_(occasion.language),
        upcoming=told(upcoming) if coming else None,
        next_title=coming.in_(occasion.language) if coming else "",
    )


def _list(occasion: Occasion, number: int) -> None:
    """Show which questions are left out, with a button each that takes it in again."""
    there = questions.of_team(occasion.house, occasion.here.id)
    found = sorted(
        (there[one] for one in occasion.here.left_out if one in there),
        key=lambda method: method.title.in_(occasion.language).casefold(),
    )
    page = pages.of_length(found, number, ON_A_PAGE)
    shown = page.of(found)
    titles = [method.title.in_(occasion.language) for method in shown]
    rows: Keyboard = tuple(
        (occasion.button("take_in_one", f"leaveout {BACK[0]} {method.id}", title=title),)
        for method, title in zip(shown, titles, strict=True)
    )
    turning = pages.signs(page, "leaveout #")
    keyboard = (*rows, *((turning,) if turning else ()))
    occasion.show("leaving_out.list", keyboard, total=len(found), page=page.number, pages=page.last)


COMMANDS = (Command("leaveout", "weglaten", steered(leave_out, "leaveout"), Right.SET_UP, GROUP, place=256),)
