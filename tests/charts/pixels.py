"""Reads what we draw, without a library: the pixels of a PNG, how light they are, and how the colour-blind see them."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Colour = tuple[float, ...]

# How colours look to people without one kind of cone, in linear light: Machado, Oliveira and Fernandes (2009).
BLINDNESS: dict[str, tuple[Colour, Colour, Colour]] = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@dataclass(frozen=True)
class Pixels:
    """A picture as it is shown; `at` takes pixels from the left and from the top, and gives red, green, blue, alpha."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def at(self, x: int, y: int) -> bytes:
        return self.rows[y][4 * x : 4 * x + 4]


@lru_cache(maxsize=16)
def read(png: bytes) -> Pixels:
    """Return the pixels of a PNG with eight bits for each of red, green, blue and alpha, as we make them."""
    chunks = list(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    assert (depth, kind, interlaced) == (8, 6, 0)
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    return Pixels(width, height, tuple(_rows(zlib.decompress(packed), 4 * width)))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _rows(raw: bytes, length: int) -> Iterator[bytes]:
    above = bytes(length)
    for start in range(0, len(raw), length + 1):
        above = _row(raw[start], raw[start + 1 : start + 1 + length], above)
        yield above


def _row(how: int, packed: bytes, above: bytes) -> bytes:
    """Return a row whose bytes a filter of PNG had written as how far they are from what it expected."""
    if how in (0, 2):
        return packed if how == 0 else bytes((byte + up) & 255 for byte, up in zip(packed, above, strict=True))
    row = bytearray(4)
    for byte, up, left, corner in zip(packed, above, row, bytes(4) + above, strict=False):
        # The list that is read here grows by what is found.
        expected = left if how == 1 else (left + up) // 2 if how == 3 else _nearest(left, up, corner)
        row.append((byte + expected) & 255)
    return bytes(row[4:])


def _nearest(left: int, up: int, corner: int) -> int:
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def difference(one: Pixels, other: Pixels) -> float:
    """Return by how much two pictures of one size differ, on average over all bytes, from 0 to 255."""
    unlike = ((row, same) for row, same in zip(one.rows, other.rows, strict=True) if row != same)
    apart = sum(abs(a - b) for row, same in unlike for a, b in zip(row, same, strict=True))
    return apart / (4 * one.width * one.height)


def luminance(colour: bytes, blindness: str = "none") -> float:
    """Return how light a colour is, from 0 to 1, to somebody who sees all colours or some."""
    linear = [_linear(part / 255) for part in colour[:3]]
    seen = [sum(share * part for share, part in zip(row, linear, strict=True)) for row in BLINDNESS[blindness]]
    red, green, blue = (min(max(part, 0), 1) for part in seen)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: float, other: float) -> float:
    """Return the ratio of two luminances as WCAG 2 has it, from 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
