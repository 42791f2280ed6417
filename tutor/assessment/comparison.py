"""Two tries of one scenario side by side: what changed in how it ended, in the state and in the scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.assessment.overall import Overall, overall
from tutor.domain.history import SessionSummary
from tutor.domain.rubric import Assessment, Rubric
from tutor.domain.scenario import EndingKind
from tutor.domain.session import Change, Mode, Session, State


@dataclass(frozen=True, slots=True)
class Try:
    """One try: its session, where it stands, and how it was scored."""

    session: Session
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
class Fork:
    """Where a branch left the practice it comes from: the reply's number and both replies, "" if missing."""

    turn: int
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between a try and an earlier one; change is of the gauges at the end."""

    session: str
    fork: Fork | None
    outcome_before: EndingKind | None
    outcome_now: EndingKind | None
    turns_before: int
    turns_now: int
    change: Change
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A try among others: how it was held, which one it was, and its levels by criterion."""

    session: str
    mode: Mode
    attempt: int
    back: int | None
    levels: Mapping[str, int | None]
    overall: Overall | None


def tried(it: SessionSummary, rubric: Rubric, assessment: Assessment) -> Tried:
    """A practice with its score as a try among others."""
    levels = {score.criterion: score.level for score in assessment.scores}
    return Tried(it.id, it.mode, it.attempt, it.back, levels, overall(rubric, assessment))


def compare(rubric: Rubric, before: Try, now: Try) -> Comparison:
    """Set a try beside an earlier one on the same rubric."""
    return Comparison(
        session=before.session.id,
        fork=_fork(before.session, now.session),
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


def _fork(before: Session, now: Session) -> Fork | None:
    if now.origin is None or now.origin.session != before.id:
        return None
    turn = now.origin.turn + 1
    return Fork(turn, _reply(before, turn), _reply(now, turn))


def _reply(session: Session, number: int) -> str:
    return next((turn.text for turn in session.turns if turn.number == number), "")


def _steps(rubric: Rubric, before: Assessment, now: Assessment) -> tuple[Step, ...]:
    levels = [{score.criterion: score.level for score in it.scores} for it in (before, now)]
    return tuple(Step(it.id, it.title, levels[0].get(it.id), levels[1].get(it.id)) for it in rubric.criteria)
