"""Courses: reading files, finding passages, and answering from them."""
