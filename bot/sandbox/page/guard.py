"""Keeps other web pages out, and tells the browser to load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
BIGGEST_BODY = 64 * 1024
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
    "connect-src 'self'; img-src 'self'; style-src 'self'; script-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A newer version on the same port must not meet older scripts.
    "Cache-Control": "no-cache",
}


class Guard:
    """An ASGI application in front of another; any host name is let in only if `is_open`.

    A page from elsewhere could point its own name at this machine (DNS rebinding): hence the look at Host. It could
    also send forms here: hence JSON only, and only from a page that this very server gave.
    """

    def __init__(self, app: ASGIApp, *, is_open: bool) -> None:
        self._app, self._is_open = app, is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer: Callable[[Scope, Receive, Send], Awaitable[None]] = refusal or self._app
        await answer(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> JSONResponse | None:
        host = headers.get("host", "")
        if not self._is_open and _name_in(host) not in LOOPBACK:
            return _refused("foreign host", 421)
        if method in ("GET", "HEAD"):
            return None
        if not host or headers.get("origin", "").partition("://")[2] != host:
            return _refused("foreign page", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _refused("no json", 415)
        if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > BIGGEST_BODY:
            return _refused("too long", 413)
        return None


def _name_in(host: str) -> str | None:
    """The name or address of a Host header, without its port; None for nonsense."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _refused(problem: str, status: int) -> JSONResponse:
    return JSONResponse({"problem": problem}, status)
