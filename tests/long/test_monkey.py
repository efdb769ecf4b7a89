"""Whatever people do, nothing breaks, nothing sticks, and no words of one team are seen in another."""

import logging
import os
import random
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from long.monkey import Monkey
from stage import Stage, staged

from bot.sandbox import Message
from bot.sandbox.nouns import Call
from bot.storage import inbox

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
STEPS = int(os.environ.get("LEERKRING_STEPS", 50_000 if IS_SOAK else 600))
MARKS = re.compile(r"kring(\d)t(\d+)x|eigen(\d+)x")
GONE = ("message to react not found", "MESSAGE_ID_INVALID", "message to edit not found")
# Whether it may open topics a bot learns by trying; the case then begins in the group itself.
# So it does whether words stand under a picture; and since it forgets its words, whether they change by being renewed.
UNTOLD = ("not enough rights to create a topic", "no text in the message to edit", "message is not modified")


# What is given in private is for all to read, and says so: a case to choose from, an answer to a blind question.
IS_BLIND = (
    "EXISTS (SELECT 1 FROM states JOIN plans ON plans.id = states.plan_id"
    " WHERE states.session_id = sessions.id AND json_extract(plans.text, '$.outline.is_blind'))"
)
FOR_ALL = f"(entries.kind = 'candidate' OR (audience <> 'author' AND {IS_BLIND}))"


class Eyes:
    """Looks at everything the bot says, where it says it, and notes words that do not belong there."""

    def __init__(self, stage: Stage, monkey: Monkey) -> None:
        self.stage, self.monkey = stage, monkey
        self.leaks: list[str] = []

    def see(self, message: Message, is_new: bool) -> None:
        if message.sender is not self.monkey.bot:
            return
        for found in MARKS.finditer(message.text):
            if not self._belongs(message, found):
                self.leaks.append(f"step {self.monkey.count}: {found[0]} in {message.chat.title or message.chat.id}")

    def _belongs(self, message: Message, found: re.Match[str]) -> bool:
        chat = message.chat
        if found[3]:
            # What somebody wrote in private: theirs, or shared by their own choice in a group they were in.
            author = int(found[3])
            if author not in self.monkey.shy:
                return chat.is_group or chat.id == author or self._holds(message, author, "audience <> 'author'")
            is_own = not chat.is_group and chat.id == author
            return is_own or (chat.is_group and self._holds(message, author, FOR_ALL))
        if not chat.is_group:
            # In private one reads one's own words; released ones reach leaders and observers.
            return True
        return found[0] == self.monkey.mark(chat, message.topic_id)

    def _holds(self, message: Message, author: int, which: str) -> bool:
        """Tell whether a message holds some of what somebody gave in private."""
        query = f"SELECT text FROM entries JOIN sessions ON sessions.id = session_id WHERE person_id = ? AND {which}"
        return any(text in message.text for (text,) in self.stage.database.execute(query, [author]).fetchall())


class Ears:
    """Listens to what the server refuses the bot, and notes what the bot could have known.

    It could not know what happened in the same instant, nor that a topic or a message was deleted: Telegram tells
    no bot. But of each topic it knows after the first refusal.
    """

    def __init__(self, stage: Stage, monkey: Monkey) -> None:
        self.stage, self.monkey = stage, monkey
        self.avoidable: list[str] = []
        self._heard = 0
        self._topics_gone: Counter[tuple[int | None, object]] = Counter()

    def listen(self) -> None:
        for call in self.stage.sandbox.calls[self._heard :]:
            if not call.ok and call.chat_id not in self.monkey.upset and not self._is_unknowable(call):
                told = f"step {self.monkey.count}: {call.method} {call.chat_id}: {call.description}"
                self.avoidable.append(told)
        self._heard = len(self.stage.sandbox.calls)
        self.monkey.upset.clear()

    def _is_unknowable(self, call: Call) -> bool:
        problem = call.description or ""
        if "message thread not found" in problem:
            place = (call.chat_id, call.params.get("message_thread_id"))
            self._topics_gone[place] += 1
            return self._topics_gone[place] == 1
        return any(sign in problem for sign in (*GONE, *UNTOLD))


@pytest.mark.soak
@pytest.mark.timeout(3400 if IS_SOAK else 110)
async def test_a_monkey_breaks_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    seed = int(os.environ.get("LEERKRING_SEED", random.randrange(10**6) if IS_SOAK else 7))
    caplog.set_level(logging.WARNING)
    async with staged(tmp_path / "leerkring.db", "2026-11-23 09:00") as stage:
        monkey = Monkey(stage.sandbox, stage.bot, random.Random(seed))
        eyes, ears = Eyes(stage, monkey), Ears(stage, monkey)
        stage.sandbox.watch(eyes.see)
        monkey.populate()
        await stage.settle()
        while monkey.count < STEPS:
            monkey.act()
            if monkey.dice.random() < 0.95:
                await stage.settle()
                ears.listen()
            if pause := monkey.pause():
                await stage.settle()
                await stage.rehearsal.move_to(stage.time.now() + pause)
        await stage.settle()
        await stage.rehearsal.move_to(stage.time.now() + timedelta(days=1))
        aside = inbox.aside(stage.database)
        late = list(
            stage.database.query(
                "SELECT id FROM sessions WHERE state = 'open' AND wake_at < ?", [f"{stage.time.now()}"]
            )
        )
        stuck = list(
            stage.database.query(
                "SELECT id, purpose, chat_id FROM outbox WHERE state = 'sending' OR (state = 'waiting' AND expires_at"
                " < ?)",
                [stage.time.now().isoformat()],
            )
        )
        orphans = list(stage.database.query("PRAGMA foreign_key_check"))
        ears.listen()
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    told = [record.getMessage() for record in caplog.records if MARKS.search(record.getMessage())]
    assert (eyes.leaks, aside, late, stuck, orphans, errors, told) == ([], [], [], [], [], [], []), f"seed {seed}"
    assert ears.avoidable == [], f"seed {seed}"
