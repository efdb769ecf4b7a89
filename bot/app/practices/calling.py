"""Calling: a group is asked who wants to take part in a practice that is held in pairs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.app.context.command import BOTH, SURE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging
from bot.app.sessions import finding, methods
from bot.app.sessions.choosing import Obstacle
from bot.core.method import THREE, Method
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import CALL
from bot.core.rights import may_consult
from bot.core.session.deadlines import open_until
from bot.storage import calls, links, members, messages
from bot.storage.calls import Call

# Open for so many school days: who works two days a week has had one.
OPEN_DAYS = 5
FEWEST = 2
# As many linked teams have a button under a call.
MOST_LINKED = 4


def to_call_for(occasion: Occasion) -> list[Method]:
    """Return the practices in pairs that a group is called for, in their order."""
    return _in_order(occasion.house.content.called)


def in_private(occasion: Occasion) -> list[Method]:
    """Return all practices that some go through in private, in their order."""
    return _in_order(occasion.house.content.in_pairs)


def _in_order(methods: Mapping[str, Method]) -> list[Method]:
    return sorted(methods.values(), key=lambda method: (method.order, method.id))


def begin(occasion: Occasion, argument: str) -> None:
    """Answer the button that calls a group for a practice."""
    method = occasion.house.content.called.get(argument.strip().lower())
    if method is None:
        occasion.hint("practices.gone")
    elif not may_consult(occasion.roles, with_leaders=method.with_leaders):
        occasion.hint("practices.not_with_leaders")
    elif not occasion.roles & {Role.MEMBER, Role.COORDINATOR}:
        occasion.hint("practices.not_taking_part")
    elif any(call.method == method.id for call in calls.open_in(occasion.database, occasion.here.id)):
        occasion.hint("practices.called_already")
    else:
        call(occasion, method)


def named(occasion: Occasion, text: str) -> Method | None:
    """Return the practice that somebody names for which a group is called: by its id, its title, or what else it is
    called."""
    return methods.find(occasion, text, occasion.house.content.called)


def begin_by_rhythm(occasion: Occasion, method: Method) -> Obstacle | None:
    """Let a call come by its rhythm; return what is in its way, if anything is."""
    if any(made.method == method.id for made in calls.open_in(occasion.database, occasion.here.id)):
        return "running"
    if len(finding.counted(occasion)) < FEWEST:
        return "too few"
    call(occasion, method)
    return None


def call(occasion: Occasion, method: Method) -> None:
    """Ask the group who wants to take part, until everybody has had a working day to say so."""
    due_at = open_until(occasion.now, finding.calendar_of_days(occasion), OPEN_DAYS, None)
    made = calls.add(occasion.database, occasion.here.id, method.id, occasion.now, due_at)
    say(occasion, made, method)


def say(occasion: Occasion, made: Call, method: Method) -> None:
    """Put a call in the team's group."""
    text, keyboard = _card(occasion, made, method)
    occasion.say_html(text, keyboard, purpose=CALL.of(made.id))


def _card(occasion: Occasion, made: Call, method: Method, *, is_withdrawn: bool = False) -> tuple[str, Keyboard]:
    language: Language = occasion.here.language
    other = calls.going_with(occasion.database, made) if made.is_open else None
    text = occasion.words(
        "practices.call",
        language,
        title=occasion.in_team_words(method.title),
        purpose_of=occasion.in_team_words(method.purpose),
        use=occasion.in_team_words(method.use),
        minutes=_minutes(method),
        until=made.due_at,
        count=len(made.people | (other.people if other else frozenset())),
        with_team=belonging.name_of(occasion, other.team_id) if other else "",
        is_open=made.is_open,
        is_withdrawn=is_withdrawn,
        with_leaders=method.with_leaders,
        together=method.together if method.together > THREE else 0,
    )
    if not made.is_open:
        return text, ()
    linked = () if other or made.called_by else links.of_team(occasion.database, made.team_id)[:MOST_LINKED]
    return text, (
        (way_in(occasion, made),),
        *(
            (occasion.button_in(language, "call_along", f"along {made.id} {one.id}", team=one.name),)
            for one in linked
            if one.is_present
        ),
    )


def way_in(occasion: Occasion, made: Call) -> Button:
    """Return the button under a call that opens the private chat, and so lets somebody take part."""
    return occasion.button_in(occasion.here.language, "join_in", link=occasion.house.link(f"together-{made.id}"))


def _minutes(method: Method) -> int:
    """Return how long a practice takes, roughly; 0 for one that goes on for months, a little at a time."""
    goes_on = any(step.after_weeks for step in method.steps)
    return 0 if goes_on else round(sum(step.minutes or 0 for step in method.steps), -1)


def open_here(occasion: Occasion) -> list[str]:
    """Return what the calls that are open in a team are for."""
    there = (occasion.house.content.title(call.method) for call in calls.open_in(occasion.database, occasion.here.id))
    return [occasion.in_team_words(title) for title in there]


def show_anew(occasion: Occasion, made: Call, *, is_withdrawn: bool = False) -> None:
    """Let the message of a call show how many take part, and once it is over or withdrawn no button."""
    method = occasion.house.content.in_pairs.get(made.method)
    chat_id = occasion.here.place.chat_id
    there = messages.arrived_in(occasion.database, chat_id, CALL.of(made.id))
    if there and occasion.here.is_present:
        gone = (occasion.words("practices.gone", occasion.here.language), ())
        occasion.edit(
            chat_id, there[-1][0], *(_card(occasion, made, method, is_withdrawn=is_withdrawn) if method else gone)
        )


def join(occasion: Occasion, word: str) -> None:
    """Answer the link under a call, in private: this person takes part."""
    made = calls.find(occasion.database, as_number(word))
    if made:
        enter(occasion, made)
    else:
        occasion.answer("practices.call_over")


def why_not(occasion: Occasion, made: Call) -> str | None:
    """Return the sentence that says why somebody can't take part in a call; None where they can."""
    occasion.enter_team(made.team_id)
    method = occasion.house.content.in_pairs.get(made.method)
    if method is None or not made.is_open or occasion.now >= made.due_at:
        return "practices.call_over"
    if not members.roles_of(occasion.database, made.team_id, occasion.who.id):
        return "practices.join_first"
    return None if may_join(occasion, made, method) else "practices.not_with_leaders"


def enter(occasion: Occasion, made: Call) -> bool:
    """Let somebody take part in a call, and say so, or why not, to them alone; return whether they do."""
    if refusal := why_not(occasion, made):
        occasion.answer_alone(refusal)
        return False
    calls.join(occasion.database, made.id, occasion.who.id)
    language = occasion.private_language(occasion.who)
    out = occasion.button_in(language, "join_not", f"call {made.id} out")
    title = occasion.in_team_words(occasion.house.content.title(made.method), language)
    occasion.answer_alone("practices.joined", ((out,),), title=title, until=made.due_at, team=occasion.here.name)
    _recount(occasion, made.id)
    return True


def may_join(occasion: Occasion, made: Call, method: Method) -> bool:
    """Tell whether this person may take part: of two teams they lead neither."""
    other = calls.going_with(occasion.database, made)
    leads = other is not None and belonging.leads_any(occasion, occasion.who.id, (made.team_id, other.team_id))
    return may_consult(occasion.roles, with_leaders=method.with_leaders) and (method.with_leaders or not leads)


def leave(occasion: Occasion, call_id: int, person_id: int) -> None:
    """Let somebody take part in a call of the team no more."""
    calls.leave(occasion.database, call_id, person_id)
    _recount(occasion, call_id)


def answer(occasion: Occasion, argument: str) -> None:
    """Answer the buttons of calls: begin one in a group, or in private take part or not after all."""
    number, _, word = argument.strip().partition(" ")
    if not occasion.is_private:
        begin(occasion, argument)
        return
    made = calls.find(occasion.database, as_number(number))
    if word == "in":
        join(occasion, number)
        return
    if made is None or word != "out" or not made.is_open or occasion.who.id not in made.people:
        occasion.hint("practices.call_over")
        return
    go_out(occasion, made)


def go_out(occasion: Occasion, made: Call) -> None:
    """Let somebody who is in take part in a call no more, and say so to them alone."""
    occasion.enter_team(made.team_id)
    back = occasion.button_in(occasion.private_language(occasion.who), "join_still", f"call {made.id} in")
    if occasion.is_press:
        occasion.show("practices.joined_not", ((back,),))
    else:
        occasion.answer_alone("practices.joined_not", ((back,),))
    leave(occasion, made.id, occasion.who.id)


def joined(occasion: Occasion) -> tuple[list[dict[str, Any]], Keyboard]:
    """Return the open calls that this person joined, and for each a button to take no part after all."""
    told, buttons = [], []
    for made in calls.joined_by(occasion.database, occasion.who.id):
        occasion.enter_team(made.team_id)
        method = occasion.house.content.in_pairs.get(made.method)
        if method:
            title = occasion.in_team_words(method.title, occasion.language)
            told.append({"title": title, "team": occasion.here.name, "until": made.due_at})
            label = occasion.label("join_not_in", title=title)
            buttons.append((Button(label=label, command=f"call {made.id} out"),))
    return told, tuple(buttons)


def withdraw(occasion: Occasion, argument: str) -> None:
    """Answer the button that takes a call back, once somebody is sure: anybody's as long as nobody joined, then a
    coordinator's; whoever joined is told."""
    method_id, _, word = argument.strip().lower().partition(" ")
    there = calls.open_in(occasion.database, occasion.here.id)
    made = next((one for one in there if one.method == method_id), None)
    if made is None:
        occasion.hint("practices.call_over")
        return
    other = calls.going_with(occasion.database, made)
    along = other if made.called_by is None else None
    joined = made.people | (along.people if along else frozenset())
    if not occasion.roles & ({Role.COORDINATOR} if joined else {Role.MEMBER, Role.COORDINATOR}):
        occasion.hint("practices.not_yours_to_withdraw", is_joined=bool(joined))
        return
    if word != SURE:
        yes = occasion.button("uncall_sure", f"uncall {method_id} {SURE}")
        method = occasion.house.content.in_pairs.get(method_id)
        title = occasion.in_team_words(method.title) if method else method_id
        occasion.show("practices.sure_to_withdraw", ((yes,), (occasion.button("back", "practices"),)), title=title)
        return
    occasion.show("practices.withdrawn", (), name=occasion.who.name)
    for one in filter(None, (made, along)):
        _withdraw(occasion, one)
    if other and other is not along:
        _recount(occasion, other.id)


def _withdraw(occasion: Occasion, made: Call) -> None:
    calls.close(occasion.database, made.id)
    occasion.enter_team(made.team_id)
    show_anew(occasion, replace(made, is_open=False, people=frozenset[int]()), is_withdrawn=True)
    method = occasion.house.content.in_pairs.get(made.method)
    for person in finding.named(occasion, made.people):
        title = occasion.in_team_words(method.title, occasion.private_language(person)) if method else made.method
        occasion.whisper(person, "practices.call_withdrawn", is_owed=True, title=title, team=occasion.here.name)


def _recount(occasion: Occasion, call_id: int) -> None:
    """Let the message of a call say how many take part now, and that of the call that it goes with."""
    made, was = calls.find(occasion.database, call_id), occasion.here.id
    for one in (made, calls.going_with(occasion.database, made) if made else None):
        if one:
            occasion.enter_team(one.team_id)
            show_anew(occasion, one)
    occasion.enter_team(was)


COMMANDS = (Command("call", None, dict.fromkeys(BOTH, answer)), Command("uncall", None, {"group": withdraw}))
