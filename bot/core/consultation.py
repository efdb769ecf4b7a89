"""Where a consultation stands: its plan, whose turn it is, what counts as a contribution, and who may steer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.core.legible import has_words
from bot.core.model import Pace
from bot.core.step import Step

State = Literal["running", "paused", "ended", "cancelled"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One step of a session's plan. A number as `key` is the method's step, a word the frame's.

    `turn` says whose case it is about where owners take turns.
    """

    key: str
    step: Step
    turn: int = 0

    @property
    def number(self) -> int:
        """Which step of the method it is, from 1; 0 for one of the frame's."""
        return int(self.key) if self.key.isdigit() else 0

    @property
    def is_frames(self) -> bool:
        """Whether it is one of the steps around every method."""
        return not self.number


@dataclass(frozen=True, slots=True)
class Consultation:
    """Where a consultation stands: all that its next move depends on.

    `position` is the step that is on, from 0. `heard` had their say in it or passed, `given` contributed and may have
    more to say, `away` can't be waited for. `lately_silent` were addressed by an earlier step and not heard. `seen` is
    the last step in which the facilitator did anything; steps that were skipped right after it count as seen.
    `wanted` are optional steps that the owner asked for.
    """

    plan: tuple[Planned, ...]
    pace: Pace
    people: frozenset[int]
    started_at: datetime
    stops_at: datetime
    opened_at: datetime
    due_at: datetime
    position: int = 0
    state: State = "running"
    owners: tuple[int, ...] = ()
    facilitator: int | None = None
    seen: int = 0
    heard: frozenset[int] = frozenset()
    given: frozenset[int] = frozenset()
    away: frozenset[int] = frozenset()
    lately_silent: frozenset[int] = frozenset()
    wanted: frozenset[int] = frozenset()
    extensions: int = 0
    is_reminded: bool = False
    is_stuck: bool = False
    is_asked_to_stop: bool = False
    paused_at: datetime | None = None

    @property
    def now_on(self) -> Planned:
        """The step that is on. Raises IndexError once the session has ended."""
        return self.plan[self.position]

    @property
    def is_over(self) -> bool:
        """Whether nothing can be contributed any more."""
        return self.state in ("ended", "cancelled")


class Verdict(StrEnum):
    """What becomes of a contribution."""

    NOTED = "noted"
    LATE = "late"
    WORDLESS = "wordless"
    NOT_YOURS = "not yours"
    LISTENING = "listening"
    ENOUGH = "enough"
    BY_BUTTON = "by button"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The consultation after a contribution, and what became of that contribution."""

    consultation: Consultation
    verdict: Verdict


def owners_now(consultation: Consultation) -> frozenset[int]:
    """Return whose case the step that is on is about; before one is chosen, nobody's."""
    owners = consultation.owners
    turn = consultation.now_on.turn
    chosen = owners[turn : turn + 1] if is_in_turns(consultation) else owners
    return frozenset(chosen) & consultation.people


def addressed(consultation: Consultation) -> frozenset[int]:
    """Return who may contribute to the step that is on."""
    people, owners = consultation.people, owners_now(consultation)
    match consultation.now_on.step.who:
        case "owner":
            return owners
        case "helpers":
            return people - owners
        case "facilitator" if consultation.facilitator is not None:
            return frozenset({consultation.facilitator})
    return people


def concerns_anybody(consultation: Consultation) -> bool:
    """Tell whether the step that is on is anybody's: not if all it addresses have left, or whose turn it was."""
    is_taken = is_in_turns(consultation) and not consultation.now_on.is_frames
    return bool(addressed(consultation)) and not (is_taken and not owners_now(consultation))


def step_before(consultation: Consultation) -> int:
    """Return the position of the step that was on before this one, passing over optional ones that were left out."""
    for position in range(consultation.position - 1, -1, -1):
        if not consultation.plan[position].step.optional or position in consultation.wanted:
            return position
    return consultation.position


def is_in_turns(consultation: Consultation) -> bool:
    """Tell whether owners take turns, each with all steps."""
    return any(planned.turn for planned in consultation.plan)


def is_one_enough(consultation: Consultation) -> bool:
    """Tell whether one contribution completes the step: where the bot facilitates, anybody may do a facilitator's."""
    return consultation.now_on.step.who == "facilitator" or consultation.now_on.key == "roles"


def awaited(consultation: Consultation) -> frozenset[int]:
    """Return who is still waited for: addressed, available, and not heard yet."""
    if is_one_enough(consultation) and consultation.given:
        return frozenset()
    return addressed(consultation) - consultation.heard - consultation.away


def is_complete(consultation: Consultation) -> bool:
    """Tell whether the step need not wait for its deadline."""
    if consultation.state != "running":
        return False
    is_all_in = consultation.now_on.step.way.waits_for_all and bool(consultation.heard) and not awaited(consultation)
    return is_all_in or not concerns_anybody(consultation)


def contribute(consultation: Consultation, person: int, text: str, already: int) -> Outcome:
    """Return the consultation after somebody wrote to the step that is on; `already` is how often they did before."""
    verdict = _verdict(consultation, person, text, already)
    if verdict is not Verdict.NOTED:
        return Outcome(consultation, verdict)
    heard = hear(consultation, person)
    if may_say_more(consultation.now_on.step, already + 1):
        heard = replace(heard, heard=heard.heard - {person})
    return Outcome(heard, verdict)


def may_say_more(step: Step, said: int) -> bool:
    """Tell whether somebody who wrote so often may have more to say, and so is waited for until they say they are done.

    That goes for an owner, who tells and answers in pieces, and where a step asks for several contributions.
    """
    if not step.way.may_say_more or step.keeps == "commitment":
        return False
    return step.who == "owner" if step.at_most is None else said < step.at_most


def give(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody did one part of what the step asks, and may do the other still."""
    heard = hear(consultation, person)
    return replace(heard, heard=consultation.heard)


def done(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody who contributed said that it was all."""
    is_given = person in consultation.given
    return hear(consultation, person) if is_given else consultation


def is_listening(consultation: Consultation, person: int) -> bool:
    """Tell whether somebody is silent in the step that is on, while the others talk about their case."""
    return consultation.now_on.step.way.owner_listens and person in owners_now(consultation)


def _verdict(consultation: Consultation, person: int, text: str, already: int) -> Verdict:
    if consultation.is_over:
        return Verdict.OVER
    step = consultation.now_on.step
    if not has_words(text):
        return Verdict.WORDLESS
    if is_listening(consultation, person):
        return Verdict.LISTENING
    if person not in (consultation.people if step.way.is_for_all_in else addressed(consultation)):
        return Verdict.NOT_YOURS
    if not step.way.by_words:
        return Verdict.BY_BUTTON
    return Verdict.ENOUGH if step.at_most is not None and already >= step.at_most else Verdict.NOTED


def contribute_late(consultation: Consultation, position: int, person: int, text: str, already: int) -> Verdict:
    """Tell what becomes of words for an earlier step; while the session runs they still count, as late ones."""
    if position == consultation.position:
        return _verdict(consultation, person, text, already)
    if consultation.is_over or not 0 <= position < consultation.position:
        return Verdict.OVER
    then = replace(consultation, position=position)
    verdict = _verdict(then, person, text, already)
    is_open = then.now_on.step.way.takes_late
    return Verdict.LATE if verdict is Verdict.NOTED and is_open else Verdict.OVER if not is_open else verdict


def hear(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody contributed to the step that is on, in words or by a button."""
    noticed = notice(consultation, person)
    return replace(noticed, heard=noticed.heard | {person}, given=noticed.given | {person}, is_stuck=False)


def pass_on(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after somebody passed this step, which needs no reason."""
    if consultation.is_over or person not in addressed(consultation):
        return consultation
    noticed = notice(consultation, person)
    return replace(noticed, heard=noticed.heard | {person}, given=noticed.given - {person})


def notice(consultation: Consultation, person: int) -> Consultation:
    """Return the consultation after a sign of life of somebody; of the facilitator it keeps others from taking over."""
    if person == consultation.facilitator and consultation.seen < consultation.position:
        return replace(consultation, seen=consultation.position)
    return consultation


def may_steer(consultation: Consultation, person: int) -> bool:
    """Tell whether somebody may move the session on: the facilitator, or anybody if it is silent or the bot."""
    if person not in consultation.people or consultation.is_over:
        return False
    return consultation.facilitator in (None, person) or is_facilitator_silent(consultation)


def may_erase(consultation: Consultation, person: int) -> bool:
    """Tell whether somebody may break off a session and erase what was said: who leads it, or whose case it is."""
    is_nobodys = not consultation.owners and consultation.facilitator is None and person in consultation.people
    return is_nobodys or person == consultation.facilitator or person in consultation.owners


def is_facilitator_silent(consultation: Consultation) -> bool:
    """Tell whether the facilitator did nothing for a whole step, or is waited for in vain."""
    return consultation.facilitator is not None and (
        consultation.position > consultation.seen + 1 or consultation.is_stuck
    )


def may_facilitate(consultation: Consultation, person: int) -> bool:
    """Tell whether somebody may lead the session: anybody in it but whose case it is."""
    is_torn = person in consultation.owners and not is_in_turns(consultation)
    return person in consultation.people and not is_torn
