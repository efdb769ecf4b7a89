"""What a person sends besides text: photos, documents, stickers and voice messages."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sandbox.files import document, photo, sticker, voice
from bot.sandbox.groups import Organiser
from bot.sandbox.nouns import Chat, Json, Message
from bot.sandbox.text import marked


class Poster(Organiser):
    """A person as one who sends media; each message raises PermissionError where the person may not post."""

    def send_photo(
        self,
        chat: Chat,
        caption: str | None = None,
        reply_to: Message | None = None,
        content: bytes = b"\xff\xd8photo",
    ) -> Message:
        return self._send(chat, "photo", photo(self.world, content), caption, reply_to)

    def send_album(self, chat: Chat, captions: Iterable[str | None], reply_to: Message | None = None) -> list[Message]:
        """Several photos in one go, each with its own caption or none: a message for each, with a mark in common."""
        album = {"media_group_id": str(13 * 10**15 + self.world.serial())}
        pieces = [(photo(self.world, b"\xff\xd8photo") | album, caption) for caption in captions]
        return [self._send(chat, "photo", media, caption, reply_to) for media, caption in pieces]

    def send_document(
        self,
        chat: Chat,
        caption: str | None = None,
        reply_to: Message | None = None,
        name: str = "document.txt",
        content: bytes = b"document",
    ) -> Message:
        return self._send(chat, "document", document(self.world, content, name), caption, reply_to)

    def send_sticker(self, chat: Chat, reply_to: Message | None = None) -> Message:
        return self._send(chat, "sticker", sticker(self.world), None, reply_to)

    def send_voice(self, chat: Chat, reply_to: Message | None = None) -> Message:
        return self._send(chat, "voice", voice(self.world), None, reply_to)

    def _send(self, chat: Chat, kind: str, media: Json, caption: str | None, reply_to: Message | None) -> Message:
        self.may_post(chat, None)
        text = caption or ""
        content = {"kind": kind, "text": text, "entities": marked(text, []), "reply_to": reply_to}
        return self.world.post(chat, self, extra=media, **content)
