"""Watches teams in peer consultation: whose words show where and when, whom they wait for, and what stays."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from long.linking import unlinked
from long.wandering import Team
from sqlite_utils import Database
from stage import ZONE, Stage

from bot.core.session import taking_part
from bot.core.timing import FreeDays, is_school_day, works
from bot.rehearsing.rehearsal import StuckError
from bot.sandbox import Chat, Message
from bot.sandbox.nouns import Call
from bot.storage import commitments, inbox, people, sessions
from bot.storage.database import open_for_reading

WORD = re.compile(r"zaak\d+w\d+x")
# What was shown and how fast is not remembered over a restart; asking again does no harm.
FORGOTTEN = ("message is not modified", "Too Many Requests")
PROMPTS = "SELECT text FROM entries JOIN sessions ON sessions.id = session_id WHERE sessions.terms = 'reflection'"
STAYING = (
    f"{PROMPTS} UNION ALL SELECT text FROM entries WHERE kind IN ('lesson', 'kept', 'outcome')"
    " UNION ALL SELECT text || ' ' || coalesce(result, '') FROM commitments"
)
CLOSINGS = (time(12, 30), time(16, 0))
# A message may wait a moment for its turn while its step closes.
TURN = timedelta(minutes=5)
WITHDRAWN = "kept nowhere"
# One look of the clock at one instant may owe a team several things, but not endlessly many.
ENDLESS = 25


class Watch:
    """Looks at everything the bot says and at where every session stands, and notes what should not be."""

    def __init__(self, stage: Stage, *teams: Team) -> None:
        self.stage, self.teams = stage, teams
        # A way of its own into the database, which stays open while the bot is stopped and started.
        self.database = open_for_reading(self.stage.path)
        self.wrong: list[str] = []
        self._left: dict[tuple[int, int], datetime] = {}
        self._stood: dict[int, int] = {}
        self._heard = 0
        # Who wrote which words, also in messages that read otherwise now.
        self._writers: set[tuple[str, int]] = set()
        self._summed_up: set[str] = set()
        self._doubted: list[tuple[Message, str]] = []
        self._topics_refused = Counter[int | None]()

    # What is said

    def see(self, message: Message, is_new: bool) -> None:
        """Note a message of the bot's that holds words which do not belong there, or comes when its step is over."""
        if message.sender is not self.stage.bot or not (message.text or message.extra):
            self._writers |= {(word, message.sender.id) for word in WORD.findall(message.text)}
            return
        for loose in unlinked(self.database, WORD):
            self.note(loose)
        self._note_steps()
        for word in WORD.findall(message.text):
            why = self._why_not(word, message.chat)
            if why == WITHDRAWN and self._wrote(word, message.chat):
                continue
            if why == WITHDRAWN:
                # Perhaps while the message was on its way; then it is to be put right at once.
                self._doubted.append((message, word))
            elif why:
                self.note(f"{word} in {message.chat.title or message.chat.id}: {why}: {message.text[:80]!r}")
        if message.reply_to and message.reply_to.text.startswith("/log") and WORD.search(message.text):
            self.note(f"found in the log: {message.text[:80]!r}")
        if is_new and not message.chat.is_group:
            self._see_whether_stale(message)

    def _why_not(self, word: str, chat: Chat) -> str | None:
        """Return why a word may not be shown in a chat; None if it may."""
        row = self._entry(word)
        if row is None:
            return self._why_no_commitment(word, chat)
        if not chat.is_group:
            is_in = self._is_in(row["session_id"], chat.id)
            return None if chat.id == row["person_id"] or is_in else "told to somebody who is not in the session"
        team = next((team for team in self.teams if team.group is chat), None)
        if team is None or team.team != row["team_id"]:
            return "another team's"
        state = sessions.walkthrough(self.database, int(str(row["session_id"])))
        if state is None:
            # An answer to a prompt, which anybody may ask for; the summary stays, whatever becomes of the answer.
            self._summed_up.add(word)
            return None
        if row["kind"] == "candidate":
            return None if state.state.is_over or state.state.position > row["step"] - 1 else "a case shown too early"
        # What a group puts down together its team may read from the end on, whenever its message arrives.
        is_kept = row["kind"] == "outcome" and row["audience"] == "team"
        if row["audience"] != "group" and not is_kept:
            return "only its author's"
        mode = state.state.plan[row["step"] - 1].step.mode
        is_open = state.state.position == row["step"] - 1 and (row["session_id"], row["step"] - 1) not in self._left
        return "hidden, and its step is open" if is_open and mode in ("hidden", "rate") else None

    def _wrote(self, word: str, chat: Chat) -> bool:
        """Tell whether the one whose private chat it is wrote a word: to them it is no news."""
        return not chat.is_group and (word, chat.id) in self._writers

    def _entry(self, word: str) -> dict[str, Any] | None:
        rows = self.database.query("SELECT * FROM entries WHERE instr(text, ?)", [word])
        return next(iter(rows), None)

    def _why_no_commitment(self, word: str, chat: Chat) -> str | None:
        where = "instr(text, ?) OR instr(coalesce(result, ''), ?)"
        row = next(iter(self.database.query(f"SELECT * FROM commitments WHERE {where}", [word, word])), None)
        if row is None:
            return WITHDRAWN
        return (
            None if chat.id == row["person_id"] or (chat.is_group and row["is_shared"]) else "a commitment not shared"
        )

    def _is_in(self, session_id: object, person_id: int) -> bool:
        where = "session_id = ? AND person_id = ? AND is_in"
        found = self.database.execute(f"SELECT 1 FROM participants WHERE {where}", [session_id, person_id])
        return found.fetchone() is not None

    def _see_whether_stale(self, message: Message) -> None:
        marks = [(button.data or "").split() for row in message.buttons for button in row]
        for numbers in (mark[1:3] for mark in marks if mark and mark[0] in ("pass", "done", "enough")):
            left = self._left.get((int(numbers[0]), int(numbers[1])))
            if left and self._stood.get(int(numbers[0])) != int(numbers[1]) and message.date - left > TURN:
                self.note(f"told {message.chat.id} of a step that closed at {left}: {message.text[:60]!r}")

    # Where the sessions stand

    def _note_steps(self) -> None:
        for team in self._begun():
            position, before = team.state.position, self._stood.get(team.session)
            if before is not None and before != position:
                self._left[team.session, before] = self.stage.time.now()
            self._stood[team.session] = position

    def _begun(self) -> Iterator[Team]:
        return (team for team in self.teams if hasattr(team, "session"))

    def look(self) -> None:
        """Note whom a session waits for though it can't, a deadline that is none, and what was refused."""
        self._note_steps()
        for team in self._begun():
            state = team.state
            if state.phase == "running":
                if team.pace != "live":
                    self._look_at_deadline(team, state.now_on.step.counts, state.due_at)
                self._look_at_people(team)
        for message, word in self._doubted:
            if word in message.text and not message.deleted and self._why_not(word, message.chat) == WITHDRAWN:
                self.note(f"{word} in {message.chat.title or message.chat.id}: {WITHDRAWN}: {message.text[:80]!r}")
        self._doubted.clear()
        self._listen()

    def _look_at_deadline(self, team: Team, counts: str, due_at: datetime) -> None:
        closings = CLOSINGS if team.pace == "sprint" or counts != "days" else CLOSINGS[1:]
        # Set by the clock of the team then, which somebody may have changed since.
        found = [due_at.astimezone(zone) for zone in (ZONE, self._zone(team))]
        if not any(at.time() in closings and is_school_day(at.date(), self._free(team)) for at in found):
            self.note(f"a step is open until {found[0]}")

    def _free(self, team: Team) -> FreeDays:
        region = self.database.execute("SELECT region FROM teams WHERE id = ?", [team.team]).fetchone()[0]
        return self.stage.rehearsal.program.house.content.free_days(region)

    def _zone(self, team: Team) -> ZoneInfo:
        """Return the clock of a team, which anybody who sets it up may change."""
        return ZoneInfo(self.database.execute("SELECT timezone FROM teams WHERE id = ?", [team.team]).fetchone()[0])

    def _look_at_people(self, team: Team) -> None:
        state = team.state
        for person_id in taking_part.awaited(state):
            person = people.find(self.database, person_id)
            known = next(one for one in team.people if one.id == person_id)
            if person is None or not team.group.has(known):
                self.note(f"waits for {person_id}, who is gone")
            elif team.pace != "live" and not state.is_stuck and state.due_at > self.stage.time.now():
                days = (state.due_at.astimezone(ZONE).date() - timedelta(days=ago) for ago in range(70))
                since = state.opened_at.astimezone(ZONE).date()
                if not any(works(person, day, self._free(team)) for day in days if day >= since):
                    self.note(f"waits for {person.name}, who is away until after {state.due_at}")

    def _listen(self) -> None:
        calls = self.stage.sandbox.calls
        for call in calls[self._heard :]:
            if not call.ok and not self._is_foreseen(call):
                self.note(f"refused: {call.method} {call.description} {str(call.params)[:200]}")
        self._heard = len(calls)

    def _is_foreseen(self, call: Call) -> bool:
        """Tell whether it is the one call of a session whose refusal says that the bot may open no topics."""
        team = next((team for team in self.teams if team.group.id == call.chat_id), None)
        if any(sign in (call.description or "") for sign in FORGOTTEN):
            return self.stage.restarts > 0
        if call.method != "createForumTopic" or team is None or team.is_admin:
            return False
        self._topics_refused[call.chat_id] += 1
        begun = self.database["sessions"].count_where("team_id = ? AND terms IN ('case', 'tool')", [team.team])
        return self._topics_refused[call.chat_id] <= begun

    # What stays

    def look_after(self, team: Team) -> None:
        """Note what stays of a session whose words are to be gone: in the database, in the index, in the group."""
        database = self.database
        kept = {word for row in database.query(STAYING) for word in WORD.findall(row["text"])}
        for table in database.table_names():
            if not table.startswith("entries_fts"):
                found = {word for row in database[table].rows for word in _words(*map(str, row.values()))}
                if found - kept:
                    self.note(f"{sorted(found - kept)[:3]} stays in {table}")
        shown = {word for message in self.stage.from_bot(team.group) for word in WORD.findall(message.text)}
        shared = {word for one in commitments.shared_in(database, team.team) for word in _words(one.text, one.result)}
        shared |= {word for row in database.query(PROMPTS) for word in WORD.findall(row["text"])} | self._summed_up
        if shown - shared:
            self.note(f"{sorted(shown - shared)[:3]} stays in the group")

    def look_at_the_end(self) -> None:
        """Note what was set aside, what did not certainly arrive, and what hangs in the air."""
        self.look()
        for one in left_over(self.database):
            self.note(one)

    def note(self, what: str) -> None:
        """Note something wrong, with when it was seen."""
        self.wrong.append(f"{self.stage.time.now():%d-%m %H:%M} {what}")


def left_over(database: Database) -> Iterator[str]:
    """Yield what was set aside, what did not certainly arrive, and what hangs in the air."""
    if aside := inbox.aside(database):
        yield f"set aside: {aside}"
    lost = "SELECT purpose, state, problem FROM outbox WHERE state IN ('uncertain', 'failed', 'sending', 'expired')"
    for row in database.query(f"{lost} AND kind <> 'open topic'"):
        yield f"in the outbox: {row}"
    if orphans := list(database.query("PRAGMA foreign_key_check")):
        yield f"orphans: {orphans}"


def _words(*texts: str | None) -> Iterable[str]:
    return (word for text in texts if text for word in WORD.findall(text))


async def pass_time(watch: Watch, until: datetime) -> None:
    """Move time on, with everything owed on the way. Raises StuckError if the clock wakes at one instant for ever."""
    stage, wakes = watch.stage, Counter[datetime]()
    while (owed := stage.rehearsal.next_owed()) and owed <= until:
        wakes[max(owed, stage.time.now())] += 1
        if max(wakes.values()) > ENDLESS:
            raise StuckError(f"the clock wakes again and again for what is owed at {owed}")
        await _wake(watch, owed)
    await _wake(watch, until)


async def _wake(watch: Watch, at: datetime) -> None:
    watch.stage.time.move_to(at)
    watch.stage.rehearsal.program.tick()
    await watch.stage.settle()
    watch.look()
