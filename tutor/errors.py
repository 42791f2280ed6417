"""What can go wrong, one class for each thing a caller can act on.

TutorError
├── SettingsError      a setting is missing or wrong
├── ContentError       a scenario, rubric or text file is wrong (file, line, value, mend)
├── CourseError        a course is unknown, empty or not indexed
├── UnreadableDocument a course file cannot be read; the others go on
├── SessionError       a session is unknown, ended or not the learner's
└── StoreBusy          another process writes to the same data folder
"""

from dataclasses import dataclass
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
    """One course file is broken, encrypted, empty, oversized or of an unknown kind."""


class SessionError(TutorError):
    """The session asked for does not exist, has ended, or belongs to another learner."""


class StoreBusy(TutorError):
    """Another process holds the write lock on the data folder."""
