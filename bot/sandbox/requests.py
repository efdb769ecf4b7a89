"""Reads the parameters and files out of an HTTP request: query, form, multipart or JSON."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from bot.sandbox.nouns import Json
from bot.sandbox.parameters import Parameters, Upload

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


async def parameters_of(scope: Scope, receive: Receive) -> Parameters:
    """Reads the whole body; raises ClientDisconnect when the client leaves first."""
    values: Json = _pairs(scope["query_string"])
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    if kind.startswith(b"multipart/"):
        return await _multipart(Request(scope, receive), values)
    body = await _body(receive)
    if kind.startswith(b"application/json"):
        return Parameters(values | _object(body))
    return Parameters(values | _pairs(body))


def _pairs(text: bytes) -> Json:
    return dict(parse_qsl(text.decode(errors="replace"), keep_blank_values=True)) if text else {}


def _object(body: bytes) -> Json:
    try:
        read = json.loads(body or b"{}")
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            return bytes(body)


async def _multipart(request: Request, values: Json) -> Parameters:
    uploads: dict[str, Upload] = {}
    # What is broken has no parameters, and Telegram then misses those it needs.
    with suppress(MultiPartException, FormParserError):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    uploads[name] = Upload(value.filename or name, await value.read())
                else:
                    values[name] = value
    return Parameters(values, uploads)
