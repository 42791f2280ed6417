"""The first tables: learners, sessions, course texts, gaps and chats."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _learning()
    _courses()
    _chats()


def _learning() -> None:
    op.create_table("learners", _key("id"), _need("name", sa.Text()), _need("language"))
    op.create_table(
        "sessions",
        _key("id"),
        _owner("sessions", "learners"),
        _need("scenario"),
        _need("language"),
        _need("difficulty"),
        _need("started", MOMENT),
        _need("last", MOMENT),
        _need("turns", sa.Integer(), comment="Number of the newest turn; -1 before the opening."),
        sa.Column("ending", sa.String()),
        sa.Column("outcome", sa.String()),
        _need("stopped", sa.Boolean()),
        _need("head", sa.JSON(), comment="The session without what has a table of its own."),
    )
    op.create_index("ix_sessions_learner", "sessions", ["learner"])
    op.create_table(
        "turns",
        _owner("turns", "sessions", key=True),
        _key("number", sa.Integer()),
        _need("at", MOMENT),
        _need("data", sa.JSON()),
    )
    op.create_table(
        "hints",
        _key("id", NUMBER),
        _owner("hints", "sessions"),
        _need("turn", sa.Integer()),
        _need("text", sa.Text()),
    )
    op.create_index("ix_hints_session", "hints", ["session"])
    op.create_table(
        "objections",
        _key("id", NUMBER),
        _owner("objections", "sessions"),
        _need("at", MOMENT),
        _need("text", sa.Text()),
    )
    op.create_index("ix_objections_session", "objections", ["session"])
    op.create_table("assessments", _owner("assessments", "sessions", key=True), _need("data", sa.JSON()))


def _courses() -> None:
    op.create_table(
        "documents",
        _key("course"),
        _key("path"),
        _need("digest"),
        _need("title", sa.Text()),
        _need("language"),
        _need("text", sa.Text()),
        _need("blocks", sa.JSON()),
        _need("chunks", sa.JSON(), comment="The passages, without what the document says already."),
    )
    op.create_table(
        "gaps",
        _key("course"),
        _key("key", comment="Hash of the question without case and punctuation."),
        _need("question", sa.Text()),
        _need("language"),
        _need("asked", sa.Integer()),
        _need("nearest", sa.Text()),
    )


def _chats() -> None:
    op.create_table(
        "threads",
        _key("id"),
        _owner("threads", "learners"),
        _need("name", sa.Text()),
        _need("created", MOMENT),
        _need("updated", MOMENT),
        _need("details", sa.JSON()),
    )
    op.create_index("ix_threads_learner_updated", "threads", ["learner", "updated"])
    op.create_table(
        "entries",
        _key("position", NUMBER),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        _owner("entries", "threads"),
        _need("at", MOMENT),
        _need("data", sa.JSON()),
    )
    op.create_index("ix_entries_thread", "entries", ["thread"])
    op.create_table(
        "elements",
        _key("id"),
        _owner("elements", "threads"),
        _need("entry"),
        _need("mime"),
        _need("data", sa.JSON()),
        _need("content", sa.LargeBinary()),
    )
    op.create_index("ix_elements_thread", "elements", ["thread"])
    op.create_table(
        "ratings",
        _key("id"),
        _owner("ratings", "entries"),
        _need("value", sa.Integer()),
        _need("comment", sa.Text()),
    )
    op.create_index("ix_ratings_entry", "ratings", ["entry"])


def _key(name: str, kind: Any = None, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), primary_key=True, **more)


def _need(name: str, kind: Any = None, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind or sa.String(), nullable=False, **more)


OWNERS = {"learners": "learner", "sessions": "session", "threads": "thread", "entries": "entry"}


def _owner(table: str, target: str, *, key: bool = False) -> sa.Column[Any]:
    name = OWNERS[target]
    refers = sa.ForeignKey(f"{target}.id", ondelete="CASCADE", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.String(), refers, nullable=False, primary_key=key)
