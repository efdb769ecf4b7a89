"""Texts: all that a file of content says, each with where it stands and how many characters it may have."""

from collections.abc import Iterable, Iterator

from bot.core.instrument import Instrument
from bot.core.method import Frame, Method
from bot.core.programme import Programme
from bot.core.step import Bilingual, ScaleItem, Step

# Where a text stands in its file, the text, and how many characters it may have.
Text = tuple[str, Bilingual, int]
# What one phone screen takes in at a glance; a prompt is read between two lessons.
LONGEST = {"title": 48, "why": 320, "follow_up": 180, "ask": 240}
LONGEST |= {"purpose": 160, "use": 200, "not_for": 200, "collect": 240, "consent": 240, "check_out": 240, "roles": 240}
LONGEST |= {"ask_live": 240, "first_live": 240, "read_along": 240, "offer": 240, "meanwhile": 140}
LONGEST |= {"label": 18, "option": 60, "example": 400}
# What a programme says: its name and that of a phase; what it asks, what for, and what people decide themselves.
LONGEST |= {"programme": 40, "task": 200, "aim": 200, "room": 200, "about": 160}
# What an instrument says: what it is for, its lines and their poles, and what a group does with what it sees.
LONGEST_OF_INSTRUMENT = {"title": 48, "purpose": 200, "talk": 320, "pupils": 160, "agreement": 160, "wish": 120}
LONGEST_OF_INSTRUMENT |= {"passes": 40, "labels": 18, "part": 40, "text": 150, "left": 40, "right": 40}
STEP_TITLE = 32
LABEL_LENGTH = 40


def texts(method: Method) -> Iterator[Text]:
    """Yield the path and text of everything a method says, with how many characters it may have."""
    for name in ("title", "why", "follow_up", "purpose", "use", "not_for", "collect", "consent", "check_out", "roles"):
        if text := getattr(method, name):
            yield name, text, LONGEST[name]
    for number, case in enumerate(method.cases):
        yield f"cases.{number}", case, LONGEST["example"]
    if method.look_back:
        yield "look_back.ask", method.look_back.ask, LONGEST["ask"]
    for name in ("taps", "second_taps"):
        for number, tap in enumerate(getattr(method, name)):
            yield f"{name}.{number}", tap, LONGEST["label"]
    for number, step in enumerate(method.steps):
        yield from _of_step(f"steps.{number}", step)


def _of_step(path: str, step: Step) -> Iterator[Text]:
    """Yield the path and text of everything a step says."""
    yield f"{path}.ask", step.ask, LONGEST["ask"]
    if step.title:
        yield f"{path}.title", step.title, STEP_TITLE
    for name in ("meanwhile", "ask_live", "first_live", "read_along", "offer"):
        if text := getattr(step, name):
            yield f"{path}.{name}", text, LONGEST[name]
    for name, kind in (("labels", "label"), ("options", "option"), ("examples", "example")):
        for which, text in enumerate(getattr(step, name)):
            yield f"{path}.{name}.{which}", text, LONGEST[kind]
    yield from _of_items(f"{path}.items", step.items)
    fields = [(f"fields.{which}", one.name, "ask", one.ask) for which, one in enumerate(step.fields)]
    parts = [(f"departments.{which}", one.name, "guide", one.guide) for which, one in enumerate(step.departments)]
    for where, called, key, asked in (*fields, *parts):
        yield f"{path}.{where}.name", called, LABEL_LENGTH
        yield f"{path}.{where}.{key}", asked, LONGEST["ask"]


def frame_texts(frame: Frame) -> Iterator[Text]:
    """Yield the path and text of everything that is said around a method."""
    for name in Frame.model_fields:
        part = getattr(frame, name)
        if isinstance(part, Step):
            yield from _of_step(name, part)
    yield "look_back.ask", frame.look_back.ask, LONGEST["ask"]


def instrument_texts(instrument: Instrument) -> Iterator[Text]:
    """Yield the path and text of everything an instrument says, with how many characters it may have."""
    for name in ("title", "purpose", "talk", "pupils", "agreement", "wish"):
        if text := getattr(instrument, name):
            yield name, text, LONGEST_OF_INSTRUMENT[name]
    for name in ("passes", "labels"):
        for number, text in enumerate(getattr(instrument, name)):
            yield f"{name}.{number}", text, LONGEST_OF_INSTRUMENT[name]
    yield from _of_items("items", instrument.items)


def _of_items(path: str, items: Iterable[ScaleItem]) -> Iterator[Text]:
    for number, item in enumerate(items):
        for name in ("part", "text", "left", "right"):
            if text := getattr(item, name):
                yield f"{path}.{number}.{name}", text, LONGEST_OF_INSTRUMENT[name]


def programme_texts(programme: Programme) -> Iterator[Text]:
    """Yield the path and text of everything a programme says, with how many characters it may have."""
    for name in ("title", "task", "aim", "room"):
        yield name, getattr(programme, name), LONGEST["programme" if name == "title" else name]
    for number, phase in enumerate(programme.phases):
        yield f"phases.{number}.title", phase.title, LONGEST["programme"]
        yield f"phases.{number}.about", phase.about, LONGEST["about"]
