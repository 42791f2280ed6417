"""Which hint helps now: it names a skill, not a sentence."""

from collections.abc import Collection

from tutor.domain.scenario import Hint, Scenario
from tutor.domain.session import Act, State
from tutor.roleplay.conditions import holds


def hint(scenario: Scenario, state: State, given: Collection[str]) -> str:
    """The hint that fits the state best, one not given yet where there is one.

    What answers the last reply goes before what the conversation lacks as a whole.
    """
    fitting = [it for it in scenario.hints if _fits(it, state)] or list(scenario.hints)
    fresh = [it for it in fitting if it.text not in given]
    return max(fresh or fitting, key=lambda it: (bool(it.after) or it.denied, it.when.specificity)).text


def _fits(one: Hint, state: State) -> bool:
    said = not one.after or bool(state.made & set(one.after))
    denied = not one.denied or state.last_act is Act.WITHHOLD
    return said and denied and holds(one.when, state)
