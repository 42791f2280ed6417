"""Applies the judge to what is stored (a practice, a text, rated transcripts) and keeps what it said."""
