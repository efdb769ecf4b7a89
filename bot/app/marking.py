"""Marking: what people do in a step by button or command: agree, vote, rate, label, pass, lead, come in and leave."""

from dataclasses import replace

from bot.app import cards, framing, leading, rewording, roles, second_look, sitting_in, step_in_private, walks
from bot.app.house import as_number
from bot.app.occasion import Occasion
from bot.core import consultation, steering
from bot.core.model import Audience, Person
from bot.storage import contributions, entries, marks
from bot.storage.consultations import Walk


def _mine(occasion: Occasion, argument: str, *modes: str) -> tuple[Walk, list[str]] | None:
    """Return the walkthrough meant, if the step that is on has one of these modes and is this person's too."""
    found = walks.meant(occasion, argument)
    if found is None:
        return None
    stand = found[0].stand
    if modes and stand.now_on.step.mode not in modes:
        occasion.hint("contributing.not_now")
    elif occasion.who.id not in stand.people:
        walks.turn_away(occasion, found[0])
    elif occasion.who.id not in consultation.addressed(stand):
        occasion.hint("contributing.not_yours_button")
    else:
        return found
    return None


def agree(occasion: Occasion, argument: str) -> None:
    """Answer /agree and its button: in, with the rules; or content with what is proposed."""
    found = walks.meant(occasion, argument)
    if found and found[0].stand.now_on.key == "roles":
        lead(occasion, argument)
    elif found and found[0].stand.now_on.key == "gather":
        sitting_in.come_in(occasion, found[0])
    elif found and (mine := _mine(occasion, argument, "confirm")):
        heard(occasion, mine[0], "contributing.agreed")


def heard(occasion: Occasion, walk: Walk, key: str) -> None:
    """Count somebody who did by button what the step asks."""
    occasion.hint(key)
    leading.settle(occasion, walks.keep(occasion, walk, consultation.hear(walk.stand, occasion.who.id)))


def pass_on(occasion: Occasion, argument: str) -> None:
    """Answer /pass and its button: not this step; no reason is asked."""
    found = _mine(occasion, argument)
    if found and found[0].stand.now_on.step.keeps == "case" and not framing.has_case(occasion, found[0]):
        occasion.hint("contributing.nothing_without_case")
    elif found:
        occasion.hint("contributing.passed")
        leading.settle(occasion, walks.keep(occasion, found[0], consultation.pass_on(found[0].stand, occasion.who.id)))


def done(occasion: Occasion, argument: str) -> None:
    """Answer /done and its button: that was all I had for this step."""
    found = _mine(occasion, argument)
    if found and occasion.who.id not in found[0].stand.given:
        occasion.hint("contributing.nothing_yet")
    elif found:
        occasion.hint("contributing.done")
        leading.settle(occasion, walks.keep(occasion, found[0], consultation.done(found[0].stand, occasion.who.id)))


def lead(occasion: Occasion, argument: str) -> None:
    """Answer /lead and its button: this person leads the session from now on, if it has nobody who does.

    Whoever leads may hand over: to the person pointed at, or with `bot` to the bot.
    """
    found = walks.meant(occasion, argument)
    if found is None:
        return
    walk, stand = found[0], found[0].stand
    if consultation.may_steer(stand, occasion.who.id) and not occasion.is_press and found[1]:
        _hand_over(occasion, walk, found[1][0])
    elif occasion.who.id not in stand.people:
        walks.turn_away(occasion, walk)
    elif not consultation.may_facilitate(stand, occasion.who.id):
        occasion.hint("facilitating.not_the_owner")
    elif not consultation.may_steer(stand, occasion.who.id):
        occasion.hint("facilitating.led_by", names=walks.leader(occasion, walk))
    else:
        _let_lead(occasion, walk, occasion.who)


def _hand_over(occasion: Occasion, walk: Walk, word: str) -> None:
    """Let somebody else lead, who is in the session and whose case it is not; or the bot."""
    other = roles.pointed_at(occasion, word)
    if word.lower() == "bot" and framing.needs_leader(occasion, walk):
        occasion.hint("facilitating.hand_over_to_whom")
    elif word.lower() == "bot":
        walks.keep(occasion, walk, steering.hand_over(walk.stand, None))
        occasion.say("facilitating.bot_leads", session=walk, is_silent=True)
    elif other is None or not consultation.may_facilitate(walk.stand, other.id):
        occasion.hint("facilitating.hand_over_to_whom")
    else:
        _let_lead(occasion, walk, other)


def _let_lead(occasion: Occasion, walk: Walk, person: Person) -> None:
    led = steering.hand_over(walk.stand, person.id)
    is_asked = walk.stand.now_on.key == "roles"
    walk = walks.keep(occasion, walk, consultation.hear(led, person.id) if is_asked else led)
    occasion.say("facilitating.leads", session=walk, is_silent=True, name=person.name)
    leading.settle(occasion, walk)


def vote(occasion: Occasion, argument: str) -> None:
    """Answer /vote and its buttons: choose one by its number, or as many as the step allows; again takes it back."""
    found = _mine(occasion, argument, "poll")
    if found is None or _is_said_aloud(occasion, found[0]):
        return
    walk, words = found
    item = _item(occasion, walk, words)
    if item is None:
        occasion.hint("contributing.which_number")
        return
    step, here = walk.stand.now_on.step, (walk.id, walk.stand.position, occasion.who.id)
    chosen = marks.of_person(occasion.database, *here)
    if item in chosen and step.choose > 1:
        marks.drop(occasion.database, *here, item)
        waiting = replace(walk.stand, heard=walk.stand.heard - {occasion.who.id})
        walks.keep(occasion, walk, waiting)
        occasion.hint("contributing.vote_taken_back")
        return
    if step.choose == 1:
        for before in chosen:
            marks.drop(occasion.database, *here, before)
    elif len(chosen) >= step.choose:
        occasion.hint("contributing.votes_used", most=step.choose)
        return
    marks.put(occasion.database, *here, item, 1)
    left = step.choose - len(marks.of_person(occasion.database, *here))
    occasion.hint("contributing.voted", left=left)
    hear = consultation.give if left else consultation.hear
    leading.settle(occasion, walks.keep(occasion, walk, hear(walk.stand, occasion.who.id)))


def _is_said_aloud(occasion: Occasion, walk: Walk) -> bool:
    """Tell whether somebody typed a vote or number in the group, where all read it; say that it doesn't count there."""
    is_aloud = not occasion.is_private and not occasion.is_press
    if is_aloud:
        occasion.answer("contributing.not_aloud", ((step_in_private.link(occasion, walk),),))
    return is_aloud


def _item(occasion: Occasion, walk: Walk, words: list[str]) -> int | None:
    """Return the item that a button names, or that stands at the number somebody typed."""
    given = as_number(words[0]) if words else 0
    ids = list(range(1, len(walk.stand.now_on.step.options) + 1)) or [entry.id for entry in walks.items(occasion, walk)]
    if occasion.is_press:
        return given if given in ids else None
    return ids[given - 1] if 1 <= given <= len(ids) else None


def bring_again(occasion: Occasion, argument: str) -> None:
    """Answer the button under a case that was kept: bring it to this session's choice."""
    found = _mine(occasion, argument, "solo")
    if found is None:
        return
    walk, words = found
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    if own is None or own.kind != "kept" or own.team_id != walk.team_id or walk.stand.now_on.key != "collect":
        occasion.hint("contributing.over")
        return
    named = second_look.names_in(occasion, own.text, walks.named(occasion, walk.stand.people))
    kind = "draft" if named else "candidate"
    entries.add(occasion.database, walk, occasion.who, Audience.AUTHOR, kind, own.text, occasion.now, None)
    entries.erase(occasion.database, own.id)
    if named:
        draft = contributions.in_session(occasion.database, walk.id, occasion.who.id)[-1]
        go = occasion.button("place_as_is", f"place {draft.id}")
        occasion.show("contributing.names_noticed", ((go,),), session=walk, found=named)
        return
    occasion.show("waiting.brought", ())
    leading.settle(occasion, walks.keep(occasion, walk, consultation.hear(walk.stand, occasion.who.id)))


def rate(occasion: Occasion, argument: str) -> None:
    """Answer /rate and its buttons: a number from 1 to 5, of which nobody learns whose it was; the words come apart."""
    found = _mine(occasion, argument, "rate")
    if found is None:
        return
    walk, words = found
    if _is_said_aloud(occasion, walk):
        return
    value = as_number(words[0]) if words else 0
    if not 1 <= value <= cards.HIGHEST_RATING:
        occasion.hint("contributing.which_rating")
        return
    marks.put(occasion.database, walk.id, walk.stand.position, occasion.who.id, 0, value)
    if entries.count_in_step(occasion.database, walk.id, walk.step, occasion.who.id):
        heard(occasion, walk, "contributing.rated")
    else:
        occasion.hint("contributing.rated_without_words")
        leading.settle(occasion, walks.keep(occasion, walk, consultation.give(walk.stand, occasion.who.id)))


def label(occasion: Occasion, argument: str) -> None:
    """Answer /mark and its buttons: give an item on the owner's list a label, by their numbers."""
    found = _mine(occasion, argument, "label")
    if found is None:
        return
    walk, words = found
    step = walk.stand.now_on.step
    item = _item(occasion, walk, words)
    value = as_number(words[1]) if len(words) > 1 else 0
    if item is None or not 1 <= value <= len(step.labels):
        occasion.hint(
            "contributing.which_label", labels=[walks.said(occasion, one, occasion.language) for one in step.labels]
        )
        return
    marks.put(occasion.database, walk.id, walk.stand.position, occasion.who.id, item, value)
    if rewording.is_labelled(occasion, walk, occasion.who.id):
        walk = replace(walk, stand=consultation.hear(walk.stand, occasion.who.id))
    if occasion.is_private:
        _show_labels(occasion, walk)
    walk = walks.keep(occasion, walk, walk.stand)
    leading.settle(occasion, walk)


def _show_labels(occasion: Occasion, walk: Walk) -> None:
    occasion.show(
        "contributing.labelling",
        cards.private_keyboard(occasion, walk, occasion.who),
        session=walk,
        purpose=f"step {walk.stand.position}",
        **cards.facts(occasion, walk, occasion.language),
    )
