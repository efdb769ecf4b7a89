"""Leading: opening a step in the group and in private, and closing it with what came in."""

from dataclasses import replace
from datetime import timedelta

from bot.app.context import second_look
from bot.app.context.occasion import Occasion
from bot.app.sessions import cards, framing, publishing, waiting, walks
from bot.core import consultation, steering, timing
from bot.core.consultation import Consultation
from bot.core.model import Person
from bot.core.outgoing import Button, Keyboard
from bot.storage import consultations, entries, marks, participants, retraction, said, talks
from bot.storage.consultations import Walk

AT_WORK_ON_IT = timedelta(hours=1)
LAST_CALL = timedelta(minutes=15)


def open_step(occasion: Occasion, walk: Walk) -> None:
    """Say in the group what the step is that opens now, and in private to whoever is to write alone."""
    if walk.stand.now_on.step.way.by_press:
        marks.open_anew(occasion.database, walk.id, walk.stand.position)
    retraction.take_back_turns(occasion.database, walk.id)
    if not _ask_consent(occasion, walk):
        open_step_again(occasion, walk)
        _tell_alone(occasion, walk)
    _offer_optional(occasion, walk)


def _offer_optional(occasion: Occasion, walk: Walk) -> None:
    """Let the owner choose, while a step is on, whether the optional one that follows it is added."""
    stand, position = walk.stand, walk.stand.position + 1
    if position >= len(stand.plan) or not stand.plan[position].step.optional or position in stand.wanted:
        return
    for owner in walks.named(occasion, consultation.owners_now(stand)):
        language = occasion.private_language(owner)
        button = Button(label=occasion.label_in(language, "step_want"), command=f"want {walk.id} {stand.position}")
        occasion.whisper(
            owner,
            "leading.offer_optional",
            ((button,),),
            is_owed=stand.pace != "live",
            session=walk,
            keeps=max(stand.due_at - occasion.now, timedelta(hours=1)),
            team=occasion.here.name,
            title=occasion.in_team_words(stand.plan[position].step.title, language),
            ask=occasion.in_team_words(stand.plan[position].step.ask, language),
        )


def open_step_again(occasion: Occasion, walk: Walk) -> None:
    """Say in the group what the step is that is on: for the first time, or where older messages can't be answered."""
    spoken = occasion.here.language
    occasion.say(
        "leading.step",
        cards.keyboard(occasion, walk),
        session=walk,
        purpose=f"step {walk.stand.position}",
        keeps=timedelta(hours=12),
        is_silent=walks.is_quiet_time(occasion, walk),
        **cards.how(occasion, walk, spoken, "in_group"),
    )


def _ask_consent(occasion: Occasion, walk: Walk) -> bool:
    """Ask an owner in private whether they dare, and nobody else; return whether they can be asked there."""
    owners = walks.named(occasion, consultation.owners_now(walk.stand))
    if walk.stand.now_on.key != "consent" or not all(owner.is_reachable for owner in owners):
        return False
    for owner in owners:
        whisper(occasion, walk, owner, "leading.your_turn", cards.private_keyboard(occasion, walk, owner))
    return True


def _tell_alone(occasion: Occasion, walk: Walk) -> None:
    """Tell whoever writes alone that it is their turn, and the owner of a quiet step to read along.

    Who sits together sees whose turn it is; only the owner's way to stop a quiet step is always given.
    """
    stand, step = walk.stand, walk.stand.now_on.step
    if stand.now_on.key == "collect":
        waiting.remind(occasion, walk, stand.people)
    if stand.pace == "live" and not step.way.owner_listens:
        return
    if step.way.owner_listens:
        for owner in walks.named(occasion, consultation.owners_now(stand)):
            stop = Button(
                label=occasion.label_in(occasion.private_language(owner), "step_enough"),
                command=f"enough {walk.id} {stand.position}",
            )
            whisper(occasion, walk, owner, "leading.read_along", ((stop,),))
    elif step.who in ("owner", "facilitator") and len(consultation.addressed(stand)) < 4:
        for person in walks.named(occasion, consultation.addressed(stand) - stand.away):
            whisper(occasion, walk, person, "leading.your_turn", cards.private_keyboard(occasion, walk, person))


def whisper(occasion: Occasion, walk: Walk, person: Person, key: str, under: Keyboard = ()) -> None:
    """Tell somebody in private about the step that is on, on a working day of theirs, and let their next words be for
    it; whoever is writing about something else is not interrupted."""
    language = occasion.private_language(person)
    is_said = occasion.whisper(
        person,
        key,
        under,
        is_owed=walk.stand.pace != "live",
        session=walk,
        purpose=f"step {walk.stand.position}",
        keeps=max(walk.stand.due_at - occasion.now, timedelta(hours=1)),
        team=occasion.here.name,
        **cards.how(occasion, walk, language, "alone"),
    )
    talk = talks.find(occasion.database, person.id)
    by_day = timing.in_daytime(occasion.now, occasion.zone, occasion.free, person)
    is_now = walk.stand.pace == "live" or by_day == occasion.now
    if is_said and is_now and (talk is None or occasion.now - talk.since > AT_WORK_ON_IT):
        talks.begin(occasion.database, person.id, occasion.now, session_id=walk.id)


def settle(occasion: Occasion, walk: Walk) -> None:
    """Go on if nobody is waited for any more; else store where it stands and let the step's message show that."""
    if framing.is_ready(occasion, walk):
        go_on(occasion, walk)
        return
    walk = walks.keep(occasion, walk, walk.stand)
    if walk.stand.pace != "live":
        show_anew(occasion, walk)


def reckon_anew(occasion: Occasion, person_id: int) -> None:
    """Let the walkthroughs that somebody is in wait for them as their working days and leave are now."""
    for walk in consultations.running_for(occasion.database, person_id):
        occasion.be_in(walk.team_id)
        if walk.stand.state == "running":
            settle(occasion, walk.at(steering.timed(walk.stand, walks.calendar(occasion))))
    occasion.team = None


def reckon_team(occasion: Occasion) -> None:
    """Let the team's walkthrough wait until the days that its calendar has now."""
    walk, calendar = walks.find_running(occasion), walks.calendar(occasion)
    if walk and walk.stand.state == "running":
        stand = steering.timed(walk.stand, calendar)
        # A break that is taken back would leave a step without the time that it had.
        stand = stand if stand.due_at > occasion.now else steering.extend(stand, occasion.now, calendar)
        settle(occasion, walk.at(stand))


def go_on(occasion: Occasion, walk: Walk) -> None:
    """Close the step that is on, show what came in, open the next one or end, and store that."""
    before = walk.stand
    close_card(occasion, walk)
    walk = framing.close(occasion, walk)
    if walk.stand.is_over:
        return
    advanced = steering.advance(walk.stand, occasion.now, walks.calendar(occasion))
    after, quiet = steering.reckon_silence(before, advanced, occasion.now)
    while not after.is_over and walks.has_nothing_to_choose(occasion, walk.at(after)):
        after = steering.advance(after, occasion.now, walks.calendar(occasion))
    walk = walks.keep(occasion, walk, _with_last_call(after))
    if before.now_on.key == "gather":
        participants.forget_outsiders(occasion.database, walk.id)
    if after.state == "ended":
        framing.end(occasion, walk)
        return
    _tell_what_waits(occasion, walk, before)
    open_step(occasion, walk)
    for person in walks.named(occasion, quiet):
        _ask_whether_in(occasion, walk, person)


def _tell_what_waits(occasion: Occasion, walk: Walk, before: Consultation) -> None:
    """Tell whoever had a text held back for a name that the step has closed without it."""
    can_still = before.now_on.step.way.takes_late
    for entry in entries.of_kind(occasion.database, walk.id, before.position + 1, "draft"):
        is_in = entry.author is not None and entry.author.id in walk.stand.people
        if entry.author is None or not is_in or second_look.is_alarming(occasion, entry.text):
            continue
        language = occasion.private_language(entry.author)
        add = Button(label=occasion.label_in(language, "place_late"), command=f"place {entry.id}")
        occasion.whisper(
            entry.author,
            "contributing.left_out",
            ((add,),) if can_still else (),
            is_owed=walk.stand.pace != "live",
            session=walk,
            purpose=f"left out {entry.id}",
            team=occasion.here.name,
            title=occasion.in_team_words(before.now_on.step.title, language),
            can_still=can_still,
        )


def close_card(occasion: Occasion, walk: Walk) -> None:
    """Take the buttons off the message of the step that is on, and words that were chosen from: the result is below."""
    message_id = _card_of(occasion, walk)
    if message_id is not None:
        occasion.edit(occasion.here.place.chat_id, message_id, cards.closed(occasion, walk))


def _card_of(occasion: Occasion, walk: Walk) -> int | None:
    """Return the number of the group's message about the step that is on, if it arrived and can be edited."""
    if not occasion.here.is_present:
        return None
    purpose = f"step {walk.stand.position}"
    return said.latest_sent(occasion.database, walk.id, occasion.here.place.chat_id, purpose)


def _with_last_call(stand: Consultation) -> Consultation:
    """Return a consultation with time for its closing steps, also where it has lasted too long already."""
    if stand.is_over or stand.now_on.key not in steering.CLOSING:
        return stand
    return replace(stand, stops_at=max(stand.stops_at, stand.due_at + LAST_CALL))


def _ask_whether_in(occasion: Occasion, walk: Walk, person: Person) -> None:
    """Ask somebody who was silent for two steps, in private, whether they are still in; nobody else hears of it."""
    language = occasion.private_language(person)
    here = str(walk.id)
    staying = Button(label=occasion.label_in(language, "step_stay"), command=f"sitin {here}")
    leaving = Button(label=occasion.label_in(language, "step_leave"), command=f"sitout {here}")
    occasion.whisper(
        person, "leading.still_in", ((staying,), (leaving,)), is_owed=True, session=walk, team=occasion.here.name
    )


def show_anew(occasion: Occasion, walk: Walk) -> None:
    """Let the message of the step that is on show its deadline, its clock and how many contributed."""
    spoken, chat_id, message_id = occasion.here.language, occasion.here.place.chat_id, _card_of(occasion, walk)
    if message_id is not None:
        text = occasion.words("leading.step", spoken, **cards.how(occasion, walk, spoken, "in_group"))
        occasion.edit(chat_id, message_id, text, cards.keyboard(occasion, walk), session=walk)


def round_off(occasion: Occasion, walk: Walk, key: str) -> None:
    """Go to the check-out at once if anything was told; else break off."""
    if not framing.has_case(occasion, walk) or walk.stand.now_on.key in ("gather", "collect", "choose", "consent"):
        framing.break_off(occasion, walk, key)
        return
    close_card(occasion, walk)
    publishing.show_step(occasion, walk)
    if walk.stand.now_on.key in steering.CLOSING:
        framing.end(occasion, walks.keep(occasion, walk, steering.finish(walk.stand, occasion.now)))
        return
    before = walk.stand
    after = steering.wrap_up(before, occasion.now, walks.calendar(occasion))
    walk = walks.keep(occasion, walk, _with_last_call(replace(after, is_asked_to_stop=True)))
    if after.state == "ended":
        framing.end(occasion, walk)
    else:
        _tell_what_waits(occasion, walk, before)
        open_step(occasion, walk)
