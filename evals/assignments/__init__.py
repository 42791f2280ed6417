"""How well written assignments are graded."""
