"""Written assignments that were handed in, objections to their scores, and reviews of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column(
            "learner",
            sa.String(),
            sa.ForeignKey("learners.id", ondelete="CASCADE", name="fk_submissions_learner"),
            nullable=False,
        ),
        sa.Column("assignment", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("handed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="Of the file; empty for typed text."),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "released", sa.Boolean(), nullable=False, server_default=sa.false(), comment="To the trainer."
        ),
        sa.Column(
            "data", sa.JSON(), nullable=False, comment="The blocks of the text, and how it was graded."
        ),
    )
    op.create_index("ix_submissions_learner", "submissions", ["learner"])
    _remarks("submission_objections", sa.Column("text", sa.Text(), nullable=False))
    _remarks(
        "submission_reviews",
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def _remarks(name: str, *columns: "sa.Column[str] | sa.Column[int]") -> None:
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column(
            "submission",
            sa.String(),
            sa.ForeignKey("submissions.id", ondelete="CASCADE", name=f"fk_{name}_submission"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        *columns,
    )
    op.create_index(f"ix_{name}_submission", name, ["submission"])
