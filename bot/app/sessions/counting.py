"""Counting: what counts of all that was said: answers, and news; and no words of the question itself."""

from collections.abc import Iterable

from bot.app.context.occasion import Occasion
from bot.app.sessions.finding import says_something
from bot.core.gestures import is_kindness
from bot.core.model import Entry
from bot.core.session.state import Session


def is_news(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether an entry is worth telling the others again: all but a kind word about a summary."""
    thanks = occasion.house.content.sentences[occasion.here.language].thanks
    return entry.kind != "afterthought" or not is_kindness(entry.text, thanks)


def is_answer(occasion: Occasion, entry: Entry) -> bool:
    """Tell whether an entry says something; of nameless ones each counts, since so many were promised."""
    return entry.author is None or says_something(occasion, entry.text)


def asked_in(occasion: Occasion, sessions_of: Iterable[Session]) -> str:
    """Return the words in which questions were asked in the team, which are nobody's own."""
    methods, language = occasion.house.content.methods, occasion.here.language
    texts = [
        text.in_(language)
        for session in sessions_of
        if (method := methods.get(session.method))
        for text in (method.title, method.steps[0].ask, method.why)
        if text
    ]
    return "\n".join(texts)
