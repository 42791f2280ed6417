"""Engines: a calibration card belongs to one judge, the embedded one or a language model."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BEFORE = sa.table(
    "cards",
    sa.column("rubric", sa.String()),
    sa.column("language", sa.String()),
    sa.column("data", sa.JSON()),
)


def upgrade() -> None:
    kept = [dict(row._mapping) for row in op.get_bind().execute(sa.select(BEFORE))]
    op.drop_table("cards")
    cards = op.create_table(
        "cards",
        sa.Column("rubric", sa.String(), primary_key=True),
        sa.Column("language", sa.String(), primary_key=True),
        sa.Column(
            "engine", sa.String(), primary_key=True, comment="The judge: embedded, or the name of a model."
        ),
        sa.Column(
            "data", sa.JSON(), nullable=False, comment="Agreement of the judge with people, per criterion."
        ),
    )
    op.bulk_insert(cards, [row | {"engine": "embedded"} for row in kept])
