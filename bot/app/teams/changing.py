"""Changing: who changed what of a team and when, for its coordinators to see; and a team put as an arrangement says."""

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.app.context import questions
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.steering import in_private, renew_menus
from bot.app.rhythm import planning
from bot.app.rhythm import programmes as running
from bot.app.sessions import reckoning
from bot.core.model import Rhythm, Schedule, ScheduleKind
from bot.core.outgoing import Keyboard
from bot.core.own_question import number_of
from bot.core.programme import Programme
from bot.core.rights import Right
from bot.storage import arrangements, beforehand, changes, programmes, schedules
from bot.storage.arrangements import Arrangement
from bot.storage.beforehand import Decided
from bot.storage.changes import Change
from bot.storage.database import instant, instant_or_none
from bot.storage.days import as_days

SHOWN = 10
# Rhythms of one thing, which is named.
NAMED = ("method", "scan")


def show_changes(occasion: Occasion, argument: str) -> None:
    """Answer /changes: who changed what of the team lately, with a button that takes the last of it back."""
    found = changes.of_team(occasion.database, occasion.here.id)
    occasion.show(
        "changing.list", undo_button(occasion, found), team=occasion.here.name, lines=told(occasion, found[:SHOWN])
    )


def told(occasion: Occasion, found: list[Change]) -> list[dict[str, Any]]:
    """Return what sentences need to know of changes: when, by whom, and in words what is different since."""
    return [{"at": one.at, "by": one.by, "what": in_words(occasion, one.before, one.after)} for one in found]


def in_words(occasion: Occasion, before: Arrangement, after: Arrangement) -> list[str]:
    """Return in what an arrangement differs from the one before it, each in a few words."""
    found = _differences(before, after)
    for one in found:
        if one.get("method"):
            title = questions.title(occasion.house, occasion.here.id, one["method"])
            gone = occasion.words("own_questions.unnamed") if number_of(one["method"]) else one["method"]
            one["method"] = title.in_(occasion.language) if title else gone
        if isinstance(one.get("value"), Rhythm):
            one["value"] = occasion.rhythm_in_words(one["value"])
        elif one["kind"] == "programme" and one["value"]:
            one["value"] = Programme.model_validate_json(one["value"]).title.in_(occasion.language)
        elif one["kind"] == "region" and (region := occasion.house.content.regions.get(one["value"])):
            one["value"] = region.name.in_(occasion.language)
    return [occasion.words("changing.one", one=one) for one in found]


def undo_button(occasion: Occasion, found: list[Change], key: str = "undo") -> Keyboard:
    """Return the button that takes the latest of some changes back, if there are any."""
    return ((occasion.button(key, f"undo {found[0].id}"),),) if found else ()


def arrange(occasion: Occasion, now: Arrangement, wanted: Arrangement) -> None:
    """Let a team be set and owed what an arrangement says instead of the one that holds, from now on."""
    database, team_id = occasion.database, occasion.here.id
    was, is_other_clock = occasion.zone, now["team"]["timezone"] != wanted["team"]["timezone"]
    arrangements.set_team(database, team_id, wanted)
    occasion.look_again()
    if now["team"]["language"] != wanted["team"]["language"]:
        renew_menus(occasion)
    for kind in now["rhythms"].keys() - wanted["rhythms"].keys():
        schedules.drop(database, team_id, kind)
    for kind, rhythm in wanted["rhythms"].items():
        if rhythm != now["rhythms"].get(kind) or is_other_clock:
            anchor, what = date.fromisoformat(rhythm["anchor"]), tuple(rhythm["what"].split())
            planning.put_back(occasion, cast("ScheduleKind", kind), schedules.rhythm_of(rhythm), what, anchor, was)
    after = schedules.find(database, team_id, "after")
    if after and is_other_clock:
        planning.put_back(occasion, "after", after.rhythm, after.what, after.anchor, was)
    if not arrangements.is_same_programme(wanted, now):
        _go_through(occasion, now, wanted)
    _skip_as(occasion, wanted["skipped"])
    _decide_as(occasion, now["beforehand"], wanted["beforehand"])
    reckoning.for_team(occasion)


def _go_through(occasion: Occasion, now: Arrangement, wanted: Arrangement) -> None:
    """Let a team be in the programme of an arrangement: with what has come meanwhile, where it is in that one; or in
    none, which its group hears."""
    here = programmes.from_kept(now["course"]) if now["course"] else None
    there = programmes.from_kept(wanted["course"]) if wanted["course"] else None
    if there is None:
        if here:
            running.stop(occasion, here)
    elif here and here.programme.id == there.programme.id:
        running.settle(occasion, here.with_items_of(there), occasion.now)
    else:
        running.settle(occasion, there, occasion.now)


def _skip_as(occasion: Occasion, wanted: list[list[str]]) -> None:
    """Let the same be skipped by hand as an arrangement says, of the rhythms that there are."""
    database, now = occasion.database, occasion.now
    skipped = arrangements.of_team(database, occasion.here.id, now)["skipped"]
    of_kind: dict[str, Schedule] = {one.kind: one for one in schedules.of_team(database, occasion.here.id)}
    for kind, slot in [one for one in skipped if one not in wanted]:
        schedules.take_back(database, of_kind[kind], instant(slot))
    for kind, slot in [one for one in wanted if one not in skipped and one[0] in of_kind]:
        schedules.claim(database, of_kind[kind], instant(slot), "skipped", now, schedules.BY_HAND)


def _decide_as(occasion: Occasion, now: list[list[str | None]], wanted: list[list[str | None]]) -> None:
    """Let the same be decided of moments to come as an arrangement says, of the rhythms that there are."""
    of_kind: dict[str | None, Schedule] = {
        one.kind: one for one in schedules.of_team(occasion.database, occasion.here.id)
    }
    left = [(kind, slot, None, None) for kind, slot, *_ in now if not any(one[:2] == [kind, slot] for one in wanted)]
    for kind, slot, comes_at, method in [*left, *wanted]:
        if slot and kind in of_kind:
            decided = Decided(instant_or_none(comes_at), method)
            beforehand.decide(occasion.database, of_kind[kind], instant(slot), decided)


def _differences(before: Arrangement, after: Arrangement) -> list[dict[str, Any]]:
    """Return in what an arrangement differs from the one before it, each as a sentence needs to know it."""
    was, now = before["team"], after["team"]
    found: list[dict[str, Any]] = [
        {"kind": column, "value": _shown(column, now[column])}
        for column in arrangements.COLUMNS
        if now[column] != was[column] and column != "left_out"
    ]
    found += _left_out_or_in(was["left_out"], now["left_out"])
    for kind in sorted(before["rhythms"].keys() | after["rhythms"].keys()):
        rhythm = after["rhythms"].get(kind)
        if rhythm != before["rhythms"].get(kind):
            found.append(
                {
                    "kind": kind,
                    "value": schedules.rhythm_of(rhythm) if rhythm else None,
                    # Of a method its pace stands behind it.
                    "method": rhythm["what"].split()[0] if rhythm and kind in NAMED else None,
                }
            )
    if not arrangements.is_same_programme(before, after):
        found.append({"kind": "programme", "value": after["programme"]})
    found += _skipped_otherwise(before, after)
    found += _decided_otherwise(before["beforehand"], after["beforehand"])
    # An overview comes and goes with its rhythm.
    return [one for one in found if one["kind"] != "has_overviews"]


def _skipped_otherwise(before: Arrangement, after: Arrangement) -> list[dict[str, Any]]:
    """Return which moments are skipped by hand, or no longer so; at another hour of its day one still is."""
    put_off = {(one[0], one[1]): one[2] for one in after["beforehand"] if one[2]}
    found: list[dict[str, Any]] = []
    for name, one, other in (("skipped", after, before), ("not_skipped", before, after)):
        there = [_day_of(other, *skipped) for skipped in other["skipped"]]
        found += [
            {"kind": name, "value": instant(put_off.get((kind, slot), slot))}
            for kind, slot in one["skipped"]
            if _day_of(one, kind, slot) not in there
        ]
    return found


def _day_of(arrangement: Arrangement, kind: str, slot: str) -> tuple[str, date]:
    """Return of which day, by the clock of an arrangement, a moment of a kind is."""
    return kind, instant(slot).astimezone(ZoneInfo(arrangement["team"]["timezone"])).date()


def _left_out_or_in(before: str, after: str) -> list[dict[str, Any]]:
    """Return which questions were left out, or take turns again."""
    was, now = set(before.split()), set(after.split())
    out = [{"kind": "left_out", "method": method} for method in sorted(now - was)]
    return [*out, *({"kind": "taken_in", "method": method} for method in sorted(was - now))]


def _decided_otherwise(before: list[list[str | None]], after: list[list[str | None]]) -> list[dict[str, Any]]:
    """Return which moments were given another time or question, or their own again."""
    was, now = ({(one[0], one[1]): (one[2], one[3]) for one in some} for some in (before, after))
    found: list[dict[str, Any]] = []
    for kind, slot in sorted(was.keys() | now.keys(), key=str):
        at, method = now.get((kind, slot), (None, None))
        at_before, method_before = was.get((kind, slot), (None, None))
        moment = instant(slot) if slot else None
        if at != at_before:
            found.append({"kind": "moved", "value": moment, "at": instant_or_none(at)})
        if method != method_before:
            found.append({"kind": "chosen", "value": moment, "method": method})
    return found


def _shown(column: str, value: Any) -> Any:
    return as_days(value) if value and column in ("pauses", "free_days") else value


COMMANDS = (
    Command(
        "changes",
        "wijzigingen",
        {"group": show_changes, "private": in_private(show_changes, "changes")},
        Right.SET_UP,
        GROUP,
        place=280,
    ),
)
