"""The pace: what Telegram counts lies between a start and its answer, whenever that comes."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from bot.messenger.pacing import Limits, Pacing

THIRTY = Limits()


def test_a_second_is_counted_from_the_answer() -> None:
    pacing = Pacing(THIRTY)
    for chat_id in range(1, 31):
        pacing.took(chat_id, 0.0, is_awaited=True)
    full = pacing.overall_at()
    for number in range(30):
        pacing.answered(0.5 + number / 100, 0.5 + number / 100)
    # Of the second after the first answer, the shortest way that something ever took is gone already.
    assert (full, pacing.overall_at()) == (inf, 0.5 + 1.0 - 0.5)


def test_what_was_not_begun_after_all_takes_no_room() -> None:
    pacing = Pacing(THIRTY)
    for chat_id in range(1, 31):
        pacing.took(chat_id, 0.0, is_awaited=True)
    pacing.forgo(1)
    assert pacing.overall_at() == -inf


def test_a_quick_failure_teaches_nothing_about_the_way() -> None:
    pacing = Pacing(Limits(overall_per_second=1))
    for began, took in ((0.0, 0.25), (2.0, inf)):
        pacing.took(1, began, is_awaited=True)
        pacing.answered(began + 0.25, took)
    assert pacing.overall_at() == 3.0


@given(st.lists(st.tuples(st.floats(0.01, 0.3), st.floats(0.02, 0.3)), min_size=40, max_size=120))
def test_whatever_the_way_takes_no_second_holds_more_than_thirty(ways: list[tuple[float, float]]) -> None:
    pacing, now, counted, answers = Pacing(THIRTY), 0.0, list[float](), list[tuple[float, float]]()
    # Sooner or later something goes as fast as it can, there and back.
    for there, back in [(0.01, 0.02), *ways]:
        while pacing.owed_at() > now:
            # Nothing can go: time passes until an answer comes, or there is room.
            answers.sort()
            if answers and answers[0][0] <= pacing.owed_at():
                at, took = answers.pop(0)
                now = max(now, at)
                pacing.answered(now, now - at + took)
            else:
                now = pacing.owed_at()
        pacing.took(1, now, is_awaited=False)
        counted.append(now + there)
        answers.append((now + there + back, there + back))
    counted.sort()
    assert all(later - early >= 1.0 - 1e-6 for early, later in zip(counted, counted[30:], strict=False))
