"""Choosing: which method of consultation fits, what it asks of a group, and starting it."""

from difflib import get_close_matches
from typing import Any, Literal

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, leading
from bot.core.method import Method, Need
from bot.core.model import PACES, Language, Pace, Role
from bot.core.outgoing import Button, DeleteTopic, Keyboard, OpenTopic
from bot.core.purposes import CLEAN, TOPIC
from bot.core.rights import may_consult
from bot.core.session import choice, moving, plans
from bot.core.session.outline import Outline
from bot.core.session.state import Session
from bot.core.session.terms import CASE
from bot.storage import members, rounds, sessions, states

# First the three kinds of question, as the choice puts them; then what needs no question.
NEEDS: tuple[Need, ...] = ("advice", "understanding", "mirror", "practice", "strength", "inquiry")
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
Obstacle = Literal["gone", "running", "too close", "too few"]
ALL = "all"
# More than these only fit a message with a line each.
AT_LENGTH = 12


def choose(occasion: Occasion, argument: str) -> None:
    """Answer /method: ask what somebody needs, list methods, preview one, or with a pace start it."""
    words = argument.strip().split()
    pace = next((PACE_WORDS[word.lower()] for word in words if word.lower() in PACE_WORDS), None)
    mine = " mine" if any(word.lower() in MINE for word in words) else ""
    wanted = " ".join(word for word in words if word.lower() not in (*PACE_WORDS, *MINE)).lower()
    if not wanted:
        _ask_need(occasion)
    elif wanted in (*NEEDS, ALL):
        _list(occasion, wanted)
    elif method := find(occasion, wanted):
        if pace:
            begin(occasion, f"{method.id} {pace}{mine}")
        else:
            _preview(occasion, method)
    else:
        _offer_nearest(occasion, wanted)


def in_order(occasion: Occasion) -> list[Method]:
    """Return all methods of consultation, in the order in which they are listed."""
    return sorted(occasion.house.content.walkthroughs.values(), key=lambda method: (method.order, method.id))


def find(occasion: Occasion, wanted: str) -> Method | None:
    """Return the method with an id, a title in either language, or another name, however its words are joined."""
    methods = occasion.house.content.walkthroughs
    named = (method for method in methods.values() if _plain(wanted) in map(_plain, _names(method)))
    return methods.get(wanted) or next(named, None)


def _names(method: Method) -> list[str]:
    return [name.lower() for name in (method.title.nl, method.title.en, *method.also_called, method.id)]


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _offer_nearest(occasion: Occasion, wanted: str) -> None:
    """Offer the methods whose names come nearest to what was typed."""
    by_name = {name: method for method in in_order(occasion) for name in _names(method)}
    near = [by_name[name] for name in get_close_matches(wanted, by_name, n=6, cutoff=0.5)]
    offered = list({method.id: method for method in near}.values())[:3]
    rows = tuple((_to_preview(occasion, method),) for method in offered)
    occasion.show("choosing.unknown", (*rows, (occasion.button("method_all", f"method {ALL}"),)), wanted=wanted[:40])


def _to_preview(occasion: Occasion, method: Method) -> Button:
    return Button(label=occasion.in_team_words(method.title, occasion.language), command=f"method {method.id}")


def _ask_need(occasion: Occasion) -> None:
    occasion.show("choosing.need", _needs(occasion, occasion.language))


def offer(occasion: Occasion) -> None:
    """Let the team choose, in its own place, how to talk something through."""
    occasion.say("choosing.need", _needs(occasion, occasion.here.language))


def _needs(occasion: Occasion, language: Language) -> Keyboard:
    buttons = [Button(label=occasion.label_in(language, f"need_{need}"), command=f"method {need}") for need in NEEDS]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return (*rows, (Button(label=occasion.label_in(language, "method_all"), command=f"method {ALL}"),))


def _list(occasion: Occasion, need: str) -> None:
    """List the methods for a need, or all, with what each is for, how long it takes and for how many it is."""
    found = [method for method in in_order(occasion) if need == ALL or need in method.needs]
    language = occasion.language
    lines = [_line(occasion, method, language) for method in found]
    buttons = [_to_preview(occasion, method) for method in found]
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    back = (occasion.button("back", "method"),)
    occasion.show("choosing.list", (*rows, back), methods=lines, is_all=need == ALL or len(found) > AT_LENGTH)


def _line(occasion: Occasion, method: Method, language: Language) -> dict[str, Any]:
    return {
        "title": occasion.in_team_words(method.title, language),
        "aim": occasion.in_team_words(method.purpose, language),
        "minutes": minutes_of(method),
        "days": sum(step.window for step in method.steps if not step.optional),
        "fewest": method.size[0],
        "most": method.size[1],
        "is_open": method.safety <= allowed_safety(occasion),
        "is_live": method.paces == ("live",),
    }


def minutes_of(method: Method) -> int:
    """Return how many minutes a method takes in a live session, without the frame around it."""
    return sum(step.minutes or 0 for step in method.steps if not step.optional)


def allowed_safety(occasion: Occasion) -> int:
    """Return up to which level of safety this team may choose methods."""
    completed = rounds.count_ended(occasion.database, occasion.here.id)
    return choice.allowed_safety(completed, rounds.latest_safety(occasion.database, occasion.here.id))


def _preview(occasion: Occasion, method: Method) -> None:
    """Show all steps of a method before it starts, with a button for each pace it allows."""
    language = occasion.language
    steps = [
        {
            "number": 0 if step.continues else number,
            "title": occasion.in_team_words(step.title, language),
            "who": step.who,
            "minutes": step.minutes,
            "days": step.window,
            "optional": step.optional,
        }
        for step, number in zip(method.steps, method.numbers, strict=True)
    ]
    occasion.show(
        "choosing.preview",
        _starts(occasion, method),
        steps=steps,
        use=occasion.in_team_words(method.use, language),
        not_for=occasion.in_team_words(method.not_for, language),
        **_line(occasion, method, language),
    )


def _starts(occasion: Occasion, method: Method) -> Keyboard:
    if method.safety > allowed_safety(occasion):
        return ((occasion.button("back", "method"),),)
    rows = [(occasion.button(f"start_{pace}", f"begin {method.id} {pace}"),) for pace in PACES if pace in method.paces]
    if method.case == "one":
        rows.append((occasion.button("start_mine", f"begin {method.id} {usual_pace(method)} mine"),))
    return (*rows, (occasion.button("back", "method"),))


def usual_pace(method: Method) -> Pace:
    """Return the pace of a method for which nobody named one: calm, where it has that."""
    return "calm" if "calm" in method.paces else method.paces[0]


def begin(occasion: Occasion, argument: str) -> None:
    """Answer the buttons that start a method at a pace: whoever wants gathers first; with `mine`, around one's case."""
    words = argument.split()
    method = find(occasion, words[0].lower()) if words else None
    pace = PACE_WORDS.get(words[1].lower()) if len(words) > 1 else None
    if method is None or pace is None or pace not in method.paces:
        choose(occasion, words[0] if words else "")
    elif not may_consult(occasion.roles, with_leaders=method.with_leaders):
        occasion.hint("choosing.not_with_leaders")
    elif finding.find_running(occasion):
        occasion.hint("choosing.one_at_a_time")
    elif method.safety > allowed_safety(occasion):
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
        name = occasion.words("choosing.topic", team.language, day=occasion.now)
        occasion.do(OpenTopic(name=name), team.place.chat_id, TOPIC, session)
    else:
        leading.open_step(occasion, session)


def _may_take_part(occasion: Occasion, method: Method) -> frozenset[int]:
    """Return who is asked whether they take part: the members, and whoever leads the team where it is about no case."""
    everyone = frozenset(person.id for person in members.in_role(occasion.database, occasion.here.id, Role.MEMBER))
    leading = finding.team_leaders(occasion)
    return everyone | leading if method.with_leaders else everyone - leading


def _lay_down(
    occasion: Occasion,
    method: Method,
    pace: Pace,
    people: frozenset[int],
    owner: int | None = None,
    moment_id: int | None = None,
) -> Session:
    """Store a consultation at its first step."""
    plan = plans.plan_of(method, occasion.house.content.frame, has_owner=owner is not None)
    there, outline = finding.calendar(occasion), Outline.of(method)
    state = moving.begin(plan, pace, people, occasion.now, there, owner, outline=outline)
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
    if finding.find_running(occasion):
        return "running"
    if method.safety > allowed_safety(occasion):
        return "too close"
    if len(people) < method.size[0]:
        return "too few"
    leading.open_step(occasion, _lay_down(occasion, method, pace, people, moment_id=moment_id))
    return None


def topic_opened(occasion: Occasion, session: Session, topic_id: int | None) -> None:
    """Begin in the topic that was opened for a case, or in the group itself where that was refused."""
    if topic_id is not None:
        states.set_topic(occasion.database, session.id, topic_id)
    found = sessions.find(occasion.database, session.id, CASE)
    if found and not found.state.is_over:
        leading.open_step(occasion, found)
    elif topic_id is not None:
        occasion.do(DeleteTopic(topic_id=topic_id), occasion.here.place.chat_id, CLEAN, session)


COMMANDS = (
    Command("method", "werkvorm", {"group": choose}, in_menu=GROUP, place=50),
    Command("begin", None, {"group": begin}),
)
