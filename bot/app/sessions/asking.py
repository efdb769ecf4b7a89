"""Asking: which prompt comes next, posting it, and posting it again where a group has moved."""

from datetime import datetime, timedelta

from bot.app.context import pages, questions, turns
from bot.app.context.command import GROUP, Command
from bot.app.context.house import House
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, late, nudging, picking, recalling, tapped
from bot.core import recurrence, timing
from bot.core.method import Method
from bot.core.model import Role, Schedule
from bot.core.outgoing import Keyboard
from bot.core.programme import Item
from bot.core.purposes import PROMPT
from bot.core.session import moving, plans
from bot.core.session.deadlines import open_until
from bot.core.session.outline import Outline
from bot.core.session.state import Session
from bot.core.session.terms import REFLECTION
from bot.storage import beforehand, members, schedules, sessions, states
from bot.storage.database import transaction

# Asked of a team in which not everybody teaches.
EVERYBODY = ("everybody", "everyone", "iedereen")
# So far off a weekday alone doesn't tell which day is meant.
FAR = timedelta(days=6)


def ask(occasion: Occasion, argument: str) -> None:
    """Answer /ask: post the prompt named, one from the family named, or one that fits; list the families, or what is
    about the words somebody typed."""
    running = sessions.open_in(occasion.database, occasion.here.id, REFLECTION)
    if len(running) >= REFLECTION.at_once:
        occasion.hint("asking.enough_open", until=running[0].state.due_at)
        return
    wanted, page = pages.apart(argument.lower())
    chosen = picking.kind_named(occasion, wanted)
    if wanted in picking.KINDS:
        picking.show_kinds(occasion, page)
        return
    if wanted in EVERYBODY:
        method = fitting_method(occasion, fits="everybody")
    else:
        is_named = bool(wanted) and not chosen
        named = questions.named(occasion.house, occasion.here.id, wanted) if is_named else None
        method = named if is_named else fitting_method(occasion, chosen)
    if method is None:
        picking.offer(occasion, wanted)
    elif same := next((session for session in running if session.method == method.id), None):
        occasion.hint("asking.open_already", until=same.state.due_at)
    else:
        start(occasion, method)


def fitting_method(
    occasion: Occasion, among: tuple[str, ...] = (), activity: str | None = None, fits: str | None = None
) -> Method | None:
    """Return the prompt whose turn it is in this team: of some families or all, about an activity or for some
    people if they are given."""
    house, team = occasion.house, occasion.here
    there = questions.of_team(house, team.id).values()
    about = [one for one in there if activity in (None, one.activity) and fits in (None, one.fits)]
    asked = turns.history(house, team)
    return turns.Turns(house, team).next(occasion.today, asked, among, about) if about else None


def method_for(occasion: Occasion, part: Item | None) -> Method | None:
    """Return the prompt that a part of a programme names, if there still is such a one, or else the one whose turn it
    is: of its family, or of all."""
    named = _question(occasion, part.question) if part else None
    own = (part.family,) if part and part.family else ()
    return named or fitting_method(occasion, own) or fitting_method(occasion)


def chosen_method(occasion: Occasion, moment_id: int | None) -> Method | None:
    """Return the prompt that was chosen for a moment beforehand, if there still is such a one."""
    chosen = beforehand.method_of(occasion.database, moment_id) if moment_id else None
    return _question(occasion, chosen)


def _question(occasion: Occasion, method: str | None) -> Method | None:
    return questions.of_team(occasion.house, occasion.here.id).get(method) if method else None


def start(
    occasion: Occasion,
    method: Method,
    moment_id: int | None = None,
    keeps: timedelta | None = None,
    due_at: datetime | None = None,
    *,
    is_blind: bool = False,
) -> None:
    """Open a session of a method in the team now, and post its prompt; until an instant, or as long as the team's
    questions are. It `is_blind` where those are, too."""
    team = occasion.here
    if moment_id is not None:
        late.end(occasion)
    everyone = members.in_role(occasion.database, team.id, Role.MEMBER)
    calendar = finding.calendar_of_days(occasion)
    due_at = due_at or until(occasion, occasion.now)
    plan = plans.plan_of(method, occasion.house.content.frame)
    outline = Outline.of(method, is_blind=is_blind or team.is_blind or method.blind)
    state = moving.begin(
        plan, "calm", frozenset(), occasion.now, calendar, terms=REFLECTION, outline=outline, closes_at=due_at
    )
    session = sessions.add(occasion.database, team.id, method.id, state, moment_id)
    nudging.remind_weekly(occasion, session)
    today = occasion.today
    occasion.say_html(
        words_of(occasion, session, method),
        under(occasion, session),
        session=session,
        purpose=PROMPT,
        keeps=keeps or timedelta(hours=3),
        # A phone should not buzz on somebody's free day; whoever works sees it all the same.
        is_silent=not all(timing.works(person, today, occasion.free) for person in everyone),
    )


def until(
    occasion: Occasion,
    at: datetime,
    schedule: Schedule | None = None,
    slot: datetime | None = None,
    days: int | None = None,
) -> datetime:
    """Return until when a question is open that is asked at an instant, for a slot of a schedule or by hand: for so
    many school days, or as many as the team's are; before the next one, and in time for a meeting ahead of which it
    is asked."""
    next_at = meeting_at = None
    if schedule and slot:
        next_at = _next_asked(occasion, schedule, slot)
        day = slot.astimezone(occasion.zone).date()
        meeting_at = recurrence.meeting_after(schedule.rhythm, schedule.anchor, day, occasion.zone, occasion.free)
    if meeting_at and meeting_at <= at:
        # It was put off, and prepares nothing any more.
        meeting_at = None
    calendar = finding.calendar_of_days(occasion)
    return open_until(at, calendar, days or occasion.here.open_days, next_at, meeting_at)


def _next_asked(occasion: Occasion, schedule: Schedule, slot: datetime) -> datetime | None:
    """Return when the team is asked its next question after a slot of a schedule, by the rhythm of its questions."""
    is_own = schedule.kind == "prompt"
    asked = schedule if is_own else schedules.find(occasion.database, occasion.here.id, "prompt")
    if asked is None:
        return None
    return recurrence.next_slot(asked.rhythm, asked.anchor, occasion.zone, slot, occasion.free)


def words_of(occasion: Occasion, session: Session, method: Method | None) -> str:
    """Return a question as it reads in its group, with what it shows of an earlier one as that may be read now."""
    state, step = session.state, finding.step_of(occasion, session)
    return occasion.words(
        "asking.prompt",
        occasion.here.language,
        title=finding.title(occasion, session),
        ask=occasion.in_team_words(step.ask if step else None),
        why=occasion.in_team_words(method.why if method else None),
        until=state.due_at,
        is_far=state.due_at - state.started_at > FAR,
        is_blind=state.outline.is_blind,
        is_tapped=bool(finding.outline(occasion, session).taps),
        earlier=recalling.earlier(occasion, session, method) if method else None,
    )


def ask_again(occasion: Occasion, session: Session) -> None:
    """Post the prompt of an open session once more, in a group whose old messages can't be answered; not one from long
    ago whose words nobody has any more."""
    step = finding.step_of(occasion, session)
    if step is None:
        return
    occasion.say(
        "asking.moved",
        under(occasion, session),
        session=session,
        purpose=PROMPT,
        title=finding.title(occasion, session),
        ask=occasion.in_team_words(step.ask),
        until=session.state.due_at,
        is_blind=session.state.outline.is_blind,
    )


def under(occasion: Occasion, session: Session) -> Keyboard:
    """Return the buttons under an open question in its group."""
    house, spoken = occasion.house, occasion.here.language
    later = occasion.button_in(spoken, "later", link=house.link(f"later-{session.code}"))
    return (
        *tapped.buttons(occasion, session),
        (finding.way_to_answer(occasion, session),),
        (later, occasion.button_in(spoken, "skip", f"skip {session.id}")),
    )


def give_plans(house: House) -> None:
    """Let questions that were asked before their words were stored with them go on with what their files say now."""
    with transaction(house.database):
        for number, method_id in sessions.without_plan(house.database):
            if method := house.content.methods.get(method_id):
                states.give_plan(house.database, number, plans.plan_of(method, house.content.frame), Outline.of(method))


COMMANDS = (Command("ask", "vraag", {"group": ask}, in_menu=GROUP, place=10),)
