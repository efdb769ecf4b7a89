"""Words: what somebody in a pair writes in private for the step that is on, and what becomes of it."""

from bot.app.context import screening, short_words
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import (
    backing_out,
    belonging,
    cards,
    for_date,
    in_fields,
    letting_go,
    lines,
    moving,
    proposing,
    walking,
    which,
    wishes,
)
from bot.app.sessions import finding
from bot.core import timing
from bot.core.events import Wrote
from bot.core.model import Audience, Language
from bot.core.outgoing import Keyboard
from bot.core.purposes import PAIR, PAIR_STEP, PAIR_WORDS, SECOND_LOOK
from bot.core.saying.calling_off import drops
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.pair import Pair
from bot.core.session.taking_part import Verdict
from bot.storage import contributions, drafts, entries, talks
from bot.storage.contributions import Contribution

# What the button adds to the command that lets words count: they are no date that somebody suggests.
FOR_STEP = "step"


def take(occasion: Occasion, here: Pair, what: Wrote, position: int | None = None) -> None:
    """Take what somebody wrote in private for the step that is on; what was for an earlier one counts no more."""
    if lines.is_typed(occasion, what.text):
        return
    occasion.enter_team(here.team_of(occasion.who.id))
    is_late = position is not None and position != here.state.position
    if here.state.is_over or occasion.who.id in here.gone:
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("practices.over")
    elif not is_late and _backs_out(occasion, here, what.text):
        return
    elif is_late or here.state.opened_at > occasion.at > here.state.started_at:
        occasion.answer("practices.step_closed" if here.is_told else "practices.later")
    elif _is_for_a_button(occasion, here, what.text):
        return
    elif here.on.step.on_date:
        if not (moving.wants_other(occasion, here, what.text) or backing_out.offers(occasion, here, what.text)):
            title = occasion.in_team_words(here.state.outline.title, occasion.language)
            occasion.answer("practices.not_yet", meets_at=here.meets_at, title=title)
    elif here.on.step.agrees_date and occasion.who.id in taking_part.addressed(here.state):
        proposing.propose(occasion, here, what.text)
    elif here.on.step.way.by_press:
        under, purpose = cards.under(occasion, here, occasion.who), PAIR.of(here.id, here.state.position)
        occasion.answer("practices.by_button", under, purpose=purpose)
    else:
        _take_words(occasion, here, what)


def _backs_out(occasion: Occasion, here: Pair, text: str) -> bool:
    """Answer whoever leaves something for which nothing of theirs is waited for; return whether they may do so."""
    is_waited_for = occasion.who.id in here.may_write and not here.on.step.way.by_press
    return not (is_waited_for or (here.is_told and here.on.step.on_date)) and backing_out.offers(occasion, here, text)


def _is_for_a_button(occasion: Occasion, here: Pair, text: str) -> bool:
    """Do what somebody types in the place of a button under the step that is on: a date suits or doesn't, it is done,
    that was all, they pass. Return whether it was one."""
    person, step = occasion.who.id, here.on.step
    wanted = wishes.by_others(occasion, here, occasion.who)
    if person not in taking_part.addressed(here.state) or step.on_date:
        return False
    if step.agrees_date:
        suits, not_so = (short_words.means(occasion, text, one) for one in ("agreeing", "declining"))
        if wanted and (suits or not_so) and proposing.tell_unseen(occasion, here):
            return True
        if wanted and (suits or not_so) and not which.answers_proposal(occasion, here):
            proposing.ask_which(occasion, here, wanted[0])
        elif wanted and suits:
            proposing.fits(occasion, here, [str(int(wanted[0].timestamp()))])
        elif wanted and not_so:
            proposing.ask_another(occasion, here)
        return bool(wanted) and (suits or not_so)
    is_pass = short_words.says_pass(occasion, text) and not step.way.by_press
    is_done = short_words.means(occasion, text, "finished")
    if is_pass or (is_done and (step.way.by_press or person in here.state.given)):
        finish(occasion, here, is_pass=is_pass)
        return True
    return False


def _take_words(occasion: Occasion, here: Pair, what: Wrote) -> None:
    already = cards.said(occasion, here, occasion.who.id)
    verdict = taking_part.judge(
        here.state, here.state.position, occasion.who.id, what.text, at=occasion.at, already=already
    )
    if verdict is Verdict.WORDLESS:
        occasion.answer("contributing.wordless")
    elif verdict is Verdict.ENOUGH:
        occasion.answer("practices.enough")
    elif verdict is not Verdict.NOTED:
        names = [one.name for one in finding.named(occasion, taking_part.addressed(here.state))]
        occasion.answer("practices.not_yours", names=names)
    else:
        _draft(occasion, here, what)


def _draft(occasion: Occasion, here: Pair, what: Wrote) -> None:
    """Keep what somebody wrote, and let it count unless it first needs another look."""
    words, at = for_date.in_full(occasion, here, what.text), occasion.at
    replaces = drafts.drop(occasion.database, here.id, here.step, occasion.who.id)
    source = (occasion.event.place, what.message_id) if occasion.event else None
    own_team = belonging.of_writer(here, occasion.who.id)
    if not entries.add(occasion.database, own_team, occasion.who, Audience.AUTHOR, "draft", words, at, source):
        return
    own = contributions.in_session(occasion.database, here.id, occasion.who.id)[-1]
    if here.on.step.way.shown is Shown.NEVER:
        screening.look_alone(occasion, what.text)
        if _asks_whether_answer(occasion, here, own, f"pair {here.id} {here.state.position} say {own.id}"):
            return
    elif _asks_first(occasion, here, own):
        return
    occasion.note_reply(what.message_id)
    _count(occasion, here, own, replaces=replaces)


def _asks_first(occasion: Occasion, here: Pair, own: Contribution, answered: str = "") -> bool:
    """Ask the writer before the other reads their words, if they ring an alarm, show names or, about the work, say what
    somebody is like; whoever writes something else instead just sends that."""
    command = f"pair {here.id} {here.state.position} say {own.id}"
    if not answered and (
        for_date.asks_whether(occasion, here, own, f"{command} {FOR_STEP}")
        or _asks_whether_answer(occasion, here, own, command)
    ):
        return True
    # Of two teams only they themselves know each other.
    named = finding.named(occasion, here.people) if here.homes else None
    found = screening.doubt(occasion, own.text, command, "", occasion.language, answered, named)
    if found is None and here.on.step.about_work:
        found = screening.judgement(occasion, own.text, command, answered)
    if found:
        asked, field = occasion.words(found.key, **found.names), for_date.field_name(occasion, here)
        occasion.show("practices.second_look", found.keyboard[:1], purpose=SECOND_LOOK, asked=asked, field=field)
    return found is not None


def _asks_whether_answer(occasion: Occasion, here: Pair, own: Contribution, command: str) -> bool:
    """Ask the writer of a mere yes, done or thanks, which may be for what was said above, or of words that may leave it
    all, whether it is what they have to say; return whether it did."""
    # What nobody else reads may well be about leaving something.
    is_left = drops(own.text) and not here.asks_around and here.on.step.way.shown is not Shown.NEVER
    is_other = short_words.are_mere(occasion, own.text) or lines.may_be_answer(occasion, own.text)
    if not (is_left or is_other):
        return False
    yes = occasion.button("pair_is_answer", f"{command} {FOR_STEP}")
    rest = cards.button(occasion, here, "pair_rest", "rest", occasion.language)
    ways = ((yes,), (rest,)) if is_left else ((yes,),)
    occasion.show("practices.may_be_press", ways, purpose=SECOND_LOOK, text=own.text)
    return True


def ways_of_draft(occasion: Occasion, here: Pair, language: Language) -> Keyboard:
    """Return the buttons under what is asked about somebody's draft in the step that is on, if there is one."""
    own = contributions.in_session(occasion.database, here.id, occasion.who.id)[-1:]
    if not own or own[0].kind != "draft" or own[0].step != here.step:
        return ()
    said = f"pair {here.id} {here.state.position} say {own[0].id} {FOR_STEP}"
    answers = tuple((occasion.button_in(language, key, said),) for key in ("pair_is_answer", "pair_for_step"))
    for_date = cards.button(occasion, here, "pair_for_date", f"date {own[0].id}", language)
    return (*answers, (for_date,)) if here.finds_date_later else answers


def say(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the buttons under a question about a draft: the others may read it as it is."""
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    if own is None or own.session_id != here.id or own.kind != "draft" or own.step != here.step:
        occasion.hint("practices.replaced")
        return
    answered = words[1] if len(words) > 1 else ""
    if here.on.step.way.shown is not Shown.NEVER and _asks_first(occasion, here, own, answered):
        return
    occasion.show("contributing.placed", ())
    _count(occasion, here, own)


def _count(occasion: Occasion, here: Pair, own: Contribution, *, replaces: bool = False) -> None:
    """Let a draft count: for the others, at once or when the step closes, or for its writer alone."""
    step, person = here.on.step, occasion.who
    already = cards.said(occasion, here, person.id)
    if step.fields:
        entries.set_value(occasion.database, own.id, cards.next_field(occasion, here, person.id))
    if step.way.shown is Shown.NEVER:
        entries.set_kind(occasion.database, own.id, step.keeps)
    else:
        entries.place(occasion.database, own.id, step.keeps)
    if step.way.shown is Shown.AT_ONCE:
        _tell_others(occasion, here, own)
    here = here.at(taking_part.contribute(here.state, person.id, own.text, already).state)
    if step.keeps == "lesson":
        lines.offer(occasion, here, own)
    elif person.id not in here.state.heard:
        occasion.answer(
            "practices.more",
            cards.under(occasion, here, person),
            purpose=PAIR.of(here.id, here.state.position),
            replaces=replaces,
            **cards.facts(occasion, here, person, occasion.language),
        )
    walking.advance_if_complete(occasion, here)


def _tell_others(occasion: Occasion, here: Pair, own: Contribution) -> None:
    entry = entries.find(occasion.database, own.id)
    if entry is None:
        return
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        text, purpose = cards.words_said(occasion, here, entry, other), PAIR_WORDS.of(own.id)
        after = timing.in_daytime(occasion.now, occasion.zone, occasion.free, other)
        keeps = cards.AS_LONG_AS_IT_TAKES
        occasion.whisper_html(other, text, purpose=purpose, send_after=after, keeps=keeps)


def finish(occasion: Occasion, here: Pair, *, is_pass: bool) -> None:
    """Answer the buttons of whoever passes a step, has done what it asks, or has written all they had."""
    person = occasion.who.id
    is_written = here.on.step.way.by_words and not here.on.step.way.by_press
    if here.on.step.agrees_date or person not in taking_part.addressed(here.state):
        occasion.hint("practices.step_closed")
        return
    if is_pass and here.may_pass_one:
        in_fields.pass_one(occasion, here)
        return
    if is_pass:
        occasion.hint("contributing.passed")
        if here.is_asking:
            letting_go.unwrite(occasion, here, person)
        state = taking_part.pass_on(here.state, person)
    elif is_written and person not in here.state.given:
        occasion.hint("contributing.nothing_yet")
        return
    else:
        is_left = drafts.drop(occasion.database, here.id, here.step, person)
        occasion.hint("practices.done_without" if is_left else "contributing.done")
        here = in_fields.all_left_open(occasion, here) if here.may_pass_one else here
        state = here.state if person in here.state.heard else taking_part.hear(here.state, person)
    walking.advance_if_complete(occasion, here.at(state))


def was_absent(occasion: Occasion, here: Pair) -> None:
    """Answer the button of whoever was not there on a date that the others kept: these go on."""
    if not cards.may_have_missed(here, occasion.who.id):
        occasion.hint("practices.step_closed")
        return
    occasion.hint("practices.was_absent")
    walking.advance_if_complete(occasion, here.at(taking_part.pass_on(here.state, occasion.who.id)))


def open_mine(occasion: Occasion, here: Pair) -> None:
    """Show somebody the step that is on, on their own wish; their next words are for it if it waits for them."""
    if not here.is_told:
        occasion.hint("practices.later")
        return
    if occasion.who.id in here.may_write:
        talks.begin(occasion.database, occasion.who.id, occasion.now, session_id=here.id)
    before = cards.before(here)
    occasion.show(
        "practices.step",
        (*cards.under(occasion, here, occasion.who), (occasion.button("back", "practices"),)),
        purpose=PAIR_STEP.of(here.id, here.state.position),
        **cards.facts(
            occasion,
            here,
            occasion.who,
            occasion.language,
            came=cards.came(occasion, before, occasion.who),
            came_of=before,
        ),
    )
