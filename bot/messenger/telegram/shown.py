"""Remembers what the latest messages show, so that Telegram is not asked to change nothing."""

from collections import OrderedDict

from bot.core.outgoing import Edit, Outgoing, Say

# Somebody who presses a button twice does so at once; older cards may cost a call that Telegram refuses.
REMEMBERED = 1000


class Shown:
    """Fingerprints of the latest messages by chat and message id; no words, and nothing a restart would miss."""

    def __init__(self) -> None:
        self._latest: OrderedDict[tuple[int, int], int] = OrderedDict()

    def note(self, chat_id: int, message_id: int | None, content: Outgoing) -> None:
        """Remember what a message shows now."""
        if isinstance(content, Edit):
            message_id = content.message_id
        if message_id is None or not isinstance(content, Say | Edit):
            return
        self._latest[chat_id, message_id] = _fingerprint(content)
        self._latest.move_to_end((chat_id, message_id))
        while len(self._latest) > REMEMBERED:
            self._latest.popitem(last=False)

    def is_shown(self, chat_id: int, content: Outgoing) -> bool:
        """Tell whether an edit would change nothing."""
        if not isinstance(content, Edit):
            return False
        return self._latest.get((chat_id, content.message_id)) == _fingerprint(content)


def _fingerprint(content: Say | Edit) -> int:
    return hash((content.text, content.keyboard, content.picture))
