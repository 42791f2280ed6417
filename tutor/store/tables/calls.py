"""What language models were asked for, and none of what was said."""

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, String, Table

from tutor.store.tables.columns import Moment, metadata

calls = Table(
    "calls",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("learner", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("model", String, nullable=False),
    Column("prompt", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cached", Integer, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("cost", Float),
    Column("outcome", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("ix_calls_learner_at", "learner", "at"),
)
