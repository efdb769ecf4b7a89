"""Whether words say what somebody is like rather than what they did: a guess, which whoever wrote them has to judge."""

from bot.core.patterns import Patterns, read


def judgement_in(text: str, signs: Patterns) -> str | None:
    """Return the words of a text that say what somebody is like, as they were written; None where none do.

    Feedback is on the task and not on the person: Source D, peer feedback with a protocol.
    """
    places = ((one, place) for one in read(text).sentences for place in signs.find(one))
    return next((text[one.start + start : one.start + end] for one, (start, end) in places), None)
