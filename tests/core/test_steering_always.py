"""Whatever happens to a session, it is at a step that concerns somebody, or it is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from core.moving import (
    AMSTERDAM,
    AUTUMN,
    CHECK_OUT,
    COMMIT,
    EXTEND,
    GATHER,
    ROLES,
    own,
    step,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from up_to import up_to

from bot.core.model import PACES, SCHOOL_WEEK, Pace, Person, Who
from bot.core.session.deadlines import Calendar
from bot.core.session.moving import (
    AtDeadline,
    advance,
    at_deadline,
    back,
    begin,
    cancel,
    choose_owners,
    extend,
    finish,
    hand_over,
    join,
    leave,
    pause,
    resume,
    timed,
    want,
    wrap_up,
)
from bot.core.session.silence import silent_twice
from bot.core.session.state import Planned, State
from bot.core.session.steerers import may_facilitate, may_steer
from bot.core.session.taking_part import addressed, awaited, concerns_anybody, contribute, done, hear, notice, pass_on
from bot.core.timing import is_school_day

moderately = settings(max_examples=60, deadline=None, database=None, derandomize=True)
KINDS: tuple[tuple[Who, str], ...] = (
    ("owner", "post"),
    ("owner", "hidden"),
    ("owner", "label"),
    ("helpers", "post"),
    ("helpers", "hidden"),
    ("helpers", "open"),
    ("helpers", "quiet"),
    ("all", "post"),
    ("all", "poll"),
    ("all", "rate"),
    ("facilitator", "post"),
    ("facilitator", "confirm"),
)
POOL = [step(who, mode, 1 + at % 3, 1 + at) for at, (who, mode) in enumerate(KINDS)]
OPTIONAL = [step(who, mode, optional=True) for who, mode in KINDS[:5]]
paces: st.SearchStrategy[Pace] = st.sampled_from(PACES)
steps = st.sampled_from(POOL + OPTIONAL)
working_days = st.lists(st.sampled_from(SCHOOL_WEEK), max_size=5, unique=True).map(tuple)
leaves = st.none() | st.dates(date(2026, 9, 20), date(2026, 11, 10))
persons = st.builds(Person, id=st.just(0), name=st.just(""), working_days=working_days, leave=leaves.map(up_to))
calendars = st.builds(
    Calendar,
    st.just(AMSTERDAM),
    st.just(AUTUMN),
    st.dictionaries(st.integers(1, 6), persons, max_size=6),
    leaves.map(up_to),
)
starts = st.datetimes(datetime(2026, 9, 20), datetime(2026, 11, 10), timezones=st.just(UTC))  # noqa: DTZ001
groups = st.frozensets(st.integers(1, 5), min_size=3)
SAYING = ("write", "write", "write", "hear", "hear", "pass", "done")
DEEDS = (*SAYING, "notice", "want", "choose", "hand over", "join", "leave", "cancel")
TURNS = ("advance", "back", "back", "extend", "pause", "resume", "wrap up", "timed", "deadline")
moves = st.tuples(
    st.sampled_from(DEEDS + TURNS),
    st.integers(1, 5),
    st.sampled_from([0.01, 0.2, 1, 3, 30, 70]).map(lambda hours: timedelta(hours=hours)),
)

# Of itself hypothesis draws short lists, in which little happens.
histories = st.lists(moves, min_size=12, max_size=30)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Planned, ...]:
    method = draw(st.lists(steps, min_size=2, max_size=6))
    turns = draw(st.sampled_from([1, 1, 3]))
    rounds = tuple(replace(one, turn=turn) for turn in range(turns) for one in own(*method))
    before = draw(st.sampled_from([(), (GATHER,), (GATHER, ROLES)]))
    return before + rounds + draw(st.sampled_from([(), (CHECK_OUT,), (CHECK_OUT, COMMIT)]))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[State, Calendar]:
    """Draw a consultation that has just begun, and the calendar of its people."""
    calendar, owner = draw(calendars), draw(st.none() | st.integers(1, 4))
    return begin(draw(plans()), draw(paces), draw(groups), draw(starts), calendar, owner), calendar


def acted(state: State, deed: str, person: int) -> State:
    """Return a consultation after what somebody did, if it is something that the session allows at all."""
    match deed:
        case "write":
            return contribute(state, person, "Ja.", 0).state
        case "pass":
            return pass_on(state, person)
        case "done":
            return done(state, person)
        case "notice":
            return notice(state, person)
        case "want":
            return want(state, [person], is_wanted=person not in state.wanted)
        case "leave":
            return leave(state, person)
        case "cancel" if person == 1:
            return cancel(state)
    return state if state.is_over else acted_within(state, deed, person)


def acted_within(state: State, deed: str, person: int) -> State:
    """Return a consultation after what can only be done while it lasts."""
    match deed:
        case "hear" if person in addressed(state):
            return hear(state, person)
        case "choose":
            return choose_owners(state, tuple(sorted(state.people))[: 1 + person % 3])
        case "join":
            return join(state, person)
        case "hand over" if may_facilitate(state, person):
            return hand_over(state, person)
    return state


def turned(state: State, move: str, now: datetime, calendar: Calendar) -> State:
    """Return a consultation after somebody steered it, or time did."""
    match move:
        case "pause":
            return pause(state, now)
        case "timed" if state.phase == "running":
            return timed(state, calendar)
        case "deadline" if state.phase == "running":
            return after_deadline(state, max(now, state.due_at), calendar)
    moves = {"advance": advance, "back": back, "extend": extend, "resume": resume, "wrap up": wrap_up}
    return moves[move](state, now, calendar) if move in moves else state


def after_deadline(state: State, now: datetime, calendar: Calendar) -> State:
    """Return a consultation after its deadline, or if nobody answers what to do then, after its hard stop."""
    match at_deadline(state):
        case AtDeadline.MOVE_ON:
            return advance(state, now, calendar)
        case AtDeadline.EXTEND:
            return extend(state, now, calendar)
        case AtDeadline.ASK:
            return wrap_up(replace(state, is_stuck=True), max(now, state.stops_at), calendar)


Move = tuple[str, int, timedelta]


def history(scene: tuple[State, Calendar], what: list[Move]) -> list[State]:
    """Return a consultation after each of some moves, some time apart."""
    begun, calendar = scene
    stands, now = [begun], begun.started_at
    for move, person, later in what:
        now += later
        state = stands[-1]
        stands.append(turned(state, move, now, calendar) if move in TURNS else acted(state, move, person))
    return stands


@moderately
@given(scenes(), histories)
def test_a_session_is_always_at_a_step_of_its_plan_unless_it_has_ended(
    scene: tuple[State, Calendar], what: list[Move]
) -> None:
    for state in history(scene, what):
        assert (state.position == len(state.plan)) == (state.phase == "ended")
        assert 0 <= state.position <= len(state.plan)
        assert (state.paused_at is not None) == (state.phase == "paused") or state.phase == "cancelled"


@moderately
@given(scenes(), histories)
def test_only_people_who_are_in_and_there_are_addressed_awaited_or_counted(
    scene: tuple[State, Calendar], what: list[Move]
) -> None:
    for state in history(scene, what):
        if not state.is_over:
            assert awaited(state) <= addressed(state) <= state.people
            assert not awaited(state) & state.away
        assert state.given | state.heard <= state.people
        assert state.lately_silent | ({state.facilitator} - {None}) <= state.people


@moderately
@given(scenes(), histories)
def test_somebody_who_left_is_nobodys_concern_until_they_come_back(
    scene: tuple[State, Calendar], what: list[Move]
) -> None:
    stands, gone = history(scene, what), frozenset[int]()
    for (move, person, _), (before, state) in zip(what, pairwise(stands), strict=True):
        if move == "leave" and not before.is_over:
            gone |= {person}
        elif move == "join":
            gone -= {person}
        if not state.is_over:
            assert not gone & (addressed(state) | awaited(state) | silent_twice(before, state))
            assert not any(may_steer(state, one) or may_facilitate(state, one) for one in gone)


@moderately
@given(scenes(), histories)
def test_a_step_that_opens_concerns_somebody_and_is_wanted(scene: tuple[State, Calendar], what: list[Move]) -> None:
    for before, state in pairwise(history(scene, what)):
        if state.position != before.position and not state.is_over:
            assert concerns_anybody(state)
            assert not state.now_on.step.optional or state.position in state.wanted
            assert state.heard == state.given == frozenset()


@moderately
@given(scenes(), histories)
def test_a_written_step_is_due_at_a_closing_time_of_a_school_day_after_it_opened(
    scene: tuple[State, Calendar], what: list[Move]
) -> None:
    closings = {"calm": {time(16)}, "sprint": {time(12, 30), time(16)}}
    for state in history(scene, what):
        here = state.due_at.astimezone(AMSTERDAM)
        assert state.due_at > state.opened_at or state.is_over
        if state.pace in closings and not state.is_over:
            assert is_school_day(here.date(), AUTUMN)
            assert here.time() in closings[state.pace]


@moderately
@given(scenes(), histories)
def test_the_same_moves_lead_to_the_same_place(scene: tuple[State, Calendar], what: list[Move]) -> None:
    assert history(scene, what) == history(scene, what)


@moderately
@given(scenes(), histories, st.lists(moves, min_size=4, max_size=8))
def test_what_is_over_is_over(scene: tuple[State, Calendar], what: list[Move], later: list[Move]) -> None:
    over = finish(history(scene, what)[-1], scene[0].due_at)
    moves_left = [move for move in later if move[0] not in ("want", "notice", "done")]
    assert history((over, scene[1]), moves_left)[-1] == over


@moderately
@given(scenes(), histories)
def test_a_session_ends_when_time_passes(scene: tuple[State, Calendar], what: list[Move]) -> None:
    state, calendar = history(scene, what)[-1], scene[1]
    state = resume(state, state.paused_at or state.opened_at, calendar)
    for _ in range(2 * len(state.plan) + 1):
        if not state.is_over:
            state = after_deadline(state, state.due_at, calendar)
    assert state.phase in ("ended", "cancelled")


@moderately
@given(scenes(), histories)
def test_a_step_that_nobody_contributes_to_is_extended_once_and_then_it_moves_on_or_asks(
    scene: tuple[State, Calendar], what: list[Move]
) -> None:
    state, calendar = history(scene, what)[-1], scene[1]
    if state.phase == "running":
        at_first = replace(state, extensions=0, given=frozenset())
        longer = extend(timed(at_first, calendar), timed(at_first, calendar).due_at, calendar)
        assert at_deadline(longer) is not EXTEND
