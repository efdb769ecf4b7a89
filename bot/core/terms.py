"""Terms: what people agree to by taking part: whether they may go nameless, and what stays of their words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a session; they are stored with it at its start and never change.

    What may be nameless waits for the close, where it is tied to nobody any more. Where `words_stay`, they are in the
    team's log; else they are for the people of the session alone, and cleaned after the look back.
    """

    name: str
    may_be_nameless: bool
    words_stay: bool


REFLECTION = Terms(name="reflection", may_be_nameless=True, words_stay=True)
CASE = Terms(name="case", may_be_nameless=False, words_stay=False)
TERMS = {one.name: one for one in (REFLECTION, CASE)}
