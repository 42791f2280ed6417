"""Finding the moves in a reply: sentences, what they look like, and what was learned of that."""
