"""The texts of the courses, what they left unanswered, and how their quizzes went."""

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Table

from tutor.store.tables.columns import Moment, Words, metadata, owned

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
