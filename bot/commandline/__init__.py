"""What `leerkring` does at the command line; `bot.__main__` joins these into one command."""
