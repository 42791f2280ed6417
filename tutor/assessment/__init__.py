"""Scores that rest on the learner's own words, and the debrief that shows them."""
