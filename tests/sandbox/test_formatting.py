"""Compares the sandbox's reading of Telegram's HTML with TDLib's, the parser inside the Bot API server."""

import json
from typing import Any

import pytest
import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.formatting import FormattingError, parse_html, to_html

NAMES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
}

# Entities of one stretch of words come in this order.
ORDER = ["blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold", "italic"]
ORDER += ["underline", "strikethrough", "spoiler"]


def execute(**request: Any) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    return dict(json.loads(answer))


execute(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def bot_api_entity(entity: dict[str, Any]) -> dict[str, Any]:
    kind = entity["type"]
    result = {
        "type": NAMES[kind["@type"].removeprefix("textEntityType")],
        "offset": entity["offset"],
        "length": entity["length"],
    }
    if "user_id" in kind:
        result["user"] = {"id": kind["user_id"], "is_bot": False, "first_name": ""}
    return result | {key: kind[key] for key in ("url", "language") if key in kind}


def trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Trim as TDLib does when it sends, which it offers no offline function for."""
    units = text.encode("utf-16-le")
    end = len(text.rstrip(" \n").encode("utf-16-le")) // 2
    kept = [one | {"length": min(one["length"], end - one["offset"])} for one in entities if one["offset"] < end]
    first = min([one["offset"] for one in kept], default=end)
    blank = units[: 2 * first].decode("utf-16-le")
    start = len(blank) - len(blank.lstrip(" \n"))
    moved = [one | {"offset": one["offset"] - start} for one in kept]
    moved.sort(key=lambda one: (one["offset"], -one["length"], ORDER.index(one["type"])))
    return units[2 * start : 2 * end].decode("utf-16-le"), moved


def telegrams_reading(html: str) -> tuple[str, list[dict[str, Any]]] | str:
    """Return what Telegram makes of it, or its words of refusal."""
    parsed = execute(**{"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if parsed["@type"] == "error":
        message: str = parsed["message"]
        return message[0].lower() + message[1:]
    # With no Markdown in the text, this only settles the entities, as happens to each message that is sent.
    assert not set("`*_~|[") & set(parsed["text"])
    settled = execute(**{"@type": "parseMarkdown", "text": parsed})
    return trimmed(settled["text"], [bot_api_entity(entity) for entity in settled["entities"]])


def our_reading(html: str) -> tuple[str, list[dict[str, Any]]] | str:
    try:
        return parse_html(html)
    except FormattingError as refusal:
        return str(refusal)


WELL_FORMED = [
    "",
    "plain",
    "a\nb",
    "<b>bold</b> and <strong>strong</strong>",
    "<i>i</i> <em>em</em> <u>u</u> <ins>ins</ins> <s>s</s> <strike>strike</strike> <del>del</del>",
    '<tg-spoiler>a</tg-spoiler> <span class="tg-spoiler">b</span>',
    "<B>a</b> <TG-Spoiler>b</tg-spoiler>",
    "<b><i>both</i></b>",
    "<i><b>both</b></i>",
    "<b>one<i>two</i>three</b>",
    "<b>one<b>two</b></b>",
    "<b>one</b><b>two</b>",
    "<b>one</b><i>two</i><b>three</b>",
    "<b>one</b><i>two<b>three</b></i>",
    "<b></b>empty<i></i>",
    "😀<b>😀é</b>😀",
    "<b>x</>",
    "<b >x</b >",
    "<b a b='c' d=\"e\" f=g>x</b>",
    "<code>a</code> <pre>b\n  c</pre>",
    '<pre><code class="language-python">print()</code></pre>',
    '<code class="language-python"><pre>print()</pre></code>',
    "<pre><code class=language-Py>x</code></pre>",
    '<pre>a<code class="language-python">b</code></pre>',
    "<pre><code>x</code></pre>",
    '<code class="language-python">x</code>',
    '<pre><pre><code class="language-a">x</code></pre></pre>',
    '<pre><code class="language-&lt;&amp;">x</code></pre>',
    "<code>one<b>two</b></code>",
    "<b>one<code>two</code>three</b>",
    "<b><code>x</code></b>",
    "<blockquote>a\nb</blockquote>",
    "<blockquote expandable>a</blockquote>",
    "<blockquote expandable=''>a</blockquote>",
    "<blockquote other>a</blockquote>",
    "<blockquote>a<blockquote>b</blockquote></blockquote>",
    "<blockquote><blockquote expandable>a</blockquote></blockquote>",
    "<blockquote expandable><blockquote>a</blockquote></blockquote>",
    "<a href='t.nl'><a href='tg://user?id=7'>a</a></a>",
    "<a href='tg://user?id=7'><a href='t.nl'>a</a></a>",
    "<blockquote>a<b>b</b></blockquote>c",
    "<b>a<blockquote>b</blockquote>c</b>",
    "<blockquote>a<code>b</code></blockquote>",
    "<a href='https://t.nl'>a<blockquote>b</blockquote></a>",
    "<blockquote><a href='https://t.nl'>a</a></blockquote>",
    "<a href='https://t.nl'>a<a href='https://t.be'>b</a></a>",
    "<a href='https://t.nl'><a href='https://t.be'>b</a></a>",
    "<a href='https://t.nl'>a<code>b</code></a>",
    "<a href='https://t.nl'>a<b>b</b></a>",
    "<b>a<a href='https://t.nl'>b</a>c</b>",
    "&lt;b&gt; &amp;lt; &quot; &apos; &nbsp; &eacute; & &; &lt &ltx",
    "&#65;&#x42;&#x1F600;&#0; &#; &#x; &#1114111; &#1114110; &#00000065; &#x0000041; &#X41;",
    "<b>&#x1F600;</b>x",
    "a > b",
    "a\r\nb<b>\r</b>\tc\x0b\x1f",
    "<a href='https://t.nl'>\r<code>x</code></a>",
    "a\u030ab\u2028c\u202ed\u200e\u200f\u200ee",
    "  lead and trail \n ",
    " \n ",
    " <b> x </b> ",
    "a<b> \n</b>",
    "<i>a<b> b  </b></i>  ",
    "<b>😀 </b>  ",
]

LINKS = [
    "http://example.org",
    "HTTPS://Example.ORG",
    "example.org",
    "example.org/Path?q=A b#C",
    "example.org?q",
    "example.org#q  ",
    "example",
    "",
    "http://",
    "http://.",
    "..",
    "localhost:80",
    "ftp://example.org",
    "mailto:a@example.org",
    "a:b@example.org:080/x",
    "a b@example.org",
    "example.org:0",
    "example.org:",
    "example.org:65535",
    "example.org:65536",
    "example.org:99999999999",
    "example.org:8x",
    "exa mple.org",
    "ex%41mple.org",
    "ex%4mple.org",
    "één.nl/é",
    "[::1]",
    "http://[::1]:8080/x",
    "http://[::zz]",
    "[",
    "tg://resolve?domain=x",
    "TG:resolve?domain=x",
    "tg://resolve/?domain=x",
    "tg://resolve.x",
    "tg://http://x",
    "tg://x:80",
    "ton://x/y",
    "tonsite://x.ton/y",
    "tg://user?id=12",
    "TG:User/?a=b&ID=12#x",
    "tg://user?id=0",
    "tg://user?id=012",
    "tg://user?id=-5",
    "tg://user?id=1099511627775",
    "tg://user?id=1099511627776",
    "tg://user?id=x&id=1",
    "tg://user",
    "tg://users?id=1",
    "javascript:alert(1)",
    "https://t.nl/?a=1&amp;b=&quot;2&quot;",
]

BROKEN = [
    "<p>x</p>",
    "<br/>",
    "<",
    "a < b",
    "<b",
    "<b ",
    "<b a",
    "<b a ",
    "<b a=",
    "<b a='x",
    "<b a='x'",
    "<b a=x",
    "<b a=x'y>",
    "<b a=é>",
    "<b />",
    "<b/>",
    '<b "x">',
    "<>x</>",
    "< b>x</b>",
    "é<P>x",
    "<É>x",
    "</b>",
    "x</",
    "<b>x</",
    "<b>x</b",
    "<b>x</b y>",
    "<b>x</i>",
    "é<b>😀</I>",
    "<b>x</strong>",
    "<b>x",
    "<b><i>x",
    "<span>x</span>",
    "<span class='other'>x</span>",
    "<span class='tg-other'>x</span>",
    "<!-- x -->",
    "&#xD83D;&#xDE00;",
    "&#xD83D;<p>",
    "<b>&#xD800;",
]


def test_well_formed_words_read_as_telegram_reads_them() -> None:
    expected = {html: telegrams_reading(html) for html in WELL_FORMED}
    assert [html for html, reading in expected.items() if isinstance(reading, str)] == []
    assert {html: our_reading(html) for html in WELL_FORMED} == expected


def test_a_link_leads_where_telegram_says() -> None:
    links = [f'<a href="{address}">words</a>' for address in LINKS]
    assert {html: our_reading(html) for html in links} == {html: telegrams_reading(html) for html in links}


def test_a_link_without_an_address_takes_its_words_for_one() -> None:
    html = "<a>example.org/&lt;</a> <a href=''>t.nl</a> <a>words</a>"
    assert our_reading(html) == telegrams_reading(html)


def test_broken_markup_is_refused_in_telegrams_words() -> None:
    expected = {html: telegrams_reading(html) for html in BROKEN}
    assert [html for html, reading in expected.items() if not isinstance(reading, str)] == []
    assert {html: our_reading(html) for html in BROKEN} == expected


def test_a_refusal_is_worded_as_the_bot_api_words_it() -> None:
    with pytest.raises(FormattingError) as refusal:
        parse_html("<b>x</i>")
    expected = 'can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'
    assert str(refusal.value) == expected


@pytest.mark.parametrize("html", [" \n ", "\u200b\u200d", "<b>\u3000</b>", "\xa0"])
def test_words_nobody_can_see_are_no_words(html: str) -> None:
    assert parse_html(html) == ("", [])


WORDS = st.sampled_from(["a", "b c", " ", "\n", "😀", "é", "&lt;", "&amp;", "&#x1F600;", "&nope;", "\r", "\u200fa"])
TAGS = st.sampled_from(
    [
        ("<b>", "</b>"),
        ("<strong>", "</strong>"),
        ("<i>", "</i>"),
        ("<u>", "</u>"),
        ("<del>", "</del>"),
        ("<span class='tg-spoiler'>", "</span>"),
        ("<tg-spoiler>", "</>"),
        ("<code>", "</code>"),
        ("<pre>", "</pre>"),
        ('<code class="language-py">', "</code>"),
        ("<blockquote>", "</blockquote>"),
        ("<blockquote expandable>", "</blockquote>"),
        ('<a href="t.nl/?a&amp;b">', "</a>"),
        ("<a href='tg://user?id=7'>", "</a>"),
        ("<a href=no>", "</a>"),
    ]
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.tuples(TAGS, inner).map(lambda pair: pair[0][0] + pair[1] + pair[0][1])
    return st.lists(wrapped | WORDS, min_size=1, max_size=4).map("".join)


MARKUP = st.recursive(WORDS, nested, max_leaves=10)
FRAGMENTS = [
    "<",
    ">",
    "/",
    "</",
    "b",
    "<b>",
    "</b>",
    "<i ",
    "<a href",
    "=",
    "'",
    '"',
    "x",
    " ",
    "&",
    "#",
    "lt",
    ";",
    "é",
    "😀",
]
SCRAPS = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(MARKUP)
def test_nested_markup_reads_as_telegram_reads_it(html: str) -> None:
    assert our_reading(html) == telegrams_reading(html)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(SCRAPS | st.tuples(MARKUP, SCRAPS, MARKUP).map("".join))
def test_scraps_of_markup_read_or_fail_as_at_telegram(html: str) -> None:
    assert our_reading(html) == telegrams_reading(html)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(MARKUP)
def test_html_written_back_reads_the_same_again(html: str) -> None:
    reading = parse_html(html)
    assert parse_html(to_html(*reading)) == reading


def test_words_are_written_back_in_the_fewest_tags() -> None:
    html = '<b>1 &lt; 2</b> <a href="http://t.nl/?a&amp;b">é</a> <pre><code class="language-py">x</code></pre>'
    assert to_html(*parse_html(html)) == html


def test_overlapping_entities_are_written_as_nested_tags() -> None:
    entities: list[dict[str, object]] = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 2, "length": 4},
        {"type": "hashtag", "offset": 1, "length": 2},
    ]
    assert to_html("😀abcd", entities) == "<b>😀<i>ab</i></b><i>cd</i>"
