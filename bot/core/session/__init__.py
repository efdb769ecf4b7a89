"""A session: where it stands, on which terms, and how it moves."""
