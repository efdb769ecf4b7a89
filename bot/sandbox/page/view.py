"""Says all that one person sees, and where time and the story are, as JSON for the page."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.sandbox.nouns import Chat, Json
from bot.sandbox.page.messages import shown
from bot.sandbox.page.show import Performance
from bot.sandbox.people import Person
from bot.sandbox.story import COORDINATOR, LEADER, TEACHERS

# The scenes in their order: who best sees what each brought, and in which chat.
SEEN_BY = {
    "setting up": (COORDINATOR, "group"),
    "private": ("Dewi", "group"),
    "prompt": ("Anna", "group"),
    "answers": ("Fatima", "group"),
    "summary": ("Chris", "group"),
    "digest": (LEADER, "private"),
}
ROLES = dict.fromkeys(TEACHERS, "teacher") | {COORDINATOR: "coordinator", LEADER: "leader"}
# How much of a chat the page holds; more than a school term of one team.
MOST = 400


def view(scene: Performance, person: Person) -> Json:
    """What the page shows when somebody is this person."""
    return {
        "performance": scene.number,
        "language": scene.language,
        "bot": {"name": scene.bot.name, "username": scene.bot.username},
        "clock": _clock(scene),
        "story": _story(scene),
        "people": [_face(scene, one) for one in scene.story.people.values()],
        "me": {"id": person.id, "name": person.name, "role": ROLES[person.name]},
        "groups": [_group(scene, chat, person) for chat in scene.sandbox.chats.values() if chat.has(person)],
        "private": _private(scene, person),
    }


def _clock(scene: Performance) -> Json:
    return {
        "now": _iso(scene.sandbox.now()),
        "next": _iso(scene.stage.next_owed()),
        "until": _iso(scene.until),
    }


def _story(scene: Performance) -> Json:
    return {
        "scenes": list(SEEN_BY),
        "played": len(scene.played),
        "last": scene.played[-1] if scene.played else None,
        "is_stuck": scene.is_stuck or scene.is_overtaken,
    }


def look_at(scene: Performance, played: str) -> Json:
    """Where a scene is best seen."""
    who, where = SEEN_BY[played]
    return {"who": who, "where": where, "chat": scene.story.group.id if where == "group" else None}


def _face(scene: Performance, person: Person) -> Json:
    """A person to choose; `latest` is the newest message that the bot wrote them in private."""
    chat = scene.sandbox.private.get((scene.bot.id, person.id))
    return {
        "id": person.id,
        "name": person.name,
        "role": ROLES[person.name],
        "latest": max((one.id for one in chat.messages if one.sender is scene.bot), default=0) if chat else 0,
    }


def _group(scene: Performance, chat: Chat, person: Person) -> Json:
    is_open = not (chat.is_deleted or chat.upgraded_to)
    has_bot = chat.has(scene.bot)
    return {
        "id": chat.id,
        "title": chat.title,
        "members": [one.name for one in chat.members if not one.is_bot],
        "has_bot": has_bot,
        "may_write": is_open,
        "consulting": scene.consulting(chat),
        "menu": _menu(scene, chat, person) if has_bot else [],
        "messages": _with_notices(chat, person),
    }


def _with_notices(chat: Chat, person: Person) -> list[Json]:
    """What stands in the chat, and where it came what the bot showed to this person alone."""
    own = [(serial, notice) for (receiver, serial), notice in chat.notices.items() if receiver == person.id]
    both = [((one.id, 0), shown(one, person)) for one in chat.messages[-MOST:]]
    for serial, notice in own:
        as_shown = shown(notice.message, person) | {"key": f"notice {serial}", "is_for_me": True}
        both.append(((notice.after, serial), as_shown))
    return [one for _, one in sorted(both, key=lambda pair: pair[0])]


def _private(scene: Performance, person: Person) -> Json:
    """The chat with the bot; looking at it does not begin it, for only who began it can be written to."""
    chat = scene.sandbox.private.get((scene.bot.id, person.id))
    is_begun, is_blocked = chat is not None and bool(chat.messages), person.id in scene.bot.blocked_by
    return {
        "id": person.id,
        "is_begun": is_begun,
        "is_blocked": is_blocked,
        "may_write": is_begun and not is_blocked,
        "menu": _menu(scene, chat or Chat(person.id, "private"), person),
        "messages": [shown(one, person) for one in chat.messages[-MOST:]] if chat else [],
    }


def _menu(scene: Performance, chat: Chat, person: Person) -> list[Json]:
    return [{"command": command, "does": does} for command, does in person.menu(chat, scene.bot)]


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None
