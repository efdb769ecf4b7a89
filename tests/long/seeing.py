"""What everybody sees of a play: in each chat, minute by minute, and in what is logged; and where two plays differ."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from long.histories import History, Part
from stage import Stage

from bot.sandbox import Chat
from bot.sandbox.nouns import Call

# Which press was answered is the presser's, like the answer; its number counts the presses of everybody.
UNSEEN_KEYS = ("callback_query_id",)
# A file sent in the place of another goes by a name made up each time.
ATTACHED = re.compile(r"attached[0-9a-f]{32}")


@dataclass(frozen=True)
class Seen:
    """What was seen in a play: in each chat, by whose it is, minute by minute; what `leerkring log` and `export` tell;
    and what the program wrote of itself."""

    chats: dict[str, list[tuple[datetime, str]]]
    log: list[str]
    lines: list[str]

    def masked(self, history: History, where: Collection[str], *parts: Part) -> "Seen":
        """Return the same with one sign in the place of each text of some parts of a history, in some chats and in the
        log: where they may be read, but may move nothing else."""
        said = sorted({act.words for act in history.acts if act.part in parts and act.words}, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, said)) or "(?!)")

        def mask(name: str, seen: list[tuple[datetime, str]]) -> list[tuple[datetime, str]]:
            return [(at, pattern.sub("…", text)) for at, text in seen] if name in where else seen

        chats = {name: mask(name, seen) for name, seen in self.chats.items()}
        return Seen(chats, [pattern.sub("…", text) for text in self.log], self.lines)

    def until(self, end: datetime) -> "Seen":
        """Return what was seen before an instant; what is logged stands for the end, and is left out."""
        return Seen({name: [one for one in seen if one[0] < end] for name, seen in self.chats.items()}, [], [])

    def answers(self) -> "Seen":
        """Return what the bot answered to whoever asked it something in the group."""
        return Seen({"group": [one for one in self.chats["group"] if "reply_parameters" in one[1]]}, [], [])


def differences(one: Seen, other: Seen, besides: Collection[str] = ()) -> list[str]:
    """Return where what was seen in two plays differs, for everybody `besides` those who may know."""
    places: dict[str, tuple[list[Any], list[Any]]] = {
        name: (one.chats[name], other.chats.get(name, [])) for name in one.chats if name not in besides
    }
    places |= {"log": (one.log, other.log), "lines": (one.lines, other.lines)}
    return [
        f"{name}: {first} / {second}"
        for name, both in places.items()
        for first, second in zip_longest(*both)
        if first != second
    ]


def seen_in(stage: Stage, chat: Chat) -> list[tuple[datetime, str]]:
    """Return what the bot did in a chat for all to see there, by the minute, with the codes of links left out."""
    codes = [row[0] for row in stage.database.execute("SELECT code FROM sessions").fetchall()]
    pattern = re.compile("|".join(map(re.escape, codes)) or "(?!)")
    seen = [(call.at.replace(second=0, microsecond=0), call) for call in _calls(stage, chat)]
    # Marks wait until nothing else is to be said there, which within a minute is a matter of milliseconds.
    seen.sort(key=lambda one: (one[0], one[1].method == "setMessageReaction"))
    return [(at, pattern.sub("code", _shown(call))) for at, call in seen]


def _calls(stage: Stage, chat: Chat) -> Iterable[Call]:
    calls = (call for call in stage.sandbox.calls if call.ok and not call.method.startswith("get"))
    return [call for call in calls if _chat_of(stage, call) == chat.id]


def _chat_of(stage: Stage, call: Call) -> int | None:
    """Return where a call is seen: an answer to a press by the presser alone, a menu where its scope says."""
    scope = call.params.get("scope")
    if press := stage.sandbox.presses.get(str(call.params.get("callback_query_id"))):
        return press.person.id
    return int(scope["chat_id"]) if isinstance(scope, dict) and "chat_id" in scope else call.chat_id


def _shown(call: Call) -> str:
    shown = {key: value for key, value in call.params.items() if key not in UNSEEN_KEYS}
    files = " ".join(sha256(content).hexdigest() for content in call.uploaded)
    told = json.dumps(shown, sort_keys=True, ensure_ascii=False, default=str)
    return f"{call.method} {ATTACHED.sub('attached', told)} {files}".rstrip()
