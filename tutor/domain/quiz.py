"""Questions that a course is asked back: made from its sentences, graded on what those say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutor.domain.course import Citation


class Asks(StrEnum):
    """What a question asks for: what something is, what a list names, or the words in a gap."""

    MEANING = "meaning"
    LIST = "list"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a course; its points are what the course says to it, as verbatim quotes with their place.

    id is the same as long as the course says the same at that place. gap holds the words that were taken out
    of the point of a question that asks for them.
    """

    id: str
    asks: Asks
    text: str
    points: tuple[Citation, ...]
    language: str
    gap: str = ""


class Mark(StrEnum):
    """How far an answer says what a point of the course says; what is doubtful is part of it, never all."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Met:
    """A point of the course with the sentence of the learner that comes nearest, "" where none does."""

    point: Citation
    mark: Mark
    said: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """An answer beside the points of its question."""

    met: tuple[Met, ...]

    @property
    def mark(self) -> Mark:
        """All points met is yes, none is no, and anything in between is partly."""
        return together([it.mark for it in self.met])

    @property
    def missing(self) -> tuple[Met, ...]:
        """The points that are not met in full, those that come near first."""
        return tuple(
            sorted((it for it in self.met if it.mark is not Mark.YES), key=lambda it: it.mark.value == "no")
        )


def together(marks: Sequence[Mark]) -> Mark:
    """One mark for several."""
    if all(mark is Mark.YES for mark in marks):
        return Mark.YES
    return Mark.NO if all(mark is Mark.NO for mark in marks) else Mark.PARTLY
