"""What people say of scores: the objections of learners, and what trainers decide."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

LEVELS = range(1, 6)
"""The levels that a rubric can have."""
NO_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Objection:
    """What a learner sees differently in a score, in the learner's own words; it stays with the session.

    criterion is the one that it is about, "" for the score as a whole; score says which of the scores that
    were given: its place from 1, 0 where there was none yet.
    """

    at: datetime
    text: str
    criterion: str = ""
    score: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about one score, and why; it stands beside the score and replaces nothing.

    level is the one that the reviewer gives, confirming the judge's or not, NO_LEVEL where an objection is
    answered in words only; criterion and score say what it is about, as in an objection.
    """

    at: datetime
    by: str
    criterion: str
    level: int
    reason: str
    score: int = 0


def bygone(objections: Iterable[Objection], criteria: Collection[str]) -> Mapping[str, Objection]:
    """The last objection to each criterion that is none of these, which a rubric has now."""
    return {it.criterion: it for it in objections if it.criterion and it.criterion not in criteria}
