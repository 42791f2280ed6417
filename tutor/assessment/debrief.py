"""The debrief: how the conversation went, where it turned, what to keep and what to try."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.assessment.preparation import Compared, compare
from tutor.domain.rubric import Assessment, Criterion, Rubric, Score
from tutor.domain.scenario import Degree, Ending, Scenario
from tutor.domain.session import Session, State


@dataclass(frozen=True, slots=True)
class Point:
    """The gauges after a reply, each 0–1."""

    turn: int
    trust: float
    tension: float
    openness: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The reply that moved the conversation most, for better or worse, with its words and the answer."""

    turn: int
    better: bool
    reply: str
    answer: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion in the debrief: its score, what its level means, and a line that does it better."""

    criterion: Criterion
    score: Score
    meaning: str
    better: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something the counterpart kept to itself, and how much of it was told."""

    truth: str
    degree: Degree
    turn: int | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a learner sees after a conversation.

    weakest is what is worth reading about next; plan sets what was prepared beside what happened.
    """

    ending: Ending | None
    curve: tuple[Point, ...]
    turning: TurningPoint | None
    findings: tuple[Finding, ...]
    weakest: Criterion | None
    hidden: tuple[Hidden, ...]
    hints: int
    plan: tuple[Compared, ...] = ()


def debrief(
    session: Session, scenario: Scenario, rubric: Rubric, assessment: Assessment, states: Sequence[State]
) -> Debrief:
    """Put a debrief together; states are those after each turn, the opening first."""
    curve = tuple(Point(state.turn, state.trust, state.tension, state.openness) for state in states)
    last = states[-1].ending if states else None
    return Debrief(
        ending=next((ending for ending in scenario.endings if ending.id == last), None),
        curve=curve,
        turning=turning_point(session, curve),
        findings=tuple(_finding(criterion, assessment, session.seed) for criterion in rubric.criteria),
        weakest=weakest(rubric, assessment),
        hidden=tuple(_hidden(fact.id, fact.truth, states) for fact in scenario.facts),
        hints=len(session.hints),
        plan=compare(session),
    )


def turning_point(session: Session, curve: Sequence[Point]) -> TurningPoint | None:
    """The reply with the largest move of trust and openness against tension; None below a tenth."""
    steps = [(_climate(now) - _climate(before), now.turn) for before, now in itertools.pairwise(curve)]
    size, number = max(steps, key=lambda step: (abs(step[0]), -step[1]), default=(0.0, 0))
    if abs(size) < 0.1:
        return None
    turn = next(turn for turn in session.turns if turn.number == number)
    return TurningPoint(number, size > 0, turn.text, turn.utterance.text)


def _climate(point: Point) -> float:
    return point.trust + point.openness - point.tension


def weakest(rubric: Rubric, assessment: Assessment) -> Criterion | None:
    """The criterion furthest below its highest level, weighted; None when nothing was scored."""
    scored = [(criterion, assessment.score(criterion.id).level) for criterion in rubric.criteria]
    short = [
        (criterion.weight * (criterion.levels[-1].level - level), criterion)
        for criterion, level in scored
        if level is not None
    ]
    return max(short, key=lambda pair: pair[0])[1] if short else None


def _finding(criterion: Criterion, assessment: Assessment, seed: int) -> Finding:
    score = assessment.score(criterion.id)
    meaning = next((level.text for level in criterion.levels if level.level == score.level), "")
    return Finding(criterion, score, meaning, criterion.better[seed % len(criterion.better)])


def _hidden(fact: str, truth: str, states: Sequence[State]) -> Hidden:
    degree = states[-1].facts.get(fact, Degree.HIDDEN) if states else Degree.HIDDEN
    first = next((state.turn for state in states if fact in state.facts), None)
    return Hidden(truth, degree, first)
