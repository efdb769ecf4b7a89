"""Benchmarks: how fast the bot takes in and answers, wipes and starts, and how much memory it holds."""
