"""What the columns of the tables are made of."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
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
