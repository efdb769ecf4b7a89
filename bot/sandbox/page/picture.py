"""Draws the picture that people on the page send: a blackboard with a times table in dots."""

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 360, 240
BOARD, FRAME, CHALK = b"\x2f\x4a\x42", b"\xb0\x8a\x5b", b"\xf3\xef\xe2"
EDGE, STEP, RADIUS = 10, 40, 8


@cache
def blackboard() -> bytes:
    """Return a small PNG."""
    rows = b"".join(b"\0" + b"".join(_colour(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _colour(x: int, y: int) -> bytes:
    if not (EDGE <= x < WIDTH - EDGE and EDGE <= y < HEIGHT - EDGE):
        return FRAME
    column, row = round((x - EDGE) / STEP), round((y - EDGE) / STEP)
    is_dot = 1 <= column <= 7 and 1 <= row <= 4
    near = (x - EDGE - column * STEP) ** 2 + (y - EDGE - row * STEP) ** 2 <= RADIUS**2
    return CHALK if is_dot and near else BOARD


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
