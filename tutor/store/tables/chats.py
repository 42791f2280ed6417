"""The chats of a channel that keeps its own list of them."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, LargeBinary, String, Table

from tutor.store.tables.columns import Moment, Words, metadata, owned

threads = Table(
    "threads",
    metadata,
    Column("id", String, primary_key=True),
    owned("learners", indexed=False),
    Column("name", Words, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("details", JSON, nullable=False),
    Index("ix_threads_learner_updated", "learner", "updated"),
)

entries = Table(
    "entries",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String, nullable=False, unique=True),
    owned("threads"),
    Column("at", Moment, nullable=False),
    Column("data", JSON, nullable=False),
)

elements = Table(
    "elements",
    metadata,
    Column("id", String, primary_key=True),
    owned("threads"),
    Column("entry", String, nullable=False),
    Column("mime", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", String, primary_key=True),
    owned("entries"),
    Column("value", Integer, nullable=False),
    Column("comment", Words, nullable=False),
)
