"""Scores: each that was ever given is kept, and an objection or a decision belongs to one of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEPT = sa.table("assessments", sa.column("session", sa.String()), sa.column("data", sa.JSON()))
TEXTS = sa.table("submissions", sa.column("id", sa.String()), sa.column("data", sa.JSON()))
ABOUT = (
    ("objections", "session", "assessments"),
    ("reviews", "session", "assessments"),
    ("submission_objections", "submission", "gradings"),
    ("submission_reviews", "submission", "gradings"),
)


def upgrade() -> None:
    kept = [dict(row._mapping) for row in op.get_bind().execute(sa.select(KEPT))]
    op.drop_table("assessments")
    op.bulk_insert(_scores("assessments", "session", "sessions"), kept)
    _gradings()
    for table, owner, scores in ABOUT:
        column: sa.Column[int] = sa.Column(
            "score",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="Which one it is about, from 1.",
        )
        op.add_column(table, column)
        op.execute(f"UPDATE {table} SET score = 1 WHERE {owner} IN (SELECT {owner} FROM {scores})")


def _gradings() -> None:
    """What was in the submissions beside the blocks of the text."""
    held = [(row.id, row.data) for row in op.get_bind().execute(sa.select(TEXTS))]
    gradings = _scores("gradings", "submission", "submissions")
    op.bulk_insert(gradings, [{"submission": id, "data": data["graded"]} for id, data in held])
    if op.get_bind().dialect.supports_comments:
        op.alter_column("submissions", "data", existing_type=sa.JSON(), comment="The blocks of the text.")
    for id, data in held:
        blocks = {"blocks": data["blocks"]}
        op.execute(sa.update(TEXTS).where(TEXTS.c.id == id).values(data=blocks))


def _scores(name: str, owner: str, owners: str) -> sa.Table:
    made = op.create_table(
        name,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column(
            owner,
            sa.String(),
            sa.ForeignKey(f"{owners}.id", ondelete="CASCADE", name=f"fk_{name}_{owner}"),
            nullable=False,
        ),
        sa.Column("data", sa.JSON(), nullable=False),
    )
    op.create_index(f"ix_{name}_{owner}", name, [owner])
    return made
