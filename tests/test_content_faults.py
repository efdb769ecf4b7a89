"""Odd files: whatever lies in a school's own folder, it is passed over with one line, and never stops or hangs us."""

import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import content
from bot.content import checking
from bot.core.timing import HOME_ZONE
from bot.rendering import Renderer, RenderingError

# What reads a file or renders a text takes a moment; what hangs is cut off here.
in_a_moment = pytest.mark.timeout(10)
GOOD = """
family = "R6"
depth = 1
activity = "reflecting"
source = "Ours"
[title]
nl = "Een goede vraag"
en = "A good question"
[why]
nl = "Daarom."
en = "Because."
[follow_up]
nl = "En nu?"
en = "And now?"
[[steps]]
window = 1
[steps.ask]
nl = "Wat hielp?"
en = "What helped?"
"""
FOLDERS = ["prompts/reflection", "prompts/consultation", "prompts/messages/nl", "prompts/messages", "prompts/words"]
FOLDERS += ["schedules/holidays"]


@pytest.fixture(autouse=True)
def _with_little_memory() -> Iterator[None]:
    """Let what would fill all memory fail here, and not the machine."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def _dangle(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _name_itself(path: Path) -> None:
    path.symlink_to(path)


def _point_in_a_ring(path: Path) -> None:
    path.symlink_to(path.with_suffix(".other"))
    path.with_suffix(".other").symlink_to(path)


def _never_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _be_a_terminal(path: Path) -> None:
    path.symlink_to("/dev/full")


def _bytes(text: bytes) -> Callable[[Path], object]:
    def lay(path: Path) -> None:
        path.write_bytes(text)

    return lay


ODD: dict[str, Callable[[Path], object]] = {
    "link to nothing": _dangle,
    "link to itself": _name_itself,
    "links in a ring": _point_in_a_ring,
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "endless device": _never_end,
    "full device": _be_a_terminal,
    "deep lists": _bytes(b"a = " + b"[" * 100_000 + b"]" * 100_000),
    "deep tables": _bytes(b"a = " + b"{a=" * 100_000 + b"1" + b"}" * 100_000),
    "deep name": _bytes(b".".join([b"a"] * 5_000) + b" = 1"),
    "long number": _bytes(b"order = " + b"9" * 10_000),
    "no day": _bytes(b"at = 2026-02-31"),
    "no bytes of text": _bytes(b"\xff\xfe\x00\x01"),
    "nought": _bytes(b"a = \x00"),
    "empty": _bytes(b""),
    "half": _bytes(b"[title]\nnl = "),
}


def _lay(root: Path, folder: str, name: str, lay: Callable[[Path], object]) -> None:
    """Put something odd in a school's folder, beside a good question."""
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "prompts" / "reflection").mkdir(parents=True, exist_ok=True)
    (root / "prompts" / "reflection" / "goede-vraag.toml").write_text(GOOD, encoding="utf-8")
    lay(root / folder / name)


@in_a_moment
@pytest.mark.parametrize("what", sorted(ODD))
@pytest.mark.parametrize("folder", FOLDERS)
def test_an_odd_file_is_told_and_passed_over(tmp_path: Path, folder: str, what: str) -> None:
    _lay(tmp_path, folder, "vreemd.toml", ODD[what])
    used, mistakes = checking.in_use(tmp_path)
    told = {mistake.file for mistake in mistakes}
    assert ("goede-vraag" in used.methods, told - {f"{folder}/vreemd.toml"}) == (True, set())
    assert told or what == "empty"


@in_a_moment
@pytest.mark.parametrize(
    "what", ["link to nothing", "link to itself", "folder", "pipe", "endless device", "deep lists"]
)
def test_an_odd_frame_is_told_and_ours_is_used(tmp_path: Path, what: str) -> None:
    _lay(tmp_path, "prompts", "frame.toml", ODD[what])
    used, mistakes = checking.in_use(tmp_path)
    assert (used.frame, [mistake.file for mistake in mistakes]) == (content.load().frame, ["prompts/frame.toml"])


@in_a_moment
@pytest.mark.parametrize(
    "name", [".#vreemd.toml", "._vreemd.toml", ".vreemd.toml.swp", "#vreemd.toml#", "vreemd.toml~"]
)
@pytest.mark.parametrize("what", ["link to nothing", "no bytes of text", "half"])
def test_what_an_editor_lays_beside_a_file_is_no_content(tmp_path: Path, name: str, what: str) -> None:
    _lay(tmp_path, "prompts/reflection", name, ODD[what])
    used, mistakes = checking.in_use(tmp_path)
    assert ("goede-vraag" in used.methods, [str(mistake) for mistake in mistakes]) == (True, [])


@in_a_moment
@pytest.mark.parametrize("name", [b"\xff\xfe.toml", b"a\nb.toml", b"Vraag 1.toml", b"..toml", b"a" * 200 + b".toml"])
def test_an_odd_name_is_told_in_a_line_that_can_be_printed(tmp_path: Path, name: bytes) -> None:
    _lay(tmp_path, "prompts/reflection", os.fsdecode(name), lambda path: path.write_text(GOOD, encoding="utf-8"))
    used, mistakes = checking.in_use(tmp_path)
    lines = [str(mistake) for mistake in mistakes]
    assert ("goede-vraag" in used.methods, [line for line in lines if "\n" in line]) == (True, [])
    # Raises UnicodeEncodeError for what no terminal takes.
    "\n".join(lines).encode()


@in_a_moment
@pytest.mark.parametrize("what", ["link to nothing", "link to itself", "pipe", "endless device"])
@pytest.mark.parametrize("folder", ["prompts", "prompts/reflection", "schedules/holidays"])
def test_an_odd_thing_in_the_place_of_a_folder_stops_nobody(tmp_path: Path, folder: str, what: str) -> None:
    place = tmp_path / folder
    place.parent.mkdir(parents=True, exist_ok=True)
    ODD[what](place)
    used, _ = checking.in_use(tmp_path)
    assert used.methods.keys() == content.load().methods.keys()


LONG = "'" + "x" * 5_000 + "'"
# Texts that would not end, or would fill all memory.
THRICE = "{{% for a in {0} %}}{{% for b in {0} %}}{{% for c in {0} %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}"
ENDLESS = {
    "macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "macros that call each other": "{% macro a() %}{{ b() }}{% endmacro %}"
    "{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "macro that doubles": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "call that calls itself": "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
    "loop in itself": "{% for a in [[1]] recursive %}{{ loop(loop.changed(1) and [[1]] or [[1]]) }}{% endfor %}",
    "loops in loops": THRICE.format(LONG),
    "loops over a name": THRICE.format("team * 9999"),
    "wide format": "{{ '%1000000000d'|format(1) }}",
    "wide format by percent": "{{ '%1000000000d' % 1 }}",
    "wide format by method": "{{ '{:1000000000}'.format(1) }}",
    "wide centre": "{{ 'x'|center(1000000000) }}",
    "wide centre by method": "{{ 'x'.center(1000000000) }}",
    "wide indent": "{{ 'x\ny'|indent(1000000000) }}",
    "times": "{{ 'x' * 1000000000 }}",
    "times a list": "{{ ([1] * 1000000000)|length }}",
    "power": "{{ 9 ** (9 ** 9) }}",
    "long number": "{{ 10 ** 100000000 }}",
    "replaced": "{{ ('x' * 9999)|replace('x', 'x' * 9999)|replace('x', 'x' * 9999) }}",
    "joined": "{{ ('x' * 9999)|join('x' * 9999)|join('x' * 9999) }}",
    "set again and again": "{% set a = 'x' * 9999 %}" + "{% set a = a ~ a %}" * 40 + "{{ a|length }}",
    "filled batch": "{{ [1]|batch(1000000000, 'x')|list }}",
    "deep brackets": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "deep blocks": "{% if 1 %}" * 2_000 + "{% endif %}" * 2_000,
    "deep sum": "{{ " + "+".join(["1"] * 20_000) + " }}",
    "wide link": "{{ ('www.a.nl ' * 99999)|urlize }}",
    "endless rounding": "{{ 10|round(9999999, 'ceil') }}",
    "filter by name": "{{ ['x']|map('center', 100000000)|list|length }}",
    "format by name": "{{ ['%99999999d']|map('format', 1)|list|length }}",
    "slow words": "{{ ('a' * 99999)|wordwrap(1) }}",
}


@in_a_moment
@pytest.mark.parametrize("what", sorted(ENDLESS))
def test_a_text_that_would_not_end_is_a_rendering_error(what: str) -> None:
    renderer = Renderer(content.load().sentences)
    try:
        shown = renderer.text("nl", ENDLESS[what], HOME_ZONE, team="Onderbouw")
    except RenderingError:
        return
    # What can be rendered in a moment is held against what a message takes.
    assert checking._problem(renderer, "nl", ENDLESS[what], 240)
    assert len(shown) < 10**7


@in_a_moment
@pytest.mark.parametrize("what", ["macro that calls itself", "loops in loops", "wide format", "deep brackets"])
@pytest.mark.parametrize("where", ["question", "sentence"])
def test_a_file_with_a_text_that_would_not_end_is_told_and_passed_over(tmp_path: Path, where: str, what: str) -> None:
    text = ENDLESS[what].replace("\n", " ")
    if where == "question":
        body = GOOD.replace('nl = "Wat hielp?"', f'nl = """{text}"""')
        _lay(tmp_path, "prompts/reflection", "vreemd.toml", lambda path: path.write_text(body, encoding="utf-8"))
    else:
        body = f'hello = """{text}"""'
        _lay(tmp_path, "prompts/messages/nl", "private_chat.toml", lambda path: path.write_text(body, encoding="utf-8"))
    used, mistakes = checking.in_use(tmp_path)
    ours = content.load()
    assert ("vreemd" in used.methods, "goede-vraag" in used.methods) == (False, True)
    assert used.sentences["nl"].templates["private_chat.hello"] == ours.sentences["nl"].templates["private_chat.hello"]
    assert len({mistake.file for mistake in mistakes}) == 1
