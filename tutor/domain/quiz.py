"""Questions that a course is asked back: made from its sentences, graded on what those say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote, unquote

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


@dataclass(frozen=True, slots=True)
class Answered:
    """How a learner answered a question of a course, without the words; section is where to read it again."""

    at: datetime
    course: str
    language: str
    question: str
    text: str
    section: str
    mark: Mark


def latest(answers: Sequence[Answered]) -> tuple[Answered, ...]:
    """The last answer to each question; the question that was answered longest ago first."""
    kept = {it.question: it for it in answers}
    return tuple(sorted(kept.values(), key=lambda it: it.at))


def due(answers: Sequence[Answered]) -> tuple[str, ...]:
    """The ids of the questions that were not answered in full the last time, the oldest first."""
    return tuple(it.question for it in latest(answers) if it.mark is not Mark.YES)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz that goes on: what it was drawn with, and the marks so far, one a question.

    question is the id of the one that is asked now, so that an answer never meets another one; known is how
    many answers of the learner's there were when the quiz was drawn.
    """

    language: str
    seed: int
    about: str = ""
    marks: tuple[Mark, ...] = ()
    question: str = ""
    known: int = 0

    @property
    def code(self) -> str:
        """The quiz in one word without a colon, as it stands in an action."""
        marks = "".join(_LETTERS[mark] for mark in self.marks)
        drawn = (self.language, str(self.seed), str(self.known))
        return ".".join((*drawn, marks, self.question, quote(self.about, safe="")))

    @classmethod
    def of(cls, code: str) -> "Quiz | None":
        """The quiz of a code; None when it is none."""
        parts = code.split(".", 5)
        numbers = len(parts) == 6 and all(it.isdecimal() and len(it) < DIGITS for it in parts[1:3])
        if not numbers or not set(parts[3]) <= set(_MARKS):
            return None
        marks = tuple(_MARKS[letter] for letter in parts[3])
        return cls(parts[0], int(parts[1]), unquote(parts[5]), marks, parts[4], int(parts[2]))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A learner who thinks about a question: the tries so far, and how each point of the answer was met."""

    language: str
    question: str
    tries: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def code(self) -> str:
        """The state in one word without a colon, as it stands in an action."""
        marks = "".join(_LETTERS[mark] for mark in self.marks)
        return ".".join((self.language, str(self.tries), marks, quote(self.question, safe="")))

    @classmethod
    def of(cls, code: str) -> "Inquiry | None":
        """The state of a code; None when it is none."""
        parts = code.split(".", 3)
        if len(parts) != 4 or not parts[1].isdecimal() or not set(parts[2]) <= set(_MARKS):
            return None
        return cls(parts[0], unquote(parts[3]), int(parts[1]), tuple(_MARKS[letter] for letter in parts[2]))


DIGITS = 19
"""Digits from which on no number of a quiz is believed; only a forged action has so many."""
_LETTERS = {Mark.YES: "y", Mark.PARTLY: "p", Mark.NO: "n"}
_MARKS = {letter: mark for mark, letter in _LETTERS.items()}
