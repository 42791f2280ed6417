"""What a negotiation was worth after its end, from the private numbers of both sides.

The Pareto frontier holds the packages that cannot be bettered for one side without loss to the other; the
Nash point is the package with the largest product of gains over both reservation values (Nash 1950).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import permutations
from math import hypot

import numpy as np
from numpy.typing import NDArray

from tutor.domain.negotiation import Issue, Negotiation
from tutor.domain.scenario import Scenario
from tutor.domain.session import Offer, Party, State
from tutor.roleplay.bargaining.negotiation import whole_offers
from tutor.roleplay.bargaining.packages import EPSILON, Packages, Terms, packages, utility


@dataclass(frozen=True, slots=True)
class Point:
    """A package and what it is worth to each side, 0–1."""

    counterpart: float
    learner: float
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """An offer: its turn, its worth to the side that made it and to the other, and its whole terms."""

    turn: int
    value: float
    other: float
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MissedTrade:
    """Two issues on which both could still have won: the learner gives on one and gets on the other.

    gain is what the learner could have won at no loss to the counterpart, 0–1.
    """

    give: str
    get: str
    gain: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """How good the outcome was for each side; without a deal each side has its reservation value.

    frontier runs from the counterpart's best to the learner's best; to_frontier and to_nash are distances
    in the plane of the two utilities; on_the_table is what the learner could still have won at no loss to
    the counterpart, and best the package that would have brought it; possible says whether any package
    suits both sides better than no deal; curves hold the offers of each side, oldest first.
    """

    outcome: Point
    agreed: bool
    possible: bool
    frontier: tuple[Point, ...]
    nash: Point
    to_frontier: float
    to_nash: float
    on_the_table: float
    best: Point
    curves: Mapping[Party, tuple[Step, ...]]
    missed: tuple[MissedTrade, ...]


def analysed(scenario: Scenario, state: State) -> Analysis | None:
    """What a conversation's negotiation was worth, as it stands; None where nothing is negotiated."""
    if scenario.negotiation is None:
        return None
    return analyse(scenario.negotiation, state.deal, state.offers)


def analyse(negotiation: Negotiation, deal: Terms | None, offers: tuple[Offer, ...]) -> Analysis:
    """The outcome of a negotiation against what was possible; offers are all that were made, oldest first."""
    grid = packages(negotiation)
    outcome = _outcome(negotiation, deal)
    frontier = _frontier(grid)
    nash = _nash(negotiation, grid)
    best = _best(outcome, frontier)
    return Analysis(
        outcome=outcome,
        agreed=deal is not None,
        possible=_possible(negotiation, grid),
        frontier=frontier,
        nash=nash,
        to_frontier=_to_frontier(outcome, frontier),
        to_nash=hypot(nash.counterpart - outcome.counterpart, nash.learner - outcome.learner),
        on_the_table=max(0.0, best.learner - outcome.learner),
        best=best,
        curves={party: _curve(negotiation, offers, party) for party in Party},
        missed=_missed(negotiation, deal) if deal is not None else (),
    )


def _outcome(negotiation: Negotiation, deal: Terms | None) -> Point:
    if deal is None:
        return Point(negotiation.counterpart.reservation, negotiation.learner.reservation)
    return Point(
        utility(negotiation, Party.COUNTERPART, deal), utility(negotiation, Party.LEARNER, deal), dict(deal)
    )


def _point(grid: Packages, row: int) -> Point:
    return Point(float(grid.counterpart[row]), float(grid.learner[row]), grid.terms(row))


def _frontier(grid: Packages) -> tuple[Point, ...]:
    order = np.lexsort((-grid.learner, -grid.counterpart))
    best = np.maximum.accumulate(grid.learner[order])
    ahead: NDArray[np.bool_] = np.ones(len(order), dtype=bool)
    ahead[1:] = grid.learner[order][1:] > best[:-1] + EPSILON
    return tuple(_point(grid, int(row)) for row in order[ahead])


def _nash(negotiation: Negotiation, grid: Packages) -> Point:
    own = grid.counterpart - negotiation.counterpart.reservation
    theirs = grid.learner - negotiation.learner.reservation
    product = np.where((own >= 0) & (theirs >= 0), own * theirs, np.minimum(own, 0) + np.minimum(theirs, 0))
    return _point(grid, int(np.argmax(product)))


def _possible(negotiation: Negotiation, grid: Packages) -> bool:
    suits = (grid.counterpart >= negotiation.counterpart.reservation - EPSILON) & (
        grid.learner >= negotiation.learner.reservation - EPSILON
    )
    return bool(suits.any())


def _to_frontier(outcome: Point, frontier: tuple[Point, ...]) -> float:
    """How far the nearest package lies that is at least as good for both; 0 on the frontier."""
    better = [point for point in frontier if _no_worse(point, outcome)]
    return min(
        (hypot(point.counterpart - outcome.counterpart, point.learner - outcome.learner) for point in better),
        default=0.0,
    )


def _best(outcome: Point, frontier: tuple[Point, ...]) -> Point:
    """The package best for the learner at no loss to the counterpart; the outcome if none is better."""
    fair = [point for point in frontier if point.counterpart >= outcome.counterpart - EPSILON]
    return max((*fair, outcome), key=lambda point: (round(point.learner, 9), point is outcome))


def _no_worse(point: Point, outcome: Point) -> bool:
    return point.counterpart >= outcome.counterpart - EPSILON and point.learner >= outcome.learner - EPSILON


def _curve(negotiation: Negotiation, offers: tuple[Offer, ...], party: Party) -> tuple[Step, ...]:
    turns = [offer.turn for offer in offers if offer.party is party]
    other = Party.LEARNER if party is Party.COUNTERPART else Party.COUNTERPART
    return tuple(
        Step(turn, utility(negotiation, party, terms), utility(negotiation, other, terms), dict(terms))
        for turn, terms in zip(turns, whole_offers(negotiation, offers, party), strict=True)
    )


def _missed(negotiation: Negotiation, deal: Terms) -> tuple[MissedTrade, ...]:
    trades = [
        MissedTrade(give.id, get.id, gain)
        for give, get in permutations(negotiation.issues, 2)
        if (gain := _gain(negotiation, deal, give, get)) > EPSILON
    ]
    return tuple(sorted(trades, key=lambda trade: -trade.gain))


def _gain(negotiation: Negotiation, deal: Terms, give: Issue, get: Issue) -> float:
    """What the learner wins by giving on one issue as much as the counterpart loses on the other."""
    theirs = sum(issue.counterpart_weight for issue in negotiation.issues)
    own = sum(issue.learner_weight for issue in negotiation.issues)
    to_give = _left_for_counterpart(give, deal[give.id])
    to_get = 1 - _left_for_counterpart(get, deal[get.id])
    moved = min(to_give * give.counterpart_weight, to_get * get.counterpart_weight) / theirs
    lost = moved * theirs / give.counterpart_weight * give.learner_weight / own
    won = moved * theirs / get.counterpart_weight * get.learner_weight / own
    return won - lost


def _left_for_counterpart(issue: Issue, value: float) -> float:
    height = min(1.0, max(0.0, (value - issue.low) / (issue.high - issue.low)))
    return 1 - height if issue.counterpart_wants == "high" else height
