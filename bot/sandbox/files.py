"""Stores what is uploaded and describes it as Telegram's media objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.nouns import Json, StoredFile

if TYPE_CHECKING:
    from bot.sandbox.world import World

PNG = b"\x89PNG"
# What a photo starts with, and how large one of another kind than PNG is said to be.
IMAGES = (PNG, b"\xff\xd8", b"GIF8", b"RIFF")
UNKNOWN = (900, 600)


def store(world: World, content: bytes, folder: str, suffix: str) -> Json:
    """Keeps the content for getFile and returns what Telegram tells of the file."""
    number = world.serial()
    file_id = f"AgACAgQAAx{number:08d}"
    world.files[file_id] = StoredFile(file_id, f"{folder}/file_{number}{suffix}", content)
    return described(world, file_id)


def described(world: World, file_id: str) -> Json:
    """The fields every kind of file has; size in bytes. KeyError for an unknown id."""
    size = len(world.files[file_id].content)
    return {"file_id": file_id, "file_unique_id": f"AQAD{file_id[-8:]}", "file_size": size}


def photo(world: World, content: bytes) -> Json:
    """A new photo as the fields it adds to a message."""
    return photo_again(world, store(world, content, "photos", ".jpg"))


def photo_again(world: World, file: Json) -> Json:
    """The same for a photo already stored, in two sizes."""
    width, height = size_of(world.files[file["file_id"]].content) or UNKNOWN
    small = {"width": 90, "height": max(90 * height // width, 1)}
    return {"photo": [file | small, file | {"width": width, "height": height}]}


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels; None for anything else."""
    is_png = content.startswith(PNG) and len(content) >= 24
    return (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")) if is_png else None


def document(world: World, content: bytes, name: str) -> Json:
    """A new document as the fields it adds to a message; `name` gives its suffix."""
    suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
    return {"document": store(world, content, "documents", suffix) | {"file_name": name}}


def sticker(world: World) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": store(world, b"sticker", "stickers", ".webp") | shape | {"emoji": "👍"}}


def voice(world: World) -> Json:
    return {"voice": store(world, b"voice", "voice", ".oga") | {"duration": 3, "mime_type": "audio/ogg"}}
