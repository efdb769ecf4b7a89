"""Measured: what an instrument came to once it closes: counted, whose forgotten, shown to the group to talk about."""

from dataclasses import dataclass
from typing import Any

from bot.app.context.occasion import Occasion
from bot.app.sessions import finding, late, profiles
from bot.app.sessions.unfinished import POSITION
from bot.core import profile, timing
from bot.core.instrument import WISH, Instrument, key, line_of
from bot.core.model import Role
from bot.core.outgoing import Button, Edit
from bot.core.pictures import Profile
from bot.core.profile import ALL, BANDS, LEADING, OTHERS, Measured, Spread, spread
from bot.core.purposes import EDIT, LINE, MEASURE, PROFILE
from bot.core.session import moving
from bot.core.session.state import Session, State
from bot.rendering import fits_message, shortened
from bot.storage import marks, measurements, members, messages, sessions, ties

# How much of each line stands beside what came of it: the first with which all of it fits.
LONGEST_LINES = (150, 60, 25, 0)
# More lines than these that are alike don't stand out.
MOST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A line that enough people marked: its number from 0, and how their marks are spread."""

    item: int
    spread: Spread


def close(occasion: Occasion, session: Session) -> None:
    """Count what was marked, forget whose it was, and show the group what may be shown."""
    instrument = session.state.outline.instrument
    found = _count(occasion, session, instrument) if instrument else []
    measurements.keep(occasion.database, session.id, found)
    closed = _end(occasion, session, moving.finish(session.state, occasion.now))
    if instrument:
        _show(occasion, closed, instrument)


def stop(occasion: Occasion, session: Session) -> None:
    """Break an instrument off before its hour, so that nothing is kept of it."""
    _end(occasion, session, moving.cancel(session.state))


def _end(occasion: Occasion, session: Session, state: State) -> Session:
    """End an instrument and forget who marked what; nothing can be filled in any more, in the group or in private."""
    for chat_id, message_id in messages.latest_in_private(occasion.database, session.id, LINE):
        occasion.do(Edit(message_id=message_id, keyboard=()), chat_id, EDIT)
    marks.forget(occasion.database, session.id)
    ties.cut(occasion.database, session.id)
    closed = finding.keep(occasion, session, state)
    late.put_under(occasion, closed, MEASURE, ())
    return closed


def _count(occasion: Occasion, session: Session, instrument: Instrument) -> list[Measured]:
    leading = finding.leading_in(occasion, session)
    taking_part = {person.id for person in members.in_role(occasion.database, session.team_id, Role.MEMBER)}
    given = {
        number: [one for one in found if one[0] in taking_part]
        for number, found in marks.with_people(occasion.database, session.id, POSITION).items()
    }
    if instrument.private:
        wishes = given.get(key(WISH, 0), [])
        return profile.wished(instrument, [value for person, value in wishes if person not in leading])
    told = {line_of(number): [(value, person in leading) for person, value in found] for number, found in given.items()}
    return profile.measure(instrument, told)


def _show(occasion: Occasion, session: Session, instrument: Instrument) -> None:
    """Show the group the picture and what there is to talk about; or that too few filled it in to show anything."""
    after = timing.in_daytime(occasion.now, occasion.zone, occasion.free)
    found, language = measurements.of_session(occasion.database, session.id), occasion.here.language
    title = instrument.title.in_(language)
    if not found:
        few: dict[str, Any] = {"minimum": instrument.minimum, "is_private": instrument.private}
        occasion.say("measuring.too_few", session=session, send_after=after, title=title, **few)
        return
    picture, caption, text = as_shown(occasion, session, instrument, found)
    if picture:
        occasion.say_html(caption, session=session, purpose=PROFILE, send_after=after, picture=picture)
    label, link = occasion.label_in(language, "agree_on"), occasion.house.link(f"agree-{session.code}")
    rows: list[tuple[Button, ...]] = [(Button(label=label, link=link),)]
    if finding.team_leaders(occasion) and not instrument.private:
        rows.append((occasion.button_in(language, "pass_up", f"passup {session.id}"),))
    occasion.say_html(text, tuple(rows), session=session, purpose=PROFILE, send_after=after)


def as_shown(
    occasion: Occasion, session: Session, instrument: Instrument, found: list[Measured]
) -> tuple[Profile | None, str, str]:
    """Return what a group is shown of what it marked: the picture, if there is one, with its caption, and the words."""
    seen, language = _seen(instrument, found), occasion.here.language
    title = instrument.title.in_(language)
    picture = _picture(occasion, session, instrument, found, seen) if seen else None
    caption = occasion.words(
        "measuring.caption",
        language,
        title=title,
        has_before=bool(picture and picture.before),
        ends=profiles.ends(occasion, instrument.items, instrument.labels),
        is_of_others=any(one.role == OTHERS for one in found),
        passes=[one.in_(language) for one in instrument.passes],
    )
    return picture, caption, _fitting(occasion, instrument, found, seen)


def _fitting(occasion: Occasion, instrument: Instrument, found: list[Measured], seen: list[Seen]) -> str:
    """Return what the group reads, with its lines as long as a message takes; without them, if it must be."""
    language, text = occasion.here.language, ""
    names = _to_talk_about(occasion, instrument, found, seen)
    for longest in LONGEST_LINES:
        lines = [one | {"text": shortened(one["text"], longest)} for one in names["lines"]] if longest else []
        told = names | {"lines": lines}
        text = occasion.words("measuring.seen", language, title=instrument.title.in_(language), **told)
        if fits_message(text):
            break
    return text


def _to_talk_about(
    occasion: Occasion, instrument: Instrument, found: list[Measured], seen: list[Seen]
) -> dict[str, Any]:
    """Return what a group reads of an instrument, and what it may do with that."""
    language = occasion.here.language
    return {
        "lines": _lines(occasion, instrument, found),
        "widest": _named(instrument, _widest(seen), occasion) if instrument.scale and len(seen) > 1 else [],
        "has_poles": any(item.left for item in instrument.items),
        "strongest": _named(instrument, _strongest(seen), occasion) if seen and instrument.strongest_first else [],
        "wishes": [instrument.items[one.item].text.in_(language) for one in found] if instrument.private else [],
        "talk": instrument.talk.in_(language),
        "pupils": instrument.pupils.in_(language),
        "agreement": instrument.agreement.in_(language),
    }


def _seen(instrument: Instrument, found: list[Measured]) -> list[Seen]:
    if instrument.bands or instrument.private:
        return []
    spreads = (
        (item, spread(found, 0, item) or spread(found, 0, item, OTHERS)) for item in range(len(instrument.items))
    )
    return [Seen(item, one) for item, one in spreads if one]


def _widest(seen: list[Seen]) -> list[Seen]:
    """Return the lines on which people are furthest apart; none where they are not apart on any, or on many alike."""
    width = max(one.spread.width for one in seen)
    return _if_few([one for one in seen if one.spread.width == width]) if width > 1 else []


def _strongest(seen: list[Seen]) -> list[Seen]:
    middle = max(one.spread.middle for one in seen)
    return _if_few([one for one in seen if one.spread.middle == middle])


def _if_few(some: list[Seen]) -> list[Seen]:
    """Return lines that are alike, unless they are so many that none of them stands out."""
    return some if len(some) <= MOST_ALIKE else []


def _named(instrument: Instrument, some: list[Seen], occasion: Occasion) -> list[str]:
    return [instrument.items[one.item].text.in_(occasion.here.language) for one in some]


def _lines(occasion: Occasion, instrument: Instrument, found: list[Measured]) -> list[dict[str, Any]]:
    """Return each line in words: in bands, or the middle and how far it goes, by pass and, where roles stand apart, by
    role."""
    language = occasion.here.language
    if instrument.private:
        return []
    lines = []
    for at, item in enumerate(instrument.items):
        told = [
            words
            for passing in range(instrument.times)
            for role in (ALL, LEADING, OTHERS)
            if (words := _in_words(occasion, instrument, found, (passing, at, role)))
        ]
        untold = occasion.words("measuring.untold", language)
        part = item.part.in_(language) if item.part else ""
        told_of = "; ".join(told) or untold
        lines.append({"number": at + 1, "part": part, "text": item.text.in_(language), "told": told_of})
    return lines


def _in_words(
    occasion: Occasion, instrument: Instrument, found: list[Measured], which: tuple[int, int, str]
) -> str | None:
    language, (passing, item, role) = occasion.here.language, which
    called = {"role": role, "passing": instrument.passes[passing].in_(language) if instrument.passes else ""}
    if instrument.bands:
        bands = [one.value for one in found if (one.passing, one.item, one.role) == which]
        band = BANDS[bands[0]] if bands else ""
        return occasion.words("measuring.of_line", language, **called, band=band, counts=[]) if band else None
    one = spread(found, passing, item, role)
    return profiles.in_words(occasion, one, instrument.labels, **called) if one else None


def _picture(
    occasion: Occasion, session: Session, instrument: Instrument, found: list[Measured], seen: list[Seen]
) -> Profile:
    """Return the dots of all lines, with the middle of the second pass and of the time before, where there are any."""
    language, values = occasion.here.language, instrument.values
    # Of two changes the second is no later state of the first.
    earlier = None if instrument.needs_topic else measurements.before(occasion.database, session)
    is_same = earlier is not None and _is_same(occasion, session, earlier)
    then = measurements.of_session(occasion.database, earlier) if earlier and is_same else []
    with_ends = profiles.are_told_by_ends(instrument.items)
    lines = [
        profiles.drawn(
            occasion,
            instrument.items[one.item],
            one.spread,
            values,
            wished=spread(found, 1, one.item) if len(instrument.passes) > 1 else None,
            before=spread(then, 0, one.item),
            with_ends=with_ends,
        )
        for one in seen
    ]
    passes = [each.in_(language) for each in instrument.passes]
    title, before = instrument.title.in_(language), occasion.words("measuring.before", language) if then else ""
    return profiles.picture(occasion, title, values, lines, passes=passes, before=before)


def _is_same(occasion: Occasion, session: Session, earlier: int) -> bool:
    """Tell whether an earlier session asked the very same lines: others can't be compared."""
    then = sessions.find(occasion.database, earlier)
    was, now = (one.state.outline.instrument if one else None for one in (then, session))
    return was is not None and now is not None and (was.items, was.values) == (now.items, now.values)
