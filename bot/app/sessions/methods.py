"""Methods: which there are, by what people need, what they make room for and how much time there is; their preview."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Literal

from bot.app.context import pages
from bot.app.context.occasion import Occasion
from bot.core.matching import Text, matching
from bot.core.method import SPACES, Method, Need, Space
from bot.core.model import LANGUAGES, PACES, Language, Pace
from bot.core.outgoing import Button, Keyboard
from bot.core.saying.lengths import as_time_there_is
from bot.core.session import choice, lasting, plans
from bot.rendering import visible_text
from bot.storage import rounds

# First the three kinds of question, as the choice puts them; then what needs no question.
NEEDS: tuple[Need, ...] = ("advice", "understanding", "mirror", "practice", "strength", "inquiry")
Topic = Need | Space | Literal["all"]
ALL: Literal["all"] = "all"
TOPICS: dict[str, Topic] = {**{one: one for one in (*NEEDS, *SPACES)}, **dict.fromkeys((ALL, "alle", "alles"), ALL)}
BY_SPACE, BY_TIME = ("space", "spaces", "ruimte", "ruimtes"), ("time", "tijd")
# Minutes that are offered; others can be typed.
TIMES = (30, 60, 75, 90)
# Of these a list has whole sentences; of more a line each.
AT_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which methods somebody looks for: about what, and in how many minutes, where there is a limit."""

    topic: Topic = ALL
    minutes: int | None = None

    @property
    def command(self) -> str:
        """What a button carries for it."""
        return " ".join(("method", self.topic, *([str(self.minutes)] if self.minutes else [])))

    def is_about(self, method: Method) -> bool:
        """Tell whether a method is about what is looked for, however long it takes."""
        return self.topic in (ALL, *method.needs, *method.spaces)


# What people do before and after a method’s own steps that takes time.
AROUND = ("gather", "collect", "choose", "check_out")


def in_order(occasion: Occasion) -> list[Method]:
    """Return all methods of consultation, in the order in which they are listed."""
    return sorted(occasion.house.content.walkthroughs.values(), key=lambda method: (method.order, method.id))


def find(occasion: Occasion, wanted: str, among: Mapping[str, Method] | None = None) -> Method | None:
    """Return the method with an id, a title in either language, or another name, however its words are joined; of those
    that a group goes through, or `among` others."""
    methods = occasion.house.content.walkthroughs if among is None else among
    sought = _plain(wanted)
    named = (method for method in methods.values() if sought in _plain_names(*_names(method)))
    return methods.get(wanted) or next(named, None)


def _names(method: Method) -> list[str]:
    return [name.lower() for name in (method.title.nl, method.title.en, *method.also_called, method.id)]


@lru_cache(maxsize=1000)
def _plain_names(*names: str) -> frozenset[str]:
    return frozenset(map(_plain, names))


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def show(occasion: Occasion, said: str) -> None:
    """Show what there is for what somebody says: the ways to choose, a list, or what may have been meant."""
    words, page = pages.apart(said)
    if not words:
        occasion.show("methods.which", _ways(occasion, occasion.language))
    elif words in BY_SPACE:
        _ask_space(occasion)
    elif words in BY_TIME:
        _ask_time(occasion)
    elif wanted := understood(occasion, words):
        _list(occasion, wanted, page)
    else:
        _offer_nearest(occasion, words)


def offer(occasion: Occasion) -> None:
    """Let the team choose, in its own place, how to talk something through."""
    occasion.say("methods.which", _ways(occasion, occasion.here.language))


def _ways(occasion: Occasion, language: Language) -> Keyboard:
    def button(label: str, wanted: str) -> Button:
        return occasion.button_in(language, label, f"method {wanted}")

    needs = [button(f"need_{need}", need) for need in NEEDS]
    others = [button("method_space", BY_SPACE[0]), button("method_time", BY_TIME[0])]
    return (*pages.in_rows([*needs, *others]), (button("method_all", ALL),))


def _ask_space(occasion: Occasion) -> None:
    buttons = [occasion.button(f"space_{space}", f"method {space}") for space in SPACES]
    spaces = [_told_of(occasion, space) for space in SPACES]
    occasion.show("methods.spaces", (*pages.in_rows(buttons), _back(occasion)), spaces=spaces)


def _told_of(occasion: Occasion, space: Space) -> dict[str, str]:
    """Return what a space is called, what it asks and what it yields."""
    told = {part: visible_text(occasion.words(f"methods.{space}_{part}")) for part in ("asks", "yields")}
    return {"name": occasion.label(f"space_{space}"), **told}


def _ask_time(occasion: Occasion) -> None:
    buttons = [occasion.button("method_minutes", f"method {ALL} {minutes}", minutes=minutes) for minutes in TIMES]
    occasion.show("methods.time", (*pages.in_rows(buttons), _back(occasion)))


def _back(occasion: Occasion) -> tuple[Button, ...]:
    return (occasion.button("back", "method"),)


def understood(occasion: Occasion, words: str) -> Wanted | None:
    """Return what somebody looks for, with the time there is before or after it; None where it is not wholly clear."""
    said = words.split()
    for at in range(len(said)):
        for time, rest in ((said[at:], said[:at]), (said[: len(said) - at], said[len(said) - at :])):
            if (minutes := as_time_there_is(" ".join(time))) and (topic := _topic(occasion, " ".join(rest))):
                return Wanted(topic, minutes)
    topic = _topic(occasion, words)
    return Wanted(topic) if topic else None


def _topic(occasion: Occasion, words: str) -> Topic | None:
    """Return what words are about, by the plain ones that content has for it, in the language spoken here first."""
    if not words or words in TOPICS:
        return TOPICS.get(words, ALL)
    for language in sorted(LANGUAGES, key=lambda one: one != occasion.language):
        texts = [Text(one, visible_text(occasion.words(f"methods.{one}_words", language))) for one in (*NEEDS, *SPACES)]
        if found := matching(words, texts, language):
            return TOPICS[max(found, key=lambda one: found[one])]
    return None


def _list(occasion: Occasion, wanted: Wanted, number: int) -> None:
    """List the methods that are looked for, with what each is for, how long it takes and for how many it is; where none
    fits the time there is, the shortest."""
    limit = wanted.minutes
    about = [one for one in in_order(occasion) if wanted.is_about(one) and (limit is None or "live" in one.paces)]
    found = [method for method in about if limit is None or _takes(occasion, method) <= limit]
    shortest = [] if found else sorted(about, key=lambda method: _takes(occasion, method))[:1]
    page = pages.page_at(found or shortest, number, pages.ROWS - 1)
    shown = page.of(found or shortest)
    buttons = pages.in_rows([_to_preview(occasion, method) for method in shown])
    lines = [_line(occasion, method, occasion.language) for method in shown]
    for line, method in zip(lines, shown, strict=True):
        line |= {"minutes": _lasts(occasion, method), "in_turns": method.case == "each"}
    occasion.show(
        "methods.list",
        (*buttons, (*pages.ways(occasion, page, wanted.command), *_back(occasion))),
        methods=lines,
        is_short=len(shown) > AT_LENGTH,
        space=_told_of(occasion, wanted.topic) if wanted.topic in SPACES else None,
        limit=limit or 0,
        is_shortest=bool(shortest),
        has_together=any("live" in method.paces for method in shown),
    )


def _offer_nearest(occasion: Occasion, wanted: str) -> None:
    """Offer the methods whose names come nearest to what was typed."""
    by_name = {name: method for method in in_order(occasion) for name in _names(method)}
    near = [by_name[name] for name in get_close_matches(wanted, by_name, n=6, cutoff=0.5)]
    offered = list({method.id: method for method in near}.values())[:3]
    rows = tuple((_to_preview(occasion, method),) for method in offered)
    all_of_them = (occasion.button("method_all", f"method {ALL}"),)
    occasion.show("methods.unknown", (*rows, all_of_them), wanted=wanted[:40], is_near=bool(rows))


def _to_preview(occasion: Occasion, method: Method) -> Button:
    return Button(label=occasion.in_team_words(method.title, occasion.language), command=f"method {method.id}")


def _line(occasion: Occasion, method: Method, language: Language) -> dict[str, Any]:
    return {
        "title": occasion.in_team_words(method.title, language),
        "aim": occasion.in_team_words(method.purpose, language),
        "minutes": minutes_of(method),
        "days": sum(step.window for step in method.steps if not step.optional),
        "fewest": method.size[0],
        "most": method.size[1],
        "is_open": method.safety <= allowed_safety(occasion),
        "is_live": method.paces == ("live",),
        "is_written": "live" not in method.paces,
    }


def minutes_of(method: Method) -> int:
    """Return how many minutes a method takes in a live session, without the frame around it."""
    return sum(step.minutes or 0 for step in method.steps if not step.optional)


def _takes(occasion: Occasion, method: Method) -> int:
    """Return how many minutes a live session takes from signing up to the end; one turn, where people take turns."""
    plan = plans.plan_of(method, occasion.house.content.frame)
    return lasting.in_fives(lasting.minutes(plan, is_in_one_go=True) + lasting.minutes_to_read(plan, method.size[0]))


def _lasts(occasion: Occasion, method: Method) -> int:
    """Return how many minutes a list tells: of a session together all of it, of what is only written the writing."""
    return _takes(occasion, method) if "live" in method.paces else minutes_of(method)


def allowed_safety(occasion: Occasion) -> int:
    """Return up to which level of safety this team may choose methods."""
    completed = rounds.count_ended(occasion.database, occasion.here.id)
    return choice.allowed_safety(completed, rounds.latest_safety(occasion.database, occasion.here.id))


def preview(occasion: Occasion, method: Method) -> None:
    """Show all steps of a method before it starts, with a button for each pace it allows."""
    language, around = occasion.language, _frame_of(occasion, method)
    steps = [
        {
            "number": 0 if step.continues else number,
            "title": occasion.in_team_words(step.title, language),
            "who": step.who,
            "minutes": step.minutes,
            "days": step.window,
            "optional": step.optional,
            "hangs_on_what_came": step.when is not None,
        }
        for step, number in zip(method.steps, method.numbers, strict=True)
    ]
    occasion.show(
        "methods.preview",
        _starts(occasion, method),
        steps=steps,
        use=occasion.in_team_words(method.use, language),
        not_for=occasion.in_team_words(method.not_for, language),
        spaces=[occasion.label(f"space_{space}").lower() for space in method.spaces],
        around=[occasion.label(f"around_{part}") for part in AROUND if part in around],
        **_line(occasion, method, language),
    )


def _frame_of(occasion: Occasion, method: Method) -> set[str]:
    """Return the keys of what stands around the steps of a method; choosing a case is more than bringing one."""
    keys = {planned.key for planned in plans.plan_of(method, occasion.house.content.frame) if planned.is_frames}
    return keys - {"collect"} if "choose" in keys else keys


def _starts(occasion: Occasion, method: Method) -> Keyboard:
    if method.safety > allowed_safety(occasion):
        return (_back(occasion),)
    rows = [(occasion.button(f"start_{pace}", f"begin {method.id} {pace}"),) for pace in PACES if pace in method.paces]
    if method.case == "one":
        rows.append((occasion.button("start_mine", f"begin {method.id} {usual_pace(method)} mine"),))
    return (*rows, _back(occasion))


def usual_pace(method: Method) -> Pace:
    """Return the pace of a method for which nobody named one: calm, where it has that."""
    return "calm" if "calm" in method.paces else method.paces[0]
