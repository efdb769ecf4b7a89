"""Contributing: words written to a walkthrough, in the group or in private, and what becomes of them."""

from dataclasses import replace

from bot.app.commitments import board
from bot.app.context import second_look
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, leading, publishing, rewording, step_in_private, walks
from bot.core import consultation, steering
from bot.core.consultation import Planned, Verdict
from bot.core.events import Quoted, Wrote
from bot.core.model import Audience
from bot.core.modes import Shown
from bot.storage import consultations, contributions, entries, marks, retraction, said
from bot.storage.consultations import Walk
from bot.storage.contributions import Contribution

# Most replies in a group answer these, which are nothing of a consultation's.
QUESTIONS = ("prompt", "question")
PLAIN = ("gather", "choose", "consent", "roles")


def heard(occasion: Occasion, what: Wrote) -> bool:
    """Take a reply in the group to something a walkthrough said there; return whether it was one."""
    found = about(occasion, what.quoted, occasion.here.place.chat_id)
    if found is None or found[0].team_id != occasion.here.id:
        return False
    if found[0].stand.is_over:
        # Thanks or an afterthought under an old message: people talking to each other.
        return True
    if occasion.person is None:
        there = step_in_private.link(occasion, found[0])
        occasion.answer("contributing.anonymous", ((there,),), is_channel=occasion.is_channel)
    elif not what.is_edit:
        _take(occasion, *found, what)
    return True


def about(occasion: Occasion, quoted: Quoted | None, chat_id: int) -> tuple[Walk, int] | None:
    """Return the walkthrough, and which of its steps, that the message replied to is about."""
    if quoted is None or not quoted.is_ours:
        return None
    found = said.about(occasion.database, chat_id, quoted.message_id)
    if found is None:
        # A message that may not have arrived is known by the buttons under it.
        marked = (mark.split() for mark in quoted.marks)
        numbers = next(([as_number(word) for word in mark[1:3]] for mark in marked if mark[0] in ("next", "pass")), [])
        found = (numbers[0], f"step {numbers[1]}") if len(numbers) == 2 else None
    if found is None or found[1] in QUESTIONS:
        return None
    walk = consultations.find(occasion.database, found[0])
    if walk is None:
        return None
    kind, _, rest = found[1].partition(" ")
    return walk, as_number(rest) if kind == "step" else walk.stand.position


def take_private(occasion: Occasion, walk: Walk, position: int | None, what: Wrote) -> None:
    """Take what somebody wrote in private for the step that is on, or the one it was sent for in time."""
    occasion.be_in(walk.team_id)
    if position is None:
        was_sent_before = occasion.at < walk.stand.opened_at
        position = consultation.step_before(walk.stand) if was_sent_before else walk.stand.position
    _take(occasion, walk, position, what)


def _take(occasion: Occasion, walk: Walk, position: int, what: Wrote) -> None:
    person, is_private = occasion.who, occasion.is_private
    if walk.stand.is_over or not 0 <= position < len(walk.stand.plan):
        occasion.answer("contributing.over")
        return
    then = replace(walk, stand=replace(walk.stand, position=position))
    already = _said(occasion, walk, then, person.id)
    verdict = consultation.contribute_late(walk.stand, position, person.id, what.text, already)
    if verdict in (Verdict.NOTED, Verdict.LATE) and then.stand.now_on.key in PLAIN:
        verdict = Verdict.BY_BUTTON
    if not is_private and second_look.is_alarming(occasion, what.text):
        walk = _halt(occasion, walk, what.text)
        then = replace(walk, stand=replace(walk.stand, position=position))
    second_look.comfort(occasion, what.text)
    match verdict:
        case Verdict.NOTED | Verdict.LATE if is_private:
            _draft_or_place(occasion, then, walk, what)
        case Verdict.NOTED | Verdict.LATE:
            _take_in_group(occasion, then, walk, what)
        case Verdict.LISTENING:
            _keep_note(occasion, then, what, is_private)
        case Verdict.NOT_YOURS if person.id not in walk.stand.people:
            walks.turn_away(occasion, walk)
        case _:
            _correct(occasion, then, verdict)


def look_at_edit(occasion: Occasion, what: Wrote) -> None:
    """Look again at what somebody changed in the group: the words stand there already."""
    walk = walks.find_running(occasion)
    found = about(occasion, what.quoted, occasion.here.place.chat_id)
    if walk is None or found is None or found[0].id != walk.id:
        return
    second_look.comfort(occasion, what.text)
    if second_look.is_alarming(occasion, what.text):
        _halt(occasion, walk, what.text)
    elif names := second_look.names_in(occasion, what.text, walks.named(occasion, walk.stand.people)):
        occasion.whisper(occasion.who, "contributing.names_in_group", found=names)


def _correct(occasion: Occasion, then: Walk, verdict: Verdict) -> None:
    """Say why something does not count: in private, since a correction in front of all shames."""
    names = [one.name for one in walks.named(occasion, consultation.addressed(then.stand))]
    # The session is on: it is the step that is over.
    word = "step_closed" if verdict is Verdict.OVER else verdict.name.lower()
    key, at_most = f"contributing.{word}", then.stand.now_on.step.at_most
    if occasion.is_private:
        occasion.answer(key, names=names[:3], at_most=at_most)
    else:
        occasion.whisper(occasion.who, key, names=names[:3], at_most=at_most)


def _said(occasion: Occasion, walk: Walk, then: Walk, person_id: int) -> int:
    """Return how often somebody contributed to a step, since it was last opened if it is on."""
    since = walk.stand.opened_at if then.stand.position == walk.stand.position else None
    return entries.count_in_step(occasion.database, walk.id, then.step, person_id, since)


def _keep(occasion: Occasion, then: Walk, what: Wrote, audience: Audience, kind: str) -> bool:
    """Put words in the log once."""
    source = (occasion.event.place, what.message_id) if occasion.event else None
    return entries.add(occasion.database, then, occasion.who, audience, kind, what.text, occasion.at, source)


def _kind(on: Planned) -> str:
    """Return the kind of entry that a contribution to a step becomes."""
    if on.step.way.shown is Shown.NEVER:
        return "candidate" if on.key == "collect" else "note"
    return on.step.keeps


def _take_in_group(occasion: Occasion, then: Walk, walk: Walk, what: Wrote) -> None:
    """Count what somebody wrote for all to read; it stands in the group already."""
    if not _keep(occasion, then, what, Audience.GROUP, _kind(then.stand.now_on)):
        return
    occasion.note_reply(what.message_id)
    found = second_look.names_in(occasion, what.text, walks.named(occasion, walk.stand.people))
    if found:
        occasion.whisper(occasion.who, "contributing.names_in_group", found=found)
    _count(occasion, then, walk, what.text)


def _draft_or_place(occasion: Occasion, then: Walk, walk: Walk, what: Wrote) -> None:
    """Keep what somebody wrote in private, and let it count, unless it first needs another look."""
    entries.drop_drafts(occasion.database, walk.id, then.step, occasion.who.id)
    retraction.take_back_left_out(occasion.database, walk.id)
    if not _keep(occasion, then, what, Audience.AUTHOR, "draft"):
        return
    own = contributions.in_session(occasion.database, walk.id, occasion.who.id)[-1]
    is_private_step = then.stand.now_on.step.way.shown is Shown.NEVER and then.stand.now_on.key != "collect"
    found = (
        [] if is_private_step else second_look.names_in(occasion, what.text, walks.named(occasion, walk.stand.people))
    )
    purpose = f"step {then.stand.position}"
    kind = second_look.alarm_in(occasion, what.text)
    if second_look.holds_back(kind):
        go, help_there = occasion.button("place_anyway", f"place {own.id} other"), second_look.help_for(occasion, kind)
        occasion.answer("contributing.alarm", ((go,),), session=walk, purpose=purpose, help=help_there)
    elif found:
        go = occasion.button("place_as_is", f"place {own.id}")
        occasion.answer("contributing.names_noticed", ((go,),), session=walk, purpose=purpose, found=found)
    else:
        occasion.note_reply(what.message_id)
        _place(occasion, then, walk, own)


def place(occasion: Occasion, argument: str) -> None:
    """Answer the button under a draft: it may stand as it is; with `other`, it was about something harmless."""
    number, _, word = argument.strip().partition(" ")
    own = contributions.find(occasion.database, as_number(number), occasion.who.id)
    walk = consultations.find(occasion.database, own.session_id) if own else None
    if own is None or walk is None or own.audience is not Audience.AUTHOR or walk.stand.is_over:
        occasion.hint("contributing.over")
        return
    occasion.be_in(walk.team_id)
    then = replace(walk, stand=replace(walk.stand, position=own.step - 1))
    already = _said(occasion, walk, then, occasion.who.id)
    verdict = consultation.contribute_late(walk.stand, own.step - 1, occasion.who.id, own.text, already)
    found = second_look.names_in(occasion, own.text, walks.named(occasion, walk.stand.people)) if word else []
    if found and then.stand.now_on.step.way.shown is not Shown.NEVER:
        go = occasion.button("place_as_is", f"place {own.id}")
        occasion.show("contributing.names_noticed", ((go,),), session=walk, found=found)
    elif verdict in (Verdict.NOTED, Verdict.LATE):
        occasion.show("contributing.placed", ())
        _place(occasion, then, walk, own)
    else:
        occasion.hint("contributing.step_closed")


def _place(occasion: Occasion, then: Walk, walk: Walk, own: Contribution) -> None:
    """Let a draft count as what its step keeps: for the group, or for its writer alone."""
    on, shown = then.stand.now_on, then.stand.now_on.step.way.shown
    if shown is Shown.NEVER:
        entries.set_kind(occasion.database, own.id, _kind(on))
    else:
        entries.place(occasion.database, own.id, _kind(on))
    retraction.take_back_left_out(occasion.database, walk.id)
    is_late = then.stand.position < walk.stand.position
    if shown is Shown.AT_ONCE or (is_late and shown is not Shown.NEVER):
        publishing.place(occasion, walk, occasion.who, own.id, own.text)
    _count(occasion, then, walk, own.text)


def _count(occasion: Occasion, then: Walk, walk: Walk, text: str) -> None:
    """Note who was heard, begin what follows from a commitment, and go on if nobody is waited for any more."""
    person, step = occasion.who, then.stand.now_on.step
    if step.keeps == "commitment":
        board.note(occasion, walk)
    if then.stand.position != walk.stand.position:
        walk = walks.keep(occasion, walk, consultation.notice(walk.stand, person.id))
        rewording.show_list_anew(occasion, walk)
        return
    already = _said(occasion, walk, then, person.id) - 1
    outcome = consultation.contribute(walk.stand, person.id, text, max(already, 0))
    is_half = step.way.asks_for_both and not marks.of_person(occasion.database, walk.id, walk.stand.position, person.id)
    stand = consultation.give(walk.stand, person.id) if is_half else outcome.consultation
    walk = walk.at(stand)
    is_private = occasion.is_private
    if is_private and person.id not in walk.stand.heard and (step.way.may_say_more or step.way.asks_for_both):
        occasion.answer(
            f"modes.{step.way.name}_too" if is_half else "contributing.more",
            cards.private_keyboard(occasion, walk, person),
            session=walk,
            purpose=f"step {walk.stand.position}",
            left=(step.at_most or 0) - already - 1,
        )
    leading.settle(occasion, walk)


def _keep_note(occasion: Occasion, then: Walk, what: Wrote, is_private: bool) -> None:
    """Keep what the owner of a quiet step writes for the owner alone, and ask for silence, gently and in private."""
    kind = second_look.alarm_in(occasion, what.text) if is_private else None
    if second_look.holds_back(kind):
        occasion.answer("contributing.alarm_in_edit", help=second_look.help_for(occasion, kind))
        return
    if not _keep(occasion, then, what, Audience.AUTHOR, "note"):
        return
    if is_private:
        occasion.note_reply(what.message_id)
    elif not occasion.whisper(occasion.who, "contributing.listening", until=then.stand.due_at):
        occasion.answer("contributing.listening_here")


def _halt(occasion: Occasion, walk: Walk, text: str) -> Walk:
    """Stop the clock where a text may be about somebody's safety, and name those who can help."""
    kind = second_look.alarm_in(occasion, text)
    if kind:
        help_there = second_look.help_for(occasion, kind, occasion.here.language)
        occasion.say("contributing.alarm_in_group", session=walk, purpose="alarm", help=help_there)
    return walks.keep(occasion, walk, steering.pause(walk.stand, occasion.now))
