"""Writes one message out as the page shows it to one person."""

from __future__ import annotations

from collections import Counter
from datetime import UTC

from bot.sandbox.nouns import Bot, Json, Message, Poll, User

QUOTED = 140
KEPT = ("type", "offset", "length", "url", "language")
# What Telegram's service messages hold, and what the page calls it.
SERVICES = {
    "group_chat_created": "created",
    "supergroup_chat_created": "created",
    "new_chat_members": "joined",
    "left_chat_member": "left",
    "new_chat_title": "renamed",
    "pinned_message": "pinned",
    "migrate_to_chat_id": "moved",
    "migrate_from_chat_id": "moved",
    "forum_topic_created": "topic",
}


def shown(message: Message, viewer: User) -> Json:
    """A message with everything on it; `key` is its own among all messages."""
    return {
        "key": f"{message.chat.id}:{message.id}",
        "id": message.id,
        "from": message.sender.name,
        "is_bot": message.sender.is_bot,
        "is_mine": message.sender is viewer,
        "at": message.date.astimezone(UTC).isoformat(timespec="seconds"),
        "is_edited": message.edited,
        "is_forwarded": "forward_origin" in message.extra,
        "asks_reply": bool(message.force_reply),
        "kind": message.kind,
        "text": message.text,
        "entities": [_entity(one) for one in message.entities],
        "buttons": [[_button(raw) for raw in row] for row in message.keyboard or []],
        "quote": _quote(message.reply_to),
        "reactions": _reactions(message, viewer),
        "media": _media(message),
        "poll": _poll(message.poll, viewer),
        "service": _service(message),
    }


def file_of(message: Message) -> tuple[str, str] | None:
    """The id and name of the file a message carries; None without one."""
    if "photo" in message.extra:
        return str(message.extra["photo"][-1]["file_id"]), "photo.png"
    if "document" in message.extra:
        return str(message.extra["document"]["file_id"]), _name(message.extra["document"])
    return None


def _name(document: Json) -> str:
    return str(document.get("file_name") or "document")


def _entity(entity: Json) -> Json:
    return {name: value for name, value in entity.items() if name in KEPT}


def _button(raw: Json) -> Json:
    return {"text": raw["text"], "data": raw.get("callback_data"), "url": raw.get("url")}


def _quote(message: Message | None) -> Json | None:
    if message is None:
        return None
    if message.deleted:
        return {"id": None, "from": None, "text": "", "kind": "gone"}
    text = message.text or (message.poll.question if message.poll else "")
    return {"id": message.id, "from": message.sender.name, "text": text[:QUOTED], "kind": message.kind}


def _reactions(message: Message, viewer: User) -> list[Json]:
    counts = Counter(message.reactions.values())
    mine = message.reactions.get(viewer.id)
    names = {emoji: _names(message, emoji) for emoji in counts}
    return [
        {"emoji": emoji, "count": count, "is_mine": emoji == mine, "names": names[emoji]}
        for emoji, count in counts.items()
    ]


def _names(message: Message, emoji: str) -> list[str]:
    users = message.chat.users
    return [users[id_].name for id_, given in message.reactions.items() if given == emoji and id_ in users]


def _media(message: Message) -> Json | None:
    extra, place = message.extra, f"media/{message.chat.id}/{message.id}"
    if "photo" in extra:
        # Another picture in its place has an address of its own, so that no browser shows the old one.
        return {"kind": "photo", "url": f"{place}?{extra['photo'][-1]['file_unique_id']}"}
    if "document" in extra:
        document = extra["document"]
        return {"kind": "document", "url": place, "name": _name(document), "size": document["file_size"]}
    if "sticker" in extra:
        return {"kind": "sticker", "emoji": extra["sticker"].get("emoji", "")}
    if "voice" in extra:
        return {"kind": "voice", "seconds": extra["voice"]["duration"]}
    return None


def _poll(poll: Poll | None, viewer: User) -> Json | None:
    """Votes can be counted by whoever has voted, or when the poll is closed."""
    if poll is None:
        return None
    mine = poll.votes.get(viewer.id, [])
    votes = Counter(option for chosen in poll.votes.values() for option in chosen)
    sees_counts = bool(mine) or poll.is_closed
    return {
        "question": poll.question,
        "options": [
            {"text": text, "votes": votes[number] if sees_counts else None} for number, text in enumerate(poll.options)
        ],
        "mine": mine,
        "voters": sum(1 for chosen in poll.votes.values() if chosen),
        "is_closed": poll.is_closed,
        "is_anonymous": poll.is_anonymous,
        "several": poll.several,
    }


def _service(message: Message) -> Json | None:
    if not message.is_service:
        return None
    kind = next((name for key, name in SERVICES.items() if key in message.extra), "other")
    who = message.extra.get("new_chat_members") or [message.extra.get("left_chat_member")]
    names = [one["first_name"] for one in who if one]
    return {
        "kind": kind,
        "by": message.sender.name,
        "names": names,
        "is_own_deed": names == [message.sender.name],
        "title": message.extra.get("new_chat_title"),
        "is_of_bot": isinstance(message.sender, Bot),
    }
