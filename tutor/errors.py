"""What can go wrong, one class for each thing a caller can act on.

TutorError
├── SettingsError      a setting is missing or wrong
├── ContentError       a scenario, rubric or text file is wrong (file, line, value, mend)
├── CourseError        a course is unknown, empty or not indexed
├── UnreadableDocument a course file cannot be read; the others go on
├── SessionError       a session is unknown, ended or not the learner's
│   └── AssessmentGoesOn  it is not looked back on before it is over
├── StoreBusy          another process writes to the same data folder
└── ModelFailed        a language model did not answer; the embedded part takes over
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class TutorError(Exception):
    """Anything this product raises on purpose; its text tells the reader what to do."""


class SettingsError(TutorError):
    """A setting has a value that cannot be used."""


@dataclass
class ContentError(TutorError):
    """A content file is wrong: where, what is wrong, and how to mend it."""

    path: Path
    line: int
    message: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" + (f" {self.mend}" if self.mend else "")


class CourseError(TutorError):
    """The course asked for does not exist, is empty or has no index."""


class UnreadableDocument(TutorError):
    """A file is broken, encrypted, empty, oversized or of an unknown kind.

    Its text is English; reason and slots are what it is made of, to be said in another language.
    """

    def __init__(self, text: str, reason: str, slots: dict[str, object]) -> None:
        super().__init__(text)
        self.reason, self.slots = reason, slots


class SessionError(TutorError):
    """The session asked for does not exist, has ended, or belongs to another learner."""


class AssessmentGoesOn(SessionError):
    """An assessment is not over yet, and to look back on it would be help."""


class StoreBusy(TutorError):
    """Another process holds the write lock on the data folder."""


class Failure(StrEnum):
    """Why a language model did not answer."""

    DOWN = "down"
    SLOW = "slow"
    RATE_LIMITED = "rate-limited"
    REJECTED = "rejected"
    REFUSED = "refused"
    EMPTY = "empty"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    TOO_BUSY = "too-busy"
    OVER_BUDGET = "over-budget"


@dataclass
class ModelFailed(TutorError):
    """A language model did not answer in a way that can be used.

    detail says in English what happened, for operators, and never holds a word of the prompt or the answer.
    after is in how many seconds the provider asks to be tried again, 0 where it does not say.
    """

    reason: Failure
    detail: str = ""
    after: float = 0.0

    def __str__(self) -> str:
        return f"The language model did not answer ({self.reason}{': ' if self.detail else ''}{self.detail})."
