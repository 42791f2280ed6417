"""The debrief: how the conversation went, where it turned, what to keep and what to try."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutor.assessment.helped import Help, helped
from tutor.assessment.judge import next_up
from tutor.assessment.overall import Overall, overall
from tutor.assessment.preparation import Compared, compare
from tutor.assessment.story import Beat, story
from tutor.domain.rubric import Assessment, Criterion, Level, Rubric, Score, Unscored
from tutor.domain.scenario import Degree, Ending, Fact, Scenario
from tutor.domain.session import Session, Stance, State


@dataclass(frozen=True, slots=True)
class Point:
    """The gauges after a reply, each 0–1; with two counterparts also those of each, by name."""

    turn: int
    trust: float
    tension: float
    openness: float
    people: Mapping[str, Stance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The reply that moved the conversation most, for better or worse, with its words and the answer.

    by names the counterparts who answered.
    """

    turn: int
    better: bool
    reply: str
    answer: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion in the debrief: its score, what its level means, and a line that does it better.

    higher is the level above the one given, None above the highest and without a level.
    """

    criterion: Criterion
    score: Score
    meaning: str
    better: str
    higher: Level | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something the counterpart kept to itself, how much was told in the end, and the reply that got so far;
    owner names it if there are two.
    """

    truth: str
    degree: Degree
    turn: int | None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a learner sees after a conversation.

    strongest is what to keep, weakest what to try next and to read about; plan sets what was prepared beside
    what happened; overall is None where no criterion has a level; story tells what went on on the other side.
    hidden leaves out what was not told in a talk too short for a score: it can be earned yet.
    """

    ending: Ending | None
    curve: tuple[Point, ...]
    turning: TurningPoint | None
    findings: tuple[Finding, ...]
    strongest: Criterion | None
    weakest: Criterion | None
    hidden: tuple[Hidden, ...]
    help: Help
    plan: tuple[Compared, ...] = ()
    overall: Overall | None = None
    story: tuple[Beat, ...] = ()


def debrief(
    session: Session, scenario: Scenario, rubric: Rubric, assessment: Assessment, states: Sequence[State]
) -> Debrief:
    """Put a debrief together; states are those after each turn, the opening first."""
    curve = tuple(_point(scenario, state) for state in states)
    last = states[-1].ending if states else None
    too_short = last is None and all(it.unscored is Unscored.TOO_SHORT for it in assessment.scores)
    hidden = [_hidden(fact, scenario, states) for fact in scenario.facts]
    return Debrief(
        ending=next((ending for ending in scenario.endings if ending.id == last), None),
        curve=curve,
        turning=_named(turning_point(session, curve), session, scenario),
        findings=tuple(_finding(criterion, assessment, session.seed) for criterion in rubric.criteria),
        strongest=strongest(rubric, assessment),
        weakest=weakest(rubric, assessment),
        hidden=tuple(it for it in hidden if it.degree is not Degree.HIDDEN or not too_short),
        help=helped(session),
        plan=compare(session),
        overall=overall(rubric, assessment),
        story=story(session, scenario),
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
    """Trust and openness against tension; with two counterparts the mean of theirs."""
    seen = tuple(point.people.values()) or (point,)
    return sum(it.trust + it.openness - it.tension for it in seen) / len(seen)


def _point(scenario: Scenario, state: State) -> Point:
    people = {scenario.person(id).name: stance for id, stance in state.people.items()}
    return Point(state.turn, state.trust, state.tension, state.openness, people)


def _named(turning: TurningPoint | None, session: Session, scenario: Scenario) -> TurningPoint | None:
    """The turning point with the names of those who answered."""
    if turning is None:
        return None
    parts = next(turn.utterance.parts for turn in session.turns if turn.number == turning.turn)
    names = dict.fromkeys(scenario.person(part.speaker).name for part in parts)
    return replace(turning, by=tuple(names) or (scenario.persona.name,))


def weakest(rubric: Rubric, assessment: Assessment) -> Criterion | None:
    """The criterion furthest below its highest level, weighted; None when nothing was scored."""
    scored = [(criterion, assessment.score(criterion.id).level) for criterion in rubric.criteria]
    short = [
        (criterion.weight * (criterion.levels[-1].level - level), criterion)
        for criterion, level in scored
        if level is not None
    ]
    return max(short, key=lambda pair: pair[0])[1] if short else None


def strongest(rubric: Rubric, assessment: Assessment) -> Criterion | None:
    """The criterion with the highest level above its lowest, but not the weakest one; None without any."""
    weak = weakest(rubric, assessment)
    shown = [
        (level / criterion.levels[-1].level, criterion)
        for criterion in rubric.criteria
        if criterion != weak
        and (level := assessment.score(criterion.id).level) is not None
        and level > criterion.levels[0].level
    ]
    return max(shown, key=lambda pair: pair[0])[1] if shown else None


def _finding(criterion: Criterion, assessment: Assessment, seed: int) -> Finding:
    score = assessment.score(criterion.id)
    given = next((level for level in criterion.levels if level.level == score.level), None)
    better = criterion.better[seed % len(criterion.better)]
    higher = next_up(criterion, given) if given else None
    return Finding(criterion, score, given.text if given else "", better, higher)


def _hidden(fact: Fact, scenario: Scenario, states: Sequence[State]) -> Hidden:
    degree = states[-1].facts.get(fact.id, Degree.HIDDEN) if states else Degree.HIDDEN
    first = next((state.turn for state in states if state.facts.get(fact.id) is degree), None)
    owner = scenario.person(scenario.owner(fact)).name if scenario.second else ""
    return Hidden(fact.truth, degree, first, owner)
