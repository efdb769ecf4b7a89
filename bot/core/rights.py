"""Rights: which role may do what; the one table that every command and button is held against."""

from collections.abc import Iterable
from enum import StrEnum

from bot.core.model import Role


class Right(StrEnum):
    """What a command takes. Answering, skipping, asking and everything about one's own data is anybody's."""

    TAKE_PART = "take part"
    READ_LOG = "read the team's log"
    READ_DIGEST = "read the digest"
    SET_UP = "set up the team"
    LOOK_AFTER = "look after what is delivered"


GRANTED: dict[Right, frozenset[Role]] = {
    Right.TAKE_PART: frozenset(Role),
    Right.READ_LOG: frozenset((Role.MEMBER,)),
    Right.READ_DIGEST: frozenset((Role.LEADER,)),
    Right.SET_UP: frozenset((Role.COORDINATOR,)),
    Right.LOOK_AFTER: frozenset((Role.COORDINATOR,)),
}


def may(roles: Iterable[Role], right: Right) -> bool:
    """Tell whether somebody with these roles has a right; taking part needs none."""
    return right is Right.TAKE_PART or not GRANTED[right].isdisjoint(roles)


def may_consult(roles: Iterable[Role], *, with_leaders: bool = False) -> bool:
    """Tell whether somebody may be in a consultation: not a leader, who appraises, nor somebody who only looks on.

    After the practice of intervision: in front of whom one is appraised by, nobody brings what went wrong. What is
    about nobody's case may be done `with_leaders`.
    """
    held = frozenset(roles)
    return (with_leaders or Role.LEADER not in held) and (Role.OBSERVER not in held or Role.MEMBER in held)


def may_be_in(roles: Iterable[Role], *, with_leaders: bool) -> bool:
    """Tell whether somebody may go on in what a team does together: known to the team, in a role for it."""
    held = frozenset(roles)
    return bool(held) and may_consult(held, with_leaders=with_leaders)
