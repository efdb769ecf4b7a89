"""One person's own place: the private chat, their answers, all that is kept of them, and being forgotten."""
