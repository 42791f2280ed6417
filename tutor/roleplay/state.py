"""The state of a conversation as the fold of its turns."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from tutor.domain.move import FoundMove, Move
from tutor.domain.scenario import Degree, Scenario, Start
from tutor.domain.session import Act, Change, Decision, Stance, State, Turn

Moving = TypeVar("Moving", State, Stance)


def beginning(scenario: Scenario) -> State:
    """The state before anybody spoke."""
    phase = scenario.phases[0].id
    first = _stance(scenario.start)
    if scenario.second is None:
        return State(0, first.trust, first.tension, first.openness, first.patience, phase)
    people = {scenario.persona.id: first, scenario.second.id: _stance(scenario.second.start)}
    return _worst_off(State(phase=phase, people=people))


def _stance(start: Start) -> Stance:
    return Stance(start.trust, start.tension, start.openness, start.patience)


def fold(scenario: Scenario, turns: Iterable[Turn]) -> State:
    """The state after the turns."""
    return reduce(after, turns, beginning(scenario))


def after(state: State, turn: Turn) -> State:
    """The state after one more turn; everything comes from what the turn recorded."""
    decision = turn.decision
    if decision.act is Act.OPEN:
        return replace(state, used=turn.utterance.lines, last_act=Act.OPEN, spoke=_spoke(turn))
    return replace(
        told(moved(heard(state, turn.text, turn.moves), decision), decision),
        used=(*state.used, *turn.utterance.lines),
        fallbacks=state.fallbacks + turn.utterance.fallback,
        spoke=_spoke(turn) or state.spoke,
    )


def _spoke(turn: Turn) -> str:
    return turn.utterance.parts[-1].speaker if turn.utterance.parts else ""


def heard(state: State, text: str, moves: Iterable[FoundMove]) -> State:
    """The state once the reply has been heard: its number, its moves counted, its words remembered."""
    found = tuple(moves)
    people = {
        id: replace(stance, counts=counted(stance.counts, {it.move for it in found if id in it.to}))
        for id, stance in state.people.items()
    }
    return replace(
        state,
        turn=state.turn + 1,
        counts=counted(state.counts, {it.move for it in found}),
        said=state.said | {fingerprint(text)},
        made=frozenset(it.move for it in found),
        people=people,
    )


def moved(state: State, decision: Decision) -> State:
    """The state with the gauges changed and kept between 0 and 1; with two counterparts, those of each."""
    if not state.people:
        return _moved(state, decision.change)
    people = {id: _moved(stance, decision.changes.get(id, Change())) for id, stance in state.people.items()}
    return _worst_off(replace(state, people=people))


def _moved(it: Moving, change: Change) -> Moving:
    return replace(
        it,
        trust=_gauge(it.trust + change.trust),
        tension=_gauge(it.tension + change.tension),
        openness=_gauge(it.openness + change.openness),
        patience=_gauge(it.patience + change.patience),
    )


def _worst_off(state: State) -> State:
    """The state with the gauges of whoever is worst off: an agreement needs both, and one can walk out."""
    stances = state.people.values()
    return replace(
        state,
        trust=min(it.trust for it in stances),
        tension=max(it.tension for it in stances),
        openness=min(it.openness for it in stances),
        patience=min(it.patience for it in stances),
    )


def seen_by(state: State, person: str) -> State:
    """The state as one of two counterparts sees it: its own gauges, and the moves made to it."""
    if (own := state.people.get(person)) is None:
        return state
    return replace(
        state,
        trust=own.trust,
        tension=own.tension,
        openness=own.openness,
        patience=own.patience,
        counts=own.counts,
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
