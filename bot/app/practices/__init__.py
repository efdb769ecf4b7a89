"""Practices that are held in pairs: a group is called, and pairs go through their steps in private."""
