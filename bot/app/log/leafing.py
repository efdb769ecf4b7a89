"""Leafing: the team's log, page by page: all of it, of a person, a question or some days, or what holds some words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.app.context import addressing, questions
from bot.app.context.command import BOTH, Command
from bot.app.context.occasion import Occasion
from bot.app.log import wanted
from bot.app.log.stretches import reads_since
from bot.app.log.wanted import Wanted
from bot.app.sessions import counting
from bot.core import summary
from bot.core.model import Entry, Language
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.privacy import Viewer, is_showable, visible
from bot.core.purposes import Purpose
from bot.core.rights import Right, may
from bot.core.session.terms import REFLECTION
from bot.core.whole import pages as in_full
from bot.storage import entries, members, sessions

ON_A_PAGE, QUESTIONS_ON_A_PAGE = 6, 8
# How many characters of people's own words a page holds, beside names, days and titles.
ROOM = 2000
TEAMS_SHOWN = 4
PAGE = Purpose("leafing.page")


def leaf_own(occasion: Occasion, argument: str) -> None:
    """Answer /log in private: the same of each team that somebody takes part in, within reach wherever the group is."""
    team_id, rest = addressing.of_team(argument)
    held = members.roles_everywhere(occasion.database, occasion.who.id)
    own = [team.id for team, role, _ in held if may((role,), Right.READ_LOG) and team_id in (None, team.id)]
    if not own:
        occasion.hint("leafing.no_log")
    for found in own[:TEAMS_SHOWN]:
        occasion.enter_team(found)
        leaf(occasion, rest)


def read_all(occasion: Occasion, code: str) -> None:
    """Answer the button under a summary, in private: all that the team may read of what came of that question."""
    session = sessions.find_by_code(occasion.database, code, REFLECTION)
    held = members.roles_of(occasion.database, session.team_id, occasion.who.id) if session else ()
    if session is None or not may(held, Right.READ_LOG):
        occasion.hint("privately.gone")
        return
    occasion.enter_team(session.team_id)
    leaf(occasion, Wanted(session_id=session.id).argument())


def leaf(occasion: Occasion, argument: str) -> None:
    """Answer /log in a team: a page of what is wanted, newest first, in place of the one whose button was pressed."""
    whole = _readable(occasion, entries.every(occasion.database, occasion.here.id))
    asked = wanted.understood(occasion, argument, whole)
    if occasion.is_private:
        asked = replace(asked, team_id=occasion.here.id)
    if asked.lists_questions:
        _show_questions(occasion, asked, whole)
        return
    if asked.words:
        held = entries.search(occasion.database, occasion.here.id, asked.words, limit=-1)
        found = _readable(occasion, held)
    else:
        found = [entry for entry in reversed(whole) if asked.fits(entry, occasion.zone)]
    if asked.session_id:
        # As it was said, after each other; a thumb or a pass is in the log, and no answer.
        found = [entry for entry in reversed(found) if counting.is_answer(occasion, entry)]
    _show(occasion, asked, found, has_questions=len({entry.method for entry in whole}) > 1)


def _readable(occasion: Occasion, found: Iterable[Entry]) -> list[Entry]:
    """Return what the team may read of some entries.

    Before there are pages of it: one with a line less would tell of an entry that isn't shown. Whoever leads the team
    reads on from when they took part in its questions: what was said before was not said to them.
    """
    since = reads_since(occasion)
    shown = (entry for entry in visible(Viewer(occasion.here.id), found) if is_showable(entry))
    return [entry for entry in shown if since is None or entry.at >= since]


def _show(occasion: Occasion, asked: Wanted, found: Sequence[Entry], *, has_questions: bool) -> None:
    paged = in_full(found) if asked.session_id else _cut_up(found)
    pages = max(len(paged), 1)
    asked = asked.at(min(asked.page, pages))
    shown = paged[asked.page - 1] if paged else []
    turned = _turning(occasion, asked, pages)
    elsewhere = (
        *(
            (_button(occasion, "log_questions", _questions(asked)),)
            if has_questions and not (asked.method or asked.session_id)
            else ()
        ),
        *((_button(occasion, "log_all", Wanted(team_id=asked.team_id)),) if not asked.is_all else ()),
    )
    occasion.show(
        PAGE.name,
        tuple(row for row in (turned, elsewhere) if row) if found else (),
        purpose=PAGE,
        parts=_parts(occasion, shown),
        page=asked.page,
        pages=pages,
        # Words that were searched for are not said again, nor whose contributions were.
        is_search=bool(asked.words or asked.session_id),
        is_of_people=bool(asked.people),
        question=_title(occasion, shown[0].method if asked.session_id and shown else asked.method, asked.session_id),
        stretch=list(asked.stretch) if asked.stretch else [],
        is_cut_short=pages > 1 and not turned,
        more=len(found) - len(shown),
        team=occasion.here.name if occasion.is_private else "",
    )


def _cut_up(found: Sequence[Entry]) -> list[list[Entry]]:
    """Return so many entries a page, each as long as there is room for."""
    return [_cut(found[start : start + ON_A_PAGE]) for start in range(0, len(found), ON_A_PAGE)]


def _cut(page: Sequence[Entry]) -> list[Entry]:
    length = summary.share([len(entry.text) for entry in page], ROOM)
    return [replace(entry, text=summary.cut(entry.text, length)) for entry in page]


def _parts(occasion: Occasion, shown: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return contributions as they are shown below each other, under the question they answer."""
    return [
        {
            "title": _title(occasion, method, session_id),
            "lines": [
                {
                    "at": entry.at,
                    "is_of_other_year": entry.at.astimezone(occasion.zone).year != _year(occasion),
                    "name": entry.author.name if entry.author else "",
                    "text": entry.text,
                }
                for entry in said
            ],
        }
        for (session_id, method), said in groupby(shown, key=lambda entry: (entry.session_id, entry.method))
    ]


def _year(occasion: Occasion) -> int:
    return occasion.now.astimezone(occasion.zone).year


def _title(occasion: Occasion, method: str, session_id: int | None = None) -> str:
    """Return what a question or a method is called, or was in a session; its id once nobody has it any more."""
    title = questions.title(occasion.house, occasion.here.id, method, session_id)
    return occasion.in_team_words(title, occasion.language) or method


def _questions(asked: Wanted) -> Wanted:
    return Wanted(lists_questions=True, team_id=asked.team_id)


def _show_questions(occasion: Occasion, asked: Wanted, whole: Sequence[Entry]) -> None:
    """Show which questions and methods brought something, the latest first, each with its button."""
    last = {entry.method: entry.at for entry in whole}
    methods = sorted(last, key=lambda method: last[method], reverse=True)
    pages = max(-(-len(methods) // QUESTIONS_ON_A_PAGE), 1)
    asked = asked.at(min(asked.page, pages))
    start = (asked.page - 1) * QUESTIONS_ON_A_PAGE
    shown = methods[start : start + QUESTIONS_ON_A_PAGE]
    to_each = tuple(
        Button(label=str(number), command=command)
        for number, method in enumerate(shown, start=start + 1)
        if _fits(command := Wanted(method=method, team_id=asked.team_id).command())
    )
    whole_log = (_button(occasion, "log_all", Wanted(team_id=asked.team_id)),)
    occasion.show(
        "leafing.questions",
        tuple(row for row in (to_each, _turning(occasion, asked, pages), whole_log) if row) if shown else (),
        lines=[
            {"number": number, "title": _title(occasion, method), "at": last[method]}
            for number, method in enumerate(shown, start=start + 1)
        ],
        page=asked.page,
        pages=pages,
        team=occasion.here.name if occasion.is_private else "",
    )


def _turning(occasion: Occasion, asked: Wanted, pages: int) -> tuple[Button, ...]:
    """Return the buttons to the pages around; none where what is wanted is too long for a button to carry."""
    to = {"log_newer": asked.page - 1, "log_older": asked.page + 1}
    there = {key: asked.at(page) for key, page in to.items() if 1 <= page <= pages}
    if not all(_fits(one.command()) for one in there.values()):
        return ()
    return tuple(_button(occasion, key, one) for key, one in there.items())


def _button(occasion: Occasion, key: str, to: Wanted) -> Button:
    return occasion.button(key, to.command())


def _fits(command: str) -> bool:
    return len(command.encode()) <= BUTTON_BYTES


def way_back(occasion: Occasion, language: Language, *, is_private: bool) -> Keyboard:
    """Return what stands under a page of which something was changed or erased since: a button to the log as it is."""
    to = Wanted(team_id=occasion.here.id if is_private else None)
    return ((occasion.button_in(language, "log_again", to.command()),),)


COMMANDS = (
    Command(
        "log",
        "zoek",
        {"group": leaf, "private": leaf_own},
        Right.READ_LOG,
        BOTH,
        # Of each of their teams what the role there lets them read, and nothing of any other.
        private_needs=Right.TAKE_PART,
        place=140,
    ),
)
