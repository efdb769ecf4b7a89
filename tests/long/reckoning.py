"""What came of a team's year: how much it was told, when people were told it, and whatever of it was forgotten."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from long.mail import CASE, TOOL, Sent, by_week, made_up_of
from long.workdays import NAMELESS, Workdays
from stage import ZONE

from bot.core.purposes import LOOK_BACK, PAIR, PAIR_DATE, PAIR_STEP
from bot.storage import inbox
from bot.storage.database import instant

# A person in private in a week, and the team in its group, beside its cases: on average. Anybody in a week in which
# three of them agree on two visits. A case in the group, and to anybody who did not bring it.
ALONE, IN_GROUP, MOST_ALONE, CASE_IN_GROUP, CASE_ALONE = 3, 4, 12, 25, 8
# Nobody is said to be away without hearing it at once, since they may know better.
SAID_AT_ONCE = ("on_leave.given_by_another",)
DAYS_APART = {"week": 7, "two weeks": 14, "three weeks": 21, "four weeks": 28}
UNTOLD = "privately.fallen"


@dataclass(frozen=True)
class Reckoning:
    """A team's year from its first day to its last, looked at some weeks after: by then all that began in it is over.

    Each part yields in a line what should not be.
    """

    team: Workdays
    first: date
    last: date

    @property
    def school_weeks(self) -> list[date]:
        """The Mondays of the weeks in which school was on."""
        days = [self.first + timedelta(days=ahead) for ahead in range((self.last - self.first).days + 1)]
        return sorted({day - timedelta(days=day.weekday()) for day in days if self.team.is_school(day)})

    def _within(self, sent: Iterable[Sent]) -> list[Sent]:
        return [one for one in sent if one.at.date() <= self.last]

    # How much

    def alone(self) -> dict[str, dict[date, list[Sent]]]:
        """Return what each was told in private unasked, beside cases, week by week."""
        found = by_week(self._within(self.team.mail.aside()))
        return {name: {week: sent for (to, week), sent in found.items() if to == name} for name in self.team.called}

    def too_much(self) -> Iterator[str]:
        """Yield where more was sent than people can take."""
        weeks = len(self.school_weeks)
        for name, told in self.alone().items():
            if (average := sum(map(len, told.values())) / weeks) > ALONE:
                yield f"{name} is told {average:.1f} a week"
            yield from (
                f"{name} in the week of {week}: {made_up_of(sent)}"
                for week, sent in told.items()
                if len(sent) > MOST_ALONE or len([one for one in sent if not _is_of_pairs(one)]) > ALONE
            )
        if (average := len(self._within(self.team.mail.in_group())) / weeks) > IN_GROUP:
            yield f"the group is told {average:.1f} a week"
        for is_in_group, most in ((True, CASE_IN_GROUP), (False, CASE_ALONE)):
            for (session, to), count in self.team.mail.of_case(CASE, in_group=is_in_group).items():
                if count > most:
                    yield f"case {session} takes {count} messages to {to or 'the group'}"

    # When

    def untimely(self) -> Iterator[str]:
        """Yield what people were told unasked while they were to be left alone."""
        for one in self.team.mail.nudges():
            if one.untimely and one.purpose not in SAID_AT_ONCE:
                yield f"{one.untimely}: {one.to} on {one.at:%a %d %b %H:%M}: {one.purpose}: {one.text[:60]!r}"

    # What was forgotten

    def forgotten(self) -> Iterator[str]:
        """Yield what was owed, begun, put in the outbox, intended or said, and came to nothing."""
        yield from self._owed()
        yield from self._begun()
        yield from self._left()
        yield from self._intended()
        yield from self._said()

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        """Return rows of the year itself, by what is called `at` in them."""
        found = self.team.stage.database.query(query)
        return [tuple(map(str, row.values())) for row in found if self._day(row["at"]) <= self.last]

    def _day(self, at: str) -> date:
        return instant(at).astimezone(ZONE).date()

    def _owed(self) -> Iterator[str]:
        """Each moment of a rhythm was decided, with what began or a reason."""
        query = (
            "SELECT slot AS at, moments.state, reason, kind, every, sessions.id FROM moments JOIN schedules"
            " ON schedules.id = schedule_id LEFT JOIN sessions ON moment_id = moments.id ORDER BY schedule_id, slot"
        )
        rows = self._rows(query)
        for at, state, reason, kind, _, session in rows:
            is_begun = state == "started" and (kind not in ("prompt", "method") or session != "None")
            if not (is_begun or (state == "skipped" and reason != "None")):
                yield f"{kind} of {at} is {state}: {reason}"
        for kind, every in sorted({(row[3], row[4]) for row in rows}):
            days = [self._day(row[0]) for row in rows if row[3:5] == (kind, every)]
            yield from (
                f"no {kind} between {one} and {other}" for one, other in pairwise(days) if _gap(every, one, other)
            )
            if days and _gap(every, days[-1], self.last):
                yield f"no {kind} after {days[-1]}"

    def _begun(self) -> Iterator[str]:
        """Each question, scan, consultation, call and practice in pairs ended one way or another."""
        sessions = "SELECT opened_at AS at, id, method FROM sessions WHERE state = 'open'"
        pairs = "SELECT started_at AS at, session_id FROM pairs WHERE phase = 'running'"
        calls = "SELECT opened_at AS at, id, method FROM calls WHERE is_open"
        for what, query in (("session", sessions), ("pair", pairs), ("call", calls)):
            yield from (f"{what} of {row[0]} is on: {row[1:]}" for row in self._rows(query))
        rested = self.team.stage.database.execute(
            "SELECT count(*) FROM pairs JOIN paired USING (session_id) WHERE phase = 'cancelled' AND turn >= 0"
        ).fetchone()[0]
        told = [one for one in self.team.mail.sent if one.purpose in ("practices.no_date", "practices.rested")]
        if rested != len(told):
            yield f"{rested} people's pairs rest, and {len(told)} were told so"

    def _left(self) -> Iterator[str]:
        """Nothing waits to be sent or to be handled, and nothing was given up."""
        query = "SELECT created_at AS at, state, kind, purpose, problem FROM outbox WHERE state <> 'sent'"
        yield from (f"{row[1]} in the outbox since {row[0]}: {row[2:]}" for row in self._rows(query))
        yield from (f"set aside: {one}" for one in inbox.aside(self.team.stage.database))

    def _intended(self) -> Iterator[str]:
        """Whoever intended something was asked about it."""
        query = "SELECT ask_at AS at, id, person_id FROM commitments WHERE asked_at IS NULL"
        yield from (f"commitment {row[1]} of {row[2]} was not asked about" for row in self._rows(query))
        asked = [one for one in self.team.mail.sent if one.purpose == LOOK_BACK.name]
        every = self._rows("SELECT ask_at AS at, id FROM commitments")
        if len(asked) < len(every):
            yield f"{len(every)} intended something, and {len(asked)} were asked"

    def _said(self) -> Iterator[str]:
        """All that was said stood somewhere, and each answer does so still, unless its writer let it go."""
        fallen = {one.to for one in self.team.mail.sent if one.purpose == UNTOLD}
        for token, one in self.team.said.items():
            if not one.stood:
                yield f"{one.kind} {token} of {one.name} on {one.at:%d %b %H:%M} stood nowhere: {one.heard[:80]!r}"
            elif one.kind == "answer" and one.let_go is None and not self.team.stands(token):
                yield f"answer {token} of {one.name} is gone"
            elif one.let_go == NAMELESS and not self.team.stands(token) and one.name not in fallen:
                yield f"{one.name} was not told that {token} could not show"
            elif one.let_go == "taken back" and self.team.stands(token):
                yield f"{token} of {one.name} was taken back, and stands"

    def has_resting(self, name: str) -> bool:
        """Tell whether a practice in a pair came to rest in which somebody was."""
        number = self.team.called[name].id
        query = "SELECT 1 FROM pairs JOIN paired USING (session_id) WHERE phase = 'cancelled' AND person_id = ?"
        return self.team.stage.database.execute(query, [number]).fetchone() is not None

    # All of it in figures

    def figures(self) -> Iterator[str]:
        """Yield how much there was of everything."""
        weeks = len(self.school_weeks)
        yield f"{weeks} weeks of school"
        for name, told in self.alone().items():
            most = max(told.values(), key=len, default=[])
            every = [one for sent in told.values() for one in sent]
            yield f"{name}: {len(every) / weeks:.2f} a week: {made_up_of(every)}"
            yield f"  at most {len(most)} in {most[0].week if most else 'any'}: {made_up_of(most)}"
        over = [sent for told in self.alone().values() for sent in told.values() if len(sent) > ALONE]
        yield f"more than {ALONE} in {len(over)} of {weeks * len(self.team.called)} weeks of a person"
        group = self._within(self.team.mail.in_group())
        most = max(by_week(group).values(), key=len, default=[])
        yield f"the group: {len(group) / weeks:.2f} a week: {made_up_of(group)}"
        yield f"  at most {len(most)}: {made_up_of(most)}"
        for terms in (CASE, TOOL):
            for is_in_group in (True, False):
                counted = self.team.mail.of_case(terms, in_group=is_in_group).most_common(5)
                yield f"{terms} in {'the group' if is_in_group else 'private'}: {counted}"
        lasted = "SELECT id, method, round(julianday(closed_at) - julianday(opened_at)) FROM sessions WHERE terms = ?"
        yield f"days of cases: {self.team.stage.database.execute(lasted, [CASE]).fetchall()}"
        states = "SELECT phase, count(*) FROM pairs GROUP BY phase"
        yield f"pairs: {self.team.stage.database.execute(states).fetchall()}"
        moments = "SELECT kind, state, reason, count(*) FROM moments JOIN schedules ON schedules.id = schedule_id"
        yield f"owed: {self.team.stage.database.execute(f'{moments} GROUP BY 1, 2, 3').fetchall()}"
        later = "SELECT opened_at AS at, method, closed_at FROM sessions WHERE closed_at IS NOT NULL"
        unfinished = [row for row in self._rows(later) if self._day(row[2]) > self.last]
        yield f"begun before the last day and over after it: {unfinished}"
        yield f"said: {Counter(one.kind for one in self.team.said.values())}"


def _is_of_pairs(one: Sent) -> bool:
    return one.purpose in (PAIR.name, PAIR_DATE.name, PAIR_STEP.name, "practices.no_date", "practices.rested")


def _gap(every: str, one: date, other: date) -> bool:
    """Tell whether a moment is missing between two days."""
    if every == "month":
        return (other.year - one.year) * 12 + other.month - one.month > 1
    return (other - one).days > DAYS_APART.get(every, 366)
