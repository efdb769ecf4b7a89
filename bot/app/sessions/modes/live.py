"""Live: done together, in a room or a call."""

from bot.app.sessions.modes.handling import Handling

HANDLING = Handling()
