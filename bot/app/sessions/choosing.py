"""Choosing: a method of consultation looked for, and started."""

from datetime import timedelta
from typing import Literal

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, going_on, leading, methods
from bot.core import timing
from bot.core.method import Method
from bot.core.model import Pace, Role
from bot.core.outgoing import DeleteTopic, OpenTopic
from bot.core.purposes import CLEAN, TOPIC
from bot.core.rights import may_consult
from bot.core.session import lasting, moving, plans
from bot.core.session.outline import Outline
from bot.core.session.state import Session
from bot.core.session.terms import CASE, TERMS
from bot.storage import members, sessions, states

PACE_WORDS: dict[str, Pace] = {
    "live": "live",
    "nu": "live",
    "sprint": "sprint",
    "vlot": "sprint",
    "snel": "sprint",
    "calm": "calm",
    "rustig": "calm",
}
MINE = ("mine", "mijn")
# What keeps a method from beginning by its rhythm.
Obstacle = Literal["gone", "running", "too close", "too few", "holiday"]


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /method: ask what somebody needs, list methods, preview one, or with a pace start it."""
    words = argument.strip().split()
    pace = next((PACE_WORDS[word.lower()] for word in words if word.lower() in PACE_WORDS), None)
    mine = " mine" if any(word.lower() in MINE for word in words) else ""
    wanted = " ".join(word for word in words if word.lower() not in (*PACE_WORDS, *MINE)).lower()
    # What a button carries for a list is never taken for a name.
    method = methods.find(occasion, wanted) if wanted and wanted not in methods.TOPICS else None
    if method and pace:
        begin(occasion, f"{method.id} {pace}{mine}")
    elif method:
        methods.preview(occasion, method)
    elif wanted and methods.find(occasion, wanted, occasion.house.content.in_pairs):
        occasion.hint("choosing.in_pairs")
    else:
        methods.show(occasion, wanted)


def begin(occasion: Occasion, argument: str) -> None:
    """Answer the buttons that start a method at a pace: whoever wants gathers first; with `mine`, around one's case."""
    words = argument.split()
    method = methods.find(occasion, words[0].lower()) if words else None
    pace = PACE_WORDS.get(words[1].lower()) if len(words) > 1 else None
    if method is None or pace is None or pace not in method.paces:
        choose(occasion, words[0] if words else "")
    elif not may_consult(occasion.roles, with_leaders=method.with_leaders):
        occasion.hint("choosing.not_with_leaders")
    elif obstacle := going_on.in_the_way(occasion, method, pace):
        occasion.hint(f"choosing.{obstacle}")
    elif method.safety > methods.allowed_safety(occasion):
        occasion.hint("choosing.too_soon", safety=method.safety)
    else:
        is_mine = any(word.lower() in MINE for word in words[2:]) and method.case == "one"
        _start(occasion, method, pace, occasion.who.id if is_mine else None)


def _start(occasion: Occasion, method: Method, pace: Pace, owner: int | None) -> None:
    session = _lay_down(occasion, method, pace, _may_take_part(occasion, method) | {occasion.who.id}, owner)
    if owner is not None:
        occasion.hint("choosing.be_in_too")
    team = occasion.here
    has_topics = occasion.event is not None and occasion.event.has_topics and team.place.topic_id is None
    if has_topics:
        title = "" if session.state.terms is CASE else finding.title(occasion, session)
        name = occasion.words("choosing.topic", team.language, day=occasion.now, title=title)
        occasion.do(OpenTopic(name=name), team.place.chat_id, TOPIC, session)
    else:
        leading.open_step(occasion, session)


def _may_take_part(occasion: Occasion, method: Method) -> frozenset[int]:
    """Return who is asked whether they take part: the members; of those, who leads only where it is about no case."""
    if not method.with_leaders:
        return finding.counted(occasion)
    return frozenset(person.id for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER))


def _lay_down(
    occasion: Occasion,
    method: Method,
    pace: Pace,
    people: frozenset[int],
    owner: int | None = None,
    moment_id: int | None = None,
) -> Session:
    """Store a walkthrough at its first step."""
    plan = plans.plan_of(method, occasion.house.content.frame, has_owner=owner is not None)
    there, outline = finding.calendar(occasion), Outline.of(method)
    begun_by = None if moment_id else occasion.who.id
    state = moving.begin(
        plan, pace, people, occasion.now, there, owner, TERMS[method.terms], outline, begun_by=begun_by
    )
    session = sessions.add(occasion.database, occasion.here.id, method.id, state, moment_id)
    return finding.keep(occasion, session, state)


def begin_by_rhythm(occasion: Occasion, method_id: str, pace: Pace, moment_id: int | None) -> Obstacle | None:
    """Let a method begin by its rhythm, gathering first; return what is in its way, if anything is.

    It begins in the group or topic that the team is in: nobody is there who could say whether topics may be opened.
    """
    method = occasion.house.content.walkthroughs.get(method_id)
    if method is None or pace not in method.paces:
        return "gone"
    people = _may_take_part(occasion, method)
    if going_on.in_the_way(occasion, method, pace):
        return "running"
    if method.safety > methods.allowed_safety(occasion):
        return "too close"
    if len(people) < method.size[0]:
        return "too few"
    if pace != "live" and _lasts_into_long_break(occasion, method, pace):
        return "holiday"
    leading.open_step(occasion, _lay_down(occasion, method, pace, people, moment_id=moment_id))
    return None


def _lasts_into_long_break(occasion: Occasion, method: Method, pace: Pace) -> bool:
    """Tell whether what begins today would lie open over a long break, as in summer: with a week to bring a case."""
    plan = plans.plan_of(method, occasion.house.content.frame)
    takes = timedelta(weeks=lasting.weeks(plan, pace) + 1)
    return timing.long_break_begins(occasion.free, occasion.today, occasion.today + takes)


def topic_opened(occasion: Occasion, session: Session, topic_id: int | None) -> None:
    """Begin in the topic that was opened for a case, or in the group itself where that was refused."""
    if topic_id is not None:
        states.set_topic(occasion.database, session.id, topic_id)
    found = sessions.walkthrough(occasion.database, session.id)
    if found and not found.state.is_over:
        leading.open_step(occasion, found)
    elif topic_id is not None:
        occasion.do(DeleteTopic(topic_id=topic_id), occasion.here.place.chat_id, CLEAN, session)


COMMANDS = (
    Command("method", "werkvorm", {"group": choose}, in_menu=GROUP, place=50),
    Command("begin", None, {"group": begin}),
)
