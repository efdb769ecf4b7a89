"""Baring: an update as it is stored, without the words of messages that it only points at."""

from typing import Any

Raw = dict[str, Any]
# What shows the words of a message; of one that is answered or pressed under, the bot reads number and buttons only.
WORDS = ("text", "caption", "entities", "caption_entities", "quote", "reply_to_message")
# Where an update points at a message, by its kind: what is answered, pinned, or has the button under it.
POINTING = {
    "message": ("reply_to_message", "pinned_message"),
    "edited_message": ("reply_to_message",),
    "callback_query": ("message",),
}


def bared(raw: Raw) -> Raw:
    """Return an update without the words of the message that it answers, or under which something was pressed.

    Telegram sends these along. They may have been withdrawn meanwhile, and must not come back into the files.
    """
    bare = dict(raw)
    for kind, pointing in POINTING.items():
        part = raw.get(kind)
        if isinstance(part, dict):
            bare[kind] = {name: _shown(value) if name in pointing else value for name, value in part.items()}
            bare[kind].pop("quote", None)
            if "external_reply" in bare[kind]:
                bare[kind]["external_reply"] = _place_of(bare[kind]["external_reply"])
    return bare


def _place_of(replied: Any) -> Any:
    """Return, of a message in another chat that somebody replies to, whose it is and where it stands."""
    if not isinstance(replied, dict):
        return replied
    return {name: value for name, value in replied.items() if name in ("origin", "chat", "message_id")}


def _shown(message: Any) -> Any:
    """Return a message without its words, and with only the buttons that carry something, whatever its shape."""
    if not isinstance(message, dict):
        return message
    bare = {name: value for name, value in message.items() if name not in WORDS}
    markup = bare.get("reply_markup")
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        marked = [[button for button in row if isinstance(button, dict) and "callback_data" in button] for row in rows]
        bare["reply_markup"] = {"inline_keyboard": [row for row in marked if row]}
    return bare
