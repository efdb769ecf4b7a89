"""Finds the commands, mentions and links that Telegram marks in a text by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.sandbox.nouns import Json, User

_PATTERNS = {
    "bot_command": re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}\b"),
    "url": re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]"),
    "hashtag": re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*"),
}
_OPAQUE = {"code", "pre", "text_link", "text_mention", "url"}


def utf16(text: str) -> int:
    """The length Telegram counts, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def marked(text: str, entities: list[Json]) -> list[Json]:
    """The given entities plus those found in the text, in order."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE]
    out = list(entities)
    for found in _found(text):
        start, end = found["offset"], found["offset"] + found["length"]
        if all(end <= left or start >= right for left, right in taken):
            out.append(found)
            if found["type"] in _OPAQUE:
                taken.append((start, end))
    return sorted(out, key=lambda entity: (entity["offset"], -entity["length"]))


def _found(text: str) -> list[Json]:
    if not any(sign in text for sign in "/@#"):
        return []
    order = ("url", "bot_command", "mention", "hashtag")
    return [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        for kind in order
        for match in _PATTERNS[kind].finditer(text)
    ]


def pointing_at(people: Iterable[User], text: str) -> list[Json]:
    """A text_mention over the name of everyone who is not already named by @username."""
    return [_pointer(person, text) for person in people if not _named(person, text)]


def _named(person: User, text: str) -> bool:
    return person.username is not None and f"@{person.username}".lower() in text.lower()


def _pointer(person: User, text: str) -> Json:
    at = text.find(person.name)
    if at < 0:
        raise LookupError(f"the text does not name {person.name}")
    user = {"id": person.id, "is_bot": False, "first_name": person.name}
    return {
        "type": "text_mention",
        "offset": utf16(text[:at]),
        "length": utf16(person.name),
        "user": user,
    }


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the white space around it, as Telegram stores it."""
    shift = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    end = utf16(text)
    out = []
    for entity in entities:
        left = max(0, entity["offset"] - shift)
        right = min(end, entity["offset"] + entity["length"] - shift)
        if right > left:
            out.append(entity | {"offset": left, "length": right - left})
    return text, out
