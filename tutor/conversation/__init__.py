"""One conversation behind many doors: practise, study, hand in, look back."""
