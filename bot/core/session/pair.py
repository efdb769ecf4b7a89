"""A pair: where two people, or some more, stand in a practice that they go through together in private."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.method import THREE, Frame, Method
from bot.core.session import moving, plans, taking_part
from bot.core.session.deadlines import Calendar
from bot.core.session.outline import Outline
from bot.core.session.state import Planned, State

# So long before a date whoever has not said whether it suits them is waited for no more.
AHEAD_OF_DATE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people in a practice, or a few: `id` is the session that their words belong to, `state` where they stand.

    `meets_at` is the date that they agreed on last, `wants` which one each is for until then, `kept` the state as it is
    stored. A step that comes weeks later is told (`is_told`) once it opens. Whoever has `gone` from more than two left
    the others to it, and may still have their words; `began` is how many people there were at first. Where one asks the
    others (`asker`), each of whom tells only them, it may be `is_nameless`: then nobody reads who wrote what. `homes`
    has the team of whoever is in another one than the pair's. One that `is_paused` isn't told until it goes on.
    """

    id: int
    team_id: int
    method: str
    state: State
    meets_at: datetime | None = None
    wants: Mapping[int, datetime] = field(default_factory=dict)
    is_told: bool = True
    gone: frozenset[int] = frozenset()
    began: int = 2
    is_nameless: bool = False
    homes: Mapping[int, int] = field(default_factory=dict)
    is_paused: bool = False
    kept: State | None = field(default=None, compare=False, repr=False)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody in it, in the order of their turns; whoever asks the others comes first."""
        owners = tuple(person for person in self.state.owners if person)
        return (*owners, *sorted(self.state.people - set(owners)))

    @property
    def asks_around(self) -> bool:
        """Whether one asks the others, each of whom tells only them."""
        return self.state.outline.case == "one"

    @property
    def asker(self) -> int | None:
        """Who asks the others; None where nobody does, or they have gone."""
        return (next(iter(self.state.owners), 0) or None) if self.asks_around else None

    @property
    def is_asking(self) -> bool:
        """Whether the others are asked in the step that is on, each to tell only whoever asks them."""
        return self.asks_around and not self.state.is_over and self.on.step.who == "helpers"

    @property
    def step(self) -> int:
        """The step that is on, counted from 1, as entries have it; of one that is over, the last."""
        return min(self.state.position + 1, len(self.state.plan))

    @property
    def on(self) -> Planned:
        """The step that is on. Raises IndexError once it is over."""
        return self.state.now_on

    @property
    def waits_for(self) -> frozenset[int]:
        """Whose turn it is: who is asked something in the step that is on and was not heard, nor named a date."""
        over = self.state.is_over or self.on.step.on_date or not self.is_told
        return frozenset() if over else taking_part.awaited(self.state) - self.wants.keys()

    @property
    def may_write(self) -> frozenset[int]:
        """Whose words are for the step that is on: of those it waits for, and of whoever named a date, another one."""
        finds_date = not self.state.is_over and self.is_told and self.on.step.agrees_date
        return self.waits_for | (frozenset(self.wants) if finds_date else frozenset())

    @property
    def wake_at(self) -> datetime | None:
        """When time next owes it something: the end of its step, or its beginning some weeks later, or to settle a
        date; None once it is over."""
        if self.state.is_over:
            return None
        return min(self.state.due_at, self.settles_at or self.state.due_at) if self.is_told else self.state.opened_at

    def is_asked(self, person: int) -> bool:
        """Tell whether somebody is one of those who are asked by another."""
        return self.asks_around and person != self.asker

    @property
    def asked(self) -> tuple[int, ...]:
        """Whom somebody asks, whoever of them answered, said no or was silent."""
        return tuple(sorted({*self.state.people, *self.gone} - {self.asker or 0})) if self.asks_around else ()

    @property
    def has_answers(self) -> bool:
        """Whether what the others were asked is over, and has been read."""
        return any(planned.step.who == "helpers" for planned in self.state.plan[: self.state.position])

    def team_of(self, person: int) -> int:
        """Return the team that somebody is in who is in the pair."""
        return self.homes.get(person, self.team_id)

    @property
    def teams(self) -> frozenset[int]:
        """The teams that people of the pair are in, and its own."""
        return frozenset((self.team_id, *self.homes.values()))

    def at(self, state: State, meets_at: datetime | None = None) -> "Pair":
        """Return it where it stands now, with the date agreed on if there is another; it is not stored yet."""
        return replace(self, state=state, meets_at=meets_at or self.meets_at)

    def agreed(self) -> datetime | None:
        """Return the date that everybody is for; None as long as they are not for the same one."""
        wanted = set(self.wants.values())
        return next(iter(wanted)) if len(wanted) == 1 and set(self.people) == set(self.wants) else None

    def most_are_for(self) -> datetime | None:
        """Return the date that more than half are for: of more than three people one who is silent doesn't keep the
        others from it. None of fewer."""
        counted = Counter(self.wants.values()).most_common(1)
        is_most = bool(counted) and len(self.people) > THREE and 2 * counted[0][1] > len(self.people)
        return counted[0][0] if is_most else None

    @property
    def settles_at(self) -> datetime | None:
        """When a date that most are for is agreed on, whoever is silent: with the end of the step, or on the day before
        it; None where there is no such date."""
        at = self.most_are_for()
        return min(self.state.due_at, at - AHEAD_OF_DATE) if at else None

    def settled_by(self, now: datetime) -> datetime | None:
        """Return the date that most are for, where by an instant nobody else is waited for."""
        return self.most_are_for() if self.settles_at and self.settles_at <= now else None

    @property
    def comes_after_date(self) -> bool:
        """Whether the step that is on comes right after one on a date that was agreed on."""
        at = self.state.position
        return not self.state.is_over and at > 0 and self.state.plan[at - 1].step.on_date

    @property
    def may_pass_one(self) -> bool:
        """Whether whoever is asked several things may leave one open and go on to the next: not where nothing goes on
        without it, nor where it counts how many wrote."""
        return bool(self.on.step.fields) and not self.on.step.is_needed and not self.asks_around

    @property
    def finds_date_later(self) -> bool:
        """Whether a date is agreed on after the step that is on, in the turn that is."""
        later = self.state.plan[self.state.position + 1 :]
        return not self.state.is_over and any(one.step.agrees_date and one.turn == self.on.turn for one in later)

    @property
    def is_whole(self) -> bool:
        """Whether everybody who began is still in it."""
        return len(self.people) == self.began

    def others(self, person: int) -> tuple[int, ...]:
        """Return who goes with somebody; whoever is asked goes with whoever asks, and with nobody else."""
        if self.asker and person != self.asker:
            return (self.asker,)
        return tuple(one for one in self.people if one != person)

    def may_read(self, person: int, writer: int) -> bool:
        """Tell whether somebody reads what another wrote."""
        return person != writer and (not self.asks_around or self.asker in (person, writer))


def joined(pair: Pair, person: int) -> Pair:
    """Return a pair in which somebody more is asked."""
    return replace(pair, state=replace(pair.state, people=pair.state.people | {person}), began=pair.began + 1)


def without(pair: Pair, person: int) -> Pair:
    """Return a pair that somebody has gone from; their turn is nobody's, so that the others keep theirs."""
    state = replace(
        pair.state,
        people=pair.state.people - {person},
        owners=tuple(0 if owner == person else owner for owner in pair.state.owners),
        heard=pair.state.heard - {person},
        given=pair.state.given - {person},
    )
    wants = {one: at for one, at in pair.wants.items() if one != person}
    return replace(pair, state=state, wants=wants, gone=pair.gone | {person})


def begin(method: Method, frame: Frame, people: Sequence[int], now: datetime, calendar: Calendar) -> State:
    """Return where people stand who begin a practice: at its first step; where each has a turn, in the first one's.
    Where one asks the others, they come first."""
    own = plans.plan_of(method, frame)
    plan = plans.in_turns(own, len(people)) if method.case == "each" else own
    owners = tuple(people[:1] if method.asks_around else people)
    fresh = State(plan, "calm", frozenset(people), now, now, now, now, position=-1, owners=owners)
    return moving.advance(replace(fresh, outline=Outline.of(method)), now, calendar)


def timed(pair: Pair, calendar: Calendar) -> Pair:
    """Return a pair with its deadline as it is now: of a step on a date the end of that, else by working days."""
    step = pair.on.step
    if step.on_date and pair.meets_at is not None:
        ends = pair.meets_at + timedelta(minutes=step.minutes or 0)
        return replace(pair, state=replace(pair.state, due_at=ends))
    return replace(pair, state=moving.timed(pair.state, calendar))


def next_of(pair: Pair, now: datetime, calendar: Calendar) -> Pair:
    """Return a pair at the next step that is anybody's, or at its end; one that comes weeks later opens then."""
    advanced = replace(pair, state=moving.advance(pair.state, now, calendar))
    if advanced.state.is_over:
        return advanced
    if weeks := advanced.on.step.after_weeks:
        later = moving.advance(pair.state, now + timedelta(weeks=weeks), calendar)
        return replace(pair, state=later, is_told=False)
    return timed(advanced, calendar)


def at_end_of_turn(pair: Pair) -> Pair:
    """Return a pair as it is at the last step of the turn that is on."""
    turn = pair.on.turn
    last = max(at for at, planned in enumerate(pair.state.plan) if planned.turn == turn)
    return replace(pair, state=replace(pair.state, position=last))


def date_anew(pair: Pair, now: datetime, calendar: Calendar) -> Pair:
    """Return a pair back at the step in which it agreed on its date."""
    agreeing = next(at for at in range(pair.state.position, -1, -1) if pair.state.plan[at].step.agrees_date)
    before = replace(pair.state, position=agreeing - 1, heard=frozenset(), given=frozenset())
    return replace(pair, state=moving.advance(before, now, calendar), meets_at=None)
