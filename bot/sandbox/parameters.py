"""Reads the parameters of a request, whichever way they were sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.nouns import Json
from bot.sandbox.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


class Parameters:
    """The values of one request by name; what cannot be read is refused as a Bad Request."""

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str, default: str = "") -> str:
        """Refused when it cannot be written as UTF-8."""
        value = str(self.values.get(name, default))
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """The default also stands for an empty string."""
        value = self.values.get(name)
        try:
            return default if value is None or value == "" else int(value)
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def optional_integer(self, name: str) -> int | None:
        """None for an absent, empty or zero value."""
        return self.integer(name) or None

    def flag(self, name: str) -> bool:
        """True only for true, 1 and yes."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """A JSON value, sent as such or as text; None when it was left out."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def array(self, name: str, kind: type | tuple[type, ...] = object) -> list[Any]:
        """A list of which every element is of the given kind; empty when it was left out."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
            raise bad_request(f"can't parse {name}: expected an Array of other values")
        return value

    def object(self, name: str) -> Json:
        """A JSON object; empty when it was left out."""
        value = self.structure(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: expected an Object")
        return value

    def decoded(self) -> Json:
        """All values, with those that are JSON objects or arrays read out."""
        return {name: _decoded(name, value) for name, value in self.values.items()}

    def upload(self, name: str) -> Upload | None:
        """A file sent along, directly or as attach://<field>."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("{", "[") or name in ("text", "caption"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
