"""The pictures: as they were when somebody looked at them, readable whoever looks, and whatever a team is called."""

import struct
from itertools import pairwise

import pytest
from charts.examples import BALANCE, EXAMPLES, REFERENCES, TERM, TILE, YEAR
from charts.pixels import BLINDNESS, Pixels, contrast, difference, luminance, read
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts import draw, sheet, tile
from bot.charts.lettering import LEADING, SIZES, lettered, width
from bot.core.pictures import (
    BANDS,
    LONGEST_ON_TILE,
    OF_WEEKS,
    OF_YEARS,
    OfWeek,
    Picture,
    TermWeek,
    Tile,
    YearWeek,
)

# Letters are smoothed a little otherwise from one machine to the next.
ALIKE = 0.5
APART = 1.5
GROUND, GROUT = (0xF8, 0xF6, 0xF0, 0xFF), (0xC3, 0xCB, 0xD3, 0xFF)

seldom = settings(max_examples=15, deadline=None, database=None, derandomize=True)
titles = st.text(max_size=60)


def a_term(*weeks: OfWeek) -> Pixels:
    """Return how a term of these weeks looks."""
    numbered = tuple(TermWeek(number=number, what=what) for number, what in enumerate(weeks, 1))
    return read(draw(TERM.model_copy(update={"weeks": numbered, "title": ""})))


def column(shown: Pixels, place: int) -> list[bytes]:
    """Return the pixels down the middle of a week's place in a strip of weeks as wide as they come."""
    return [shown.at(round(2 * (16 + place * 30 + 13)), y) for y in range(2 * 42, 2 * 108)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_picture_is_as_it_was_when_somebody_looked_at_it(name: str) -> None:
    drawn, kept = read(draw(EXAMPLES[name])), read((REFERENCES / f"{name}.png").read_bytes())
    assert (drawn.width, drawn.height) == (kept.width, kept.height)
    assert difference(drawn, kept) < ALIKE


def test_one_week_that_differs_is_no_small_difference() -> None:
    other = TERM.model_copy(update={"weeks": (*TERM.weeks[:-1], TermWeek(number=47, what="half"))})
    assert difference(read(draw(other)), read((REFERENCES / "term.png").read_bytes())) > ALIKE


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_picture_brings_its_own_ground_and_is_twice_as_sharp_as_a_phone_is_wide(name: str) -> None:
    shown = read(draw(EXAMPLES[name]))
    corners = {tuple(shown.at(x, y)) for x in (0, shown.width - 1) for y in (0, shown.height - 1)}
    ground = GROUT if name == "tile" else GROUND
    assert (shown.width, corners, {row[3::4] for row in shown.rows} == {b"\xff" * 720}) == (720, {ground}, True)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_bands_are_apart_in_lightness_for_everybody(blindness: str) -> None:
    shown = a_term("none", *BANDS)
    # Of a week without a question, what it stands on; of the others, what they are filled with.
    empty, *filled = (column(shown, place)[at] for place, at in enumerate((20, -20, -20, -20)))
    lights = [luminance(colour, blindness) for colour in (empty, *filled)]
    apart = [contrast(one, other) >= APART for one, other in pairwise(lights)]
    assert (apart, lights) == ([True] * 3, sorted(lights, reverse=True))


def test_bands_are_apart_in_height_without_any_colour() -> None:
    shown = a_term("none", *BANDS)
    empty = column(shown, 0)[20]
    heights = [sum(colour != empty for colour in column(shown, place)) for place in (1, 2, 3)]
    assert heights == [44, 88, 132]


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_words_are_dark_enough_to_read(blindness: str) -> None:
    colours = [bytes.fromhex(one[1:]) for one in (sheet.INK, sheet.FAINT)]
    paper = luminance(bytes.fromhex(sheet.PAPER[1:]), blindness)
    assert all(contrast(luminance(colour, blindness), paper) >= 4.5 for colour in colours)


def test_every_kind_of_week_looks_unlike_every_other() -> None:
    shown = a_term(*OF_WEEKS)
    assert len({b"".join(column(shown, place)) for place in range(len(OF_WEEKS))}) == len(OF_WEEKS)


@pytest.mark.parametrize("title", ["Łódź Ğülşen İı ëéüñ", "Ελληνικά", "Русский"])
def test_letters_of_team_names_are_there(title: str) -> None:
    with_title, without = (draw(BALANCE.model_copy(update={"title": one})) for one in (title, "□" * len(title)))
    assert with_title != without
    assert sheet.known(title) == title


def test_what_has_no_letters_is_left_out() -> None:
    drawn = draw(BALANCE.model_copy(update={"title": "What the questions were about 🎉\x00\u200d日本"}))
    assert drawn == draw(BALANCE)


@seldom
@given(titles, st.lists(st.sampled_from(OF_WEEKS), min_size=1, max_size=20))
def test_any_term_can_be_drawn(title: str, weeks: list[OfWeek]) -> None:
    numbered = tuple(TermWeek(number=number, what=what) for number, what in enumerate(weeks, 1))
    assert size_of(TERM.model_copy(update={"title": title, "weeks": numbered})) == (720, True)


@seldom
@given(titles, st.lists(st.lists(st.sampled_from(OF_YEARS), unique=True), min_size=1, max_size=54))
def test_any_year_can_be_drawn(title: str, weeks: list[list[str]]) -> None:
    drawn = tuple(YearWeek.model_validate({"what": what}) for what in weeks)
    assert size_of(YEAR.model_copy(update={"title": title, "weeks": drawn})) == (720, True)


def test_a_balance_of_nothing_can_be_drawn() -> None:
    none = tuple(share.model_copy(update={"questions": 0}) for share in BALANCE.shares)
    assert size_of(BALANCE.model_copy(update={"shares": none})) == (720, True)


def size_of(picture: Picture) -> tuple[int, bool]:
    """Return how wide a picture is, and whether Telegram takes its shape: no side twenty times the other."""
    width, height = struct.unpack(">II", draw(picture)[16:24])
    return width, height < 20 * width and width < 20 * height


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_what_is_painted_on_a_tile_is_dark_enough_on_its_glaze(blindness: str) -> None:
    glaze = luminance(bytes.fromhex(tile.GLAZE[-1][1][1:]), blindness)
    painted = {name: luminance(bytes.fromhex(getattr(tile, name)[1:]), blindness) for name in ("LETTERS", "LINE")}
    assert {name: contrast(light, glaze) >= 7 for name, light in painted.items()} == dict.fromkeys(painted, True)


@pytest.mark.parametrize(
    "text",
    [
        "Stil",
        "Rustig beginnen is ook beginnen",
        "Wie een vraag laat hangen, geeft een leerling de tijd om zelf het antwoord te zoeken.",
        "o " * (LONGEST_ON_TILE // 2),
    ],
)
def test_words_lie_within_the_ring_as_large_as_a_phone_shows_them_well(text: str) -> None:
    found = lettered(text, tile.ROOM, tile.TALL)
    farthest = max(
        ((width(line, found.size) / 2) ** 2 + (abs(foot) + 0.3 * found.size) ** 2) ** 0.5
        for line, foot in zip(found.lines, found.feet, strict=True)
    )
    assert (" ".join(found.lines).split(), farthest <= tile.ROOM + 12, found.size >= 19) == (text.split(), True, True)


def test_a_tile_without_words_is_the_one_that_was_wiped() -> None:
    assert draw(Tile()) == draw(Tile(text="🎉\u200d")) != draw(TILE)


@pytest.mark.parametrize("text", ["Ελληνικά", "Русский", "Ŵelsh", "ĳs"])
def test_letters_that_the_painted_face_has_not_are_there_all_the_same(text: str) -> None:
    assert draw(Tile(text=text)) != draw(Tile(text="□" * len(text)))


@seldom
@given(st.text(max_size=LONGEST_ON_TILE))
def test_any_words_can_be_on_a_tile(text: str) -> None:
    found = lettered(sheet.known(text) or "x", tile.ROOM, tile.TALL)
    is_low = len(found.lines) * found.size * LEADING <= tile.TALL
    assert (size_of(Tile(text=text)), found.size in SIZES, is_low) == ((720, True), True, True)
