"""Whether a scenario's condition holds in a state of the conversation."""

from dataclasses import replace
from typing import TypeVar

from tutor.domain.condition import Condition, Gauges, mentions
from tutor.domain.scenario import Degree
from tutor.domain.session import Stance, State

Seen = TypeVar("Seen", State, Stance)


def holds(condition: Condition, state: State, text: str = "") -> bool:
    """Whether every stated part of the condition holds; text is the learner's reply."""
    return (
        _gauges_hold(condition, state)
        and _story_holds(condition, state)
        and all(_stands(state.people.get(id), asked) for id, asked in condition.people.items())
        and (not condition.words or mentions(text, condition.words))
    )


def _stands(stance: Stance | None, asked: Gauges) -> bool:
    return stance is not None and _gauges_hold(asked, stance)


def _gauges_hold(asked: Gauges, stance: State | Stance) -> bool:
    pairs = (
        (asked.trust, stance.trust),
        (asked.tension, stance.tension),
        (asked.openness, stance.openness),
        (asked.patience, stance.patience),
    )
    return all(bound is None or value in bound for bound, value in pairs) and all(
        stance.counts.get(move, 0) in bound for move, bound in asked.counts.items()
    )


def _story_holds(condition: Condition, state: State) -> bool:
    told = all(
        state.facts.get(fact, Degree.HIDDEN).rank >= Degree(degree).rank
        for fact, degree in condition.facts.items()
    )
    phase = not condition.phase or state.phase in condition.phase
    turn = condition.turn is None or state.turn in condition.turn
    return (
        told
        and phase
        and turn
        and state.flags >= set(condition.flags)
        and not state.flags & set(condition.without)
    )


def stricter(state: State, by: float) -> State:
    """The state as a harder counterpart sees it: less trust and openness, more tension, each by ``by``."""
    people = {id: _stricter(stance, by) for id, stance in state.people.items()}
    return replace(_stricter(state, by), people=people)


def _stricter(it: Seen, by: float) -> Seen:
    return replace(it, trust=it.trust - by, openness=it.openness - by, tension=min(1.0, it.tension + by))
