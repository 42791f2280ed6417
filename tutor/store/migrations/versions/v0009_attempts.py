"""Tries: how one is held and its number stand in columns, so that the database gives no number twice."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

SETTING = ("learner", "scenario", "language", "mode")
SESSIONS = sa.table(
    "sessions",
    *(sa.column(name, sa.String()) for name in ("id", "learner", "scenario", "language", "mode")),
    sa.column("attempt", sa.Integer()),
    sa.column("started", sa.DateTime(timezone=True)),
    sa.column("head", sa.JSON()),
)


def upgrade() -> None:
    mode: sa.Column[str] = sa.Column("mode", sa.String(), nullable=False, server_default="practice")
    attempt: sa.Column[int] = sa.Column(
        "attempt",
        sa.Integer(),
        nullable=False,
        server_default="0",
        comment="From 1; 0 where none was kept.",
    )
    for column in (mode, attempt):
        op.add_column("sessions", column)
    held = _held()
    for id, data in held.items():
        op.execute(sa.update(SESSIONS).where(SESSIONS.c.id == id).values(data))
    numbered = sa.text("attempt > 0")
    op.create_index(
        "uq_sessions_attempt",
        "sessions",
        [*SETTING, "attempt"],
        unique=True,
        sqlite_where=numbered,
        postgresql_where=numbered,
    )


def _held() -> Mapping[str, dict[str, Any]]:
    """What each session's head held of it; of two with one number the later gets the next that is free."""
    names = ("id", "learner", "scenario", "language", "head")
    of = sa.select(*(SESSIONS.c[name] for name in names)).order_by(SESSIONS.c.started, SESSIONS.c.id)
    rows = op.get_bind().execute(of).all()
    heads = {row.id: dict(row.head) for row in rows}
    found = {id: {"mode": head.pop("mode", "practice"), "head": head} for id, head in heads.items()}
    given = {id: head.pop("attempt", 0) for id, head in heads.items()}
    settings = {row.id: (row.learner, row.scenario, row.language, found[row.id]["mode"]) for row in rows}
    most = defaultdict[tuple[str, ...], int](int)
    for id, number in given.items():
        most[settings[id]] = max(most[settings[id]], number)
    taken = set[tuple[Any, ...]]()
    for id, number in given.items():
        setting = settings[id]
        if number and (*setting, number) in taken:
            number = most[setting] = most[setting] + 1
        taken.add((*setting, number))
        found[id]["attempt"] = number
    return found
