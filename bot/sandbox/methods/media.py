"""Answers sendPhoto, sendDocument and getFile."""

from __future__ import annotations

from bot.sandbox import files
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.sending import send
from bot.sandbox.methods.wording import caption_of
from bot.sandbox.nouns import Json
from bot.sandbox.refusals import bad_request

# Of a photo: both sides together, and one side in times the other.
MOST_PIXELS, LONGEST_SIDE = 10_000, 20


@method("sendPhoto", writes=True)
def send_photo(request: Request) -> Json:
    return _send(request, "photo", photo_of(request, "photo"))


@method("sendDocument", writes=True)
def send_document(request: Request) -> Json:
    return _send(request, "document", document_of(request, "document"))


def photo_of(request: Request, name: str) -> Json:
    """A photo as the fields it adds to a message: uploaded, if Telegram takes it for one, or sent before."""
    upload = request.parameters.upload(name)
    if upload is None:
        return files.photo_again(request.sandbox, _stored(request, name))
    if not upload.content.startswith(files.IMAGES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = files.size_of(upload.content) or files.UNKNOWN
    if width + height > MOST_PIXELS or max(width, height) > LONGEST_SIDE * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return files.photo(request.sandbox, upload.content)


def document_of(request: Request, name: str) -> Json:
    """The same of a document."""
    upload = request.parameters.upload(name)
    if upload is None:
        return {"document": _stored(request, name)}
    return files.document(request.sandbox, upload.content, upload.name)


def _stored(request: Request, name: str) -> Json:
    file_id = request.parameters.text(name)
    if not file_id:
        raise bad_request(f"there is no {name} in the request")
    if file_id not in request.sandbox.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return files.described(request.sandbox, file_id)


def _send(request: Request, kind: str, media: Json) -> Json:
    text, entities = caption_of(request)
    return send(request, kind=kind, extra=media, text=text, entities=entities)


@method("getFile")
def get_file(request: Request) -> Json:
    file = request.sandbox.files.get(request.parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return files.described(request.sandbox, file.file_id) | {"file_path": file.path}
