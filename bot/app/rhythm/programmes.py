"""Programmes: what of a team's programme comes at a moment; going on to the next phase, which the group does itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.app.context.command import Command
from bot.app.context.house import House, as_number
from bot.app.context.occasion import Occasion
from bot.app.rhythm.outlook import next_prompt
from bot.core import timing
from bot.core.method import Method
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.programme import Course, Item
from bot.core.purposes import Purpose
from bot.storage import held, programmes, schedules

ON = "on"
SUGGESTED = Purpose("programmes.suggested")
# A consultation that began is well under way after so long.
UNDER_WAY = timedelta(days=3)
# The summary of a question stands above what follows it.
JUST_AFTER = timedelta(minutes=2)
# As long as a question is waited for that its team may be away from.
WAITS = timedelta(days=60)


def due(occasion: Occasion) -> Item | None:
    """Return what the programme of the team has for the moment that is here, if the group has gone on so far.

    Where it has not, the coordinators are told once: ordinary questions come meanwhile.
    """
    course = programmes.of_team(occasion.database, occasion.here.id)
    if course is None or course.due or course.is_last:
        return course.due if course else None
    if not course.were_told:
        programmes.put(occasion.database, occasion.here.id, course.told())
        was, title = occasion.in_team_words(course.now_in.title), _next_title(occasion, course)
        occasion.tell_coordinators("programmes.not_gone_on", was=was, title=title)
    return None


def came(occasion: Occasion, closes_at: datetime | None) -> None:
    """Note that what was due has come, and closes at an instant, if that is known."""
    if course := programmes.of_team(occasion.database, occasion.here.id):
        settle(occasion, course.moved_on(), closes_at + JUST_AFTER if closes_at else occasion.now + UNDER_WAY)


def did_not_come(house: House, team_id: int, method: Method | None) -> None:
    """Let a question of the programme that never reached its team come yet."""
    course = programmes.of_team(house.database, team_id)
    last = course.came_last if course else None
    if course and last and method and (last.question == method.id or last.family == method.family):
        programmes.put(house.database, team_id, course.moved_back())
        held.drop_notices(house.database, team_id, SUGGESTED)


def settle(occasion: Occasion, course: Course, at: datetime) -> None:
    """Let a team be somewhere in its programme. After the last of a phase the group is asked, at an instant by day,
    whether it goes on, unless it was before; after the last of all it is told that this was it."""
    before = programmes.of_team(occasion.database, occasion.here.id)
    if before and before.phase == course.phase and before.is_through and course.is_through and not course.is_last:
        programmes.put(occasion.database, occasion.here.id, course)
        return
    held.drop_notices(occasion.database, occasion.here.id, SUGGESTED)
    programmes.put(occasion.database, occasion.here.id, course)
    after = timing.in_daytime(at, occasion.zone, occasion.free)
    if course.is_through and course.is_last:
        _end(occasion, course, after)
    elif course.is_through:
        occasion.say(
            "programmes.suggested",
            (go_on(occasion, course),),
            purpose=SUGGESTED,
            send_after=after,
            keeps=WAITS,
            is_silent=True,
            was=occasion.in_team_words(course.now_in.title),
            title=_next_title(occasion, course),
        )


def _end(occasion: Occasion, course: Course, after: datetime) -> None:
    programmes.end(occasion.database, occasion.here.id)
    harvest = occasion.button("harvest", "harvest")
    title = occasion.in_team_words(course.programme.title)
    occasion.say("programmes.over", ((harvest,),), send_after=after, keeps=WAITS, is_silent=True, title=title)


def stop(occasion: Occasion, course: Course) -> None:
    """Let a team have no programme any more, and tell the group, with how often ordinary questions come."""
    held.drop_notices(occasion.database, occasion.here.id, SUGGESTED)
    programmes.end(occasion.database, occasion.here.id)
    title = occasion.in_team_words(course.programme.title, occasion.here.language)
    name = occasion.person.name if occasion.person else None
    rhythm = rhythm_now(occasion, occasion.here.language)
    occasion.say("programmes.stopped", name=name, title=title, rhythm=rhythm, is_silent=True)


def rhythm_now(occasion: Occasion, language: Language) -> str:
    """Return in words how often the team is asked something; nothing where it isn't."""
    prompts = schedules.find(occasion.database, occasion.here.id, "prompt")
    return occasion.rhythm_in_words(prompts.rhythm, language) if prompts else ""


def go_on(occasion: Occasion, course: Course) -> tuple[Button, ...]:
    """Return the row with the button with which the group goes on to the next phase; an empty one where it can't, and
    in private."""
    if not course.is_through or course.is_last or occasion.is_private:
        return ()
    return (occasion.button("phase_on", f"phase {ON} {course.phase + 1}", title=_next_title(occasion, course)),)


def _next_title(occasion: Occasion, course: Course) -> str:
    return occasion.in_team_words(course.programme.phases[course.phase + 1].title)


def phase(occasion: Occasion, argument: str) -> None:
    """Answer /phase: where the team is in its programme; its button lets the group go on to the phase that it names."""
    course = programmes.of_team(occasion.database, occasion.here.id)
    word, _, to = argument.strip().lower().partition(" ")
    if course is None:
        occasion.hint("programmes.none_runs")
    elif word != ON:
        show(occasion, course, (go_on(occasion, course),))
    elif not {Role.MEMBER, Role.COORDINATOR} & occasion.roles:
        occasion.hint("programmes.not_yours_to_go_on")
    elif course.is_last or not course.is_through or as_number(to) != course.phase + 1:
        occasion.hint("programmes.gone_on_already")
    else:
        gone = course.gone_on()
        settle(occasion, gone, occasion.now)
        upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
        occasion.show(
            "programmes.gone_on",
            (),
            name=occasion.who.name,
            title=occasion.in_team_words(gone.now_in.title),
            about=occasion.in_team_words(gone.now_in.about),
            next_at=upcoming.at if upcoming else None,
        )


def show(
    occasion: Occasion, course: Course, keyboard: Keyboard, phases: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Show where a team is in its programme: its phases the one that is on, and what is to come of each, if given."""
    programme = course.programme
    titles = [{"title": occasion.in_team_words(one.title, occasion.language), "lines": []} for one in programme.phases]
    occasion.show(
        "programmes.running",
        tuple(row for row in keyboard if row),
        title=occasion.in_team_words(programme.title, occasion.language),
        aim=occasion.in_team_words(programme.aim, occasion.language),
        phases=phases or titles,
        now=course.phase,
        is_through=course.is_through,
    )


COMMANDS = (Command("phase", "fase", {"group": phase}),)
