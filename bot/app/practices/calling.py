"""Calling: a group is asked who wants to take part in a practice that is held in pairs, and pairs are made of those."""

from dataclasses import replace

from bot.app.context.command import BOTH, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import walking
from bot.app.sessions import finding, methods
from bot.app.sessions.choosing import Obstacle
from bot.core.method import THREE, Method
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.pairing import Pairing, can_meet, grouped, paired
from bot.core.purposes import CALL
from bot.core.rights import may_be_in, may_consult
from bot.core.session.deadlines import open_until
from bot.storage import calls, members, messages, pairs, people
from bot.storage.calls import Call

# Open for so many school days: who works two days a week has had one.
OPEN_DAYS = 5
FEWEST = 2


def in_pairs(occasion: Occasion) -> list[Method]:
    """Return the practices in pairs that a group is called for, in their order."""
    return [method for method in in_private(occasion) if not method.asks_around]


def in_private(occasion: Occasion) -> list[Method]:
    """Return all practices that some go through in private, in their order."""
    return sorted(occasion.house.content.in_pairs.values(), key=lambda method: (method.order, method.id))


def begin(occasion: Occasion, argument: str) -> None:
    """Answer the button that calls a group for a practice."""
    method = occasion.house.content.in_pairs.get(argument.strip().lower())
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
    """Return the practice in pairs that somebody names: by its id, its title, or what else it is called."""
    return methods.find(occasion, text, occasion.house.content.in_pairs)


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
    text, keyboard = _card(occasion, made, method)
    occasion.say_html(text, keyboard, purpose=CALL.of(made.id))


def _card(occasion: Occasion, made: Call, method: Method) -> tuple[str, Keyboard]:
    language: Language = occasion.here.language
    text = occasion.words(
        "practices.call",
        language,
        title=occasion.in_team_words(method.title),
        purpose_of=occasion.in_team_words(method.purpose),
        use=occasion.in_team_words(method.use),
        minutes=_minutes(method),
        until=made.due_at,
        count=len(made.people),
        is_open=made.is_open,
        with_leaders=method.with_leaders,
        together=method.together if method.together > THREE else 0,
    )
    link = occasion.house.link(f"together-{made.id}")
    return text, ((occasion.button_in(language, "join_in", link=link),),) if made.is_open else ()


def _minutes(method: Method) -> int:
    """Return how long a practice takes, roughly; 0 for one that goes on for months, a little at a time."""
    goes_on = any(step.after_weeks for step in method.steps)
    return 0 if goes_on else round(sum(step.minutes or 0 for step in method.steps), -1)


def _show_anew(occasion: Occasion, made: Call) -> None:
    """Let the message of a call show how many take part, and once it is over no button."""
    method = occasion.house.content.in_pairs.get(made.method)
    chat_id = occasion.here.place.chat_id
    there = messages.arrived_in(occasion.database, chat_id, CALL.of(made.id))
    if there and occasion.here.is_present:
        gone = (occasion.words("practices.gone", occasion.here.language), ())
        occasion.edit(chat_id, there[-1][0], *(_card(occasion, made, method) if method else gone))


def join(occasion: Occasion, word: str) -> None:
    """Answer the link under a call, in private: this person takes part."""
    made = calls.find(occasion.database, as_number(word))
    is_in_team = made is not None and members.roles_of(occasion.database, made.team_id, occasion.who.id)
    if made is None or not is_in_team:
        occasion.answer("practices.join_first" if made and made.is_open else "practices.call_over")
        return
    occasion.enter_team(made.team_id)
    method = occasion.house.content.in_pairs.get(made.method)
    if method is None or not made.is_open or occasion.now >= made.due_at:
        occasion.answer("practices.call_over")
    elif not may_consult(occasion.roles, with_leaders=method.with_leaders):
        occasion.answer("practices.not_with_leaders")
    else:
        calls.join(occasion.database, made.id, occasion.who.id)
        out = Button(label=occasion.label("join_not"), command=f"call {made.id} out")
        title = occasion.in_team_words(method.title, occasion.language)
        occasion.answer("practices.joined", ((out,),), title=title, until=made.due_at, team=occasion.here.name)
        _recount(occasion, made.id)


def leave(occasion: Occasion, call_id: int, person_id: int) -> None:
    """Let somebody take part in a call of the team no more."""
    calls.leave(occasion.database, call_id, person_id)
    _recount(occasion, call_id)


def answer(occasion: Occasion, argument: str) -> None:
    """Answer the buttons of calls: begin one in a group, or in private not take part after all."""
    number, _, word = argument.strip().partition(" ")
    if not occasion.is_private:
        begin(occasion, argument)
        return
    made = calls.find(occasion.database, as_number(number))
    if made is None or word != "out" or not made.is_open or occasion.who.id not in made.people:
        occasion.hint("practices.call_over")
        return
    occasion.enter_team(made.team_id)
    occasion.show("practices.joined_not", ())
    leave(occasion, made.id, occasion.who.id)


def _recount(occasion: Occasion, call_id: int) -> None:
    """Let the message of a call say how many take part now."""
    made = calls.find(occasion.database, call_id)
    if made:
        _show_anew(occasion, made)


def close_owed(occasion: Occasion) -> None:
    """Close the team's calls whose time is up, and let those who take part begin together."""
    for made in calls.due(occasion.database, occasion.here.id, occasion.now):
        method = occasion.house.content.in_pairs.get(made.method)
        calls.close(occasion.database, made.id)
        closed = replace(made, is_open=False, people=frozenset[int]())
        if method and occasion.here.is_present:
            found = _paired(occasion, made, method)
            closed = replace(closed, people=frozenset(person for group in found.groups for person in group))
            for group in found.groups:
                walking.begin(occasion, method, group)
            _tell_alone(occasion, found, method)
        elif occasion.here.is_present:
            for person in finding.named(occasion, made.people):
                occasion.whisper(person, "practices.gone", is_owed=True)
        _show_anew(occasion, closed)


def _paired(occasion: Occasion, made: Call, method: Method) -> Pairing:
    """Return who goes with whom of those who joined, are still in the team and may take part."""
    held = {one: members.roles_of(occasion.database, occasion.here.id, one) for one in made.people}
    there = [
        person
        for one in sorted(made.people)
        if may_be_in(held[one], with_leaders=method.with_leaders)
        and (person := people.find(occasion.database, one))
        and person.is_reachable
    ]
    days = {person.id: person.working_days for person in there}
    met = pairs.met(occasion.database, occasion.here.id)
    if method.together > THREE:
        return grouped(days, met, days, method.together)
    return paired(days, met, can_meet(days))


def _tell_alone(occasion: Occasion, found: Pairing, method: Method) -> None:
    """Tell whoever has nobody to go with why."""
    is_only_one = not found.groups and len(found.alone) == 1
    for person in finding.named(occasion, found.alone):
        title = occasion.in_team_words(method.title, occasion.private_language(person))
        occasion.whisper(person, "practices.alone", is_owed=True, title=title, is_only_one=is_only_one)


COMMANDS = (Command("call", None, dict.fromkeys(BOTH, answer)),)
