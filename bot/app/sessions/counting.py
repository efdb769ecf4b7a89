"""Counting: what counts of all that was said: answers, and news; and no words of the question itself."""

from collections.abc import Iterable, Iterator

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.gestures import is_kindness
from bot.core.model import Entry
from bot.core.session.state import Session
from bot.core.step import Bilingual


def is_news(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether an entry is worth telling the others again: all but a kind word about a summary."""
    thanks = occasion.house.content.sentences[occasion.here.language].thanks
    return entry.kind != "afterthought" or not is_kindness(entry.text, thanks)


def is_answer(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether an entry says something; of nameless ones each counts, since so many were promised."""
    return entry.author is None or finding.says_something(occasion, entry.text)


def asked_in(occasion: Occasion, sessions_of: Iterable[Session]) -> str:
    """Return the words in which questions were asked in the team, which are nobody's own."""
    language = occasion.here.language
    texts = [text.in_(language) for session in sessions_of for text in _texts(occasion, session) if text]
    return "\n".join(texts)


def _texts(occasion: Occasion, session: Session) -> Iterator[Bilingual | None]:
    step, method = finding.step_of(occasion, session), finding.method_of(occasion, session)
    yield finding.outline(occasion, session).title
    yield step.ask if step else None
    yield method.why if method else None
