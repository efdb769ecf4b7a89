"""Draft cards: what each step of writing a question asks, and the question as the group will see it."""

from bot.app.context import families, pages, questions, screening
from bot.app.context.occasion import Occasion
from bot.app.rhythm.outlook import next_prompt
from bot.app.rhythm.skipping import told
from bot.app.sessions import asking
from bot.app.teams import trying, weighing
from bot.content import texts
from bot.core.outgoing import Button, Keyboard, ticked
from bot.core.own_question import UNKEPT, OwnWords, as_method
from bot.core.purposes import SECOND_LOOK
from bot.storage import own_questions
from bot.storage.question_drafts import Doubt, Draft


def words_of(occasion: Occasion, draft: Draft) -> OwnWords | None:
    """Return what a draft says once all of it is there, in the language of the team."""
    if draft.family is None:
        return None
    return OwnWords(occasion.here.language, draft.title, draft.text, draft.follow_up, draft.family)


def show(occasion: Occasion, draft: Draft) -> None:
    """Show the step that somebody is at; at the end, the question as the group will see it."""
    words = words_of(occasion, draft)
    if draft.doubt:
        _ask_first(occasion, draft, draft.doubt)
    elif draft.step == "text":
        _ask_question(occasion, draft)
    elif draft.step == "follow_up":
        _ask_follow_up(occasion, draft)
    elif draft.step == "family" or words is None:
        _ask_family(occasion, draft)
    else:
        _show_ready(occasion, draft, words)


def latest(draft: Draft) -> str:
    """Return what the writer of a draft wrote last, which is asked about if need be; a title if they gave one."""
    if draft.step == "follow_up":
        return draft.follow_up or ""
    is_made = draft.text.startswith(draft.title.rstrip("…"))
    return draft.text if is_made else f"{draft.title}\n{draft.text}"


def let_go(occasion: Occasion) -> tuple[Button, ...]:
    """Return the row with the button that ends writing."""
    return (occasion.button("not_after_all", "newquestion drop"),)


def to_list(occasion: Occasion) -> tuple[Button, ...]:
    """Return the row with the button to the questions that the team wrote itself; an empty one where it has none."""
    there = own_questions.of_team(occasion.database, occasion.here.id)
    return (occasion.button("own_questions", "newquestion list"),) if there else ()


def under(occasion: Occasion, draft: Draft) -> Keyboard:
    """Return what can be done with a question once its writer has seen it."""
    is_change = draft.question_id is not None
    first = (occasion.button("ask_first", "newquestion next"),)
    kept = occasion.button("save_question" if is_change else "in_turn", "newquestion row")
    drop = occasion.button("not_after_all" if is_change else "throw_away", "newquestion drop")
    return (first, (kept,), (occasion.button("write_again", "newquestion again"), drop))


def _ask_first(occasion: Occasion, draft: Draft, doubt: Doubt) -> None:
    """Ask the writer first about what may be somebody's safety, with who can help, or a name: to write it otherwise, or
    to say that it is not that."""
    if doubt == "alarm":
        kind = screening.alarm_in(occasion, latest(draft))
        other = (occasion.button("place_anyway", f"newquestion {screening.OTHER}"), *let_go(occasion))
        told = screening.help_for(occasion, kind) if kind else ""
        occasion.show("own_questions.alarm", (other,), purpose=SECOND_LOOK, help=told)
    else:
        so = (occasion.button("place_as_is", f"newquestion {screening.SO}"), *let_go(occasion))
        names = weighing.names_in(occasion, latest(draft))
        occasion.show("own_questions.names", (so,), purpose=SECOND_LOOK, found=names)


def _ask_question(occasion: Occasion, draft: Draft) -> None:
    rows = (_keep(occasion) if draft.text else (), (*to_list(occasion), *let_go(occasion)))
    occasion.show(
        "own_questions.text",
        tuple(row for row in rows if row),
        team=occasion.here.name,
        title=draft.title,
        now=draft.text,
        longest=texts.LONGEST["ask"],
    )


def _ask_follow_up(occasion: Occasion, draft: Draft) -> None:
    kept = _keep(occasion) if draft.follow_up and draft.family else ()
    usual = (occasion.button("usual_question", "newquestion usual"),)
    occasion.show(
        "own_questions.follow_up",
        tuple(row for row in (kept, usual, _back(occasion)) if row),
        title=draft.title,
        now=(draft.follow_up or "") if draft.family else "",
        usual=occasion.words("own_questions.usual", occasion.here.language),
        longest=texts.LONGEST["follow_up"],
    )


def _ask_family(occasion: Occasion, draft: Draft) -> None:
    buttons = [
        Button(label=ticked(families.label(occasion, one), one == draft.family), command=f"newquestion family {one}")
        for one in families.of_team(occasion)
    ]
    rows = pages.in_rows(buttons)
    occasion.show("own_questions.family", (*rows, _back(occasion)), title=draft.title)


def _keep(occasion: Occasion) -> tuple[Button, ...]:
    return (occasion.button("keep_words", "newquestion keep"),)


def _back(occasion: Occasion) -> tuple[Button, ...]:
    return (
        occasion.button("write_again", "newquestion again"),
        occasion.button("not_after_all", "newquestion drop"),
    )


def _show_ready(occasion: Occasion, draft: Draft, words: OwnWords) -> None:
    """Show a question just as the group will get it, and below it what else there is to it, and what can be done."""
    method = as_method(draft.question_id or UNKEPT, words, questions.kind_of(occasion.house, words.family))
    upcoming = next_prompt(occasion.house, occasion.here, occasion.now)
    occasion.show("own_questions.shown", (), team=occasion.here.name)
    at = upcoming.at if upcoming else occasion.now
    due_at = asking.until(occasion, at, upcoming.schedule, upcoming.slot) if upcoming else None
    trying.show(occasion, trying.would_say(occasion, at, lambda there: asking.start(there, method, due_at=due_at)))
    occasion.answer(
        "own_questions.ready",
        under(occasion, draft),
        follow_up=occasion.in_team_words(method.follow_up),
        family=families.label(occasion, words.family),
        upcoming=told(upcoming),
        is_change=draft.question_id is not None,
    )
