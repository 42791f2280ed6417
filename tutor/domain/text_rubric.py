"""Rubrics for written texts as trainers write them: criteria over what can be seen in a text."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tutor.domain.fields import Key
from tutor.domain.frozen import Frozen
from tutor.domain.rubric import Passage


class Part(StrEnum):
    """A part of a well-built text that can be seen without understanding it.

    An introduction or a conclusion announces itself or has a heading; paragraphs means three or more of them,
    none much longer than the rest together; sections means two headings or more; links means words that
    put the parts in order or in relation ("first", "because", "however").
    """

    INTRODUCTION = "introduction"
    CONCLUSION = "conclusion"
    PARAGRAPHS = "paragraphs"
    SECTIONS = "sections"
    LINKS = "links"


class Covers(Frozen):
    """The text says this share of the model points, by weight; a point that is perhaps there counts half."""

    covers: float = Field(gt=0, le=1)


class Has(Frozen):
    """The text has at least so many of these parts; all of them if no number is given."""

    has: Annotated[tuple[Part, ...], Field(min_length=1)]
    min: int | None = Field(None, ge=1)


class Examples(Frozen):
    """The text tells so many things that happened to the writer, each in so many sentences at least."""

    examples: int = Field(ge=1)
    sentences: int = Field(1, ge=1)


class Uses(Frozen):
    """The text uses this share of the terms that the assignment lists, in sentences of its own."""

    uses: float = Field(gt=0, le=1)


class Length(Frozen):
    """The words that count are at least shortest × low and at most longest × high of the assignment."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)


TextMeasure = Covers | Has | Examples | Uses | Length


class TextLevel(Frozen):
    """A level, anchored in what can be seen; the highest whose measures all hold is given."""

    level: int = Field(ge=1, le=5)
    text: str
    when: tuple[TextMeasure, ...] = ()


class TextCriterion(Frozen):
    """One thing that a text is graded on; what a program cannot see is left to a person or a model."""

    id: Key
    title: str
    judged: Literal["program", "person"] = Field(
        "program", description="person: the program gives no level, a trainer can."
    )
    weight: float = Field(1, gt=0)
    levels: tuple[TextLevel, ...] = Field(min_length=2, max_length=5)
    better: tuple[str, ...] = Field(min_length=1, description="What to do for a higher level.")
    passage: Passage | None = None
    question: str = Field("", description="What to ask the tutor to learn more about it.")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        numbers = [level.level for level in self.levels]
        if numbers != sorted(set(numbers)):
            raise ValueError("levels must rise, each number once")
        if self.levels[0].when:
            raise ValueError("the lowest level must have no conditions, so that every text gets one")
        if self.judged == "person" and any(level.when for level in self.levels):
            raise ValueError("what a person judges has no conditions; remove `when`, or `judged: person`")
        if self.judged == "program" and not all(level.when for level in self.levels[1:]):
            raise ValueError("a level above the lowest asks nothing; say `when` it is reached")
        return self


class TextRubric(Frozen):
    """What written assignments are graded on."""

    id: Key
    about: Literal["text"] = Field(description="What tells it from a rubric for conversations.")
    version: int = Field(ge=1)
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    summary: str
    criteria: Annotated[tuple[TextCriterion, ...], Field(min_length=1)]
