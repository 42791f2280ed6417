"""Texts that learners handed in for an assignment, with how they were graded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tutor.domain.assignment import Covered
from tutor.domain.course import Block
from tutor.domain.oversight import Objection, Review
from tutor.domain.rubric import Assessment


@dataclass(frozen=True, slots=True)
class Handed:
    """A text as it was handed in; name is that of its file ("" for typed text), blocks those of the file."""

    text: str
    name: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence, ``text[start:end]``, that did not count, and why: one of the reasons in the texts
    under ``left.``."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Graded:
    """How a text was graded: its scores, its model points, what did not count, and the words that did.

    assignment is the version of the assignment that it was graded with; the rubric's is in the assessment.
    """

    assignment: int
    assessment: Assessment
    covered: tuple[Covered, ...]
    left: tuple[LeftOut, ...]
    words: int

    def same_as(self, other: "Graded") -> bool:
        """Whether it says the same, whenever it was given."""
        anew = replace(self, assessment=other.assessment)
        return self.assessment.same_as(other.assessment) and anew == other


@dataclass(frozen=True, slots=True)
class Submission:
    """A text that was handed in, how it was graded, and what people said of that.

    gradings are all that were given, in order: the last one counts, and none is ever taken away.
    """

    id: str
    learner: str
    assignment: str
    language: str
    handed: datetime
    work: Handed
    gradings: tuple[Graded, ...]
    objections: tuple[Objection, ...] = ()
    reviews: tuple[Review, ...] = ()
    released: bool = False

    @property
    def graded(self) -> Graded:
        """How it is graded now."""
        return self.gradings[-1]


@dataclass(frozen=True, slots=True)
class SubmissionSummary:
    """A submission in a list; objections and reviews count what was said of its scores.

    waiting are the objections that nobody has decided on since.
    """

    id: str
    learner: str
    assignment: str
    language: str
    handed: datetime
    name: str
    released: bool = False
    objections: int = 0
    reviews: int = 0
    waiting: int = 0


def quoted(submission: Submission, one: Covered | LeftOut) -> str:
    """The stretch of the text that something points to."""
    return submission.work.text[one.start : one.end]


def by_point(graded: Graded) -> Mapping[str, Covered]:
    """What was found of each model point, by its id."""
    return {it.point: it for it in graded.covered}
