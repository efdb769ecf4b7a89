"""Voices: how many people used a word, as far as what was said without a name can tell."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.model import Entry


class Voices:
    """Who said some entries, by `Entry.voice`: people by name, and nameless answers, in one session each somebody's.

    Whoever gave one nameless answer may have given one to another question as well, and another by name: all that is
    reckoned here follows from what can be read, so it tells nothing of whose any of it is.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._sessions = {entry.voice: entry.session_id for entry in entries if not entry.author}
        self._named = {entry.voice for entry in entries if entry.author}

    def several(self, voices: Iterable[int]) -> int:
        """Return how many answered so, for those who can read it: each nameless answer to a question counts once."""
        named, nameless = self._apart(voices)
        return named + nameless

    def surely(self, voices: Iterable[int]) -> int:
        """Return how many people it are at least, if all who gave their name answered without it too."""
        return max(self._apart(voices))

    def is_not_everybody(self, voices: Iterable[int]) -> bool:
        """Tell whether surely somebody else spoke too, whoever of the nameless may be one of those."""
        among = set(voices)
        named, used = among & self._named, Counter(self._sessions[voice] for voice in among - self._named)
        silent = Counter(session for voice, session in self._sessions.items() if voice not in among)
        # Who named a thing without a name may be any that did not by name; in one session each nameless one is another.
        return len(self._named - among) > used.total() or any(
            number > len(named) + used.total() - used[session] for session, number in silent.items()
        )

    def _apart(self, voices: Iterable[int]) -> tuple[int, int]:
        among = set(voices)
        return len(among & self._named), self._in_one_session(among - self._named)

    def _in_one_session(self, nameless: Iterable[int]) -> int:
        counted = Counter(self._sessions.get(voice) for voice in nameless)
        return max(counted.values(), default=0)
