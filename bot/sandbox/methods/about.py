"""Answers what a bot says and learns about itself: its name, descriptions and command menus."""

from __future__ import annotations

import re
from functools import partial

from bot.sandbox.methods.registry import Request, method
from bot.sandbox.nouns import Json
from bot.sandbox.objects import me_json
from bot.sandbox.refusals import bad_request

PROFILE = {"Description": ("description", 512), "ShortDescription": ("short_description", 120), "Name": ("name", 64)}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


@method("getMe")
def get_me(request: Request) -> Json:
    return me_json(request.bot)


@method("setMyCommands")
def set_my_commands(request: Request) -> bool:
    commands = request.parameters.array("commands", dict)
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    request.bot.commands[_shelf(request)] = [_checked(command) for command in commands]
    return True


def _checked(command: Json) -> Json:
    name, description = str(command.get("command", "")).lstrip("/"), str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("getMyCommands")
def get_my_commands(request: Request) -> list[Json]:
    return request.bot.commands.get(_shelf(request), [])


@method("deleteMyCommands")
def delete_my_commands(request: Request) -> bool:
    request.bot.commands.pop(_shelf(request), None)
    return True


def _shelf(request: Request) -> tuple[str, str]:
    """Where a menu is kept: its scope, written as in menus, and its language."""
    scope = request.parameters.object("scope") or {"type": "default"}
    parts = [str(scope.get("type", "")), scope.get("chat_id"), scope.get("user_id")]
    name = ":".join(str(part) for part in parts if part is not None)
    return name, request.parameters.text("language_code")


def _set(field: str, longest: int, request: Request) -> bool:
    text = request.parameters.text(field)
    if len(text) > longest:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    request.bot.profile[field, request.parameters.text("language_code")] = text
    return True


def _get(field: str, request: Request) -> Json:
    profile, language = request.bot.profile, request.parameters.text("language_code")
    text = profile.get((field, language)) or profile.get((field, ""))
    return {field: text or (request.bot.name if field == "name" else "")}


for _suffix, (_field, _longest) in PROFILE.items():
    method(f"setMy{_suffix}")(partial(_set, _field, _longest))
    method(f"getMy{_suffix}")(partial(_get, _field))
