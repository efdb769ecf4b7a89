"""Cards: what the step that is on shows, in the group and in private, and the buttons under it."""

from itertools import takewhile
from typing import Any

from bot.app.context.command import SURE
from bot.app.context.occasion import Occasion
from bot.app.sessions import announcing, carrying, finding, framing, modes
from bot.app.sessions.modes.handling import View
from bot.core.model import Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.session import plans, taking_part
from bot.core.session.modes import ListIn, Place
from bot.core.session.state import Session
from bot.core.step import Bilingual
from bot.core.summary import share
from bot.rendering import shortened
from bot.storage import entries

# As much of what somebody noted as stays readable beside what a step shows of others.
MOST_NOTES, ROOM_FOR_NOTES = 12, 1000
# What steps of some modes list, as the sentences of all need it.
NOTHING_LISTED: dict[str, Any] = {
    "items": [],
    "tells": "",
    "options": [],
    "lines": 0,
    "field": "",
    "by_role": False,
    "departments": [],
    "department": "",
    "guidance": "",
}


def facts(occasion: Occasion, session: Session, language: Language, person: Person | None = None) -> dict[str, Any]:
    """Return what the sentences about the step that is on need to know: for all, or for one `person` in private."""
    state, step = session.state, session.state.now_on.step
    told = {
        **_counted(session),
        "method": finding.title(occasion, session, language),
        "title": occasion.in_team_words(step.title, language),
        "ask": occasion.in_team_words(session.state.ask, language),
        "is_agreed": state.now_on.key == "gather" and framing.has_agreed_before(occasion, session),
        "reminds": step.reminds,
        "stays": step.keeps == "outcome",
        "read_along": _said(occasion, step.read_along, language),
        **_at_the_table(occasion, session, language),
        "meanwhile": _said(occasion, step.meanwhile, language),
        "part": state.now_on.key,
        "is_chosen": state.now_on.key == "consent" and plans.collected_at(state.plan) is not None,
        "asks_first": state.now_on.key == "choose" and any(planned.key == "consent" for planned in state.plan),
        "case": case_of(occasion, session) if state.now_on.key in ("gather", "collect") else "one",
        **(announcing.beforehand(session) if state.now_on.key == "gather" else announcing.NOTHING),
        "until": state.due_at,
        "minutes": minutes_left(occasion, session),
        "is_paused": state.phase == "paused",
        "at_most": step.most or 0,
        "may_pass": may_pass(occasion, session),
        **_who_leads(occasion, session),
        "counts": step.way.counts,
        "is_calm": state.pace != "live",
    }
    view = View(occasion, session, language, person=person)
    return NOTHING_LISTED | told | _people(occasion, session, person) | modes.handling(step).listed(view)


def _said(occasion: Occasion, text: Bilingual | None, language: Language) -> str:
    """Return what a step says somewhere, which most say nothing."""
    return occasion.in_team_words(text, language) if text else ""


def _who_leads(occasion: Occasion, session: Session) -> dict[str, Any]:
    """Return what whoever is asked to lead wants to know: whether one has to, and who did so least often."""
    if session.state.now_on.key != "roles":
        return {"needs_leader": False, "led_least": []}
    is_needed = framing.needs_leader(occasion, session) and framing.asks_as_usual(occasion, session)
    return {"needs_leader": is_needed, "led_least": framing.led_least(occasion, session)}


def _at_the_table(occasion: Occasion, session: Session, language: Language) -> dict[str, Any]:
    """Return what people do first who sit together, whether they speak one by one, and in which order."""
    state, step = session.state, session.state.now_on.step
    first = _said(occasion, step.first_live, language) if state.pace == "live" else ""
    return {"first": first, "is_in_turn": step.in_turn, "in_turn": _one_by_one(occasion, session)}


def _one_by_one(occasion: Occasion, session: Session) -> list[str]:
    """Return in which order people speak, by name, where they sit together and do so one by one: another first each
    session, whoever leads last."""
    state = session.state
    if not state.now_on.step.in_turn or state.pace != "live":
        return []
    people = finding.people_of(occasion, session, taking_part.addressed(state))
    others = [person.name for person in people if person.id != state.facilitator]
    leads = [person.name for person in people if person.id == state.facilitator]
    first = session.id % max(len(others), 1)
    return [*others[first:], *others[:first], *leads]


def case_of(occasion: Occasion, session: Session) -> str:
    """Return whose case a session is about, as its method says."""
    return finding.outline(occasion, session).case


def _people(occasion: Occasion, session: Session, reader: Person | None) -> dict[str, Any]:
    """Return what is to be known of people: who is asked, whose case it is, who leads, how many gave something."""
    state, step = session.state, session.state.now_on.step
    addressed, owners = taking_part.addressed(state), taking_part.owners_now(state)
    is_for_few = step.who in ("owner", "facilitator") and len(addressed) < 4
    lone = addressed if is_for_few else frozenset[int]()
    told_of = {*lone, *owners, *filter(None, [state.facilitator])}
    # Most cards in private tell their reader of nobody else.
    known = [reader] if reader and told_of == {reader.id} else finding.people_of(occasion, session, told_of)
    return {
        "lone": [_called(occasion, person) for person in known if person.id in lone],
        "owners": [person for person in known if person.id in owners],
        "count": len(state.given),
        "available": len((addressed - state.away) | state.given),
        "facilitator": next((person for person in known if person.id == state.facilitator), None),
    }


def _called(occasion: Occasion, person: Person) -> dict[str, str]:
    """Return somebody's name, with the link that calls them."""
    return {"name": person.name, "link": occasion.house.powers.person.format(id=person.id)}


def how(
    occasion: Occasion, session: Session, language: Language, place: Place, person: Person | None = None
) -> dict[str, Any]:
    """Return what the sentences about the step that is on need to know, with how one does it in a place, and what it
    shows there of an earlier step: to all, or to one `person` in private."""
    step = session.state.now_on.step
    shows = step.shows is not None or step.shows_last
    carried = carrying.carried(occasion, session, language, person) if shows else ""
    standing = carrying.standing(occasion, session, language) if session.state.now_on.is_put_down_once else ""
    known = facts(occasion, session, language, person) | {"carried": carried, "standing": standing}
    known["notes"] = _notes(occasion, session, person) if person and place != "in_group" else []
    # Beside another, one is told apart by its name.
    known["beside"] = session.is_beside
    known["closes"] = taking_part.is_closed_by_one(session.state)
    way = session.state.now_on.step.way
    said = taking_part.spoken(session.state) if place == "in_group" else None
    return known | {"how": occasion.words(f"modes.{way.name}_{said or place}", language, **known)}


def _notes(occasion: Occasion, session: Session, person: Person) -> list[str]:
    """Return what somebody noted for themselves while they listened, since they last had a step of their own."""
    state = session.state
    if state.now_on.step.who != "owner":
        return []
    since = takewhile(lambda at: state.plan[at].step.who != "owner", range(state.position - 1, -1, -1))
    listened = [at for at in since if state.plan[at].step.way.owner_listens]
    noted = [one for at in reversed(listened) for one in entries.of_kind(occasion.database, session.id, at + 1, "note")]
    own = [entry.text for entry in noted if entry.author and entry.author.id == person.id][-MOST_NOTES:]
    longest = share(map(len, own), ROOM_FOR_NOTES) if own else 0
    return [shortened(text, longest) for text in own]


def closed(
    occasion: Occasion, session: Session, *, goes_back: bool = False, forgets: bool = False, holds: bool = False
) -> str:
    """Return what the message of a step reads once it has closed, or the group `goes_back` from it, where it `forgets`
    what was chosen and `holds` what was written: the result is below it, words to choose from go, and who is in which
    department stays."""
    on, spoken = session.state.now_on, occasion.here.language
    title, ask = (occasion.in_team_words(text, spoken) for text in (on.step.title, session.state.ask))
    if on.step.way.list_in is ListIn.GROUP and on.step.items_from is not None and not goes_back:
        return occasion.words("leading.chosen", spoken, title=title)
    arranged = NOTHING_LISTED
    if on.step.departments:
        arranged = modes.handling(on.step).listed(View(occasion, session, spoken))
    return occasion.words(
        "leading.closed",
        spoken,
        **_counted(session),
        title=title,
        forgets=forgets,
        holds=holds,
        part=on.key,
        ask=ask,
        departments=arranged["departments"],
        taking_part=len(session.state.given),
        is_full=on.key == "gather" and framing.is_full(occasion, session),
        asks_consent=any(planned.key == "consent" for planned in session.state.plan),
    )


def may_pass(occasion: Occasion, session: Session) -> bool:
    """Tell whether a step can be passed: all but the one in which the case is told."""
    return session.state.now_on.step.keeps != "case" or framing.has_case(occasion, session)


def number(session: Session) -> tuple[int, int]:
    """Return which of the method's steps is on, and how many there will be, as people count them; 0 for a step of the
    frame's, and of all of them where some come only if they are wanted."""
    state = session.state
    own = [
        at
        for at, planned in enumerate(state.plan)
        if not planned.is_frames
        and planned.turn == state.now_on.turn
        and (not planned.step.optional or at in state.wanted)
    ]
    counted = [at for at in own if not state.plan[at].step.continues]
    total = 0 if any(planned.step.optional for planned in state.plan) else len(counted)
    return (sum(at <= state.position for at in counted) if state.position in own else 0), total


def _counted(session: Session) -> dict[str, Any]:
    which, total = number(session)
    return {"number": which, "total": total, "goes_on": session.state.now_on.step.continues}


def minutes_left(occasion: Occasion, session: Session) -> int:
    """Return how many minutes a live step still has; 0 in a written one."""
    if session.state.pace != "live":
        return 0
    since = session.state.paused_at or occasion.now
    return max(1, -(-int((session.state.due_at - since).total_seconds()) // 60))


def keyboard(occasion: Occasion, session: Session, *, asks: str = "") -> Keyboard:
    """Return the buttons under a step in the group: to take part, and to steer, which all see and some may. Where
    somebody is asked whether to go on, or back, already (`asks`), the button for that says so."""
    spoken = occasion.here.language
    here = f"{session.id} {session.state.position}"

    def give(key: str, command: str, **names: Any) -> Button:
        return occasion.button_in(spoken, key, f"{command} {here}", **names)

    sure = f" {SURE} {len(session.state.given)}"
    on, back = (
        occasion.button_in(spoken, f"step_{way}_sure", f"{way} {here}{sure}")
        if way == asks
        else give(f"step_{way}", way)
        for way in ("next", "back")
    )
    rows = [*_taking_part(occasion, session)]
    paused = session.state.phase == "paused"
    if session.state.now_on.is_opening:
        going_on = (give("step_resume", "pause"),) if paused else ()
        rows.append((on, *going_on, give("step_cancel", "end")))
    else:
        rows.append((on, back, give("step_extend", "extend")))
        rows.append((give("step_resume" if paused else "step_pause", "pause"), give("step_end", "end")))
    return tuple(rows)


def _taking_part(occasion: Occasion, session: Session) -> Keyboard:
    spoken = occasion.here.language
    if session.state.now_on.key in ("gather", "roles"):
        return _coming_in(occasion, session, spoken)
    return modes.handling(session.state.now_on.step).in_group(
        View(occasion, session, spoken, may_pass(occasion, session))
    )


def _coming_in(occasion: Occasion, session: Session, language: Language) -> Keyboard:
    """Return the buttons with which somebody is in, or leads."""
    here = f"{session.id} {session.state.position}"
    if session.state.now_on.key == "roles":
        leads = occasion.button_in(language, "step_lead", f"lead {here}")
        return ((leads,), (occasion.button_in(language, "step_not_me", f"pass {here}"),))
    yes = occasion.button_in(language, "step_gather", f"agree {here}")
    return ((yes,), (occasion.button_in(language, "step_not_me", f"pass {here}"),))


def private_keyboard(occasion: Occasion, session: Session, person: Person) -> Keyboard:
    """Return the buttons under a step in somebody's private chat."""
    language = occasion.private_language(person)
    if person.id not in taking_part.addressed(session.state):
        return ()
    if session.state.now_on.key in ("gather", "roles"):
        return _coming_in(occasion, session, language)
    view = View(occasion, session, language, may_pass(occasion, session), person)
    return modes.handling(session.state.now_on.step).in_private(view)
