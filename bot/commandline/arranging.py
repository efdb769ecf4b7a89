"""Arranging: how teams are to be set, as a file says, read into what each would become; all of it or nothing."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.app import owed
from bot.app.context.occasion import Occasion
from bot.app.context.steering import noting
from bot.app.practices import calling
from bot.app.rhythm import counting
from bot.app.sessions import methods, scans
from bot.app.sessions.choosing import PACE_WORDS
from bot.app.teams import changing, free_days, programmes, rhythms
from bot.commandline.tables import HINTS, Method, OfTeam
from bot.core import away
from bot.core.method import Method as Walkthrough
from bot.core.model import Days, Pace, Rhythm, ScheduleKind
from bot.core.programme import Programme
from bot.core.saying.days import as_named_stay
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.weekends import asked_about
from bot.core.saying.words import Unclear
from bot.rendering import shortened
from bot.storage import arrangements, members, schedules
from bot.storage.arrangements import Arrangement
from bot.storage.days import as_text

WHY = {
    "ended": "would be over before it came",
    "hour": "has an hour outside school, or one that may be two",
    "weekend": "falls at the weekend, when there is no school (end it with “toch” or “anyway” if that is meant)",
}
AN_EXAMPLE = "write it as in `elke dinsdag, 12.30 uur` or `every two weeks on Thursday 13:00`"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a part of a table, and what to do; `is_of_team` where it would be well for another team."""

    path: str
    problem: str
    is_of_team: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a team is and would be, and the same in words; nothing in words where all of it is so already."""

    before: Arrangement
    after: Arrangement
    words: tuple[str, ...]


def change_of(occasion: Occasion, wanted: OfTeam) -> Change | list[Problem]:
    """Return what would change of a team; or all that is wrong with what is wanted of it."""
    before = arrangements.of_team(occasion.database, occasion.here.id, occasion.now)
    after, problems = copy.deepcopy(before), list[Problem]()
    for part in (_rhythm, _programme, _method, _overviews, _scan, _free_days):
        problems += part(occasion, wanted, after)
    team = after["team"]
    if wanted.open_days is not None:
        team["open_days"] = None if wanted.open_days == "auto" else wanted.open_days
    if wanted.blind is not None:
        team["is_blind"] = int(wanted.blind)
    words = changing.in_words(occasion, before, after)
    if not words and before != after:
        # It gets overviews by itself, or none, once it is asked questions.
        words = [occasion.words("changing.one", one={"kind": "overview", "value": None})]
    return problems or Change(before, after, tuple(words))


def carry_out(occasion: Occasion, change: Change) -> None:
    """Let a team be as it is to be, from now on; its coordinators see it among the changes."""
    with noting(occasion):
        owed.start_moments(occasion)
        changing.arrange(occasion, change.before, change.after)
        begun = change.after["course"]
        if begun and begun["programme"] != (change.before["course"] or {}).get("programme"):
            programmes.tell_begun(occasion, Programme.model_validate_json(begun["programme"]), None, by_day=True)


def _rhythm(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.rhythm is False:
        for kind in ("prompt", "digest"):
            after["rhythms"].pop(kind, None)
    elif wanted.rhythm:
        kinds = _kinds(after)
        yield from _put(occasion, after, "prompt", "rhythm", wanted.rhythm, kinds)
        _put_digest(occasion, after)


def _kinds(after: Arrangement) -> tuple[str, ...]:
    """Return the kinds of questions that come, in order; none where all do."""
    return tuple(after["rhythms"].get("prompt", {}).get("what", "").split())


def _put_digest(occasion: Occasion, after: Arrangement) -> None:
    """Let the digest come where questions do, as it usually does, unless it comes already."""
    after["rhythms"].setdefault("digest", counting.row_of(occasion, "digest", counting.DEFAULT_DIGEST, ()))


def _programme(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    """Let a team go through a programme from its first phase on; one that it is in already stays where it is. Unless
    the file says otherwise it comes as often as is meant, on the days of the questions that there are."""
    if wanted.programme is False:
        after["programme"] = after["course"] = None
    if not wanted.programme:
        return
    if wanted.rhythm is False:
        yield Problem("rhythm", "a programme needs one; leave this out, or write when it comes")
        return
    programme = programmes.named(occasion, wanted.programme.strip().lower())
    if programme is None:
        known = ", ".join(sorted(occasion.house.content.programmes))
        yield Problem("programme", f"there is no programme “{wanted.programme}”; there are {known}")
    elif after["programme"] is None or Programme.model_validate_json(after["programme"]).id != programme.id:
        kept = programme.model_dump_json()
        after.update(programme=kept, course={"programme": kept, "phase": 0, "step": 0})
        if not wanted.rhythm:
            rhythm = programmes.rhythm_of(programme, _of_kind(after, "prompt"))
            after["rhythms"]["prompt"] = counting.row_of(occasion, "prompt", rhythm, _kinds(after))
        _put_digest(occasion, after)


def _method(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.method is False:
        after["rhythms"].pop("method", None)
    if not wanted.method:
        return
    method = methods.find(occasion, wanted.method.id) or calling.named(occasion, wanted.method.id)
    if method is None:
        yield Problem("method.id", f"there is no method “{wanted.method.id}”; `leerkring rehearse` lists them")
    elif (pace := _pace(wanted.method, method)) is None:
        yield Problem("method.pace", f"{method.id} knows no such pace; write one of {', '.join(method.paces)}")
    elif method.safety > methods.allowed_safety(occasion):
        why = "comes too close for a team that has consulted so little; take another"
        yield Problem("method.id", f"{method.id} {why}", is_of_team=True)
    else:
        what = (method.id, pace)
        yield from _put(occasion, after, "method", "method.rhythm", wanted.method.rhythm, what)


def _pace(wanted: Method, method: Walkthrough) -> Pace | None:
    """Return the pace that is wanted, by its word in either language, or the method's own."""
    if wanted.pace is None:
        return methods.usual_pace(method)
    return next((one for one in method.paces if one == PACE_WORDS.get(wanted.pace.lower())), None)


def _overviews(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.overviews is None:
        return
    after["team"]["has_overviews"] = int(wanted.overviews not in (False, *rhythms.NEVER))
    if not after["team"]["has_overviews"]:
        after["rhythms"].pop("overview", None)
        return
    found = rhythms.as_overviews(occasion, str(wanted.overviews).lower())
    if found is None:
        yield Problem("overviews", f"“{wanted.overviews}” is no time for them; {HINTS['overviews']}")
        return
    row = counting.row_of(occasion, "overview", found, ())
    if not counting.is_same(row, after["rhythms"].get("overview")):
        after["rhythms"]["overview"] = row


def _scan(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.scan is False:
        after["rhythms"].pop("scan", None)
    if not wanted.scan:
        return
    instrument, more = scans.named(occasion, wanted.scan.id)
    if instrument is None or more:
        yield Problem("scan.id", f"there is no scan “{wanted.scan.id}”; `leerkring library` lists them")
    elif instrument.own_rhythm is None:
        yield Problem("scan.id", f"{instrument.id} is about a change that somebody names; take another")
    elif instrument.for_leaders and not members.are_leaders(occasion.database, occasion.here.id):
        why = "is for a team in which everybody leads another one; take another"
        yield Problem("scan.id", f"{instrument.id} {why}", is_of_team=True)
    else:
        asked, overview = (_of_kind(after, kind) for kind in ("prompt", "overview"))
        usual, what = counting.scan_rhythm(instrument.own_rhythm, asked, overview), (instrument.id,)
        if text := wanted.scan.rhythm:
            yield from _put(occasion, after, "scan", "scan.rhythm", text, what, usual)
        elif after["rhythms"].get("scan", {}).get("what") != instrument.id:
            after["rhythms"]["scan"] = counting.row_of(occasion, "scan", usual, what)


def _of_kind(arrangement: Arrangement, kind: ScheduleKind) -> Rhythm | None:
    row = arrangement["rhythms"].get(kind)
    return schedules.rhythm_of(row) if row else None


def _put(
    occasion: Occasion,
    after: Arrangement,
    kind: ScheduleKind,
    path: str,
    text: str,
    what: tuple[str, ...],
    usual: Rhythm | None = None,
) -> Iterator[Problem]:
    """Give an arrangement the rhythm that a text says, with a day and an hour; what else it leaves out is as usual. One
    that is so already stays, with its weeks."""
    found = as_rhythm(text, None, occasion.here.language, occasion.today)
    if isinstance(found, Rhythm) and usual:
        found = as_rhythm(text, usual, occasion.here.language, occasion.today)
    found = asked_about(found, text, _of_kind(after, kind))
    if isinstance(found, Rhythm):
        found = counting.checked(occasion, kind, found, what)
    if isinstance(found, Unclear):
        yield Problem(path, f"“{text}” {WHY.get(found.why, 'is no rhythm that I understand')}; {AN_EXAMPLE}")
    else:
        row = counting.row_of(occasion, kind, found, what)
        if not counting.is_same(row, after["rhythms"].get(kind)):
            after["rhythms"][kind] = row


def _free_days(occasion: Occasion, wanted: OfTeam, after: Arrangement) -> Iterator[Problem]:
    if wanted.free_days is None:
        return
    usual, free = occasion.words("free_days.usual_name", occasion.here.language), tuple[Days, ...]()
    for number, line in enumerate(wanted.free_days, start=1):
        found = as_named_stay(line, occasion.today)
        if isinstance(found, Unclear):
            yield Problem(f"free_days {number}", f"“{line}” is no day to come; write it as in `3 december Studiedag`")
        elif found[0].last > occasion.today + free_days.FURTHEST:
            yield Problem(f"free_days {number}", f"“{line}” is more than two years ahead; write days that are nearer")
        else:
            (stay, name), longest = found, free_days.LONGEST_NAME
            free = away.with_days(
                free,
                Days(stay.first or stay.last, stay.last, shortened(name or usual, longest)),
                occasion.today,
            )
    after["team"]["free_days"] = as_text(free)


def named(occasion: Occasion, some: Iterable[Days]) -> list[Days]:
    """Return days with a name that fits a button, the usual one where they have none."""
    usual = occasion.words("free_days.usual_name", occasion.here.language)
    return [replace(one, name=shortened(one.name or usual, free_days.LONGEST_NAME)) for one in some]


def with_more(occasion: Occasion, some: Iterable[Days]) -> tuple[Days, ...]:
    """Return the free days of a team with some more."""
    found = occasion.here.free_days
    for one in some:
        found = away.with_days(found, one, occasion.today)
    return found
