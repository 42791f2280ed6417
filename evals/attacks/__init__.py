"""Attempts to get at what the counterpart hides, and the checks of what it answers."""
