"""Learners, what they practised, what was scored of it, and what people said of the scores."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table, false

from tutor.store.tables.columns import Moment, Words, about, metadata, owned

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
    Column("mode", String, nullable=False, server_default="practice"),
    Column("attempt", Integer, nullable=False, server_default="0", comment="From 1; 0 where none was kept."),
    Column("started", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Column("turns", Integer, nullable=False, comment="Number of the newest turn; -1 before the opening."),
    Column("ending", String),
    Column("outcome", String),
    Column("stopped", Boolean, nullable=False),
    Column("released", Boolean, nullable=False, server_default=false(), comment="To the trainer."),
    Column("head", JSON, nullable=False, comment="The session without what has a table of its own."),
)

numbered = sessions.c.attempt > 0
Index(
    "uq_sessions_attempt",
    *(sessions.c[name] for name in ("learner", "scenario", "language", "mode", "attempt")),
    unique=True,
    sqlite_where=numbered,
    postgresql_where=numbered,
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

feedback = Table(
    "feedback",
    metadata,
    owned("sessions", key=True),
    Column("turn", Integer, primary_key=True, comment="The reply that it was about."),
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

assessments = Table(
    "assessments",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    owned("sessions"),
    Column("data", JSON, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("rubric", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("engine", String, primary_key=True, comment="The judge: embedded, or the name of a model."),
    Column("data", JSON, nullable=False, comment="Agreement of the judge with people, per criterion."),
)
