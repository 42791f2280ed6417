"""A course tutor and role-play simulator for difficult conversations and negotiation."""
