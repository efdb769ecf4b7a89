"""Answers sendPhoto, sendDocument and getFile."""

from __future__ import annotations

from bot.sandbox import files
from bot.sandbox.methods.registry import Request, method
from bot.sandbox.methods.sending import send
from bot.sandbox.methods.wording import caption_of
from bot.sandbox.nouns import Json
from bot.sandbox.refusals import bad_request


@method("sendPhoto", writes=True)
def send_photo(request: Request) -> Json:
    upload = request.parameters.upload("photo")
    if upload is not None:
        media = files.photo(request.sandbox, upload.content)
    else:
        media = files.photo_again(_stored(request, "photo"))
    return _send(request, "photo", media)


@method("sendDocument", writes=True)
def send_document(request: Request) -> Json:
    upload = request.parameters.upload("document")
    if upload is not None:
        media = files.document(request.sandbox, upload.content, upload.name)
    else:
        media = {"document": _stored(request, "document")}
    return _send(request, "document", media)


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
