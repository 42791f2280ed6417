"""How far the mean level of a text lies from a reader's, and whether the range that is shown covers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tutor.assessment.overall import overall
from tutor.domain.assignment import Assignment
from tutor.domain.rubric import Assessment
from tutor.domain.text_rubric import TextRubric

SHARE = 0.9
"""Of the texts, that a range should cover."""


@dataclass(frozen=True)
class Read:
    """A text as a reader judged it: levels by criterion, and the points found in it, for sure or perhaps."""

    assignment: Assignment
    levels: Mapping[str, int]
    says: frozenset[str]
    either: frozenset[str]

    def content(self, rubric: TextRubric) -> int:
        """The level for content of the points that the reader found; those that are open count half."""
        weights = {point.id: point.weight for point in self.assignment.points}
        said = sum(weights[one] for one in self.says) + sum(weights[one] for one in self.either) / 2
        criterion = next(one for one in rubric.criteria if one.id == "content")
        asked = [measure.covers for level in criterion.levels for measure in level.when]
        return 1 + sum(said >= share * sum(weights.values()) - 1e-9 for share in asked)

    def mean(self, rubric: TextRubric) -> float:
        """The weighted mean of the reader's levels."""
        return _mean(rubric, {"content": self.content(rubric), **self.levels})


def whole(half: str, some: Sequence[tuple[Read, TextRubric, Assessment]]) -> bool:
    """Print within what nine of ten mean levels lie and how many the range covers; whether that is enough."""
    gaps, covered = [], 0
    for read, rubric, given in some:
        shown = overall(rubric, given)
        reader = read.mean(rubric)
        levels = {it.criterion: it.level for it in given.scores if it.level is not None}
        gaps.append(abs(_mean(rubric, levels) - reader))
        covered += shown is not None and shown.low - 1e-9 <= reader <= shown.high + 1e-9
    within = sorted(gaps)[ceil(SHARE * len(gaps)) - 1]
    print(
        f"Mean level beside a reader's ({half}): 9 of 10 within {within:.2f}; "
        f"the range that is shown covers {covered} of {len(gaps)}"
    )
    return covered >= SHARE * len(gaps)


def _mean(rubric: TextRubric, levels: Mapping[str, int]) -> float:
    weights = {it.id: it.weight for it in rubric.criteria}
    return sum(weights[it] * level for it, level in levels.items()) / sum(weights[it] for it in levels)
