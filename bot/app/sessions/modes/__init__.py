"""What the house does in a step of each mode: one file a mode, called as the mode is."""

from importlib import import_module

from bot.app.sessions.modes.handling import Handling
from bot.core.method import Step
from bot.core.modes import EVERY_MODE


def _handling(name: str) -> Handling:
    """Return what the file of a mode says. Raises ImportError, with what is missing."""
    where = f"{__name__}.{name}"
    try:
        found = import_module(where).HANDLING
    except (ModuleNotFoundError, AttributeError) as error:
        raise ImportError(f"the mode {name} has no HANDLING in {where}: say there what people see and press") from error
    if not isinstance(found, Handling):
        raise ImportError(f"HANDLING in {where} is no Handling")
    return found


HANDLINGS = {name: _handling(name) for name in EVERY_MODE}


def handling(step: Step) -> Handling:
    """Return what the house does in a step."""
    return HANDLINGS[step.way.name]
