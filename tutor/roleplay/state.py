"""The state of a conversation as the fold of its turns."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Degree, Scenario
from tutor.domain.session import Act, Change, Decision, State, Turn


def beginning(scenario: Scenario) -> State:
    """The state before anybody spoke."""
    start = scenario.start
    return State(
        trust=start.trust,
        tension=start.tension,
        openness=start.openness,
        patience=start.patience,
        phase=scenario.phases[0].id,
    )


def fold(scenario: Scenario, turns: Iterable[Turn]) -> State:
    """The state after the turns."""
    return reduce(after, turns, beginning(scenario))


def after(state: State, turn: Turn) -> State:
    """The state after one more turn; everything comes from what the turn recorded."""
    decision = turn.decision
    if decision.act is Act.OPEN:
        return replace(state, used=(turn.utterance.line,), last_act=Act.OPEN)
    return replace(
        told(moved(heard(state, turn.text, turn.moves), decision.change), decision),
        used=(*state.used, turn.utterance.line),
        fallbacks=state.fallbacks + turn.utterance.fallback,
    )


def heard(state: State, text: str, moves: Iterable[FoundMove]) -> State:
    """The state once the reply has been heard: its number, its moves counted, its words remembered."""
    return replace(
        state,
        turn=state.turn + 1,
        counts=counted(state.counts, {found.move for found in moves}),
        said=state.said | {fingerprint(text)},
    )


def moved(state: State, change: Change) -> State:
    """The state with its gauges changed and kept between 0 and 1."""
    return replace(
        state,
        trust=_gauge(state.trust + change.trust),
        tension=_gauge(state.tension + change.tension),
        openness=_gauge(state.openness + change.openness),
        patience=_gauge(state.patience + change.patience),
    )


def told(state: State, decision: Decision) -> State:
    """The state with what a decision put on the table, told, set or ended."""
    facts = dict(state.facts)
    if decision.act is Act.TELL and decision.degree is not None:
        facts[decision.subject] = max(
            facts.get(decision.subject, Degree.HIDDEN), decision.degree, key=lambda degree: degree.rank
        )
    made = tuple(offer for offer in (decision.learner_offer, decision.offer) if offer is not None)
    return replace(
        state,
        phase=decision.phase or state.phase,
        facts=facts,
        flags=state.flags | set(decision.sets),
        offers=state.offers + made,
        reasons=state.reasons | set(decision.reasons),
        chill=decision.chill,
        last_act=decision.act,
        ending=decision.ending,
        outcome=decision.outcome,
        deal=decision.deal or state.deal,
    )


def counted(counts: Mapping[Move, int], moves: set[Move]) -> Mapping[Move, int]:
    """The counts with one more reply for each of the moves."""
    return {move: counts.get(move, 0) + (move in moves) for move in {*counts, *moves}}


def fingerprint(text: str) -> str:
    """A short hash of a reply's letters and digits, to notice that it was said before."""
    letters = "".join(char for char in text.casefold() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def _gauge(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
