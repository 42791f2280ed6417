"""Whether a scenario's condition holds in a state of the conversation."""

from dataclasses import replace

from tutor.domain.condition import Condition, mentions
from tutor.domain.scenario import Degree
from tutor.domain.session import State


def holds(condition: Condition, state: State, text: str = "") -> bool:
    """Whether every stated part of the condition holds; text is the learner's reply."""
    return (
        _gauges_hold(condition, state)
        and _story_holds(condition, state)
        and all(state.counts.get(move, 0) in bound for move, bound in condition.counts.items())
        and (not condition.words or mentions(text, condition.words))
    )


def _gauges_hold(condition: Condition, state: State) -> bool:
    pairs = (
        (condition.trust, state.trust),
        (condition.tension, state.tension),
        (condition.openness, state.openness),
        (condition.patience, state.patience),
        (condition.turn, state.turn),
    )
    return all(bound is None or value in bound for bound, value in pairs)


def _story_holds(condition: Condition, state: State) -> bool:
    told = all(
        state.facts.get(fact, Degree.HIDDEN).rank >= Degree(degree).rank
        for fact, degree in condition.facts.items()
    )
    phase = not condition.phase or state.phase in condition.phase
    return told and phase and state.flags >= set(condition.flags) and not state.flags & set(condition.without)


def stricter(state: State, by: float) -> State:
    """The state as a harder counterpart sees it: less trust and openness, more tension, each by ``by``."""
    return replace(
        state, trust=state.trust - by, openness=state.openness - by, tension=min(1.0, state.tension + by)
    )
