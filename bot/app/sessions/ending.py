"""Ending: a session is rounded off, or stopped and erased, once whoever may is sure; or goes on for another week."""

from bot.app.context.command import GROUP, SURE, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import facilitating, finding, framing, leading
from bot.core.session import moving, steerers
from bot.core.session.state import Session

STOP, STAYS = ("stop", "wis", "erase"), "stays"


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
    elif steered := facilitating.led(occasion, plain):
        _take_off_buttons(occasion, "facilitating.rounding_off")
        leading.round_off(occasion, steered[0], "framing.stopped")


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


COMMANDS = (
    Command("end", "afronden", {"group": end, "private": end}, in_menu=GROUP, place=100),
    Command("longer", None, {"private": go_longer}),
)
