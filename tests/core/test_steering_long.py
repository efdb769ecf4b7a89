"""A session that lasts: over holidays, a pause and leave, with people who work part-time."""

from datetime import date

from core.moving import (
    AMSTERDAM,
    ANNA,
    AUTUMN,
    BRAM,
    CHECK_OUT,
    CHRIS,
    DEMI,
    ELIF,
    EXTEND,
    FARID,
    GATHER,
    MOVE_ON,
    ROLES,
    heard,
    local,
    own,
    shown,
    step,
)
from up_to import up_to

from bot.core.model import Person
from bot.core.session.deadlines import Calendar
from bot.core.session.moving import (
    advance,
    at_deadline,
    begin,
    extend,
    hand_over,
    timed,
)
from bot.core.session.silence import silent_twice
from bot.core.session.state import State

SIX = frozenset({ANNA, BRAM, CHRIS, DEMI, ELIF, FARID})
LONG_PLAN = (
    GATHER,
    ROLES,
    *own(
        step("owner"),
        step("helpers", "hidden"),
        step("owner"),
        step("helpers", "hidden", window=2),
        step("owner", "label"),
        step("helpers", "hidden"),
        step("owner"),
    ),
    CHECK_OUT,
)


def calendar_of_six(
    paused_until: date | None = None, bram: date | None = date(2026, 11, 11), anna: date | None = None
) -> Calendar:
    """Return the calendar of six people, three of them part-time; Bram is on leave till Wednesday 11 November."""
    everyone = {
        ANNA: Person(ANNA, "Anna", leave=up_to(anna)),
        BRAM: Person(BRAM, "Bram", leave=up_to(bram)),
        CHRIS: Person(CHRIS, "Chris"),
        DEMI: Person(DEMI, "Demi", working_days=("mon", "tue")),
        ELIF: Person(ELIF, "Elif", working_days=("wed", "thu")),
        FARID: Person(FARID, "Farid", working_days=("thu", "fri")),
    }
    return Calendar(AMSTERDAM, AUTUMN, everyone, up_to(paused_until))


def test_a_calm_session_of_ten_steps_over_a_pause_and_two_leaves_of_six_people_of_whom_three_work_part_time() -> None:
    dates: list[tuple[int, str, str, set[int]]] = []
    calendar = calendar_of_six()

    def note(one: State) -> State:
        dates.append((one.position, shown(one.opened_at), shown(one.due_at), set(one.away)))
        return one

    def next_at(one: State, when: str) -> State:
        return note(advance(one, local(when), calendar))

    # Farid is the last, on Thursday; of those six only Bram is away till a week later.
    state = note(begin(LONG_PLAN, "calm", SIX, local("2026-11-02 09:00"), calendar, ANNA))
    state = next_at(heard(state, ANNA, CHRIS, DEMI, ELIF, FARID), "2026-11-05 10:00")
    state = next_at(heard(hand_over(state, CHRIS), CHRIS), "2026-11-05 10:30")
    state = next_at(heard(state, ANNA), "2026-11-06 09:00")
    # Farid works again on Thursday, and so does Bram; neither is heard, three others are.
    state = heard(state, CHRIS, DEMI, ELIF)
    decisions = [at_deadline(state)]
    state = next_at(state, "2026-11-12 16:00")
    # Anna says nothing: once longer, into the team's pause, and then she is on leave till Tuesday.
    decisions.append(at_deadline(state))
    state = note(extend(state, local("2026-11-13 16:00"), calendar))
    calendar = calendar_of_six(paused_until=date(2026, 11, 20))
    state = note(timed(state, calendar))
    calendar = calendar_of_six(paused_until=date(2026, 11, 20), anna=date(2026, 11, 24))
    state = note(timed(state, calendar))
    state = next_at(heard(state, ANNA), "2026-11-25 11:00")
    state = next_at(heard(state, BRAM, CHRIS, DEMI, ELIF, FARID), "2026-11-30 12:00")
    state = next_at(heard(state, ANNA), "2026-12-01 08:30")
    # Only Chris is in time, and Demi a day later.
    state = heard(state, CHRIS)
    decisions.append(at_deadline(state))
    state = heard(note(extend(state, local("2026-12-07 16:00"), calendar)), DEMI)
    decisions.append(at_deadline(state))
    state = next_at(state, "2026-12-08 16:00")
    state = next_at(heard(state, ANNA), "2026-12-09 10:00")
    state = heard(state, ANNA, CHRIS, DEMI, ELIF)
    decisions.append(at_deadline(state))
    ended = next_at(state, "2026-12-14 16:00")

    assert dates == [
        (0, "Mon 11-02 09:00", "Thu 11-05 16:00", {BRAM}),
        (1, "Thu 11-05 10:00", "Wed 11-11 16:00", {BRAM}),
        (2, "Thu 11-05 10:30", "Fri 11-06 16:00", set()),
        (3, "Fri 11-06 09:00", "Thu 11-12 16:00", set()),
        (4, "Thu 11-12 16:00", "Fri 11-13 16:00", set()),
        (4, "Thu 11-12 16:00", "Mon 11-16 16:00", set()),
        (4, "Thu 11-12 16:00", "Tue 11-24 16:00", set()),
        (4, "Thu 11-12 16:00", "Thu 11-26 16:00", set()),
        (5, "Wed 11-25 11:00", "Mon 11-30 16:00", set()),
        (6, "Mon 11-30 12:00", "Tue 12-01 16:00", set()),
        (7, "Tue 12-01 08:30", "Mon 12-07 16:00", set()),
        (7, "Tue 12-01 08:30", "Tue 12-08 16:00", set()),
        (8, "Tue 12-08 16:00", "Wed 12-09 16:00", set()),
        (9, "Wed 12-09 10:00", "Mon 12-14 16:00", set()),
        (10, "Wed 12-09 10:00", "Mon 12-14 16:00", set()),
    ]
    assert decisions == [MOVE_ON, EXTEND, EXTEND, MOVE_ON, MOVE_ON]
    assert silent_twice(state, ended) == {BRAM, FARID}
    assert (ended.phase, shown(ended.stops_at)) == ("ended", "Sun 11-22 09:00")


def test_a_sprint_of_five_steps_waits_for_those_who_work_part_time_as_well() -> None:
    state = begin((*LONG_PLAN[2:6], CHECK_OUT), "sprint", SIX, local("2026-11-23 09:00"), calendar_of_six(), ANNA)
    dues = [shown(state.due_at)]
    while state.phase == "running":
        state = advance(state, state.due_at, calendar_of_six())
        dues.append(shown(state.due_at))
    # Anna; then till Farid works, on Thursday; Anna; till Elif does, on Wednesday; and till Demi does, on Monday.
    assert dues == [
        "Mon 11-23 12:30",
        "Thu 11-26 12:30",
        "Thu 11-26 16:00",
        "Wed 12-02 12:30",
        "Mon 12-07 12:30",
        "Mon 12-07 12:30",
    ]
