"""The map of the house: which room may call which, where each library lives, and where no clock is read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from bot.core.session.modes import EVERY_MODE

BOT = Path(__file__).parents[1] / "bot"

# From the ground up. A room may import from the layers below it and from itself, never from a neighbour.
LAYERS = [
    {"core.model", "core.legible", "core.gestures", "core.naming", "core.pictures", "core.purposes", "core.powers"},
    {"core.paper", "core.privacy"},
    {"core.session.modes", "core.session.terms", "core.timing", "core.away", "core.saying"},
    {"core.recurrence"},
    {"core.step", "core.parts", "core.events", "core.sentences", "core.outgoing", "core.sources", "core.vocabulary"},
    {"core.referring", "core.patterns"},
    {"core.method"},
    {"core.instrument", "core.own_question"},
    {
        "core.session",
        "core.rights",
        "core.rotation",
        "core.anonymity",
        "core.retention",
        "core.alarm",
        "core.judging",
        "core.mending",
        "core.programme",
        "core.profile",
        "core.pairing",
        "core.clusters",
    },
    {"core.wording", "core.voices"},
    {"core.themes", "core.matching"},
    {"core.summary", "core.nameless", "text_shapes"},
    {"core.whole", "core.weeks"},
    {"core.overview"},
    {"core.threads"},
    {"core.digest"},
    {"content.regions", "content.dictionaries", "content.files"},
    {"storage", "content", "rendering", "charts", "paper", "calendars"},
    {"content.checking"},
    # The app: what happens on an occasion, in wings.
    {"app.context"},
    {"app.commitments", "app.rhythm"},
    {"app.sessions"},
    {"app.practices"},
    {"app.log"},
    {"app.owed"},
    {"app.teams"},
    {"app.delivery"},
    {"app.people"},
    {"app.commands"},
    {"app.permission"},
    {"app.doors"},
    {"messenger", "clock"},
    {"settings"},
    {"program"},
    {"rehearsing"},
    {"commandline"},
    {"__main__"},
]

# Telegram's side of the wire stands beside the house: it knows nothing of the bot, and few know of it.
BESIDE = {"sandbox": {"rehearsing", "commandline"}}

# Which rooms may import a library. Libraries that are not named here may be used where they help.
HOMES = {
    "telegram": {"messenger", "program", "commandline"},
    "aiohttp": {"messenger.telegram.connecting", "messenger.telegram.telling"},
    "apscheduler": {"clock"},
    "sqlite_utils": {"storage", "app.context", "app.owed", "program", "commandline"},
    "jinja2": {"rendering", "text_shapes", "paper"},
    "typst": {"paper.pdf"},
    "markupsafe": {"rendering"},
    "babel": {"rendering", "rehearsing", "commandline"},
    "starlette": {"messenger.telegram.webhook", "sandbox"},
    "uvicorn": {"messenger.telegram.webhook", "sandbox"},
    "dateutil": {"core.recurrence"},
    "Stemmer": {"core.wording"},
    "holidays": {"content.regions"},
    "pydantic_settings": {"settings"},
    "click": {
        *("__main__", "commandline.shell", "commandline.looking", "commandline.removing", "commandline.scheduling"),
        "commandline.library",
    },
    "pyrage": {"storage.encryption"},
    "resvg_py": {"charts"},
    "icalendar": {"calendars"},
    "networkx": {"core.pairing"},
}

# Outside its home a library is only there for joining the parts: these names, and no others.
VISITORS = {"sqlite_utils": {"Database"}}

TIMELESS = {"core", "app"}
CLOCK_READINGS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
CLOCKS = {"datetime", "date", "time"}
SHAPELESS_NAMES = ("manager", "helper", "utils")


def name_of(path: Path) -> str:
    """Return a module's name inside bot; the package itself is ''."""
    return ".".join(path.relative_to(BOT).with_suffix("").parts).removesuffix("__init__").rstrip(".")


SOURCES = {name_of(path): path for path in sorted(BOT.rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(SOURCES[module].read_text(encoding="utf-8"))


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """Return all that stands in a module, gathered once for all that is looked for in it."""
    return tuple(ast.walk(tree(module)))


def is_inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


@cache
def room_of(module: str) -> str:
    """Return the room that a module belongs to; a package that only holds rooms is nobody's."""
    rooms = [*BESIDE, *(room for layer in LAYERS for room in layer)]
    # A room of its own in a wing is not the wing's.
    return max((room for room in rooms if is_inside(module, room)), key=len, default="")


def height(room: str) -> int:
    return next(level for level, layer in enumerate(LAYERS) if room in layer)


@cache
def imported(module: str) -> list[tuple[str, str]]:
    """Return what a module imports, wherever in it: the full name of a module, and the name taken from it."""
    package = ["bot", *module.split(".")] if SOURCES[module].name == "__init__.py" else ["bot", *module.split(".")[:-1]]
    found: list[tuple[str, str]] = []
    for node in nodes(module):
        if isinstance(node, ast.Import):
            found += ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            found += ((origin, alias.name) for alias in node.names)
    return found


def of_the_bot(module: str) -> Iterator[str]:
    """Yield the modules of the bot that a module imports, by their names inside bot."""
    for origin, name in imported(module):
        if is_inside(origin, "bot"):
            inside = origin.removeprefix("bot").removeprefix(".")
            whole = f"{inside}.{name}".strip(".")
            yield whole if whole in SOURCES else inside


def may_import(room: str, other: str) -> bool:
    if room == other:
        return True
    if other in BESIDE:
        return room in BESIDE[other]
    return room not in BESIDE and height(other) < height(room)


def test_every_module_has_a_room() -> None:
    packages = {"", "core", "app"}
    assert {module for module in SOURCES if not room_of(module)} == packages


def test_imports_only_point_down() -> None:
    up = [
        (module, other)
        for module in SOURCES
        for other in sorted({room_of(other) for other in of_the_bot(module)} - {""})
        if not may_import(room_of(module), other)
    ]
    assert up == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_in_its_home(library: str) -> None:
    users = {module for module in SOURCES for origin, _ in imported(module) if is_inside(origin, library)}
    strangers = {user for user in users if not any(is_inside(user, home) for home in HOMES[library])}
    assert (strangers, bool(users)) == (set(), True)


def test_sqlite_utils_shows_outside_storage_only_as_a_type() -> None:
    outside = [module for module in SOURCES if room_of(module) != "storage"]
    taken = {name for module in outside for origin, name in imported(module) if origin == "sqlite_utils"}
    made = [
        module
        for module in outside
        for node in nodes(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Database"
    ]
    assert (taken, made) == (VISITORS["sqlite_utils"], [])


def test_nobody_who_decides_reads_a_clock() -> None:
    deciding = [module for module in SOURCES if module.split(".")[0] in TIMELESS]
    readings = [
        f"{module} line {node.lineno}: {ast.unparse(node)}"
        for module in deciding
        for node in nodes(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READINGS
        and ast.unparse(node.func.value).rpartition(".")[2] in CLOCKS
    ]
    from_time = [(module, name) for module in deciding for origin, name in imported(module) if origin == "time"]
    assert (readings, from_time, bool(deciding)) == ([], [], True)


def test_sql_is_only_spoken_in_storage() -> None:
    spoken = [
        f"{module} line {node.lineno}"
        for module in SOURCES
        for node in nodes(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"execute", "executescript", "query"} and room_of(module) != "storage"
    ]
    assert spoken == []


def test_a_module_opens_with_one_sentence_on_one_line() -> None:
    openings = {module: ast.get_docstring(tree(module)) or "" for module in SOURCES if room_of(module) not in BESIDE}
    assert {module: text for module, text in openings.items() if "\n" in text or not text.endswith(".")} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [module for module in SOURCES if room_of(module) not in BESIDE]
    assert [module for module in named if any(word in module for word in SHAPELESS_NAMES)] == []


def test_no_module_leads_back_to_itself() -> None:
    graph = {module: set(of_the_bot(module)) - {module, ""} for module in SOURCES}
    # Raises CycleError, with the modules that the circle goes through.
    TopologicalSorter(graph).prepare()


# Where a mode may be called by its name: where it is defined, and in the file that says how the house handles it.
OF_MODES = {"core.session.modes", *(f"app.sessions.modes.{name}" for name in EVERY_MODE)}


def names_compared(module: str) -> Iterator[str]:
    """Yield each text that something is compared with, looked for in, or matched against."""
    for node in nodes(module):
        compared = [*node.comparators, node.left] if isinstance(node, ast.Compare) else []
        compared += [node.value] if isinstance(node, ast.MatchValue) else []
        for side in compared:
            yield from (
                one.value for one in ast.walk(side) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_nothing_is_compared_with_the_name_of_a_mode() -> None:
    # Of a state, a verdict or a deadline one may ask whether it is "open".
    ambiguous = {"open", "live"}
    elsewhere = sorted(module for module in SOURCES.keys() - OF_MODES if room_of(module) not in ("sandbox", "storage"))
    found = [(module, name) for module in elsewhere for name in names_compared(module)]
    assert [one for one in found if one[1] in EVERY_MODE.keys() - ambiguous] == []


def test_the_mode_of_a_step_is_read_where_it_is_defined() -> None:
    readers = {
        module
        for module in SOURCES.keys() - OF_MODES
        for node in nodes(module)
        if isinstance(node, ast.Attribute) and node.attr == "mode"
    }
    assert readers == {"core.step", "core.method", "core.referring"}


# What only one messenger knows: its links, and the sign of a chat's number.
MESSENGERS = re.compile(r"t\.me|tg://")


def test_no_sentence_knows_a_messenger() -> None:
    files = [path for path in (BOT.parent / "prompts").rglob("*.toml") if path.stem != "examples"]
    assert [path.name for path in files if MESSENGERS.search(path.read_text(encoding="utf-8"))] == []


def test_the_app_knows_no_messenger() -> None:
    deciding = [module for module in SOURCES if room_of(module).startswith(("app", "core"))]
    linked = [
        (module, node.value)
        for module in deciding
        for node in nodes(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and MESSENGERS.search(node.value)
    ]
    signed = [
        (module, node.lineno)
        for module in deciding
        if module != "core.model"
        for node in nodes(module)
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", getattr(node.left, "id", "")) == "chat_id"
        if isinstance(node.comparators[0], ast.Constant) and node.comparators[0].value == 0
    ]
    assert (linked, signed, bool(deciding)) == ([], [], True)


# What a message is for, what kind an entry is and what a step is called are values: nobody takes them to pieces.
WHOLE = {"purpose", "kind", "key"}
TAKES_APART = {"split", "partition", "rpartition", "startswith", "endswith", "removeprefix", "isdigit"}


def taken_apart(module: str) -> Iterator[int]:
    """Yield the lines in which a value that is whole is read as text."""
    for node in nodes(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TAKES_APART:
            whose = node.func.value
            name = whose.id if isinstance(whose, ast.Name) else getattr(whose, "attr", "")
            if name in WHOLE:
                yield node.lineno


def test_no_purpose_kind_or_key_is_taken_to_pieces() -> None:
    # Keys of sentences and of encryption are other keys; a migration finds what was text before.
    others = {"content.model", "content.checking", "content.reading", "storage.encryption", "storage.later_migrations"}
    ours = [module for module in SOURCES if room_of(module) not in BESIDE and module not in others]
    matched = [
        (module, one.value)
        for module in ours
        for one in nodes(module)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
        if re.search(r"\b(purpose|kind) (LIKE|GLOB)\b", one.value)
    ]
    pieces = [(module, piece) for module in ours for piece in taken_apart(module)]
    assert (pieces, matched) == ([], [])


# Directly in the app: its wings, and what joins them. What comes later comes into a wing, or is one.
ROOMS_OF_THE_APP = 13
LINES, BODY = 300, 30


def test_few_rooms_stand_directly_in_the_app() -> None:
    rooms = {module.split(".")[1] for module in SOURCES if module.startswith("app.")}
    assert len(rooms) <= ROOMS_OF_THE_APP, sorted(rooms)


def test_the_tests_of_the_app_stand_in_its_wings() -> None:
    wings = {path.parent.name for path in (BOT / "app").glob("*/__init__.py")}
    folders = {path.parent.name for path in (Path(__file__).parent / "app").glob("*/test_*.py")}
    assert folders - wings == set()


def length(body: list[ast.stmt]) -> int:
    """Return how many lines some statements take."""
    end = body[-1].end_lineno
    assert end
    return end - body[0].lineno + 1


def test_a_file_and_its_functions_can_be_taken_in() -> None:
    long = {
        f"{module}.{node.name}": length(body)
        for module in SOURCES
        for node in nodes(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (body := node.body[ast.get_docstring(node) is not None :])
        and length(body) > BODY
    }
    lines = {module: len(file.read_text(encoding="utf-8").splitlines()) for module, file in SOURCES.items()}
    assert ({module: count for module, count in lines.items() if count > LINES}, long) == ({}, {})
