"""The chat page: the sandbox in a browser, where you are any person in turn and move the clock."""

from bot.sandbox.page.serving import serving
from bot.sandbox.page.show import Opening, Show, Stage, Staged

__all__ = ["Opening", "Show", "Stage", "Staged", "serving"]
