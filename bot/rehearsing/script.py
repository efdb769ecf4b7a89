"""Writes down what is played: who sees what, who does what, and in which step or scene."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.core.purposes import LIST, STEP, Purpose
from bot.core.session import taking_part
from bot.core.session.state import Session, State
from bot.rehearsing.company import Company
from bot.rehearsing.pictured import in_words
from bot.sandbox.nouns import Chat, Message, Press
from bot.storage import messages, sessions

Does = Literal["writes", "changes", "deletes", "opens", "presses"]
# What somebody is in a case; or how they go about a scan or a question.
Role = Literal["member", "owner", "helper", "facilitator", "unsure", "halting", "leading", "nameless", "alone"]
# What a link into the private chat carries.
OPENING = re.compile(r"/start [a-z]+-")
# What is said on opening a step, or at the end, comes after the session has moved.
SAID_AFTER = tuple(
    Purpose(name)
    for name in ("leading.offer_optional", "leading.reminder", "leading.still_in", "leading.close_or_go_on", "ended")
)


@dataclass(slots=True)
class Line:
    """One thing in one chat: `who` does it, and `seen_by`, in that `role`, is whose private chat it is in.

    `position` is the step or scene it belongs to, from 0. `hint` is what shows briefly to whoever pressed, `picture`
    what its picture shows, in words, where we have them. What people at one table say `is_aloud`,
    and the number that somebody gives `is_secret`.
    """

    at: datetime
    position: int
    who: str
    is_bot: bool
    does: Does
    text: str
    buttons: list[list[str]] = field(default_factory=list)
    seen_by: str | None = None
    role: Role | None = None
    hint: str | None = None
    is_opening: bool = False
    is_aloud: bool = False
    is_secret: bool = False
    has_picture: bool = False
    picture: list[str] = field(default_factory=list)

    def as_item(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "step": self.position + 1,
            "where": "private" if self.seen_by else "aloud" if self.is_aloud else "group",
            "seen_by": self.seen_by,
            "role": self.role,
            "who": self.who,
            "does": self.does,
            "text": self.text,
            "has_picture": self.has_picture,
            "picture": "\n".join(self.picture) or None,
            "buttons": [label for row in self.buttons for label in row],
            "hint": self.hint,
        }


@dataclass
class Script(ABC):
    """The lines of what is played so far. Call `flush` whenever the bot has come to rest."""

    company: Company
    lines: list[Line] = field(default_factory=list)
    _fresh: list[tuple[Line, Message | Press]] = field(default_factory=list)
    _shown: dict[int, tuple[str, Message]] = field(default_factory=dict)

    @property
    @abstractmethod
    def position(self) -> int:
        """Which step or scene is on, from 0."""

    def is_aloud(self, message: Message) -> bool:
        """Tell whether what somebody has to say now is said out loud."""
        return False

    @abstractmethod
    def role_of(self, person_id: int) -> Role:
        """Return what somebody is in what is played, or how they go about it."""

    def see(self, message: Message, is_new: bool) -> None:
        """Take down a message that was written or changed."""
        before, _ = self._shown.get(id(message), (None, message))
        self._shown[id(message)] = (message.text, message)
        if message.text and before != message.text:
            does: Does = "opens" if OPENING.match(message.text) else "writes" if is_new else "changes"
            line = self._line(message.chat, does, message.sender.name, message.text if does != "opens" else "")
            line.is_bot = message.sender is self.company.bot
            line.is_aloud = not (line.is_bot or line.seen_by) and self.is_aloud(message)
            line.has_picture = line.is_bot and message.kind == "photo"
            line.picture = self._pictured(message) if line.has_picture else []
            line.buttons = [[button.text for button in row] for row in message.buttons]
            self._fresh.append((line, message))

    def press(self, press: Press) -> None:
        """Take down a press of a button."""
        label = next((b.text for row in press.message.buttons for b in row if b.data == press.data), "")
        line = self._line(press.message.chat, "presses", press.person.name, label)
        line.is_secret = press.data.startswith("rate ")
        self._fresh.append((line, press))

    def flush(self) -> None:
        """Put what happened since the last time in its step and in order."""
        for text, message in [kept for kept in self._shown.values() if kept[1].deleted]:
            line = self._line(message.chat, "deletes", self.company.bot.name, text)
            self._fresh.append((line, message))
            del self._shown[id(message)]
        for line, source in self._fresh:
            if isinstance(source, Press):
                line.hint = source.answer or None
        self.lines += [line for line, _ in self._arranged(self._fresh)]
        self._fresh.clear()

    def _arranged(self, fresh: list[tuple[Line, Message | Press]]) -> list[tuple[Line, Message | Press]]:
        """Return what happened since the last time in the order in which it is read."""
        return fresh

    def _pictured(self, message: Message) -> list[str]:
        said = messages.on_its_way(self.company.house.database, message.chat.id)
        return in_words(said.picture, self.company.language) if said else []

    def _line(self, chat: Chat, does: Does, who: str, text: str) -> Line:
        """Return a line as of now, in the step or scene that is on."""
        whose = chat.person if chat.type == "private" else None
        line = Line(self.company.rehearsal.time.now(), self.position, who, False, does, text)
        if whose:
            line.seen_by, line.role = whose.name, self.role_of(whose.id)
        return line


@dataclass
class Case(Script):
    """The lines of one walkthrough."""

    session_id: int = 0
    _opened: set[int] = field(default_factory=set)
    _before: int = 0

    @property
    def session(self) -> Session:
        """Where the walkthrough stands. Raises LookupError if there is none."""
        found = sessions.walkthrough(self.company.house.database, self.session_id)
        if found is None:
            raise LookupError(f"there is no session {self.session_id}")
        return found

    @property
    def position(self) -> int:
        """Which step is on, from 0."""
        return self.session.state.position

    def is_aloud(self, message: Message) -> bool:
        """Tell whether somebody says something at the table; what one notes of it is a reply."""
        state = self.session.state
        if state.is_over:
            return False
        spoken, is_free = taking_part.spoken(state), message.reply_to is None
        objects = state.pace == "live" and state.now_on.number and state.now_on.step.way.settles_by_press
        return spoken == "aloud" or (is_free and (spoken == "noted" or bool(objects)))

    def role_of(self, person_id: int) -> Role:
        """Return what somebody is in the case as it stands."""
        return _role(self.session.state, person_id)

    def _arranged(self, fresh: list[tuple[Line, Message | Press]]) -> list[tuple[Line, Message | Press]]:
        in_group = self._before
        for line, source in fresh:
            if isinstance(source, Press) or not line.is_bot:
                continue
            if line.does == "changes" and line.seen_by:
                # What answers a button belongs to the step in which it was pressed.
                line.position = self._before
            elif line.does == "writes":
                line.position = self._step_of(line, source, self._before if line.seen_by else in_group)
                in_group = in_group if line.seen_by else max(in_group, line.position)
            if line.seen_by and line.position < self.position:
                line.role = self._role_then(source.chat, line.position)
        self._before = self.position
        # What opens in the group and in private at once is told in the group first.
        opened = {line.position for line, _ in fresh if line.is_opening}
        return sorted(fresh, key=lambda pair: (pair[0].position, pair[0].position in opened and bool(pair[0].seen_by)))

    def _role_then(self, chat: Chat, position: int) -> Role:
        """Return what somebody whose private chat it is was in the case at a step before."""
        state = replace(self.session.state, position=position)
        return _role(state, chat.person.id if chat.person else 0)

    def _step_of(self, line: Line, message: Message, otherwise: int) -> int:
        """Return which step a message of the bot's belongs to, and note whether it is what opens it."""
        about = messages.about(self.company.house.database, message.chat.id, message.id)
        purpose = about[1] if about and about[0] == self.session_id else None
        if purpose is None or not purpose.is_a(STEP, LIST):
            return self.session.state.position if purpose and purpose.is_a(*SAID_AFTER) else otherwise
        at = purpose.number or 0
        if purpose.is_a(STEP) and line.seen_by is None and at not in self._opened:
            self._opened.add(at)
            line.is_opening = True
        return at


def _role(state: State, person_id: int) -> Role:
    """Return what somebody is in a session that stands so."""
    is_on = state.position < len(state.plan)
    if person_id in (taking_part.owners_now(state) if is_on else state.owners):
        return "owner"
    if person_id == state.facilitator:
        return "facilitator"
    return "helper" if state.owners else "member"
