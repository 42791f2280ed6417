"""What trainers write: loading it, checking it, and trying it out."""
