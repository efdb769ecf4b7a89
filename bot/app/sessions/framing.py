"""Framing: what follows from the steps around every method: who is in, whose case, who leads, and the end."""

from dataclasses import replace

from bot.app.commitments import board
from bot.app.context.occasion import Occasion
from bot.app.sessions import cleaning, publishing, waiting, walks
from bot.core import choice, consultation, plans, steering
from bot.storage import agreements, commitments, consultations, entries, marks, people, retraction, rounds, talks
from bot.storage.consultations import Walk

OWNERS_AT_ONCE = 4
# What began by a rhythm, and that nobody took up, ends without a word: nobody asked for it.
UNSEEN = ("framing.too_few", "framing.nobody_brings")
# The rules that the first step asks agreement to; a change in what they ask raises this.
RULES = 1


def close(occasion: Occasion, walk: Walk) -> Walk:
    """Draw the conclusions from the step that is on, as far as it is the frame's, and show what it brought."""
    match walk.stand.now_on.key:
        case "gather":
            return _gathered(occasion, walk)
        case "collect":
            return _collected(occasion, walk)
        case "choose":
            return _chosen(occasion, walk)
        case "consent":
            return _consented(occasion, walk)
        case "roles" if walk.stand.facilitator is None and needs_leader(occasion, walk):
            return break_off(occasion, walk, "framing.needs_leader")
    publishing.show_step(occasion, walk)
    return walk


def _consented(occasion: Occasion, walk: Walk) -> Walk:
    """Go on with the owners who dare; without any, not."""
    willing = tuple(owner for owner in walk.stand.owners if owner in walk.stand.given)
    if not willing:
        return break_off(occasion, walk, "framing.another_method")
    return replace(walk, stand=replace(walk.stand, owners=willing))


def is_ready(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether a step need not wait: all have been heard; of who is in, enough, or as many as there is room for."""
    is_complete = consultation.is_complete(walk.stand)
    if walk.stand.now_on.key != "gather":
        return is_complete
    is_room_gone = walk.stand.state == "running" and is_full(occasion, walk)
    return is_room_gone or (is_complete and is_enough(occasion, walk))


def is_enough(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether as many are in as a method needs at least."""
    return len(walk.stand.given) >= choice.fewest(walks.method_of(occasion, walk))


def is_worth_waiting(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether too few are in yet, and others may still say so: they get some more time, once."""
    is_gathering = walk.stand.now_on.key == "gather" and not walk.stand.extensions
    return is_gathering and not is_enough(occasion, walk) and bool(consultation.awaited(walk.stand))


def is_full(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether as many are in as a method is for."""
    there = walk.stand.given if walk.stand.now_on.key == "gather" else walk.stand.people
    return choice.is_full(walks.method_of(occasion, walk), len(there))


def _gathered(occasion: Occasion, walk: Walk) -> Walk:
    """Go on with those who said they are in, if they are enough for the method."""
    stand, needed = walk.stand, choice.fewest(walks.method_of(occasion, walk))
    if len(stand.given) < needed:
        return break_off(occasion, walk, "framing.too_few", needed=needed)
    owners = tuple(owner for owner in stand.owners if owner in stand.given)
    if stand.owners and not owners:
        return break_off(occasion, walk, "framing.nobody_brings")
    if news := board.news(occasion):
        occasion.say("board.news", session=walk, is_silent=True, news=news)
    return replace(walk, stand=replace(stand, people=stand.given, owners=owners))


def has_agreed_before(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether everybody asked has accepted the rules before, so that they need not be read again."""
    return walk.stand.people <= agreements.accepted_by(occasion.database, walk.team_id, RULES)


def needs_leader(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether a method comes so close that a person, not the bot, has to watch over it."""
    method = walks.method_of(occasion, walk)
    return method is not None and method.safety == choice.CLOSEST


def led_least(occasion: Occasion, walk: Walk) -> list[str]:
    """Return who led fewest sessions, to suggest: by name, at most three, and only where that says something."""
    led = rounds.times_led(occasion.database, occasion.here.id)
    may = [
        person
        for person in walks.named(occasion, walk.stand.people)
        if consultation.may_facilitate(walk.stand, person.id)
    ]
    least = min((led.get(person.id, 0) for person in may), default=0)
    fewest = [person.name for person in may if led.get(person.id, 0) == least]
    return fewest[:3] if len(fewest) < len(may) else []


def turns_before(occasion: Occasion) -> dict[int, int]:
    """Return how often each person brought a case before in this team."""
    return rounds.turns_taken(occasion.database, occasion.here.id)


def _collected(occasion: Occasion, walk: Walk) -> Walk:
    """Take the cases brought: none ends it, one needs no choice, and where several share or take turns all come."""
    waiting.let_go(occasion, walk)
    method, found = walks.method_of(occasion, walk), walks.candidates(occasion, walk)
    turns = turns_before(occasion)
    by_turn = choice.by_turn([walks.bringer(entry) for entry in found], turns)
    case = method.case if method else "one"
    if case == "each":
        # Whoever passed has nothing this time; whoever was silent may still have.
        willing = walk.stand.people - (walk.stand.heard - walk.stand.given)
        owners = tuple(sorted(willing, key=lambda person: (turns.get(person, 0), person)))
        if not owners or not by_turn:
            return break_off(occasion, walk, "framing.nobody_brings")
        stand = steering.choose_owners(walk.stand, owners)
        in_turns = replace(stand, plan=plans.in_turns(stand.plan, len(owners)))
        return replace(walk, stand=steering.put_off_stop(in_turns, walks.calendar(occasion)))
    if not by_turn:
        return break_off(occasion, walk, "framing.nobody_brings")
    if case == "several":
        return _with_owners(occasion, walk, by_turn[:OWNERS_AT_ONCE])
    if len(by_turn) == 1:
        chosen = _with_owners(occasion, walk, by_turn)
        # There is nothing to choose.
        return replace(chosen, stand=replace(chosen.stand, position=chosen.stand.position + 1))
    return walk


def _chosen(occasion: Occasion, walk: Walk) -> Walk:
    """Take the case with most votes; of equals the one whose owner had fewest turns, then the first brought."""
    found, turns = walks.candidates(occasion, walk), turns_before(occasion)
    counted = marks.count(occasion.database, walk.id, walk.stand.position)
    votes = {item: tally.votes for item, tally in counted.items()}
    if not found:
        return break_off(occasion, walk, "framing.nobody_brings")
    brought = {entry.id: walks.bringer(entry) for entry in found}
    return _with_owners(occasion, walk, (choice.winner(brought, votes, turns),))


def _with_owners(occasion: Occasion, walk: Walk, owners: tuple[int, ...]) -> Walk:
    chosen = replace(walk, stand=steering.choose_owners(walk.stand, owners))
    names = [person.name for person in walks.named(occasion, owners)]
    occasion.say("framing.chosen", session=walk, purpose="chosen", is_silent=True, names=names)
    waiting.offer(occasion, chosen)
    return chosen


def has_case(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether anything was said yet that a session could be about."""
    first = next((at for at, planned in enumerate(walk.stand.plan) if not planned.is_frames), 0)
    if walk.stand.pace == "live" and walk.stand.position > first:
        # Told aloud, perhaps.
        return True
    return any(
        entries.of_step(occasion.database, walk.id, at + 1) for at in range(first, min(walk.step, len(walk.stand.plan)))
    )


def end(occasion: Occasion, walk: Walk) -> None:
    """Thank the group and say what happens to its words; what somebody intends is looked back on in private."""
    intended = commitments.of_session(occasion.database, walk.id)
    last = max((commitment.ask_at for commitment in intended if commitment.ask_at), default=occasion.now)
    clean_at = board.clean_at(occasion, last)
    consultations.set_to_clean(occasion.database, walk.id, clean_at)
    occasion.say(
        "framing.ended",
        session=walk,
        purpose="ended",
        method=walks.title(occasion, walk),
        commitments=len(intended),
        clean_at=clean_at,
        has_topic=walk.topic_id is not None,
    )
    _forget_private_talk(occasion, walk)


def break_off(occasion: Occasion, walk: Walk, key: str, needed: int = choice.FEWEST_TO_BEGIN) -> Walk:
    """End a walkthrough before its end, say why, and erase what was said in it."""
    cancelled = walks.keep(occasion, walk, steering.cancel(walk.stand))
    commitments.forget_session(occasion.database, walk.id)
    had_words = has_case(occasion, walk)
    _forget_private_talk(occasion, walk)
    left = cleaning.clean(occasion, cancelled)
    if walk.moment_id and key in UNSEEN:
        return cancelled
    occasion.say(key, purpose="ended", method=walks.title(occasion, walk), had_words=had_words, needed=needed)
    if left.is_own or left.uncertain:
        occasion.say("cleaning.yours", purpose="cleaned", is_silent=True, left=left)
    return cancelled


def _forget_private_talk(occasion: Occasion, walk: Walk) -> None:
    lists = cleaning.private_lists(occasion, walk)
    marks.forget(occasion.database, walk.id)
    retraction.forget_private_talk(occasion.database, walk.id)
    talks.forget_session(occasion.database, walk.id)
    for owner, message_id, arrived_at in lists:
        language = occasion.private_language(people.find(occasion.database, owner))
        cleaning.take_off(occasion, owner, message_id, arrived_at, language)
