"""The tables, as SQLAlchemy sees them; the migrations make them, and a test compares the two."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """A point in time, always in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text that people or files supply.

    PostgreSQL refuses NUL and neither database takes half a surrogate pair; each such character becomes
    U+FFFD, one for one, so that offsets in the text stay right.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value


OWNERS = {
    "learners": "learner",
    "sessions": "session",
    "submissions": "submission",
    "threads": "thread",
    "entries": "entry",
}


def owned(target: str, *, key: bool = False, indexed: bool = True) -> Column[Any]:
    """A reference to the row that owns this one: it goes when that goes."""
    name = OWNERS[target]
    refers = ForeignKey(f"{target}.id", ondelete="CASCADE")
    return Column(name, String, refers, nullable=False, primary_key=key, index=indexed and not key)


def about() -> Column[Any]:
    """Which of the scores of its session or text something is about."""
    comment = "Which one it is about, from 1."
    return Column("score", Integer, nullable=False, server_default="0", comment=comment)


learners = Table(
    "learners",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Words, nullable=False),
    Column("language", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    owned("learners"),
    Column("scenario", String, nullable=False),
    Column("language", String, nullable=False),
    Column("difficulty", String, nullable=False),
    Column("started", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Column("turns", Integer, nullable=False, comment="Number of the newest turn; -1 before the opening."),
    Column("ending", String),
    Column("outcome", String),
    Column("stopped", Boolean, nullable=False),
    Column("released", Boolean, nullable=False, server_default=false(), comment="To the trainer."),
    Column("head", JSON, nullable=False, comment="The session without what has a table of its own."),
)

turns = Table(
    "turns",
    metadata,
    owned("sessions", key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("data", JSON, nullable=False),
)

hints = Table(
    "hints",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("sessions"),
    Column("turn", Integer, nullable=False),
    Column("text", Words, nullable=False),
)

objections = Table(
    "objections",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("sessions"),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("criterion", String, nullable=False, server_default=""),
    about(),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("sessions"),
    Column("at", Moment, nullable=False),
    Column("by", Words, nullable=False),
    Column("criterion", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("reason", Words, nullable=False),
    about(),
)

cards = Table(
    "cards",
    metadata,
    Column("rubric", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("engine", String, primary_key=True, comment="The judge: embedded, or the name of a model."),
    Column("data", JSON, nullable=False, comment="Agreement of the judge with people, per criterion."),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("sessions"),
    Column("data", JSON, nullable=False),
)

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

quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("learners"),
    Column("at", Moment, nullable=False),
    Column("course", String, nullable=False),
    Column("language", String, nullable=False),
    Column("question", String, nullable=False, comment="Its id: a hash of what the course says."),
    Column("text", Words, nullable=False, comment="Of the question."),
    Column("section", Words, nullable=False),
    Column("mark", String, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("course", String, primary_key=True),
    Column("path", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("title", Words, nullable=False),
    Column("language", String, nullable=False),
    Column("text", Words, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("chunks", JSON, nullable=False, comment="The passages, without what the document says already."),
)

gaps = Table(
    "gaps",
    metadata,
    Column("course", String, primary_key=True),
    Column("key", String, primary_key=True, comment="Hash of the question without case and punctuation."),
    Column("question", Words, nullable=False),
    Column("language", String, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("nearest", Words, nullable=False),
)

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
