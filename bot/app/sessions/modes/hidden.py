"""Hidden: everybody writes in private, and all of it is shown at once."""

from bot.app.sessions.modes.handling import Handling, finish, write_and_pass

HANDLING = Handling(in_group=write_and_pass, in_private=finish)
