"""Asking around: somebody asks some colleagues what they saw of their work; each tells only them."""

from dataclasses import replace
from datetime import timedelta

from bot.app.context import pages
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.practices import letting_go, walking
from bot.app.practices.colleagues import colleagues, to_ask
from bot.app.sessions import finding
from bot.core.method import Method
from bot.core.model import Person, Role
from bot.core.outgoing import Button, ticked
from bot.core.privacy import MINIMUM_ANONYMOUS
from bot.core.session import pair
from bot.core.session.pair import Pair
from bot.storage import pairs

HIDES, SHOWS, WHOM = "nameless", "named", "whom"
# The same colleague is not asked again by somebody before so long.
NOT_AGAIN = timedelta(days=14)


def ask(occasion: Occasion, method: Method, number: int) -> None:
    """Answer the buttons with which somebody asks around: with the first colleague it begins, and more may follow."""
    here = _running(occasion, method)
    if here is None:
        first = next((one for one in colleagues(occasion, method) if one.id == number), None)
        if first is None or _was_asked_lately(occasion, first):
            _ask_whom(occasion, method)
            return
        here = walking.begin(occasion, method, (occasion.who.id, first.id))
    if _leads(occasion) and not here.is_nameless:
        pairs.set_nameless(occasion.database, here, is_nameless=True)
        here = replace(here, is_nameless=True)
    show(occasion, here, method)


def _leads(occasion: Occasion) -> bool:
    """Tell whether this person leads those whom they ask, who then write without their names."""
    return Role.LEADER in occasion.roles


def _running(occasion: Occasion, method: Method) -> Pair | None:
    """Return what this person asks around for now, in this team."""
    own = pairs.running_for(occasion.database, occasion.who.id)
    mine = (one for one in own if one.asker == occasion.who.id and one.team_id == occasion.here.id)
    return next((one for one in mine if one.method == method.id), None)


def _ask_whom(occasion: Occasion, method: Method) -> None:
    buttons = to_ask(occasion, method)
    occasion.show(
        "practices.around_whom",
        pages.in_rows(buttons, 2),
        title=occasion.in_team_words(method.title, occasion.language),
        purpose_of=occasion.in_team_words(method.purpose, occasion.language),
        is_any=bool(buttons),
        most=method.together - 1,
    )


def show(occasion: Occasion, here: Pair, method: Method, *, is_anew: bool = False) -> None:
    """Show whom somebody asks, with buttons to ask one more or one fewer, and whether they read names; anew, below what
    was said since."""
    asked = here.asked
    may_add = len(asked) < method.together - 1 and _is_open(here)
    chosen = [_button(here, one, ticked(one.name, is_chosen=True)) for one in finding.named(occasion, asked)]
    left = [_button(here, one, one.name) for one in colleagues(occasion, method) if one.id not in asked]
    word, key = (SHOWS, "around_named") if here.is_nameless else (HIDES, "around_nameless")
    rows = pages.in_rows([*(chosen if len(asked) > 1 else ()), *(left if may_add else ())], 2)
    may_choose = here.state.position == 0 and not _leads(occasion)
    names = ((occasion.button(key, f"around {here.id} {word}"),),) if may_choose else ()
    tell = occasion.answer if is_anew else occasion.show
    tell(
        "practices.around",
        (*rows, *names) if _is_open(here) else (),
        title=occasion.in_team_words(method.title, occasion.language),
        others=[one.name for one in finding.named(occasion, asked)],
        may_add=may_add,
        is_nameless=here.is_nameless,
        leads=_leads(occasion),
        least=MINIMUM_ANONYMOUS,
    )


def _button(here: Pair, person: Person, label: str) -> Button:
    return Button(label=label, command=f"around {here.id} {person.id}")


def _is_open(here: Pair) -> bool:
    """Tell whether somebody more can be asked: until the first answers have been read."""
    return not (here.state.is_over or here.has_answers)


def press(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under whom somebody asks: one more, one fewer, or whether they read names."""
    number, word = (*argument.split(), "", "")[:2]
    here = pairs.find(occasion.database, as_number(number))
    if here is None or here.asker != occasion.who.id or not _is_open(here):
        occasion.hint("practices.over")
        return
    occasion.enter_team(here.team_id)
    method = occasion.house.content.in_pairs.get(here.method)
    if method is None:
        occasion.hint("practices.gone")
        return
    if word in (HIDES, SHOWS):
        _set_names(occasion, here, is_nameless=word == HIDES)
    elif word == WHOM:
        show(occasion, here, method, is_anew=True)
        return
    elif as_number(word) in here.asked:
        _ask_one_fewer(occasion, here, as_number(word))
    else:
        _ask_one_more(occasion, here, method, as_number(word))
    now = pairs.find(occasion.database, here.id)
    if now:
        show(occasion, now, method)


def _set_names(occasion: Occasion, here: Pair, *, is_nameless: bool) -> None:
    """Let no names be read, or some after all: not once somebody was asked, who was told how it is."""
    if here.state.position > 0 or _leads(occasion):
        occasion.hint("practices.step_closed")
    else:
        pairs.set_nameless(occasion.database, here, is_nameless=is_nameless)


def _ask_one_more(occasion: Occasion, here: Pair, method: Method, person_id: int) -> None:
    person = next((one for one in colleagues(occasion, method) if one.id == person_id), None)
    if person is None or len(here.asked) >= method.together - 1:
        occasion.hint("practices.invite_gone")
        return
    if _was_asked_lately(occasion, person):
        return
    pairs.join(occasion.database, here, person_id)
    now = pair.joined(here, person_id)
    if now.is_asking:
        walking.tell_whoever_is_asked(occasion, now, person)


def _ask_one_fewer(occasion: Occasion, here: Pair, person_id: int) -> None:
    """Ask somebody no more who was chosen; whoever heard of it already stays asked."""
    person = next(iter(finding.named(occasion, [person_id])), None)
    if person is None or len(here.people) <= walking.FEWEST:
        return
    if person_id in here.gone or walking.knows(occasion, here, person):
        occasion.hint("practices.asked_already")
    else:
        letting_go.forget_what_waits(occasion, here, person_id)
        pairs.drop(occasion.database, here, person_id)


def _was_asked_lately(occasion: Occasion, person: Person) -> bool:
    """Tell whether somebody let this person's question be not long ago, and say so: nobody is asked again so soon."""
    since = occasion.now - NOT_AGAIN
    is_lately = pairs.left_lately(occasion.database, occasion.who.id, person.id, since)
    if is_lately:
        occasion.hint("practices.invited_already", name=person.name)
    return is_lately


COMMANDS = (Command("around", None, {"private": press}),)
