"""What the guard lets through of a hostile model's words, and what it objects to in honest ones."""
