"""Checks objects, answers and requests against the Bot API's own description of them."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
ARRAY = "Array of "


@cache
def specification() -> dict[str, Any]:
    return dict(json.loads((DATA / "bot_api.json").read_text(encoding="utf-8")))


@cache
def methods() -> dict[str, Any]:
    """Return the methods of the specification, with what came to them since and is used here."""
    return _with_later("methods")


@cache
def types() -> dict[str, Any]:
    """Return the types in the same way."""
    return _with_later("types")


def _with_later(kind: str) -> dict[str, Any]:
    known, later = specification()[kind], json.loads((DATA / "bot_api_later.json").read_text(encoding="utf-8"))[kind]
    return {**known, **{name: _joined(known.get(name, {}), more) for name, more in later.items()}}


def _joined(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {**more, **known, "fields": [*known.get("fields", []), *more["fields"]]}


def is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_file(value: object) -> bool:
    return isinstance(value, bytes) or hasattr(value, "read")


PLAIN: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: is_integer(value) and -(2**53) < value < 2**53,
    "Integer64": lambda value: is_integer(value) and -(2**63) <= value < 2**63,
    "Float": lambda value: isinstance(value, float) or is_integer(value),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": is_file,
}


def check_object(type_name: str, value: object, path: str = "") -> None:
    """Raise AssertionError unless the decoded value is a whole and faultless object of the type."""
    path = path or type_name
    if type_name in PLAIN:
        assert PLAIN[type_name](value), f"{path}: {value!r} isn't {type_name}"
    elif type_name.startswith(ARRAY):
        assert isinstance(value, list | tuple), f"{path}: {value!r} isn't {type_name}"
        for place, item in enumerate(value):
            check_object(type_name.removeprefix(ARRAY), item, f"{path}[{place}]")
    else:
        check_structure(type_name, value, path)


def check_structure(type_name: str, value: object, path: str) -> None:
    assert type_name in types(), f"{path}: the Bot API has no type {type_name}"
    description = types()[type_name]
    if "subtypes" in description:
        check_any(description["subtypes"], value, path)
        return
    assert isinstance(value, Mapping), f"{path}: {value!r} isn't {type_name}"
    check_fields(description["fields"], value, path, check_any)


def check_fields(
    fields: Sequence[dict[str, Any]],
    values: Mapping[str, Any],
    path: str,
    check: Callable[[Sequence[str], Any, str], None],
) -> None:
    unknown = sorted(set(values) - {field["name"] for field in fields})
    assert not unknown, f"{path}: unknown {', '.join(unknown)}"
    missing = [field["name"] for field in fields if field["required"] and field["name"] not in values]
    assert not missing, f"{path}: without {', '.join(missing)}"
    for field in fields:
        if field["name"] in values:
            check(field["types"], values[field["name"]], f"{path}.{field['name']}")


def check_any(type_names: Sequence[str], value: object, path: str) -> None:
    """Check that at least one of the types fits; if several fail, say why each does."""
    complaints = []
    for type_name in type_names:
        try:
            check_object(type_name, value, path)
        except AssertionError as complaint:
            complaints.append(f"{type_name} ({complaint})" if len(type_names) > 1 else str(complaint))
        else:
            return
    fault = complaints[0] if len(complaints) == 1 else f"{path}: fits none of {'; '.join(complaints)}"
    raise AssertionError(fault)


def check_response(method: str, result: object) -> None:
    """Check the `result` of a successful answer."""
    check_any(described(method)["returns"], result, method)


def check_request(method: str, params: Mapping[str, Any]) -> None:
    """Check the parameters of a request, as strings from a form or already decoded."""
    check_fields(described(method)["fields"], params, method, check_parameter)


def described(method: str) -> dict[str, Any]:
    assert method in methods(), f"{method}: the Bot API has no such method"
    return dict(methods()[method])


def check_parameter(type_names: Sequence[str], value: object, path: str) -> None:
    """Check one parameter; a string may be text, a number, a file reference or JSON, as its types allow."""
    if not isinstance(value, str):
        check_any(type_names, value, path)
    elif not {"String", "InputFile"} & set(type_names):
        check_any(type_names, decoded(type_names, value, path), path)


def decoded(type_names: Sequence[str], value: str, path: str) -> object:
    if set(type_names) <= {"Integer", "Integer64", "Float"}:
        pattern = r"-?\d+(\.\d+)?" if "Float" in type_names else r"-?\d+"
        assert re.fullmatch(pattern, value, re.ASCII), f"{path}: {value!r} isn't {' or '.join(type_names)}"
    try:
        return json.loads(value)
    except ValueError as error:
        raise AssertionError(f"{path}: {value!r} isn't JSON for {' or '.join(type_names)}") from error
