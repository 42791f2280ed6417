"""Scripted learners play scenarios, and what came of it in numbers."""
