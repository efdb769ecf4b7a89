"""Own questions: those that a team wrote itself, listed and looked at, changed, and thrown away."""

import re
from typing import Any

from bot.app.context import families, pages, questions
from bot.app.context.command import PRIVATE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.context.steering import in_private, noted
from bot.app.rhythm import which_next
from bot.app.teams import writing
from bot.core.outgoing import Button, Keyboard
from bot.core.own_question import OwnQuestion
from bot.core.rights import Right
from bot.storage import beforehand, erasing, own_questions, sessions

LIST = re.compile(r"(?:list|lijst)(?: (?P<page>\d{1,4}))?")
ONE = re.compile(r"(?:(?P<doing>edit|remove|removed) )?(?P<number>\d{1,15})")
STEP = re.compile(r"(?P<word>keep|so|other|usual|again|drop|next|row)|family (?P<family>\w{1,4})")
ON_A_PAGE = 8


def write(occasion: Occasion, argument: str) -> None:
    """Answer /newquestion and its buttons in private: a question of the team's own is written, step by step; those
    there are are listed, changed and thrown away. What is typed behind it is the question."""
    said = argument.strip()
    if not said:
        writing.go_on(occasion)
    elif found := LIST.fullmatch(said.lower()):
        _list(occasion, as_number(found["page"] or "1"))
    elif found := ONE.fullmatch(said.lower()):
        _do(occasion, found["doing"] or "", as_number(found["number"]))
    elif found := STEP.fullmatch(said.lower()):
        writing.press(occasion, found["word"] or "family", found["family"] or "")
    else:
        writing.write_at_once(occasion, said)


def _do(occasion: Occasion, doing: str, number: int) -> None:
    own = own_questions.find(occasion.database, occasion.here.id, number)
    if own is None:
        occasion.hint("own_questions.gone")
    elif doing == "edit":
        writing.change(occasion, own)
    elif doing == "remove":
        _ask_whether_to_throw_away(occasion, own)
    elif doing == "removed":
        _throw_away(occasion, own)
    else:
        _look(occasion, own)


def _list(occasion: Occasion, number: int) -> None:
    """Show the team's own questions, the latest first, each with its button."""
    there = list(reversed(own_questions.of_team(occasion.database, occasion.here.id)))
    page = pages.of_length(there, number, ON_A_PAGE)
    shown = page.of(there)
    rows: Keyboard = tuple((Button(label=one.words.title, command=f"newquestion {one.id}"),) for one in shown)
    turning = pages.signs(page, "newquestion list ")
    begin = (occasion.button("own_question", "newquestion"),)
    occasion.show(
        "own_questions.list",
        tuple(row for row in (*rows, turning, begin) if row),
        team=occasion.here.name,
        lines=[_facts(occasion, one) for one in shown],
        page=page.number,
        pages=page.last,
    )


def _facts(occasion: Occasion, own: OwnQuestion) -> dict[str, Any]:
    """Return what sentences say of a question beside its words: who wrote it, and whether it was and will be asked."""
    last = sessions.last_of(occasion.database, occasion.here.id, own.method)
    return {
        "title": own.words.title,
        "by": own.writer or "",
        "asked_at": last.state.started_at if last else None,
        "is_left_out": own.method in occasion.here.left_out,
    }


def _look(occasion: Occasion, own: OwnQuestion) -> None:
    """Show a question with all that belongs to it, and what can be done with it."""
    method = questions.find(occasion.house, own.team_id, own.method)
    first = occasion.button("put_first", f"choosenext {own.method}")
    change = occasion.button("change_question", f"newquestion edit {own.id}")
    throw = occasion.button("throw_away", f"newquestion remove {own.id}")
    leave, back = which_next.leave_or_take(occasion, own.method), occasion.button("back", "newquestion list")
    occasion.show(
        "own_questions.one",
        ((first,), (change, leave), (throw, back)),
        **_facts(occasion, own),
        text=own.words.text,
        follow_up=occasion.in_team_words(method.follow_up if method else None),
        family=families.label(occasion, own.words.family),
        at=own.at,
    )


def _ask_whether_to_throw_away(occasion: Occasion, own: OwnQuestion) -> None:
    yes = occasion.button("throw_away_really", f"newquestion removed {own.id}")
    no = occasion.button("keep_as_is", f"newquestion {own.id}")
    occasion.show("own_questions.remove", ((yes,), (no,)), **_facts(occasion, own))


def _throw_away(occasion: Occasion, own: OwnQuestion) -> None:
    """Throw a question away for good; what was asked keeps its words, and where it was to come turns decide."""
    facts = _facts(occasion, own)
    beforehand.choose_no_more(occasion.database, occasion.here.id, own.method)
    erasing.erase(occasion.database, "question", own.id)
    occasion.show("own_questions.removed", ((occasion.button("own_questions", "newquestion list"),),), **facts)


COMMANDS = (
    Command(
        "newquestion",
        "eigenvraag",
        {"private": in_private(noted(write), "newquestion")},
        Right.SET_UP,
        PRIVATE,
        place=328,
    ),
)
