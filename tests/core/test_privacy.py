"""Who may see what: the whole table of audiences and roles, and that no team ever sees another's."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Audience, Entry, Person, Role
from bot.core.privacy import MINIMUM_ANONYMOUS, Viewer, is_showable, may_see, visible

OURS, THEIRS = 1, 2
ANNA, BRAM = Person(1, "Anna"), Person(2, "Bram")
AT = datetime(2026, 11, 24, 11, 41, tzinfo=UTC)
NOBODY: set[Role | None] = set()
# Who reads another person's entry in their own team. None stands for the team itself, in its group.
READERS: dict[Audience, set[Role | None]] = {
    Audience.AUTHOR: NOBODY,
    Audience.GROUP: NOBODY,
    Audience.TEAM: {None, Role.MEMBER},
    Audience.LEADER: {None, Role.MEMBER, Role.LEADER, Role.OBSERVER},
    Audience.ORGANISATION: {None, Role.MEMBER, Role.LEADER, Role.OBSERVER},
}

moderately = settings(max_examples=200, deadline=None, database=None, derandomize=True)
authors = st.sampled_from([ANNA, BRAM, None])
roles = st.frozensets(st.sampled_from(list(Role)))
viewers = st.builds(Viewer, st.just(OURS), st.sampled_from([None, 1, 2, 3]), roles)
audiences = st.sampled_from(list(Audience))


def entry(audience: Audience, author: Person | None = ANNA, team_id: int = OURS, number: int = 1) -> Entry:
    return Entry(number, team_id, 7, "bijna-geholpen", 1, author, audience, "answer", "Ik telde.", None, AT)


def viewer(role: Role | None, team_id: int = OURS, person: Person = BRAM) -> Viewer:
    return Viewer(team_id) if role is None else Viewer(team_id, person.id, frozenset({role}))


def seeing(one: Entry, team_id: int = OURS, person: Person = BRAM) -> set[Role | None]:
    """Return in which roles somebody may see an entry; None stands for the team itself."""
    return {role for role in (None, *Role) if may_see(viewer(role, team_id, person), one)}


@pytest.mark.parametrize("audience", list(Audience))
def test_another_persons_entry_is_for_its_audience(audience: Audience) -> None:
    assert seeing(entry(audience)) == READERS[audience]


@pytest.mark.parametrize("audience", list(Audience))
def test_an_entry_without_a_name_is_for_its_audience(audience: Audience) -> None:
    assert seeing(entry(audience, author=None)) == READERS[audience]


@pytest.mark.parametrize("audience", list(Audience))
def test_everyone_sees_their_own_entry(audience: Audience) -> None:
    assert seeing(entry(audience), person=ANNA) >= set(Role)


@pytest.mark.parametrize("audience", list(Audience))
def test_who_left_the_team_sees_only_their_own_entries(audience: Audience) -> None:
    former = Viewer(OURS, ANNA.id)
    seen = visible(former, [entry(audience), entry(audience, BRAM, number=2), entry(audience, None, number=3)])
    assert [one.id for one in seen] == [1]


@pytest.mark.parametrize("person", [ANNA, BRAM])
@pytest.mark.parametrize("audience", list(Audience))
def test_another_teams_entry_is_for_nobody(audience: Audience, person: Person) -> None:
    assert seeing(entry(audience), THEIRS, person) == NOBODY


@pytest.mark.parametrize("audience", list(Audience))
def test_while_a_question_is_open_an_entry_without_a_name_is_for_nobody(audience: Audience) -> None:
    assert seeing(replace(entry(audience, author=None), is_settled=False)) == NOBODY


@pytest.mark.parametrize("audience", list(Audience))
def test_while_a_question_is_open_an_entry_with_a_name_is_for_its_audience(audience: Audience) -> None:
    assert seeing(replace(entry(audience), is_settled=False)) == READERS[audience]


@pytest.mark.parametrize(
    ("author", "crowd", "expected"),
    [(ANNA, 0, True), (ANNA, 1, True), (None, 0, False), (None, 2, False), (None, 3, True), (None, 30, True)],
)
def test_words_without_a_name_are_shown_from_three_people_on(author: Person | None, crowd: int, expected: bool) -> None:
    assert (is_showable(replace(entry(Audience.TEAM, author), crowd=crowd)), MINIMUM_ANONYMOUS) == (expected, 3)


@moderately
@given(viewers, audiences, st.booleans(), st.integers(0, 9))
def test_how_many_there_are_changes_nothing_about_who_may_look(
    looking: Viewer, audience: Audience, is_settled: bool, crowd: int
) -> None:
    one = replace(entry(audience, author=None), is_settled=is_settled)
    assert may_see(looking, replace(one, crowd=crowd)) is may_see(looking, one)


@moderately
@given(viewers, st.lists(st.tuples(audiences, authors), max_size=6))
def test_no_viewer_ever_sees_anything_of_another_team(
    looking: Viewer, said: list[tuple[Audience, Person | None]]
) -> None:
    theirs = [entry(audience, author, THEIRS, number) for number, (audience, author) in enumerate(said)]
    assert visible(looking, theirs) == []


@moderately
@given(viewers, audiences, authors, st.sampled_from(list(Role)))
def test_another_role_never_takes_anything_away(
    looking: Viewer, audience: Audience, author: Person | None, role: Role
) -> None:
    more = Viewer(looking.team_id, looking.person_id, looking.roles | {role})
    assert may_see(more, entry(audience, author)) >= may_see(looking, entry(audience, author))


@moderately
@given(viewers, authors)
def test_a_wider_audience_never_hides_an_entry(looking: Viewer, author: Person | None) -> None:
    seen = [may_see(looking, entry(audience, author)) for audience in Audience]
    assert seen == sorted(seen)


@moderately
@given(viewers, st.lists(st.tuples(audiences, authors), max_size=6))
def test_what_may_be_seen_stays_in_order(looking: Viewer, said: list[tuple[Audience, Person | None]]) -> None:
    entries = [entry(audience, author, OURS, number) for number, (audience, author) in enumerate(said)]
    assert visible(looking, entries) == [one for one in entries if may_see(looking, one)]
