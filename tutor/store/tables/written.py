"""Texts that were handed in for an assignment, how they were graded, and what people said of that."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Integer, String, Table, false

from tutor.store.tables.columns import Moment, Words, about, metadata, owned

submissions = Table(
    "submissions",
    metadata,
    Column("id", String, primary_key=True),
    owned("learners"),
    Column("assignment", String, nullable=False),
    Column("language", String, nullable=False),
    Column("handed", Moment, nullable=False),
    Column("name", Words, nullable=False, comment="Of the file; empty for typed text."),
    Column("text", Words, nullable=False),
    Column("released", Boolean, nullable=False, server_default=false(), comment="To the trainer."),
    Column("data", JSON, nullable=False, comment="The blocks of the text."),
)

gradings = Table(
    "gradings",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("submissions"),
    Column("data", JSON, nullable=False),
)

submission_objections = Table(
    "submission_objections",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("submissions"),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("criterion", String, nullable=False),
    about(),
)

submission_reviews = Table(
    "submission_reviews",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("submissions"),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("criterion", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("reason", Words, nullable=False),
    about(),
)
