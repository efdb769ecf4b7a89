"""Keeping time: what the clock does to a walkthrough: deadlines, reminders, its clock, and its end."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, framing, leading, walks
from bot.core import consultation, steering, timing
from bot.core.consultation import Consultation
from bot.core.deadlines import remind_at
from bot.core.outgoing import Button
from bot.core.steering import AtDeadline
from bot.storage.consultations import Walk

# After the bot has asked whether to stop, it waits this long for an answer.
GRACE_BEFORE_STOP = timedelta(days=3)


def tick(occasion: Occasion, walk: Walk) -> None:
    """Do what time owes a walkthrough: its end, a deadline, a reminder, or the next minute on its clock."""
    stand, now = walk.stand, occasion.now
    if stand.pace != "live" and _is_ending(stand, now) and (wait := _by_day(occasion, now) - now):
        # What takes a session away from people is said when they are at work.
        paused_at = stand.paused_at + wait if stand.paused_at else None
        walks.keep(occasion, walk, replace(stand, stops_at=stand.stops_at + wait, paused_at=paused_at))
        return
    if stand.paused_at is not None:
        if now >= stand.paused_at + walks.LONGEST_PAUSE:
            framing.break_off(occasion, walk, "leading.paused_too_long")
        return
    if now >= stand.stops_at:
        later = stand if stand.is_asked_to_stop else steering.put_off_stop(stand, walks.calendar(occasion))
        if later.stops_at <= now:
            _stop(occasion, walk)
            return
        stand = later
    fresh = steering.timed(stand, walks.calendar(occasion))
    has_moved = fresh.due_at != stand.due_at
    walk = replace(walk, stand=fresh)
    if fresh.due_at <= now and not fresh.is_stuck:
        _act_on_deadline(occasion, walk)
        return
    if _is_reminder_due(occasion, walk):
        walk = replace(walk, stand=replace(walk.stand, is_reminded=True))
        if not walks.calendar(occasion).has_break(now.astimezone(occasion.zone).date()):
            _remind(occasion, walk)
    walks.keep(occasion, walk, walk.stand)
    if stand.pace == "live" or has_moved:
        leading.show_anew(occasion, walk)


def _is_ending(stand: Consultation, now: datetime) -> bool:
    """Tell whether a session has lasted, or been paused, long enough."""
    if stand.paused_at is not None:
        return now >= stand.paused_at + walks.LONGEST_PAUSE
    return now >= stand.stops_at


def _by_day(occasion: Occasion, at: datetime) -> datetime:
    return timing.in_daytime(at, occasion.zone, occasion.free)


def _is_reminder_due(occasion: Occasion, walk: Walk) -> bool:
    stand = walk.stand
    reminder = remind_at(stand.opened_at, stand.due_at, stand.pace)
    return reminder is not None and not stand.is_reminded and occasion.now >= reminder


def _remind(occasion: Occasion, walk: Walk) -> None:
    """Remind whoever is still waited for, once and in private; talking needs no reminder."""
    if not walk.stand.now_on.step.way.waits_for_all or walk.stand.now_on.key in ("gather", "roles"):
        return
    for person in walks.named(occasion, consultation.awaited(walk.stand) - walk.stand.given):
        leading.whisper(occasion, walk, person, "leading.reminder", cards.private_keyboard(occasion, walk, person))


def _act_on_deadline(occasion: Occasion, walk: Walk) -> None:
    """Move on, give a step more time, or ask those who lead what to do."""
    follows = AtDeadline.EXTEND if framing.is_worth_waiting(occasion, walk) else steering.at_deadline(walk.stand)
    match follows:
        case AtDeadline.MOVE_ON:
            leading.go_on(occasion, walk)
        case AtDeadline.EXTEND:
            longer = steering.extend(walk.stand, occasion.now, walks.calendar(occasion))
            walk = walks.keep(occasion, walk, longer)
            leading.show_anew(occasion, walk)
        case AtDeadline.ASK:
            walk = walks.keep(occasion, walk, replace(walk.stand, is_stuck=True))
            _ask_what_now(occasion, walk)


def _ask_what_now(occasion: Occasion, walk: Walk) -> None:
    spoken, here = occasion.here.language, f"{walk.id} {walk.stand.position}"
    choices = tuple(
        Button(label=occasion.label_in(spoken, f"step_{key}"), command=f"{key} {here}")
        for key in (("next", "extend", "end") if cards.may_pass(occasion, walk) else ("extend", "end"))
    )
    occasion.say("leading.stuck", (choices,), session=walk, purpose="stuck", **cards.facts(occasion, walk, spoken))


def _stop(occasion: Occasion, walk: Walk) -> None:
    """At the hard stop ask the owner what to do; without an answer, or in a live session, round off."""
    stand = walk.stand
    calendar = walks.calendar(occasion)
    if stand.pace == "live" or stand.is_asked_to_stop:
        leading.round_off(occasion, walk, "leading.long_enough")
        return
    later = replace(stand, is_asked_to_stop=True, stops_at=_by_day(occasion, occasion.now + GRACE_BEFORE_STOP))
    if stand.due_at <= occasion.now:
        later = steering.extend(later, occasion.now, calendar)
    walk = walks.keep(occasion, walk, later)
    asked = consultation.owners_now(stand) or stand.people
    for person in walks.named(occasion, asked):
        language = occasion.private_language(person)
        keys = ("end", "longer")
        rows = tuple(
            (Button(label=occasion.label_in(language, f"step_{key}"), command=f"{key} {walk.id}"),) for key in keys
        )
        occasion.whisper(person, "leading.close_or_go_on", rows, is_owed=True, session=walk, team=occasion.here.name)
