"""Reads Telegram's HTML into text and entities exactly as the Bot API server does, and writes it back."""

import re
from html import escape
from ipaddress import IPv6Address
from itertools import accumulate, chain, pairwise
from typing import NamedTuple, NoReturn, cast

STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
# Telegram knows tg-emoji and tg-time as well, which need what only its servers have.
TAGS = {*STYLES, "a", "code", "pre", "blockquote"}
QUOTES = ("blockquote", "expandable_blockquote")
# Where two entities cover the same words, Telegram lists them in this order.
RANKS = {kind: rank for rank, kind in enumerate((*QUOTES, "pre", "code", "text_link", *STYLES.values()))}
RANKS |= {QUOTES[1]: RANKS[QUOTES[0]], "text_mention": RANKS["text_link"]}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACE = " \t\r\n\v\0"
UNSEEN = " \n\xa0\u1680\u180e\u202f\u205f\u2800\u3000\ufeff\ufffc" + "".join(map(chr, range(0x2000, 0x2010)))
LAST_USER_ID = 2**40 - 1

REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
BLANKS = re.compile(r"[ \t\r\n\v]*")
TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
MENTION = re.compile(r"tg:(?://)?user/?\?([^#]*)", re.IGNORECASE | re.ASCII)
OWN_SCHEME = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE | re.ASCII)
ADDRESS = re.compile(r"(?:([^:/?#@\[\]]*)://)?([^/?#]*)(.*)", re.DOTALL)
HOST = re.compile(r"(?:[a-zA-Z0-9.\-_!$,~*'();&+=]|%[0-9a-fA-F]{2}|[^\x00-\x7f])*")


class FormattingError(Exception):
    """Markup that Telegram refuses; the words are its own, after "Bad Request: "."""


class Span(NamedTuple):
    kind: str
    start: int
    end: int
    detail: str = ""


class Opened(NamedTuple):
    tag: str
    argument: str
    start: int


class Address(NamedTuple):
    protocol: str
    userinfo: str
    host: str
    port: str
    rest: str


def parse_html(text: str) -> tuple[str, list[dict[str, object]]]:
    """Return the words Telegram shows and its MessageEntity objects, or raise `FormattingError`."""
    reader = _Reader(text)
    reader.read()
    words, spans = _trimmed(*_cleaned("".join(reader.words), _settled(reader.spans)))
    units = [0, *accumulate(1 + (letter > "\uffff") for letter in words)]
    return words, [_entity(span, units) for span in spans]


def to_html(text: str, entities: list[dict[str, object]]) -> str:
    """Return HTML that shows this text with these entities; kinds that HTML has no tag for show as words."""
    units = text.encode("utf-16-le")
    spans = [(int(str(one["offset"])), int(str(one["length"])), _tags(one)) for one in entities if _tags(one)[0]]
    spans.sort(key=lambda span: (span[0], -span[1]))
    edges = sorted({0, len(units) // 2, *chain.from_iterable((start, start + size) for start, size, _ in spans)})
    opened: list[tuple[int, int, tuple[str, str]]] = []
    pieces: list[str] = []
    for here, there in pairwise([*edges, edges[-1]]):
        ended = [place for place, (start, size, _) in enumerate(opened) if start + size <= here]
        crossing = opened[ended[0] :] if ended else []
        pieces += [close for _, _, (_, close) in reversed(crossing)]
        opened = opened[: len(opened) - len(crossing)]
        begun = [span for span in crossing if span[0] + span[1] > here] + [span for span in spans if span[0] == here]
        pieces += [begin for _, _, (begin, _) in begun]
        opened += begun
        pieces.append(escape(units[2 * here : 2 * there].decode("utf-16-le"), quote=False))
    return "".join(pieces)


class _Reader:
    """One pass over the source, in which a NUL stands for the end, as in Telegram's own parser."""

    def __init__(self, source: str) -> None:
        self.source = source + "\0"
        self.at = 0
        self.words: list[str] = []
        self.opened: list[Opened] = []
        self.spans: list[Span] = []

    def read(self) -> None:
        while self.at < len(self.source) - 1:
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self.words.append(self._letter())
        if self.opened:
            _refuse(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        if any("\ud800" <= letter <= "\udfff" for letter in self.words):
            _refuse(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        # The language of a code that fills no pre is dropped.
        self.spans = [span._replace(detail="") if span.kind == "code" else span for span in self.spans]

    def _refuse(self, complaint: str, place: int, more: str = "") -> NoReturn:
        _refuse(f"{complaint} at byte offset {len(self.source[:place].encode())}{more}")

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        assert found is not None  # every pattern used here matches nothing, too
        self.at = found.end()
        return found[0]

    def _letter(self) -> str:
        """Take one character, decoding a reference to one."""
        letter, end = self.source[self.at], self.at + 1
        if found := REFERENCE.match(self.source, self.at):
            letter, end = _decoded(found), found.end()
            if not letter:
                letter, end = "&", self.at + 1
        self.at = end
        return letter

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = _lower(self._take(TAG_NAME))
        if self.source[self.at] == "\0":
            self._refuse("Unclosed start tag", begin)
        if tag not in TAGS:
            self._refuse(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while self.source[self.at] != ">":
            self._take(BLANKS)
            if self.source[self.at] != ">":
                argument = self._attribute(tag, begin, argument)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.opened.append(Opened(tag, argument, len(self.words)))

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        """Take one attribute; return the argument it gives the tag, or the one the tag had."""
        name = self._take(ATTRIBUTE_NAME)
        if not name:
            self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(BLANKS)
        if self.source[self.at] not in "=\0":
            return "1" if (tag, name) == ("blockquote", "expandable") else argument
        self.at += self.source[self.at] == "="
        self._take(BLANKS)
        if self.source[self.at] == "\0":
            self._refuse(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self.source[self.at] in "\"'" else self._token()
        if self.source[self.at] == "\0":
            self._refuse("Unclosed start tag", begin)
        return _argument(tag, name, value, argument)

    def _token(self) -> str:
        begin = self.at
        value = _lower(self._take(TOKEN))
        if self.source[self.at] not in SPACE + ">":
            self._refuse("Unexpected end of name token", begin)
        return value

    def _quoted(self) -> str:
        mark = self.source[self.at]
        self.at += 1
        letters: list[str] = []
        while self.source[self.at] not in (mark, "\0"):
            letters.append(self._letter())
        self.at += self.source[self.at] == mark
        return "".join(letters)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.opened:
            self._refuse("Unexpected end tag", begin)
        self.at += 2
        tag = _lower(self._take(TAG_NAME))
        self._take(BLANKS)
        if self.source[self.at] != ">":
            self._refuse("Unclosed end tag", begin)
        self.at += 1
        opened = self.opened.pop()
        if tag not in ("", opened.tag):
            self._refuse("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        if len(self.words) > opened.start:
            self._close(opened, len(self.words))

    def _close(self, opened: Opened, end: int) -> None:
        tag, argument, start = opened
        last = self.spans[-1] if self.spans and self.spans[-1][1:3] == (start, end) else Span("", start, end)
        if tag == "pre" and last.kind == "code" and last.detail:
            self.spans[-1] = last._replace(kind="pre")
        elif tag == "code" and last.kind == "pre" and not last.detail and argument:
            self.spans[-1] = last._replace(detail=argument)
        elif tag == "a":
            self.spans += _link(argument or "".join(self.words[start:]), start, end)
        elif tag == "blockquote":
            self.spans.append(Span(QUOTES[bool(argument)], start, end))
        else:
            self.spans.append(Span(STYLES.get(tag, tag), start, end, argument if tag == "code" else ""))


def _refuse(complaint: str) -> NoReturn:
    raise FormattingError(f"can't parse entities: {complaint}")


def _lower(words: str) -> str:
    """Lower only A to Z, for a tag name is bytes to Telegram."""
    return re.sub("[A-Z]+", lambda found: found[0].lower(), words)


def _decoded(reference: re.Match[str]) -> str:
    hexadecimal, decimal, name = reference.groups()
    if name is not None:
        return NAMED.get(name, "")
    if len(reference[0].removesuffix(";")) >= 10:
        return ""
    code = int(hexadecimal or decimal or "0", 16 if hexadecimal else 10)
    return chr(code) if 0 < code < 0x10FFFF else ""


def _argument(tag: str, name: str, value: str, otherwise: str) -> str:
    if (tag, name) == ("a", "href"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else otherwise


def _link(target: str, start: int, end: int) -> list[Span]:
    """Return what a link makes of its words: a mention of a user, a link, or nothing."""
    if mention := MENTION.match(target):
        ids = [
            value for key, _, value in (pair.partition("=") for pair in mention[1].split("&")) if _lower(key) == "id"
        ]
        if ids and re.fullmatch("[1-9][0-9]{0,12}", ids[0]) and int(ids[0]) <= LAST_USER_ID:
            return [Span("text_mention", start, end, ids[0])]
    url = _checked(target)
    return [Span("text_link", start, end, url)] if url else []


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
    scheme = _lower(own[1])
    plain = re.fullmatch("[a-z0-9_.-]+" if scheme == "tonsite" else "[a-z0-9_-]+", address.host)
    if not plain or address.userinfo or address.port or re.match("https?://", target, re.IGNORECASE):
        return ""
    return f"{scheme}://{address.host}{re.sub('^/(?=[?])', '', address.rest)}"


def _address(url: str) -> Address | None:
    found = ADDRESS.fullmatch(url)
    assert found is not None  # it matches anything
    protocol, authority, rest = found.groups()
    protocol = "http" if protocol is None else _lower(protocol)
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
    return Address(protocol, userinfo, _lower(host), port, rest)


def _is_host(host: str) -> bool:
    if not (host.startswith("[") and host.endswith("]")):
        return host not in ("", ".") and HOST.fullmatch(host) is not None
    try:
        return IPv6Address(host[1:-1]).scope_id is None
    except ValueError:
        return False


def _rank(span: Span) -> tuple[int, int, int, bool]:
    return span.start, -span.end, RANKS[span.kind], span.kind == "pre" and not span.detail


def _settled(spans: list[Span]) -> list[Span]:
    """Return the entities as Telegram allows them: blocks and links apart, styles merged and then split."""
    spans = sorted(spans, key=_rank)
    styles = STYLES.values()
    quotes = _apart([span for span in spans if span.kind in QUOTES])
    others = _apart([span for span in spans if span.kind not in (*QUOTES, *styles)])
    others = sorted([span for span in others if not any(_cuts(quote, span) for quote in quotes)] + quotes, key=_rank)
    runs = [run for style in dict.fromkeys(styles) for run in _runs([span for span in spans if span.kind == style])]
    edges = {run.start for run in runs} | set(chain.from_iterable(span[1:3] for span in others))
    blocks = [span for span in others if span.kind in ("pre", "code")]
    for run in runs:
        places = sorted({run.start, run.end, *(edge for edge in edges if run.start < edge < run.end)})
        pieces = [Span(run.kind, *piece) for piece in pairwise(places)]
        others += [one for one in pieces if not any(span.start <= one.start < span.end for span in blocks)]
    return sorted(others, key=_rank)


def _apart(spans: list[Span]) -> list[Span]:
    """Return those that start after the one before has ended."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _cuts(quote: Span, span: Span) -> bool:
    """Whether a quote covers only part of what should be one whole."""
    return quote.start < span.end and span.start < quote.end and not quote.start <= span.start < span.end <= quote.end


def _runs(spans: list[Span]) -> list[Span]:
    """Return the stretches of one style, those that touch joined."""
    runs: list[Span] = []
    for span in spans:
        if runs and span.start <= runs[-1].end:
            runs[-1] = runs[-1]._replace(end=max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _cleaned(words: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Return the words without the characters Telegram drops, the entities moved along and settled again."""
    kept = [not re.match("[\r\u2028-\u202e\u030a\u0333\u033f]", letter) for letter in words]
    places = [0, *accumulate(kept)]
    words = re.sub(
        "[\x00-\x09\x0b-\x1f]", " ", "".join(letter for letter, keep in zip(words, kept, strict=True) if keep)
    )
    words = re.sub("[\u200e\u200f]+(?=[\u200e\u200f])", lambda marks: "\u200c" * len(marks[0]), words)
    moved = [span._replace(start=places[span.start], end=places[span.end]) for span in spans]
    return words, _settled([span for span in moved if span.start < span.end])


def _trimmed(words: str, spans: list[Span]) -> tuple[str, list[Span]]:
    if not words.strip(UNSEEN):
        return "", []
    words = words.rstrip(" \n")
    spans = [span._replace(end=min(span.end, len(words))) for span in spans if span.start < len(words)]
    # Blanks inside an entity stay: only those before the first one go.
    first = min([span.start for span in spans], default=len(words))
    gone = first - len(words[:first].lstrip(" \n"))
    return words[gone:], sorted(
        (span._replace(start=span.start - gone, end=span.end - gone) for span in spans), key=_rank
    )


def _entity(span: Span, units: list[int]) -> dict[str, object]:
    start, end = units[span.start], units[span.end]
    entity: dict[str, object] = {"type": span.kind, "offset": start, "length": end - start}
    if span.kind == "text_link":
        entity["url"] = span.detail
    elif span.kind == "text_mention":
        entity["user"] = {"id": int(span.detail), "is_bot": False, "first_name": ""}
    elif span.detail:
        entity["language"] = span.detail
    return entity


def _tags(entity: dict[str, object]) -> tuple[str, str]:
    """Return the start and end tag of an entity, both empty for a kind that Telegram finds by itself."""
    kind = str(entity["type"])
    if kind == "text_link":
        return f'<a href="{escape(str(entity["url"]))}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={cast(dict[str, object], entity["user"])["id"]}">', "</a>"
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{escape(str(entity["language"]))}">', "</code></pre>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    tag = kind if kind in TAGS else next((tag for tag, style in STYLES.items() if style == kind), "")
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
