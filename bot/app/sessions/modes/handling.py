"""What a file of a mode says: what people see of a step, what they press there, and what it brought."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.model import Entry, Language, Person
from bot.core.nameless import without_names
from bot.core.outgoing import Button, Keyboard
from bot.core.pictures import Profile
from bot.core.session.modes import ListIn
from bot.core.session.state import Session, State
from bot.storage import entries

Lines = list[dict[str, Any]]
# As long as a contribution is shown among others that are voted on or labelled.
SHOWN_AMONG_OTHERS = 400


@dataclass(frozen=True, slots=True)
class View:
    """The step that is on as it is shown in one place: to all, or to one `person` in private."""

    occasion: Occasion
    session: Session
    language: Language
    may_pass: bool = True
    person: Person | None = None

    @property
    def here(self) -> str:
        """What a button carries to be known as this step's."""
        return f"{self.session.id} {self.session.state.position}"

    def button(self, key: str, command: str) -> Button:
        """Return a button under this step that gives a command."""
        return self.occasion.button_in(self.language, key, f"{command} {self.here}")

    @property
    def to_write(self) -> Button:
        """The button that leads from the group to this step in private."""
        link = self.occasion.house.link(f"step-{self.session.code}")
        is_list = self.session.state.now_on.step.way.list_in is ListIn.PRIVATE
        return self.occasion.button_in(self.language, "step_list" if is_list else "step_write", link=link)

    @property
    def to_pass(self) -> Button:
        """The button with which somebody passes."""
        return self.button("step_pass", "pass")

    @property
    def to_finish(self) -> Button:
        """The button with which somebody who gave something says that it was all; before that, they pass."""
        return self.button("step_done", "done") if self.is_given else self.to_pass

    @property
    def is_given(self) -> bool:
        """Whether this person gave something in this step."""
        return self.person is not None and self.person.id in self.session.state.given


@dataclass(frozen=True, slots=True)
class Result:
    """What a step brought, as the group sees it when it closes: lines, those of what nobody chose, which a later step
    is not shown, a closing line as HTML, and a picture."""

    lines: Lines
    closing: str = ""
    picture: Profile | None = None
    unchosen: Lines = field(default_factory=list)


def nothing_to_press(view: View) -> Keyboard:
    """Return no buttons."""
    return ()


def write_or_pass(view: View) -> Keyboard:
    """Return the way to the private chat, and a button to pass where that is possible."""
    return ((view.to_write, view.to_pass),) if view.may_pass else ((view.to_write,),)


def write_and_pass(view: View) -> Keyboard:
    """Return the way to the private chat, and a button to pass."""
    return ((view.to_write, view.to_pass),)


def to_pass(view: View) -> Keyboard:
    """Return the button of a step that everybody answers in the group: passing."""
    return ((view.to_pass,),)


def finish(view: View) -> Keyboard:
    """Return the button for whoever is done, or passes where that is possible."""
    return ((view.to_finish,),) if view.is_given or view.may_pass else ()


def nothing_listed(view: View) -> dict[str, Any]:
    """Return that there is nothing to choose from or to label."""
    return {}


def what_was_written(occasion: Occasion, session: Session, before: datetime | None = None) -> Result:
    """Return what people wrote for a step, under their names: all of it, or what came in before an instant. Of a step
    without names, in the order of its words, and nothing of fewer than three."""
    given = entries.of_step(occasion.database, session.id, session.step)
    if not session.state.now_on.step.way.is_named:
        told = without_names(given)
        return Result([line(entry.text) for entry in told if before is None or entry.at < before])
    return Result([line(entry.text, name=name_of(entry)) for entry in given if before is None or entry.at < before])


def name_of(entry: Entry) -> str:
    """Return under whose name a contribution is shown, or nothing."""
    return entry.author.name if entry.author else ""


def option(number: int, text: str, name: str = "", *, is_new: bool = False) -> dict[str, Any]:
    """Return one of a numbered list, as the sentences of a step show it: whose it is, and whether that is news."""
    return {"number": number, "text": text, "name": name, "is_new": is_new}


def line(text: str, mark: str = "", name: str = "", number: int = 0) -> dict[str, Any]:
    """Return one line of what a step brought: whose, how it was marked, and its number where it had one."""
    return {"name": name, "text": text, "mark": mark, "number": number}


def item_ids(occasion: Occasion, session: Session) -> list[int]:
    """Return what the buttons of a list carry: the numbers of a step's own options, or of the entries on its list."""
    own = list(range(1, len(session.state.now_on.step.options) + 1))
    return own or [entry.id for entry in finding.items(occasion, session)]


# Somebody's press, with the words it carries or the words typed: where the session stands then, or None where it
# counts for nothing, and the person was told why.
Press = Callable[[Occasion, Session, list[str]], State | None]


@dataclass(frozen=True, slots=True)
class Handling:
    """What the house does in a step of one mode.

    `in_group` and `in_private` return the buttons to take part; `listed` what there is to choose from or to label, as
    the step's sentences need it; `result` what it brought. `press` is what its `command` does, by button or typed;
    after it its `card` is shown anew to whoever pressed in private. Where it is secret, nobody types it in the group.
    `note` remembers what somebody's words, kept as an entry, were for. Where it `arranges` people, that is done when it
    opens and when somebody comes or goes; whom it returns is told something of their own, in private.
    """

    in_group: Callable[[View], Keyboard] = nothing_to_press
    in_private: Callable[[View], Keyboard] = nothing_to_press
    listed: Callable[[View], dict[str, Any]] = nothing_listed
    result: Callable[[Occasion, Session], Result] = what_was_written
    command: str = ""
    press: Press | None = None
    is_shown_anew: bool = False
    card: str = "contributing.labelling"
    is_secret: bool = False
    note: Callable[[Occasion, Session, int], None] | None = None
    arranges: Callable[[Occasion, Session], Collection[int]] | None = None
