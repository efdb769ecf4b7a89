"""Leerkring leads school teams through short reflections and peer consultation in Telegram."""

__version__ = "0.1.0"
