"""The bars that scripted learners must and must not clear, as measures of one scenario's conversations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.authoring.learners import LearnerType
from tutor.domain.rubric import Rubric
from tutor.domain.scenario import Difficulty, EndingKind, Scenario
from tutor.playtest.figures import WORTH, Run, auc, outcome_share, share


@dataclass(frozen=True)
class Group:
    """All conversations on one scenario in one language."""

    scenario: Scenario
    rubric: Rubric
    runs: tuple[Run, ...]

    @property
    def name(self) -> str:
        return f"{self.scenario.id} ({self.scenario.language})"

    def of(self, kind: LearnerType, difficulty: Difficulty = Difficulty.NORMAL) -> tuple[Run, ...]:
        """The conversations of one type at one difficulty."""
        return tuple(run for run in self.runs if run.kind is kind and run.difficulty is difficulty)

    @property
    def unreached_endings(self) -> tuple[str, ...]:
        """The endings that no learner of any type came to."""
        reached = {run.ending for run in self.runs}
        return tuple(ending.id for ending in self.scenario.endings if ending.id not in reached)


Measure = Callable[[Group], float | None]


@dataclass(frozen=True)
class Bar:
    """A figure with the least or the most that it may be; None where a scenario has no such figure."""

    title: str
    measure: Measure
    least: float | None = None
    most: float | None = None

    def distance(self, value: float) -> float:
        """How far a figure is on the wrong side; what is not above 0 meets the bar."""
        below = self.least - value if self.least is not None else float("-inf")
        return max(below, value - self.most if self.most is not None else float("-inf"))

    def met(self, value: float) -> bool:
        return self.distance(value) <= 0

    @property
    def asked(self) -> str:
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g}"
        return f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"


def unreached_levels(groups: Sequence[Group]) -> tuple[str, ...]:
    """The levels that nobody got in any scenario of the rubric, and criteria that were never scored."""
    found = []
    for rubric in {(group.rubric.id, group.rubric.language): group.rubric for group in groups}.values():
        runs = [run for group in groups if group.rubric == rubric for run in group.runs]
        for criterion in rubric.criteria:
            reached = {run.levels.get(criterion.id) for run in runs}
            left = [str(level.level) for level in criterion.levels if level.level not in reached]
            if left:
                found.append(f"{rubric.id} ({rubric.language}) {criterion.id} {', '.join(left)}")
    return tuple(found)


# --- measures ------------------------------------------------------------------------------------------


def _outcome_auc(group: Group) -> float | None:
    expert, blunt = group.of(LearnerType.EXPERT), group.of(LearnerType.BLUNT)
    return auc([WORTH[run.outcome] for run in expert], [WORTH[run.outcome] for run in blunt])


def _score_auc(group: Group) -> float | None:
    expert, blunt = group.of(LearnerType.EXPERT), group.of(LearnerType.BLUNT)
    return auc([run.score for run in expert], [run.score for run in blunt])


def _outcome(kind: LearnerType, outcome: EndingKind, difficulty: Difficulty = Difficulty.NORMAL) -> Measure:
    def measure(group: Group) -> float | None:
        runs = group.of(kind, difficulty)
        return outcome_share(runs, outcome) if runs else None

    return measure


def _per_turn(count: Callable[[Run], int]) -> Measure:
    return lambda group: share(sum(map(count, group.runs)), sum(run.turns for run in group.runs))


def _total(count: Callable[[Run], int]) -> Measure:
    return lambda group: sum(map(count, group.runs))


AGREED = EndingKind.AGREEMENT

BARS = (
    Bar("expert against blunt by outcome (AUC)", _outcome_auc, least=0.95),
    Bar("expert against blunt by score (AUC)", _score_auc, least=0.95),
    Bar("expert reaches agreement", _outcome(LearnerType.EXPERT, AGREED), least=0.8),
    Bar(
        "expert reaches agreement on hard",
        _outcome(LearnerType.EXPERT, AGREED, Difficulty.HARD),
        least=0.4,
        most=0.8,
    ),
    Bar("blunt reaches agreement", _outcome(LearnerType.BLUNT, AGREED), most=0.1),
    Bar("evasive reaches agreement", _outcome(LearnerType.EVASIVE, AGREED), most=0.1),
    Bar("flatterer reaches agreement", _outcome(LearnerType.FLATTERER, AGREED), most=0.1),
    Bar("repeater reaches agreement", _outcome(LearnerType.REPEATER, AGREED), most=0.0),
    Bar("silent reaches agreement", _outcome(LearnerType.SILENT, AGREED), most=0.0),
    Bar("insulting ends in walk-out", _outcome(LearnerType.INSULTING, EndingKind.WALK_OUT), least=0.9),
    Bar("hidden facts betrayed", _total(lambda run: run.leaks), most=0),
    Bar("deals below the reservation value", _total(lambda run: run.undercut), most=0),
    Bar("fall-back turns", _per_turn(lambda run: run.fallbacks), most=0.15),
    Bar("lines said twice, of turns", _per_turn(lambda run: run.repeats), most=0.02),
)
