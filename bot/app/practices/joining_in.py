"""Joining in: somebody says in their own words that they answer a call of their team, or not after all."""

import re
from collections.abc import Sequence
from typing import Literal

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.practices import backing_out, calling, listing, which
from bot.core.events import Wrote
from bot.core.model import LANGUAGES
from bot.core.outgoing import Button
from bot.core.purposes import CALL
from bot.core.saying.joining import asks_whether_in, asks_with_whom, backs_out, backs_out_below, joins_in
from bot.core.session.pair import Pair
from bot.storage import calls, members, messages
from bot.storage.calls import Call


def heard(occasion: Occasion, what: Wrote) -> bool:
    """Take a reply in the group to a call: a yes is a way to be in, and "not after all" to be out again. Return whether
    it was one; whatever else is said about a call is said among colleagues."""
    quoted, chat_id = what.quoted, occasion.here.place.chat_id
    if occasion.person is None or quoted is None or not quoted.is_ours or what.is_edit:
        return False
    sent = messages.purpose_of(occasion.database, chat_id, quoted.message_id)
    made = calls.find(occasion.database, sent.number or 0) if sent and sent.is_a(CALL) else None
    if made is None or made.team_id != occasion.here.id:
        return False
    if backs_out_below(what.text) and occasion.who.id in made.people:
        calling.go_out(occasion, made)
        return True
    if not short_words.says_in(occasion, what.text):
        return False
    if occasion.who.is_reachable:
        if calling.enter(occasion, made):
            occasion.note_reply(what.message_id)
    elif calling.why_not(occasion, made) in (None, "practices.join_first"):
        # There they hear how to take part in the team first.
        occasion.answer("practices.join_in_private", ((calling.way_in(occasion, made),),))
    return True


def answered(occasion: Occasion, text: str, running: Sequence[Pair], *, is_beside: bool) -> bool:
    """Tell whether words say that somebody joins in, while a call they may answer is open, or that they don't after all
    in one that they are in, or ask whether they are; if so it is done or said, or asked of which of several. What
    `is_beside` a question may answer that as well, unless it says no more; and not to come may be about one of those
    pairs that are `running`."""
    there = _open_for(occasion)
    if asks_whether_in(text) or asks_with_whom(text):
        return _says_who_is_in(occasion, there, text, running)
    if backs_out(text):
        is_free = not is_beside and not backing_out.meant(occasion, running, text)
        own = [made for made in there if occasion.who.id in made.people]
        return is_free and bool(own) and _goes_out(occasion, own, running)
    rests = {made.id: rest for made in there if (rest := _beside_name(occasion, made, text)) is not None}
    by_name = not is_beside and any(short_words.says_in(occasion, rest) for rest in rests.values())
    says_so = (joins_in(text) and not is_beside) or short_words.means(occasion, text, "joining") or by_name
    if not says_so:
        return False
    # Whoever names none and is in one already means another, if there is one.
    named = [made for made in there if made.id in rests]
    new = named or [made for made in there if occasion.who.id not in made.people] or there
    if len(new) == 1:
        calling.enter(occasion, new[0])
    elif new:
        names_team = len({made.team_id for made in new}) > 1
        rows = tuple((_button(occasion, made, names_team=names_team),) for made in new)
        occasion.team = None
        occasion.answer("practices.join_which", rows)
    return bool(new)


def _goes_out(occasion: Occasion, own: Sequence[Call], running: Sequence[Pair]) -> bool:
    """Let somebody take part no more in the one open call that they are in; of several, or of what they are in with
    others already, ask which they mean."""
    others = tuple(which.called(occasion, [here for here in running if not here.asks_around]))
    if len(own) == 1 and not others:
        calling.answer(occasion, f"{own[0].id} out")
        return True
    _, ways_out = calling.joined(occasion)
    rests = [(Button(label=label, command=f"pair {here.id} {here.state.position} rest"),) for here, label in others]
    occasion.team = None
    occasion.answer("practices.leave_which", (*ways_out, *rests))
    return True


def _says_who_is_in(occasion: Occasion, there: Sequence[Call], text: str, running: Sequence[Pair]) -> bool:
    """Say, to whoever asks whether they are in, with whom or when, what is open and until when, with the button for
    each; whoever goes with others already sees all that is theirs. Return whether there is anything to say."""
    if running and asks_with_whom(text):
        listing.show(occasion, "")
        return True
    told, rows = [], []
    for made in there:
        occasion.enter_team(made.team_id)
        is_in, is_one = occasion.who.id in made.people, len(there) == 1
        title = occasion.in_team_words(occasion.house.content.title(made.method), occasion.language)
        told.append({"title": title, "team": occasion.here.name, "until": made.due_at, "is_in": is_in})
        if is_in:
            key: Literal["join_not", "join_not_in"] = "join_not" if is_one else "join_not_in"
            rows.append((occasion.button(key, f"call {made.id} out", title=title),))
        elif is_one:
            rows.append((occasion.button("join_in", f"call {made.id} in"),))
        else:
            rows.append((_button(occasion, made, names_team=False),))
    if told:
        occasion.team = None
        occasion.answer("practices.who_is_in", tuple(rows), calls=told)
    return bool(told)


def _open_for(occasion: Occasion) -> list[Call]:
    """Return the calls that are open in somebody's teams and that they may answer."""
    found, was = [], occasion.team
    for team in members.teams_of_anybody(occasion.database, occasion.who.id):
        occasion.enter_team(team.id)
        found += [made for made in calls.open_in(occasion.database, team.id) if _is_for(occasion, made)]
    occasion.team = was
    return found


def _beside_name(occasion: Occasion, made: Call, text: str) -> str | None:
    """Return what words say beside the name of what a call is for, in either language; None if they don't name it."""
    was = occasion.team
    occasion.enter_team(made.team_id)
    title = occasion.house.content.title(made.method)
    names = "|".join(re.escape(occasion.in_team_words(title, language)) for language in LANGUAGES)
    occasion.team = was
    rest, found = re.subn(rf"(?:\b(?:voor|aan|bij|met|for|in|with) )?\b(?:{names})\b", " ", text, flags=re.IGNORECASE)
    return rest if found else None


def _is_for(occasion: Occasion, made: Call) -> bool:
    method = occasion.house.content.in_pairs.get(made.method)
    return method is not None and occasion.now < made.due_at and calling.may_join(occasion, made, method)


def _button(occasion: Occasion, made: Call, *, names_team: bool) -> Button:
    occasion.enter_team(made.team_id)
    title = occasion.in_team_words(occasion.house.content.title(made.method), occasion.language)
    return occasion.button("join_one", f"call {made.id} in", title=title, team=occasion.here.name if names_team else "")
