"""Lays out a script for reading: step by step, who sees what, and nothing twice that is the same for everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from textwrap import fill

from babel.dates import format_date
from babel.lists import format_list

from bot.app.sessions import cards
from bot.core.model import Language
from bot.core.session.state import Session
from bot.rehearsing.leaving_out import once, others_by_line, place
from bot.rehearsing.script import Line
from bot.rendering import LOCALES
from bot.sandbox.story import ZONE

WIDTH = 88
INDENT = " " * 9
MOST_BUTTONS = 9
# Longer words that were read a moment before, in private, are not read again in the group.
LONG, BEGINNING = 90, 50
WORDS = {
    "nl": {
        "group": "Groep",
        "aloud": "Hardop",
        "private": "In privé, {role} ({name})",
        "member": "deelnemer",
        "owner": "inbrenger",
        "helper": "meedenker",
        "facilitator": "begeleider",
        "unsure": "wie het niet altijd weet",
        "halting": "wie stopt en later verdergaat",
        "leading": "leidinggevende die meedoet",
        "nameless": "wie zonder naam antwoordt",
        "alone": "wie het voor zichzelf houdt",
        "changes": "past aan",
        "deletes": "haalt weg",
        "opens": "gaat met de knop naar privé",
        "presses": "drukt op",
        "press": "drukken op",
        "rates": "geeft een cijfer",
        "rate": "geven elk een cijfer",
        "also": "Zo ook, elk in privé: {names}.",
        "leader": "leidinggevende",
        "step": "Stap {number} van {total}{goes_on} · ",
        "step_of_some": "Stap {number}{goes_on} · ",
        "goes_on": ", vervolg",
        "after": "Na afloop",
        "times": "({count} keer)",
        "picture": "afbeelding",
    },
    "en": {
        "group": "Group",
        "aloud": "Out loud",
        "private": "In private, {role} ({name})",
        "member": "participant",
        "owner": "case owner",
        "helper": "helper",
        "facilitator": "facilitator",
        "unsure": "who doesn’t always know",
        "halting": "who stops and goes on later",
        "leading": "leader who takes part",
        "nameless": "who answers without a name",
        "alone": "who keeps it to themselves",
        "changes": "changes",
        "deletes": "takes away",
        "opens": "uses the button to go private",
        "presses": "presses",
        "press": "press",
        "rates": "gives a number",
        "rate": "each give a number",
        "also": "Likewise, each in private: {names}.",
        "leader": "leader",
        "step": "Step {number} of {total}{goes_on} · ",
        "step_of_some": "Step {number}{goes_on} · ",
        "goes_on": ", continued",
        "after": "Afterwards",
        "times": "({count} times)",
        "picture": "picture",
    },
}
# Of one, and of several.
GOT_NOTHING: dict[Language, tuple[str, str]] = {
    "nl": ("In privé kreeg {names} niets.", "In privé kregen {names} niets."),
    "en": ("{names} got nothing in private.", "{names} got nothing in private."),
}


def laid_out(
    lines: list[Line], heading: Callable[[int], str], language: Language, *, has_cards: bool = False
) -> Iterator[str]:
    """Yield the printed lines of a script, each step or scene under its heading; of one that `has_cards` in private,
    which go on from line to line, each card once."""
    page = _PageOfCards(language) if has_cards else _Page(language)
    for position, step in groupby(lines, key=lambda line: line.position):
        yield from page.scene(heading(position), list(step))


def heading_of_step(session: Session, position: int, language: Language) -> str:
    """Return what a step is called, of a walkthrough that ended so; after its last, that it is over."""
    words = WORDS[language]
    if position >= len(session.state.plan):
        return words["after"]
    title = session.state.plan[position].step.title
    number, total = cards.number(replace(session, state=replace(session.state, position=position)))
    key = "step" if total else "step_of_some"
    goes_on = words["goes_on"] if session.state.plan[position].step.continues else ""
    return (words[key].format(number=number, total=total, goes_on=goes_on) if number else "") + (
        title.in_(language) if title else ""
    )


@dataclass
class _Page:
    """What has been printed, as far as it matters for what follows."""

    language: Language
    day: str = ""
    rows: set[tuple[str, ...]] = field(default_factory=set)

    def scene(self, heading: str, lines: list[Line]) -> Iterator[str]:
        """Yield a step: the group and one person of each role in full, the others by name."""
        yield f"\n━━ {heading} " + "━" * max(WIDTH - len(heading) - 4, 3)
        kept, left_out = self._chosen(lines)
        also = others_by_line(kept, left_out)
        for (_, text, _, does, _), alike in groupby(_with_presses_joined(list(_abridged(kept))), key=_looks):
            found = list(alike)
            yield from self._line(found[0], len(found) if does in ("changes", "deletes") and text else 1)
            if names := sorted({name for one in found for name in also.pop(place(one), ())}):
                listed = format_list(names, locale=LOCALES[self.language])
                yield f"\n{INDENT}{WORDS[self.language]['also'].format(names=listed)}"

    def _chosen(self, lines: list[Line]) -> tuple[list[Line], list[tuple[str, Line]]]:
        return once(lines)

    def _line(self, line: Line, count: int) -> Iterator[str]:
        at = line.at.astimezone(ZONE)
        if (day := format_date(at, "EEEE d MMMM", locale=self.language)) != self.day:
            self.day = day
            yield f"\n  {day}"
        yield f"  {at:%H:%M}  {self._head(line, count)}"
        if line.has_picture:
            yield from self._picture(line)
        if line.does != "presses":
            for paragraph in line.text.splitlines():
                yield _indented(paragraph)
        if line.hint:
            yield _indented(f"({line.hint})")
        if buttons := self._buttons(line):
            yield _indented(" ".join(buttons))

    def _picture(self, line: Line) -> Iterator[str]:
        """Yield that there is a picture, and what it shows where that is known."""
        word = WORDS[self.language]["picture"]
        if not line.picture:
            yield _indented(f"▦ ({word})")
            return
        title, *shown = line.picture
        yield _indented(f"▦ {word.capitalize()}: {title}")
        for one in shown:
            yield fill(one, WIDTH, initial_indent=f"{INDENT}▦ ", subsequent_indent=f"{INDENT}  ")

    def _head(self, line: Line, count: int) -> str:
        """Return where something is seen, who does it, and what it is unless they write."""
        words = WORDS[self.language]
        where = words["aloud" if line.is_aloud else "group"]
        if line.seen_by and line.role:
            where = words["private"].format(role=words[line.role], name=line.seen_by)
        parts = [where, "·", line.who]
        is_hidden = line.is_secret and line.seen_by is None
        if is_hidden:
            parts.append(words["rate" if ", " in line.who else "rates"])
        elif line.does != "writes":
            parts.append(words["press" if ", " in line.who else line.does])
        if line.does == "presses" and not is_hidden:
            parts += [f"[{label}]" for label in line.text.splitlines()]
        if count > 1:
            parts.append(words["times"].format(count=count))
        return " ".join(parts)

    def _buttons(self, line: Line) -> list[str]:
        """Return the buttons, without the rows that are known by now."""
        shown: list[str] = []
        for at, row in enumerate(map(tuple, line.buttons)):
            # What stands last under every step in the group is for whoever leads.
            is_known = at > 0 and line.seen_by is None and row in self.rows
            self.rows.add(row)
            if not is_known and len(shown) < MOST_BUTTONS:
                shown += [f"[{label}]" for label in row]
            elif shown[-1:] != ["[…]"]:
                # The first of them goes on, which is always to be seen.
                shown += [f"[{row[0]}]", "[…]"]
        return shown


@dataclass
class _PageOfCards(_Page):
    """The same, where each has a card in private that goes on from line to line: of each role one person in full."""

    told: set[str] = field(default_factory=set)

    def _chosen(self, lines: list[Line]) -> tuple[list[Line], list[tuple[str, Line]]]:
        first: dict[str, str] = {}
        kept: list[Line] = []
        left_out = []
        for line in lines:
            if line.seen_by and first.setdefault(str(line.role), line.seen_by) != line.seen_by:
                left_out.append((first[str(line.role)], line))
            elif not self._goes_without(line, kept):
                kept.append(line)
        return kept, left_out

    def _goes_without(self, line: Line, kept: list[Line]) -> bool:
        """Tell whether a line in private need not stand: a card that was read before, or a press after such a one,
        which stands beside the press before it."""
        before = kept[-1] if kept and kept[-1].does == "presses" and kept[-1].seen_by == line.seen_by else None
        if line.seen_by is None or before is None:
            return False
        if line.does == "presses" and not line.hint and not before.hint:
            kept[-1] = replace(before, text=f"{before.text}\n{line.text}")
            return True
        is_known = line.does == "changes" and line.text in self.told
        self.told.add(line.text)
        return is_known


def _indented(text: str) -> str:
    return fill(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)


def _looks(line: Line) -> tuple[object, ...]:
    return line.seen_by, line.text, line.who, line.does, line.at if line.does == "writes" else None


def _abridged(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines; where the bot passes on what somebody just wrote to it at length, only how that begins."""
    said: list[str] = []
    for line in lines:
        again = [text for text in said if line.text.endswith(f":\n{text}")] if line.is_bot and not line.seen_by else []
        for text in again:
            line = replace(line, text=line.text.replace(text, f"{text[:BEGINNING].rstrip()} …"))
        if line.seen_by and not line.is_bot and len(line.text) > LONG:
            said.append(line.text)
        yield line


def _with_presses_joined(lines: list[Line]) -> list[Line]:
    """Return the lines with those who press the same button in the group, and are told the same, in one
    where the first of them does."""
    joined: dict[tuple[str, str | None], Line] = {}
    found = []
    for line in lines:
        if line.does != "presses" or line.seen_by:
            found.append(line)
        elif (before := joined.get(_joint(line))) and not _went_private(line, before, found):
            before.who += f", {line.who}"
            if any(
                line.who in one.who.split(", ") for one in found[found.index(before) + 1 :] if one.does == "presses"
            ):
                # Whoever pressed something else first did so before.
                found.remove(before)
                found.append(replace(before, at=line.at))
                joined[_joint(line)] = found[-1]
        else:
            joined[_joint(line)] = replace(line)
            found.append(joined[_joint(line)])
    return found


def _went_private(line: Line, before: Line, found: list[Line]) -> bool:
    """Tell whether somebody did something in private first, after those before them pressed."""
    return any(one.seen_by == line.who for one in found[found.index(before) + 1 :])


def _joint(line: Line) -> tuple[str, str | None]:
    return "" if line.is_secret else line.text, line.hint


def told_nothing(names: list[str], leaders: list[str], language: Language) -> str:
    """Return the line that says to whom of those who take part, and of who leads them, nothing was said in private."""
    words = WORDS[language]
    found = [*sorted(names), *(f"{name} ({words['leader']})" for name in leaders)]
    one, several = GOT_NOTHING[language]
    return (
        f"\n{INDENT}{(several if len(found) > 1 else one).format(names=format_list(found, locale=LOCALES[language]))}"
    )
