"""How far the counterpart comes down: what it demands in a turn, and why.

The demand falls over time (Faratin, Sierra & Jennings 1998, time-dependent tactic) and with the reasons
heard, mixed with relative tit-for-tat, but never below what the reasons have opened, and never below the
reservation value.
"""

from collections.abc import Iterable

from tutor.domain.negotiation import Negotiation, Reasons
from tutor.domain.session import Party
from tutor.roleplay.bargaining.packages import Terms, utility

AT_ONCE = 0.6
"""The share of the room a reason opens that is yielded at once; time and the learner's own concessions
bring the rest. Without it a good reason given early would seem to fall on deaf ears."""


def room(reasons: Reasons, heard: Iterable[str], resistance: float = 0.0) -> float:
    """The share of the way from target to reservation value that the distinct reasons heard have opened.

    heard holds the names of the reasons (``need``, ``ask_interest`` or ``ask-interest`` …); names that are
    not reasons open nothing. Resistance is the share of the room that is kept back all the same.
    """
    shares = reasons.model_dump()
    opened = sum(float(shares.get(name, 0.0)) for name in {reason.replace("-", "_") for reason in heard})
    return min(1.0, opened) * (1 - _share(resistance))


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
    beta = negotiation.counterpart.tactic.beta * max(0.01, 1 - _share(resistance))
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
