"""Leading: opening a step in the group and in private, closing it with what came in, and what time does to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.app import framing, publishing, walks
from bot.app.occasion import Occasion
from bot.core import consultation, steering
from bot.core.deadlines import remind_at
from bot.core.model import Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.steering import AtDeadline
from bot.storage import marks, outbox, talks
from bot.storage.consultations import Walk

AT_WORK_ON_IT = timedelta(hours=1)
# After the bot has asked whether to stop, it waits this long for an answer.
GRACE_BEFORE_STOP = timedelta(days=3)
LAST_CALL = timedelta(minutes=15)


def open_step(occasion: Occasion, walk: Walk) -> None:
    """Say in the group what the step is that opens now, and in private to whoever is to write alone."""
    marks.forget(occasion.database, walk.id, walk.stand.position)
    open_step_again(occasion, walk)
    if walk.stand.pace != "live":
        _tell_alone(occasion, walk)
    _offer_optional(occasion, walk)


def _offer_optional(occasion: Occasion, walk: Walk) -> None:
    """Let the owner choose, while a step is on, whether the optional one that follows it is added."""
    stand, position = walk.stand, walk.stand.position + 1
    if position >= len(stand.plan) or not stand.plan[position].step.optional or position in stand.wanted:
        return
    for owner in walks.named(occasion, consultation.owners_now(stand)):
        language = occasion.private_language(owner)
        button = Button(label=occasion.label_in(language, "step_want"), command=f"want {walk.id} {stand.position}")
        occasion.whisper(
            owner,
            "leading.offer_optional",
            ((button,),),
            is_owed=stand.pace != "live",
            session=walk,
            keeps=max(stand.due_at - occasion.now, timedelta(hours=1)),
            team=occasion.here.name,
            title=walks.said(occasion, stand.plan[position].step.title, language),
            ask=walks.said(occasion, stand.plan[position].step.ask, language),
        )


def open_step_again(occasion: Occasion, walk: Walk) -> None:
    """Say in the group what the step is that is on: for the first time, or where older messages can't be answered."""
    spoken = occasion.here.language
    occasion.say(
        "leading.step",
        keyboard(occasion, walk),
        session=walk,
        purpose=f"step {walk.stand.position}",
        keeps=timedelta(hours=12),
        **facts(occasion, walk, spoken),
    )


def facts(occasion: Occasion, walk: Walk, language: Language) -> dict[str, Any]:
    """Return what the sentences about the step that is on need to know."""
    stand, step = walk.stand, walk.stand.now_on.step
    which, total = walks.number(walk)
    addressed = consultation.addressed(stand)
    owners = walks.named(occasion, consultation.owners_now(stand))
    lone = walks.named(occasion, addressed) if step.who in ("owner", "facilitator") and len(addressed) < 4 else []
    return {
        "number": which,
        "total": total,
        "method": walks.title(occasion, walk, language),
        "title": walks.said(occasion, step.title, language),
        "ask": walks.said(occasion, step.ask, language),
        "is_agreed": stand.now_on.key == "gather" and framing.has_agreed_before(occasion, walk),
        "meanwhile": walks.said(occasion, step.meanwhile, language),
        "mode": "own post" if step.mode == "post" and step.who == "owner" else step.mode,
        "part": stand.now_on.key,
        "lone": lone,
        "owners": owners,
        "until": stand.due_at,
        "minutes": minutes_left(occasion, walk),
        "is_paused": stand.state == "paused",
        "count": len(stand.given),
        "available": len((addressed - stand.away) | stand.given),
        "options": _options(occasion, walk, language),
        "at_most": step.at_most or 0,
        "facilitator": next(iter(walks.named(occasion, [stand.facilitator])), None) if stand.facilitator else None,
    }


def minutes_left(occasion: Occasion, walk: Walk) -> int:
    """Return how many minutes a live step still has; 0 in a written one."""
    if walk.stand.pace != "live":
        return 0
    since = walk.stand.paused_at or occasion.now
    return max(1, -(-int((walk.stand.due_at - since).total_seconds()) // 60))


def _options(occasion: Occasion, walk: Walk, language: Language) -> list[dict[str, Any]]:
    """Return what there is to choose from, numbered, with whose it is in the choice of a case."""
    step = walk.stand.now_on.step
    if step.mode != "poll":
        return []
    if step.options:
        return [
            {"number": at, "text": walks.said(occasion, option, language), "name": "", "is_new": False}
            for at, option in enumerate(step.options, start=1)
        ]
    is_choice = walk.stand.now_on.key == "choose"
    turns = framing.turns_before(occasion) if is_choice else {}
    return [
        {
            "number": at,
            "text": publishing.shortened(entry.text, 300),
            "name": entry.author.name if is_choice and entry.author else "",
            "is_new": is_choice and entry.author is not None and not turns.get(entry.author.id),
        }
        for at, entry in enumerate(walks.items(occasion, walk)[:20], start=1)
    ]


def keyboard(occasion: Occasion, walk: Walk) -> Keyboard:
    """Return the buttons under a step in the group: to take part, and to steer, which all see and some may."""
    spoken = occasion.here.language
    here = f"{walk.id} {walk.stand.position}"

    def give(key: str, command: str, **names: Any) -> Button:
        return Button(label=occasion.label_in(spoken, key, **names), command=f"{command} {here}")

    rows = [*_taking_part(occasion, walk)]
    if walk.stand.now_on.key in ("gather", "collect", "choose", "consent"):
        rows.append((give("step_next", "next"), give("step_cancel", "end")))
    else:
        rows.append((give("step_next", "next"), give("step_back", "back"), give("step_extend", "extend")))
        paused = walk.stand.state == "paused"
        rows.append((give("step_resume" if paused else "step_pause", "pause"), give("step_end", "end")))
    return tuple(rows)


def _taking_part(occasion: Occasion, walk: Walk) -> Keyboard:
    spoken, on = occasion.here.language, walk.stand.now_on
    here = f"{walk.id} {walk.stand.position}"
    link = Button(label=occasion.label_in(spoken, "step_write"), link=occasion.house.bot.link(f"step-{walk.code}"))
    passing = Button(label=occasion.label_in(spoken, "step_pass"), command=f"pass {here}")
    if on.key == "gather":
        yes = Button(label=occasion.label_in(spoken, "step_gather"), command=f"agree {here}")
        return ((yes,), (Button(label=occasion.label_in(spoken, "step_not_me"), command=f"pass {here}"),))
    if on.key == "roles":
        return ((Button(label=occasion.label_in(spoken, "step_lead"), command=f"lead {here}"),),)
    match on.step.mode:
        case "poll":
            return (*votes(occasion, walk), (passing,))
        case "rate":
            scale = tuple(Button(label=str(value), command=f"rate {here} {value}") for value in range(1, 6))
            return (scale, (link, passing))
        case "confirm":
            agree = Button(label=occasion.label_in(spoken, "step_agree"), command=f"agree {here}")
            return ((agree, passing),)
        case "hidden" | "solo" | "label":
            return ((link, passing),)
        case "post":
            return ((link, passing),) if on.step.who == "owner" else ((passing,),)
    return ()


def votes(occasion: Occasion, walk: Walk) -> Keyboard:
    """Return a button for each thing there is to choose from, by number, five in a row."""
    here, step = f"{walk.id} {walk.stand.position}", walk.stand.now_on.step
    ids = list(range(1, len(step.options) + 1)) or [entry.id for entry in walks.items(occasion, walk)[:20]]
    buttons = [Button(label=str(at), command=f"vote {here} {item}") for at, item in enumerate(ids, start=1)]
    return tuple(tuple(buttons[start : start + 5]) for start in range(0, len(buttons), 5))


def _tell_alone(occasion: Occasion, walk: Walk) -> None:
    """Tell whoever writes alone that it is their turn, and the owner of a quiet step to read along."""
    stand, step = walk.stand, walk.stand.now_on.step
    if step.mode == "quiet":
        for owner in walks.named(occasion, consultation.owners_now(stand)):
            stop = Button(
                label=occasion.label_in(occasion.private_language(owner), "step_enough"),
                command=f"enough {walk.id} {stand.position}",
            )
            whisper(occasion, walk, owner, "leading.read_along", ((stop,),))
    elif step.who in ("owner", "facilitator") and len(consultation.addressed(stand)) < 4:
        for person in walks.named(occasion, consultation.addressed(stand) - stand.away):
            whisper(occasion, walk, person, "leading.your_turn", private_keyboard(occasion, walk, person))


def whisper(occasion: Occasion, walk: Walk, person: Person, key: str, under: Keyboard = ()) -> None:
    """Tell somebody in private about the step that is on, on a working day of theirs, and let their next words be for
    it; whoever is writing about something else is not interrupted."""
    language = occasion.private_language(person)
    is_said = occasion.whisper(
        person,
        key,
        under,
        is_owed=walk.stand.pace != "live",
        session=walk,
        purpose=f"step {walk.stand.position}",
        keeps=max(walk.stand.due_at - occasion.now, timedelta(hours=1)),
        team=occasion.here.name,
        **facts(occasion, walk, language),
    )
    talk = talks.find(occasion.database, person.id)
    if is_said and (talk is None or occasion.now - talk.since > AT_WORK_ON_IT):
        talks.begin(occasion.database, person.id, occasion.now, session_id=walk.id)


def private_keyboard(occasion: Occasion, walk: Walk, person: Person) -> Keyboard:
    """Return the buttons under a step in somebody's private chat."""
    here, language, on = f"{walk.id} {walk.stand.position}", occasion.private_language(person), walk.stand.now_on
    if person.id not in consultation.addressed(walk.stand):
        return ()
    passing = Button(label=occasion.label_in(language, "step_pass"), command=f"pass {here}")
    match on.step.mode:
        case "label":
            return (*publishing.label_rows(occasion, walk, person, language), (passing,))
        case "rate":
            scale = tuple(Button(label=str(value), command=f"rate {here} {value}") for value in range(1, 6))
            return (scale, (passing,))
        case "confirm":
            return ((Button(label=occasion.label_in(language, "step_agree"), command=f"agree {here}"), passing),)
        case "hidden" | "post" | "solo":
            given = person.id in walk.stand.given
            done = Button(label=occasion.label_in(language, "step_done"), command=f"done {here}")
            return (((done if given else passing),),)
    return ()


def settle(occasion: Occasion, walk: Walk) -> None:
    """Go on if nobody is waited for any more; else let the step's message show how far it is."""
    if consultation.is_complete(walk.stand):
        go_on(occasion, walk)
    elif walk.stand.pace != "live":
        show_anew(occasion, walk)


def go_on(occasion: Occasion, walk: Walk) -> None:
    """Close the step that is on, show what came in, and open the next one or end."""
    before = walk.stand
    walk = framing.close(occasion, walk)
    if walk.stand.is_over:
        return
    after = steering.advance(walk.stand, occasion.now, walks.calendar(occasion))
    quiet = steering.silent_twice(before, after)
    walk = walks.keep(occasion, walk, after)
    if after.state == "ended":
        framing.end(occasion, walk)
        return
    open_step(occasion, walk)
    for person in walks.named(occasion, quiet):
        _ask_whether_in(occasion, walk, person)


def _ask_whether_in(occasion: Occasion, walk: Walk, person: Person) -> None:
    """Ask somebody who was silent for two steps, in private, whether they are still in; nobody else hears of it."""
    language = occasion.private_language(person)
    here = str(walk.id)
    staying = Button(label=occasion.label_in(language, "step_stay"), command=f"sitin {here}")
    leaving = Button(label=occasion.label_in(language, "step_leave"), command=f"sitout {here}")
    occasion.whisper(
        person, "leading.still_in", ((staying,), (leaving,)), is_owed=True, session=walk, team=occasion.here.name
    )


def show_anew(occasion: Occasion, walk: Walk) -> None:
    """Let the message of the step that is on show its deadline, its clock and how many contributed."""
    place = occasion.here.place
    message_id = outbox.latest_sent(occasion.database, walk.id, place.chat_id, f"step {walk.stand.position}")
    if message_id is not None and occasion.here.is_present:
        spoken = occasion.here.language
        text = occasion.words("leading.step", spoken, **facts(occasion, walk, spoken))
        occasion.edit(place.chat_id, message_id, text, keyboard(occasion, walk))


def tick(occasion: Occasion, walk: Walk) -> None:
    """Do what time owes a walkthrough: its end, a deadline, a reminder, or the next minute on its clock."""
    stand, now = walk.stand, occasion.now
    if stand.paused_at is not None:
        if now >= stand.paused_at + walks.LONGEST_PAUSE:
            framing.break_off(occasion, walk, "leading.paused_too_long")
        return
    if now >= stand.stops_at:
        _stop(occasion, walk)
        return
    fresh = steering.timed(stand, walks.calendar(occasion))
    has_moved = fresh.due_at != stand.due_at
    walk = replace(walk, stand=fresh)
    if fresh.due_at <= now and not fresh.is_stuck:
        _act_on_deadline(occasion, walk)
        return
    if _is_reminder_due(occasion, walk):
        walk = replace(walk, stand=replace(walk.stand, is_reminded=True))
        _remind(occasion, walk)
    walks.keep(occasion, walk, walk.stand)
    if stand.pace == "live" or has_moved:
        show_anew(occasion, walk)


def _is_reminder_due(occasion: Occasion, walk: Walk) -> bool:
    stand = walk.stand
    reminder = remind_at(stand.opened_at, stand.due_at, stand.pace)
    return reminder is not None and not stand.is_reminded and occasion.now >= reminder


def _remind(occasion: Occasion, walk: Walk) -> None:
    """Remind whoever is still waited for, once and in private; talking needs no reminder."""
    if walk.stand.now_on.step.mode not in consultation.ALL_IN or walk.stand.now_on.key in ("gather", "roles"):
        return
    for person in walks.named(occasion, consultation.awaited(walk.stand) - walk.stand.given):
        whisper(occasion, walk, person, "leading.reminder", private_keyboard(occasion, walk, person))


def _act_on_deadline(occasion: Occasion, walk: Walk) -> None:
    """Move on, give a step more time, or ask those who lead what to do."""
    match steering.at_deadline(walk.stand):
        case AtDeadline.MOVE_ON:
            go_on(occasion, walk)
        case AtDeadline.EXTEND:
            longer = steering.extend(walk.stand, occasion.now, walks.calendar(occasion))
            walk = walks.keep(occasion, walk, longer)
            show_anew(occasion, walk)
        case AtDeadline.ASK:
            walk = walks.keep(occasion, walk, replace(walk.stand, is_stuck=True))
            _ask_what_now(occasion, walk)


def _ask_what_now(occasion: Occasion, walk: Walk) -> None:
    spoken, here = occasion.here.language, f"{walk.id} {walk.stand.position}"
    choices = tuple(
        Button(label=occasion.label_in(spoken, f"step_{key}"), command=f"{key} {here}")
        for key in ("next", "extend", "end")
    )
    occasion.say("leading.stuck", (choices,), session=walk, purpose="stuck", **facts(occasion, walk, spoken))


def _stop(occasion: Occasion, walk: Walk) -> None:
    """At the hard stop ask the owner what to do; without an answer, or in a live session, round off."""
    stand = walk.stand
    calendar = walks.calendar(occasion)
    if stand.pace == "live" or stand.is_asked_to_stop:
        round_off(occasion, walk, "leading.long_enough")
        return
    later = replace(stand, is_asked_to_stop=True, stops_at=occasion.now + GRACE_BEFORE_STOP)
    if stand.due_at <= occasion.now:
        later = steering.extend(later, occasion.now, calendar)
    walk = walks.keep(occasion, walk, later)
    here, asked = f"{walk.id} {stand.position}", consultation.owners_now(stand) or stand.people
    for person in walks.named(occasion, asked):
        language = occasion.private_language(person)
        keys = ("end", "longer")
        rows = tuple(
            (Button(label=occasion.label_in(language, f"step_{key}"), command=f"{key} {here}"),) for key in keys
        )
        occasion.whisper(person, "leading.close_or_go_on", rows, is_owed=True, session=walk, team=occasion.here.name)


def round_off(occasion: Occasion, walk: Walk, key: str) -> None:
    """Go to the check-out at once if anything was told; else break off."""
    if not framing.has_case(occasion, walk) or walk.stand.now_on.key in ("gather", "collect", "choose", "consent"):
        framing.break_off(occasion, walk, key)
        return
    publishing.show_step(occasion, walk)
    if walk.stand.now_on.key in steering.CLOSING:
        framing.end(occasion, walks.keep(occasion, walk, steering.finish(walk.stand, occasion.now)))
        return
    after = steering.wrap_up(walk.stand, occasion.now, walks.calendar(occasion))
    longest = replace(after, stops_at=max(after.stops_at, after.due_at + LAST_CALL), is_asked_to_stop=True)
    walk = walks.keep(occasion, walk, longest)
    if after.state == "ended":
        framing.end(occasion, walk)
    else:
        open_step(occasion, walk)
