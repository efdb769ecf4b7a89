"""The process that draws: takes descriptions on its input, a line each, and gives pictures on its output."""

import sys
from typing import BinaryIO

from pydantic import TypeAdapter

from bot.charts import draw
from bot.core.pictures import Picture

PICTURE: TypeAdapter[Picture] = TypeAdapter(Picture)


def serve(descriptions: BinaryIO, pictures: BinaryIO) -> None:
    """Draw until there is nothing more to read.

    Each answer is a byte, 1 for a picture and 0 for none, then how long the rest is in four bytes, and the rest: a
    PNG, or what kind of error kept it from being drawn.
    """
    for line in descriptions:
        try:
            is_drawn, content = 1, draw(PICTURE.validate_json(line))
        except Exception as error:  # noqa: BLE001  one picture must not keep others from being drawn
            is_drawn, content = 0, type(error).__name__.encode()
        pictures.write(bytes([is_drawn]) + len(content).to_bytes(4, "big") + content)
        pictures.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
