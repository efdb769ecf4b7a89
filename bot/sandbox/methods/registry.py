"""Knows which function answers which method of the Bot API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.nouns import Bot
from bot.sandbox.parameters import Parameters

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox


@dataclass(frozen=True)
class Request:
    sandbox: Sandbox
    bot: Bot
    parameters: Parameters


Answer = Callable[[Request], Any]


@dataclass(frozen=True)
class Method:
    name: str
    answer: Answer
    writes: bool


METHODS: dict[str, Method] = {}


def method(name: str, writes: bool = False) -> Callable[[Answer], Answer]:
    """Registers a method; one that `writes` can be told by force to slow down."""

    def register(answer: Answer) -> Answer:
        METHODS[name.lower()] = Method(name, answer, writes)
        return answer

    return register
