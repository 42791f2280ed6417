"""How the tables came to be, one script a step; Alembic runs them when the store opens."""
