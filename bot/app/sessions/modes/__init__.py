"""What the house does in a step of each mode: one file a mode, called as the mode is."""

from importlib import import_module

from bot.app.sessions.modes.handling import Handling
from bot.core.session.modes import EVERY_MODE, Mode
from bot.core.step import Step


def _handling(mode: Mode) -> Handling:
    """Return what the file of a mode says. Raises ImportError, with what is missing."""
    where = f"{__name__}.{mode.name}"
    try:
        found = getattr(import_module(where), "HANDLING", None)
    except ModuleNotFoundError as error:
        if error.name != where:
            raise
        found = None
    if not isinstance(found, Handling):
        raise ImportError(f"the mode {mode.name} has no HANDLING in {where}: say there what people see and press")
    if mode.by_press != (found.press is not None and bool(found.command)):
        raise ImportError(
            f"the mode {mode.name} is{'' if mode.by_press else ' not'} by_press: its HANDLING in {where}"
            " has a command and a press, or neither"
        )
    return found


HANDLINGS = {name: _handling(mode) for name, mode in EVERY_MODE.items()}


def handling(step: Step) -> Handling:
    """Return what the house does in a step."""
    return HANDLINGS[step.way.name]
