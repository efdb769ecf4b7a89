"""Cards: what the step that is on shows, in the group and in private, and the buttons under it."""

from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import framing, modes, walks
from bot.app.sessions.modes.handling import View
from bot.core import consultation
from bot.core.model import Language, Person
from bot.core.modes import ListIn, Place
from bot.core.outgoing import Button, Keyboard
from bot.storage.consultations import Walk


def facts(occasion: Occasion, walk: Walk, language: Language) -> dict[str, Any]:
    """Return what the sentences about the step that is on need to know."""
    stand, step = walk.stand, walk.stand.now_on.step
    which, total = walks.number(walk)
    told = {
        "number": which,
        "total": total,
        "method": walks.title(occasion, walk, language),
        "title": occasion.in_team_words(step.title, language),
        "ask": occasion.in_team_words(step.ask, language),
        "is_agreed": stand.now_on.key == "gather" and framing.has_agreed_before(occasion, walk),
        "meanwhile": occasion.in_team_words(step.meanwhile, language),
        "part": stand.now_on.key,
        "until": stand.due_at,
        "minutes": minutes_left(occasion, walk),
        "is_paused": stand.state == "paused",
        "items": [],
        "options": [],
        "at_most": step.at_most or 0,
        "may_pass": may_pass(occasion, walk),
        "needs_leader": framing.needs_leader(occasion, walk),
        "led_least": framing.led_least(occasion, walk) if stand.now_on.key == "roles" else [],
        "counts": step.way.counts,
        "is_calm": stand.pace != "live",
    }
    return told | _people(occasion, walk) | modes.handling(step).listed(View(occasion, walk, language))


def _people(occasion: Occasion, walk: Walk) -> dict[str, Any]:
    """Return what is to be known of people: who is asked, whose case it is, who leads, how many gave something."""
    stand, step = walk.stand, walk.stand.now_on.step
    addressed = consultation.addressed(stand)
    is_for_few = step.who in ("owner", "facilitator") and len(addressed) < 4
    return {
        "lone": walks.named(occasion, addressed) if is_for_few else [],
        "owners": walks.named(occasion, consultation.owners_now(stand)),
        "count": len(stand.given),
        "available": len((addressed - stand.away) | stand.given),
        "facilitator": next(iter(walks.named(occasion, [stand.facilitator])), None) if stand.facilitator else None,
    }


def how(occasion: Occasion, walk: Walk, language: Language, place: Place) -> dict[str, Any]:
    """Return what the sentences about the step that is on need to know, with how one does it in a place."""
    known = facts(occasion, walk, language)
    return known | {"how": occasion.words(f"modes.{walk.stand.now_on.step.way.name}_{place}", language, **known)}


def closed(occasion: Occasion, walk: Walk) -> str:
    """Return what the message of a step reads once it has closed: the result is below it, words to choose from go."""
    on, spoken = walk.stand.now_on, occasion.here.language
    title, ask = (occasion.in_team_words(text, spoken) for text in (on.step.title, on.step.ask))
    if on.step.way.list_in is ListIn.GROUP and on.step.items_from is not None:
        return occasion.words("leading.chosen", spoken, title=title)
    which, total = walks.number(walk)
    return occasion.words("leading.closed", spoken, number=which, total=total, title=title, part=on.key, ask=ask)


def may_pass(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether a step can be passed: all but the one in which the case is told."""
    return walk.stand.now_on.step.keeps != "case" or framing.has_case(occasion, walk)


def minutes_left(occasion: Occasion, walk: Walk) -> int:
    """Return how many minutes a live step still has; 0 in a written one."""
    if walk.stand.pace != "live":
        return 0
    since = walk.stand.paused_at or occasion.now
    return max(1, -(-int((walk.stand.due_at - since).total_seconds()) // 60))


def keyboard(occasion: Occasion, walk: Walk) -> Keyboard:
    """Return the buttons under a step in the group: to take part, and to steer, which all see and some may."""
    spoken = occasion.here.language
    here = f"{walk.id} {walk.stand.position}"

    def give(key: str, command: str, **names: Any) -> Button:
        return Button(label=occasion.label_in(spoken, key, **names), command=f"{command} {here}")

    rows = [*_taking_part(occasion, walk)]
    paused = walk.stand.state == "paused"
    if walk.stand.now_on.key in ("gather", "collect", "choose", "consent"):
        going_on = (give("step_resume", "pause"),) if paused else ()
        rows.append((give("step_next", "next"), *going_on, give("step_cancel", "end")))
    else:
        rows.append((give("step_next", "next"), give("step_back", "back"), give("step_extend", "extend")))
        rows.append((give("step_resume" if paused else "step_pause", "pause"), give("step_end", "end")))
    return tuple(rows)


def _taking_part(occasion: Occasion, walk: Walk) -> Keyboard:
    spoken = occasion.here.language
    if walk.stand.now_on.key in ("gather", "roles"):
        return _coming_in(occasion, walk, spoken)
    return modes.handling(walk.stand.now_on.step).in_group(View(occasion, walk, spoken, may_pass(occasion, walk)))


def _coming_in(occasion: Occasion, walk: Walk, language: Language) -> Keyboard:
    """Return the buttons with which somebody is in, or leads."""
    here = f"{walk.id} {walk.stand.position}"
    if walk.stand.now_on.key == "roles":
        return ((Button(label=occasion.label_in(language, "step_lead"), command=f"lead {here}"),),)
    yes = Button(label=occasion.label_in(language, "step_gather"), command=f"agree {here}")
    return ((yes,), (Button(label=occasion.label_in(language, "step_not_me"), command=f"pass {here}"),))


def private_keyboard(occasion: Occasion, walk: Walk, person: Person) -> Keyboard:
    """Return the buttons under a step in somebody's private chat."""
    language = occasion.private_language(person)
    if person.id not in consultation.addressed(walk.stand):
        return ()
    if walk.stand.now_on.key in ("gather", "roles"):
        return _coming_in(occasion, walk, language)
    view = View(occasion, walk, language, may_pass(occasion, walk), person)
    return modes.handling(walk.stand.now_on.step).in_private(view)
