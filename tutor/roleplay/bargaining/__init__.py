"""The negotiation: what packages are worth, what is demanded and offered, and what it came to."""
