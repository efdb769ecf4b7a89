"""Terms: what people agree to by taking part: who does, until when, whether they may go nameless, what stays."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a session; they are stored with it at its start and never change.

    It `is_for_team`: anybody there may take part, without saying so first; else only those who said they are in. Where
    its hours are `fixed`, each step closes at the hour that was announced, whoever was or was not heard, and nothing
    that is said moves what the group reads; else a step goes on once nobody is waited for, and waits for absent people.
    What may be nameless waits for the close, where it is tied to nobody any more. Where `words_stay`, they are in the
    team's log; else they are for the people of the session alone, and cleaned after the look back. A team is at no more
    than `at_once` of these.
    """

    name: str
    is_for_team: bool
    is_fixed: bool
    may_be_nameless: bool
    words_stay: bool
    at_once: int


REFLECTION = Terms(name="reflection", is_for_team=True, is_fixed=True, may_be_nameless=True, words_stay=True, at_once=3)
INSTRUMENT = Terms(
    name="instrument", is_for_team=True, is_fixed=True, may_be_nameless=False, words_stay=True, at_once=1
)
CASE = Terms(name="case", is_for_team=False, is_fixed=False, may_be_nameless=False, words_stay=False, at_once=1)
# About nobody's case: it may go on for weeks beside one.
TOOL = Terms(name="tool", is_for_team=False, is_fixed=False, may_be_nameless=False, words_stay=False, at_once=2)
TERMS = {one.name: one for one in (REFLECTION, INSTRUMENT, CASE, TOOL)}
# Those of a walkthrough: whoever takes part said so.
WALKTHROUGHS = tuple(one for one in TERMS.values() if not one.is_for_team)
