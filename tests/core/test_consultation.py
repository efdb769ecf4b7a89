"""Where a consultation stands: who is addressed, what counts, who is waited for, and who may steer."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.model import Who
from bot.core.session.modes import MODES
from bot.core.session.state import Phase, Planned, State
from bot.core.session.steerers import is_facilitator_silent, may_facilitate, may_steer
from bot.core.session.taking_part import (
    Outcome,
    Verdict,
    addressed,
    awaited,
    concerns_anybody,
    contribute,
    done,
    hear,
    is_complete,
    is_in_turns,
    is_one_enough,
    judge,
    may_say_more,
    notice,
    owners_now,
    pass_on,
    step_before,
)
from bot.core.step import Asked, Bilingual, Department, ScaleItem, Step

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
DUE = datetime(2026, 11, 25, 15, tzinfo=UTC)
ANNA, BRAM, CHRIS, DEMI, STRANGER = 1, 2, 3, 4, 99
ALL = frozenset({ANNA, BRAM, CHRIS, DEMI})
SAID = Bilingual(nl="Wat zie je?", en="What do you see?")
NOTED, LATE, WORDLESS, OVER = Verdict.NOTED, Verdict.LATE, Verdict.WORDLESS, Verdict.OVER
NOT_YOURS, LISTENING, ENOUGH, BY_BUTTON = Verdict.NOT_YOURS, Verdict.LISTENING, Verdict.ENOUGH, Verdict.BY_BUTTON

# Modes of which a step is always for the same people.
ALWAYS_FOR: dict[str, Who] = {"quiet": "helpers", "label": "owner"}


def step(who: Who = "all", mode: str = "post", at_most: int | None = None) -> Step:
    who = ALWAYS_FOR.get(mode, who)
    labels, items_from = (SAID, SAID) if mode == "label" else (), 1 if mode in ("label", "cluster") else None
    options = (SAID, SAID) if mode == "poll" else ()
    fields = tuple(Asked(name=SAID, ask=SAID) for _ in range(at_most or 2)) if mode == "fields" else ()
    departments = (Department(name=SAID, guide=SAID),) * 2 if mode == "divided" else ()
    items, scale = ((ScaleItem(text=SAID),), "1-5") if mode == "scale" else ((), None)
    return Step.model_validate(
        {
            "who": who,
            "mode": mode,
            "at_most": None if fields else at_most,
            "labels": labels,
            "items_from": items_from,
            "options": options,
            "fields": fields,
            "departments": departments,
            "items": items,
            "scale": scale,
            "ask": SAID,
            "minutes": 5,
        }
    )


def at(*steps: Step, position: int = 0, keys: Sequence[str] = "123456789", owners: tuple[int, ...] = (ANNA,)) -> State:
    """Return a consultation of four people at one of some steps, with Anna's case."""
    plan = tuple(Planned(key, one) for key, one in zip(keys, steps, strict=False))
    return State(plan, "calm", ALL, NOON, DUE, NOON, DUE, position, owners=owners)


def in_turns(position: int, *steps: Step, owners: tuple[int, ...] = (ANNA, BRAM, CHRIS)) -> State:
    """Return a consultation that goes through some steps for each of three owners, and then checks out."""
    rounds = tuple(Planned.own(key, one, turn) for turn in range(3) for key, one in enumerate(steps, start=1))
    plan = (Planned("gather", step("all", "confirm")), *rounds, Planned("check_out", step("all", "rate")))
    return State(plan, "calm", ALL, NOON, DUE, NOON, DUE, position, owners=owners)


def heard(state: State, *people: int) -> State:
    for person in people:
        state = hear(state, person)
    return state


@pytest.mark.parametrize(("position", "wanted", "expected"), [(0, (), 0), (1, (), 0), (3, (), 1), (3, (2,), 2)])
def test_the_step_before_passes_over_what_was_left_out(position: int, wanted: tuple[int, ...], expected: int) -> None:
    added = step().model_copy(update={"optional": True})
    state = at(step(), step(), added, step(), position=position)
    assert step_before(replace(state, wanted=frozenset(wanted))) == expected


@pytest.mark.parametrize(
    ("who", "owners", "facilitator", "expected"),
    [
        ("owner", (ANNA,), None, {ANNA}),
        ("owner", (ANNA, BRAM), CHRIS, {ANNA, BRAM}),
        ("owner", (), None, set()),
        ("owner", (STRANGER,), None, set()),
        ("helpers", (ANNA,), None, {BRAM, CHRIS, DEMI}),
        ("helpers", (ANNA,), BRAM, {BRAM, CHRIS, DEMI}),
        ("helpers", (ANNA, BRAM), None, {CHRIS, DEMI}),
        ("helpers", (), None, ALL),
        ("helpers", (ANNA, BRAM, CHRIS, DEMI), None, set()),
        ("all", (ANNA,), BRAM, ALL),
        ("all", (), None, ALL),
        ("facilitator", (ANNA,), BRAM, {BRAM}),
        ("facilitator", (ANNA,), None, ALL),
    ],
)
def test_a_step_addresses_those_it_is_for(
    who: Who, owners: tuple[int, ...], facilitator: int | None, expected: set[int]
) -> None:
    assert addressed(replace(at(step(who), owners=owners), facilitator=facilitator)) == expected


@pytest.mark.parametrize(
    ("position", "owner", "addresses"),
    [
        (0, {ANNA}, ALL),
        (1, {ANNA}, {ANNA}),
        (2, {ANNA}, {BRAM, CHRIS, DEMI}),
        (3, {BRAM}, {BRAM}),
        (4, {BRAM}, {ANNA, CHRIS, DEMI}),
        (5, {CHRIS}, {CHRIS}),
        (6, {CHRIS}, {ANNA, BRAM, DEMI}),
        (7, {ANNA}, ALL),
    ],
)
def test_owners_who_take_turns_each_have_all_steps(position: int, owner: Set[int], addresses: Set[int]) -> None:
    state = in_turns(position, step("owner"), step("helpers"))
    assert (owners_now(state), addressed(state)) == (owner, addresses)


@pytest.mark.parametrize(
    ("position", "expected"),
    [(0, True), (1, True), (2, True), (3, False), (4, False), (5, True), (6, True), (7, True)],
)
def test_the_turn_of_an_owner_who_left_is_nobodys(position: int, expected: bool) -> None:
    state = replace(in_turns(position, step("owner"), step("all")), people=ALL - {BRAM})
    assert concerns_anybody(state) is expected


def test_a_turn_without_an_owner_is_nobodys() -> None:
    assert [concerns_anybody(in_turns(at, step("all"), owners=(ANNA, BRAM))) for at in range(5)] == [
        True,
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("who", "owners", "expected"),
    [
        ("owner", (), False),
        ("owner", (STRANGER,), False),
        ("helpers", (ANNA, BRAM, CHRIS, DEMI), False),
        ("helpers", (), True),
        ("all", (), True),
        ("facilitator", (), True),
    ],
)
def test_a_step_that_addresses_nobody_concerns_nobody(who: Who, owners: tuple[int, ...], expected: bool) -> None:
    assert concerns_anybody(at(step(who), owners=owners)) is expected


def test_owners_take_turns_only_if_the_plan_has_a_second_turn() -> None:
    assert [is_in_turns(at(step())), is_in_turns(in_turns(0, step()))] == [False, True]


@pytest.mark.parametrize(
    ("who", "mode", "by_owner", "by_helper", "by_stranger"),
    [
        ("owner", "post", NOTED, NOT_YOURS, NOT_YOURS),
        ("helpers", "post", NOT_YOURS, NOTED, NOT_YOURS),
        ("all", "post", NOTED, NOTED, NOT_YOURS),
        ("facilitator", "post", NOTED, NOTED, NOT_YOURS),
        ("owner", "hidden", NOTED, NOT_YOURS, NOT_YOURS),
        ("helpers", "hidden", NOT_YOURS, NOTED, NOT_YOURS),
        ("all", "hidden", NOTED, NOTED, NOT_YOURS),
        # In a free talk anybody in the session may say something, whoever it is for.
        ("owner", "open", NOTED, NOTED, NOT_YOURS),
        ("helpers", "open", NOTED, NOTED, NOT_YOURS),
        ("owner", "live", NOTED, NOTED, NOT_YOURS),
        ("helpers", "live", NOTED, NOTED, NOT_YOURS),
        ("helpers", "quiet", LISTENING, NOTED, NOT_YOURS),
        ("owner", "label", BY_BUTTON, NOT_YOURS, NOT_YOURS),
        ("all", "poll", BY_BUTTON, BY_BUTTON, NOT_YOURS),
        ("helpers", "poll", NOT_YOURS, BY_BUTTON, NOT_YOURS),
        ("all", "rate", NOTED, NOTED, NOT_YOURS),
        ("owner", "confirm", NOTED, NOT_YOURS, NOT_YOURS),
        ("all", "confirm", NOTED, NOTED, NOT_YOURS),
        ("all", "solo", NOTED, NOTED, NOT_YOURS),
        ("owner", "solo", NOTED, NOT_YOURS, NOT_YOURS),
    ],
)
def test_what_becomes_of_words_depends_on_the_mode_and_on_whose_step_it_is(
    who: Who, mode: str, by_owner: Verdict, by_helper: Verdict, by_stranger: Verdict
) -> None:
    state = at(step(who, mode))
    found = [contribute(state, person, "Ik zie iets.", 0).verdict for person in (ANNA, BRAM, STRANGER)]
    assert found == [by_owner, by_helper, by_stranger]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_is_contributed_to_in_words_or_by_a_button(mode: str) -> None:
    words = contribute(at(step(mode=mode)), BRAM if mode == "quiet" else ANNA, "Ja.", 0).verdict
    assert (words is NOTED, words is BY_BUTTON) == (MODES[mode].by_words, not MODES[mode].by_words)


def test_a_facilitators_step_is_for_the_facilitator_alone() -> None:
    state = replace(at(step("facilitator")), facilitator=BRAM)
    found = [contribute(state, person, "Ja.", 0).verdict for person in (ANNA, BRAM, CHRIS)]
    assert found == [NOT_YOURS, NOTED, NOT_YOURS]


def test_the_owner_of_a_turn_reads_along_and_the_other_owners_talk() -> None:
    state = in_turns(2, step(mode="quiet"))
    found = [contribute(state, person, "Ja.", 0).verdict for person in (ANNA, BRAM, CHRIS)]
    assert found == [NOTED, LISTENING, NOTED]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
@pytest.mark.parametrize("mode", MODES)
def test_a_message_without_words_changes_nothing(mode: str, text: str) -> None:
    state = at(step(mode=mode))
    assert contribute(state, ANNA, text, 0) == Outcome(state, WORDLESS)


@pytest.mark.parametrize(
    ("mode", "at_most", "already", "expected"),
    [
        ("hidden", 3, 0, NOTED),
        ("hidden", 3, 2, NOTED),
        ("hidden", 3, 3, ENOUGH),
        ("hidden", 3, 4, ENOUGH),
        ("hidden", None, 40, NOTED),
        ("post", 1, 1, ENOUGH),
        ("open", 2, 2, ENOUGH),
        ("quiet", 2, 1, NOTED),
        ("quiet", 2, 2, ENOUGH),
    ],
)
def test_a_step_takes_as_many_contributions_of_one_person_as_it_allows(
    mode: str, at_most: int | None, already: int, expected: Verdict
) -> None:
    state = at(step("helpers", mode, at_most))
    assert contribute(state, BRAM, "Ja.", already).verdict is expected


def test_a_contribution_is_noted_and_its_writer_heard() -> None:
    state = replace(at(step()), is_stuck=True)
    expected = replace(state, heard=frozenset({BRAM}), given=frozenset({BRAM}), is_stuck=False)
    assert contribute(state, BRAM, "Ik zie iets.", 0) == Outcome(expected, NOTED)


@pytest.mark.parametrize(
    ("who", "mode", "at_most", "said", "expected"),
    [
        ("owner", "post", None, 1, True),
        ("owner", "post", None, 9, True),
        ("owner", "hidden", None, 1, True),
        ("owner", "post", 1, 1, False),
        ("owner", "post", 2, 1, True),
        ("helpers", "hidden", 3, 1, True),
        ("helpers", "hidden", 3, 2, True),
        ("helpers", "hidden", 3, 3, False),
        ("helpers", "hidden", 1, 1, False),
        ("helpers", "hidden", None, 1, False),
        ("all", "post", None, 1, False),
        ("facilitator", "post", None, 1, False),
        ("helpers", "open", 3, 1, False),
        ("helpers", "quiet", 3, 1, False),
        ("owner", "solo", None, 1, False),
        ("owner", "confirm", None, 1, False),
    ],
)
def test_an_owner_and_whoever_is_asked_for_several_may_say_more(
    who: Who, mode: str, at_most: int | None, said: int, expected: bool
) -> None:
    assert may_say_more(step(who, mode, at_most), said) is expected


def test_who_may_say_more_is_waited_for_until_it_was_all_they_may_say() -> None:
    first = contribute(at(step("helpers", "hidden", 2)), BRAM, "Een.", 0).state
    second = contribute(first, BRAM, "Twee.", 1).state
    found = [(one.given, BRAM in awaited(one)) for one in (first, second)]
    assert found == [(frozenset({BRAM}), True), (frozenset({BRAM}), False)]


def test_who_may_say_more_is_waited_for_until_they_say_it_was_all() -> None:
    first = contribute(at(step("owner")), ANNA, "Een.", 0).state
    assert [is_complete(first), is_complete(done(first, ANNA))] == [False, True]


def test_who_contributed_nothing_has_nothing_to_be_done_with() -> None:
    state = pass_on(at(step()), BRAM)
    assert [done(state, person) for person in (ANNA, BRAM)] == [state] * 2


@pytest.mark.parametrize("verdict", [NOT_YOURS, ENOUGH, LISTENING, BY_BUTTON])
def test_what_is_not_noted_changes_nothing(verdict: Verdict) -> None:
    steps = {NOT_YOURS: step("helpers"), ENOUGH: step(at_most=1), LISTENING: step(mode="quiet")}
    state = at(steps.get(verdict, step(mode="label")))
    assert contribute(state, ANNA, "Ja.", 1) == Outcome(state, verdict)


@pytest.mark.parametrize(
    ("phase", "expected"), [("running", NOTED), ("paused", NOTED), ("ended", OVER), ("cancelled", OVER)]
)
def test_a_session_takes_words_until_it_is_over_also_while_paused(phase: Phase, expected: Verdict) -> None:
    position = 1 if phase == "ended" else 0
    assert contribute(replace(at(step(), position=position), phase=phase), ANNA, "Ja.", 0).verdict is expected


@pytest.mark.parametrize(
    ("mode", "person", "already", "text", "expected"),
    [
        ("post", BRAM, 0, "Ja.", LATE),
        ("hidden", BRAM, 0, "Ja.", LATE),
        ("open", ANNA, 0, "Ja.", LATE),
        ("quiet", BRAM, 0, "Ja.", LATE),
        ("quiet", ANNA, 0, "Ja.", LISTENING),
        ("hidden", ANNA, 0, "Ja.", NOT_YOURS),
        ("hidden", STRANGER, 0, "Ja.", NOT_YOURS),
        ("hidden", BRAM, 1, "Ja.", ENOUGH),
        ("hidden", BRAM, 0, " ", WORDLESS),
        ("label", ANNA, 0, "Ja.", OVER),
        ("poll", BRAM, 0, "Ja.", OVER),
        ("rate", BRAM, 0, "Ja.", OVER),
        ("confirm", BRAM, 0, "Ja.", OVER),
        ("solo", BRAM, 0, "Ja.", OVER),
        ("live", BRAM, 0, "Ja.", OVER),
    ],
)
def test_words_for_an_earlier_step_still_count_where_people_write(
    mode: str, person: int, already: int, text: str, expected: Verdict
) -> None:
    earlier = step("helpers", mode, 1 if mode in ("post", "hidden", "open", "quiet") else None)
    state = at(earlier, step("owner"), step("all"), position=2)
    assert judge(state, 0, person, text, at=state.opened_at, already=already) is expected


@pytest.mark.parametrize(
    ("position", "expected"), [(-1, OVER), (0, LATE), (1, LATE), (2, NOTED), (3, OVER), (4, OVER), (99, OVER)]
)
def test_only_an_earlier_step_can_be_late_for(position: int, expected: Verdict) -> None:
    state = at(step(), step(), step(), step(), position=2)
    assert judge(state, position, BRAM, "Ja.", at=state.opened_at, already=0) is expected


@pytest.mark.parametrize(("phase", "position"), [("ended", 3), ("cancelled", 2)])
def test_a_session_that_is_over_takes_nothing_late(phase: Phase, position: int) -> None:
    state = replace(at(step(), step(), step(), position=position), phase=phase)
    assert [judge(state, earlier, BRAM, "Ja.", at=state.opened_at, already=0) for earlier in range(4)] == [OVER] * 4


def test_words_for_an_earlier_turn_are_judged_by_whose_turn_it_was() -> None:
    state = in_turns(5, step("owner"), step(mode="quiet"))
    found = [judge(state, 2, person, "Ja.", at=state.opened_at, already=0) for person in (ANNA, BRAM)]
    assert found == [LISTENING, LATE]


def test_who_passes_is_heard_and_gave_nothing() -> None:
    state = at(step())
    assert pass_on(state, BRAM) == replace(state, heard=frozenset({BRAM}))


def test_who_passes_after_all_gave_nothing_after_all() -> None:
    passed = pass_on(heard(at(step()), BRAM, CHRIS), BRAM)
    assert (passed.heard, passed.given) == (frozenset({BRAM, CHRIS}), frozenset({CHRIS}))


def test_who_contributes_after_passing_has_contributed() -> None:
    state = contribute(pass_on(at(step()), BRAM), BRAM, "Toch iets.", 0).state
    assert (state.heard, state.given) == (frozenset({BRAM}),) * 2


@pytest.mark.parametrize(
    ("state", "person"),
    [
        (at(step("helpers")), ANNA),
        (at(step("owner")), BRAM),
        (at(step()), STRANGER),
        (replace(at(step()), phase="cancelled"), BRAM),
        (replace(at(step(), position=1), phase="ended"), BRAM),
    ],
)
def test_who_is_not_addressed_has_nothing_to_pass(state: State, person: int) -> None:
    assert pass_on(state, person) == state


@pytest.mark.parametrize(
    ("who", "away", "gave", "expected"),
    [
        ("all", set(), [], ALL),
        ("all", set(), [BRAM], {ANNA, CHRIS, DEMI}),
        ("helpers", set(), [BRAM], {CHRIS, DEMI}),
        ("helpers", {DEMI}, [BRAM], {CHRIS}),
        ("helpers", {BRAM, CHRIS, DEMI}, [], set()),
        ("owner", {ANNA}, [], set()),
        ("facilitator", set(), [], ALL),
        ("facilitator", set(), [CHRIS], set()),
    ],
)
def test_those_addressed_are_awaited_unless_they_are_away_or_were_heard(
    who: Who, away: set[int], gave: list[int], expected: set[int]
) -> None:
    assert awaited(heard(replace(at(step(who)), away=frozenset(away)), *gave)) == expected


def test_one_is_enough_for_a_facilitators_step_and_for_the_roles() -> None:
    roles = at(step("all", "confirm"), keys=["roles"])
    found = [is_one_enough(at(step("facilitator"))), is_one_enough(roles), is_one_enough(at(step("all", "confirm")))]
    assert found == [True, True, False]


@pytest.mark.parametrize("mode", MODES)
def test_a_step_in_which_people_talk_ends_by_time_or_by_hand_and_the_others_when_all_are_in(mode: str) -> None:
    state = heard(at(step(mode=mode)), *ALL)
    assert (is_complete(state), MODES[mode].waits_for_all) == (
        mode not in ("open", "ask", "quiet", "live", "divided"),
    ) * 2


@pytest.mark.parametrize(
    ("who", "away", "gave", "passed", "expected"),
    [
        ("helpers", set(), [BRAM, CHRIS], [], False),
        ("helpers", set(), [BRAM, CHRIS, DEMI], [], True),
        ("helpers", set(), [BRAM, CHRIS], [DEMI], True),
        ("helpers", set(), [], [BRAM, CHRIS, DEMI], True),
        ("helpers", {DEMI}, [BRAM, CHRIS], [], True),
        ("helpers", {DEMI}, [BRAM], [CHRIS], True),
        # Whoever is away may still turn up; nobody turning up at all is no reason to go on at once.
        ("helpers", {DEMI}, [DEMI], [], False),
        ("helpers", {BRAM, CHRIS, DEMI}, [], [], False),
        ("helpers", {BRAM, CHRIS, DEMI}, [DEMI], [], True),
        ("owner", set(), [], [], False),
        ("owner", set(), [ANNA], [], True),
        ("owner", set(), [], [ANNA], True),
        ("facilitator", set(), [DEMI], [], True),
        ("facilitator", set(), [], [BRAM], False),
        ("facilitator", set(), [], [ANNA, BRAM, CHRIS, DEMI], True),
    ],
)
def test_a_step_is_complete_when_everybody_who_is_there_was_heard(
    who: Who, away: set[int], gave: list[int], passed: list[int], expected: bool
) -> None:
    state = heard(replace(at(step(who)), away=frozenset(away)), *gave)
    for person in passed:
        state = pass_on(state, person)
    assert is_complete(state) is expected


def test_a_step_with_a_facilitator_is_complete_once_the_facilitator_passes() -> None:
    state = replace(at(step("facilitator")), facilitator=BRAM)
    assert [is_complete(state), is_complete(pass_on(state, BRAM))] == [False, True]


def test_whoever_does_a_facilitators_step_in_parts_is_not_cut_short_by_somebody_who_passes() -> None:
    two = at(step("facilitator").model_copy(update={"at_most": 2}))
    once = contribute(pass_on(two, CHRIS), DEMI, "De eerste regel.", 0).state
    twice = contribute(once, DEMI, "De tweede regel.", 1).state
    assert [is_complete(one) for one in (once, twice)] == [False, True]


@pytest.mark.parametrize("mode", ["post", "open"])
def test_a_step_that_concerns_nobody_any_more_is_complete(mode: str) -> None:
    state = in_turns(2, step("helpers", mode))
    assert [is_complete(state), is_complete(replace(state, people=ALL - {BRAM}))] == [False, True]


@pytest.mark.parametrize("phase", ["paused", "ended", "cancelled"])
def test_only_a_running_session_can_have_a_complete_step(phase: Phase) -> None:
    position = 1 if phase == "ended" else 0
    assert is_complete(replace(heard(at(step()), *ALL), phase=phase, position=position)) is False


@pytest.mark.parametrize(
    ("facilitator", "person", "expected"),
    [(BRAM, BRAM, 2), (BRAM, CHRIS, 0), (None, BRAM, 0)],
)
def test_a_sign_of_life_of_the_facilitator_is_remembered(facilitator: int | None, person: int, expected: int) -> None:
    state = replace(at(step(), step(), step(), position=2), facilitator=facilitator)
    assert notice(state, person) == replace(state, seen=expected)


def test_contributing_and_passing_are_signs_of_life() -> None:
    state = replace(at(step(), step(), position=1), facilitator=BRAM)
    assert [hear(state, BRAM).seen, pass_on(state, BRAM).seen] == [1, 1]


@pytest.mark.parametrize(
    ("facilitator", "position", "seen", "is_stuck", "expected"),
    [
        (BRAM, 0, 0, False, False),
        (BRAM, 1, 0, False, False),
        (BRAM, 1, 1, False, False),
        (BRAM, 2, 0, False, True),
        (BRAM, 2, 1, False, False),
        (BRAM, 3, 1, False, True),
        (BRAM, 0, 0, True, True),
        (None, 3, 0, True, False),
    ],
)
def test_a_facilitator_is_silent_after_a_whole_step_without_a_sign_or_when_asked_in_vain(
    facilitator: int | None, position: int, seen: int, is_stuck: bool, expected: bool
) -> None:
    state = at(step(), step(), step(), step(), position=position)
    assert is_facilitator_silent(replace(state, facilitator=facilitator, seen=seen, is_stuck=is_stuck)) is expected


@pytest.mark.parametrize(
    ("facilitator", "seen", "expected"),
    [(BRAM, 2, {BRAM}), (BRAM, 1, {BRAM}), (BRAM, 0, ALL), (None, 0, ALL)],
)
def test_the_facilitator_steers_or_anybody_where_the_bot_leads_or_the_facilitator_is_silent(
    facilitator: int | None, seen: int, expected: set[int]
) -> None:
    state = replace(at(step(), step(), step(), position=2), facilitator=facilitator, seen=seen)
    assert {person for person in (*ALL, STRANGER) if may_steer(state, person)} == expected


@pytest.mark.parametrize(("phase", "expected"), [("paused", ALL), ("ended", set()), ("cancelled", set())])
def test_nobody_steers_what_is_over(phase: Phase, expected: set[int]) -> None:
    state = replace(at(step()), phase=phase, position=1 if phase == "ended" else 0)
    assert {person for person in (*ALL, STRANGER) if may_steer(state, person)} == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (at(step()), {BRAM, CHRIS, DEMI}),
        (at(step(), owners=(ANNA, BRAM)), {CHRIS, DEMI}),
        (at(step(), owners=()), ALL),
        (in_turns(1, step()), ALL),
    ],
)
def test_anybody_but_the_owner_may_facilitate_and_in_turns_anybody(state: State, expected: set[int]) -> None:
    assert {person for person in (*ALL, STRANGER) if may_facilitate(state, person)} == expected
