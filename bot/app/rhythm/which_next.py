"""Which next: a question is put first, at the next moment, instead of the one whose turn it is; after a look at it."""

from bot.app.context import families, questions, turns
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import steered
from bot.app.rhythm import beforehand
from bot.app.rhythm.outlook import Planned, next_prompt
from bot.app.rhythm.skipping import UNDO, told
from bot.core.method import Method
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.rights import Right
from bot.core.rotation import Asked
from bot.storage import sessions

BY_TURN = ("auto", "vanzelf", "beurt")
# What stands before the id of a question that somebody wants to look at.
LOOK = "?"
# So many questions are a list that can be read.
OFFERED = 8


def choose_next(occasion: Occasion, argument: str) -> None:
    """Answer /choosenext and its buttons: which question comes next; with `auto`, the one whose turn it is."""
    item, wanted = beforehand.meant(occasion, argument, next_prompt(occasion.house, occasion.here, occasion.now))
    method = questions.named(occasion.house, occasion.here.id, wanted.removeprefix(LOOK)) if wanted else None
    if method and wanted.startswith(LOOK):
        _look(occasion, method, item)
    elif item is None:
        occasion.hint("planning.nothing_to_choose")
    elif wanted.lower() in (*BY_TURN, *UNDO):
        beforehand.decide(occasion, item, beforehand.kept(occasion, item).at, None)
        now_next = next_prompt(occasion.house, occasion.here, occasion.now)
        occasion.show("planning.by_turn", (), item=told(item), title=_title(occasion, now_next))
    elif method:
        put_first(occasion, item, method)
        by_turn = occasion.button("choose_by_turn", f"choosenext {item.key} {BY_TURN[0]}")
        title = method.title.in_(occasion.language)
        occasion.show("planning.chosen", ((by_turn,),), item=told(item), title=title)
    else:
        _offer(occasion, item, wanted)


def put_first(occasion: Occasion, item: Planned, method: Method) -> None:
    """Let a question come at a moment, whenever that comes."""
    beforehand.decide(occasion, item, beforehand.kept(occasion, item).at, method.id)


def _title(occasion: Occasion, item: Planned | None) -> str:
    method = questions.find(occasion.house, occasion.here.id, item.method) if item and item.method else None
    return method.title.in_(occasion.language) if method else ""


def _look(occasion: Occasion, method: Method, item: Planned | None) -> None:
    """Show a question as it reads, and what can be done with it."""
    last = sessions.last_of(occasion.database, occasion.here.id, method.id)
    occasion.show(
        "planning.question",
        _under(occasion, method, item),
        title=method.title.in_(occasion.language),
        ask=occasion.in_team_words(method.steps[0].ask),
        family=families.label(occasion, method.family),
        asked_at=last.state.started_at if last else None,
        is_left_out=method.id in occasion.here.left_out,
    )


def _under(occasion: Occasion, method: Method, item: Planned | None) -> Keyboard:
    first = (occasion.button("put_first", _command(occasion, method, item)),) if item else ()
    leave = leave_or_take(occasion, method.id)
    return tuple(row for row in (first, (leave,), (occasion.button("choose_other", "choosenext"),)) if row)


def leave_or_take(occasion: Occasion, method_id: str) -> Button:
    """Return the button that leaves a question out of the turns of a team, or lets it take turns again."""
    if method_id in occasion.here.left_out:
        return occasion.button("take_in", f"leaveout back {method_id}")
    return occasion.button("leave_out", f"leaveout {method_id}")


def _command(occasion: Occasion, method: Method, item: Planned) -> str:
    """Return what puts a question first at a moment; at the next one, whichever that is by then, where a button that
    says of which team it is can't carry more."""
    command = f"choosenext {item.key} {method.id}"
    fits = len(command) + len(f" *{occasion.here.id}") <= BUTTON_BYTES
    return command if fits else f"choosenext {method.id}"


def _offer(occasion: Occasion, item: Planned, wanted: str) -> None:
    """Offer the questions whose turn it is next, one after the other."""
    methods, history = questions.of_team(occasion.house, occasion.here.id), turns.history(occasion.house, occasion.here)
    offered: list[str] = []
    in_turn = turns.Turns(occasion.house, occasion.here)
    day = item.at.astimezone(occasion.zone).date()
    for _ in range(OFFERED):
        history = [*history, *(Asked(one, day) for one in offered[-1:])]
        left = [method for method in methods.values() if method.id not in offered]
        if found := in_turn.next(day, history, left=left):
            offered.append(found.id)
    rows = tuple(
        (Button(label=methods[one].title.in_(occasion.language), command=f"choosenext {LOOK}{one}"),) for one in offered
    )
    write = (occasion.button("own_question", "newquestion"),) if occasion.is_private else ()
    out = (occasion.button("left_out", "leaveout"),) if occasion.here.left_out else ()
    others = tuple(row for row in (write, out) if row)
    title = _title(occasion, item)
    occasion.show("planning.choose_next", (*rows, *others), item=told(item), title=title, wanted=wanted[:40])


COMMANDS = (
    Command("choosenext", "volgendekiezen", steered(choose_next, "choosenext"), Right.SET_UP, GROUP, place=254),
)
