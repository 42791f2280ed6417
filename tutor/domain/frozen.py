"""The parent of everything parsed from outside: immutable, and strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value read from a file or a request; an unknown field is an error, not a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
