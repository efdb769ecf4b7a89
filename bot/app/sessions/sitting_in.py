"""Sitting in: who is in a session, from its first step or midway, and what becomes of it when somebody leaves."""

from dataclasses import replace

from bot.app.context.occasion import Occasion
from bot.app.sessions import framing, leading, step_in_private, waiting, walks
from bot.core import consultation, steering
from bot.core.model import Role
from bot.core.outgoing import Button
from bot.core.rights import may_consult
from bot.storage import agreements, consultations, members, participants
from bot.storage.consultations import Walk

# Said with the buttons under the question whether somebody means it.
SURE, STAY = "sure", "stay"


def come_in(occasion: Occasion, walk: Walk) -> None:
    """Take somebody among the session's people, with the rules accepted, and make them a member of the team."""
    person, database = occasion.who, occasion.database
    if not _is_wanted(occasion, walk):
        return
    members.give_role(database, occasion.here.id, person.id, Role.MEMBER, occasion.now)
    agreements.accept(database, occasion.here.id, person.id, framing.RULES, occasion.now)
    joined = replace(walk, stand=steering.join(walk.stand, person.id))
    occasion.hint("contributing.you_are_in")
    leading.settle(occasion, walk.at(consultation.hear(joined.stand, person.id)))


def _is_wanted(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether somebody may come in, and say so if not: not a leader or onlooker, nor one too many.

    In front of whom one is appraised by, nobody brings what went wrong.
    """
    held = members.roles_of(occasion.database, occasion.here.id, occasion.who.id)
    if not may_consult(held):
        occasion.hint("choosing.not_with_leaders")
    elif participants.is_kept_out(occasion.database, walk.id, occasion.who.id):
        occasion.hint("choosing.led_at_its_start")
    elif occasion.who.id not in walk.stand.given and framing.is_full(occasion, walk):
        occasion.hint("contributing.full")
    else:
        return True
    return False


def sit_in(occasion: Occasion, argument: str) -> None:
    """Answer /sitin and its button: come in midway, with the rules accepted."""
    found = walks.meant(occasion, argument)
    if found is None:
        return
    walk, person = found[0], occasion.who
    held = members.roles_of(occasion.database, walk.team_id, person.id)
    if occasion.is_private and not held:
        occasion.hint("contributing.over")
        return
    if walk.stand.now_on.key == "gather":
        come_in(occasion, walk)
        return
    is_new = person.id not in walk.stand.people
    if is_new and not _is_wanted(occasion, walk):
        return
    agreements.accept(occasion.database, occasion.here.id, person.id, framing.RULES, occasion.now)
    members.give_role(occasion.database, occasion.here.id, person.id, Role.MEMBER, occasion.now)
    joined = steering.timed(steering.join(walk.stand, person.id), walks.calendar(occasion))
    walk = walks.keep(occasion, walk, joined)
    if is_new and walk.stand.now_on.key == "collect":
        waiting.remind(occasion, walk, frozenset({person.id}))
    occasion.hint("contributing.you_are_in" if is_new else "contributing.you_stay")
    if occasion.is_private:
        step_in_private.show_step(occasion, walk)


def sit_out(occasion: Occasion, argument: str) -> None:
    """Answer /sitout and its button: leave this session; whose case it was takes it along, after a second yes."""
    words = argument.split()
    found = walks.meant(occasion, " ".join(word for word in words if word not in (SURE, STAY)))
    if found is None:
        return
    walk = found[0]
    if occasion.who.id not in walk.stand.people:
        walks.turn_away(occasion, walk)
    elif STAY in words:
        occasion.show("contributing.you_stay", ())
    elif SURE not in words and steering.leave(walk.stand, occasion.who.id).state == "cancelled":
        _ask_whether_sure(occasion, walk)
    else:
        if occasion.is_press:
            occasion.show("contributing.you_are_out", ())
        else:
            occasion.hint("contributing.you_are_out")
        drop_out(occasion, walk, occasion.who.id)


def _ask_whether_sure(occasion: Occasion, walk: Walk) -> None:
    """Ask in private whether somebody without whom a session can't go on really means to leave it."""
    language = occasion.private_language(occasion.who)
    rows = (
        (Button(label=occasion.label_in(language, "leave_really"), command=f"sitout {walk.id} {SURE}"),),
        (Button(label=occasion.label_in(language, "leave_not"), command=f"sitout {walk.id} {STAY}"),),
    )
    has_case = framing.has_case(occasion, walk)
    if occasion.is_private:
        occasion.show("contributing.sure_to_leave", rows, has_case=has_case)
    elif not occasion.whisper(occasion.who, "contributing.sure_to_leave", rows, has_case=has_case):
        occasion.answer("contributing.leave_in_private", ((step_in_private.link(occasion, walk),),))


def drop_out(occasion: Occasion, walk: Walk, person_id: int) -> None:
    """Let a walkthrough go on without somebody, or end where that can't be."""
    left = steering.leave(walk.stand, person_id)
    if left.state == "cancelled":
        leading.close_card(occasion, walk)
        framing.break_off(occasion, walk, "framing.nobody_left")
    else:
        if framing.needs_leader(occasion, walk) and walk.stand.facilitator is not None and left.facilitator is None:
            left = steering.pause(left, occasion.now)
            occasion.say("facilitating.needs_leader", session=walk, purpose="stuck")
        elif walk.stand.facilitator is not None and left.facilitator is None:
            occasion.say("facilitating.bot_leads", session=walk, is_silent=True)
        leading.settle(occasion, walk.at(left))


def gone(occasion: Occasion, person_id: int) -> None:
    """Let the team's walkthrough go on without somebody who left the team or the group; a case they kept goes."""
    waiting.forget(occasion, occasion.here.id, person_id)
    walk = consultations.running_in(occasion.database, occasion.here.id)
    if walk and person_id in walk.stand.people:
        drop_out(occasion, walk, person_id)
