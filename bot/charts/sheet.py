"""The sheet: the paper, colours, patterns and letters that all pictures have in common, and the only renderer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import resvg_py

# In units of which a sheet is 360 wide, as a phone shows it; drawn double, for sharp screens.
WIDTH, MARGIN, SHARPNESS = 360, 16, 2
FONT = Path(__file__).parent / "DejaVuSansCondensed.ttf"
# For what is painted on a tile.
SERIF = Path(__file__).parent / "SourceSerifPro-SemiboldIt.ttf"
# A sheet has a ground of its own, so that it reads the same in a light and in a dark client.
PAPER, TRACK, INK, FAINT = "#f8f6f0", "#e9e5da", "#1b2733", "#56616b"
# One hue in steps of lightness: apart for everybody, whichever colours they see.
LIGHT, MIDDLE, DEEP = "#8fbae0", "#3f7cb0", "#123f6b"
TITLE, WORDS, SMALL = 16, 13, 11
LONGEST_TITLE = 40
LETTER = 0.52
# From one slanting line to the next, along an edge.
SLANT = 7
ROW, SIGN_TALL, AFTER_SIGN, AFTER_WORD = 22, 16, 6, 12


class Sheet:
    """A sheet of some height to draw on."""

    def __init__(self, height: float, title: str) -> None:
        self._height = height
        self._root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height:g}")
        self.box(0, 0, WIDTH, height, PAPER)
        self.words(MARGIN, 27, _shortened(title), size=TITLE)

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> None:
        """Draw a rectangle, with an edge inside it if one is given."""
        inset = 0.5 if edge else 0
        place = {"x": x + inset, "y": y + inset, "width": width - 2 * inset, "height": height - 2 * inset}
        shape = SubElement(self._root, "rect", {name: f"{value:g}" for name, value in place.items()}, fill=fill)
        if edge:
            shape.set("stroke", edge)

    def hatched(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a stretch in which school is out: slanting lines from edge to edge."""
        # Drawn one by one they take a fraction of the time that a pattern takes.
        lines = [
            f"M{x + max(at - height, 0):g} {y + min(at, height):g}L{x + min(at, width):g} {y + max(at - width, 0):g}"
            for at in range(SLANT // 2, int(width + height), SLANT)
        ]
        SubElement(self._root, "path", {"d": "".join(lines), "stroke": FAINT, "stroke-width": "1.5"})

    def disc(self, x: float, y: float, radius: float, fill: str, edge: str = "none") -> None:
        """Draw a disc around a point."""
        place = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}"}
        SubElement(self._root, "circle", place, fill=fill, stroke=edge)

    def words(
        self, x: float, y: float, text: str, size: float = WORDS, anchor: str = "start", colour: str = INK
    ) -> None:
        """Write on a line; what the letters at hand don't know, such as an emoji, is left out."""
        place = {"x": f"{x:g}", "y": f"{y:g}", "font-size": f"{size:g}", "text-anchor": anchor, "fill": colour}
        # The family has that name, and the file is of its narrow letters.
        face = {"font-family": "DejaVu Sans", "font-stretch": "condensed"}
        SubElement(self._root, "text", place | face).text = known(text)

    def legend(
        self, top: float, words: Sequence[str], wide: float, draw_sign: Callable[[int, float, float], None]
    ) -> None:
        """Say what shows: before each word its sign, drawn by its number, left edge and top."""
        for line, row in enumerate(legend_rows(words, wide)):
            for left, number in row:
                draw_sign(number, left, top + line * ROW)
                self.words(left + wide + AFTER_SIGN, top + line * ROW + SIGN_TALL - 3.5, words[number])

    def png(self) -> bytes:
        """Return the sheet as a PNG, twice as wide and high in pixels as it is in units."""
        return rendered(self._root, WIDTH, self._height)


def rendered(drawing: Element, width: float, height: float) -> bytes:
    """Return a drawing as a PNG, twice as wide and high in pixels as it is in units."""
    return resvg_py.svg_to_bytes(
        svg_string=tostring(drawing, encoding="unicode"),
        width=round(width * SHARPNESS),
        height=round(height * SHARPNESS),
        skip_system_fonts=True,
        font_files=[str(FONT), str(SERIF)],
    )


def legend_rows(words: Sequence[str], sign: float) -> list[list[tuple[float, int]]]:
    """Return, row by row, where the sign of each word stands, as its left edge and which word it is.

    Every sign has one width; as many fit in a row as its words leave room for.
    """
    rows: list[list[tuple[float, int]]] = [[]]
    left = float(MARGIN)
    for number, word in enumerate(words):
        needs = sign + AFTER_SIGN + len(word) * WORDS * LETTER
        if rows[-1] and left + needs > WIDTH - MARGIN:
            rows.append([])
            left = MARGIN
        rows[-1].append((left, number))
        left += needs + AFTER_WORD
    return rows


def _shortened(title: str) -> str:
    shown = known(title)
    return shown if len(shown) <= LONGEST_TITLE else f"{shown[: LONGEST_TITLE - 1].rstrip()}…"


def known(text: str) -> str:
    """Return a text in one line, without signs that the letters at hand don't have, such as an emoji."""
    return " ".join("".join(sign for sign in text if sign.isprintable() and _has_letter(ord(sign))).split())


def _has_letter(sign: int) -> bool:
    # Latin, Greek and Cyrillic with all their accents; quotes, dashes and dots.
    return sign < 0x530 or 0x1E00 <= sign < 0x2000 or 0x2010 <= sign < 0x2040
