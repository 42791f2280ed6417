"""What a negotiation was worth as JSON, for ``tutor score``."""

from collections.abc import Mapping
from typing import Any

from tutor.domain.session import Party
from tutor.roleplay.bargaining.analysis import Analysis, Point

DIGITS = 4


def bargain_line(analysis: Analysis) -> dict[str, Any]:
    """The analysis; every worth and distance is a utility (0–1), terms are in the units of the issues."""
    return {
        "agreed": analysis.agreed,
        "possible": analysis.possible,
        "outcome": _point(analysis.outcome),
        "nash": _point(analysis.nash),
        "to_nash": round(analysis.to_nash, DIGITS),
        "to_frontier": round(analysis.to_frontier, DIGITS),
        "left_on_the_table": round(analysis.on_the_table, DIGITS),
        "best_for_learner": _point(analysis.best),
        "missed_trades": [
            {"give": it.give, "get": it.get, "gain": round(it.gain, DIGITS)} for it in analysis.missed
        ],
        "curves": {party.value: _curve(analysis, party) for party in Party},
        "frontier": [_worths(point.learner, point.counterpart) for point in analysis.frontier],
    }


def _point(point: Point) -> dict[str, Any]:
    return {**_worths(point.learner, point.counterpart), "terms": dict(point.terms)}


def _curve(analysis: Analysis, party: Party) -> list[dict[str, Any]]:
    own = party is Party.LEARNER
    return [
        {
            "turn": step.turn,
            **_worths(step.value if own else step.other, step.other if own else step.value),
            "terms": dict(step.terms),
        }
        for step in analysis.curves[party]
    ]


def _worths(learner: float, counterpart: float) -> Mapping[str, float]:
    return {"learner": round(learner, DIGITS), "counterpart": round(counterpart, DIGITS)}
