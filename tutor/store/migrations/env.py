"""Runs the scripts on the connection that the store hands over; it is already in a transaction."""

from alembic import context

from tutor.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
