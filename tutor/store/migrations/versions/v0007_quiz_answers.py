"""How learners answered the questions of quizzes, and none of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "quiz_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column(
            "learner",
            sa.String(),
            sa.ForeignKey("learners.id", ondelete="CASCADE", name="fk_quiz_answers_learner"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False, comment="Its id: a hash of what the course says."),
        sa.Column("text", sa.Text(), nullable=False, comment="Of the question."),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
    )
    op.create_index("ix_quiz_answers_learner", "quiz_answers", ["learner"])
