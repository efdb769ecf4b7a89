"""Cards: what the step that is on shows, in the group and in private, and the buttons under it."""

from typing import Any

from bot.app import framing, publishing, walks
from bot.app.occasion import Occasion
from bot.core import consultation
from bot.core.model import Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.storage.consultations import Walk

# As many as there is room for in a message, with who brings each.
CHOICES, ROOM_FOR_CHOICES = 20, 2000
HIGHEST_RATING = 5


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
        "items": [
            publishing.shortened(entry.text, 140)
            for entry in walks.items(occasion, walk)[: publishing.LABELLED_AT_MOST]
        ]
        if step.mode == "label"
        else [],
        "options": _options(occasion, walk, language),
        "at_most": step.at_most or 0,
        "may_pass": may_pass(occasion, walk),
        "needs_leader": framing.needs_leader(occasion, walk),
        "led_least": framing.led_least(occasion, walk) if stand.now_on.key == "roles" else [],
        "is_calm": stand.pace != "live",
        "facilitator": next(iter(walks.named(occasion, [stand.facilitator])), None) if stand.facilitator else None,
    }


def closed(occasion: Occasion, walk: Walk) -> str:
    """Return what the message of a step reads once it has closed: the result is below it, words to choose from go."""
    on, spoken = walk.stand.now_on, occasion.here.language
    title, ask = (walks.said(occasion, text, spoken) for text in (on.step.title, on.step.ask))
    if on.step.mode == "poll" and on.step.items_from is not None:
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
    found = walks.items(occasion, walk)[:CHOICES]
    return [
        {
            "number": at,
            "text": publishing.shortened(entry.text, min(300, ROOM_FOR_CHOICES // len(found))),
            "name": entry.author.name if is_choice and entry.author else "",
            "is_new": is_choice and entry.author is not None and not turns.get(entry.author.id),
        }
        for at, entry in enumerate(found, start=1)
    ]


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
    spoken, on = occasion.here.language, walk.stand.now_on
    here = f"{walk.id} {walk.stand.position}"
    link = Button(label=occasion.label_in(spoken, "step_write"), link=occasion.house.bot.link(f"step-{walk.code}"))
    passing = Button(label=occasion.label_in(spoken, "step_pass"), command=f"pass {here}")
    if on.key in ("gather", "roles"):
        return _coming_in(occasion, walk, spoken)
    match on.step.mode:
        case "poll":
            return (*votes(occasion, walk), (passing,))
        case "rate":
            return (_scale(here), (link, passing))
        case "confirm":
            agree = Button(label=occasion.label_in(spoken, "step_agree"), command=f"agree {here}")
            return ((agree, passing),)
        case "hidden" | "solo" | "label":
            return ((link, passing),)
        case "post" if on.step.who == "owner":
            return ((link, passing),) if may_pass(occasion, walk) else ((link,),)
        case "post":
            return ((passing,),)
    return ()


def _coming_in(occasion: Occasion, walk: Walk, language: Language) -> Keyboard:
    """Return the buttons with which somebody is in, or leads."""
    here = f"{walk.id} {walk.stand.position}"
    if walk.stand.now_on.key == "roles":
        return ((Button(label=occasion.label_in(language, "step_lead"), command=f"lead {here}"),),)
    yes = Button(label=occasion.label_in(language, "step_gather"), command=f"agree {here}")
    return ((yes,), (Button(label=occasion.label_in(language, "step_not_me"), command=f"pass {here}"),))


def _scale(here: str) -> tuple[Button, ...]:
    """Return the numbers with which the session can be rated."""
    return tuple(Button(label=str(value), command=f"rate {here} {value}") for value in range(1, HIGHEST_RATING + 1))


def votes(occasion: Occasion, walk: Walk) -> Keyboard:
    """Return a button for each thing there is to choose from, by number, five in a row."""
    here, step = f"{walk.id} {walk.stand.position}", walk.stand.now_on.step
    ids = list(range(1, len(step.options) + 1)) or [entry.id for entry in walks.items(occasion, walk)[:CHOICES]]
    buttons = [Button(label=str(at), command=f"vote {here} {item}") for at, item in enumerate(ids, start=1)]
    return tuple(tuple(buttons[start : start + 5]) for start in range(0, len(buttons), 5))


def private_keyboard(occasion: Occasion, walk: Walk, person: Person) -> Keyboard:
    """Return the buttons under a step in somebody's private chat."""
    here, language, on = f"{walk.id} {walk.stand.position}", occasion.private_language(person), walk.stand.now_on
    if person.id not in consultation.addressed(walk.stand):
        return ()
    is_given = person.id in walk.stand.given
    passing = Button(label=occasion.label_in(language, "step_pass"), command=f"pass {here}")
    done = Button(label=occasion.label_in(language, "step_done"), command=f"done {here}")
    if on.key in ("gather", "roles"):
        return _coming_in(occasion, walk, language)
    match on.step.mode:
        case "label":
            return (*publishing.label_rows(occasion, walk, person, language), (passing,))
        case "rate":
            return (_scale(here), (done if is_given else passing,))
        case "confirm":
            return ((Button(label=occasion.label_in(language, "step_agree"), command=f"agree {here}"), passing),)
        case "hidden" | "post" | "solo" if is_given or may_pass(occasion, walk):
            return ((done if is_given else passing,),)
    return ()
