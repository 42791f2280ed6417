"""Which hint helps now: it names a skill, not a sentence."""

from collections.abc import Collection

from tutor.domain.scenario import Scenario
from tutor.domain.session import State
from tutor.roleplay.conditions import holds


def hint(scenario: Scenario, state: State, given: Collection[str]) -> str:
    """The most specific hint that fits the state, one not given yet where there is one."""
    fitting = [it for it in scenario.hints if holds(it.when, state)] or list(scenario.hints)
    fresh = [it for it in fitting if it.text not in given]
    return max(fresh or fitting, key=lambda it: it.when.specificity).text
