"""Facilitating: moving a session on, back, longer, pausing and ending it, by whoever leads it or takes over."""

from collections.abc import Callable

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, carrying, finding, framing, leading
from bot.core.session import moving, plans, steerers, taking_part
from bot.core.session.state import Session, State
from bot.storage import entries

STOP, SURE, STAYS = ("stop", "wis", "erase"), "sure", "stays"
NO = ("no", "nee")


def _led(
    occasion: Occasion, argument: str, may: Callable[[State, int], bool] = steerers.may_steer
) -> tuple[Session, list[str]] | None:
    """Return the session meant if this person may steer it, taking it over from a silent leader; say so if not.

    Whoever asked for it stores it.
    """
    found = finding.meant(occasion, argument)
    if found is None:
        return None
    session, person = found[0], occasion.who.id
    # Whoever is asked in private whether to stop may do so, whoever leads.
    is_asked = session.state.is_asked_to_stop and person in taking_part.owners_now(session.state)
    if not is_asked and not may(session.state, person):
        if person in session.state.people:
            occasion.hint("facilitating.led_by", names=finding.leader(occasion, session))
        else:
            finding.turn_away(occasion, session)
        return None
    if steerers.may_steer(session.state, person) and steerers.is_handed_over(session.state, person):
        led = moving.timed(moving.hand_over(session.state, person), finding.calendar(occasion))
        session = session.at(led)
        occasion.say("facilitating.takes_over", session=session, is_silent=True, name=occasion.who.name)
    return session.at(taking_part.notice(session.state, person)), found[1]


def _stay(occasion: Occasion, session: Session, key: str, **names: int) -> None:
    """Say why a session does not move, and store that whoever leads it is there."""
    finding.keep(occasion, session, session.state)
    occasion.hint(key, **names)


def go_next(occasion: Occasion, argument: str) -> None:
    """Answer /next and its button: close this step now."""
    found = _led(occasion, argument, steerers.may_go_on)
    if found is None:
        return
    session = found[0]
    if session.state.now_on.key == "gather" and not framing.is_enough(occasion, session):
        needed = finding.outline(occasion, session).size[0]
        _stay(occasion, session, "facilitating.too_few_yet", count=len(session.state.given), needed=needed)
        return
    if session.state.now_on.key == "collect" and not finding.candidates(occasion, session):
        # Nothing would be left to go on with.
        _stay(occasion, session, "facilitating.no_case_yet")
        return
    # Who sits together may tell it aloud.
    if session.state.pace != "live" and session.state.now_on.step.keeps == "case" and not _is_told(occasion, session):
        _stay(occasion, session, "facilitating.no_case_yet")
        return
    if session.state.paused_at is not None:
        session = session.at(moving.resume(session.state, occasion.now, finding.calendar(occasion)))
    leading.go_on(occasion, session)


def _is_told(occasion: Occasion, session: Session) -> bool:
    return bool(entries.of_step(occasion.database, session.id, session.step)) or framing.has_case(occasion, session)


def enough(occasion: Occasion, argument: str) -> None:
    """Answer the button of an owner who reads along: the others stop here, whoever leads."""
    found = finding.meant(occasion, argument)
    if found is None:
        return
    state = found[0].state
    if taking_part.is_listening(state, occasion.who.id):
        occasion.hint("facilitating.enough")
        leading.go_on(occasion, found[0])
    else:
        occasion.hint("contributing.not_now")


def go_back(occasion: Occasion, argument: str) -> None:
    """Answer /back and its button: open the step before once more; what was said there stays."""
    found = _led(occasion, argument)
    if found is None:
        return
    session = found[0]
    calendar = finding.calendar(occasion)
    before = moving.back(session.state, occasion.now, calendar)
    while before.hangs_on_what_came and carrying.is_needless(occasion, session.at(before)):
        before = moving.back(before, occasion.now, calendar)
    if before.position == session.state.position:
        _stay(occasion, session, "facilitating.at_the_start")
        return
    leading.close_card(occasion, session)
    leading.open_step(occasion, finding.keep(occasion, session, before))


def extend(occasion: Occasion, argument: str) -> None:
    """Answer /extend and its button: half the step's time more, in working days of those it concerns."""
    found = _led(occasion, argument)
    if found is None:
        return
    session = finding.keep(occasion, found[0], moving.extend(found[0].state, occasion.now, finding.calendar(occasion)))
    occasion.hint("facilitating.extended", until=session.state.due_at, minutes=cards.minutes_left(occasion, session))
    leading.show_anew(occasion, session)


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pause and its button: stop the clock, which whoever leads may; or let it run again, which anybody may."""
    found = finding.meant(occasion, argument)
    is_going_on = found is not None and found[0].state.phase == "paused" and occasion.who.id in found[0].state.people
    found = found if found is None or is_going_on else _led(occasion, argument)
    if found is None:
        return
    session, state = found[0], found[0].state
    if state.paused_at is None:
        session = session.at(moving.pause(state, occasion.now))
        occasion.hint("facilitating.paused")
    else:
        session = session.at(moving.resume(state, occasion.now, finding.calendar(occasion)))
        occasion.hint("facilitating.resumed", until=session.state.due_at, minutes=cards.minutes_left(occasion, session))
    # Everybody may have been heard while the clock stood still.
    leading.advance_if_complete(occasion, session)
    if session.state.pace == "live":
        leading.show_anew(occasion, session)


def end(occasion: Occasion, argument: str) -> None:
    """Answer /end and its button: go to the check-out, or break off and erase; nothing is lost by a slip."""
    words = argument.split()
    plain = " ".join(word for word in words if word not in (*STOP, "check", SURE, STAYS))
    found = finding.meant(occasion, plain)
    if found is None:
        return
    if STAYS in words and _may_stop(occasion, found[0]):
        occasion.show("facilitating.stays", ())
    elif STAYS in words:
        occasion.hint("facilitating.not_yours_to_erase")
    elif any(word in STOP for word in words):
        _erase(occasion, found[0], is_sure=SURE in words or not occasion.is_press)
    elif "check" not in words:
        _ask_how_to_end(occasion, found[0])
    elif led := _led(occasion, plain):
        _take_off_buttons(occasion, "facilitating.rounding_off")
        leading.round_off(occasion, led[0], "framing.stopped")


def _ask_how_to_end(occasion: Occasion, session: Session) -> None:
    here, has_case = f"{session.id} {session.state.position}", framing.has_case(occasion, session)
    checks_out = any(planned.is_closing for planned in session.state.plan)
    key = "end_check" if checks_out else "end_now"
    check = ((occasion.button(key, f"end {here} check"),),) if has_case else ()
    stop = ((occasion.button("end_stop", f"end {here} stop"),),) if _may_stop(occasion, session) else ()
    may_end = steerers.may_steer(session.state, occasion.who.id) or bool(stop)
    if occasion.who.id not in session.state.people:
        finding.turn_away(occasion, session)
    elif not may_end:
        occasion.hint("facilitating.led_by", names=finding.leader(occasion, session))
    else:
        under, may_stop = (*check, *stop), bool(stop)
        occasion.answer("facilitating.how_to_end", under, has_case=has_case, checks_out=checks_out, may_stop=may_stop)


def _may_stop(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody may break a session off: what was said is erased by whose it is or who leads; where nothing
    was, anybody who steers may."""
    if steerers.may_erase(session.state, occasion.who.id):
        return True
    return steerers.may_steer(session.state, occasion.who.id) and not framing.has_case(occasion, session)


def _erase(occasion: Occasion, session: Session, *, is_sure: bool) -> None:
    """Break off and erase; whoever pressed a button is asked first whether they are sure, if there is something."""
    if not _may_stop(occasion, session):
        occasion.hint("facilitating.not_yours_to_erase")
    elif not is_sure and framing.has_case(occasion, session):
        here = f"end {session.id} {session.state.position}"
        yes, no = occasion.button("end_sure", f"{here} stop {SURE}"), occasion.button("end_stays", f"{here} {STAYS}")
        occasion.show("facilitating.sure_to_erase", ((yes,), (no,)), method=finding.title(occasion, session))
    else:
        _take_off_buttons(occasion, "facilitating.stopping")
        leading.close_card(occasion, session)
        framing.break_off(occasion, session, "framing.stopped")


def _take_off_buttons(occasion: Occasion, key: str) -> None:
    """Let a message whose button ended something say so, and show none any more."""
    if occasion.is_press:
        occasion.show(key, ())


def go_longer(occasion: Occasion, argument: str) -> None:
    """Answer the button under the question whether to stop: go on for another week."""
    found = finding.meant(occasion, argument)
    if found is None:
        return
    session, state = found[0], found[0].state
    if occasion.who.id not in state.people:
        finding.turn_away(occasion, session)
        return
    longer = moving.go_on_longer(state, occasion.now)
    finding.keep(occasion, session, longer)
    occasion.show("facilitating.goes_on", (), until=longer.stops_at)


def want(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under an offer to an owner: the optional steps that follow, or with `no`, not after all."""
    found = finding.meant(occasion, argument)
    if found is None:
        return
    session, state = found[0], found[0].state
    positions = plans.offered(state.plan, state.position)
    if not positions or occasion.who.id not in taking_part.owners_now(state):
        occasion.hint("contributing.not_now")
        return
    is_wanted = not any(word.lower() in NO for word in found[1])
    finding.keep(occasion, session, moving.want(state, positions, is_wanted=is_wanted))
    occasion.hint("facilitating.wanted" if is_wanted else "facilitating.not_wanted")


COMMANDS = (
    Command("next", "verder", {"group": go_next, "private": go_next}, in_menu=GROUP, place=60),
    Command("back", "terug", {"group": go_back, "private": go_back}, in_menu=GROUP, place=70),
    Command("extend", "langer", {"group": extend, "private": extend}, in_menu=GROUP, place=80),
    Command("pause", "pauze", {"group": pause, "private": pause}, in_menu=GROUP, place=90),
    Command("end", "afronden", {"group": end, "private": end}, in_menu=GROUP, place=100),
    Command("longer", None, {"private": go_longer}),
    Command("enough", "genoeg", {"private": enough}),
    Command("want", "nogeens", {"private": want}),
)
