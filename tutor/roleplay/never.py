"""Replays what trainers marked: the same decision must not bring the same words again; pure."""

from collections.abc import Iterator
from dataclasses import replace

from tutor.domain.never import Never
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Decision
from tutor.roleplay.guard import Objection, objections
from tutor.roleplay.state import beginning
from tutor.roleplay.voice import pool, scripted


def broken(scenario: Scenario) -> tuple[Never, ...]:
    """The rules of a scenario that its own lines, or the guard, do not keep."""
    return tuple(rule for rule in scenario.never if not _kept(scenario, rule))


def _kept(scenario: Scenario, rule: Never) -> bool:
    state, decision = beginning(scenario), _decision(rule)
    if Objection.NEVER not in objections(scenario, state, decision, rule.said):
        return False
    return not any(rule.is_in(said) for said in _all_said(scenario, decision))


def _decision(rule: Never) -> Decision:
    degree = Degree(rule.degree) if rule.degree in set(Degree) else None
    act = Act(rule.act) if rule.act in set(Act) else Act.FALL_BACK
    subject = rule.subject if act.value == rule.act else "fallback-character"
    return Decision(act, subject, degree=degree, speaker=rule.speaker)


def _all_said(scenario: Scenario, decision: Decision) -> Iterator[str]:
    """Everything that the script can say on a decision: each line once all the others have been said."""
    state = beginning(scenario)
    try:
        lines = tuple(pool(scenario, decision))
    except StopIteration:  # the scenario was rewritten, and nothing of the kind is decided any more
        return
    for line in lines:
        others = tuple(it for it in lines if it != line)
        yield scripted(scenario, replace(state, used=others), decision, 0).text
