"""Sitting in: who is in a session, from its first step or midway, and what becomes of it when somebody leaves."""

from dataclasses import replace

from bot.app.context.command import SURE, Command
from bot.app.context.occasion import Occasion
from bot.app.sessions import cleaning, finding, framing, leading, modes, step_in_private, telling, waiting
from bot.core.events import Wrote
from bot.core.model import Role
from bot.core.purposes import Purpose
from bot.core.rights import may_be_in, may_consult
from bot.core.session import moving, taking_part
from bot.core.session.state import Session, State
from bot.storage import agreements, marks, members, messages, participants, sessions

# Said with the buttons under the question whether somebody means it.
STAY = "stay"


def come_in(occasion: Occasion, session: Session) -> None:
    """Take somebody among the session's people, with the rules accepted, and make them a member of the team."""
    person, database = occasion.who, occasion.database
    if not _is_wanted(occasion, session):
        return
    is_known = bool(occasion.roles)
    session = _let_be_member(occasion, session)
    agreements.accept(database, occasion.here.id, person.id, framing.RULES, occasion.now)
    joined = taking_part.hear(moving.join(session.state, person.id), person.id)
    _note(occasion)
    if is_known or session.state.pace != "live":
        leading.advance_if_complete(occasion, session.at(joined))
    else:
        # In a room where one comes whom the bot did not know there may be more of them: the minutes are theirs.
        finding.keep(occasion, session, joined)


def _note(occasion: Occasion) -> None:
    """Let somebody see that they are in: a yes in words gets a mark, and no message that all have to read."""
    what = occasion.event.what if occasion.event else None
    if isinstance(what, Wrote):
        occasion.note_reply(what.message_id)
    else:
        occasion.hint("contributing.you_are_in")


def _let_be_member(occasion: Occasion, session: Session) -> Session:
    """Make whoever comes in a member; whoever leads becomes one only by saying so, which the group is told. Return the
    session to go on with: of two with one name in it, both are called otherwise since."""
    if Role.LEADER not in members.roles_of(occasion.database, occasion.here.id, occasion.who.id):
        members.give_role(occasion.database, occasion.here.id, occasion.who.id, Role.MEMBER, occasion.now)
    return replace(session, persons={})


def _is_wanted(occasion: Occasion, session: Session) -> bool:
    """Tell whether somebody may come in, and say so if not: not a leader or onlooker, nor one too many.

    In front of whom one is appraised by, nobody brings what went wrong.
    """
    held = members.roles_of(occasion.database, occasion.here.id, occasion.who.id)
    with_leaders = finding.outline(occasion, session).with_leaders
    if not may_consult(held, with_leaders=with_leaders):
        occasion.hint("choosing.not_with_leaders")
    elif not with_leaders and participants.is_kept_out(occasion.database, session.id, occasion.who.id):
        occasion.hint("choosing.led_at_its_start")
    elif occasion.who.id not in session.state.given and framing.is_full(occasion, session):
        occasion.hint("contributing.full")
    elif framing.is_closed_circle(session.state) and occasion.who.id not in session.state.given:
        occasion.hint("contributing.closed_circle")
    else:
        return True
    return False


def sit_in(occasion: Occasion, argument: str) -> None:
    """Answer /sitin and its button: come in midway, with the rules accepted."""
    found = finding.meant(occasion, argument, comes_in=True)
    if found is None:
        return
    session, person = found[0], occasion.who
    held = members.roles_of(occasion.database, session.team_id, person.id)
    if occasion.is_private and not held:
        occasion.hint("contributing.over")
        return
    if session.state.now_on.key == "gather":
        come_in(occasion, session)
        return
    is_new = person.id not in session.state.people
    if is_new and not _is_wanted(occasion, session):
        return
    agreements.accept(occasion.database, occasion.here.id, person.id, framing.RULES, occasion.now)
    session = _let_be_member(occasion, session)
    joined = moving.timed(moving.join(session.state, person.id), finding.calendar(occasion))
    session = finding.keep(occasion, session, joined)
    if is_new and modes.handling(session.state.now_on.step).arranges:
        leading.arrange_anew(occasion, session)
    if is_new:
        _tell_of_starter(occasion, session)
    if is_new and session.state.now_on.key == "collect":
        waiting.remind(occasion, session, frozenset({person.id}))
    occasion.hint("contributing.you_are_in" if is_new else "contributing.you_stay")
    if occasion.is_private:
        step_in_private.show_step(occasion, session)


def _tell_of_starter(occasion: Occasion, session: Session) -> None:
    """Tell the group where whoever comes back began it: what they were to write down for all is theirs again."""
    state = session.state
    if occasion.who.id == taking_part.leads_step(state) == state.begun_by and taking_part.starters_step(state):
        key, name = "facilitating.starter_back", occasion.who.name
        occasion.say(key, session=session, is_silent=True, name=name)
        if state.now_on.step.who == "facilitator":
            leading.show_anew(occasion, session)


def sit_out(occasion: Occasion, argument: str) -> None:
    """Answer /sitout and its button: leave this session; whose case it was takes it along, after a second yes."""
    words = argument.split()
    found = finding.meant(occasion, " ".join(word for word in words if word not in (SURE, STAY)))
    if found is None:
        return
    session = found[0]
    if occasion.who.id not in session.state.people:
        finding.turn_away(occasion, session)
    elif STAY in words:
        occasion.show("contributing.you_stay", ())
    elif SURE not in words and moving.leave(session.state, occasion.who.id).phase == "cancelled":
        _ask_whether_sure(occasion, session)
    else:
        if occasion.is_press:
            occasion.show("contributing.you_are_out", ())
        else:
            occasion.hint("contributing.you_are_out")
        drop_out(occasion, session, occasion.who.id)


def _ask_whether_sure(occasion: Occasion, session: Session) -> None:
    """Ask in private whether somebody without whom a session can't go on really means to leave it."""
    language = occasion.private_language(occasion.who)
    rows = (
        (occasion.button_in(language, "leave_really", f"sitout {session.id} {SURE}"),),
        (occasion.button_in(language, "leave_not", f"sitout {session.id} {STAY}"),),
    )
    has_case = framing.has_case(occasion, session)
    if occasion.is_private:
        occasion.show("contributing.sure_to_leave", rows, has_case=has_case)
    elif not occasion.whisper(occasion.who, "contributing.sure_to_leave", rows, has_case=has_case):
        occasion.answer("contributing.leave_in_private", ((step_in_private.link(occasion, session),),))


def drop_out(occasion: Occasion, session: Session, person_id: int) -> None:
    """Let a session go on without somebody, or end where that can't be."""
    left = moving.leave(session.state, person_id)
    if left.phase == "cancelled":
        leading.close_card(occasion, session)
        framing.break_off(occasion, session, "framing.nobody_left")
        return
    left = _tell_the_rest(occasion, session, _without_leader(occasion, session, left))
    _take_words_back(occasion, session, person_id)
    handling = modes.handling(left.now_on.step)
    if handling.is_secret:
        # One vote that stands out after somebody has gone would be taken for theirs.
        marks.forget_person(occasion.database, session.id, session.state.position, person_id)
    if handling.arranges:
        session = finding.keep(occasion, session, left)
        leading.arrange_anew(occasion, session)
    if left.pace == "live" and left.now_on.step.who == "facilitator":
        # At one table only the clock shows a step anew, and whoever left would be called there until then.
        leading.show_anew(occasion, session.at(left))
    leading.advance_if_complete(occasion, session.at(left))


def _without_leader(occasion: Occasion, session: Session, left: State) -> State:
    """Return where a session stands once somebody left: where that was whoever led it, the bot does, and the group
    hears so; or nothing goes on until another does."""
    if session.state.facilitator is None or left.facilitator is not None:
        return left
    if not framing.needs_leader(occasion, session):
        occasion.say("facilitating.bot_leads", session=session, is_silent=True)
        return left
    telling.hold(occasion, session)
    occasion.say("facilitating.needs_leader", session=session, purpose=Purpose("stuck"))
    return moving.pause(left, occasion.now)


def _tell_the_rest(occasion: Occasion, session: Session, left: State) -> State:
    """Tell the group that fewer are left than a method is for, and that anybody may write what was for whoever began
    it; nobody is named. Return where it stands, with the days of those who may do so by now."""
    before, least = session.state, finding.outline(occasion, session).size[0]
    is_within = before.now_on.key != "gather" and not before.now_on.is_closing
    is_for_any = is_within and taking_part.is_without_starter(before, left)
    if is_within and len(left.people) < least <= len(before.people):
        spoken, title = occasion.here.language, finding.title(occasion, session)
        under = ((occasion.button_in(spoken, "step_end", f"end {session.id}"),),)
        purpose, count = Purpose("stuck"), len(left.people)
        key = "facilitating.too_few_left"
        # In one message with the other, so that neither is about whoever left just now.
        occasion.say(
            key,
            under,
            session=session,
            purpose=purpose,
            method=title,
            count=count,
            needed=least,
            is_for_any=is_for_any,
        )
    elif is_for_any:
        occasion.say("facilitating.starter_left", session=session, purpose=Purpose("stuck"))
    if is_for_any and left.now_on.step.who == "facilitator":
        left = moving.timed(left, finding.calendar(occasion))
    return left


def _take_words_back(occasion: Occasion, session: Session, person_id: int) -> None:
    """Take off somebody's private chat what others wrote, and what was theirs to do where people were divided: whoever
    is out has no need of it, and no part in its end."""
    shown = cleaning.private_cards(occasion, session)
    cleaning.take_from(occasion, [card for card in shown if card.chat_id == person_id])
    for position, planned in enumerate(session.state.plan[: session.step]):
        if planned.step.departments:
            told = messages.cards_of_step(occasion.database, session.id, person_id, position)
            cleaning.take_from(occasion, told)


def gone(occasion: Occasion, person_id: int, *, is_here: bool = False) -> None:
    """Let the team's walkthroughs go on without somebody who left the team or the group; a case they kept goes. Whoever
    `is_here` in another role goes from those alone that are not for it."""
    held = members.roles_of(occasion.database, occasion.here.id, person_id) if is_here else frozenset[Role]()
    waiting.forget(occasion, occasion.here.id, person_id)
    for session in sessions.walkthroughs_in(occasion.database, occasion.here.id):
        may_stay = may_be_in(held, with_leaders=session.state.outline.with_leaders)
        if person_id in session.state.people and not may_stay:
            drop_out(occasion, session, person_id)


COMMANDS = (
    Command("sitin", "aanschuiven", {"group": sit_in, "private": sit_in}),
    Command("sitout", "afhaken", {"group": sit_out, "private": sit_out}),
)
