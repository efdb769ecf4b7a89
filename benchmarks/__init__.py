"""Benchmarks: how fast the bot takes in and answers, how much memory it holds, and how soon it listens."""
