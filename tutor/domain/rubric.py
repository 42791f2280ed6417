"""Rubrics as trainers write them, and the scores that a judge gives with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator

from tutor.domain.fields import Key
from tutor.domain.frozen import Frozen
from tutor.domain.move import Move
from tutor.domain.scenario import Degree, EndingKind

Moves = Annotated[tuple[Move, ...], Field(min_length=1)]


class Count(Frozen):
    """In how many replies any of the moves was made; a reply counts once, however often it does it."""

    count: Moves
    min: int = Field(0, ge=0)
    max: int | None = Field(None, ge=0)
    before: tuple[Move, ...] = Field((), description="Only replies before the first one with any of these.")
    phase: tuple[str, ...] = Field((), description="Only replies in any of these phases.")
    each: bool = Field(False, description="With two counterparts: towards each of them, counted apart.")


class Ratio(Frozen):
    """Replies with any of the moves, divided by replies with any of the others."""

    ratio: Moves
    to: Moves
    min: float = Field(gt=0)


class Order(Frozen):
    """The first of these moves came in an earlier place than the first of the others (or those never did)."""

    first: Moves
    before: Moves


class Response(Frozen):
    """A reply right after the counterpart told something hidden contained any of the moves."""

    response: Moves
    to: Literal[Degree.HINT, Degree.PART, Degree.WHOLE] = Field(description="Told to at least this degree.")
    min: int = Field(1, ge=1)


class Balance(Frozen):
    """With two counterparts: whoever got fewer replies with these moves got this share of the other's."""

    balance: Moves
    min: float = Field(gt=0, le=1)


class Told(Frozen):
    """The learner brought the counterpart to tell a fact."""

    told: Key
    degree: Literal[Degree.HINT, Degree.PART, Degree.WHOLE] = Degree.WHOLE


class Answered(Frozen):
    """In how many replies the learner drew any of these reactions or endings from the counterpart."""

    answered: Annotated[tuple[Key, ...], Field(min_length=1)]
    min: int = Field(0, ge=0)
    max: int | None = Field(None, ge=0)


class Deal(Frozen):
    """The learner's utility of the deal reached is at least this (0–1); only in negotiations."""

    deal: float = Field(ge=0, le=1)


class Ended(Frozen):
    """The conversation came to an end of one of these kinds; one that is broken off has come to none."""

    ended: Annotated[tuple[EndingKind, ...], Field(min_length=1)]


Measure = Count | Ratio | Order | Response | Balance | Told | Answered | Ended | Deal


class Level(Frozen):
    """A level of a criterion, anchored in behaviour; the highest whose measures all hold is given."""

    level: int = Field(ge=1, le=5)
    text: str
    when: tuple[Measure, ...] = ()


class Passage(Frozen):
    """A part of the course that helps with a criterion; heading is one of the document's."""

    document: str
    heading: str


class Criterion(Frozen):
    """One observable thing, scored by itself."""

    id: Key
    title: str
    moves: Moves
    against: tuple[Move, ...] = Field(
        (), description="Moves that speak against it; quoted as counter-evidence."
    )
    weight: float = Field(1, gt=0)
    opportunity: tuple[Measure, ...] = Field(
        (), description="Without this the criterion is left unscored: there was no occasion for it."
    )
    quality: bool = Field(
        False,
        description="How well it was done, which cannot be counted: a language model or a person says "
        "it, and the levels need no conditions.",
    )
    least_replies: int = Field(3, ge=1, description="With fewer replies than this it is left unscored.")
    levels: tuple[Level, ...] = Field(min_length=2, max_length=5)
    better: tuple[str, ...] = Field(min_length=1, description="Lines that would have done it better.")
    good: tuple[str, ...] = ()
    poor: tuple[str, ...] = ()
    passage: Passage
    question: str = Field(description="What to ask the tutor to learn more about it.")

    @property
    def crossings(self) -> frozenset[str]:
        """Reactions and endings that a level limits: the replies that drew them speak against it."""
        return frozenset(name for it in self._answered() if it.max is not None for name in it.answered)

    @property
    def drawn(self) -> frozenset[str]:
        """Reactions and endings that the levels count."""
        return frozenset(name for it in self._answered() for name in it.answered)

    def _answered(self) -> list[Answered]:
        measures = [*self.opportunity, *(measure for level in self.levels for measure in level.when)]
        return [it for it in measures if isinstance(it, Answered)]

    @field_validator("levels")
    @classmethod
    def _rising(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        numbers = [level.level for level in levels]
        if numbers != sorted(set(numbers)):
            raise ValueError("levels must rise, each number once")
        if levels[0].when:
            raise ValueError("the lowest level must have no conditions, so that every session gets one")
        return levels


class Rubric(Frozen):
    """What a kind of conversation is scored on."""

    id: Key
    version: int = Field(ge=1)
    language: str = Field(pattern=r"^[a-z]{2}$")
    title: str
    summary: str
    course: Key = "leadership"
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class Unscored(StrEnum):
    """Why a criterion has no level."""

    NO_OPPORTUNITY = "no-opportunity"
    NO_EVIDENCE = "no-evidence"
    TOO_SHORT = "too-short"
    UNRELIABLE = "unreliable"
    NEEDS_MODEL = "needs-model"
    NEEDS_HUMAN = "needs-human"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote of the learner: ``turn.text[start:end] == quote``.

    In a written text turn is the number of the paragraph, start and end count from the beginning of the text,
    and there is no move.
    """

    turn: int
    quote: str
    start: int
    end: int
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a language model had to do with a score.

    model is its name, prompt the hash of its prompt, levels those of its samples in the order they came;
    counted is the level that the embedded judge gave, None for none; failed says why the model gave no answer
    (a Failure), so that the score is the embedded judge's, and is empty where it did.
    """

    model: str
    prompt: str
    levels: tuple[int, ...] = ()
    counted: int | None = None
    failed: str = ""


EMBEDDED = "embedded"
"""The engine that counts, and needs no language model."""


class JudgedBy(StrEnum):
    """Which judge is asked for: the one that counts, or the language model that is set up."""

    EMBEDDED = EMBEDDED
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Score:
    """What the judge found on one criterion: a level with its quotes, or the reason why there is none.

    confidence (0–1) is the mean confidence of the moves it rests on; where a model read it, the share of all
    readings, the count among them, that came to this level. reading is None where no model was asked.
    """

    criterion: str
    level: int | None
    unscored: Unscored | None
    confidence: float
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    why: str
    reading: Reading | None = None

    @property
    def engine(self) -> str:
        """What made the score: "embedded", or the name of a model."""
        return self.reading.model if self.reading and not self.reading.failed else EMBEDDED


@dataclass(frozen=True, slots=True)
class Assessment:
    """All scores of a session on a rubric; engine is the judge: "embedded", or the name of a model.

    at is when it was given, program by which version of the program: None and "" until it is kept, and where
    it was kept before that was noted. titles is what the criteria were called then, by id.
    """

    session: str
    rubric: str
    version: int
    language: str
    scores: tuple[Score, ...]
    engine: str = EMBEDDED
    at: datetime | None = None
    program: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def unread(self) -> frozenset[str]:
        """The criteria on which a language model was asked and gave no answer."""
        return frozenset(it.criterion for it in self.scores if it.reading and it.reading.failed)

    @property
    def read(self) -> frozenset[str]:
        """The criteria on which a language model answered."""
        return frozenset(it.criterion for it in self.scores if it.reading and not it.reading.failed)

    @property
    def reader(self) -> str:
        """What the scores rest on: "embedded", or the model that read some of them; not one that was away."""
        return self.engine if self.read else EMBEDDED

    def same_as(self, other: "Assessment") -> bool:
        """Whether it says the same, whenever it was given."""
        return replace(self, at=other.at, program=other.program, titles=other.titles) == other

    def score(self, criterion: str) -> Score:
        """The score of one criterion; KeyError when the rubric has no such criterion."""
        for score in self.scores:
            if score.criterion == criterion:
                return score
        raise KeyError(criterion)
