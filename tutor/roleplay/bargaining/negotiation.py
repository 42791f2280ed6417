"""The counterpart at the table: what it offers, accepts and declines, given what it demands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tutor.domain.negotiation import Negotiation
from tutor.domain.session import Act, Offer, Party
from tutor.roleplay.bargaining.demand import aspiration, room
from tutor.roleplay.bargaining.packages import (
    EPSILON,
    Packages,
    Terms,
    deal_holds,
    in_range,
    packages,
    utility,
)
from tutor.roleplay.offers.parsing import ParsedOffer

__all__ = [
    "Response",
    "aspiration",
    "completed",
    "deal_holds",
    "in_range",
    "next_offer",
    "respond",
    "room",
    "standing_offer",
    "utility",
]


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
    open_to_it = grid.counterpart >= demand - EPSILON
    if standing is not None:
        open_to_it &= grid.counterpart <= utility(negotiation, Party.COUNTERPART, standing) + EPSILON
        open_to_it &= grid.learner >= utility(negotiation, Party.LEARNER, standing) - EPSILON
    rows = np.flatnonzero(open_to_it)
    if not len(rows):
        return dict(standing) if standing is not None else grid.terms(int(np.argmax(grid.counterpart)))
    appeal = grid.learner[rows] if logroll else _likeness(negotiation, grid, rows, stated_by_learner(ledger))
    if standing is not None:
        appeal = appeal - (0.05 if logroll else 1.0) * _taken_back(negotiation, grid, rows, standing)
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


def _taken_back(
    negotiation: Negotiation, grid: Packages, rows: NDArray[np.intp], standing: Terms
) -> NDArray[np.float64]:
    """How much of what was offered on single issues a package takes back: a new offer should not feel so."""
    lost = np.zeros(len(rows))
    for column, issue in enumerate(negotiation.issues):
        moved = (grid.values[rows, column] - standing[issue.id]) / (issue.high - issue.low)
        lost += np.maximum(moved if issue.counterpart_wants == "high" else -moved, 0.0)
    return lost


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
    worth = utility(negotiation, Party.COUNTERPART, package)
    if parsed.terms and deal_holds(negotiation, package) and worth >= demand - EPSILON:
        whole = _stated_whole(package, parsed.terms, ledger)
        follows = _follows(negotiation, package, standing_offer(ledger))
        if not parsed.guessed and (accepting or whole):
            return Response(Act.ACCEPT, demand, package, deal=package)
        offer = package if follows else _in_return(negotiation, parsed, ledger, turn, demand, reasons)
        return Response(Act.OFFER, demand, package, offer=offer) if offer else Response(Act.ASK_BACK, demand)
    return _countered(negotiation, parsed, package, ledger, turn, demand, logroll=_interests(reasons))


def _stated_whole(package: Terms, terms: Terms, ledger: tuple[Offer, ...]) -> bool:
    """Whether the learner named every issue, now or before; else the whole is put back, to say yes to."""
    return set(package) <= {*terms, *stated_by_learner(ledger)}


def _follows(negotiation: Negotiation, package: Terms, standing: Terms | None) -> bool:
    """Whether a package can be offered after the standing one without sliding back."""
    if standing is None:
        return True
    own, theirs = (
        utility(negotiation, party, package) - utility(negotiation, party, standing)
        for party in (Party.COUNTERPART, Party.LEARNER)
    )
    return own <= EPSILON and theirs >= -EPSILON


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
    return utility(negotiation, Party.COUNTERPART, package) > best + EPSILON


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


def _in_return(
    negotiation: Negotiation,
    parsed: ParsedOffer,
    ledger: tuple[Offer, ...],
    turn: int,
    demand: float,
    reasons: frozenset[str],
) -> Terms | None:
    """The whole that goes with terms which give more than the standing offer asks: something comes back."""
    heard = (*ledger, Offer(Party.LEARNER, turn, parsed.terms))
    offer = next_offer(negotiation, demand, heard, logroll=_interests(reasons))
    return offer if offer != standing_offer(ledger) and not parsed.guessed else None


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
