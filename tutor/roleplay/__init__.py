"""The counterpart: it recognises moves, decides what to convey, words it, and checks its own words."""
