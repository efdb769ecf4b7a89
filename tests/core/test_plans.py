"""Plans: the frame's steps around a method's own, with turns where all take one."""

import pytest

from bot import content
from bot.core.session.plans import in_turns, offered, plan_of, position_of

OURS = content.load()
FRAME = OURS.frame
METHODS = list(OURS.walkthroughs.values())


def keys(method: str, *, has_owner: bool = False) -> list[str]:
    return [planned.key for planned in plan_of(OURS.walkthroughs[method], FRAME, has_owner=has_owner)]


def own(method: str) -> list[str]:
    return [str(number) for number in range(1, len(OURS.walkthroughs[method].steps) + 1)]


def test_around_one_case_all_is_asked() -> None:
    before = ["gather", "collect", "choose", "roles"]
    assert keys("incident") == [*before, *own("incident"), "check_out"]


def test_with_a_case_at_once_none_is_collected() -> None:
    assert keys("incident", has_owner=True) == ["gather", "roles", *own("incident"), "check_out"]


def test_several_cases_need_no_choice() -> None:
    assert keys("terugkoppeling")[:3] == ["gather", "collect", "roles"]


def test_a_shared_task_needs_no_case_and_no_intention_of_the_frames() -> None:
    assert keys("toetsing") == ["gather", "roles", *own("toetsing"), "check_out"]


def test_what_comes_close_asks_its_owner_first() -> None:
    assert keys("roddel")[:5] == ["gather", "collect", "choose", "consent", "roles"]


def test_every_session_asks_for_an_intention_at_most_once() -> None:
    plans = [(method, plan_of(method, FRAME, has_owner=False)) for method in METHODS]
    asking = [(method, sum(planned.step.keeps == "commitment" for planned in plan)) for method, plan in plans]
    assert [method.id for method, count in asking if count != 1 and not (method.case == "none" and count == 0)] == []


def test_every_method_is_gone_through_whole_and_in_order() -> None:
    for method in METHODS:
        plan = plan_of(method, FRAME, has_owner=False)
        steps = [planned.step for planned in plan if planned.key.isdigit()]
        assert steps == [step.model_copy(update={"examples": ()}) for step in method.steps], method.id
        nowhere = [position_of(plan, number, 0) is None for number in range(len(steps) + 2)]
        assert nowhere == [True, *[False] * len(steps), True], method.id


def test_cases_are_asked_for_in_the_methods_words() -> None:
    plan = plan_of(OURS.walkthroughs["incident"], FRAME, has_owner=False)
    collect = next(planned.step for planned in plan if planned.key == "collect")
    assert (collect.ask, collect.mode) == (OURS.walkthroughs["incident"].collect, FRAME.collect.mode)


def test_where_all_have_a_turn_all_may_intend_something() -> None:
    troika = OURS.walkthroughs["troika"]
    without = troika.model_copy(update={"steps": troika.steps[:-1]})
    plan = plan_of(without, FRAME, has_owner=False)
    assert [planned.step.who for planned in plan if planned.key == "commit"] == ["all"]
    assert FRAME.commit.who == "owner"


@pytest.mark.parametrize("turns", [1, 3])
def test_each_turn_goes_through_all_steps(turns: int) -> None:
    plan = in_turns(plan_of(OURS.walkthroughs["troika"], FRAME, has_owner=False), turns)
    own = [(str(number), turn) for turn in range(turns) for number in range(1, 6)]
    assert [(planned.key, planned.turn) for planned in plan] == [
        ("gather", 0),
        ("collect", 0),
        ("roles", 0),
        *own,
        ("check_out", 0),
    ]


def test_a_list_is_found_in_its_own_turn() -> None:
    plan = in_turns(plan_of(OURS.walkthroughs["troika"], FRAME, has_owner=False), 2)
    found = [position_of(plan, number, turn) for number, turn in ((1, 0), (1, 1), (4, 1), (1, 2))]
    assert found == [3, 8, 11, None]


@pytest.mark.parametrize(
    ("frame", "case", "keeps", "expected"),
    [
        ("full", "one", "answer", ["gather", "collect", "choose", "roles", "1", "2", "check_out", "commit"]),
        ("light", "one", "answer", ["gather", "collect", "choose", "1", "2", "commit"]),
        ("light", "one", "commitment", ["gather", "collect", "choose", "1", "2"]),
        ("light", "none", "answer", ["gather", "1", "2"]),
        ("none", "none", "answer", ["1", "2"]),
    ],
)
def test_a_method_picks_how_much_of_the_frame_is_around_it(
    frame: str, case: str, keeps: str, expected: list[str]
) -> None:
    picked = OURS.walkthroughs["tuning"].model_copy(update={"frame": frame, "case": case})
    last = picked.steps[0].model_copy(update={"keeps": keeps})
    short = picked.model_copy(update={"steps": (picked.steps[0].model_copy(update={"keeps": "answer"}), last)})
    assert [planned.key for planned in plan_of(short, FRAME)] == expected


def test_a_method_asks_what_comes_close_and_the_end_in_words_of_its_own() -> None:
    method, said = OURS.walkthroughs["balint"], OURS.walkthroughs["balint"].title
    plan = {planned.key: planned.step.ask for planned in plan_of(method, FRAME)}
    own = plan_of(method.model_copy(update={"check_out": said}), FRAME)
    assert (plan["consent"], plan["check_out"]) == (method.consent, FRAME.check_out.ask)
    assert next(planned.step.ask for planned in own if planned.key == "check_out") == said


def test_the_check_out_asks_for_no_lesson_where_the_method_did() -> None:
    def asks(method_id: str) -> object:
        plan = plan_of(OURS.walkthroughs[method_id], FRAME)
        return next(planned.step.ask for planned in plan if planned.key == "check_out")

    assert (asks("vijf-stappen"), asks("case-clinic")) == (FRAME.check_out_after_lesson, FRAME.check_out.ask)


def test_optional_steps_without_an_offer_go_with_the_one_before_them() -> None:
    plan = plan_of(OURS.walkthroughs["probleemoplossend"], FRAME, has_owner=True)
    eight = next(at for at, planned in enumerate(plan) if planned.number == 8)
    more = (eight + 1, eight + 2, eight + 3)
    assert [offered(plan, at) for at in (eight - 1, eight, len(plan) - 1)] == [(), more, ()]


def test_steps_that_go_on_with_the_one_before_count_as_one_with_it() -> None:
    method = OURS.walkthroughs["tuning"]
    first, *others = method.steps
    joined = [first, others[0].model_copy(update={"continues": True}), *others[1:]]
    counted = method.model_copy(update={"steps": tuple(joined)}).numbers
    assert counted == (1, 1, *range(2, len(method.steps)))


def test_what_is_offered_is_offered_in_words_of_its_own() -> None:
    for method in METHODS:
        plan = plan_of(method, FRAME)
        always = [at for at, planned in enumerate(plan) if not planned.step.optional]
        firsts = [positions[0] for at in always if (positions := offered(plan, at))]
        assert [plan[at].key for at in firsts if plan[at].step.offer is None] == [], method.id


def test_what_shows_what_stands_once_it_is_opened_again_is_known_to_hold_words() -> None:
    plans = [plan_of(method, FRAME) for method in METHODS]
    put_down = [on for plan in plans for on in plan if on.is_put_down_once]
    assert len(put_down) > len(METHODS) // 4
    assert all(on.shows_words_in_group and on.shows_words_in_private for on in put_down)
