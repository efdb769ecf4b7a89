"""What has to add up once it is over: words and where they went, messages and their records, steps in their order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlite_utils import Database

from bot.core.session.state import Planned, State
from bot.sandbox import Bot, Chat, Message, Sandbox
from bot.storage import inbox, sessions

WORD = re.compile(r"zaak\d+w\d+x")


def of_file(database: Database) -> list[str]:
    """Return what is wrong with the file, and what came in and was not handled."""
    found = [str(row[0]) for row in database.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    found += [f"orphan: {row}" for row in database.query("PRAGMA foreign_key_check")]
    found += [f"set aside: {one}" for one in inbox.aside(database)]
    return found + [f"not handled: {number}" for number, _ in inbox.unhandled(database)]


def of_log(log: str, texts: Iterable[str]) -> list[str]:
    """Return which texts stand in what the program wrote of itself, and how often it told of a fault of its own."""
    found = [f"in the log: {text[:40]!r}" for text in set(texts) if text in log]
    return found + [line for line in log.splitlines() if "Traceback" in line or "never retrieved" in line]


def of_log_file(path: Path, *texts: str) -> list[str]:
    """Return the same of a file; words that people wrote in their cases are looked for too."""
    log = path.read_text()
    return of_log(log, [*texts, *WORD.findall(log)])


# What a row of the outbox went through, and what was ever in the log, stays here, also where the row itself goes.
BOOKS = """
CREATE TABLE went (parcel_id INTEGER, chat_id INTEGER, purpose TEXT, state TEXT, PRIMARY KEY (parcel_id, state));
CREATE TRIGGER keep_books AFTER UPDATE OF state ON outbox WHEN new.kind = 'say' BEGIN
    INSERT OR IGNORE INTO went VALUES (new.id, new.chat_id, new.purpose, new.state);
END;
CREATE TRIGGER keep_forgotten AFTER DELETE ON outbox WHEN old.kind = 'say' AND old.state = 'sending' BEGIN
    INSERT OR IGNORE INTO went VALUES (old.id, old.chat_id, old.purpose, 'sent');
END;
CREATE TABLE wrote (entry_id INTEGER, text TEXT, chat_id INTEGER, message_id INTEGER, PRIMARY KEY (entry_id, text));
CREATE TRIGGER keep_entries AFTER INSERT ON entries BEGIN
    INSERT INTO wrote VALUES (new.id, new.text, new.chat_id, new.message_id);
END;
CREATE TRIGGER keep_edits AFTER UPDATE OF text ON entries BEGIN
    INSERT OR IGNORE INTO wrote VALUES (new.id, new.text, new.chat_id, new.message_id);
END;
"""


def open_books(database: Database) -> None:
    """Let the database note by itself which messages were on their way, and what became of them."""
    database.conn.executescript(BOOKS)


class Deliveries:
    """Whether every message is recorded, and none of them came to people's screens more often than decided.

    It sees every message that comes, also of those that are taken off again.
    """

    def __init__(self, sandbox: Sandbox, bot: Bot) -> None:
        self._bot = bot
        self._came: dict[int, set[int]] = defaultdict(set)
        sandbox.watch(self._see)

    def _see(self, message: Message, is_new: bool) -> None:
        if message.sender is self._bot and not message.is_service:
            self._came[message.chat.id].add(message.id)

    def wrong(self, database: Database, chats: Iterable[Chat], now: str) -> Iterator[str]:
        """Yield what does not add up; `now` is the instant until which everything owed has gone out."""
        for row in database.query(
            "SELECT id, kind, purpose, state, problem FROM outbox WHERE state NOT IN ('sent', 'uncertain', 'expired')"
            " AND NOT (state = 'waiting' AND send_after > ? AND created_at <= ?)",
            [now, now],
        ):
            yield f"neither recorded nor uncertain: {row}"
        for chat in chats:
            yield from self._in(database, chat)

    def _in(self, database: Database, chat: Chat) -> Iterator[str]:
        rows = database.query("SELECT message_id FROM outbox WHERE chat_id = ? AND state = 'sent'", [chat.id])
        recorded = Counter(row["message_id"] for row in rows if row["message_id"] is not None)
        came = self._came[chat.id]
        yield from (f"recorded twice in {chat.id}: {number}" for number, count in recorded.items() if count > 1)
        yield from (f"recorded and not there in {chat.id}: {number}" for number in recorded.keys() - came)
        # That an answer is kept may be said once more where nobody knows whether it was.
        again = went(database, chat, "waiting", "noted")
        arrived, unsure = went(database, chat, "sent"), went(database, chat, "uncertain") | again
        if not len(arrived - unsure) <= len(came) <= len(arrived | unsure) + len(again):
            yield f"{len(came)} messages in {chat.id}, of {len(arrived - unsure)} to {len(arrived | unsure)}"


def went(database: Database, chat: Chat, state: str, purpose: str = "%") -> set[int]:
    """Return the messages for a chat that were once in a state."""
    where = "chat_id = ? AND state = ? AND purpose LIKE ?"
    rows = database.query(f"SELECT parcel_id FROM went WHERE {where}", [chat.id, state, purpose])
    return {row["parcel_id"] for row in rows}


def given_up(database: Database, chat: Chat) -> set[int]:
    """Return the messages for a chat that were recorded as perhaps not arrived, or as having waited too long: all that
    waits does so for a clock that is a week ahead."""
    return went(database, chat, "uncertain") | went(database, chat, "expired")


def of_steps(database: Database) -> Iterator[str]:
    """Yield the steps of cases that were said to a group twice, out of order, or not at all."""
    for session_id, state in cases(database):
        rows = database.query(
            "SELECT about FROM outbox WHERE session_id = ? AND purpose = 'step' AND chat_id < 0 ORDER BY id",
            [session_id],
        )
        said = [row["about"] for row in rows]
        if said != sorted(set(said)):
            yield f"case {session_id} said its steps as {said}"
        over = range(min(state.position + (not state.is_over), len(state.plan)))
        left_out = [at for at in over if at not in said and not _may_be_left_out(state.plan[at])]
        if left_out and state.phase != "cancelled" and not state.is_asked_to_stop:
            yield f"case {session_id} never said its steps {left_out} of {len(state.plan)}, only {said}"


def cases(database: Database) -> list[tuple[int, State]]:
    """Return the cases that went through a plan, with where they stand."""
    found = [sessions.find(database, row["id"]) for row in database.query("SELECT id FROM sessions ORDER BY id")]
    return [(one.id, one.state) for one in found if one and one.state.plan and not one.state.terms.is_for_team]


def _may_be_left_out(planned: Planned) -> bool:
    step = planned.step
    is_frames = planned.is_frames and planned.key != "gather"
    return is_frames or step.optional or step.when is not None or step.items_from is not None


def of_words(database: Database, bot: Bot, group: Chat, private: Iterable[Chat]) -> Iterator[str]:
    """Yield words that were kept twice; and those that were not kept, of which their writer was told nothing."""
    last_card = database.execute(
        "SELECT max(message_id) FROM outbox WHERE purpose = 'step' AND chat_id = ?", [group.id]
    ).fetchone()[0]
    for chat in (group, *private):
        silent = []
        for message in chat.messages:
            if message.sender is bot or not (found := WORD.search(message.text)):
                continue
            kept = _kept(database, found[0], message)
            if kept > 1:
                yield f"{found[0]} was kept {kept} times"
            elif not kept and bot.id in message.reactions:
                yield f"{found[0]} was said to be kept and is not"
            elif not kept and not _is_answered(bot, message, private, last_card):
                silent.append(found[0])
        if len(silent) > len(given_up(database, chat)):
            yield f"{len(silent)} texts in {chat.id} went without a word: {silent}"


def _kept(database: Database, word: str, message: Message) -> int:
    """Return in how many entries a word, or an earlier one of the same message, ever stood; of a commitment's, 1."""
    place = [message.chat.id, message.id]
    for query, values in (
        ("SELECT count(DISTINCT entry_id) FROM wrote WHERE instr(text, ?)", [word]),
        ("SELECT count(*) > 0 FROM wrote WHERE chat_id = ? AND message_id = ?", place),
        ("SELECT count(*) > 0 FROM commitments WHERE instr(text || coalesce(result, ''), ?)", [word]),
    ):
        if kept := int(database.execute(query, values).fetchone()[0]):
            return kept
    return 0


def _is_answered(bot: Bot, message: Message, private: Iterable[Chat], last_card: int | None) -> bool:
    """Tell whether somebody heard of what they wrote, there or in private; of an afterthought nobody hears."""
    if not message.chat.is_group:
        return any(one.sender is bot and one.id > message.id for one in message.chat.messages)
    if last_card is not None and message.id > last_card:
        return True
    answers = (one for one in message.chat.messages if one.sender is bot and one.reply_to is message)
    own = (chat for chat in private if message.sender and chat.id == message.sender.id)
    return any(answers) or any(one.sender is bot and one.date >= message.date for chat in own for one in chat.messages)
