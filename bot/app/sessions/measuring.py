"""Measuring: which instrument a team fills in, what it is for, and its beginning in the group."""

from bot.app.context import screening
from bot.app.context.command import BOTH, GROUP, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, measured, scans
from bot.core.instrument import Instrument
from bot.core.model import Role
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
    database, team = occasion.database, occasion.here
    leading = finding.team_leaders(occasion)
    counted = [one for one in members.in_role(database, team.id, Role.MEMBER) if one.id not in leading]
    if running := _running(occasion):
        occasion.hint("measuring.running", title=finding.title(occasion, running), until=running.state.due_at)
    elif not occasion.roles & {Role.MEMBER, Role.COORDINATOR}:
        occasion.hint("measuring.not_taking_part")
    elif instrument not in scans.fitting(occasion):
        occasion.hint("measuring.for_leaders")
    elif len(counted) < instrument.minimum:
        occasion.hint("measuring.too_small", minimum=instrument.minimum)
    elif instrument.needs_topic and not topic:
        scans.preview(occasion, instrument)
    elif len(topic) > LONGEST_TOPIC:
        occasion.hint("measuring.topic_long", most=LONGEST_TOPIC)
    elif topic and (named := screening.names_in(occasion, topic, ())):
        occasion.hint("measuring.topic_names", found=named)
    else:
        start(occasion, instrument, sourced(topic, "person", occasion.who.id))


def _running(occasion: Occasion) -> Session | None:
    """Return the instrument that is open in the team, if there is one."""
    return next(iter(sessions.open_in(occasion.database, occasion.here.id, INSTRUMENT)), None)


def _stop(occasion: Occasion, sure: str) -> None:
    """End the instrument that is open, once somebody is sure, so that nothing is shown and nothing kept of it."""
    running = None if occasion.is_private else _running(occasion)
    if running is None:
        occasion.hint("measuring.none_open")
    elif Role.COORDINATOR not in occasion.roles:
        occasion.hint("measuring.not_yours_to_stop")
    elif as_number(sure) != running.id:
        yes = occasion.button("stop_scan", f"scan stop {running.id}")
        occasion.show("measuring.stop", ((yes,),), title=finding.title(occasion, running), session=running)
    else:
        measured.stop(occasion, running)
        occasion.show("measuring.stopped", (), title=finding.title(occasion, running))


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
        **scans.told_of(instrument, language),
        until=session.state.due_at,
    )
    way = Button(label=occasion.label_in(language, "fill_in"), link=link)
    return text, () if session.state.is_over else ((way,),)


COMMANDS = (Command("scan", None, dict.fromkeys(BOTH, choose), in_menu=GROUP, place=35),)
