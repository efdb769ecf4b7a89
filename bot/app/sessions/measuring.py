"""Measuring: which instrument a team fills in, what it is for, and its beginning in the group."""

from typing import Any

from bot.app.context import screening
from bot.app.context.command import BOTH, GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding
from bot.core.instrument import Instrument
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import MEASURE
from bot.core.session import moving
from bot.core.session.deadlines import Calendar, open_until
from bot.core.session.outline import Outline
from bot.core.session.state import Planned, Session
from bot.core.session.terms import INSTRUMENT
from bot.core.sources import sourced
from bot.core.step import Step
from bot.storage import members, sessions

# Open for so many school days, as one fills it in when it suits.
OPEN_DAYS = 5
LONGEST_TOPIC = 80


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /scan: list instruments, show what one is for, or begin it, with `now` or about the change it needs."""
    words = argument.split()
    begins = bool(words) and words[0].lower() in ("now", "nu")
    wanted, topic = _wanted(occasion, words[1:] if begins else words)
    if wanted is None:
        _list(occasion, "" if begins and len(words) == 1 else argument)
    elif occasion.is_private or not (begins or (topic and wanted.needs_topic)):
        _preview(occasion, wanted)
    else:
        _begin(occasion, wanted, topic)


def _wanted(occasion: Occasion, words: list[str]) -> tuple[Instrument | None, str]:
    """Return the instrument that somebody names by its id or title, and what they say after its id."""
    known = occasion.house.content.instruments
    if words and words[0].lower() in known:
        return known[words[0].lower()], " ".join(words[1:])[:LONGEST_TOPIC]
    said = " ".join(words).casefold().strip(" ?")
    titled = (one for one in known.values() if said in (one.title.nl.casefold(), one.title.en.casefold()))
    return next(titled, None), ""


def in_order(occasion: Occasion) -> list[Instrument]:
    """Return all instruments, in the order in which they are listed."""
    return sorted(occasion.house.content.instruments.values(), key=lambda one: (one.order, one.id))


def _list(occasion: Occasion, wanted: str) -> None:
    found = in_order(occasion)
    rows = tuple((Button(label=one.title.in_(occasion.language), command=f"scan {one.id}"),) for one in found)
    occasion.show("measuring.instruments", rows, wanted=wanted[:40])


def _preview(occasion: Occasion, instrument: Instrument) -> None:
    language = occasion.language
    begin = occasion.button("begin_scan", f"scan now {instrument.id}")
    can_begin = not occasion.is_private and not instrument.needs_topic
    others = occasion.button("all_scans", "scan")
    occasion.show(
        "measuring.preview",
        (*(((begin,),) if can_begin else ()), (others,)),
        instrument_id=instrument.id,
        **_about(instrument, language),
        every=instrument.every,
        needs_topic=instrument.needs_topic,
        in_group=not occasion.is_private,
    )


def _about(instrument: Instrument, language: Language) -> dict[str, Any]:
    """Return what is said of an instrument before anybody fills it in."""
    return {
        "title": instrument.title.in_(language),
        "purpose_of": instrument.purpose.in_(language),
        "lines": len(instrument.items),
        "minutes": instrument.minutes,
        "minimum": instrument.minimum,
        "is_private": instrument.private,
        "in_bands": instrument.bands,
    }


def _begin(occasion: Occasion, instrument: Instrument, topic: str) -> None:
    database, team = occasion.database, occasion.here
    leading = finding.team_leaders(occasion)
    counted = [one for one in members.in_role(database, team.id, Role.MEMBER) if one.id not in leading]
    if running := sessions.open_in(database, team.id, INSTRUMENT):
        occasion.hint("measuring.running", title=finding.title(occasion, running[0]), until=running[0].state.due_at)
    elif not occasion.roles & {Role.MEMBER, Role.COORDINATOR}:
        occasion.hint("measuring.not_taking_part")
    elif len(counted) < instrument.minimum:
        occasion.hint("measuring.too_small", minimum=instrument.minimum)
    elif instrument.needs_topic and not topic:
        _preview(occasion, instrument)
    elif topic and (named := screening.names_in(occasion, topic, ())):
        occasion.hint("measuring.topic_names", found=named)
    else:
        start(occasion, instrument, sourced(topic, "person", occasion.who.id))


def start(occasion: Occasion, instrument: Instrument, topic: str = "") -> Session:
    """Open an instrument in the team now, about a change where it needs one, and ask everybody to fill it in."""
    team, now = occasion.here, occasion.now
    everyone = members.in_role(occasion.database, team.id, Role.MEMBER)
    calendar = Calendar(team.zone, occasion.free, {person.id: person for person in everyone})
    due_at = open_until(now, calendar, OPEN_DAYS, None)
    plan, outline = (Planned.own(1, Step(mode="solo", ask=instrument.purpose)),), Outline.measuring(instrument)
    state = moving.begin(plan, "calm", frozenset(), now, calendar, terms=INSTRUMENT, outline=outline, closes_at=due_at)
    session = sessions.add(occasion.database, team.id, instrument.id, state, None)
    _ask(occasion, session, instrument, topic)
    return session


def _ask(occasion: Occasion, session: Session, instrument: Instrument, topic: str) -> None:
    text, keyboard = words_of(occasion, session, instrument, topic)
    occasion.say_html(text, keyboard, session=session, purpose=MEASURE)


def ask_again(occasion: Occasion, session: Session) -> None:
    """Ask once more in a group whose old messages can't be used."""
    if session.state.outline.instrument:
        _ask(occasion, session, session.state.outline.instrument, "")


def words_of(occasion: Occasion, session: Session, instrument: Instrument, topic: str = "") -> tuple[str, Keyboard]:
    """Return what asks a group to fill in an instrument, with the way there while it is open; and the change that it is
    about, as long as the words of whoever named that are there."""
    language, link = occasion.here.language, occasion.house.link(f"fill-{session.code}")
    text = occasion.words(
        "measuring.begun",
        language,
        topic=topic,
        **_about(instrument, language),
        by_role=instrument.by_role,
        until=session.state.due_at,
    )
    way = Button(label=occasion.label_in(language, "fill_in"), link=link)
    return text, () if session.state.is_over else ((way,),)


COMMANDS = (Command("scan", None, dict.fromkeys(BOTH, choose), in_menu=GROUP, place=35),)
