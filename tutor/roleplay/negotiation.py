"""The counterpart at the table: what packages are worth, how far it comes down, what it offers and accepts.

Utilities are additive and linear (Keeney & Raiffa 1976). The demand falls over time (Faratin, Sierra &
Jennings 1998, time-dependent tactic) mixed with relative tit-for-tat, but never below what the reasons heard
so far have opened, and never below the reservation value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite, prod

import numpy as np
from numpy.typing import NDArray

from tutor.domain.scenario import Issue, Negotiation, Reasons
from tutor.domain.session import Act, Offer, Party
from tutor.roleplay.offers import ParsedOffer

MOST_PACKAGES = 20_000
"""More packages than this are thinned out by larger steps."""

_EPSILON = 1e-9

AT_ONCE = 0.6
"""The share of the room a reason opens that is yielded at once; time and the learner's own concessions
bring the rest. Without it a good reason given early would seem to fall on deaf ears."""

Terms = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Response:
    """What the counterpart does at the table.

    act is accept, reject, hold, offer or ask-back; package is the learner's offer with the issues it left
    open filled in; offer is what the counterpart puts on the table now; deal is what has been agreed;
    demand is the utility below which it says no.
    """

    act: Act
    demand: float
    package: Terms = field(default_factory=dict)
    offer: Terms | None = None
    deal: Terms | None = None


@dataclass(frozen=True, slots=True)
class Packages:
    """Every combination of values: one row a package, one column an issue, and its utility to each side."""

    ids: tuple[str, ...]
    values: NDArray[np.float64]
    counterpart: NDArray[np.float64]
    learner: NDArray[np.float64]

    def terms(self, row: int) -> dict[str, float]:
        return {issue: float(value) for issue, value in zip(self.ids, self.values[row], strict=True)}


# --- what packages are worth ---------------------------------------------------------------------------


def utility(negotiation: Negotiation, party: Party, terms: Terms) -> float:
    """What a package is worth to a party, 0 (its worst) to 1 (its best); open issues stay as they are today."""
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


def deal_holds(negotiation: Negotiation, terms: Terms) -> bool:
    """Whether the terms settle every issue, within its range, at no less than the reservation value."""
    if set(terms) != {issue.id for issue in negotiation.issues}:
        return False
    floor = negotiation.counterpart.reservation - _EPSILON
    return in_range(negotiation, terms) and utility(negotiation, Party.COUNTERPART, terms) >= floor


def in_range(negotiation: Negotiation, terms: Terms) -> bool:
    """Whether every value lies between the ends of its issue."""
    ends = {issue.id: (issue.low, issue.high) for issue in negotiation.issues}
    return all(
        issue in ends and isfinite(value) and ends[issue][0] - _EPSILON <= value <= ends[issue][1] + _EPSILON
        for issue, value in terms.items()
    )


# --- how far the counterpart comes down ----------------------------------------------------------------


def room(reasons: Reasons, heard: Iterable[str], resistance: float = 0.0) -> float:
    """The share of the way from target to reservation value that the distinct reasons heard have opened.

    heard holds the names of the reasons (``need``, ``ask_interest`` or ``ask-interest`` …); names that are
    not reasons open nothing. A resistance of 1 halves the room.
    """
    shares = reasons.model_dump()
    opened = sum(float(shares.get(name, 0.0)) for name in {reason.replace("-", "_") for reason in heard})
    return min(1.0, opened) * (1 - 0.5 * _share(resistance))


def aspiration(
    negotiation: Negotiation,
    turn: int,
    reasons: Iterable[str],
    learner_offers: tuple[Terms, ...] = (),
    own_offers: tuple[Terms, ...] = (),
    resistance: float = 0.0,
) -> float:
    """The utility the counterpart demands in this turn.

    Mixes the time-dependent tactic with relative tit-for-tat on the learner's concessions (both Faratin et
    al. 1998). Without reasons it stays at the target; it is never below the reservation value and never
    above the counterpart's own last offer. Offers are whole packages, oldest first; resistance is 0–1.
    """
    side = negotiation.counterpart
    span = side.target - side.reservation
    own = [utility(negotiation, Party.COUNTERPART, terms) for terms in own_offers]
    imitation = side.tactic.imitation
    opened = room(negotiation.reasons, reasons, resistance)
    over_time = side.target - max(_elapsed(negotiation, turn, resistance), AT_ONCE * opened) * span
    in_kind = _in_kind(negotiation, learner_offers, min(own, default=side.target))
    mixed = (1 - imitation) * over_time + imitation * in_kind
    floor = side.target - opened * span
    demand = min(side.target, max(mixed, floor, side.reservation), *own)
    return max(demand, side.reservation)


def _elapsed(negotiation: Negotiation, turn: int, resistance: float) -> float:
    beta = negotiation.counterpart.tactic.beta * (1 - 0.5 * _share(resistance))
    return float(_share(turn / negotiation.deadline) ** (1 / beta))


def _in_kind(negotiation: Negotiation, learner_offers: tuple[Terms, ...], own: float) -> float:
    # What the learner still asks of the counterpart, now against the time before: an offer that asks a
    # tenth less is answered with a demand that is a tenth lower.
    asked = [1 - utility(negotiation, Party.COUNTERPART, terms) for terms in learner_offers]
    if len(asked) < 2 or asked[-2] <= 0:
        return own
    return own * min(1.0, asked[-1] / asked[-2])


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


# --- what it offers ------------------------------------------------------------------------------------


def next_offer(
    negotiation: Negotiation, demand: float, ledger: tuple[Offer, ...], *, logroll: bool = False
) -> dict[str, float]:
    """The package worth at least ``demand`` to the counterpart that suits the learner best.

    What suits the learner is guessed from the last terms it stated (similarity, Faratin, Sierra & Jennings
    2002); with ``logroll``, when it asked for interests and so shared its own, from its real weights. There
    is no backsliding: never better for the counterpart, nor worse for the learner, than its last offer.
    """
    grid = packages(negotiation)
    standing = standing_offer(ledger)
    open_to_it = grid.counterpart >= demand - _EPSILON
    if standing is not None:
        open_to_it &= grid.counterpart <= utility(negotiation, Party.COUNTERPART, standing) + _EPSILON
        open_to_it &= grid.learner >= utility(negotiation, Party.LEARNER, standing) - _EPSILON
    rows = np.flatnonzero(open_to_it)
    if not len(rows):
        return dict(standing) if standing is not None else grid.terms(int(np.argmax(grid.counterpart)))
    appeal = grid.learner[rows] if logroll else _likeness(negotiation, grid, rows, stated_by_learner(ledger))
    best = np.lexsort((-grid.counterpart[rows], -appeal.round(9)))[0]
    return grid.terms(int(rows[best]))


def _likeness(
    negotiation: Negotiation, grid: Packages, rows: NDArray[np.intp], stated: Terms
) -> NDArray[np.float64]:
    appeal = np.zeros(len(rows))
    for column, issue in enumerate(negotiation.issues):
        best = issue.high if issue.counterpart_wants == "low" else issue.low
        wish = min(issue.high, max(issue.low, stated.get(issue.id, best)))
        # What was not asked for counts little, so that it is not given away instead of what was.
        care = 1.0 if issue.id in stated or not stated else 0.1
        appeal -= care * np.abs(grid.values[rows, column] - wish) / (issue.high - issue.low)
    return appeal


def standing_offer(ledger: tuple[Offer, ...]) -> Terms | None:
    """The counterpart's last offer, or None when it has not made one."""
    return next((offer.terms for offer in reversed(ledger) if offer.party is Party.COUNTERPART), None)


def stated_by_learner(ledger: tuple[Offer, ...]) -> dict[str, float]:
    """The learner's latest value on each issue it has named."""
    stated: dict[str, float] = {}
    for offer in ledger:
        if offer.party is Party.LEARNER:
            stated.update(offer.terms)
    return stated


def completed(
    negotiation: Negotiation, terms: Terms, ledger: tuple[Offer, ...], *, accepting: bool = False
) -> dict[str, float]:
    """The terms as a whole package.

    An issue left open is what the learner last named for it, else what the counterpart last offered, else
    today's value. A learner who accepts with a change takes the counterpart's offer for the rest.
    """
    package = {issue.id: issue.today for issue in negotiation.issues}
    package.update(standing_offer(ledger) or {})
    if not accepting:
        package.update(stated_by_learner(ledger))
    package.update({issue: value for issue, value in terms.items() if issue in package})
    return package


# --- what it does --------------------------------------------------------------------------------------


def respond(
    negotiation: Negotiation,
    parsed: ParsedOffer,
    ledger: tuple[Offer, ...],
    *,
    turn: int,
    reasons: Iterable[str],
    earned: bool = True,
    accepting: bool = False,
    resistance: float = 0.0,
) -> Response:
    """What the counterpart does with what the learner puts on the table.

    ledger holds the offers before this reply; reasons the kinds heard so far, this reply's included; earned
    says that this reply gave a reason in words not said before. A reply that neither gives a reason nor
    improves on the learner's best offer leaves the demand where it was: insistence moves nothing.
    """
    reasons = frozenset(reasons)
    package = completed(negotiation, parsed.terms, ledger, accepting=accepting)
    demand = _demand(negotiation, parsed, package, ledger, turn, reasons, earned, resistance)
    if parsed.unclear:
        return Response(Act.ASK_BACK, demand, package)
    if accepting and not parsed.terms:
        return _taken(negotiation, ledger, demand)
    if parsed.terms and deal_holds(negotiation, package):
        if utility(negotiation, Party.COUNTERPART, package) >= demand - _EPSILON:
            return Response(Act.ACCEPT, demand, package, deal=package)
    return _countered(negotiation, parsed, package, ledger, turn, demand, logroll=_interests(reasons))


def _interests(reasons: frozenset[str]) -> bool:
    return bool({"ask_interest", "ask-interest"} & reasons)


def _demand(
    negotiation: Negotiation,
    parsed: ParsedOffer,
    package: Terms,
    ledger: tuple[Offer, ...],
    turn: int,
    reasons: frozenset[str],
    earned: bool,
    resistance: float,
) -> float:
    own = tuple(offer.terms for offer in ledger if offer.party is Party.COUNTERPART)
    before = whole_offers(negotiation, ledger, Party.LEARNER)
    if own and not earned and not (parsed.terms and _improves(negotiation, package, before)):
        return min(utility(negotiation, Party.COUNTERPART, terms) for terms in own)
    made = (*before, package) if parsed.terms else before
    return aspiration(negotiation, turn, reasons, made, own, resistance)


def _improves(negotiation: Negotiation, package: Terms, before: tuple[Terms, ...]) -> bool:
    best = max((utility(negotiation, Party.COUNTERPART, terms) for terms in before), default=-1.0)
    return utility(negotiation, Party.COUNTERPART, package) > best + _EPSILON


def whole_offers(negotiation: Negotiation, ledger: tuple[Offer, ...], party: Party) -> tuple[Terms, ...]:
    """A party's offers as whole packages, each completed with what had been said when it was made."""
    return tuple(
        completed(negotiation, offer.terms, ledger[:place]) if party is Party.LEARNER else offer.terms
        for place, offer in enumerate(ledger)
        if offer.party is party
    )


def _taken(negotiation: Negotiation, ledger: tuple[Offer, ...], demand: float) -> Response:
    standing = standing_offer(ledger)
    if standing is None or not deal_holds(negotiation, standing):
        return Response(Act.ASK_BACK, demand)
    return Response(Act.ACCEPT, demand, standing, deal=dict(standing))


def _countered(
    negotiation: Negotiation,
    parsed: ParsedOffer,
    package: Terms,
    ledger: tuple[Offer, ...],
    turn: int,
    demand: float,
    *,
    logroll: bool,
) -> Response:
    heard = (*ledger, Offer(Party.LEARNER, turn, parsed.terms)) if parsed.terms else ledger
    offer = next_offer(negotiation, demand, heard, logroll=logroll)
    if offer == standing_offer(ledger):
        return Response(Act.HOLD, demand, package)
    return Response(Act.REJECT if parsed.terms else Act.OFFER, demand, package, offer=offer)
