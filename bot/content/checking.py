"""Checking content: every text of every file is rendered in every language and held against what Telegram takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from bot import content
from bot.content import Content, Mistake, missing_translations
from bot.content.texts import LABEL_LENGTH, LONGEST, Text, frame_texts, instrument_texts, programme_texts, texts
from bot.core import mending
from bot.core.instrument import Instrument
from bot.core.method import Method
from bot.core.model import LANGUAGES, Language
from bot.core.own_question import number_of
from bot.core.programme import Item, Programme
from bot.core.session.modes import EVERY_MODE, Place
from bot.core.step import Bilingual
from bot.core.timing import HOME_ZONE
from bot.rendering import Renderer, RenderingError, fitting, problems, visible_text

EXAMPLE_TEAM = {"team": "Onderbouw"}
FRAME_FILE = "prompts/frame.toml"
# A name or a word may be the same in two languages; a sentence is not.
NAMES = ("title", "labels", "options", "taps", "second_taps", "part")


def mistakes(read: Content, sound: Content | None = None) -> list[Mistake]:
    """Return everything that is wrong with content, files first, then texts; what is `sound` is not looked at again."""
    renderer = Renderer(read.sentences)
    found = list(read.mistakes)
    for language, key in missing_translations(read):
        found.append(Mistake(f"prompts/messages/{language}", key, "is missing; add it in this language too"))
    for method_id, method in read.methods.items():
        if sound is None or method is not sound.methods.get(method_id):
            found += _of_method(renderer, read.files[method_id], method)
        found += _of_reference(read, method)
    for key, instrument in read.instruments.items():
        if sound is None or instrument is not sound.instruments.get(key):
            found += _of_instrument(renderer, instrument)
    for programme in read.programmes.values():
        found += _of_programme(read, renderer, programme, sound)
    if sound is None or read.frame is not sound.frame:
        found += _of_texts(renderer, FRAME_FILE, frame_texts(read.frame), {})
    found += _of_modes(read)
    found += _of_sentences(read, renderer, sound)
    return found


def _of_instrument(renderer: Renderer, instrument: Instrument) -> Iterable[Mistake]:
    return _of_texts(renderer, f"prompts/instruments/{instrument.id}.toml", instrument_texts(instrument), {})


def _of_programme(read: Content, renderer: Renderer, programme: Programme, sound: Content | None) -> Iterator[Mistake]:
    """Yield what is wrong with a programme: its texts, unless it is `sound`, and items that name what there is not."""
    file = f"schedules/programmes/{programme.id}.toml"
    if sound is None or programme is not sound.programmes.get(programme.id):
        yield from _of_texts(renderer, file, programme_texts(programme), {})
    for number, phase in enumerate(programme.phases):
        for at, item in enumerate(phase.items):
            if problem := _problem_of_item(read, item):
                key, what = problem
                yield Mistake(file, f"phases.{number}.items.{at}.{key}", what)


def _problem_of_item(read: Content, item: Item) -> tuple[str, str] | None:
    """Return which key of an item names what there is not, and what to write; None where all of it is there."""
    methods = {**read.walkthroughs, **read.called} if item.method else {}
    method, instrument = methods.get(item.method or ""), read.instruments.get(item.scan or "")
    if item.question and item.question not in read.prompts:
        return "question", f"there is no question “{item.question}”{_nearest(item.question, read.prompts)}"
    if item.family and item.family not in {one.family for one in read.prompts.values()}:
        return "family", f"there is no question of the family {item.family}; write another, such as R1"
    if item.method and method is None:
        return "method", f"there is no method “{item.method}”{_nearest(item.method, methods)}"
    if method and item.pace not in method.paces:
        return "pace", f"“{item.method}” has no such pace; write {' or '.join(method.paces)}"
    if item.scan and instrument is None:
        return "scan", f"there is no scan “{item.scan}”{_nearest(item.scan, read.instruments)}"
    if instrument and instrument.needs_topic:
        return "scan", f"“{item.scan}” is about a change that somebody names; write one that begins by itself"
    return None


def _of_reference(read: Content, method: Method) -> Iterator[Mistake]:
    """Yield what is wrong with the questions that a method names: they aren't there, or of another kind."""
    file = read.files[method.id]
    for number, step in enumerate(method.steps):
        for one in step.ways_in:
            if one not in read.prompts:
                what = f"there is no question “{one}”{_nearest(one, read.prompts)}"
                yield Mistake(file, f"steps.{number}.ways_in", what)
    if method.follows is None:
        return
    first = read.prompts.get(method.follows)
    if first is None:
        what = f"there is no question “{method.follows}”{_nearest(method.follows, read.prompts)}"
        yield Mistake(file, "follows", what)
    elif first.family != method.family:
        yield Mistake(file, "follows", f"“{first.id}” is of the family {first.family}; write the same family in both")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean “{near[0]}”?" if near else "; write the name of its file, without .toml"


def _of_modes(read: Content) -> Iterator[Mistake]:
    """Yield each place in which nobody is told how a mode is done."""
    for name, mode in EVERY_MODE.items():
        for part in (
            *get_args(Place),
            *(["too"] if mode.asks_for_both else []),
            *(["aloud"] if mode.is_spoken else []),
            *(["noted"] if mode.is_spoken and not mode.in_private else []),
        ):
            if f"modes.{name}_{part}" not in read.sentences["nl"].templates:
                yield Mistake("prompts/messages/modes.toml", f"{name}.{part}", "is missing; say how this is done")


def _of_method(renderer: Renderer, file: str, method: Method) -> Iterator[Mistake]:
    if number_of(method.id) is not None:
        what = "is the file's name, and questions that teams write themselves are called so; choose another name"
        yield Mistake(file, "id", what)
    if method.size[0] < 2 * (departments := max(len(step.departments) for step in method.steps)):
        what = f"begins at {method.size[0]}, and in one of {departments} departments a guide would be alone"
        yield Mistake(file, "size", f"{what}; write {2 * departments} or more, or fewer departments")
    yield from _of_texts(
        renderer, file, texts(method), {"steps": [step.model_dump(include={"title"}) for step in method.steps]}
    )


def _of_texts(renderer: Renderer, file: str, found: Iterator[Text], table: dict[str, Any]) -> Iterator[Mistake]:
    for path, text, longest in found:
        where = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        step = mending.step_of(table, where)
        for language in LANGUAGES:
            if problem := _problem(renderer, language, text.in_(language), longest):
                yield Mistake(file, f"{path}.{language}", problem + step)
        if text.nl == text.en and not set(where) & set(NAMES):
            yield Mistake(file, f"{path}.en", f"is the same as the Dutch; translate it{step}")


def _problem(renderer: Renderer, language: Language, text: str, longest: int) -> str | None:
    """Return what is wrong with a text of a method and what to do, or None."""
    try:
        length = len(visible_text(fitting(renderer.text(language, text, HOME_ZONE, **EXAMPLE_TEAM))))
    except RenderingError as error:
        # What Jinja can't make sense of stands between braces; everything else was found in the HTML it made.
        said = str(error)
        return (
            f"{said.partition(': ')[2]}; between braces, write {{{{ team }}}} or nothing" if error.__cause__ else said
        )
    return f"is {length} characters; shorten it to {longest}, so that it fits a phone" if length > longest else None


def over(renderer: Renderer, part: str, text: Bilingual) -> int:
    """Return by how many characters a part of a question is longer than ours may be, as people see it; 0 if it fits."""
    shown = (renderer.text(language, text.in_(language), HOME_ZONE, **EXAMPLE_TEAM) for language in LANGUAGES)
    return max(0, *(len(visible_text(fitting(html))) - LONGEST[part] for html in shown))


def _of_sentences(read: Content, renderer: Renderer, sound: Content | None) -> Iterator[Mistake]:
    for key in sorted(read.sentences["nl"].templates.keys() & read.sentences["en"].templates.keys()):
        if sound and _told(read, key) == _told(sound, key):
            continue
        for language, problem in problems(renderer, key, read.examples.get(key, {}), HOME_ZONE):
            name = key.partition(".")[2]
            yield Mistake(read.file_of(key, language), name, problem)
        if key.startswith("buttons."):
            yield from _of_label(read, renderer, key)


def _told(read: Content, key: str) -> list[Any]:
    """Return all that a sentence is rendered from, but for the words for numbers."""
    return [read.examples.get(key, {}), *(read.sentences[language].templates.get(key) for language in LANGUAGES)]


def _of_label(read: Content, renderer: Renderer, key: str) -> Iterator[Mistake]:
    for language in LANGUAGES:
        try:
            line = visible_text(renderer.say(language, key, HOME_ZONE, **read.examples.get(key, {})))
        except RenderingError:
            continue
        if len(line) > LABEL_LENGTH:
            yield Mistake(f"prompts/messages/{language}", key, f"is longer than {LABEL_LENGTH}; a button is short")


def in_use(own: Path | None) -> tuple[Content, list[Mistake]]:
    """Return the content to use, a school's own included where it is whole, and the mistakes found in it."""
    ours = content.load()
    if own is None:
        return ours, []
    merged = content.load(own)
    # Ours was checked before it came here, with our own words for numbers in it.
    is_counted_alike = all(merged.sentences[one].numbers == ours.sentences[one].numbers for one in LANGUAGES)
    return usable(merged, ours), mistakes(merged, ours if is_counted_alike else None)


def usable(merged: Content, ours: Content) -> Content:
    """Return content in which whatever a school broke is ours again: a text that can't be rendered is never used."""
    renderer = Renderer(merged.sentences)
    methods = dict(ours.methods) | _whole(renderer, merged.methods, ours.methods)
    sentences = {
        language: replace(spoken, templates=_usable_templates(merged, ours, renderer, language))
        for language, spoken in merged.sentences.items()
    }
    whole = replace(merged, methods=methods, sentences=sentences)
    good = {key: one for key, one in merged.programmes.items() if not list(_of_programme(whole, renderer, one, ours))}
    own = {key: one for key, one in merged.instruments.items() if one is not ours.instruments.get(key)}
    sound = {key: one for key, one in own.items() if not list(_of_instrument(renderer, one))}
    return replace(whole, programmes={**ours.programmes, **good}, instruments={**ours.instruments, **sound})


def _whole(renderer: Renderer, merged: Mapping[str, Method], ours: Mapping[str, Method]) -> dict[str, Method]:
    """Return the methods that are a school's own and have no mistake."""
    own = {key: method for key, method in merged.items() if method != ours.get(key)}
    return {key: method for key, method in own.items() if not list(_of_method(renderer, "", method))}


def _usable_templates(merged: Content, ours: Content, renderer: Renderer, language: Language) -> dict[str, str]:
    good = {}
    for key, template in merged.sentences[language].templates.items():
        our_template = ours.sentences[language].templates.get(key)
        is_broken = template != our_template and any(
            tongue == language for tongue, _ in problems(renderer, key, merged.examples.get(key, {}), HOME_ZONE)
        )
        if not is_broken:
            good[key] = template
        elif our_template is not None:
            good[key] = our_template
    return good
