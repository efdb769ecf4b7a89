"""Solo: everybody writes in private, for themselves alone."""

from bot.app.sessions.modes.handling import Handling, finish, write_and_pass

HANDLING = Handling(in_group=write_and_pass, in_private=finish)
