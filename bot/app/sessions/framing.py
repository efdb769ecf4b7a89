"""Framing: what follows from the steps around every method: who is in, whose case, who leads, and the end."""

from collections.abc import Mapping
from dataclasses import replace

from bot.app.commitments import board, intending
from bot.app.context.occasion import Occasion
from bot.app.rhythm import afterwards
from bot.app.sessions import cleaning, ended, finding, publishing, waiting
from bot.core.purposes import ENDED, Purpose
from bot.core.session import choice, moving, plans, steerers, taking_part
from bot.core.session.state import Session, State
from bot.core.session.terms import CASE
from bot.storage import agreements, cleanings, commitments, entries, marks, outcomes, retraction, rounds, talks

OWNERS_AT_ONCE = 4
# The rules that the first step asks agreement to; a change in what they ask raises this.
RULES = 1
# After so many led by people it says something who led least.
ROUNDS_THAT_SAY = 3


def close(occasion: Occasion, session: Session) -> Session:
    """Draw the conclusions from the step that is on, as far as it is the frame's, and show what it brought."""
    match session.state.now_on.key:
        case "gather":
            return _gathered(occasion, session)
        case "collect":
            return _collected(occasion, session)
        case "choose":
            return _chosen(occasion, session)
        case "consent":
            return _consented(occasion, session)
        case "roles" if session.state.facilitator is None and needs_leader(occasion, session):
            return break_off(occasion, session, "framing.needs_leader")
    state = session.state
    if state.now_on.step.is_needed and state.pace != "live" and not state.given:
        return break_off(occasion, session, "framing.nothing_to_go_on_with")
    publishing.show_step(occasion, session)
    return session


def _consented(occasion: Occasion, session: Session) -> Session:
    """Go on with the owners who dare; without any, not."""
    willing = tuple(owner for owner in session.state.owners if owner in session.state.given)
    if not willing:
        return break_off(occasion, session, "framing.another_method")
    agreed = session.at(replace(session.state, owners=willing))
    if plans.collected_at(session.state.plan) is not None:
        _announce(occasion, agreed)
    return agreed


def is_ready(occasion: Occasion, session: Session) -> bool:
    """Tell whether a step need not wait: all have been heard; of who is in, enough, or as many as there is room for."""
    is_complete = taking_part.is_complete(session.state)
    if session.state.now_on.key != "gather":
        return is_complete
    is_room_gone = session.state.phase == "running" and is_full(occasion, session)
    return is_room_gone or (is_complete and is_enough(occasion, session))


def is_enough(occasion: Occasion, session: Session) -> bool:
    """Tell whether as many are in as a method needs at least."""
    return len(session.state.given) >= finding.outline(occasion, session).size[0]


def is_worth_waiting(occasion: Occasion, session: Session) -> bool:
    """Tell whether too few are in yet, and others may still say so: they get some more time, once."""
    is_gathering = session.state.now_on.key == "gather" and not session.state.extensions
    return is_gathering and not is_enough(occasion, session) and bool(taking_part.awaited(session.state))


def is_full(occasion: Occasion, session: Session) -> bool:
    """Tell whether as many are in as a method is for."""
    there = session.state.given if session.state.now_on.key == "gather" else session.state.people
    return len(there) >= finding.outline(occasion, session).size[1]


def is_closed_circle(state: State) -> bool:
    """Tell whether nobody else comes in: whoever brings the case said yes to those who were there."""
    return any(planned.key == "consent" for planned in state.plan[: state.position])


def _gathered(occasion: Occasion, session: Session) -> Session:
    """Go on with those who said they are in, if they are enough for the method."""
    state, needed = session.state, finding.outline(occasion, session).size[0]
    if len(state.given) < needed:
        return break_off(occasion, session, "framing.too_few", needed=needed)
    owners = tuple(owner for owner in state.owners if owner in state.given)
    if state.owners and not owners:
        return break_off(occasion, session, "framing.nobody_brings")
    if news := board.news(occasion):
        occasion.say("board.news", session=session, is_silent=True, news=news)
    going = replace(state, people=state.given, owners=owners)
    if taking_part.is_without_starter(state, going):
        occasion.say("facilitating.starter_left", session=session, purpose=Purpose("stuck"), is_silent=True)
    return session.at(going)


def has_agreed_before(occasion: Occasion, session: Session) -> bool:
    """Tell whether everybody asked has accepted the rules before, so that they need not be read again."""
    return session.state.people <= agreements.accepted_by(occasion.database, session.team_id, RULES)


def asks_as_usual(occasion: Occasion, session: Session) -> bool:
    """Tell whether the step that is on asks what it asks in every method."""
    frame = occasion.house.content.frame
    return session.state.now_on.step.ask in (frame.gather.ask, frame.roles.ask)


def needs_leader(occasion: Occasion, session: Session) -> bool:
    """Tell whether a method comes so close that a person, not the bot, has to watch over it."""
    return finding.outline(occasion, session).needs_leader


def led_least(occasion: Occasion, session: Session) -> list[str]:
    """Return who led fewest sessions, to suggest: by name, at most three, and only where that says something, which
    after one or two it doesn't."""
    led = rounds.times_led(occasion.database, occasion.here.id)
    if sum(led.values()) < ROUNDS_THAT_SAY:
        return []
    may = [
        person
        for person in finding.people_of(occasion, session, session.state.people)
        if steerers.may_facilitate(session.state, person.id)
    ]
    least = min((led.get(person.id, 0) for person in may), default=0)
    fewest = [person.name for person in may if led.get(person.id, 0) == least]
    return fewest[:3] if len(fewest) < len(may) else []


def turns_before(occasion: Occasion) -> dict[int, int]:
    """Return how often each person brought a case before in this team."""
    return rounds.turns_taken(occasion.database, occasion.here.id)


def _collected(occasion: Occasion, session: Session) -> Session:
    """Take the cases brought: none ends it, one needs no choice, and where several share or take turns all come."""
    waiting.let_go(occasion, session)
    case, found = finding.outline(occasion, session).case, finding.candidates(occasion, session)
    turns = turns_before(occasion)
    by_turn = choice.by_turn([finding.bringer(entry) for entry in found], turns)
    if case == "each":
        # Whoever passed has nothing this time; whoever was silent may still have.
        willing = session.state.people - (session.state.heard - session.state.given)
        owners = tuple(sorted(willing, key=lambda person: (turns.get(person, 0), person)))
        if not owners or not by_turn:
            return break_off(occasion, session, "framing.nobody_brings")
        state = moving.choose_owners(session.state, owners)
        in_turns = replace(state, plan=plans.in_turns(state.plan, len(owners)))
        return session.at(moving.put_off_stop(in_turns, finding.calendar(occasion)))
    if not by_turn:
        return break_off(occasion, session, "framing.nobody_brings")
    if case == "several":
        return _sharing(occasion, session, by_turn[:OWNERS_AT_ONCE])
    if len(by_turn) == 1:
        chosen = _with_owners(occasion, session, by_turn)
        # There is nothing to choose.
        return replace(chosen, state=replace(chosen.state, position=chosen.state.position + 1))
    return session


def _sharing(occasion: Occasion, session: Session, owners: tuple[int, ...]) -> Session:
    """Go on with several owners, and let all read what they brought: that is what the session compares."""
    for entry in finding.candidates(occasion, session):
        if finding.bringer(entry) in owners:
            entries.place(occasion.database, entry.id, "case")
    chosen = _with_owners(occasion, session, owners)
    publishing.show_list(occasion, chosen)
    return chosen


def _chosen(occasion: Occasion, session: Session) -> Session:
    """Take the case with most votes; of equals the one whose owner had fewest turns, then the first brought."""
    found, turns = finding.candidates(occasion, session), turns_before(occasion)
    counted = marks.count(occasion.database, session.id, session.state.position)
    votes = {item: tally.votes for item, tally in counted.items()}
    if not found:
        return break_off(occasion, session, "framing.nobody_brings")
    brought = {entry.id: finding.bringer(entry) for entry in found}
    return _with_owners(occasion, session, (choice.winner(brought, votes, turns),), is_unchosen=not any(votes.values()))


def _with_owners(
    occasion: Occasion, session: Session, owners: tuple[int, ...], *, is_unchosen: bool = False
) -> Session:
    chosen = session.at(moving.choose_owners(session.state, owners))
    if any(planned.key == "consent" for planned in session.state.plan):
        # Whoever is asked may say no, and nobody else is to know who that was.
        is_live = session.state.pace == "live"
        occasion.say(
            "framing.asking_first", session=session, purpose=Purpose("chosen"), is_silent=True, is_live=is_live
        )
    else:
        _announce(occasion, chosen, is_unchosen=is_unchosen)
    return chosen


def _announce(occasion: Occasion, session: Session, *, is_unchosen: bool = False) -> None:
    """Tell the group whose case it is about, and offer the others to let theirs wait."""
    names = [person.name for person in finding.people_of(occasion, session, session.state.owners)]
    key = "framing.nobody_chose" if is_unchosen else "framing.chosen"
    occasion.say(key, session=session, purpose=Purpose("chosen"), is_silent=True, names=names)
    waiting.offer(occasion, session)


def has_case(occasion: Occasion, session: Session) -> bool:
    """Tell whether anything was said yet that a session could be about."""
    first = next((at for at, planned in enumerate(session.state.plan) if not planned.is_frames), 0)
    if session.state.pace == "live" and session.state.position > first:
        # Told aloud, perhaps.
        return True
    return any(
        entries.of_step(occasion.database, session.id, at + 1)
        for at in range(first, min(session.step, len(session.state.plan)))
    )


def end(occasion: Occasion, session: Session) -> None:
    """Thank the group and say what happens to its words; what somebody intends is looked back on in private."""
    intended = commitments.of_session(occasion.database, session.id)
    last = max((commitment.ask_at for commitment in intended if commitment.ask_at), default=occasion.now)
    clean_at = intending.clean_at(occasion, last)
    cleanings.put(occasion.database, session.id, clean_at)
    outcomes.keep(occasion.database, session.id)
    occasion.say("framing.ended", session=session, purpose=ENDED, **ended.facts(occasion, session, clean_at))
    # The list stands there until the words go: it is told anew where one of them is changed or taken back.
    told = {at: on.step.tells_only for at, on in enumerate(session.state.plan) if on.step.labels and not on.step.items}
    _forget_private_talk(occasion, session, told)
    if session.state.terms is CASE:
        afterwards.follow(occasion)


def break_off(occasion: Occasion, session: Session, key: str, needed: int = 0) -> Session:
    """End a session before its end, say why, and erase what was said in it."""
    cancelled = finding.keep(occasion, session, moving.cancel(session.state))
    commitments.forget_session(occasion.database, session.id)
    had_words = has_case(occasion, session)
    _forget_private_talk(occasion, session, {})
    left = cleaning.clean(occasion, cancelled)
    if session.moment_id and key == "framing.too_few":
        # What began by a rhythm, and that nobody took up, ends without a word: nobody asked for it.
        return cancelled
    occasion.say(key, purpose=ENDED, method=finding.title(occasion, session), had_words=had_words, needed=needed)
    if left.is_own or left.uncertain:
        occasion.say("cleaning.yours", purpose=Purpose("cleaned"), is_silent=True, left=left)
    return cancelled


def _forget_private_talk(occasion: Occasion, session: Session, told: Mapping[int, int | None]) -> None:
    """Forget who talked in private of what, and who chose what but for the labels that all were `told`, by step."""
    shown = cleaning.private_cards(occasion, session)
    marks.forget_but(occasion.database, session.id, told)
    retraction.forget_private_talk(occasion.database, session.id)
    talks.forget_session(occasion.database, session.id)
    cleaning.take_from(occasion, shown)
