"""Which of some model points a text says, for written assignments and questions with open answers."""
