"""Everything the product keeps: learners, sessions, course texts, chats and gaps, in one SQL database."""
