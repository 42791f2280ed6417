"""What a negotiation was worth, in words: the deal, what stayed on the table, missed trades, concessions."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from tutor.channels.safe import escape
from tutor.domain.negotiation import Negotiation
from tutor.domain.scenario import Scenario
from tutor.domain.session import Party
from tutor.language import Texts
from tutor.roleplay.bargaining.analysis import Analysis, MissedTrade, Point, Step
from tutor.roleplay.offers.say import say_offer

LEAST = 0.02
"""Gains smaller than this (of 1) are not worth a line."""

MOST_TRADES = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What the sentences are made of."""

    analysis: Analysis
    negotiation: Negotiation
    name: str
    language: str
    texts: Texts

    def offer(self, terms: Mapping[str, float]) -> str:
        return escape(say_offer(terms, self.negotiation, self.language))

    def worth(self, point: Point) -> dict[str, str]:
        return {"own": points(point.learner), "other": points(point.counterpart), "name": self.name}


def points(value: float) -> str:
    """A utility (0–1) as points out of a hundred."""
    return str(round(100 * value))


def render_bargain(analysis: Analysis, scenario: Scenario, texts: Texts) -> str:
    """The analysis as Markdown; empty for a scenario in which nothing is negotiated."""
    if scenario.negotiation is None:
        return ""
    name = escape(scenario.persona.name)
    told = _Told(analysis, scenario.negotiation, name, scenario.language, texts)
    outcome = _deal(told) if analysis.agreed else _no_deal(told)
    parts = [f"#### {texts('bargain.title')}", *outcome, *_concessions(told), f"*{texts('bargain.points')}*"]
    return "\n\n".join(parts)


def _deal(told: _Told) -> list[str]:
    analysis, texts = told.analysis, told.texts
    floors = {
        "least": points(told.negotiation.learner.reservation),
        "floor": points(told.negotiation.counterpart.reservation),
    }
    said = [
        f"**{texts('bargain.deal', deal=told.offer(analysis.outcome.terms))}** "
        + texts("bargain.worth", **floors, **told.worth(analysis.outcome))
    ]
    if analysis.outcome.learner < told.negotiation.learner.reservation:
        said.append(texts("bargain.worse"))
    return [*said, _left(told), *_fairest(told), *_missed(told)]


def _left(told: _Told) -> str:
    analysis = told.analysis
    if analysis.on_the_table < LEAST:
        return told.texts("bargain.nothing-left", name=told.name)
    return told.texts(
        "bargain.left",
        left=points(analysis.on_the_table),
        offer=told.offer(analysis.best.terms),
        **told.worth(analysis.best),
    )


def _fairest(told: _Told) -> list[str]:
    analysis = told.analysis
    if not analysis.possible:
        return []
    far = {"nash": points(analysis.to_nash), "frontier": points(analysis.to_frontier)}
    fair = told.texts("bargain.fairest", offer=told.offer(analysis.nash.terms), **told.worth(analysis.nash))
    return [f"{fair} {told.texts('bargain.distance', **far)}"]


def _missed(told: _Told) -> list[str]:
    trades = [trade for trade in told.analysis.missed if trade.gain >= LEAST][:MOST_TRADES]
    if not trades:
        return []
    lines = [f"- {_trade(trade, told)}" for trade in trades]
    return [f"**{told.texts('bargain.missed')}**\n\n" + "\n".join(lines)]


def _trade(trade: MissedTrade, told: _Told) -> str:
    titles = {issue.id: escape(issue.title) for issue in told.negotiation.issues}
    return told.texts(
        "bargain.trade",
        give=titles[trade.give],
        get=titles[trade.get],
        gain=points(trade.gain),
        name=told.name,
    )


def _no_deal(told: _Told) -> list[str]:
    side, analysis, texts = told.negotiation.learner, told.analysis, told.texts
    said = [texts("bargain.none", least=points(side.reservation), batna=escape(side.batna))]
    if not analysis.possible:
        return [*said, texts("bargain.impossible")]
    fairest = texts("bargain.possible", offer=told.offer(analysis.nash.terms), **told.worth(analysis.nash))
    return [*said, fairest]


def _concessions(told: _Told) -> list[str]:
    own, theirs = (told.analysis.curves[party] for party in (Party.LEARNER, Party.COUNTERPART))
    said = [_own_curve(own, told.texts), _their_curve(theirs, told)]
    return [" ".join(filter(None, said))] if any(said) else []


def _own_curve(steps: tuple[Step, ...], texts: Texts) -> str:
    if not steps:
        return texts("bargain.no-offers")
    if len(steps) == 1:
        return texts("bargain.one-offer", first=points(steps[0].value))
    falls = [(before.value - now.value, now.turn) for before, now in pairwise(steps)]
    size, turn = max(falls, key=lambda fall: fall[0])
    ends = {"offers": len(steps), "first": points(steps[0].value), "last": points(steps[-1].value)}
    said = texts("bargain.offers", **ends)
    return f"{said} {texts('bargain.step', step=points(size), turn=turn)}" if size >= LEAST else said


def _their_curve(steps: tuple[Step, ...], told: _Told) -> str:
    if not steps:
        return ""
    ends = {"first": points(steps[0].value), "last": points(steps[-1].value)}
    return told.texts("bargain.theirs", name=told.name, **ends)
