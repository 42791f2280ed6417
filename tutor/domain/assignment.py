"""Written assignments as trainers write them, and what a text was found to say of their model points."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from tutor.domain.fields import Key
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import Passage

MOST_WORDS = 5_000
"""The longest text that any assignment may ask for, in words."""


class ModelPoint(Frozen):
    """One thing that a good text says; a learner does not see it before the text is graded."""

    id: Key
    statement: str = Field(min_length=1, description="The point in one sentence.")
    wordings: tuple[str, ...] = Field(
        (), max_length=24, description="Other sentences that say the same, as a learner might write them."
    )
    against: tuple[str, ...] = Field(
        (),
        max_length=12,
        description="Sentences that learners who have not understood it write instead: the opposite, or "
        "something that is easily taken for it.",
    )
    weight: float = Field(1, gt=0)
    passage: Passage | None = Field(None, description="The part of the course that teaches it.")


class Term(Frozen):
    """A word of the course that a good text uses, with the forms in which it counts."""

    term: str = Field(min_length=1)
    words: tuple[str, ...] = Field(
        (), description="Forms that count; a word that ends in * stands for every word that begins so."
    )


class Assignment(Frozen):
    """What a learner is asked to write, and what it is graded on."""

    id: Key
    version: int = Field(ge=1)
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    summary: str = Field(description="One sentence for the list.")
    course: Key = "leadership"
    rubric: Key = "written-assignment"
    task: str = Field(
        min_length=1,
        description="What the learner reads; an empty line parts paragraphs, a hyphen makes an item.",
    )
    shortest: int = Field(150, ge=20, le=MOST_WORDS, description="Words.")
    longest: int = Field(1_000, ge=20, le=MOST_WORDS, description="Words.")
    points: Annotated[tuple[ModelPoint, ...], Field(min_length=1, max_length=40)]
    terms: tuple[Term, ...] = ()

    @model_validator(mode="after")
    def _room(self) -> Self:
        if self.longest <= self.shortest:
            raise ValueError("longest must be above shortest")
        return self


class Found(StrEnum):
    """Whether a text says a model point."""

    FOUND = "found"
    PERHAPS = "perhaps"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Covered:
    """What was found of one model point: the sentence that comes nearest, ``text[start:end]``, if any.

    likeness (0–1) is how surely the sentence says it; denied is true where the nearest sentence says the
    opposite.
    """

    point: str
    found: Found
    likeness: float
    start: int = 0
    end: int = 0
    denied: bool = False

    @property
    def share(self) -> float:
        """What it counts towards coverage: perhaps is half a point."""
        return {Found.FOUND: 1.0, Found.PERHAPS: 0.5, Found.NOT_FOUND: 0.0}[self.found]
