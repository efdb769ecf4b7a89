"""The web application of the page: its files, the stream of views, and the deeds people do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.page.actions import WISH, OpenLink, StartOver, Wish
from bot.sandbox.page.messages import file_of
from bot.sandbox.page.show import REFUSED, Performance, Show
from bot.sandbox.page.view import view

STATIC = Path(__file__).parent / "static"
# Changes within this time, in seconds, are told together.
BREATH = 0.03
IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def application(show: Show) -> Starlette:
    """The page of a show; its files are read once, here."""
    files = {path.name: (path.read_bytes(), KINDS[path.suffix]) for path in STATIC.iterdir() if path.suffix in KINDS}

    async def static(request: Request) -> Response:
        content, kind = files.get(request.path_params.get("name", "index.html"), (None, ""))
        return _problem("gone", 404) if content is None else Response(content, media_type=kind)

    async def events(request: Request) -> Response:
        who = request.query_params.get("who", "")
        await show.is_on()
        if show.performance is None or who not in show.performance.story.people:
            return _problem("gone", 404)
        return StreamingResponse(_views(show, who), media_type="text/event-stream")

    async def act(request: Request) -> Response:
        return await _acted(show, await request.body())

    async def media(request: Request) -> Response:
        return _file(show.performance, request.path_params["chat"], request.path_params["message"])

    return Starlette(
        routes=[
            Route("/", static),
            Route("/static/{name}", static),
            Route("/events", events),
            Route("/act", act, methods=["POST"]),
            Route("/media/{chat}/{message:int}", media),
        ]
    )


async def _views(show: Show, who: str) -> AsyncIterator[str]:
    """Yield a whole view after each change, as server-sent events."""
    last = ""
    with show.following() as news:
        while not show.is_closing:
            await news.wait()
            news.clear()
            if show.performance is None or show.is_closing:
                continue
            seen = json.dumps(view(show.performance, show.performance.person(who)), ensure_ascii=False)
            if seen != last:
                last = seen
                yield f"retry: 500\ndata: {seen}\n\n"
            await asyncio.sleep(BREATH)


async def _acted(show: Show, body: bytes) -> Response:
    """Do what somebody wishes, one deed at a time, and answer with its outcome or a problem."""
    try:
        wish = WISH.validate_json(body)
    except ValidationError as error:
        is_long = any(each["type"] == "string_too_long" for each in error.errors())
        return _problem("too long" if is_long else "unusable", 422)
    async with show.lock:
        if isinstance(wish.deed, StartOver):
            await show.start_over(wish.deed.language)
            return JSONResponse({})
        scene = show.performance
        if scene is None or wish.performance != scene.number:
            return _problem("other performance", 409)
        try:
            return JSONResponse(await wish.deed.act(scene, scene.person(wish.who)))
        except REFUSED as error:
            return _problem(_name_of(error, wish), 409)
        except TimeoutError:
            return _problem("stuck", 503)


def _name_of(error: Exception, wish: Wish) -> str:
    """The name by which the page knows the words for a problem."""
    if wish.deed.do == "scene":
        return "scene"
    if isinstance(wish.deed, OpenLink):
        return "link"
    if isinstance(error, PermissionError):
        return "not allowed"
    return "gone" if isinstance(error, LookupError) else "unusable"


def _file(scene: Performance | None, chat_id: str, message_id: int) -> Response:
    """A picture to look at, or any other file to keep."""
    if scene is None:
        return _problem("gone", 404)
    chats = (*scene.sandbox.chats.values(), *scene.sandbox.private.values())
    chat = next((one for one in chats if str(one.id) == chat_id), None)
    message = chat.by_id.get(message_id) if chat else None
    found = file_of(message) if message else None
    if found is None:
        return _problem("gone", 404)
    file_id, name = found
    content = scene.sandbox.files[file_id].content
    image = next((kind for start, kind in IMAGES.items() if content.startswith(start)), None)
    if message and message.kind == "photo" and image:
        return Response(content, media_type=image)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _problem(name: str, status: int) -> JSONResponse:
    return JSONResponse({"problem": name}, status)
