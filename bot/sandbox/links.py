"""Checks the address of a link and writes it as Telegram does."""

import re
from ipaddress import IPv6Address
from typing import NamedTuple

SPACE = " \t\r\n\v\0"
LAST_USER_ID = 2**40 - 1
MENTION = re.compile(r"tg:(?://)?user/?\?([^#]*)", re.IGNORECASE | re.ASCII)
OWN_SCHEME = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE | re.ASCII)
ADDRESS = re.compile(r"(?:([^:/?#@\[\]]*)://)?([^/?#]*)(.*)", re.DOTALL)
HOST = re.compile(r"(?:[a-zA-Z0-9.\-_!$,~*'();&+=]|%[0-9a-fA-F]{2}|[^\x00-\x7f])*")


class Address(NamedTuple):
    """The parts of a link; `rest` is its path, query and fragment."""

    protocol: str
    userinfo: str
    host: str
    port: str
    rest: str


def target_of(link: str) -> tuple[str, str] | None:
    """Return the kind of entity a link makes and the user id or address it leads to; None for an ordinary text."""
    if mention := MENTION.match(link):
        pairs = (pair.partition("=") for pair in mention[1].split("&"))
        ids = [value for key, _, value in pairs if lowered(key) == "id"]
        if ids and re.fullmatch("[1-9][0-9]{0,12}", ids[0]) and int(ids[0]) <= LAST_USER_ID:
            return "text_mention", ids[0]
    url = _checked(link)
    return ("text_link", url) if url else None


def lowered(words: str) -> str:
    """Lower only A to Z, for names are bytes to Telegram."""
    return re.sub("[A-Z]+", lambda found: found[0].lower(), words)


def _checked(target: str) -> str:
    """Return an address as Telegram writes it, or "" for one it makes no link of."""
    own = OWN_SCHEME.match(target)
    target = target[own.end() :] if own else target
    address = _address(target)
    if address is None:
        return ""
    if not own:
        parts = (
            address.userinfo and address.userinfo + "@",
            address.host,
            address.port and ":" + address.port,
        )
        return f"{address.protocol}://{''.join(parts)}{address.rest}" if re.search(r"\.|^\[", address.host) else ""
    scheme = lowered(own[1])
    plain = re.fullmatch("[a-z0-9_.-]+" if scheme == "tonsite" else "[a-z0-9_-]+", address.host)
    if not plain or address.userinfo or address.port or re.match("https?://", target, re.IGNORECASE):
        return ""
    return f"{scheme}://{address.host}{re.sub('^/(?=[?])', '', address.rest)}"


def _address(url: str) -> Address | None:
    found = ADDRESS.fullmatch(url)
    assert found is not None  # it matches anything
    protocol, authority, rest = found.groups()
    protocol = "http" if protocol is None else lowered(protocol)
    port = ""
    colon = max(authority.rfind(mark) for mark in ":]@")
    if colon > 0 and authority[colon] == ":":
        authority, port = authority[:colon], authority[colon + 1 :].lstrip("0") or "-"
    userinfo, _, host = authority.rpartition("@")
    good_port = not port or (re.fullmatch("[0-9]{1,5}", port) and int(port) < 2**16)
    if (
        protocol not in ("http", "https")
        or not good_port
        or not _is_host(host)
        or not HOST.fullmatch(userinfo.replace(":", ""))
    ):
        return None
    rest = rest.rstrip(SPACE)
    rest = re.sub(r"[\x00- ]", lambda blank: f"%{ord(blank[0]):02X}", rest if rest[:1] == "/" else "/" + rest)
    return Address(protocol, userinfo, lowered(host), port, rest)


def _is_host(host: str) -> bool:
    if not (host.startswith("[") and host.endswith("]")):
        return host not in ("", ".") and HOST.fullmatch(host) is not None
    try:
        return IPv6Address(host[1:-1]).scope_id is None
    except ValueError:
        return False
