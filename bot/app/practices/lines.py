"""Lines: the one line that somebody keeps of a practice, and may share with the team if those it was with agree."""

from typing import Any

from bot.app.context import screening, short_words
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import allowing, belonging
from bot.app.practices.cards import LONGEST, button
from bot.app.sessions import finding
from bot.core.model import Audience
from bot.core.outgoing import Button
from bot.core.purposes import PAIR
from bot.core.session.pair import Pair
from bot.core.whole import in_whole_sentences
from bot.storage import contributions, entries, pairs, unplaced
from bot.storage.contributions import Contribution

# What is longer says something of its own, unless it begins with a yes or a no.
MOST_WORDS = 5


def offer(occasion: Occasion, here: Pair, own: Contribution, *, was_shared: bool = False) -> None:
    """Ask whoever wrote a line whether it stays theirs alone or goes to the team; of what came of asking around it is
    theirs."""
    if here.asks_around:
        occasion.answer("practices.kept")
        return
    if not here.is_whole:
        # Whoever has gone can't be asked any more, and it may tell of them.
        occasion.answer("practices.line_stays")
        return
    _ask_whether(occasion, here, own, "practices.line", "share_line", was_shared=was_shared)


def _offer_again(occasion: Occasion, here: Pair, own: Contribution) -> None:
    """Ask whether the line that somebody wrote last is what they want to share."""
    text = in_whole_sentences(own.text, LONGEST)
    _ask_whether(occasion, here, own, "practices.share_this", "share_this_line", text=text)


def _ask_whether(occasion: Occasion, here: Pair, own: Contribution, key: str, label: str, **names: Any) -> None:
    share = button(occasion, here, label, f"share {own.id}", occasion.language)
    keep = button(occasion, here, "keep_line", f"keep {own.id}", occasion.language)
    others = [one.name for one in finding.named(occasion, here.others(occasion.who.id))]
    purpose = PAIR.of(here.id, here.state.position)
    occasion.answer(key, ((share,), (keep,)), purpose=purpose, others=others, **names)


def changed(occasion: Occasion, before: Contribution) -> None:
    """Let a line that reads otherwise than `before` be its writer's alone: the others agreed to other words. Ask anew
    whether it is to be shared."""
    own = contributions.find(occasion.database, before.id, occasion.who.id)
    here = pairs.find(occasion.database, before.session_id) if before.kind == "lesson" else None
    if here is None or own is None or own.text == before.text:
        return
    if own.audience is Audience.TEAM:
        contributions.release(occasion.database, own.id, occasion.who.id, Audience.AUTHOR, occasion.now)
    offer(occasion, here, own, was_shared=own.audience is Audience.TEAM)


def share(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under a line: ask the others whether it may go to the team, since it tells of them too."""
    own = _own(occasion, here, words)
    if own is None or not allowing.are_all_here(occasion, here):
        occasion.hint("practices.over" if own is None else "practices.line_stays")
        return
    if unplaced.of_person(occasion.database, occasion.who.id, occasion.now):
        occasion.answer("practices.first_place")
        return
    if pairs.is_refused(occasion.database, own.id):
        allowing.say_it_stays(occasion, here)
        return
    command, answered = f"pair {here.id} {here.state.position} share {own.id}", words[1] if len(words) > 1 else ""
    # It is about oneself: whoever one was with reads it too, before they say that it may go to all.
    if screening.asks_first(occasion, own.text, command, f"my edit {own.id}", answered, named=()):
        return
    others = [one.name for one in finding.named(occasion, here.others(occasion.who.id))]
    occasion.show("practices.asked_to_share", (), others=others)
    # In these very words nobody is asked twice.
    if occasion.who.id not in pairs.allowing(occasion.database, own.id):
        pairs.allow_anew(occasion.database, own.id, occasion.who.id)
        _ask_others(occasion, here, own)


def _ask_others(occasion: Occasion, here: Pair, own: Contribution) -> None:
    asking = allowing.asking(here, occasion.who, own.text, occasion.here.name)
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        language = occasion.private_language(other)
        occasion.whisper(
            other,
            "practices.may_share",
            allowing.ways_to_allow(occasion, here, own.id, language),
            is_owed=True,
            is_again=False,
            **asking,
        )


def tell_who_asked(occasion: Occasion, here: Pair, *, besides: int) -> None:
    """Tell those who asked whether their line may go to the team that it stays theirs, since one of them has gone."""
    for entry in entries.of_session(occasion.database, here.id):
        author = entry.author
        if entry.kind != "lesson" or entry.audience is not Audience.AUTHOR or author is None or author.id == besides:
            continue
        if pairs.allowing(occasion.database, entry.id):
            pairs.allow_no_more(occasion.database, entry.id)
            title = occasion.in_team_words(here.state.outline.title, occasion.private_language(author))
            purpose = PAIR.of(here.id, here.state.position)
            occasion.whisper(author, "practices.no_more_shared", is_owed=True, purpose=purpose, title=title)


def is_typed(occasion: Occasion, text: str) -> bool:
    """Do what somebody types in the place of the buttons under their last line: it goes to the team, or stays theirs.
    Return whether it was that."""
    shares, keeps = (short_words.means(occasion, text, one) for one in ("sharing", "keeping"))
    if not (shares or keeps):
        return _is_answer_typed(occasion, text)
    own = contributions.latest_line(occasion.database, occasion.who.id)
    here = pairs.find(occasion.database, own.session_id) if own else None
    if own is None or here is None or occasion.who.id not in here.people or _is_asked_for_next(occasion, here, own):
        return False
    occasion.enter_team(here.team_of(occasion.who.id))
    is_open = own.audience is Audience.AUTHOR and not pairs.is_refused(occasion.database, own.id)
    if shares and is_open and not _was_asked_last(occasion, "share", own.id):
        # It may be about anything: they kept this one for themselves, perhaps.
        _offer_again(occasion, here, own)
    else:
        (share if shares else keep)(occasion, here, [str(own.id)])
    return True


def _is_asked_for_next(occasion: Occasion, here: Pair, own: Contribution) -> bool:
    """Tell whether somebody is asked for another line than the one that they wrote last."""
    is_waited_for = not here.state.is_over and occasion.who.id in here.waits_for
    return is_waited_for and here.on.step.keeps == own.kind and here.step != own.step


def _is_answer_typed(occasion: Occasion, text: str) -> bool:
    """Take a typed yes or no for the one line of another that somebody was asked about last, or ask once more about it
    where that was something else; return whether there is one."""
    is_fine, is_not = (short_words.means(occasion, text, one) for one in ("agreeing", "declining"))
    if not (is_fine or is_not):
        return False
    if _is_offer_answered(occasion, text, is_fine=is_fine):
        return True
    own = pairs.holding_words_of(occasion.database, occasion.who.id)
    asked = [(here, number) for here in own for number in allowing.asked_about(occasion, here)]
    finds_date = any(
        occasion.who.id in here.may_write and here.on.step.agrees_date for here in own if not here.state.is_over
    )
    if len(asked) != 1 or finds_date:
        return False
    here, number = asked[0]
    entry = entries.find(occasion.database, number)
    if entry is None or entry.author is None:
        return False
    # It goes to the team of whoever wrote it.
    occasion.enter_team(here.team_of(entry.author.id))
    team = occasion.here.name
    occasion.enter_team(here.team_of(occasion.who.id))
    if _was_asked_last(occasion, "fine", number):
        allowing.answer(occasion, here, [str(number)], is_fine=is_fine)
        return True
    under = allowing.ways_to_allow(occasion, here, number, occasion.language)
    asking = allowing.asking(here, entry.author, entry.text, team)
    occasion.answer("practices.may_share", under, is_again=True, **asking)
    return True


def may_be_answer(occasion: Occasion, text: str) -> bool:
    """Tell whether a few words may be for the question right above whether a line may go to the team, in any words."""
    under = {word for one in _asked_last(occasion) for word in (one.command or "").split()[-2:-1]}
    return bool(under & {"fine", "share"}) and (short_words.is_yes_or_no(text) or len(text.split()) <= MOST_WORDS)


def _is_offer_answered(occasion: Occasion, said: str, *, is_fine: bool) -> bool:
    """Take a typed yes or no for whether one's own last line goes to the team, where that was asked last; return
    whether it was."""
    own = contributions.latest_line(occasion.database, occasion.who.id)
    here = pairs.find(occasion.database, own.session_id) if own else None
    if own is None or here is None or not _was_asked_last(occasion, "share", own.id):
        return False
    occasion.enter_team(here.team_of(occasion.who.id))
    is_shown = any(one.label == occasion.label("share_this_line") for one in _asked_last(occasion))
    if is_fine and not (is_shown or short_words.is_yes_or_no(said)):
        # "Fijn" may be about what was said first: that it is kept.
        _offer_again(occasion, here, own)
    else:
        (share if is_fine else keep)(occasion, here, [str(own.id)])
    return True


def _was_asked_last(occasion: Occasion, word: str, number: int) -> bool:
    """Tell whether what somebody wrote follows right on a question with a button for a line."""
    return any((one.command or "").endswith(f" {word} {number}") for one in _asked_last(occasion))


def _asked_last(occasion: Occasion) -> list[Button]:
    """Return the buttons under what somebody was asked, if what they wrote follows right on it."""
    last, event = occasion.house.asked.get(occasion.who.id), occasion.event
    is_next = last is not None and event is not None and last.taken_by == event.update_id
    return [one for row in last.keyboard for one in row] if last and is_next else []


def keep(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under a line: it stays with whoever wrote it."""
    occasion.show("practices.kept" if _own(occasion, here, words) else "practices.over", ())


def _own(occasion: Occasion, here: Pair, words: list[str]) -> Contribution | None:
    """Return the line of this person's that a button carries, as long as it is theirs alone."""
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    is_theirs = own is not None and own.session_id == here.id and own.audience is Audience.AUTHOR
    return own if is_theirs and own and own.kind == "lesson" else None
