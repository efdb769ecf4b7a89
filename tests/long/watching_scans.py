"""Watches teams that fill in a scan: who is shown what of it and when, what it comes to, and what stays of it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from long.scanning import Scanners, marked
from long.watching import left_over
from stage import Stage

from bot.core.instrument import WISH, Instrument, key, line_of
from bot.core.model import Language
from bot.core.pictures import Profile
from bot.sandbox import Chat, Message, Person
from bot.storage import messages, sessions
from bot.storage.database import open_for_reading

# What the chats say, in both languages: one's own marks; what a group may talk about; that one is in no number.
OWN = ("Dit heb je ingevuld", "This is what you filled in")
TALK = ("Om over te praten", "To talk about")
UNCOUNTED = ("telt niet mee", "doesn’t count")
UNTOLD = ("te weinig antwoorden", "too few answers")
BANDS: dict[Language, tuple[str, ...]] = {"nl": ("laag", "midden", "hoog"), "en": ("low", "middle", "high")}
ROLES: dict[Language, dict[str, str]] = {
    "nl": {"": "", "leading": "Leiding: ", "others": "De anderen: "},
    "en": {"": "", "leading": "Those who lead: ", "others": "The others: "},
}
MARKED = re.compile(r"^\d+\. .*$")
# What follows from blocking the bot, putting it out and moving the group; asking again after a restart; and how it is
# found out that words stand under a file.
FORESEEN = (
    "there is no text in the message",
    "blocked",
    "kicked",
    "not a member",
    "upgraded",
    "not modified",
    "chat not found",
    "Too Many Requests",
)
LOST = ("blocked", "kicked", "not a member", "chat not found", "removed", "deactivated")

# How many gave which value, by pass and line, of all or of a role apart.
Came = dict[tuple[int, int, str], dict[int, int]]


@dataclass
class Before:
    """How a scan stood just before it closed: who had marked what, who took part, and who led the team."""

    marks: dict[int, list[tuple[int, int]]]
    taking_part: set[int]
    leading: set[int]


@dataclass
class ScanWatch:
    """Looks at everything the bot says and at what is kept of a scan, and notes what should not be."""

    stage: Stage
    team: Scanners
    wrong: list[str] = field(default_factory=list)
    shown: list[Message] = field(default_factory=list)
    pictures: list[Profile] = field(default_factory=list)
    kept: list[tuple[object, ...]] | None = None
    remembered: list[tuple[Person, Message, str]] = field(default_factory=list)
    _touched: list[Message] = field(default_factory=list)
    _marks: dict[tuple[int, int], int] = field(default_factory=dict)
    _heard: int = 0
    _was_stopped: bool = False

    def __post_init__(self) -> None:
        # A way of its own into the database, which stays open while the bot is stopped and started.
        self.database = open_for_reading(self.stage.path)

    @property
    def scan(self) -> Instrument:
        return self.team.scan

    # What is said

    def see(self, message: Message, is_new: bool) -> None:
        """Note a message of the bot's that shows something of a scan where or when it should not."""
        if message.sender is not self.stage.bot or message.is_service:
            return
        self._touched.append(message)
        title = self.scan.title.in_(self.team.language)
        if message.chat.person is self.team.leader and title in message.text:
            self.note(f"told to a leader outside: {message.text[:80]!r}")
        if not self.team.is_begun:
            return
        if message.chat is self.team.group and any(one in message.text for one in TALK):
            self._see_what_is_shown(message)
        if message.chat is self.team.group and message.kind == "photo":
            said = messages.on_its_way(self.database, message.chat.id)
            self.pictures += [said.picture] if said and isinstance(said.picture, Profile) else []
        if not message.chat.is_group and not self._is_open() and is_card(message):
            self.note(f"a card though it is over: {message.text[:60]!r}")

    def _see_what_is_shown(self, message: Message) -> None:
        self.shown.append(message)
        if self._is_open() or self._was_stopped:
            self.note(f"shown though it is {'stopped' if self._was_stopped else 'open'}: {message.text[:80]!r}")

    def _is_open(self) -> bool:
        found = sessions.find(self.database, self.team.session)
        assert found
        return not found.state.is_over

    # What was just done

    def look(self, *, is_turn: bool = False) -> None:
        """Note what stands wrong in the database, and what the last turn showed and changed of anybody else."""
        if self.team.is_begun:
            self._was_stopped |= not self._is_open() and self.kept is None
            self._look_at_marks(is_turn)
            if is_turn:
                self._look_at_screens()
            if is_turn and self._is_open():
                self._look_at_cards()
            if not self._is_open():
                self._look_at_what_stays()
        self._touched.clear()
        self._listen()

    def _look_at_marks(self, is_turn: bool) -> None:
        """Note marks that somebody else made, or that are of nobody who takes part."""
        rows = self.database.execute(
            "SELECT person_id, item, value FROM marks WHERE session_id = ?", [self.team.session]
        ).fetchall()
        found = {(row[0], row[1]): row[2] for row in rows}
        changed = {key[0] for key in found.keys() | self._marks.keys() if found.get(key) != self._marks.get(key)}
        new = {person for person, item in found.keys() - self._marks.keys()}
        if self._is_open() and changed - self.team.acted:
            self.note(f"marks of {changed - self.team.acted} changed though only {self.team.acted} did anything")
        if is_turn and new - self._in_role("member"):
            self.note(f"marked by {new - self._in_role('member')}, who don’t take part")
        self._marks = found

    def _look_at_screens(self) -> None:
        """Note what was shown to anybody else when somebody marked something in private."""
        touched = {one.chat for one in self._touched}
        strange = [one for one in touched if one.person is None or one.person.id not in self.team.acted]
        if self.team.is_private and self._is_open() and strange:
            self.note(f"{[one.title or one.id for one in strange]} saw something when {self.team.acted} marked a line")

    def _look_at_cards(self) -> None:
        """Note a card of somebody's own marks that shows others, or says wrongly whether they count."""
        for message in self._touched:
            alone = [one for one in self._touched if one.chat is message.chat] == [message]
            if alone and message.chat.person and is_own(message):
                self._look_at_card(message, message.chat)

    def _look_at_card(self, message: Message, chat: Chat) -> None:
        person = chat.person.id if chat.person else 0
        own = {item: value for (who, item), value in self._marks.items() if who == person}
        lines = [line for line in message.text.splitlines() if MARKED.match(line)]
        wanted = marked(self.scan, own, self.team.language)
        if len(lines) != len(wanted) or not all(
            one.endswith(f" {end}") for one, end in zip(lines, wanted, strict=True)
        ):
            self.note(f"a card of {person} shows {lines} and not {wanted}")
        is_uncounted = any(one in message.text for one in UNCOUNTED)
        if is_uncounted != (person in self._leading() and not self.scan.by_role):
            self.note(f"a card tells {person} wrongly whether they count")

    def _in_role(self, role: str) -> set[int]:
        where = "team_id = ? AND role = ?"
        rows = self.database.execute(f"SELECT person_id FROM members WHERE {where}", [self.team.team, role])
        return {row[0] for row in rows.fetchall()}

    def _leading(self) -> set[int]:
        """Return who leads the team, or did since the scan began."""
        rows = self.database.execute("SELECT person_id FROM kept_out WHERE session_id = ?", [self.team.session])
        return self._in_role("leader") | {row[0] for row in rows.fetchall()}

    def _foreseen(self) -> tuple[str, ...]:
        # What stood in a group that moved can't be changed in the new one.
        return (*FORESEEN, "to edit not found", "can't be edited") if self.team.has_moved else FORESEEN

    def _listen(self) -> None:
        calls = self.stage.sandbox.calls
        for call in calls[self._heard :]:
            if not call.ok and not any(sign in (call.description or "") for sign in self._foreseen()):
                self.note(f"refused: {call.method} {call.description} {str(call.params)[:200]}")
        self._heard = len(calls)

    # What it comes to

    def before(self, at: datetime) -> Before | None:
        """Return how the scan stands, if it closes by an instant."""
        found = sessions.find(self.database, self.team.session) if self.team.is_begun else None
        if found is None or found.state.is_over or found.state.due_at > at:
            return None
        marks = defaultdict[int, list[tuple[int, int]]](list)
        for (person, item), value in self._marks.items():
            marks[item].append((person, value))
        return Before(dict(marks), self._in_role("member"), self._leading())

    def after(self, before: Before) -> None:
        """Note where what was kept and shown of a scan is anything but what its marks come to."""
        came = came_to(self.scan, before)
        self.kept = self._measured()
        wanted = sorted((*which, value, people) for which, counts in came.items() for value, people in counts.items())
        if sorted(self.kept, key=str) != sorted(wanted, key=str):
            self.note(f"it came to {self.kept} and not {wanted}")
        low = [which for which, counts in came.items() if not self.scan.bands and sum(counts.values()) < self._least()]
        if low:
            self.note(f"fewer than {self._least()} in {low}")
        if self.team.group.has(self.stage.bot) and self._is_the_teams():
            self._look_at_what_is_shown(came)

    def _is_the_teams(self) -> bool:
        # A group that became another while the bot was out of it is a new one to it.
        place = self.database.execute("SELECT chat_id, is_present FROM teams WHERE id = 1").fetchone()
        return tuple(place) == (self.team.group.id, 1)

    def _least(self) -> int:
        # Of a wish, two who share it are enough where enough wished for any.
        return 2 if self.scan.private else self.scan.minimum

    def _measured(self) -> list[tuple[object, ...]]:
        rows = "SELECT passing, item, role, value, people FROM measurements WHERE session_id = ?"
        return [tuple(row) for row in self.database.execute(rows, [self.team.session]).fetchall()]

    def _look_at_what_is_shown(self, came: Came) -> None:
        if bool(came) != bool(self.shown):
            self.note(f"{len(self.shown)} times shown though it came to {came}")
            return
        if came and self.scan.private:
            wishes = {line.removeprefix("• ") for line in self._text().splitlines() if line.startswith("• ")}
            if wishes != {self.scan.items[item].text.in_(self.team.language) for _, item, _ in came}:
                self.note(f"wishes told: {wishes}")
        elif came:
            self._look_at_lines(came)
            self._look_at_picture(came)

    def _text(self) -> str:
        return self.shown[-1].text

    def _look_at_lines(self, came: Came) -> None:
        lines = self._text().splitlines()
        for item, line in enumerate(self.scan.items):
            head = f"{item + 1}. {line.text.in_(self.team.language)}"
            told = lines[lines.index(head) + 1] if head in lines else ""
            wanted = "; ".join(self._told(came, item))
            if told != wanted and not (not wanted and told in UNTOLD):
                self.note(f"of line {item + 1} is told {told!r} and not {wanted!r}")

    def _told(self, came: Came, item: int) -> Iterator[str]:
        language = self.team.language
        for passing in range(self.scan.times):
            for role in ("", "leading", "others"):
                if counts := came.get((passing, item, role)):
                    named = f"{self.scan.passes[passing].in_(language)}: " if self.scan.passes else ""
                    yield f"{ROLES[language][role]}{named}{in_words(self.scan, counts, language)}"

    def _look_at_picture(self, came: Came) -> None:
        wanted = [
            tuple(counts.get(value, 0) for value in self.scan.values)
            for item in range(len(self.scan.items))
            if (counts := came.get((0, item, "")) or came.get((0, item, "others")))
        ]
        drawn = [line.counts for picture in self.pictures for line in picture.lines]
        if drawn != ([] if self.scan.bands else wanted):
            self.note(f"drawn is {drawn} and not {wanted}")

    # What stays

    def _look_at_what_stays(self) -> None:
        if self._marks:
            self.note(f"marks stay: {self._marks}")
        if self._measured() != (self.kept or []):
            self.note(f"what was kept changed: {self._measured()}")

    def look_at_the_end(self) -> None:
        """Note what was set aside, what did not certainly arrive though it could, and what hangs in the air."""
        self.look()
        for one in left_over(self.database):
            if not any(sign in one for sign in (*LOST, *self._foreseen())):
                self.note(one)

    def note(self, what: str) -> None:
        """Note something wrong, with when it was seen."""
        self.wrong.append(f"{self.stage.time.now():%d-%m %H:%M} {what}")


def is_own(message: Message) -> bool:
    """Tell whether a message shows somebody all that they marked."""
    return any(one in message.text for one in OWN)


def is_card(message: Message) -> bool:
    """Tell whether a message has a button that marks a line, or leads to one."""
    return any((button.data or "").startswith("fill ") for row in message.buttons for button in row)


def came_to(scan: Instrument, before: Before) -> Came:
    """Return what the marks of a scan come to, by what is promised of it rather than by how the bot reckons it."""
    peers = before.taking_part - before.leading
    if scan.private:
        return _wished(scan, [value for person, value in before.marks.get(key(WISH, 0), []) if person in peers])
    came: Came = {}
    for number, given in before.marks.items():
        passing, item = line_of(number)
        known = [(person, value) for person, value in given if value >= 0 and person in before.taking_part]
        others = [value for person, value in known if person in peers]
        leading = [value for person, value in known if person not in peers]
        parts = {"": others}
        if scan.by_role and len(leading) >= scan.minimum and len(others) >= scan.minimum:
            parts = {"leading": leading, "others": others}
        for role, values in parts.items():
            if len(values) >= scan.minimum:
                came[passing, item, role] = _counted(scan, values)
    return came


def _wished(scan: Instrument, wishes: list[int]) -> Came:
    most = max((wishes.count(one) for one in wishes), default=0)
    if len(wishes) < scan.minimum or most < 2:
        return {}
    return {(0, item, ""): {0: most} for item in set(wishes) if wishes.count(item) == most}


def _counted(scan: Instrument, values: list[int]) -> dict[int, int]:
    if not scan.bands:
        return {value: values.count(value) for value in values}
    least, most = scan.values[0], scan.values[-1]
    # Thirds of the scale; its top belongs to the highest.
    return {min(int((median(values) - least) * 3 / (most - least)), 2): 0}


def in_words(scan: Instrument, counts: dict[int, int], language: Language) -> str:
    """Return what is told of a line to which so many gave each value."""
    if scan.bands:
        return BANDS[language][min(counts)]
    if scan.labels:
        return ", ".join(f"{scan.labels[value - 1].in_(language)} {counts[value]}×" for value in sorted(counts))
    middle = f"{median(value for value, people in counts.items() for _ in range(people)):g}"
    if language == "nl":
        return f"midden {middle.replace('.', ',')}, van {min(counts)} tot {max(counts)}"
    return f"middle {middle}, from {min(counts)} to {max(counts)}"
