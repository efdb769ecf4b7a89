"""Terms: what people agree to by taking part: who reads what they say, how a session ends, and what stays of it."""

from dataclasses import dataclass

from bot.core.model import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a session; they are stored with it at its start and never change.

    `audience` reads what is said by name. What may be nameless waits for the close, where it is tied to nobody any
    more. A team is at one session at a time where it `is_alone`. One that `ends_early` goes on once everybody was
    heard, another at the hour that was announced, so that nobody's silence shows. Where `words_stay`, they are in the
    team's log; else they are cleaned after the look back.
    """

    name: str
    audience: Audience
    may_be_nameless: bool
    is_alone: bool
    ends_early: bool
    words_stay: bool


REFLECTION = Terms(
    name="reflection",
    audience=Audience.TEAM,
    may_be_nameless=True,
    is_alone=False,
    ends_early=False,
    words_stay=True,
)
CASE = Terms(
    name="case",
    audience=Audience.GROUP,
    may_be_nameless=False,
    is_alone=True,
    ends_early=True,
    words_stay=False,
)
TERMS = {one.name: one for one in (REFLECTION, CASE)}
