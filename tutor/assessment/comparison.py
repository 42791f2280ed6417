"""Two tries of one scenario side by side: what changed in how it ended, in the state and in the scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Change, State


@dataclass(frozen=True, slots=True)
class Try:
    """One try: where it ended and how it was scored."""

    session: str
    last: State
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Step:
    """A criterion in both tries; None where it was left unscored."""

    criterion: str
    title: str
    before: int | None
    now: int | None

    @property
    def change(self) -> int:
        """Levels up (positive) or down; 0 where either has none."""
        return self.now - self.before if self.now is not None and self.before is not None else 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different; change is of the gauges at the end, branched the turn both have in common last."""

    session: str
    branched: int | None
    outcome_before: EndingKind | None
    outcome_now: EndingKind | None
    turns_before: int
    turns_now: int
    change: Change
    steps: tuple[Step, ...]


def compare(rubric: Rubric, before: Try, now: Try, branched: int | None = None) -> Comparison:
    """Set a try beside an earlier one on the same rubric."""
    return Comparison(
        session=before.session,
        branched=branched,
        outcome_before=before.last.outcome,
        outcome_now=now.last.outcome,
        turns_before=before.last.turn,
        turns_now=now.last.turn,
        change=Change(
            round(now.last.trust - before.last.trust, 4),
            round(now.last.tension - before.last.tension, 4),
            round(now.last.openness - before.last.openness, 4),
        ),
        steps=_steps(rubric, before.assessment, now.assessment),
    )


def _steps(rubric: Rubric, before: Assessment, now: Assessment) -> tuple[Step, ...]:
    levels = [{score.criterion: score.level for score in it.scores} for it in (before, now)]
    return tuple(Step(it.id, it.title, levels[0].get(it.id), levels[1].get(it.id)) for it in rubric.criteria)


def improved(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The criteria that went up, the largest step first."""
    return tuple(sorted((it for it in steps if it.change > 0), key=lambda it: -it.change))
