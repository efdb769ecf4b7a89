"""Writing: a coordinator writes a question for their team in three steps, sees it as the group will, and keeps it."""

from dataclasses import replace

from bot.app.context import families, questions, screening, steering
from bot.app.context.occasion import Occasion
from bot.app.rhythm import which_next
from bot.app.rhythm.outlook import FAR_ENOUGH, next_prompt, outlook
from bot.app.teams import draft_cards, weighing
from bot.core.legible import has_words
from bot.core.method import Method
from bot.core.model import Role
from bot.core.own_question import OwnQuestion, OwnWords, as_method, read, title_of
from bot.core.purposes import SECOND_LOOK
from bot.storage import ledger, members, own_questions, question_drafts, talks
from bot.storage.question_drafts import Doubt, Draft, DraftStep

# So many of a team's own take turns well among ours.
MOST = 60
# What the button says under each question about words.
ANSWERS: dict[Doubt, str] = {"alarm": screening.OTHER, "names": screening.SO}
# What comes after each step.
AFTER: dict[DraftStep, DraftStep] = {"text": "follow_up", "follow_up": "family", "family": "ready", "ready": "ready"}


def is_under_way(occasion: Occasion, team_id: int) -> bool:
    """Tell whether somebody is writing a question for a team."""
    return question_drafts.find(occasion.database, occasion.who.id, team_id, occasion.now) is not None


def go_on(occasion: Occasion) -> None:
    """Go on with what somebody was writing for the team, or begin."""
    draft = _draft(occasion)
    if draft is None and len(own_questions.of_team(occasion.database, occasion.here.id)) >= MOST:
        occasion.hint("own_questions.too_many", most=MOST)
        return
    draft_cards.show(occasion, _put(occasion, draft or Draft(occasion.who.id, occasion.here.id, occasion.now)))


def change(occasion: Occasion, own: OwnQuestion) -> None:
    """Begin to change a question that the team has."""
    words = own.words
    draft = Draft(
        occasion.who.id,
        occasion.here.id,
        occasion.now,
        title=words.title,
        text=words.text,
        follow_up=words.follow_up,
        family=words.family,
        question_id=own.id,
        read_at=own.changed_at,
    )
    draft_cards.show(occasion, _put(occasion, draft))


def take(occasion: Occasion, team_id: int, said: str) -> None:
    """Take loose words for the step that their writer is at; where that asks for a button, show it again."""
    if Role.COORDINATOR not in members.roles_of(occasion.database, team_id, occasion.who.id):
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("steering.not_yours")
        return
    steering.steer(occasion, team_id)
    draft = _draft(occasion)
    if draft is None:
        talks.end(occasion.database, occasion.who.id)
        occasion.answer("own_questions.no_draft")
    elif not has_words(said):
        occasion.answer("answering.wordless")
    elif draft.step == "text":
        _take_question(occasion, draft, said)
    elif draft.step == "follow_up":
        _take_follow_up(occasion, draft, said)
    else:
        draft_cards.show(occasion, _put(occasion, draft))


def write_at_once(occasion: Occasion, said: str) -> None:
    """Take what was typed behind the command for the question itself."""
    _take_question(occasion, _draft(occasion) or Draft(occasion.who.id, occasion.here.id, occasion.now), said)


def press(occasion: Occasion, word: str, rest: str) -> None:
    """Answer a button of a step, which does nothing but show the step that is on where that is another one by now."""
    draft = _draft(occasion)
    if draft is None:
        occasion.hint("own_questions.no_draft")
    elif word == "drop":
        question_drafts.drop(occasion.database, draft.person_id, draft.team_id)
        talks.end(occasion.database, draft.person_id)
        occasion.show(
            "own_questions.dropped", (draft_cards.to_list(occasion),), is_change=draft.question_id is not None
        )
    elif word in ("next", "row") and draft.step == "ready":
        _save(occasion, draft, is_first=word == "next")
    else:
        draft_cards.show(occasion, _put(occasion, _pressed(occasion, draft, word, rest)))


def _pressed(occasion: Occasion, draft: Draft, word: str, rest: str) -> Draft:
    on = draft.step
    if word == "again":
        return replace(draft, step="text", doubt=None)
    if word == "other" and draft.doubt == "alarm" and weighing.names_in(occasion, draft_cards.latest(draft)):
        return replace(draft, doubt="names")
    is_answered = draft.doubt is not None and word == ANSWERS[draft.doubt]
    if is_answered or (word == "keep" and draft.doubt is None and _may_keep(draft)):
        return replace(draft, step=AFTER[on], doubt=None)
    if word == "usual" and on == "follow_up":
        return replace(draft, follow_up=None, doubt=None, step="family")
    family = next((one for one in families.of_team(occasion) if one == rest.upper()), None)
    if word == "family" and on in ("family", "ready") and family:
        return replace(draft, family=family, step="ready")
    return draft


def _may_keep(draft: Draft) -> bool:
    """Tell whether what a step asks for is there already, from an earlier time through the steps."""
    return bool(draft.text and (draft.step == "text" or draft.family))


def _draft(occasion: Occasion) -> Draft | None:
    return question_drafts.find(occasion.database, occasion.who.id, occasion.here.id, occasion.now)


def _put(occasion: Occasion, draft: Draft) -> Draft:
    """Keep how far somebody is, from now on, and let their next words go on from there."""
    draft = replace(draft, since=occasion.now)
    question_drafts.put(occasion.database, draft)
    talks.begin(occasion.database, draft.person_id, occasion.now, question_for=draft.team_id)
    return draft


def _take_question(occasion: Occasion, draft: Draft, said: str) -> None:
    given, text = read(said)
    if wrong := weighing.wrong_with_question(occasion, given, text, draft.question_id):
        _say_wrong(occasion, draft, wrong)
        return
    title = given or title_of(text, weighing.titles_taken(occasion, draft.question_id))
    _took(occasion, replace(draft, step="text", title=title, text=text))


def _take_follow_up(occasion: Occasion, draft: Draft, said: str) -> None:
    _, text = read(said.replace("\n", " "))
    if wrong := weighing.wrong_with_follow_up(occasion, text):
        _say_wrong(occasion, draft, wrong)
    else:
        _took(occasion, replace(draft, follow_up=text))


def _took(occasion: Occasion, draft: Draft) -> None:
    """Go on to the next step, or ask first about somebody's safety or what may be a name; of trouble of one's own
    nothing is held back, and its writer is told whom to talk to."""
    said = draft_cards.latest(draft)
    screening.comfort(occasion, said)
    doubt = weighing.doubt_about(occasion, said)
    step = draft.step if doubt else AFTER[draft.step]
    draft_cards.show(occasion, _put(occasion, replace(draft, doubt=doubt, step=step)))


def _say_wrong(occasion: Occasion, draft: Draft, wrong: weighing.Wrong) -> None:
    _put(occasion, draft)
    occasion.answer("own_questions.wrong", (draft_cards.let_go(occasion),), purpose=SECOND_LOOK, **wrong)


def _save(occasion: Occasion, draft: Draft, *, is_first: bool) -> None:
    """Keep a question as its writer saw it, unless another coordinator changed it or wrote the same meanwhile."""
    database, number = occasion.database, draft.question_id
    kept = own_questions.find(database, occasion.here.id, number) if number else None
    if wrong := weighing.asked_already(occasion, draft.text, number):
        _say_wrong(occasion, replace(draft, step="text"), wrong)
    elif kept and draft.read_at != kept.changed_at:
        draft = _put(occasion, replace(draft, read_at=kept.changed_at))
        rows = draft_cards.under(occasion, draft)
        occasion.show("own_questions.changed_meanwhile", rows, title=kept.words.title, text=kept.words.text)
    elif words := draft_cards.words_of(occasion, draft):
        if words.title.casefold() in weighing.titles_taken(occasion, number):
            words = replace(words, title=title_of(words.text, weighing.titles_taken(occasion, number)))
        question_drafts.drop(database, draft.person_id, draft.team_id)
        talks.end(database, draft.person_id)
        _say_kept(occasion, _kept(occasion, kept, words), is_first=is_first)


def _kept(occasion: Occasion, before: OwnQuestion | None, words: OwnWords) -> Method:
    """Keep a question, in place of how it read before or as a new one, and return it as it is asked."""
    database, team_id = occasion.database, occasion.here.id
    if before is None:
        number = own_questions.add(database, team_id, occasion.who.id, words, occasion.now)
    else:
        number = before.id
        if before.words != words:
            ledger.note_question(database, number)
        own_questions.change(database, number, words, occasion.now)
    return as_method(number, words, questions.kind_of(occasion.house, words.family))


def _say_kept(occasion: Occasion, method: Method, *, is_first: bool) -> None:
    """Say when a question comes that is kept: at the next moment, or as its kind has its turn."""
    item = next_prompt(occasion.house, occasion.here, occasion.now)
    if is_first and item:
        which_next.put_first(occasion, item, method)
    ahead = outlook(occasion.house, occasion.here, occasion.now, FAR_ENOUGH)
    comes = next((one for one in ahead if one.method == method.id and not one.skipped), None)
    another = (occasion.button("another_question", "newquestion"),)
    occasion.show(
        "own_questions.kept",
        (another, draft_cards.to_list(occasion)),
        title=method.title.in_(occasion.language),
        family=families.label(occasion, method.family),
        at=comes.at if comes else None,
        is_planned=item is not None,
        is_left_out=method.id in occasion.here.left_out,
    )
