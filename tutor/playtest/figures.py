"""What came of conversations with scripted learners, in numbers; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from tutor.authoring.learners import UNEARNED, LearnerType
from tutor.domain.scenario import Difficulty, EndingKind

WORTH: Mapping[EndingKind, int] = {
    EndingKind.AGREEMENT: 3,
    EndingKind.PARTIAL: 2,
    EndingKind.STALEMATE: 1,
    EndingKind.TIME: 1,
    EndingKind.WALK_OUT: 0,
}
"""Outcomes in order, to compare conversations by."""


@dataclass(frozen=True, slots=True)
class Run:
    """How one conversation with a scripted learner went."""

    kind: LearnerType
    difficulty: Difficulty
    outcome: EndingKind
    ending: str
    turns: int
    leaks: int
    fallbacks: int
    repeats: int
    undercut: bool
    levels: Mapping[str, int]

    @property
    def score(self) -> float:
        """The mean of the levels given; 0 when the learner said too little for any."""
        return mean(self.levels.values()) if self.levels else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """All conversations of one learner type; shares are of conversations or turns, score a mean level."""

    kind: LearnerType
    runs: int
    outcomes: Mapping[EndingKind, int]
    endings: tuple[str, ...]
    turns: float
    leaks: int
    give_ins: int
    undercut: int
    fallbacks: float
    repeats: float
    score: float | None
    levels: Mapping[str, float]


def summarise(kind: LearnerType, runs: Sequence[Run]) -> Summary:
    """The conversations of one learner type in numbers."""
    outcomes = Counter(run.outcome for run in runs)
    turns = sum(run.turns for run in runs)
    criteria = sorted({criterion for run in runs for criterion in run.levels})
    levels = {
        criterion: round(mean(run.levels[criterion] for run in runs if criterion in run.levels), 2)
        for criterion in criteria
    }
    return Summary(
        kind=kind,
        runs=len(runs),
        outcomes=dict(outcomes),
        endings=tuple(sorted({run.ending for run in runs})),
        turns=round(turns / len(runs), 1),
        leaks=sum(run.leaks for run in runs),
        give_ins=outcomes[EndingKind.AGREEMENT] if kind in UNEARNED else 0,
        undercut=sum(run.undercut for run in runs),
        fallbacks=share(sum(run.fallbacks for run in runs), turns),
        repeats=share(sum(run.repeats for run in runs), turns),
        score=round(mean(levels.values()), 2) if levels else None,
        levels=levels,
    )


def share(part: int, whole: int) -> float:
    """Part of a whole, to three decimals; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def outcome_share(runs: Sequence[Run], kind: EndingKind) -> float:
    """In what share of the conversations the outcome came."""
    return share(sum(run.outcome is kind for run in runs), len(runs))


def auc(better: Sequence[float], worse: Sequence[float]) -> float:
    """How often one of the better is above one of the worse, ties counted half (area under the ROC curve)."""
    pairs = [(high > low) + (high == low) / 2 for high in better for low in worse]
    return round(mean(pairs), 3) if pairs else 0.0
