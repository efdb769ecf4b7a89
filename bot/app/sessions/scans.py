"""Scans: which there are, in groups, and what one is for, before it begins."""

from typing import Any, get_args

from bot.app.context.occasion import Occasion
from bot.core.instrument import About, Instrument
from bot.core.model import LANGUAGES, Language, Role
from bot.core.outgoing import Button
from bot.storage import members, schedules

ABOUT: tuple[About, ...] = get_args(About)


def named(occasion: Occasion, said: str) -> tuple[Instrument | None, str]:
    """Return the instrument that somebody names, by its title or in one word, and what they say after that."""
    words = " ".join(said.split())
    found = [
        (len(name), one)
        for one in occasion.house.content.instruments.values()
        for name in _names(one)
        if f"{words.casefold()} ".startswith((f"{name} ", f"{name}? ", f"{name}: "))
    ]
    if not found:
        return None, words
    length, instrument = max(found, key=lambda one: one[0])
    return instrument, words[length:].lstrip(" ?:")


def _names(instrument: Instrument) -> set[str]:
    titles = {instrument.title.in_(language).casefold().rstrip("?") for language in LANGUAGES}
    return {instrument.id, *instrument.names.values(), *titles}


def fitting(occasion: Occasion) -> list[Instrument]:
    """Return the instruments that fit the team one is in, in the order in which they are listed; all in private."""
    every = occasion.house.content.instruments.values()
    is_of_leaders = occasion.is_private or members.are_leaders(occasion.database, occasion.here.id)
    return sorted(
        (one for one in every if is_of_leaders or not one.for_leaders),
        key=lambda one: (ABOUT.index(one.about), one.order, one.id),
    )


def show_all(occasion: Occasion, wanted: str = "") -> None:
    """List all instruments by what they are about, with a button for each of those."""
    found, language = fitting(occasion), occasion.language
    groups = [
        {"about": about, "titles": [one.title.in_(language) for one in found if one.about == about]} for about in ABOUT
    ]
    rows = tuple(
        (Button(label=occasion.label(f"scans_{group['about']}"), command=f"scan about {group['about']}"),)
        for group in groups
        if group["titles"]
    )
    occasion.show("scans.all", rows, groups=[group for group in groups if group["titles"]], wanted=wanted[:40])


def show_about(occasion: Occasion, about: str) -> None:
    """List the instruments about one thing, a button each."""
    found = [one for one in fitting(occasion) if one.about == about]
    if not found:
        show_all(occasion)
        return
    rows = tuple((Button(label=one.title.in_(occasion.language), command=f"scan {one.id}"),) for one in found)
    occasion.show("scans.about", (*rows, (occasion.button("all_scans", "scan"),)), about=about)


def preview(occasion: Occasion, instrument: Instrument) -> None:
    """Tell what an instrument is for and what is shown of it, with a button to begin it where that can be; in the group
    a coordinator lets it begin by itself."""
    begin = occasion.button("begin_scan", f"scan now {instrument.id}")
    can_begin = not occasion.is_private and not instrument.needs_topic
    others = occasion.button("other_scans", f"scan about {instrument.about}")
    rows = (*(((begin,),) if can_begin else ()), _by_itself(occasion, instrument), (others,))
    occasion.show(
        "scans.preview",
        tuple(row for row in rows if row),
        name=instrument.names[occasion.language],
        **told_of(instrument, occasion.language),
        every=instrument.every,
        needs_topic=instrument.needs_topic,
        in_group=not occasion.is_private,
    )


def _by_itself(occasion: Occasion, instrument: Instrument) -> tuple[Button, ...]:
    """Return the button with which a coordinator lets an instrument begin by itself, as often as fits it, or no more;
    nothing where it can't, and for anybody else."""
    if occasion.is_private or Role.COORDINATOR not in occasion.roles:
        return ()
    found = schedules.find(occasion.database, occasion.here.id, "scan")
    if found and found.what == (instrument.id,):
        return (occasion.button("scan_not_by_itself", "rhythm scan off"),)
    if instrument.own_rhythm is None or instrument not in fitting(occasion):
        return ()
    return (occasion.button("scan_by_itself", f"rhythm scan {instrument.id}", every=instrument.own_rhythm),)


def told_of(instrument: Instrument, language: Language) -> dict[str, Any]:
    """Return what is said of an instrument before anybody fills it in."""
    return {
        "title": instrument.title.in_(language),
        "purpose_of": instrument.purpose.in_(language),
        "lines": len(instrument.items),
        "minutes": instrument.minutes,
        "minimum": instrument.minimum,
        "is_private": instrument.private,
        "in_bands": instrument.bands,
        "by_role": instrument.by_role,
        "passes": [one.in_(language) for one in instrument.passes],
    }
