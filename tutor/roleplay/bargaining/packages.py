"""What packages of terms are worth to each side: additive, linear utilities (Keeney & Raiffa 1976)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, prod

import numpy as np
from numpy.typing import NDArray

from tutor.domain.negotiation import Issue, Negotiation
from tutor.domain.session import Party

MOST_PACKAGES = 20_000
"""More packages than this are thinned out by larger steps."""

EPSILON = 1e-9
"""Utilities closer than this are equal."""

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Packages:
    """Every combination of values: one row a package, one column an issue, and its utility to each side."""

    ids: tuple[str, ...]
    values: NDArray[np.float64]
    counterpart: NDArray[np.float64]
    learner: NDArray[np.float64]

    def terms(self, row: int) -> dict[str, float]:
        return {issue: float(value) for issue, value in zip(self.ids, self.values[row], strict=True)}


def utility(negotiation: Negotiation, party: Party, terms: Terms) -> float:
    """What a package is worth to a party, 0 (its worst) to 1 (its best); open issues stay as today."""
    weights = {issue.id: _weight(issue, party) for issue in negotiation.issues}
    worth = sum(
        weights[issue.id] * _worth(issue, party, terms.get(issue.id, issue.today))
        for issue in negotiation.issues
    )
    return worth / sum(weights.values())


def _weight(issue: Issue, party: Party) -> float:
    return issue.counterpart_weight if party is Party.COUNTERPART else issue.learner_weight


def _worth(issue: Issue, party: Party, value: float) -> float:
    height = (value - issue.low) / (issue.high - issue.low)
    wants_high = (issue.counterpart_wants == "high") == (party is Party.COUNTERPART)
    return min(1.0, max(0.0, height if wants_high else 1.0 - height))


def packages(negotiation: Negotiation) -> Packages:
    """All packages on the grid of the issues' steps, thinned out to MOST_PACKAGES."""
    return _packages(negotiation.issues)


@lru_cache(maxsize=32)
def _packages(issues: tuple[Issue, ...]) -> Packages:
    axes = _axes(issues)
    values = np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)
    return Packages(
        ids=tuple(issue.id for issue in issues),
        values=values,
        counterpart=_utilities(issues, Party.COUNTERPART, values),
        learner=_utilities(issues, Party.LEARNER, values),
    )


def _axes(issues: tuple[Issue, ...]) -> list[NDArray[np.float64]]:
    # The widest axis loses every second step until the grid is small enough; its ends always stay.
    counts = [int(min((issue.high - issue.low) / issue.step + 1e-6, MOST_PACKAGES)) + 1 for issue in issues]
    strides = [1] * len(issues)
    while (
        prod(-(-count // stride) + 1 for count, stride in zip(counts, strides, strict=True)) > MOST_PACKAGES
    ):
        widest = max(range(len(issues)), key=lambda i: counts[i] / strides[i])
        strides[widest] *= 2
    return [
        np.unique(np.append(issue.low + issue.step * np.arange(0, count, stride), issue.high).round(6))
        for issue, count, stride in zip(issues, counts, strides, strict=True)
    ]


def _utilities(issues: tuple[Issue, ...], party: Party, values: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros(len(values))
    for column, issue in enumerate(issues):
        height = np.clip((values[:, column] - issue.low) / (issue.high - issue.low), 0, 1)
        wants_high = (issue.counterpart_wants == "high") == (party is Party.COUNTERPART)
        total += _weight(issue, party) * (height if wants_high else 1 - height)
    return np.asarray(total / sum(_weight(issue, party) for issue in issues), dtype=np.float64)


def best_possible(negotiation: Negotiation) -> float:
    """The most that the learner can get while the counterpart keeps its reservation value."""
    grid, least = packages(negotiation), negotiation.counterpart.reservation - EPSILON
    return float(grid.learner[grid.counterpart >= least].max(initial=0.0))


def held_back(negotiation: Negotiation, firmness: float) -> float:
    """The share of its room that the counterpart keeps when it leaves the learner less of what is possible.

    With firmness 0 the learner can get the best that the counterpart's reservation value allows, with 1 no
    more than its own reservation value; what that asks of the counterpart differs from table to table.
    """
    grid, side, best = packages(negotiation), negotiation.counterpart, best_possible(negotiation)
    left = best - firmness * max(0.0, best - negotiation.learner.reservation)
    demand = float(grid.counterpart[grid.learner >= left - EPSILON].max())
    span = side.target - side.reservation
    return min(1.0, max(0.0, (demand - side.reservation) / span)) if span else 0.0


def deal_holds(negotiation: Negotiation, terms: Terms) -> bool:
    """Whether the terms settle every issue, within its range, at no less than the reservation value."""
    if set(terms) != {issue.id for issue in negotiation.issues}:
        return False
    floor = negotiation.counterpart.reservation - EPSILON
    return in_range(negotiation, terms) and utility(negotiation, Party.COUNTERPART, terms) >= floor


def in_range(negotiation: Negotiation, terms: Terms) -> bool:
    """Whether every value lies between the ends of its issue."""
    ends = {issue.id: (issue.low, issue.high) for issue in negotiation.issues}
    return all(
        issue in ends and isfinite(value) and ends[issue][0] - EPSILON <= value <= ends[issue][1] + EPSILON
        for issue, value in terms.items()
    )
