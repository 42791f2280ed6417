"""Oversight: practices released to a trainer, objections to one criterion, reviews, calibration cards."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    released: sa.Column[bool] = sa.Column(
        "released", sa.Boolean(), nullable=False, server_default=sa.false(), comment="To the trainer."
    )
    op.add_column("sessions", released)
    op.add_column("objections", sa.Column("criterion", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column(
            "session",
            sa.String(),
            sa.ForeignKey("sessions.id", ondelete="CASCADE", name="fk_reviews_session"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_reviews_session", "reviews", ["session"])
    op.create_table(
        "cards",
        sa.Column("rubric", sa.String(), primary_key=True),
        sa.Column("language", sa.String(), primary_key=True),
        sa.Column(
            "data", sa.JSON(), nullable=False, comment="Agreement of the judge with people, per criterion."
        ),
    )
