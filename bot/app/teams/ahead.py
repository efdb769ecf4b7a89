"""Ahead: all that a team gets in the days to come, whose turn it is, and what is let pass and why, page by page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.app.context import addressing, questions, steering
from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.context.periods import TERM_WORDS
from bot.app.log import digesting, evaluating
from bot.app.practices import calling, owing
from bot.app.rhythm import skipping
from bot.app.rhythm.outlook import ASKING, Planned, next_start, outlook
from bot.app.sessions import asking, finding
from bot.app.teams import agenda, at_once, trying
from bot.core import timing
from bot.core.model import Days, Role, Team
from bot.core.outgoing import Button, Keyboard
from bot.storage import members, schedules

FORTNIGHT, TERM, FURTHEST = 14, timing.TERM.days, 366
ON_A_PAGE = 12
ASKED = re.compile(
    rf"(?P<days>{'|'.join(TERM_WORDS)}|\d{{1,3}})?(?: ?(?P<unit>dagen|days|weken|weeks))?(?: (?P<page>\d{{1,3}}))?"
)
WEEKS = ("weken", "weeks")
CALENDAR = ("ics", "agenda", "calendar", "kalender")


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many days are looked ahead, and which page of that is wanted, from 1; in private, of which team. Or a test of
    what comes next; or all of it for a calendar."""

    days: int = FORTNIGHT
    page: int = 1
    team_id: int | None = None
    is_test: bool = False
    is_calendar: bool = False

    def command(self) -> str:
        """Return what a button carries that asks for this."""
        where = f"*{self.team_id} " if self.team_id else ""
        if self.is_test or self.is_calendar:
            return f"plan {where}{trying.WORDS[0] if self.is_test else CALENDAR[0]}"
        return f"plan {where}{'term' if self.days == TERM else self.days} {self.page}"


def understood(text: str) -> Ahead | None:
    """Return what '', 'term', 'blok 2', '60' or '60 days' asks for; None for what is none of these, or too far."""
    words = " ".join(text.lower().split())
    if words in trying.WORDS:
        return Ahead(is_test=True)
    if words in CALENDAR:
        return Ahead(TERM, is_calendar=True)
    found = ASKED.fullmatch(words)
    if found is None:
        return None
    word = found["days"] or str(FORTNIGHT)
    days = TERM if word in TERM_WORDS else int(word) * (7 if found["unit"] in WEEKS else 1)
    return Ahead(days, max(int(found["page"] or 1), 1)) if 1 <= days <= FURTHEST else None


def plan(occasion: Occasion, argument: str) -> None:
    """Answer /plan: fourteen days, a term or so many days; a coordinator skips, pauses and resumes from here."""
    if asked := understood(argument):
        _show(occasion, asked)
    else:
        occasion.hint("planning.how_to_plan")


def plan_own(occasion: Occasion, argument: str) -> None:
    """Answer /plan in private: the same of a team that somebody is in; of several, they choose."""
    team_id, rest = addressing.of_team(argument.strip())
    if rest == trying.INERT:
        occasion.hint("planning.test_button")
        return
    held = members.roles_everywhere(occasion.database, occasion.who.id)
    found = {team.id: team for team, role, _ in held if team.is_present and role is not Role.OBSERVER}
    if team_id is None:
        team_id, rest = _named(found.values(), rest)
    asked = understood(rest)
    if not found:
        occasion.hint("planning.no_team")
    elif asked is None:
        occasion.hint("planning.how_to_plan")
    elif team_id is None and len(found) > 1:
        there = list(found.values())[: steering.TEAMS_OFFERED]
        each = [Button(label=team.name, command=replace(asked, team_id=team.id).command()) for team in there]
        occasion.show("planning.which_team", steering.offered(each))
    elif (which := team_id or next(iter(found))) in found:
        if any(team.id == which and role is Role.COORDINATOR for team, role, _ in held):
            steering.steer(occasion, which)
        else:
            occasion.enter_team(which)
        _show(occasion, replace(asked, team_id=which))
    else:
        occasion.hint("planning.no_team")


def _named(there: Iterable[Team], said: str) -> tuple[int | None, str]:
    """Return which team is named, before or after what is asked of it, and that."""
    team_id, rest = steering.named(there, said)
    first, _, last = said.rpartition(" ")
    if team_id is None and last and understood(said) is None:
        team_id, rest = steering.named(there, f"{last} {first}")
    return team_id, rest


def _show(occasion: Occasion, asked: Ahead) -> None:
    if asked.is_test:
        trying.send_test(occasion)
        return
    if asked.is_calendar:
        agenda.send(occasion, asked.days, with_digest=_leads(occasion))
        return
    lines = _lines(occasion, asked.days)
    pages = max(-(-len(lines) // ON_A_PAGE), 1)
    asked = replace(asked, page=min(asked.page, pages))
    occasion.show(
        "planning.plan",
        _buttons(occasion, asked, pages),
        lines=lines[(asked.page - 1) * ON_A_PAGE : asked.page * ON_A_PAGE],
        days=asked.days,
        page=asked.page,
        pages=pages,
        team=occasion.here.name if occasion.is_private else "",
        pauses=_pauses(occasion),
        going=_going(occasion) if asked.page == 1 else [],
        today=occasion.today,
        has_summaries=any(line.get("closes_at") for line in lines),
        has_rhythm=bool(schedules.of_team(occasion.database, occasion.here.id)),
    )


def _pauses(occasion: Occasion) -> list[Days]:
    """Return the pauses of the team that are on or to come."""
    today = occasion.today
    return [days for days in occasion.here.pauses if days.last >= today]


def _going(occasion: Occasion) -> list[str]:
    """Return what the team is at by now: walkthroughs, and calls that are open."""
    return [one["title"] for one in owing.in_group(occasion)] + calling.open_here(occasion)


def _lines(occasion: Occasion, days: int) -> list[dict[str, Any]]:
    """Return what is to come; a digest where somebody gets one, and in private to who does, when it reaches them."""
    coming = outlook(occasion.house, occasion.here, occasion.now, days)
    leaders, leads = members.in_role(occasion.database, occasion.here.id, Role.LEADER), _leads(occasion)
    people, waiting = len(finding.counted(occasion)), at_once.may_wait(occasion, coming)
    lines = [
        {
            "at": item.at,
            "kind": item.kind,
            "is_call": item.method in occasion.house.content.called,
            "waits": bool(item.part and item.part.waits),
            "may_wait": item.schedule.kind == "method" and item.at in waiting,
            "is_blind": _is_blind(occasion, item),
            "needs": _lacking(people, _needed(occasion, item)),
            "title": agenda.title_of(occasion, item),
            "is_off_day": occasion.free.name(item.at.astimezone(occasion.zone).date()) is not None,
            "meeting": item.meeting,
            "is_no_meeting": bool(item.skipped and item.meeting and occasion.free.name(item.meeting)),
            "closes_at": (closes_at := _closes(occasion, item)),
            "is_far": closes_at is not None and closes_at - item.at > asking.FAR,
            "skipped": item.skipped,
            "moved_from": item.moved_from,
            "reaches": digesting.reaches(occasion, occasion.who, item.at)
            if leads and item.schedule.kind == "digest" and not item.skipped
            else None,
        }
        for item in coming
        if item.schedule.kind != "digest" or leaders
    ]
    return sorted([*lines, *_offers(occasion, coming, people)], key=lambda line: line["at"])


def _closes(occasion: Occasion, item: Planned) -> datetime | None:
    """Return when a question that comes is summed up; nothing of whatever else comes, and of what does not."""
    if item.kind not in ASKING or item.skipped:
        return None
    return asking.until(occasion, item.at, item.schedule, item.slot)


def _offers(occasion: Occasion, coming: Iterable[Planned], people: int) -> list[dict[str, Any]]:
    """Return the scans that the group is to be offered, as lines; none where no questions come."""
    there = [item for item in coming if not item.skipped]
    first = next((item.at for item in there if item.schedule.kind in ASKING), None)
    weeks = [item.at for item in there if item.schedule.kind == "digest"]
    return [
        {
            "at": one.at,
            "kind": "offer",
            "is_no_meeting": False,
            "titles": [scan.title.in_(occasion.language) for scan in one.instruments],
            "needs": _lacking(people, one.people),
            "skipped": None,
            "moved_from": None,
            "waits": False,
            "may_wait": False,
        }
        for one in (evaluating.to_come(occasion, weeks, first) if first else ())
    ]


def _is_blind(occasion: Occasion, item: Planned) -> bool:
    """Tell whether a question is blind first where the team's questions are not."""
    method = questions.find(occasion.house, occasion.here.id, item.method) if item.method else None
    is_so = bool(item.part and item.part.item.blind) or bool(method and method.blind)
    return is_so and not occasion.here.is_blind


def _needed(occasion: Occasion, item: Planned) -> int:
    """Return how many people something takes; 1 of a question."""
    content = occasion.house.content
    if item.kind == "scan":
        instrument = content.instruments.get(item.method or "")
        return instrument.minimum if instrument else 1
    method = content.methods.get(item.method or "") if item.kind == "method" else None
    return method.size[0] if method else 1


def _lacking(people: int, needed: int) -> int:
    """Return how many people something takes where fewer take part now; else 0."""
    return needed if max(people, 1) < needed else 0


def _leads(occasion: Occasion) -> bool:
    """Tell whether somebody asks in private who gets the team's digest."""
    return occasion.is_private and Role.LEADER in occasion.roles


def _buttons(occasion: Occasion, asked: Ahead, pages: int) -> Keyboard:
    if not schedules.of_team(occasion.database, occasion.here.id):
        return ()
    there = {"plan_sooner": asked.page - 1, "plan_later": asked.page + 1}
    turning = tuple(
        occasion.button(key, replace(asked, page=page).command()) for key, page in there.items() if 1 <= page <= pages
    )
    further = replace(asked, days=FORTNIGHT if asked.days == TERM else TERM, page=1)
    span = (occasion.button("plan_fortnight" if asked.days == TERM else "plan_term", further.command()),)
    for_agenda = occasion.button("plan_agenda", replace(asked, page=1, is_calendar=True).command())
    rows = (turning, (*span, for_agenda), *(() if occasion.is_private and not occasion.steers else _steering(occasion)))
    return tuple(row for row in rows if row)


def _steering(occasion: Occasion) -> Keyboard:
    skipped = skipping.skipped_ahead(occasion)
    upcoming = next_start(occasion.house, occasion.here, occasion.now)
    skip = skipping.take_back_button(occasion, skipped[-1]) if skipped else skipping.skip_button(occasion, upcoming)
    paused = next(iter(_pauses(occasion)), None)
    drop = "pause_drop" if paused and paused.first > occasion.today else "resume"
    pause = occasion.button(drop, "resume") if paused else occasion.button("pause", "pauseteam")
    decide = (occasion.button("move_next", "movenext"), occasion.button("choose_next", "choosenext"))
    return ((skip, pause), decide if upcoming else ())


COMMANDS = (Command("plan", "planning", {"group": plan, "private": plan_own}, in_menu=GROUP, place=160),)
