"""Open: people talk in the group."""

from bot.app.modes.handling import Handling

HANDLING = Handling()
