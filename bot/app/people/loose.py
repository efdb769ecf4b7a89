"""Loose: words in private that answer nothing go to the one thing that waits for them, or are asked about."""

from collections.abc import Sequence

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.people import opening, placing, plain
from bot.app.practices import backing_out, joining_in, lines, sooner, typed, which
from bot.app.sessions import agreeing, choosing_in_words, contributing, filling_in, going_on, privately
from bot.core.events import Wrote
from bot.core.gestures import Gesture, gesture_in
from bot.core.saying import proposals
from bot.core.session.pair import Pair
from bot.core.session.state import Session
from bot.storage import pairs, sessions

# Other signs may be a question, or no kindness; a photo or a voice message is none at all.
THUMBS = ("👍", "🙏", "❤️", "❤", "🙂", "😊", "👌")


def take(occasion: Occasion, what: Wrote, talked_of: int | None = None, *, is_overtaken: bool = False) -> None:
    """Take words in private that answer nothing, for the one thing that waits for them, or for what they `talked_of`;
    where others may read them and it isn't sure who, or what was talked of `is_overtaken` by another thing, ask."""
    if lines.is_typed(occasion, what.text) or plain.asks_loosely(occasion, what.text):
        return
    running, questions = pairs.running_for(occasion.database, occasion.who.id), privately.open_for(occasion)
    couples = which.waiting(occasion, running)
    if _is_answered(occasion, what, couples, is_beside=bool(questions or couples)):
        return
    walks = _walks_meant(occasion, talked_of, only_waiting=bool(questions) and not couples)
    there = [one.id for one in couples] + [one.id for one in walks]
    is_only_one = len(there) == 1 and not questions and not (is_overtaken and there != [talked_of])
    is_sure = is_only_one and not plain.is_request(occasion, what.text)
    pressed = typed.meant(occasion, running, what.text)
    if meant := pressed or which.dated(occasion, running, what.text):
        # A number alone may answer anything that waits, as what a button says may.
        may_be_other = pressed or proposals.is_bare_number(what.text)
        _take_for_one(occasion, what, meant, *((couples, walks, questions) if may_be_other else ()))
    elif couples and is_sure:
        typed.take(occasion, couples[0], what)
    elif walks and is_sure:
        contributing.take_private(occasion, walks[0], None, what)
    elif couples or walks:
        if not (is_only_one and _is_ill_before_date(occasion, couples, what.text)):
            # What is read by the people of one is none of the other's business.
            placing.ask(occasion, what, _with_left(occasion, running, couples, what.text), walks)
    elif _is_understood(occasion, what.text, running, is_beside=bool(questions)):
        return
    elif questions:
        placing.ask(occasion, what, backing_out.meant(occasion, running, what.text), ())
    else:
        _take_for_nothing_asked(occasion, what, running)


def _is_understood(occasion: Occasion, text: str, running: Sequence[Pair], *, is_beside: bool) -> bool:
    """Tell whether words were a link of ours or about a digest, or join what a team is called for, or not after all."""
    is_plain = plain.is_understood(occasion, text, opening.start)
    return is_plain or joining_in.answered(occasion, text, running, is_beside=is_beside)


def _is_answered(occasion: Occasion, what: Wrote, couples: Sequence[Pair], *, is_beside: bool) -> bool:
    """Take a yes or no to a date that was proposed in a pair and shown in this chat last, or what is chosen in words;
    return whether it was that."""
    is_answer = short_words.means(occasion, what.text, "agreeing", "declining")
    dated = [one for one in couples if one.on.step.agrees_date and which.answers_proposal(occasion, one)]
    if is_answer and dated:
        typed.take(occasion, dated[0], what)
        return True
    return choosing_in_words.answered(occasion, what.text, is_beside=is_beside)


def _take_for_one(
    occasion: Occasion,
    what: Wrote,
    meant: Sequence[Pair],
    couples: Sequence[Pair] = (),
    walks: Sequence[Session] = (),
    questions: Sequence[Session] = (),
) -> None:
    """Take what is plainly for a pair: a day and a time for one that looks for it, or what one of its buttons says; of
    several, or where it may be for another of some `couples` or something else that waits, ask."""
    others = [one for one in couples if one.id not in {here.id for here in meant}]
    if len(meant) == 1 and not (others or walks or questions):
        typed.take(occasion, meant[0], what)
    else:
        placing.ask(occasion, what, [*meant, *others], walks)


def _is_ill_before_date(occasion: Occasion, couples: Sequence[Pair], text: str) -> bool:
    """Tell whether somebody who finds a date with others says that they are ill; if so it is answered."""
    return bool(couples) and couples[0].on.step.agrees_date and plain.says_ill(occasion, text)


def _with_left(occasion: Occasion, running: Sequence[Pair], couples: Sequence[Pair], text: str) -> list[Pair]:
    """Return the pairs that words are waited for in, after those that they may be backing out of."""
    left = backing_out.meant(occasion, running, text)
    return [*left, *(one for one in couples if one.id not in {here.id for here in left})]


def _take_for_nothing_asked(occasion: Occasion, what: Wrote, running: Sequence[Pair]) -> None:
    """Take loose words where nothing waits for any: for a scan, as a plain wish, for a date that stands; or say that
    they aren't kept."""
    if scans := filling_in.begun(occasion):
        agreeing.take(occasion, scans[0], what)
    elif plain.asks_for_something(occasion, what.text):
        return
    elif dated := which.dated(occasion, running, what.text, within=True):
        _take_for_one(occasion, what, dated)
    elif left := backing_out.meant(occasion, running, what.text):
        _take_for_one(occasion, what, left)
    elif _is_kind(occasion, what.text):
        sooner.tells_what_ended(occasion)
        occasion.answer("private_chat.nod")
    elif not placing.asks_to_put_right(occasion, what):
        _say_it_is_not_kept(occasion, what.text, running)


def _say_it_is_not_kept(occasion: Occasion, text: str, running: Sequence[Pair]) -> None:
    """Say that loose words aren't kept, and what there is to know instead of what waits for somebody's morning, or
    whose turn it is."""
    is_told, is_asked = sooner.tells_what_ended(occasion), text.rstrip().endswith("?")
    if sooner.tells_what_comes(occasion, running, is_asked=is_asked) or which.tell_whose_turn(occasion, running):
        return
    if not is_told:
        occasion.answer("private_chat.not_a_command")
    elif not is_asked:
        occasion.answer("private_chat.not_kept")


def _is_kind(occasion: Occasion, text: str) -> bool:
    """Tell whether words are thanks or a thumb up, and no yes, which would be to a question."""
    words = occasion.house.content.sentences[occasion.language]
    is_yes = text.strip().lower().startswith(words.agreeing[:1])
    is_thumb = text.strip() in THUMBS
    return is_thumb or (not is_yes and gesture_in(text, (), words.thanks) is Gesture.THANKS)


def _walks_meant(occasion: Occasion, talked_of: int | None, *, only_waiting: bool) -> list[Session]:
    """Return the walkthroughs that loose words may be for, the one that somebody `talked_of` among them; beside that,
    perhaps `only_waiting` ones, whose step waits for words."""
    there = (
        going_on.waiting_for_words(occasion)
        if only_waiting
        else going_on.candidates_in_private(occasion, for_words=True)
    )
    earlier = sessions.walkthrough(occasion.database, talked_of) if talked_of else None
    is_missing = earlier and not earlier.state.is_over and earlier.id not in {one.id for one in there}
    return [earlier, *there] if earlier and is_missing else there
