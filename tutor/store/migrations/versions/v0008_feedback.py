"""On which replies a learner asked for feedback: help that a debrief speaks of, as it does of hints."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column(
            "session",
            sa.String(),
            sa.ForeignKey("sessions.id", ondelete="CASCADE", name="fk_feedback_session"),
            primary_key=True,
        ),
        sa.Column("turn", sa.Integer(), primary_key=True, comment="The reply that it was about."),
    )
