"""Listing: in a group what goes on and what there is to begin in pairs, in private what is one's own to do."""

from collections.abc import Callable, Mapping

from bot.app.context import pages
from bot.app.context.command import BOTH, SURE, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import (
    allowing,
    calling,
    cards,
    dates,
    for_date,
    in_fields,
    leaving,
    lines,
    moving,
    owing,
    pausing,
    proposing,
    walking,
    wishes,
    words,
)
from bot.core.model import Language, Role
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import PAIR_SURE
from bot.core.session.pair import Pair
from bot.storage import calls, members, pairs

UNPAUSE = "unpause"
OF_LINES = ("share", "keep", "fine", "not")


def show(occasion: Occasion, argument: str) -> None:
    """Answer /practices: in a group what it is at and the practices in pairs, in private what waits for this person."""
    if occasion.is_private:
        _show_mine(occasion)
    else:
        _show_all(occasion)


def _show_all(occasion: Occasion) -> None:
    running = pairs.running_in(occasion.database, occasion.here.id)
    called = {call.method: call for call in calls.open_in(occasion.database, occasion.here.id)}
    there = calling.to_call_for(occasion)
    told = [
        {
            "title": occasion.in_team_words(method.title),
            "purpose_of": occasion.in_team_words(method.purpose),
            "until": called[method.id].due_at if method.id in called else None,
            "going": sum(one.method == method.id for one in running),
        }
        for method in there
    ]
    buttons = [
        Button(label=occasion.label("call", title=occasion.in_team_words(method.title)), command=f"call {method.id}")
        for method in there
        if method.id not in called
    ]
    buttons += [
        Button(
            label=occasion.label("uncall", title=occasion.in_team_words(method.title)), command=f"uncall {method.id}"
        )
        for method in there
        if method.id in called
    ]
    occasion.show("practices.all", pages.in_rows(buttons, 1), practices=told, walkthroughs=owing.in_group(occasion))


def _show_mine(occasion: Occasion) -> None:
    own = pairs.running_for(occasion.database, occasion.who.id)
    told, buttons = [], []
    for number, here in enumerate(own, start=1):
        occasion.enter_team(here.team_of(occasion.who.id))
        facts = cards.facts(occasion, here, occasion.who, occasion.language)
        later = None if here.is_told else here.state.opened_at
        told.append(facts | {"is_waited_for": occasion.who.id in here.waits_for, "number": number, "later": later})
        buttons.append(Button(label=str(number), command=f"pair {here.id} {here.state.position} open"))
    called, ways_out = calling.joined(occasion)
    steps, to_steps = owing.steps(occasion)
    scans, to_scans = owing.scans(occasion)
    occasion.team = None
    may_join = bool(members.teams_of(occasion.database, occasion.who.id, Role.MEMBER))
    if may_join:
        ways_out = (*ways_out, (occasion.button("invite", "invite"),))
    occasion.show(
        "practices.mine",
        (*to_steps, *to_scans, *pages.in_rows(buttons, 4), *ways_out),
        practices=told,
        calls=called,
        steps=steps,
        scans=scans,
        intended=owing.intended(occasion),
        may_join=may_join,
    )


def press(occasion: Occasion, argument: str) -> None:
    """Answer the buttons of a pair in private; they mean nothing once their step has closed."""
    said = argument.split()
    here = pairs.find(occasion.database, as_number(said[0])) if said else None
    if here is None or len(said) < 3 or occasion.who.id not in here.people:
        occasion.hint("practices.over")
        return
    occasion.enter_team(here.team_of(occasion.who.id))
    word, rest = said[2], said[3:]
    if len(here.people) < walking.FEWEST or (not here.is_told and word not in ("open", "rest", UNPAUSE, *OF_LINES)):
        occasion.hint("practices.over" if here.is_told else "practices.later")
    elif word in OF_LINES:
        _of_line(occasion, here, word, rest)
    elif here.state.is_over:
        occasion.hint("practices.over")
    elif word == "open":
        words.open_mine(occasion, here)
    elif word == "rest":
        _rest(occasion, here, rest)
    elif as_number(said[1]) != here.state.position:
        occasion.hint("practices.step_closed")
    elif word in IN_STEP:
        IN_STEP[word](occasion, here, rest)
    else:
        occasion.hint("practices.over")


def _of_line(occasion: Occasion, here: Pair, word: str, rest: list[str]) -> None:
    if word == "share":
        lines.share(occasion, here, rest)
    elif word == "keep":
        lines.keep(occasion, here, rest)
    else:
        allowing.answer(occasion, here, rest, is_fine=word == "fine")


def _rest(occasion: Occasion, here: Pair, rest: list[str]) -> None:
    """Let a practice rest, once somebody is sure: the others are told, and no reason is asked. Whoever was asked just
    leaves it."""
    if here.is_asked(occasion.who.id):
        occasion.show("practices.left_it", (), **cards.facts(occasion, here, occasion.who, occasion.language))
        leaving.leave(occasion, here, occasion.who.id)
        return
    if SURE not in rest:
        facts = cards.facts(occasion, here, occasion.who, occasion.language)
        # What another proposed stays there with its buttons, so that an answer that is typed is to this.
        say = occasion.answer if wishes.by_others(occasion, here, occasion.who) else occasion.show
        ways, purpose = ways_to_rest(occasion, here, occasion.language), PAIR_SURE.of(here.id)
        say("practices.sure_to_rest", ways, purpose=purpose, **facts)
        return
    occasion.show("practices.rests", ())
    leaving.leave(occasion, here, occasion.who.id)


def ways_to_rest(occasion: Occasion, here: Pair, language: Language) -> Keyboard:
    """Return the buttons under the question whether a practice is to rest: yes, for some weeks, or no."""
    sure = cards.button(occasion, here, "pair_rest_sure", f"rest {SURE}", language)
    back = cards.button(occasion, here, "pair_go_on", "open", language)
    still = pausing.ways(occasion, here, language) if here.is_told else ()
    return (sure,), *((one,) for one in still), (back,)


# What the buttons under the step that is on do.
IN_STEP: Mapping[str, Callable[[Occasion, Pair, list[str]], None]] = {
    "at": lambda occasion, here, rest: proposing.propose(occasion, here, " ".join(rest)),
    "fits": proposing.fits,
    "other": lambda occasion, here, _: proposing.ask_another(occasion, here),
    "else": lambda occasion, here, _: proposing.ask_anew(occasion, here),
    "ics": lambda occasion, here, _: dates.hand_over(occasion, here),
    "move": moving.move,
    "nothing": moving.was_not_held,
    "absent": lambda occasion, here, _: words.was_absent(occasion, here),
    "pause": pausing.pause,
    "unpause": lambda occasion, here, _: pausing.unpause(occasion, here),
    "say": words.say,
    "date": for_date.leave,
    "kept": lambda occasion, here, _: for_date.propose(occasion, here),
    "pass": lambda occasion, here, _: words.finish(occasion, here, is_pass=True),
    "before": lambda occasion, here, _: in_fields.go_back(occasion, here),
    "done": lambda occasion, here, _: words.finish(occasion, here, is_pass=False),
}

COMMANDS = (
    Command("practices", "samen", dict.fromkeys(BOTH, show), in_menu=BOTH, place=37),
    Command("pair", None, {"private": press}),
)
