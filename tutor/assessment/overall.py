"""The overall picture of an assessment: a range of levels, never a bare number."""

from dataclasses import dataclass

from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.text_rubric import TextRubric


@dataclass(frozen=True, slots=True)
class Overall:
    """Between which levels the scored criteria lie together, and how many of all criteria those are."""

    low: float
    high: float
    scored: int
    all: int


def overall(rubric: Rubric | TextRubric, assessment: Assessment) -> Overall | None:
    """The weighted mean level, as wide on either side as the recogniser is unsure; None without a level.

    A criterion whose moves were recognised with confidence c may lie 1 - c levels higher or lower.
    """
    found = [(it, assessment.score(it.id)) for it in rubric.criteria]
    scored = [
        (it.weight, score.level, score.confidence, it.levels[-1].level)
        for it, score in found
        if score.level is not None
    ]
    if not scored:
        return None
    total = sum(weight for weight, *_ in scored)
    low = sum(weight * max(1, level - (1 - sure)) for weight, level, sure, _ in scored) / total
    high = sum(weight * min(top, level + (1 - sure)) for weight, level, sure, top in scored) / total
    return Overall(round(low, 1), round(high, 1), len(scored), len(rubric.criteria))
