"""Rights: the table of who may do what, held against the words it was promised in."""

import pytest

from bot.core.model import Role
from bot.core.rights import Right, may

EVERYBODY = frozenset(Role)
PROMISED = {
    Right.TAKE_PART: EVERYBODY,
    Right.READ_LOG: {Role.MEMBER},
    Right.READ_DIGEST: {Role.LEADER},
    Right.SET_UP: {Role.COORDINATOR},
    Right.LOOK_AFTER: {Role.COORDINATOR},
}


@pytest.mark.parametrize("right", Right)
def test_each_right_is_had_by_the_roles_it_was_promised_to(right: Right) -> None:
    assert {role for role in Role if may((role,), right)} == PROMISED[right]


@pytest.mark.parametrize("right", Right)
def test_without_a_role_one_may_only_take_part(right: Right) -> None:
    assert may((), right) is (right is Right.TAKE_PART)
