"""Going back: opening the step before once more, after a second press where something would count no more."""

from bot.app.context.command import GROUP, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import carrying, facilitating, finding, leading, reopening, telling
from bot.core.session import moving, plans, taking_part
from bot.core.session.state import Session, State


def go_back(occasion: Occasion, argument: str) -> None:
    """Answer /back and its button: open the step before once more; what was said there stays."""
    found = facilitating.led(occasion, argument)
    if found is None:
        return
    session, is_sure = found[0], facilitating.is_sure(*found)
    if not is_sure and facilitating.is_under_way(occasion, session) and occasion.is_press:
        facilitating.ask_whether_sure(occasion, session, goes_back=True)
        return
    before = _before(occasion, session)
    if before.position == session.state.position:
        collected_at = plans.collected_at(session.state.plan)
        is_collected = collected_at is not None and collected_at < session.state.position
        facilitating.stay(
            occasion, session, "facilitating.after_collecting" if is_collected else "facilitating.at_the_start"
        )
    elif is_sure or not _asks_first(occasion, session, before):
        _open_again(occasion, session, before)


def _before(occasion: Occasion, session: Session) -> State:
    """Return the state at the step that a session goes back to; where there is none, as it is."""
    calendar = finding.calendar(occasion)
    before = moving.back(session.state, occasion.now, calendar)
    while before.hangs_on_what_came and carrying.is_needless(occasion, session.at(before)):
        before = moving.back(before, occasion.now, calendar)
    return before


def _asks_first(occasion: Occasion, session: Session, before: State) -> bool:
    """Ask whether to go back where that costs several people their vote, or begins by the clock what people do apart
    from each other; return whether that was asked."""
    step = before.now_on.step
    lost = reopening.who_chose(occasion, session)
    is_result = not lost and reopening.is_result_of_several(occasion, session.at(before))
    begins_anew = before.pace == "live" and bool(step.departments)
    if lost < 2 and not is_result and not (begins_anew and occasion.is_press):
        return False
    session = finding.keep(occasion, session, session.state)
    title = occasion.in_team_words(step.title, occasion.language)
    minutes = step.minutes or 0 if begins_anew else 0
    occasion.hint("facilitating.sure_to_go_back", title=title, minutes=minutes, lost=lost)
    leading.show_anew(occasion, session, asks="back")
    return True


def _open_again(occasion: Occasion, session: Session, before: State) -> None:
    forgets = reopening.forget_choices(occasion, session)
    leading.close_card(occasion, session, goes_back=True, forgets=forgets)
    telling.tell_as_it_goes_back(occasion, session)
    reopening.mark_replaced(occasion, session.at(before))
    if taking_part.counts_before(before):
        before = reopening.with_givers(occasion, session, before)
    leading.open_step(occasion, finding.keep(occasion, session, before))


COMMANDS = (Command("back", "terug", {"group": go_back, "private": go_back}, in_menu=GROUP, place=70),)
