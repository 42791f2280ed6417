"""How well the judge agrees with people, as a card that goes with its scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tutor.domain.rubric import EMBEDDED

ENOUGH = 50
"""Rated transcripts from which on a card counts as a validation with human raters."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Judge against people on one criterion in one language.

    exact and near (off by one at most) are shares of the n transcripts that both gave a level; kappa is
    quadratically weighted (Cohen 1968) with its 95 % bootstrap interval, None where one side gave only one
    level; bias is the judge's level minus people's, on average; table counts transcripts, people's levels
    down and the judge's across; unscored counts those to which the judge gave no level.
    """

    n: int
    unscored: int
    exact: float
    near: float
    kappa: float | None
    low: float | None
    high: float | None
    bias: float
    table: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """How well the judge agrees with people on a rubric in a language, criterion by criterion.

    made is when, program which version of it judged, engine which judge: "embedded", or the name of a model;
    criteria to which it never gave a level are left out.
    """

    rubric: str
    version: int
    language: str
    transcripts: int
    raters: int
    made: datetime
    program: str
    criteria: Mapping[str, Agreement]
    engine: str = EMBEDDED

    @property
    def validated(self) -> bool:
        """Whether enough transcripts were rated to call it a validation."""
        return self.transcripts >= ENOUGH
