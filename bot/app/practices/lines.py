"""Lines: the one line that somebody keeps of a practice, and may share with the team if those it was with agree."""

from typing import Any

from bot.app.context import screening, short_words
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import belonging
from bot.app.practices.cards import LONGEST, button
from bot.app.sessions import finding
from bot.core.model import Audience, Language, Person
from bot.core.outgoing import Button, Keyboard
from bot.core.purposes import PAIR
from bot.core.session.pair import Pair
from bot.core.whole import in_whole_sentences
from bot.storage import contributions, entries, messages, pairs, people, unplaced
from bot.storage.contributions import Contribution


def offer(occasion: Occasion, here: Pair, own: Contribution) -> None:
    """Ask whoever wrote a line whether it stays theirs alone or goes to the team; of what came of asking around it is
    theirs."""
    if here.asks_around:
        occasion.answer("practices.kept")
        return
    if not here.is_whole:
        # Whoever has gone can't be asked any more, and it may tell of them.
        occasion.answer("practices.line_stays")
        return
    _ask_whether(occasion, here, own, "practices.line", "share_line")


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


def changed(occasion: Occasion, own: Contribution) -> None:
    """Let a line that reads otherwise now be its writer's alone: the others agreed to other words. Ask anew whether it
    is to be shared."""
    here = pairs.find(occasion.database, own.session_id) if own.kind == "lesson" else None
    if here is None:
        return
    if own.audience is Audience.TEAM:
        contributions.release(occasion.database, own.id, occasion.who.id, Audience.AUTHOR, occasion.now)
    offer(occasion, here, own)


def share(occasion: Occasion, here: Pair, words: list[str]) -> None:
    """Answer the button under a line: ask the others whether it may go to the team, since it tells of them too."""
    own = _own(occasion, here, words)
    if own is None or not _are_all_here(occasion, here):
        occasion.hint("practices.over" if own is None else "practices.line_stays")
        return
    if unplaced.of_person(occasion.database, occasion.who.id, occasion.now):
        occasion.answer("practices.first_place")
        return
    command, answered = f"pair {here.id} {here.state.position} share {own.id}", words[1] if len(words) > 1 else ""
    # It is about oneself: whoever one was with reads it too, before they say that it may go to all.
    if screening.asks_first(occasion, own.text, command, f"my edit {own.id}", answered, named=()):
        return
    is_asked = occasion.who.id in pairs.allowing(occasion.database, own.id)
    others, team = finding.named(occasion, here.others(occasion.who.id)), occasion.here.name
    occasion.show("practices.asked_to_share", (), others=[one.name for one in others])
    if is_asked:
        # In these very words: nobody is asked twice.
        return
    # What was agreed to earlier was agreed to in other words, perhaps.
    pairs.allow_anew(occasion.database, own.id, occasion.who.id)
    for other in belonging.each(occasion, here, here.others(occasion.who.id)):
        language = occasion.private_language(other)
        occasion.whisper(
            other,
            "practices.may_share",
            ways_to_allow(occasion, here, own.id, language),
            is_owed=True,
            is_again=False,
            **_asking(here, occasion.who, own.text, team),
        )


def _asking(here: Pair, writer: Person, text: str, team: str) -> dict[str, Any]:
    """Return what the question says whether a line of somebody's may go to the team, which is theirs, and what it is
    for."""
    purpose = PAIR.of(here.id, here.state.position)
    return {"purpose": purpose, "name": writer.name, "text": in_whole_sentences(text, LONGEST), "team": team}


def ways_to_allow(occasion: Occasion, here: Pair, number: int, language: Language) -> Keyboard:
    """Return the buttons under the question whether a line of another, by its number, may go to the team."""
    fine = button(occasion, here, "line_fine", f"fine {number}", language)
    return (fine,), (button(occasion, here, "line_not", f"not {number}", language),)


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
    if shares and own.audience is Audience.AUTHOR and not _was_asked_last(occasion, "share", own.id):
        # It may be about anything: they kept this one for themselves, perhaps.
        _offer_again(occasion, here, own)
    else:
        (share if shares else keep)(occasion, here, [str(own.id)])
    return True


def _is_asked_for_next(occasion: Occasion, here: Pair, own: Contribution) -> bool:
    """Tell whether somebody is asked for another line than the one that they wrote last."""
    is_waited_for = not here.state.is_over and occasion.who.id in here.waits_for
    return is_waited_for and here.on.step.keeps == own.kind and here.step != own.step


def asked_about(occasion: Occasion, here: Pair) -> list[int]:
    """Return the lines of others that somebody is asked about, once they have seen the question."""
    if messages.is_waiting(occasion.database, occasion.who.id, PAIR.of(here.id)):
        return []
    return pairs.asked_about(occasion.database, here, occasion.who.id)


def _is_answer_typed(occasion: Occasion, text: str) -> bool:
    """Take a typed yes or no for the one line of another that somebody was asked about last, or ask once more about it
    where that was something else; return whether there is one."""
    is_fine, is_not = (short_words.means(occasion, text, one) for one in ("agreeing", "declining"))
    if not (is_fine or is_not):
        return False
    if _is_offer_answered(occasion, text, is_fine=is_fine):
        return True
    own = pairs.holding_words_of(occasion.database, occasion.who.id)
    asked = [(here, number) for here in own for number in asked_about(occasion, here)]
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
        answer(occasion, here, [str(number)], is_fine=is_fine)
        return True
    under = ways_to_allow(occasion, here, number, occasion.language)
    occasion.answer("practices.may_share", under, is_again=True, **_asking(here, entry.author, entry.text, team))
    return True


def may_be_answer(occasion: Occasion, text: str) -> bool:
    """Tell whether a few words that begin with a yes or a no follow right on the question whether a line of another may
    go to the team."""
    under = [(one.command or "").split()[-2:-1] for one in _asked_last(occasion)]
    return ["fine"] in under and short_words.is_yes_or_no(text)


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


def _are_all_here(occasion: Occasion, here: Pair) -> bool:
    """Tell whether everybody who began still takes part in the pair, and in the team in a role in which they may, and
    whether its group can be told."""
    if not (here.is_whole and occasion.here.is_present):
        return False
    return all(belonging.may_be_in(occasion, here, person) for person in here.people)


def _own(occasion: Occasion, here: Pair, words: list[str]) -> Contribution | None:
    """Return the line of this person's that a button carries, as long as it is theirs alone."""
    own = contributions.find(occasion.database, as_number(words[0]) if words else 0, occasion.who.id)
    is_theirs = own is not None and own.session_id == here.id and own.audience is Audience.AUTHOR
    return own if is_theirs and own and own.kind == "lesson" else None


def answer(occasion: Occasion, here: Pair, words: list[str], *, is_fine: bool) -> None:
    """Answer the buttons under the question whether a line may go to the team: once all agree, it does."""
    entry = entries.find(occasion.database, as_number(words[0]) if words else 0)
    is_there = entry is not None and entry.session_id == here.id and entry.kind == "lesson"
    if entry is None or not is_there or entry.author is None or entry.author.id == occasion.who.id:
        occasion.hint("practices.over")
        return
    if entry.author.id not in pairs.allowing(occasion.database, entry.id):
        # Nobody but its writer asks for a line to be shared.
        occasion.hint("practices.over")
        return
    occasion.show("practices.answered", (), is_fine=is_fine)
    if entry.audience is not Audience.AUTHOR:
        return
    # It goes to the team of whoever wrote it.
    occasion.enter_team(here.team_of(entry.author.id))
    if not is_fine:
        # Of two or three, one no is the last word: nobody is asked any more, and no later yes counts.
        pairs.allow_no_more(occasion.database, entry.id)
        _tell_it_stays(occasion, here, entry.author)
        return
    agreed = pairs.allow(occasion.database, entry.id, occasion.who.id)
    if agreed < set(here.people) or not _are_all_here(occasion, here):
        return
    if unplaced.of_person(occasion.database, entry.author.id, occasion.now):
        _ask_once_more(occasion, here, entry.author, entry.id)
    else:
        _tell_team(occasion, here, entry.id, entry.author.id)


def _ask_once_more(occasion: Occasion, here: Pair, author: Person, number: int) -> None:
    """Ask whoever wrote a line that all agree to once more: they wrote something since that may put it right, and that
    nobody reads before they say what it is about."""
    pairs.allow_no_more(occasion.database, number)
    language = occasion.private_language(author)
    share = button(occasion, here, "share_line", f"share {number}", language)
    purpose = PAIR.of(here.id, here.state.position)
    occasion.whisper(author, "practices.may_be_shared", ((share,),), is_owed=True, purpose=purpose)


def _tell_it_stays(occasion: Occasion, here: Pair, author: Person) -> None:
    """Tell whoever wrote a line that it stays with them; in a three, not who wished so."""
    title = occasion.in_team_words(here.state.outline.title, occasion.private_language(author))
    purpose = PAIR.of(here.id, here.state.position)
    occasion.whisper(author, "practices.not_shared", is_owed=True, purpose=purpose, title=title)


def _tell_team(occasion: Occasion, here: Pair, entry_id: int, author_id: int) -> None:
    """Put a line in the team's log and in its group, under the name of whoever wrote it."""
    contributions.share_with_name(occasion.database, entry_id, author_id, occasion.now)
    entry, author = entries.find(occasion.database, entry_id), people.find(occasion.database, author_id)
    if entry is None or author is None:
        return
    title = occasion.in_team_words(here.state.outline.title)
    occasion.say(
        "practices.shared",
        is_silent=True,
        name=author.name,
        text=in_whole_sentences(entry.text, LONGEST),
        title=title,
    )
    told = occasion.in_team_words(here.state.outline.title, occasion.private_language(author))
    occasion.whisper(author, "practices.is_shared", is_owed=True, team=occasion.here.name, title=told)
