"""A team as a whole: set up, joined and left, its roles, its pauses, and what it is told about the bot."""
