"""What of a scenario can come about at all: phases, flags, degrees of facts, by what they wait for; pure.

Gauges are taken as able to reach any value, so what is not reached here is certainly never reached.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from tutor.domain.condition import Condition, Gauges, Interval
from tutor.domain.scenario import Degree, Scenario


@dataclass(frozen=True, slots=True)
class Reach:
    """The phases, the flags and, for each fact, the degrees that some conversation comes to."""

    phases: frozenset[str]
    flags: frozenset[str]
    facts: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """Everything that can come about, found by letting happen what may until nothing is added."""
        reach = cls(frozenset({scenario.phases[0].id}), frozenset(), frozenset())
        while (more := reach._and_then(scenario)) != reach:
            reach = more
        return reach

    def _and_then(self, scenario: Scenario) -> Self:
        phases = {it.id for it in scenario.phases if not why_never(it.when, scenario, self)}
        flags = {
            flag for it in scenario.reactions if not why_never(it.when, scenario, self) for flag in it.sets
        }
        facts = {
            (fact.id, step.degree.value)
            for fact in scenario.facts
            for step in fact.disclosures
            if not why_never(step.when, scenario, self)
        }
        return type(self)(self.phases | phases, self.flags | flags, self.facts | facts)

    def tells(self, fact: str, degree: str) -> bool:
        """Whether a fact is ever told at least so far."""
        least = Degree(degree).rank
        return least == 0 or any(id == fact and Degree(told).rank >= least for id, told in self.facts)


def why_never(when: Condition, scenario: Scenario, reach: Reach) -> str:
    """Why a condition can never hold, in a few words; empty when it can."""
    return next(_reasons(when, scenario, reach), "")


def _reasons(when: Condition, scenario: Scenario, reach: Reach) -> Iterator[str]:
    last = min(scenario.turns, scenario.negotiation.deadline) if scenario.negotiation else scenario.turns
    yield from _gauges(when, last)
    for id, gauges in when.people.items():
        yield from (f"people.{id}: {reason}" for reason in _gauges(gauges, last))
    if when.turn is not None and not possible(when.turn, 1, last):
        yield f"turn {str(when.turn)!r} lies outside the replies there are, 1 to {last}"
    for flag in sorted(set(when.flags) & set(when.without)):
        yield f"flag {flag!r} stands in flags and in without"
    for flag in when.flags:
        if flag not in reach.flags:
            yield f"flag {flag!r} is set only by what can never happen before it"
    if when.phase and not reach.phases & set(when.phase):
        yield f"no conversation comes to phase {', '.join(when.phase)}"
    for fact, degree in when.facts.items():
        if degree in set(Degree) and not reach.tells(fact, degree):
            yield f"fact {fact!r} is never told as far as {degree!r} before it"


def _gauges(gauges: Gauges, last: int) -> Iterator[str]:
    for name in ("trust", "tension", "openness", "patience"):
        bound = getattr(gauges, name)
        if bound is not None and not possible(bound, 0, 1):
            yield f"{name} {str(bound)!r} lies outside 0 to 1"
    for move, count in gauges.counts.items():
        if not possible(count, 0, last):
            yield f"counts of {move.value} {str(count)!r} lies outside 0 to {last}, the replies there are"


def possible(bound: Interval, low: float, high: float) -> bool:
    """Whether any value from low to high lies in the bound."""
    least, most = max(bound.low, low), min(bound.high, high)
    return least < most or (least == most and least in bound)
