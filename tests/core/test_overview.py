"""What was said to each question of some time: everybody in turn, whole sentences, nameless ones together or not."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Audience, Entry, Person
from bot.core.overview import WAYS_OF_FEW, Asked, overviews
from bot.core.summary import Quote
from bot.core.themes import Theme

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANNA, BRAM, CHRIS = Person(1, "Anna"), Person(2, "Bram"), Person(3, "Chris")
LONG = "Ik wachtte tot het stil werd. " * 130


def asked(title: str, *said: tuple[Person | None, str]) -> Asked:
    return Asked(
        title,
        tuple(
            Entry(number, 1, 1, "vraag", 1, author, Audience.TEAM, "answer", text, None, AT, crowd=3)
            for number, (author, text) in enumerate(said, 1)
        ),
    )


def test_what_fits_is_told_whole_and_second_answers_count_along() -> None:
    one = asked("Stil", (ANNA, "Ik wachtte"), (BRAM, "De kring liep."), (ANNA, "Na de toets."), (None, "Ik niet."))
    told = next(overviews([one], [Theme("kring", 2, frozenset({BRAM.id}))], 3000))
    quotes = (Quote("Bram", "De kring liep."), Quote("Anna", "Ik wachtte. Na de toets."))
    [question] = told.questions
    assert (question.answers, question.quotes, question.unnamed) == (3, quotes, ("Ik niet.",))
    assert told.is_partial is False


def test_of_several_questions_everybody_is_quoted_once_in_whole_sentences() -> None:
    questions = [asked(f"Vraag {number}", (ANNA, LONG), (BRAM, LONG), (CHRIS, LONG)) for number in range(9)]
    told = next(overviews(questions, [], 3000))
    quotes = [[quote.name for quote in one.quotes] for one in told.questions]
    assert quotes == [["Anna"], ["Bram"], ["Chris"], *[[]] * 6]
    assert all(quote.text.endswith("stil werd. …") for one in told.questions for quote in one.quotes)
    assert told.is_partial


def test_whoever_said_one_thing_is_quoted_with_it_and_over_a_year_everybody_oftener() -> None:
    questions = [
        asked("Vol", (ANNA, "Een."), (BRAM, "Twee."), (CHRIS, "Drie.")),
        *(asked("Stil", (ANNA, "Vier.")),) * 2,
    ]
    told = next(overviews(questions, [], 3000))
    assert [[quote.name for quote in one.quotes] for one in told.questions] == [["Bram", "Chris"], ["Anna"], []]
    year = [asked(f"Vraag {number}", (ANNA, "Een."), (BRAM, "Twee.")) for number in range(30)]
    assert sum(len(one.quotes) for one in next(overviews(year, [], 3000)).questions) == 4


def test_of_what_was_read_lately_each_question_has_one_voice_by_name_another_each_month_and_none_without_one() -> None:
    said = ((ANNA, "Een."), (BRAM, "Twee."), (CHRIS, "Drie."), (None, "Vier."), (None, "Vijf."), (None, "Zes."))
    questions = [asked(f"Vraag {number}", *said) for number in range(3)]
    months = [next(overviews(questions, [], 3000, late_in=month)) for month in (9, 10, 11)]
    named = [[[quote.name for quote in one.quotes] for one in told.questions] for told in months]
    first = [names[0] for names in named]
    assert sorted(first) == [["Anna"], ["Bram"], ["Chris"]]
    assert [sorted(name for names in told for name in names) for told in named] == [["Anna", "Bram", "Chris"]] * 3
    assert {one.unnamed for told in months for one in told.questions} == {()}
    assert (months[0].is_partial, months[0].is_nameless_left_out) == (True, True)


def test_what_was_said_afterwards_is_no_answer_and_stands_below_those() -> None:
    question = asked("Stil", (ANNA, "Ik wachtte."))
    later = replace(question.entries[0], author=BRAM, kind="afterthought", text="Dat ga ik ook doen.")
    [told] = next(overviews([replace(question, entries=(*question.entries, later))], [], 3000)).questions
    assert (told.answers, told.afterwards) == (1, (Quote("Bram", "Dat ga ik ook doen."),))
    assert [quote.name for quote in told.quotes] == ["Anna"]


def test_nameless_answers_stand_for_a_question_that_nobody_answered_by_name() -> None:
    nameless = [(None, "Ik zei niets."), (None, "Ik ook niet.")]
    questions = [asked("Stil", *nameless), asked("Vol", (ANNA, "Ik wel."), *nameless), asked("Leeg", (BRAM, "Ik wel."))]
    assert [len(one.unnamed) for one in next(overviews(questions, [], 3000)).questions] == [2, 0, 0]


def test_of_a_questions_nameless_answers_all_stand_there_or_none() -> None:
    nameless = [(None, f"{number} {LONG}") for number in range(9)]
    one, other = asked("Vol", *nameless), asked("Stil", (ANNA, LONG), *nameless[:3])
    counts = {tuple(len(question.unnamed) for question in told.questions) for told in overviews([one, other], [], 3000)}
    assert counts <= {(9, 3), (0, 3), (0, 0)} >= {(0, 0)}


def test_at_the_worst_the_titles_are_left() -> None:
    questions = [asked(f"Vraag {number}", (ANNA, LONG)) for number in range(40)]
    *_, told = overviews(questions, [], 0)
    assert [(one.title, one.quotes) for one in told.questions] == [(f"Vraag {number}", ()) for number in range(40)]


authors = st.sampled_from([*(Person(number, f"P{number}") for number in range(1, 16)), None])
texts = st.text("ab .!\n", min_size=1, max_size=60).filter(str.strip) | st.just(LONG)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.lists(st.lists(st.tuples(authors, texts), max_size=20), max_size=8), st.integers(0, 3000))
def test_each_way_keeps_to_its_room_and_the_last_always_comes(
    said: list[list[tuple[Person | None, str]]], room: int
) -> None:
    questions = [asked(f"Vraag {number}", *one) for number, one in enumerate(said)]
    ways = list(overviews(questions, [], room))
    assert 1 <= len(ways) <= len(WAYS_OF_FEW)
    for told in ways:
        quoted = [text for one in told.questions for text in (*(quote.text for quote in one.quotes), *one.unnamed)]
        assert sum(map(len, quoted)) <= room + 2 * len(quoted)
        assert [one.answers for one in told.questions] == [
            len({author.id for author, _ in one if author}) + sum(author is None for author, _ in one) for one in said
        ]
