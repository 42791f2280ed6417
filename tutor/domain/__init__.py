"""The nouns of the product: courses, scenarios, sessions, rubrics and learners; no input or output."""
