"""A wall tile: a team's own words on white glaze, painted in blue as in Delft."""

from itertools import groupby
from unicodedata import normalize
from xml.etree.ElementTree import Element, SubElement

from bot.charts import delft, sheet
from bot.charts.brush import path
from bot.charts.delft import BLUE, LINE, MIDDLE, RING, SIDE
from bot.charts.lettering import lettered
from bot.core.pictures import Tile

# The letters that the painted face has; where any other is in the words, all of them are of the plain one.
MISSING = "ĈĉĊċĔĕĜĝĤĥĦħĨĩĬĭĴĵĸŉŊŋŎŏŜŝŦŧŨũŬŭŴŵŶŷ"
PAINTED = frozenset(chr(sign) for sign in range(0x20, 0x180)).difference(MISSING) | set("ȘșȚț‘’‚“”„†‡•…‹›–—―")
PAINTED_FACE = {"font-family": "Source Serif Pro", "font-style": "italic", "font-weight": "600"}
PLAIN_FACE = {"font-family": "DejaVu Sans", "font-stretch": "condensed"}
GROUT, CRACK = "#c3cbd3", "#d3dae1"
GLAZE = ((0, GROUT), (1.5, "#e3e8ec"), (3.5, "#eef1f3"), (6, "#f6f7f6"))
LETTERS = "#142c66"
# How much of the ring its words may fill, and how high they stand in it.
ROOM, TALL, SINKS = 128.0, 150.0, 8.0


def draw(tile: Tile) -> bytes:
    """Return a tile as a PNG; without words, one that nothing is written on."""
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {SIDE} {SIDE}")
    _glaze(root)
    _paint(root, delft.corners())
    _ring(root)
    _paint(root, delft.tulip(MIDDLE, 46, 52))
    _paint(root, delft.flourish(MIDDLE, 300, 92))
    if words := sheet.known(normalize("NFKC", tile.text).replace("\u2010", "-")):
        _letter(root, words)
    return sheet.rendered(root, SIDE, SIDE)


def _glaze(root: Element) -> None:
    """Lay the glaze: whiter in the middle of the tile than along its rounded edges, with fine cracks in it."""
    for inset, colour in GLAZE:
        side = f"{SIDE - 2 * inset:g}"
        place = {"x": f"{inset:g}", "y": f"{inset:g}", "width": side, "height": side, "rx": "5" if inset else "0"}
        SubElement(root, "rect", place, fill=colour)
    SubElement(root, "path", {"d": delft.cracks(), "fill": "none", "stroke": CRACK, "stroke-width": "0.5"})


def _ring(root: Element) -> None:
    around = {"cx": f"{MIDDLE:g}", "cy": f"{MIDDLE:g}", "fill": "none"}
    SubElement(root, "circle", around | {"r": f"{RING:g}", "stroke": LINE, "stroke-width": "2.4"})
    SubElement(root, "circle", around | {"r": f"{RING - 9:g}", "stroke": BLUE, "stroke-width": "1"})
    _paint(root, delft.beads())


def _paint(root: Element, painted: delft.Painted) -> None:
    # Shapes of one colour at once: each path by itself takes a while.
    for colour, shapes in groupby(painted, key=lambda one: one[1]):
        SubElement(root, "path", {"d": path(shape for shape, _ in shapes), "fill": colour})


def _letter(root: Element, text: str) -> None:
    face = (PAINTED_FACE if PAINTED.issuperset(text) else PLAIN_FACE) | {"text-anchor": "middle", "fill": LETTERS}
    found = lettered(text, ROOM, TALL)
    for line, foot in zip(found.lines, found.feet, strict=True):
        place = {"x": f"{MIDDLE:g}", "y": f"{MIDDLE + SINKS + foot:.1f}", "font-size": f"{found.size:g}"}
        SubElement(root, "text", place | face).text = line
