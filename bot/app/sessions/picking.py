"""Picking: which question it is to be, by kind or by the words that people use."""

import re
from difflib import get_close_matches

from bot.app.context import families, pages, questions, turns
from bot.app.context.occasion import Occasion
from bot.core.matching import Text, matching
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language
from bot.core.outgoing import Button
from bot.rendering import visible_text

KINDS = ("kinds", "kind", "soorten", "soort")
OFFERED = 3
ABOUT = re.compile(r"^(?:(?:iets|een vraag|something|a question) )?(?:over|about) ")
# So much alike are a name and how it was typed.
ALIKE = 0.75
# Longer than anybody says what a question is to be about.
LONGEST = 200


def kind_named(occasion: Occasion, wanted: str) -> tuple[str, ...]:
    """Return the kind of question with this number or name, in either language, as the one there is to choose among."""
    return tuple(
        kind
        for kind in families.known(occasion.house)
        if wanted == kind.lower()
        or wanted in [occasion.label_in(language, f"family_{kind.lower()}").lower() for language in LANGUAGES]
    )


def show_kinds(occasion: Occasion, number: int = 1, wanted: str = "") -> None:
    """List the kinds of questions with what each is about, and a button for each; `wanted` is what wasn't found."""
    kinds = families.all_of(occasion.house, occasion.here)
    page = pages.page_at(kinds, number)
    shown = page.of(kinds)
    names = {kind: occasion.label(f"family_{kind.lower()}") for kind in shown}
    lines = [
        {"name": names[kind], "about": visible_text(occasion.words(f"questions.{kind.lower()}_about"))}
        for kind in shown
    ]
    rows = pages.in_rows([Button(label=names[kind], command=f"ask {kind}") for kind in shown])
    others = pages.ways(occasion, page, f"ask {KINDS[0]}")
    occasion.show("questions.kinds", (*rows, *((others,) if others else ())), kinds=lines, wanted=wanted[:40])


def offer(occasion: Occasion, wanted: str) -> None:
    """Offer the few questions that come nearest to what somebody typed: by name, or by what they are about; where there
    are none, the kinds."""
    wanted = ABOUT.sub("", wanted)
    near = list(dict.fromkeys([*_alike(occasion, wanted), *_about(occasion, wanted)]))[:OFFERED]
    if not near:
        show_kinds(occasion, wanted=wanted)
        return
    there = questions.of_team(occasion.house, occasion.here.id)
    found = [there[method_id] for method_id in near]
    titles = [one.title.in_(occasion.language) for one in found]
    lines = [
        {"title": title, "ask": occasion.in_team_words(one.steps[0].ask)}
        for title, one in zip(titles, found, strict=True)
    ]
    rows = [(Button(label=title, command=f"ask {one.id}"),) for title, one in zip(titles, found, strict=True)]
    kinds = (occasion.button("question_kinds", f"ask {KINDS[0]}"),)
    occasion.show("questions.found", (*rows, kinds), wanted=wanted[:40], questions=lines)


def _alike(occasion: Occasion, wanted: str) -> list[str]:
    """Return the questions whose id or title is nearly what was typed."""
    prompts, said = questions.of_team(occasion.house, occasion.here.id), wanted[:LONGEST]
    by_name = {method.title.in_(occasion.language).lower(): key for key, method in prompts.items()}
    by_name |= {key: key for key in prompts}
    return [by_name[name] for name in get_close_matches(said, by_name, n=OFFERED, cutoff=ALIKE)]


def _about(occasion: Occasion, wanted: str) -> list[str]:
    """Return the questions that are about what somebody typed, the best first, in the language spoken here or else in
    the other: among equals those asked longest ago, those of any season, and the lightest."""
    kinds = families.all_of(occasion.house, occasion.here)
    methods = {
        key: one for key, one in questions.of_team(occasion.house, occasion.here.id).items() if one.family in kinds
    }
    first = {key: one for key, one in methods.items() if not one.follows}
    asked = {one.method: at for at, one in enumerate(turns.history(occasion.house, occasion.here), start=1)}
    for language in sorted(LANGUAGES, key=lambda one: one != occasion.language):
        scores = matching(wanted[:LONGEST], _texts(occasion, first, language), language)
        if scores:
            return sorted(scores, key=lambda key: (-scores[key], asked.get(key, 0), _lightness(first[key])))
    return []


def _lightness(method: Method) -> tuple[bool, int, str]:
    return bool(method.season), method.depth, method.id


def _texts(occasion: Occasion, methods: dict[str, Method], language: Language) -> list[Text]:
    kinds = {str(one.family).lower() for one in methods.values()}
    words = {kind: visible_text(occasion.words(f"questions.{kind}_words", language)) for kind in kinds}
    return [
        Text(key, words[str(one.family).lower()], f"{one.title.in_(language)} {one.steps[0].ask.in_(language)}")
        for key, one in methods.items()
    ]
