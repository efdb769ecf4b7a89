"""Measuring: which instrument a team fills in, what it is for, and its beginning in the group."""

from datetime import datetime
from typing import Literal

from bot.app.context import screening
from bot.app.context.command import BOTH, GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, measured, scans
from bot.core.instrument import Instrument
from bot.core.model import Role
from bot.core.outgoing import Keyboard
from bot.core.purposes import MEASURE
from bot.core.session import moving
from bot.core.session.deadlines import open_until
from bot.core.session.outline import Outline
from bot.core.session.state import Planned, Session
from bot.core.session.terms import INSTRUMENT
from bot.core.sources import sourced
from bot.core.step import Step
from bot.storage import sessions

# What keeps an instrument from beginning by its rhythm.
Obstacle = Literal["gone", "about a change", "running", "for leaders", "too few"]
# Open for so many school days, as one fills it in when it suits.
OPEN_DAYS = 5
LONGEST_TOPIC = 80
NOW, ABOUT, STOP = ("now", "nu"), "about", ("stop", "stoppen")


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /scan: list instruments, show what one is for, or begin it, with `now` or about the change it needs; or
    stop the one that is open."""
    first, _, rest = argument.strip().partition(" ")
    begins = first.lower() in NOW
    if first.lower() in STOP:
        _stop(occasion, rest)
        return
    if first.lower() == ABOUT and rest in scans.ABOUT:
        scans.show_about(occasion, rest)
        return
    wanted, topic = scans.named(occasion, rest if begins else argument)
    if wanted is None:
        scans.show_all(occasion, "" if begins and not rest else argument)
    elif occasion.is_private or not (begins or (topic and wanted.needs_topic)):
        scans.preview(occasion, wanted)
    else:
        _begin(occasion, wanted, topic)


def _begin(occasion: Occasion, instrument: Instrument, topic: str) -> None:
    if running := _running(occasion):
        occasion.hint("measuring.running", title=finding.title(occasion, running), until=running.state.due_at)
    elif not occasion.roles & {Role.MEMBER, Role.COORDINATOR}:
        occasion.hint("measuring.not_taking_part")
    elif instrument not in scans.fitting(occasion):
        occasion.hint("measuring.for_leaders")
    elif _are_too_few(occasion, instrument):
        occasion.hint("measuring.too_small", minimum=instrument.minimum)
    elif instrument.needs_topic and not topic:
        scans.preview(occasion, instrument)
    elif len(topic) > LONGEST_TOPIC:
        occasion.hint("measuring.topic_long", most=LONGEST_TOPIC)
    elif topic and (named := screening.names_in(occasion, topic, ())):
        occasion.hint("measuring.topic_names", found=named)
    else:
        start(occasion, instrument, sourced(topic, "person", occasion.who.id))


def begin_by_rhythm(occasion: Occasion, instrument_id: str, moment_id: int | None, at: datetime) -> Obstacle | None:
    """Let an instrument begin by its rhythm, asking at an instant; return what is in its way, if anything is."""
    instrument = occasion.house.content.instruments.get(instrument_id)
    if instrument is None:
        return "gone"
    if instrument.needs_topic:
        return "about a change"
    if _running(occasion):
        return "running"
    if instrument not in scans.fitting(occasion):
        return "for leaders"
    if _are_too_few(occasion, instrument):
        return "too few"
    start(occasion, instrument, moment_id=moment_id, at=at)
    return None


def _are_too_few(occasion: Occasion, instrument: Instrument) -> bool:
    """Tell whether fewer people take part than must mark a line before it is shown; whoever leads counts for none."""
    return len(finding.counted(occasion)) < instrument.minimum


def _running(occasion: Occasion) -> Session | None:
    """Return the instrument that is open in the team, if there is one."""
    return next(iter(sessions.open_in(occasion.database, occasion.here.id, INSTRUMENT)), None)


def _stop(occasion: Occasion, sure: str) -> None:
    """End the instrument that is open, once somebody is sure, so that nothing is shown and nothing kept of it."""
    running = None if occasion.is_private else _running(occasion)
    if occasion.is_private:
        occasion.hint("measuring.stop_in_group")
    elif running is None:
        occasion.hint("measuring.none_open")
    elif Role.COORDINATOR not in occasion.roles:
        occasion.hint("measuring.not_yours_to_stop")
    elif as_number(sure) != running.id:
        yes = occasion.button("stop_scan", f"scan stop {running.id}")
        occasion.show("measuring.stop", ((yes,),), title=finding.title(occasion, running), session=running)
    else:
        measured.stop(occasion, running)
        occasion.show("measuring.stopped", (), title=finding.title(occasion, running))


def start(
    occasion: Occasion,
    instrument: Instrument,
    topic: str = "",
    moment_id: int | None = None,
    at: datetime | None = None,
) -> Session:
    """Open an instrument in the team, about a change where it needs one, and ask everybody to fill it in: now, or at an
    instant to come; of a rhythm, by its moment."""
    team, now = occasion.here, occasion.now
    calendar = finding.calendar_of_days(occasion)
    due_at = open_until(at or now, calendar, OPEN_DAYS, None)
    plan, outline = (Planned.own(1, Step(mode="solo", ask=instrument.purpose)),), Outline.measuring(instrument)
    state = moving.begin(plan, "calm", frozenset(), now, calendar, terms=INSTRUMENT, outline=outline, closes_at=due_at)
    session = sessions.add(occasion.database, team.id, instrument.id, state, moment_id)
    _ask(occasion, session, instrument, topic, at)
    return session


def _ask(occasion: Occasion, session: Session, instrument: Instrument, topic: str, at: datetime | None = None) -> None:
    text, keyboard = words_of(occasion, session, instrument, topic)
    occasion.say_html(text, keyboard, session=session, purpose=MEASURE, send_after=at)


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
        **scans.told_of(instrument, language),
        until=session.state.due_at,
    )
    way = occasion.button_in(language, "fill_in", link=link)
    return text, () if session.state.is_over else ((way,),)


COMMANDS = (Command("scan", None, dict.fromkeys(BOTH, choose), in_menu=GROUP, place=35),)
