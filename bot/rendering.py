"""The only Jinja2: turns templates into the HTML that Telegram understands, in a sandbox, and checks it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache, wraps
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from jinja2 import StrictUndefined, Template, TemplateError, TemplateRuntimeError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from bot import text_shapes
from bot.core.model import LANGUAGES, WEEKDAYS, Language
from bot.core.pictures import Picture
from bot.core.sentences import Sentences
from bot.core.sources import like

MESSAGE_LENGTH, CAPTION_LENGTH = 4096, 1024
# More than any message or file of ours takes, with all its tags.
LONGEST = 1_000_000
LOCALES: dict[Language, str] = {"nl": "nl_NL", "en": "en_GB"}
UP_TO: dict[Language, str] = {"nl": "tot en met", "en": "to"}
BLANK_LINES = re.compile(r"\n{3,}")
BARE_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "tg-spoiler"}
ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, **{tag: set() for tag in BARE_TAGS}}


class RenderingError(Exception):
    """A template that can't be rendered, or renders to something Telegram refuses."""


class _Reader(HTMLParser):
    """Reads Telegram's HTML: keeps the visible text, and refuses what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.visible = ""
        self.open_tags: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in ATTRIBUTES:
            raise RenderingError(f"the tag <{tag}> is unknown to Telegram; use <b>, <i>, <a> or <blockquote>")
        if unknown := {name for name, _ in attributes} - ATTRIBUTES[tag]:
            raise RenderingError(f"the tag <{tag}> can't have {', '.join(sorted(unknown))}")
        self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open_tags or self.open_tags.pop() != tag:
            raise RenderingError(f"</{tag}> closes a tag that is not open; close tags in reverse order")

    def handle_data(self, data: str) -> None:
        self.visible += data


def visible_text(html: str) -> str:
    """Return what a person sees of Telegram's HTML. Raises RenderingError where Telegram would refuse it."""
    # Jinja marks what it rendered as safe; added to plain text, that mark would escape it again.
    text = str.__str__(html)
    if "<" not in text and "&" not in text:
        return text.strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open_tags:
        raise RenderingError(f"<{reader.open_tags[-1]}> is never closed; write </{reader.open_tags[-1]}> where it ends")
    return reader.visible.strip()


def shortened(text: str, length: int) -> str:
    """Return a text in one line of at most some characters."""
    line = " ".join(text.split())
    return like(line if len(line) <= length else f"{line[: length - 1].rstrip()}…", text)


def fitting(html: str) -> str:
    """Return HTML that Telegram takes as a message. Raises RenderingError if it is empty or too long."""
    length = len(visible_text(html))
    if not length:
        raise RenderingError("there is no text in it")
    if length > MESSAGE_LENGTH:
        raise RenderingError(f"it is {length} characters long; a message holds {MESSAGE_LENGTH}")
    return html


def fits_message(html: str) -> bool:
    """Tell whether HTML that Telegram takes isn't too long for one message."""
    return len(visible_text(html)) <= MESSAGE_LENGTH


def picture_above(html: str, picture: Picture | None) -> Picture | None:
    """Return a picture that a message is to stand under; None if there is none, or the message is too long for that."""
    return picture if picture and len(visible_text(html)) <= CAPTION_LENGTH else None


@dataclass(slots=True)
class Renderer:
    """Renders sentences and method texts; templates are compiled when first used."""

    sentences: Mapping[Language, Sentences]

    def say(self, language: Language, key: str, zone: ZoneInfo, /, **names: Any) -> str:
        """Return a sentence of the bot's, as HTML. Raises RenderingError for an unknown key or name."""
        template = self.sentences[language].templates.get(key)
        if template is None:
            raise RenderingError(f"there is no sentence {key} in {language}")
        return self.text(language, template, zone, **names)

    def text(self, language: Language, template: str, zone: ZoneInfo, /, **names: Any) -> str:
        """Return any template as HTML, with instants shown in a zone."""
        try:
            rendered = self._rendered(language, template, _localised(names, zone))
        except TemplateError as error:
            raise RenderingError(f"{type(error).__name__}: {error.message}") from error
        except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
            # A filter got something it can't take.
            raise RenderingError(f"{type(error).__name__}: {error}") from error
        except (RecursionError, MemoryError) as error:
            raise RenderingError(f"{type(error).__name__}: it is nested too deeply or grows too long") from error
        lines = (line.rstrip() for line in rendered.strip().splitlines())
        # A clock time in English may end a sentence: "until 4 p.m." has one full stop, not two.
        text = BLANK_LINES.sub("\n\n", "\n".join(lines)).replace(".m..", ".m.")
        return Markup(text.replace("\n</blockquote>", "</blockquote>"))

    def _rendered(self, language: Language, template: str, names: dict[str, Any]) -> str:
        # Most of what methods say has nothing to fill in; compiling all that would take the start a second.
        if "{" not in template:
            return template
        parts, length = [], 0
        for part in _compiled(language, self.sentences[language].numbers, template).generate(names):
            parts.append(part)
            length += len(part)
            if length > LONGEST:
                raise RenderingError(f"TooLong: it grows past {LONGEST} characters; shorten it")
        return "".join(parts)


@lru_cache(maxsize=4096)
def _compiled(language: Language, numbers: tuple[str, ...], template: str) -> Template:
    text_shapes.refuse(template)
    env = environment(language, numbers)
    tree = env.parse(template)
    text_shapes.hold_against(tree, _own_filters(language, numbers))
    return Template.from_code(env, env.compile(tree), {})


def _localised(value: Any, zone: ZoneInfo) -> Any:
    """Return a value with every instant in it moved to a zone."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, dict):
        return {key: _localised(item, zone) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_localised(item, zone) for item in value]
    return value


@cache
def environment(language: Language, numbers: tuple[str, ...] = ()) -> SandboxedEnvironment:
    """Return the sandboxed, auto-escaping environment of a language, with the filters that texts may use.

    `day`: Tuesday 24 November · `stretch(last)`: that day to another one, or it alone · `date`: 24 November 2026 ·
    `clock`: 12.30 · `moment`: day and clock · `weekdays`: names of days · `listing`: a, b and c ·
    `plural(one, many)`: the word that fits a number · `spelled`: a number in words · `quoted`: what somebody said,
    between quotes, with single ones inside it · `titled`: “a”, “b” and “c”.
    """
    env = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    # A template that counts to a billion would hang the bot; ours need no loops but over lists.
    env.globals.clear()
    filters = _own_filters(language, numbers)
    env.filters |= {name: _explained(name, function) for name, function in filters.items()}
    return env


def _own_filters(language: Language, numbers: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    return {
        "day": lambda at: _day(at, language),
        "stretch": lambda first, last: _stretch(first, last, language),
        "date": lambda at: format_date(at, "d MMMM y", LOCALES[language]),
        "clock": lambda at: _clock(at, language),
        "moment": lambda at: f"{_day(at, language)} {'om ' if language == 'nl' else 'at '}{_clock(at, language)}",
        "deadline": lambda at: f"{format_date(at, 'EEEE', language)} {_clock(at, language)}",
        "weekdays": lambda names: _listing([_weekday(name, language) for name in names], language),
        "listing": lambda items: _listing(items, language),
        "capitalize": _capitalised,
        "quoted": _quoted,
        "titled": lambda titles: _listing([_quoted(title) for title in titles], language),
        "plural": lambda count, one, many: one if count == 1 else many,
        "spelled": lambda count: numbers[count] if count < len(numbers) else str(count),
    }


def _explained(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that says what it can't do in words for whoever writes texts."""

    @wraps(function)
    def apply(value: Any, *more: Any) -> Any:
        try:
            return function(value, *more)
        except UndefinedError:
            raise
        except Exception as error:
            raise TemplateRuntimeError(f"the filter {name} can't be used on {value!r}") from error

    return apply


def _day(at: date, language: Language) -> str:
    return format_date(at, "EEEE d MMMM", LOCALES[language])


def _stretch(first: date, last: date, language: Language) -> str:
    """Return some days on end, which may be one."""
    return (
        _day(last, language) if first == last else f"{_day(first, language)} {UP_TO[language]} {_day(last, language)}"
    )


def _clock(at: datetime | time, language: Language) -> str:
    if language == "nl":
        return f"{at:%H.%M} uur".removeprefix("0")
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def _weekday(name: str, language: Language) -> str:
    # 1 January 2024 was a Monday.
    return format_date(date(2024, 1, 1 + WEEKDAYS.index(name)), "EEEE", LOCALES[language])


def _capitalised(text: str) -> str:
    # Dutch writes no accent on a capital at the start of "één".
    return "Eén" if text == "één" else text[:1].upper() + text[1:]


def _quoted(text: str) -> str:
    single = re.sub(r'(^|[\s(“‘])"', r"\1‘", text).replace('"', "’")
    return f"“{single.replace('“', '‘').replace('”', '’')}”"


def _listing(items: Sequence[Any], language: Language) -> Markup:
    return Markup(format_list([str(escape(item)) for item in items], locale=LOCALES[language]))


def problems(renderer: Renderer, key: str, names: Mapping[str, Any], zone: ZoneInfo) -> list[tuple[Language, str]]:
    """Return, per language, what is wrong with a sentence when it is rendered with example names."""
    found = []
    for language in LANGUAGES:
        try:
            fitting(renderer.say(language, key, zone, **names))
        except RenderingError as error:
            found.append((language, str(error)))
    return found
