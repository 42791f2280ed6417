"""What people say of scores: the objections of learners, and what trainers decide."""

from dataclasses import dataclass
from datetime import datetime


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

    level is the one that the reviewer gives, confirming the judge's or not; score says which of the scores
    that were given it is about, as in an objection.
    """

    at: datetime
    by: str
    criterion: str
    level: int
    reason: str
    score: int = 0
