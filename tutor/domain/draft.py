"""Drafts of content, made from course files for a person to check."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be drafted."""

    SCENARIO = "scenario"
    RUBRIC = "rubric"
    COURSE_QUIZ = "course-quiz"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the course that a draft is made from: its document, its place and its text."""

    document: str
    locator: str
    headings: tuple[str, ...]
    text: str
