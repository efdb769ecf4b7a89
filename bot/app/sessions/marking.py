"""Marking: what people do in a step by button or command: agree, vote, rate, label, pass, lead, come in and leave."""

from collections.abc import Callable

from bot.app.context import pointing, screening
from bot.app.context.command import BOTH, Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import (
    cards,
    finding,
    framing,
    going_on,
    leading,
    mere_words,
    modes,
    privately,
    sitting_in,
    step_in_private,
)
from bot.core.model import Audience, Kind, Person
from bot.core.outgoing import Button
from bot.core.purposes import STEP
from bot.core.session import moving, plans, steerers, taking_part
from bot.core.session.state import Session
from bot.storage import contributions, entries

Run = Callable[[Occasion, str], None]
# Before somebody's number, on the button for one of those whom a name may mean.
MEANT = "*"
# What is said to whoever passes, where that is more than leaving out a step.
PASSED = {"gather": "not_this_time", "consent": "not_with_mine"}


def _mine(occasion: Occasion, argument: str, command: str = "") -> tuple[Session, list[str]] | None:
    """Return the session meant, if the step that is on knows a command and is this person's too."""
    found = finding.meant(occasion, argument)
    if found is None:
        return None
    state = found[0].state
    if command and modes.handling(state.now_on.step).command != command:
        occasion.hint("contributing.not_now")
    elif occasion.who.id not in state.people:
        finding.turn_away(occasion, found[0])
    elif occasion.who.id not in taking_part.addressed(state):
        occasion.hint("contributing.not_yours_button")
    else:
        return found
    return None


def agree(occasion: Occasion, argument: str) -> None:
    """Answer /agree and its button: in, with the rules; or content with what is proposed."""
    found = finding.meant(occasion, argument)
    if found and found[0].state.now_on.key == "roles":
        lead(occasion, argument)
    elif found and found[0].state.now_on.key == "gather":
        sitting_in.come_in(occasion, found[0])
    elif found:
        _press(occasion, argument, "agree")


def pass_on(occasion: Occasion, argument: str) -> None:
    """Answer /pass and its button: not this step, or the question where only one is open; no reason is asked."""
    if occasion.is_private and not occasion.is_press and _only_question_waits(occasion):
        privately.skip(occasion, argument)
        return
    found = _mine(occasion, argument)
    if found and found[0].state.now_on.step.keeps == "case" and not framing.has_case(occasion, found[0]):
        occasion.hint("contributing.nothing_without_case")
    elif found:
        key = found[0].state.now_on.key
        is_chosen = plans.collected_at(found[0].state.plan) is not None
        occasion.hint(f"contributing.{PASSED.get(key, 'passed')}", is_chosen=is_chosen)
        mere_words.let_go(occasion, found[0])
        # What somebody wrote to it stands, also where the group went back to it.
        stands = taking_part.counts_before(found[0].state) and occasion.who.id in found[0].state.given
        passed = (taking_part.done if stands else taking_part.pass_on)(found[0].state, occasion.who.id)
        if taking_part.leads_step(passed) != taking_part.leads_step(found[0].state):
            # All of them may do it now, on working days of theirs.
            passed = moving.timed(passed, finding.calendar(occasion))
        leading.advance_if_complete(occasion, found[0].at(passed))


def _only_question_waits(occasion: Occasion) -> bool:
    """Tell whether a question is open for whoever speaks, and no walkthrough of theirs goes on."""
    return bool(privately.open_for(occasion)) and not going_on.candidates_in_private(occasion, for_words=False)


def done(occasion: Occasion, argument: str) -> None:
    """Answer /done and its button: that was all I had for this step."""
    found = _mine(occasion, argument)
    if found and occasion.who.id not in found[0].state.given:
        occasion.hint("contributing.nothing_yet")
    elif found:
        occasion.hint("contributing.done")
        leading.advance_if_complete(occasion, found[0].at(taking_part.done(found[0].state, occasion.who.id)))


def lead(occasion: Occasion, argument: str) -> None:
    """Answer /lead and its button: this person leads the session from now on, if it has nobody who does.

    Whoever leads may hand over: to the person pointed at, or with `bot` to the bot.
    """
    found = finding.meant(occasion, argument)
    if found is None:
        return
    session, state = found[0], found[0].state
    if steerers.may_steer(state, occasion.who.id) and found[1]:
        _hand_over(occasion, session, " ".join(found[1]))
    elif occasion.who.id not in state.people:
        finding.turn_away(occasion, session)
    elif not found[1] and not steerers.may_facilitate(state, occasion.who.id):
        occasion.hint("facilitating.not_the_owner")
    elif not steerers.may_steer(state, occasion.who.id):
        occasion.hint("facilitating.led_by", names=finding.leader(occasion, session))
    else:
        _let_lead(occasion, session, occasion.who)


def _hand_over(occasion: Occasion, session: Session, word: str) -> None:
    """Let somebody else lead, who is in the session and whose case it is not; or the bot. Of several whom a name may
    mean it is asked who."""
    meant = _meant(occasion, session, word)
    other = meant[0] if len(meant) == 1 else None
    if word.lower() == "bot" and framing.needs_leader(occasion, session):
        occasion.hint("facilitating.hand_over_to_whom")
    elif word.lower() == "bot":
        finding.keep(occasion, session, moving.hand_over(session.state, None))
        occasion.say("facilitating.bot_leads", session=session, is_silent=True)
    elif len(meant) > 1:
        here = f"lead {session.id} {session.state.position}"
        rows = tuple((Button(label=one.name, command=f"{here} {MEANT}{one.id}"),) for one in meant)
        occasion.answer("facilitating.whom_to_lead", rows)
    elif other is None or not steerers.may_facilitate(session.state, other.id):
        occasion.hint("facilitating.hand_over_to_whom")
    else:
        if occasion.is_press:
            occasion.show("facilitating.whom_to_lead", ())
        _let_lead(occasion, session, other)


def _meant(occasion: Occasion, session: Session, word: str) -> list[Person]:
    """Return who is pointed at, or who of the session's people, but for whose case it is, may be meant by a name; or by
    number from a button."""
    if pointed := pointing.pointed_at(occasion, word):
        return [pointed]
    may = [one for one in session.state.people if steerers.may_facilitate(session.state, one)]
    there = finding.people_of(occasion, session, may)
    if occasion.is_press:
        return [one for one in there if f"{MEANT}{one.id}" == word]
    return pointing.called(there, word)


def _let_lead(occasion: Occasion, session: Session, person: Person) -> None:
    # A step that asks whoever leads keeps to the days of whoever does so now.
    led = moving.timed(moving.hand_over(session.state, person.id), finding.calendar(occasion))
    is_asked = session.state.now_on.key == "roles"
    session = session.at(taking_part.hear(led, person.id) if is_asked else led)
    how = "leads_closely" if framing.needs_leader(occasion, session) else "leads"
    occasion.say(f"facilitating.{how}", session=session, is_silent=True, name=person.name)
    leading.advance_if_complete(occasion, session)


def pressing(command: str) -> Run:
    """Return what answers a command of a mode and its buttons: /vote, /rate, /mark."""
    return lambda occasion, argument: _press(occasion, argument, command)


def _press(occasion: Occasion, argument: str, command: str) -> None:
    """Let a step's mode take what somebody pressed or typed, and go on if nobody is waited for any more."""
    found = _mine(occasion, argument, command)
    if found is None:
        return
    session, words = found
    handling = modes.handling(session.state.now_on.step)
    if handling.press is None or (handling.is_secret and _is_said_aloud(occasion, session)):
        return
    state = handling.press(occasion, session, words)
    if state is None:
        return
    session = session.at(state)
    if handling.is_shown_anew and occasion.is_private:
        _show_list(occasion, session)
    leading.advance_if_complete(occasion, session)


def _is_said_aloud(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody typed a vote or number in the group, where all read it; say that it doesn't count there."""
    is_aloud = not occasion.is_private and not occasion.is_press
    if is_aloud:
        occasion.answer("contributing.not_aloud", ((step_in_private.link(occasion, session),),))
    return is_aloud


def bring_again(occasion: Occasion, argument: str) -> None:
    """Answer the button under a case that was kept: bring it to this session's choice."""
    found = _mine(occasion, argument)
    if found is None:
        return
    session, words = found
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    if own is None or own.kind != "kept" or own.team_id != session.team_id or session.state.now_on.key != "collect":
        occasion.hint("contributing.over")
        return
    named = screening.names_in(occasion, own.text, finding.people_of(occasion, session, session.state.people))
    kind: Kind = "draft" if named else "candidate"
    entries.add(occasion.database, session, occasion.who, Audience.AUTHOR, kind, own.text, occasion.now, None)
    entries.erase(occasion.database, own.id)
    if named:
        draft = contributions.in_session(occasion.database, session.id, occasion.who.id)[-1]
        go = occasion.button("place_as_is", f"place {draft.id}")
        occasion.show("contributing.names_noticed", ((go,),), session=session, found=named)
        return
    occasion.show("waiting.brought", ())
    leading.advance_if_complete(occasion, session.at(taking_part.hear(session.state, occasion.who.id)))


def _show_list(occasion: Occasion, session: Session) -> None:
    """Let the list in private show what was chosen."""
    occasion.show(
        modes.handling(session.state.now_on.step).card,
        cards.private_keyboard(occasion, session, occasion.who),
        session=session,
        purpose=STEP.of(session.state.position),
        team=occasion.here.name,
        is_yours=True,
        is_listening=False,
        **cards.how(occasion, session, occasion.language, "in_private", occasion.who),
    )


COMMANDS = (
    Command("agree", "akkoord", {"group": agree, "private": agree}),
    Command("pass", "pas", {"group": pass_on, "private": pass_on}),
    Command("done", "klaar", {"group": done, "private": done}),
    Command("lead", "leiden", {"group": lead, "private": lead}),
    Command("vote", "stem", dict.fromkeys(BOTH, pressing("vote"))),
    Command("rate", "cijfer", dict.fromkeys(BOTH, pressing("rate"))),
    Command("mark", "label", dict.fromkeys(BOTH, pressing("mark"))),
    Command("weigh", None, dict.fromkeys(BOTH, pressing("weigh"))),
    Command("bringagain", None, {"private": bring_again}),
)
