"""Filling in: an instrument in somebody's private chat, a tap a line, in one message that edits itself."""

from typing import Any

from bot.app.context import pages
from bot.app.context.command import Command
from bot.app.context.house import as_number
from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, on_a_scale, unfinished
from bot.app.sessions.on_a_scale import DO_NOT_KNOW, LONGEST_MARKED, value_of
from bot.app.sessions.unfinished import POSITION
from bot.core.instrument import WISH, Instrument, key, unmarked
from bot.core.model import Language, Role
from bot.core.outgoing import Button, ticked
from bot.core.profile import UNKNOWN
from bot.core.purposes import LINE
from bot.core.session import taking_part
from bot.core.session.state import Session
from bot.core.session.terms import INSTRUMENT
from bot.rendering import shortened
from bot.storage import marks, members, sessions

# So that all lines there may be fit in a message.
LONGEST_WISH = 120
# In the place of a line's number: all lines of a pass, to choose from.
WHICH = "which"
LINES_IN_ROW = 6


def open_here(occasion: Occasion, code: str) -> None:
    """Show somebody in private the first line that they have not marked yet, or all that they marked."""
    session = sessions.find_by_code(occasion.database, code, INSTRUMENT)
    if session is None or not finding.is_near(occasion, session):
        occasion.hint("privately.gone")
        return
    occasion.enter_team(session.team_id)
    if _may_fill_in(occasion, session):
        unfinished.close_before(occasion, session, occasion.who)
        _show_next(occasion, session, 0, 0)


def fill(occasion: Occasion, argument: str) -> None:
    """Answer the buttons under a line: mark it and show the next one; without a value, show that line again."""
    words = argument.split()
    session = sessions.find(occasion.database, as_number(words[0]), INSTRUMENT) if words else None
    if session is None or not finding.is_near(occasion, session):
        occasion.hint("privately.gone")
        return
    occasion.enter_team(session.team_id)
    if not _may_fill_in(occasion, session):
        return
    numbers = [as_number(word) for word in words[1:3]] if len(words) > 2 else [0, len(_instrument(session).items)]
    if words[2:] == [WHICH] and numbers[0] < _instrument(session).times:
        _ask_which_line(occasion, session, numbers[0])
    elif not _is_line(_instrument(session), *numbers):
        _show_all(occasion, session)
    elif len(words) > 3 and (value := value_of(words[3], _values(_instrument(session), numbers[0]))) is not None:
        _mark(occasion, session, (numbers[0], numbers[1]), value)
    else:
        _show_line(occasion, session, *numbers)


def begun(occasion: Occasion) -> list[Session]:
    """Return the instruments that somebody has begun to fill in and that are open yet."""
    there = (team.id for team in members.teams_of_anybody(occasion.database, occasion.who.id))
    found = (one for team_id in there for one in sessions.open_in(occasion.database, team_id, INSTRUMENT))
    return [one for one in found if marks.of_person(occasion.database, one.id, POSITION, occasion.who.id)]


def _may_fill_in(occasion: Occasion, session: Session) -> bool:
    """Tell whether this person may fill in a session's instrument now; say why not."""
    state = session.state
    # Once it is counted nothing can be, however early it was sent: it would only say who marked what.
    if state.is_over or not taking_part.takes(state, occasion.at):
        occasion.hint("measuring.closed", is_stopped=state.phase == "cancelled")
    elif Role.MEMBER not in occasion.roles:
        occasion.hint("measuring.not_taking_part")
    else:
        return True
    return False


def _instrument(session: Session) -> Instrument:
    """Return what is filled in. Raises LookupError for a session that is about something else."""
    if session.state.outline.instrument is None:
        raise LookupError(f"session {session.id} has no instrument")
    return session.state.outline.instrument


def _is_line(instrument: Instrument, passing: int, item: int) -> bool:
    if passing == WISH:
        return instrument.wish is not None and item == 0
    return passing < instrument.times and item < len(instrument.items)


def _values(instrument: Instrument, passing: int) -> range:
    return range(len(instrument.items)) if passing == WISH else instrument.values


def _mark(occasion: Occasion, session: Session, line: tuple[int, int], value: int) -> None:
    passing, item = line
    here = (session.id, POSITION, occasion.who.id)
    if passing == WISH and value == UNKNOWN:
        marks.drop(occasion.database, *here, key(passing, item))
    else:
        marks.put(occasion.database, *here, key(passing, item), value)
    unfinished.note(occasion, session)
    if passing == WISH:
        _show_all(occasion, session)
    else:
        _show_next(occasion, session, passing, item + 1)


def _show_next(occasion: Occasion, session: Session, passing: int, start: int) -> None:
    """Show the next line of a pass that is not marked yet; after the last, where there is a wish to choose, that, and
    else all of it."""
    own = marks.of_person(occasion.database, session.id, POSITION, occasion.who.id)
    left = (at for at in range(start, len(_instrument(session).items)) if key(passing, at) not in own)
    following = next(left, None)
    if following is None and start and _instrument(session).wish and key(WISH, 0) not in own:
        _show_line(occasion, session, WISH, 0)
    elif following is None:
        _show_all(occasion, session)
    else:
        _show_line(occasion, session, passing, following)


def _show_line(occasion: Occasion, session: Session, passing: int, item: int) -> None:
    """Show a line with what it may be marked with; of a wish, all lines to choose one from."""
    instrument, language = _instrument(session), occasion.language
    own = marks.of_person(occasion.database, session.id, POSITION, occasion.who.id).get(key(passing, item))
    if passing == WISH:
        _show_wish(occasion, session, own)
        return
    line, command = instrument.items[item], f"fill {session.id} {passing} {item}"
    values = on_a_scale.buttons(_labels(instrument, language), instrument.values, command, own)
    back = (_button(occasion, "line_before", session, passing, item - 1),) if item else ()
    unknown = ticked(occasion.label("do_not_know"), own == UNKNOWN)
    not_known = Button(label=unknown, command=f"{command} {DO_NOT_KNOW}")
    occasion.show(
        "measuring.line",
        (*values, (not_known, *back)),
        session=session,
        purpose=LINE,
        title=instrument.title.in_(language),
        team=occasion.here.name,
        number=item + 1,
        total=len(instrument.items),
        passing=instrument.passes[passing].in_(language) if instrument.passes else "",
        part=_part(instrument, item, language),
        text=line.text.in_(language),
        poles=on_a_scale.poles(line, lambda text: text.in_(language)),
        scale=instrument.scale,
    )


def _show_wish(occasion: Occasion, session: Session, own: int | None) -> None:
    instrument, language = _instrument(session), occasion.language
    command, lines = f"fill {session.id} {WISH} 0", range(len(instrument.items))
    rows = on_a_scale.buttons([str(at + 1) for at in lines], lines, command, own)
    none = Button(label=occasion.label("no_wish"), command=f"{command} {DO_NOT_KNOW}")
    occasion.show(
        "measuring.wish",
        (*rows, (none,)),
        session=session,
        purpose=LINE,
        title=instrument.title.in_(language),
        ask=instrument.wish.in_(language) if instrument.wish else "",
        lines=[shortened(item.text.in_(language), LONGEST_WISH) for item in instrument.items],
    )


def _ask_which_line(occasion: Occasion, session: Session, passing: int) -> None:
    """Show all lines of a pass, to choose one from that is to be marked otherwise."""
    instrument, language = _instrument(session), occasion.language
    lines = range(len(instrument.items))
    buttons = [Button(label=str(at + 1), command=f"fill {session.id} {passing} {at}") for at in lines]
    back = Button(label=occasion.label("back"), command=f"fill {session.id}")
    occasion.show(
        "measuring.which_line",
        (*pages.in_rows(buttons, LINES_IN_ROW), (back,)),
        session=session,
        purpose=LINE,
        title=instrument.title.in_(language),
        passing=instrument.passes[passing].in_(language) if instrument.passes else "",
        lines=[shortened(item.text.in_(language), LONGEST_WISH) for item in instrument.items],
    )


def _labels(instrument: Instrument, language: Language) -> list[str]:
    return [label.in_(language) for label in instrument.labels]


def _part(instrument: Instrument, item: int, language: Language) -> str:
    """Return the heading that a line stands under."""
    found = on_a_scale.part_of(instrument.items, item)
    return found.in_(language) if found else ""


def _button(occasion: Occasion, label: str, session: Session, passing: int, item: int) -> Button:
    return Button(label=occasion.label(label), command=f"fill {session.id} {passing} {item}")


def _show_all(occasion: Occasion, session: Session) -> None:
    """Show somebody all that they marked, with a way to change it, to the second pass, or to what they wish for."""
    instrument, language = _instrument(session), occasion.language
    own = marks.of_person(occasion.database, session.id, POSITION, occasion.who.id)
    rows = [(Button(label=occasion.label("change_lines"), command=f"fill {session.id} 0 {WHICH}"),)]
    if len(instrument.passes) > 1:
        is_second_done = not unmarked(instrument, own, 1)
        passing = instrument.passes[1].in_(language)
        label = occasion.label("second_pass", passing=passing, is_done=is_second_done)
        line = WHICH if is_second_done else 0
        rows.append((Button(label=label, command=f"fill {session.id} 1 {line}"),))
    if instrument.wish:
        rows.append((_button(occasion, "choose_wish", session, WISH, 0),))
    occasion.show(
        "measuring.all_marked",
        tuple(rows),
        session=session,
        purpose=LINE,
        title=instrument.title.in_(language),
        team=occasion.here.name,
        lines=[_as_marked(instrument, item, own, language) for item in range(len(instrument.items))],
        passes=[one.in_(language) for one in instrument.passes],
        wish=_wished(instrument, own, language),
        is_done=not unmarked(instrument, own),
        is_private=instrument.private,
        is_leading=occasion.who.id in finding.leading_in(occasion, session) and not instrument.by_role,
        minimum=instrument.minimum,
        until=session.state.due_at,
    )


def _as_marked(instrument: Instrument, item: int, own: dict[int, int], language: Language) -> dict[str, Any]:
    labels = _labels(instrument, language)
    given = [on_a_scale.in_words(own.get(key(passing, item)), labels) for passing in range(instrument.times)]
    text = shortened(instrument.items[item].text.in_(language), LONGEST_MARKED)
    return {"text": text, "marked": " / ".join(given)}


def _wished(instrument: Instrument, own: dict[int, int], language: Language) -> str:
    wish = own.get(key(WISH, 0))
    return "" if wish is None else instrument.items[wish].text.in_(language)


COMMANDS = (Command("fill", None, {"private": fill}),)
