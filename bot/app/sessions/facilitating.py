"""Facilitating: moving a session on, back, longer, pausing and ending it, by whoever leads it or takes over."""

from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, framing, leading, walks
from bot.core import consultation, steering
from bot.storage import entries
from bot.storage.consultations import Walk

STOP = ("stop", "wis", "erase")


def _led(occasion: Occasion, argument: str) -> tuple[Walk, list[str]] | None:
    """Return the walkthrough meant if this person may steer it, taking it over from a silent leader; say so if not.

    Whoever asked for it stores it.
    """
    found = walks.meant(occasion, argument)
    if found is None:
        return None
    walk, person = found[0], occasion.who.id
    # Whoever is asked in private whether to stop may do so, whoever leads.
    is_asked = walk.stand.is_asked_to_stop and person in consultation.owners_now(walk.stand)
    if not is_asked and not consultation.may_steer(walk.stand, person):
        if person in walk.stand.people:
            occasion.hint("facilitating.led_by", names=walks.leader(occasion, walk))
        else:
            walks.turn_away(occasion, walk)
        return None
    if walk.stand.facilitator not in (None, person) and consultation.may_facilitate(walk.stand, person):
        walk = walk.at(steering.hand_over(walk.stand, person))
        occasion.say("facilitating.takes_over", session=walk, is_silent=True, name=occasion.who.name)
    return walk.at(consultation.notice(walk.stand, person)), found[1]


def _stay(occasion: Occasion, walk: Walk, key: str) -> None:
    """Say why a session does not move, and store that whoever leads it is there."""
    walks.keep(occasion, walk, walk.stand)
    occasion.hint(key)


def go_next(occasion: Occasion, argument: str) -> None:
    """Answer /next and its button: close this step now."""
    found = _led(occasion, argument)
    if found is None:
        return
    walk = found[0]
    if walk.stand.now_on.key == "gather" and not framing.is_enough(occasion, walk):
        _stay(occasion, walk, "facilitating.too_few_yet")
        return
    # Who sits together may tell it aloud.
    if walk.stand.pace != "live" and walk.stand.now_on.step.keeps == "case" and not _is_told(occasion, walk):
        _stay(occasion, walk, "facilitating.no_case_yet")
        return
    if walk.stand.paused_at is not None:
        walk = walk.at(steering.resume(walk.stand, occasion.now, walks.calendar(occasion)))
    leading.go_on(occasion, walk)


def _is_told(occasion: Occasion, walk: Walk) -> bool:
    return bool(entries.of_step(occasion.database, walk.id, walk.step)) or framing.has_case(occasion, walk)


def enough(occasion: Occasion, argument: str) -> None:
    """Answer the button of an owner who reads along: the others stop here, whoever leads."""
    found = walks.meant(occasion, argument)
    if found is None:
        return
    stand = found[0].stand
    if consultation.is_listening(stand, occasion.who.id):
        occasion.hint("facilitating.enough")
        leading.go_on(occasion, found[0])
    else:
        occasion.hint("contributing.not_now")


def go_back(occasion: Occasion, argument: str) -> None:
    """Answer /back and its button: open the step before once more; what was said there stays."""
    found = _led(occasion, argument)
    if found is None:
        return
    walk = found[0]
    before = steering.back(walk.stand, occasion.now, walks.calendar(occasion))
    if before.position == walk.stand.position:
        _stay(occasion, walk, "facilitating.at_the_start")
        return
    leading.close_card(occasion, walk)
    leading.open_step(occasion, walks.keep(occasion, walk, before))


def extend(occasion: Occasion, argument: str) -> None:
    """Answer /extend and its button: half the step's time more, in working days of those it concerns."""
    found = _led(occasion, argument)
    if found is None:
        return
    walk = walks.keep(occasion, found[0], steering.extend(found[0].stand, occasion.now, walks.calendar(occasion)))
    occasion.hint("facilitating.extended", until=walk.stand.due_at, minutes=cards.minutes_left(occasion, walk))
    leading.show_anew(occasion, walk)


def pause(occasion: Occasion, argument: str) -> None:
    """Answer /pause and its button: stop the clock, which whoever leads may; or let it run again, which anybody may."""
    found = walks.meant(occasion, argument)
    is_going_on = found is not None and found[0].stand.state == "paused" and occasion.who.id in found[0].stand.people
    found = found if found is None or is_going_on else _led(occasion, argument)
    if found is None:
        return
    walk, stand = found[0], found[0].stand
    if stand.paused_at is None:
        walk = walk.at(steering.pause(stand, occasion.now))
        occasion.hint("facilitating.paused")
    else:
        walk = walk.at(steering.resume(stand, occasion.now, walks.calendar(occasion)))
        occasion.hint("facilitating.resumed", until=walk.stand.due_at, minutes=cards.minutes_left(occasion, walk))
    # Everybody may have been heard while the clock stood still.
    leading.settle(occasion, walk)
    if walk.stand.pace == "live":
        leading.show_anew(occasion, walk)


def end(occasion: Occasion, argument: str) -> None:
    """Answer /end and its button: go to the check-out, or break off and erase; nothing is lost by a slip."""
    words = argument.split()
    plain = " ".join(word for word in words if word not in (*STOP, "check"))
    found = walks.meant(occasion, plain)
    if found is None:
        return
    if any(word in STOP for word in words):
        _erase(occasion, found[0])
    elif "check" not in words:
        _ask_how_to_end(occasion, found[0])
    elif led := _led(occasion, plain):
        leading.round_off(occasion, led[0], "framing.stopped")


def _ask_how_to_end(occasion: Occasion, walk: Walk) -> None:
    here, has_case = f"{walk.id} {walk.stand.position}", framing.has_case(occasion, walk)
    rows = (occasion.button("end_check", f"end {here} check"),), (occasion.button("end_stop", f"end {here} stop"),)
    may_end = consultation.may_steer(walk.stand, occasion.who.id) or consultation.may_erase(walk.stand, occasion.who.id)
    if occasion.who.id not in walk.stand.people:
        walks.turn_away(occasion, walk)
    elif not may_end:
        occasion.hint("facilitating.led_by", names=walks.leader(occasion, walk))
    else:
        occasion.answer("facilitating.how_to_end", rows if has_case else rows[1:], has_case=has_case)


def _erase(occasion: Occasion, walk: Walk) -> None:
    if consultation.may_erase(walk.stand, occasion.who.id):
        leading.close_card(occasion, walk)
        framing.break_off(occasion, walk, "framing.stopped")
    else:
        occasion.hint("facilitating.not_yours_to_erase")


def go_longer(occasion: Occasion, argument: str) -> None:
    """Answer the button under the question whether to stop: go on for another week."""
    found = walks.meant(occasion, argument)
    if found is None:
        return
    walk, stand = found[0], found[0].stand
    if occasion.who.id not in stand.people:
        walks.turn_away(occasion, walk)
        return
    longer = steering.go_on_longer(stand, occasion.now)
    walks.keep(occasion, walk, longer)
    occasion.show("facilitating.goes_on", (), until=longer.stops_at)


def want(occasion: Occasion, argument: str) -> None:
    """Answer the button of an owner: the optional step that follows, or not after all."""
    found = walks.meant(occasion, argument)
    if found is None:
        return
    walk, stand = found[0], found[0].stand
    position = stand.position + 1
    is_offered = position < len(stand.plan) and stand.plan[position].step.optional
    if not is_offered or occasion.who.id not in consultation.owners_now(stand):
        occasion.hint("contributing.not_now")
        return
    walk = walks.keep(occasion, walk, steering.want(stand, position))
    occasion.hint("facilitating.wanted" if position in walk.stand.wanted else "facilitating.not_wanted")
