"""Remembers which coming requests are to go wrong, and how."""

from __future__ import annotations

from dataclasses import dataclass

# Done or not, and what comes back: an error, a page of some server between, an answer cut short, or nothing.
HOWS = ("500", "502", "409", "rights", "photos", "page", "cut", "drop", "hang", "refuse")


@dataclass(frozen=True)
class _Fault:
    method: str
    how: str
    chat_id: int | None


class Faults:
    """Each fault hits once, the first request that fits; the oldest comes first."""

    def __init__(self) -> None:
        self._faults: list[_Fault] = []
        self._limited: dict[int, list[int]] = {}

    def add(self, method: str, how: str, chat_id: int | None) -> None:
        """Plans one of `HOWS` for a method, in any chat when `chat_id` is None; ValueError for another one."""
        if how not in HOWS:
            raise ValueError(f"no such fault: {how}")
        self._faults.append(_Fault(method.lower(), how, chat_id))

    def take(self, method: str, chat_id: int | None) -> str | None:
        """How this request must fail, which is then forgotten; None when it may go on."""
        for fault in self._faults:
            if fault.method == method.lower() and fault.chat_id in (None, chat_id):
                self._faults.remove(fault)
                return fault.how
        return None

    def limit(self, chat_id: int, retry_after: int, times: int) -> None:
        """Makes the next `times` writes to a chat wait `retry_after` seconds."""
        self._limited.setdefault(chat_id, []).extend([retry_after] * times)

    def retry_after(self, chat_id: int | None) -> int:
        """Seconds the next write to this chat is told to wait; 0 when it may go on."""
        waits = self._limited.get(chat_id) if chat_id is not None else None
        return waits.pop(0) if waits else 0
