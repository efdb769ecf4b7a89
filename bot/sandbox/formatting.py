"""Reads Telegram's HTML into text and entities exactly as the Bot API server does, and writes it back."""

import re
from html import escape
from itertools import chain, pairwise
from typing import NamedTuple, NoReturn, cast

from bot.sandbox.entities import QUOTES, Span, settled
from bot.sandbox.links import SPACE, lowered, target_of

STYLE_OF = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
# Telegram knows tg-emoji and tg-time as well, which need what only its servers have.
TAGS = {*STYLE_OF, "a", "code", "pre", "blockquote"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
PLAIN = re.compile(r"[^<&]+")
SURROGATE = re.compile("[\ud800-\udfff]")
BLANKS = re.compile(r"[ \t\r\n\v]*")
TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
TOKEN = re.compile(r"[a-zA-Z0-9.-]*")


class FormattingError(Exception):
    """Markup that Telegram refuses; the words are its own, after "Bad Request: "."""


class Opened(NamedTuple):
    """A tag not closed yet; `start` counts the characters shown before it."""

    tag: str
    argument: str
    start: int


def parse_html(text: str) -> tuple[str, list[dict[str, object]]]:
    """Return the words Telegram shows and its MessageEntity objects, or raise `FormattingError`."""
    reader = _Reader(text)
    reader.read()
    return settled("".join(reader.words), reader.spans)


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
        end = len(self.source) - 1
        while self.at < end:
            if plain := PLAIN.match(self.source, self.at, end):
                self.words.extend(plain[0])
                self.at = plain.end()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self.words.append(self._letter())
        if self.opened:
            _refuse(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')
        if SURROGATE.search("".join(self.words)):
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
        tag = lowered(self._take(TAG_NAME))
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
        value = lowered(self._take(TOKEN))
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
        tag = lowered(self._take(TAG_NAME))
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
            if target := target_of(argument or "".join(self.words[start:])):
                self.spans.append(Span(target[0], start, end, target[1]))
        elif tag == "blockquote":
            self.spans.append(Span(QUOTES[bool(argument)], start, end))
        else:
            self.spans.append(Span(STYLE_OF.get(tag, tag), start, end, argument if tag == "code" else ""))


def _refuse(complaint: str) -> NoReturn:
    raise FormattingError(f"can't parse entities: {complaint}")


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
    tag = kind if kind in TAGS else next((tag for tag, style in STYLE_OF.items() if style == kind), "")
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
