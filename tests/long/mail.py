"""All that the bot says to a team in a year, noted as it arrives: to whom, what for, about what, and whether asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from stage import ZONE, Stage

from bot.core.purposes import WORDS
from bot.sandbox import Message, Person
from bot.storage import messages, sessions

ON_ITS_WAY = """
SELECT outbox.id, outbox.purpose, outbox.session_id, sessions.terms FROM outbox
LEFT JOIN sessions ON sessions.id = outbox.session_id
WHERE outbox.state = 'sending' AND outbox.kind = 'say' AND outbox.chat_id = ? ORDER BY outbox.id DESC LIMIT 1
"""
CASE, TOOL = "case", "tool"


@dataclass(frozen=True)
class Sent:
    """A message of the bot's: when, to whom in private or None for the group, what for, and about which session.

    `terms` are those of that session. `is_answer` tells what somebody asked for, as `Mail` does; `untimely` why they
    were to be left alone just then, if they were.
    """

    at: datetime
    to: str | None
    purpose: str
    session: int | None
    terms: str
    is_owner: bool
    is_answer: bool
    untimely: str | None
    text: str

    @property
    def week(self) -> date:
        return week_of(self.at.date())

    @property
    def is_aside(self) -> bool:
        """Whether it is of no consultation and of no tool or practice that the group goes through together."""
        return self.terms not in (CASE, TOOL)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass
class Mail:
    """What was sent, in order.

    What somebody is told in private is an answer if they themselves typed or pressed something, it was put in the
    outbox since they did so, and it arrived before anybody else did anything or time was moved on. All else is unasked:
    what the clock says, what comes of others' doing, what was put off to a later hour, and what had been waiting from
    before. Words that people let the bot place in the group for them are theirs and not noted.
    """

    stage: Stage
    why_not: Callable[[str, datetime], str | None]
    sent: list[Sent] = field(default_factory=list)
    _actor: int | None = None
    _since: int = 0

    @contextmanager
    def acting(self, person: Person) -> Iterator[None]:
        """Count what is put in the outbox for somebody meanwhile as what they asked for."""
        self._actor, self._since = person.id, messages.last_number(self.stage.database)
        try:
            yield
        finally:
            self._actor = None

    def see(self, message: Message, is_new: bool) -> None:
        """Note a new message of the bot's; an edit rings at nobody's."""
        if not is_new or message.sender is not self.stage.bot or message.is_service:
            return
        row = self.stage.database.execute(ON_ITS_WAY, [message.chat.id]).fetchone()
        number, purpose, session, terms = row or (0, "", None, "")
        if purpose == WORDS.name:
            return
        whose = message.chat.person
        at = self.stage.time.now().astimezone(ZONE)
        self.sent.append(
            Sent(
                at,
                whose.name if whose else None,
                purpose,
                session,
                terms or "",
                bool(whose and terms in (CASE, TOOL) and self._is_owner(session, whose.id)),
                bool(whose and whose.id == self._actor and number > self._since),
                self.why_not(whose.name, at) if whose else None,
                message.text,
            )
        )

    def _is_owner(self, session: int | None, person: int) -> bool:
        found = sessions.find(self.stage.database, session) if session else None
        return found is not None and person in found.state.owners

    # What of it counts

    def nudges(self) -> list[Sent]:
        """Return what people were told in private unasked."""
        return [one for one in self.sent if one.to and not one.is_answer]

    def aside(self) -> list[Sent]:
        """Return what people were told in private unasked, beside what they go through with the whole group."""
        return [one for one in self.nudges() if one.is_aside]

    def in_group(self) -> list[Sent]:
        """Return what the group was told, asked or not, beside what it goes through together."""
        return [one for one in self.sent if one.to is None and one.is_aside]

    def of_case(self, terms: str, *, in_group: bool) -> Counter[tuple[int | None, str | None]]:
        """Return how many messages each session on some terms took in the group, or in private, unasked, to each who
        doesn't own it."""
        return Counter(
            (one.session, one.to)
            for one in self.sent
            if one.terms == terms and (one.to is None) is in_group and (in_group or not (one.is_answer or one.is_owner))
        )


def made_up_of(sent: Iterable[Sent]) -> str:
    """Tell how many messages there are of each purpose, most first."""
    return ", ".join(f"{count} {what}" for what, count in Counter(one.purpose for one in sent).most_common())


def by_week(sent: Iterable[Sent]) -> dict[tuple[str | None, date], list[Sent]]:
    """Return messages by whom they went to and in which week."""
    found: dict[tuple[str | None, date], list[Sent]] = {}
    for one in sent:
        found.setdefault((one.to, one.week), []).append(one)
    return found
