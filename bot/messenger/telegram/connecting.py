"""Connecting: the way over HTTP to the Bot API, through aiohttp, which works half as long on a request as httpx."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPMethod
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# aiohttp raises these before a byte of a request is written: nothing was said.
BEFORE_WRITING = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
CONNECT_TIMEOUT, WRITE_TIMEOUT = 10.0, 20.0
FORM = "application/x-www-form-urlencoded"


class UnusableProxyError(NetworkError):
    """The proxy that this machine's settings name can't be gone through."""


class Connection(BaseRequest):
    """Some connections to one server, over which python-telegram-bot asks; `says` is told the server's time with each
    answer.

    Every request ends: seconds to connect, to write and until the next bytes are read are bounded, and their sum too.
    """

    def __init__(
        self, address: str, connections: int, *, read_timeout: float, says: Callable[[datetime], None] | None = None
    ) -> None:
        self._address, self._connections, self._read_timeout, self._says = address, connections, read_timeout, says
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds may pass until the next bytes of an answer come."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the way; connections are made as they are needed."""
        if self._session is None:
            # Without encryption there is no certificate, and reading those of this machine takes time and memory.
            trusted = httpx.create_ssl_context() if self._address.startswith("https:") else False
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=trusted),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=_proxy(self._address),
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        """Return status and answer. Raises TimedOut, NetworkError."""
        if self._session is None:
            raise RuntimeError("The way to the Bot API isn't open.")
        read = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        form = _form(request_data) if request_data else None
        headers = {"Content-Type": FORM} if isinstance(form, bytes) else None
        try:
            async with self._session.request(
                HTTPMethod(method), url, data=form, headers=headers, timeout=_bounds(read), allow_redirects=False
            ) as answer:
                payload = await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error
        if self._says:
            # What is no date tells nothing.
            with suppress(KeyError, ValueError):
                self._says(parsedate_to_datetime(answer.headers["date"]).astimezone(UTC))
        return answer.status, payload


def _proxy(address: str) -> str | None:
    """Return the proxy that this machine's settings name for an address; asked once, as aiohttp asks each time.

    Raises UnusableProxyError for one of another kind than HTTP.
    """
    parts, known = urlsplit(address), getproxies()
    found = known.get(parts.scheme) or known.get("all")
    if found is None or proxy_bypass(parts.hostname or ""):
        return None
    whole = found if "://" in found else f"http://{found}"
    try:
        is_usable = urlsplit(whole).scheme in ("http", "https") and bool(urlsplit(whole).port or True)
    except ValueError:
        is_usable = False
    if not is_usable:
        raise UnusableProxyError(f"{parts.scheme}_proxy names no HTTP proxy")
    return whole


def _bounds(read: float | None) -> aiohttp.ClientTimeout:
    total = None if read is None else CONNECT_TIMEOUT + WRITE_TIMEOUT + read
    return aiohttp.ClientTimeout(total=total, connect=CONNECT_TIMEOUT, sock_connect=CONNECT_TIMEOUT, sock_read=read)


def _form(data: RequestData) -> bytes | aiohttp.FormData:
    """Return what is asked as a form, with its files if there are any."""
    if not data.contains_files:
        return urlencode(data.json_parameters).encode()
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
