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


OF_TALKS = 0.6
"""Half of the narrowest range for a conversation, in levels.

On 9 of 10 rated transcripts that ship the judge's mean level is so near to the rater's (n = 120, all rubrics
in both languages).
"""
OF_TEXTS = 1.0
"""The same for a written text: on 9 of 10 of 28 texts of ours the program's mean level lies within .92 of a
reader's (python -m evals.assignments), rounded up, as 12 of them were tuned on later.
"""


def overall(rubric: Rubric | TextRubric, assessment: Assessment) -> Overall | None:
    """The weighted mean level with its range; None without a level.

    A criterion whose moves were recognised with confidence c may lie 1 - c levels higher or lower, and all of
    them together OF_TALKS or OF_TEXTS at the least.
    """
    found = [(it, assessment.score(it.id)) for it in rubric.criteria]
    scored = [
        (it.weight, score.level, 1 - score.confidence) for it, score in found if score.level is not None
    ]
    if not scored:
        return None
    total = sum(weight for weight, *_ in scored)
    mean = sum(weight * level for weight, level, _ in scored) / total
    least = OF_TEXTS if isinstance(rubric, TextRubric) else OF_TALKS
    unsure = max(least, sum(weight * doubt for weight, _, doubt in scored) / total)
    top = max(it.levels[-1].level for it in rubric.criteria)
    low, high = max(1.0, mean - unsure), min(float(top), mean + unsure)
    return Overall(round(low, 1), round(high, 1), len(scored), len(rubric.criteria))
