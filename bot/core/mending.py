"""Says what is wrong in a content file and what to do about it, in words for somebody who does not program."""

import json
import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.core.method import METHOD_ID
from bot.core.step import Step

Place = tuple[int | str, ...]
Schema = Mapping[str, Any]

LONGEST_SHOWN = 40
BARE = {"integer": "a number", "boolean": "true or false"}
AN_EXAMPLE = 'who = "owner"'
QUOTE = "put a text between straight quotes, such as {example}"
OF_TOML = {
    "Cannot": "the same key or [table] stands there twice; remove one, or begin a new {what}",
    "Illegal character": 'a text has no closing "; add it at the end of the text',
    "Expected newline": 'more follows where the line should end; inside a text, write ’ or \\" for a quotation mark',
    "Expected '='": "write key = value, such as {example}, or start a remark with #",
    "Invalid value": f"{QUOTE}; true, false and numbers go without",
    "Invalid statement": "write key = value, such as {example}, or start a remark with #",
    "Unescaped": "write a backslash twice, or leave it out",
    "Unterminated": 'a text has no closing "; add it at the end of the text',
    "Unclosed": "a list has no closing ]; add it",
    "Expected ']": "a line such as [title] or [[steps]] lacks a bracket at its end; add it",
}
# A line with a value that has no quotes.
UNQUOTED = re.compile(r"""\s*(?P<key>[\w-]+)\s*=\s*[^\s"'=\[{][^"'=]*""")

# A date without quotes, in whatever order; and what holds one that is nobody's, between quotes.
DATE = re.compile(r"[=\[,{]\s*(?P<day>\d{1,4}([-/.])\d{1,2}\2\d{1,4})(?![-\d])")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
NO_DATE = "{day} is no date; write the year, the month and the day of one that is in the calendar, such as 2026-12-18"
STEPS = "[[steps]]"
HEADER = re.compile(r"^\[\[\w+\]\]", re.MULTILINE)


def told(error: ValidationError) -> list[ErrorDetails]:
    """Return the errors to tell of: not that a list is too short for want of an item that has an error itself."""
    errors = error.errors()
    around = {one["loc"][:depth] for one in errors for depth in range(len(one["loc"]))}
    return [one for one in errors if one["type"] != "too_short" or one["loc"] not in around]


def mended(kind: type[BaseModel], error: ErrorDetails) -> str:
    """Return what one error in a file of some kind is, and what to do."""
    where, given = error["loc"], error["input"]
    node = _node(kind, where)
    bounds = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"is missing; add it: {_wanted(node, where)}"
        case "extra_forbidden":
            return _stray(kind, where)
        case "value_error" | "rule":
            return error["msg"].removeprefix("Value error, ")
        case "too_short" | "too_long":
            wanted = _range(node.get("minItems"), node.get("maxItems"))
            return f"there are {bounds['actual_length']}; write {wanted}"
        case _ if node.get("pattern") == METHOD_ID:
            longest, example = node["maxLength"], "such as onze-methode.toml"
            return f"is the file's name: use a-z, 0-9 and hyphens, at least 3 and at most {longest} of them, {example}"
        case "string_too_short":
            return "is empty; write at least 1 character"
    without = ", without quotes" if isinstance(given, str) and node.get("type") in BARE else ""
    return f"is {_shown(given)}; write {_wanted(node, where)}{without}"


def unreadable(error: Exception, text: str = "", example: str = AN_EXAMPLE) -> str:
    """Return why a file is no TOML, with the line where reading stopped, and how a line of such a file is written."""
    if isinstance(error, UnicodeDecodeError):
        return "can't be read: its letters are not in UTF-8; save it again, with UTF-8 as its encoding"
    said = str(error)
    advice = next((advice for start, advice in OF_TOML.items() if said.startswith(start)), said.partition(" (at")[0])
    header = HEADER.search(text)
    advice = advice.replace(
        "{what}", f"one with {header[0]}" if header and header[0] != STEPS else f"step with {STEPS}"
    )
    line = re.search(r"at (line (\d+)|end of document)", said)
    stopped_at = text.splitlines()[int(line[2]) - 1 : int(line[2])] if line and line[2] else []
    if stopped_at and (no_date := _no_date(stopped_at[0])):
        advice = NO_DATE.replace("{day}", no_date)
    elif said.startswith("Expected newline") and stopped_at and (unquoted := UNQUOTED.fullmatch(stopped_at[0])):
        advice, example = QUOTE, f'{unquoted["key"]} = "…"'
    return f"can't be read as TOML, at {line[1] if line else 'some line'}: {advice.replace('{example}', example)}"


def _no_date(line: str) -> str | None:
    """Return what stands in a line as a date and is none of the calendar, as TOML writes it."""
    for found in DATE.finditer(QUOTED.sub('""', line)):
        try:
            is_written_so = date.fromisoformat(found["day"]).isoformat() == found["day"]
        except ValueError:
            is_written_so = False
        if not is_written_so:
            return found["day"]
    return None


def step_of(table: Mapping[str, Any], where: Place) -> str:
    """Return which step of several a place is in, as people count and call it; nothing for another place."""
    match where, table.get("steps"):
        case ("steps", int(at), *_), [_, _, *_] as steps:
            match steps[at]:
                case {"title": {"nl": str(title)}}:
                    return f" (step {at + 1}, “{title}”)"
            return f" (step {at + 1})"
    return ""


@cache
def _schema(kind: type[BaseModel]) -> Schema:
    return kind.model_json_schema()


def _node(kind: type[BaseModel], where: Place) -> Schema:
    """Return what the schema says of a place; nothing of one that it does not know."""
    node = whole = _schema(kind)
    for part in where:
        if isinstance(part, int):
            fixed = node.get("prefixItems", ())
            node = fixed[part] if part < len(fixed) else node.get("items", {})
        else:
            node = node.get("properties", {}).get(part, {})
        node = next((one for one in node.get("anyOf", ()) if one.get("type") != "null"), node)
        node = whole["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    return node


def _wanted(node: Schema, where: Place) -> str:
    """Return what should be written in a place."""
    names = ".".join(part for part in where if isinstance(part, str))
    header = f"[[{names}]]" if where and isinstance(where[-1], int) else f"[{names}]"
    match node:
        case {"enum": known}:
            return f"one of: {', '.join(known)}"
        case {"type": "integer"}:
            return f"a number {_span(node)}".strip()
        case {"type": "array", "prefixItems": _}:
            return "two numbers between square brackets, such as [4, 8]"
        case {"type": "array", "items": {"$ref": _}}:
            return f"[[{names}]] with double brackets, once for each, and their lines under it"
        case {"type": "array", "items": items}:
            return f'a list between square brackets, such as ["{items.get("enum", ["…"])[0]}"]'
        case {"properties": {"nl": _}}:
            return f'a line {header}, and under it nl = "…" and en = "…"'
        case {"properties": _}:
            return f"a line {header}, and its lines under it"
        case {"format": "date"}:
            return "a date such as 2026-11-16"
    example = f'{where[-1]} = "…"' if where and isinstance(where[-1], str) else '"…"'
    return BARE.get(node.get("type", ""), f"a text between quotes, such as {example}")


def _span(node: Schema) -> str:
    least, most = node.get("minimum"), node.get("maximum")
    return f"from {least} to {most}" if least is not None and most is not None else ""


def _range(least: int | None, most: int | None) -> str:
    if least == most:
        return f"exactly {most}"
    return f"{least} to {most}" if least and most else f"at least {least}" if least else f"at most {most}"


def _stray(kind: type[BaseModel], where: Place) -> str:
    """Return what to do about a key that does not belong in its place."""
    name = str(where[-1])
    top, step = _schema(kind)["properties"], Step.model_fields
    here = _node(kind, where[:-1]).get("properties", {})
    if name in top:
        is_table = "properties" in _node(kind, (name,))
        do = f"write [{name}]" if is_table else "put it at the top, above the first line in square brackets"
        return f"is about the whole file; {do}"
    if "steps" in top and name in step:
        is_table = "properties" in _node(kind, ("steps", 0, name))
        do = f"write [steps.{name}]" if is_table else "put it right under [[steps]], above the line [steps.title]"
        return f"is about a step; {do}"
    if name in ("nl", "en"):
        return "is part of a text; put a line such as [title] or [steps.ask] above it"
    near = get_close_matches(name, here, n=1, cutoff=0.6)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"is not known here; check its spelling, or remove it{hint}"


def _shown(given: object) -> str:
    shown = json.dumps(given, ensure_ascii=False, default=str)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
