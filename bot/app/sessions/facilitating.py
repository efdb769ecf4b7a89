"""Facilitating: moving a session on and pausing it, by whoever leads it or takes over."""

from collections.abc import Callable

from bot.app.context.command import GROUP, SURE, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, carrying, finding, framing, leading, put_down, telling
from bot.core.events import Commanded
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session import moving, plans, steerers, taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Session, State
from bot.storage import entries

NO = ("no", "nee")
# Of the steps around a method, those in which each has a say that is lost once they close.
CHOOSING = ("collect", "choose")


def led(
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


def stay(occasion: Occasion, session: Session, key: str, **names: int) -> None:
    """Say why a session does not move, and store that whoever leads it is there."""
    finding.keep(occasion, session, session.state)
    occasion.hint(key, **names)


def go_next(occasion: Occasion, argument: str) -> None:
    """Answer /next and its button: close this step now; typed while the clock stands still, let that run again."""
    if not occasion.is_press:
        meant = finding.meant(occasion, argument)
        if meant is None:
            return
        if meant[0].state.phase == "paused" and occasion.who.id in meant[0].state.people:
            pause(occasion, argument)
            return
    found = led(occasion, argument, steerers.may_go_on)
    if found is None:
        return
    session = found[0]
    if missing := _missing(occasion, session):
        key, names = missing
        stay(occasion, session, key, **names)
    elif not _is_sure_themselves(occasion, session, found[1]) and _takes_something(occasion, session):
        ask_whether_sure(occasion, session)
    elif not is_sure(session, found[1]) and _is_for_step_before(occasion, session):
        ask_whether_sure(occasion, session, is_new=True)
    else:
        if session.state.paused_at is not None:
            session = session.at(moving.resume(session.state, occasion.now, finding.calendar(occasion)))
        if session.state.now_on.key == "gather" and occasion.is_press and occasion.who.id not in session.state.given:
            occasion.hint("facilitating.without_you")
        leading.go_on(occasion, session, _presser(occasion))


def _takes_something(occasion: Occasion, session: Session) -> bool:
    """Tell whether going on would take something from somebody, and so has to be meant."""
    return (
        (_is_cut_short(occasion, session) and (occasion.is_press or _loses_all(session)))
        or _lays_bare(session)
        or _passes_over(occasion, session)
        or _is_starter_out(occasion, session)
    )


def _is_for_step_before(occasion: Occasion, session: Session) -> bool:
    """Tell whether a press may have been meant for the step before, which another's press closed just now."""
    presser = _presser(occasion)
    position, opened_by = occasion.house.opened.get(session.id, (None, None))
    is_anothers = presser is not None and position == session.state.position and opened_by != presser
    return is_anothers and steerers.is_new(session.state, occasion.now)


def _presser(occasion: Occasion) -> int | None:
    """Return who pressed a button, where somebody did."""
    event = occasion.event
    is_press = event is not None and isinstance(event.what, Commanded) and event.what.press_id
    return event.speaker.id if event and event.speaker and is_press else None


def _missing(occasion: Occasion, session: Session) -> tuple[str, dict[str, int]] | None:
    """Return the sentence that says what a session has to have before it goes on, and what that names; None where it
    has all of it."""
    state = session.state
    if state.now_on.key == "gather" and not framing.is_enough(occasion, session):
        needed = finding.outline(occasion, session).size[0]
        return "facilitating.too_few_yet", {"count": len(state.given), "needed": needed}
    # Nothing would be left to go on with.
    lacks_cases = state.now_on.key == "collect" and not finding.candidates(occasion, session)
    # Who sits together may tell it aloud.
    is_untold = state.pace != "live" and state.now_on.step.keeps == "case" and not _is_told(occasion, session)
    return ("facilitating.no_case_yet", {}) if lacks_cases or is_untold else None


def _is_told(occasion: Occasion, session: Session) -> bool:
    return bool(entries.of_step(occasion.database, session.id, session.step)) or framing.has_case(occasion, session)


def _is_sure_themselves(occasion: Occasion, session: Session, words: list[str]) -> bool:
    """Tell whether somebody pressed once more who was asked; what another was asked they haven't read."""
    presser, warned = _presser(occasion), occasion.house.warned.get(session.id, set())
    return is_sure(session, words) and (presser is None or not warned.isdisjoint({presser, None}))


def is_sure(session: Session, words: list[str]) -> bool:
    """Tell whether somebody pressed once more, with no more heard since they were asked."""
    return words[-2:] == [SURE, str(len(session.state.given))]


def _is_cut_short(occasion: Occasion, session: Session) -> bool:
    """Tell whether people would lose their say, or time for what they do apart from each other; not where the bot asks
    itself whether to go on."""
    state, step = session.state, session.state.now_on.step
    if step.departments:
        return is_under_way(occasion, session)
    if state.is_stuck or (state.now_on.is_frames and state.now_on.key not in CHOOSING):
        return False
    if taking_part.is_one_enough(state):
        return not state.given and (step.most == 1 or step.way.settles_by_press or _is_last_word(state))
    is_alone = step.way.by_words and step.way.shown is Shown.AT_CLOSE
    if is_alone and state.pace == "live":
        # At one table people may say instead what they would write: nothing is lost once one of them has written.
        return taking_part.spoken(state) is None and not state.given
    return step.who == "all" and (step.way.by_press or is_alone) and bool(taking_part.awaited(state))


def _is_last_word(state: State) -> bool:
    """Tell whether one is to put down for all, with nothing later, what comes of the session."""
    ends = [on.step.keeps in put_down.FOR_ALL and on.step.who == "facilitator" for on in state.plan[state.position :]]
    return ends[0] and not any(ends[1:])


def _loses_all(session: Session) -> bool:
    """Tell whether a step that is cut short is a game, a vote that nobody cast, or what comes of it all, which nobody
    wrote yet: whoever types it is asked as well."""
    state, step = session.state, session.state.now_on.step
    is_uncast = step.way.by_press and step.who == "all" and not state.given
    return bool(step.departments) or is_uncast or (taking_part.is_one_enough(state) and _is_last_word(state))


def _lays_bare(session: Session) -> bool:
    """Tell whether going on would end a session that somebody is writing for, take a case that nobody chose, or show so
    few votes that they point at people: whoever types it is asked as well."""
    state, step = session.state, session.state.now_on.step
    is_empty = step.is_needed and state.pace != "live" and not state.given
    is_few = bool(step.options) and step.who == "all" and 0 < len(state.given) < MINIMUM_ANONYMOUS
    is_unchosen = state.now_on.key == "choose" and not state.given
    return not state.is_stuck and (is_empty or is_few or is_unchosen)


def _passes_over(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody would be passed over who chose what the step that is on is there for, and was silent."""
    on = session.state.now_on.step
    return on.when is not None and not session.state.is_stuck and carrying.waiting(occasion, session) is not None


def is_under_way(occasion: Occasion, session: Session) -> bool:
    """Tell whether people who went apart from each other have some of their time yet."""
    is_apart = session.state.pace == "live" and bool(session.state.now_on.step.departments)
    return is_apart and cards.minutes_left(occasion, session) > 1


def _is_starter_out(occasion: Occasion, session: Session) -> bool:
    """Tell whether whoever goes on from the invitation began a session in which the first word is theirs, and neither
    said that they are in nor that they are not."""
    state = session.state
    if state.now_on.key != "gather" or taking_part.starters_step(state) is None:
        return False
    return occasion.who.id == state.begun_by and state.begun_by not in state.given | state.heard


def ask_whether_sure(occasion: Occasion, session: Session, *, goes_back: bool = False, is_new: bool = False) -> None:
    """Say what would be cut short, or that the step `is_new`, and let the button that was pressed do it all the same
    when pressed once more."""
    if not goes_back:
        occasion.house.warned.setdefault(session.id, set()).add(_presser(occasion))
    session = finding.keep(occasion, session, session.state)
    known = cards.facts(occasion, session, occasion.language)
    step = session.state.now_on.step
    theirs = taking_part.starters_step(session.state) if _is_starter_out(occasion, session) else None
    occasion.hint(
        "facilitating.sure_to_go_on",
        first=occasion.in_team_words(theirs.title, occasion.language) if theirs else "",
        count=known["count"],
        available=known["available"],
        minutes=known["minutes"] if step.departments else 0,
        goes_back=goes_back,
        new=occasion.in_team_words(step.title, occasion.language) if is_new else "",
        by_words=step.way.by_words and not step.way.settles_by_press,
        waiting=None if goes_back or step.when is None else carrying.waiting(occasion, session),
        is_for_one=taking_part.is_one_enough(session.state),
        ends=step.is_needed,
        held=0 if goes_back else _held(occasion, session, known["available"]),
        is_hidden=not step.way.is_named and step.way.by_words and 0 < known["count"] < MINIMUM_ANONYMOUS,
    )
    leading.show_anew(occasion, session, asks="back" if goes_back else "next")


def _held(occasion: Occasion, session: Session, available: int) -> int:
    """Ask those whose texts wait for a word of theirs, and return how many that are as the group may hear it: where all
    see who wrote, or are so few that it would be plain, it hears of none."""
    waits, is_seen = telling.ask_for_what_waits(occasion, session), session.state.now_on.step.way.shown is Shown.AT_ONCE
    return 0 if is_seen or available < MINIMUM_ANONYMOUS else waits


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


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pause and its button: stop the clock, which whoever leads may; or let it run again, which anybody may."""
    found = finding.meant(occasion, argument)
    is_going_on = found is not None and found[0].state.phase == "paused" and occasion.who.id in found[0].state.people
    found = found if found is None or is_going_on else led(occasion, argument)
    if found is None:
        return
    session, state = found[0], found[0].state
    if state.paused_at is None:
        session = session.at(moving.pause(state, occasion.now))
        telling.hold(occasion, session)
        occasion.hint("facilitating.paused")
    else:
        going = moving.resume(state, occasion.now, finding.calendar(occasion))
        session = telling.tell_anew(occasion, session.at(going))
        occasion.hint("facilitating.resumed", until=session.state.due_at, minutes=cards.minutes_left(occasion, session))
    # Everybody may have been heard while the clock stood still.
    leading.advance_if_complete(occasion, session)
    if session.state.pace == "live":
        leading.show_anew(occasion, session)


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
    Command("pause", "pauze", {"group": pause, "private": pause}, in_menu=GROUP, place=90),
    Command("enough", "genoeg", {"private": enough}),
    Command("want", "nogeens", {"private": want}),
)
