"""How many people it are: never more than there are, however nameless answers are theirs."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Audience, Entry, Person
from bot.core.voices import Voices

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
people = st.integers(1, 6)
# Whose a voice is, in which session it is heard if it has no name, and whether it is among those that are counted.
voices = st.lists(st.tuples(people, st.integers(0, 2), st.booleans()), max_size=14)


def entry(voice: int, session_id: int) -> Entry:
    author = Person(voice, f"P{voice}") if voice > 0 else None
    return Entry(1, 1, session_id, "vraag", 1, author, Audience.TEAM, "answer", "", None, AT, voice=voice, crowd=9)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(voices)
def test_as_many_as_surely_are_and_somebody_else_whosever_the_nameless_ones_are(
    said: list[tuple[int, int, bool]],
) -> None:
    whose, heard, among = {}, [], set()
    for number, ((person, session_id), is_among) in enumerate({one[:2]: one[2] for one in said}.items(), 1):
        voice = -number if session_id else person
        whose[voice] = person
        heard.append(entry(voice, session_id or 7))
        among |= {voice} if is_among else set()
    found = Voices(heard)
    counted = {whose[voice] for voice in among}
    assert found.surely(among) <= len(counted)
    assert found.surely(among) <= found.several(among) <= len(among)
    assert not found.is_not_everybody(among) or counted != set(whose.values())


def test_nameless_answers_of_one_question_are_of_different_people_and_of_two_perhaps_not() -> None:
    found = Voices([entry(1, 1), entry(-1, 1), entry(-2, 1), entry(-3, 2)])
    assert (found.several([1, -1, -2]), found.several([1, -1, -3]), found.surely([1, -1, -2])) == (3, 2, 2)
