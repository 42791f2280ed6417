"""What a language model's words are held against before anybody sees them."""
