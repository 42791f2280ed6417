"""The Director: decides what the counterpart conveys in answer to a reply, and what that changes.

Pure: the same scenario, state and reply give the same decision. In order: an outburst ends it, stepping
out of role is brushed off, endings that hold are taken, then the table, then what is hidden, then the most
specific reaction, then a fall-back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tutor.domain.condition import mentions
from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.scenario import Degree, Difficulty, Disclosure, Ending, EndingKind, Fact, Reaction, Scenario
from tutor.domain.session import Act, Change, Decision, Mood, State
from tutor.roleplay import table
from tutor.roleplay.conditions import holds, stricter
from tutor.roleplay.state import fingerprint, heard, moved, told
from tutor.roleplay.temper import RESISTANCE, Resistance, change_of

BREAKING_TENSION = 0.97
"""At this tension, or with no patience left, the counterpart walks out."""

MOST_FALLBACKS = 0.15
"""The share of turns in which a fall-back may stand in for a reaction whose lines have all been said."""

WEIGHT_OF: dict[Move, int] = {
    move: rank
    for rank, move in enumerate(
        reversed(
            [
                Move.INSULT,
                Move.THREATEN,
                Move.BLAME,
                Move.DISMISS,
                Move.ASK_INTEREST,
                Move.INVITE,
                Move.ASK_OPEN,
                Move.ASK_CLOSED,
                Move.OWN,
                Move.PROPOSE,
                Move.EMPATHISE,
                Move.REFLECT,
                Move.SUMMARISE,
                Move.TRADE,
                Move.OFFER,
                Move.NEED,
                Move.JUSTIFY,
                Move.IMPACT,
                Move.EXPECT,
                Move.OBSERVE,
                Move.ADVISE,
            ]
        ),
        start=1,
    )
}
"""Which move of a reply is answered first: harm, then questions, then what touches, then the rest (0)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner said and the moves found in it."""

    text: str
    moves: tuple[FoundMove, ...]

    @property
    def kinds(self) -> frozenset[Move]:
        return frozenset(found.move for found in self.moves)


def decide(
    scenario: Scenario, state: State, reply: Reply, difficulty: Difficulty = Difficulty.NORMAL
) -> tuple[Decision, State]:
    """What the counterpart conveys now, and the state once it has; the line said is added by the voice."""
    resistance = RESISTANCE[difficulty]
    repeated = fingerprint(reply.text) in state.said
    change = change_of(reply.kinds, state, scenario.persona.temperament, resistance, repeated=repeated)
    now = moved(heard(state, reply.text, reply.moves), change)
    now = replace(now, phase=_phase(scenario, now), chill=_chill(state, reply, resistance))
    decision = _choose(scenario, now, reply, resistance, repeated=repeated)
    decision = replace(
        decision,
        change=change + decision.change,
        phase=now.phase,
        chill=now.chill,
        mood=mood_of(now),
        reasons=table.reasons_in(reply.kinds, repeated=repeated) if scenario.negotiation else (),
    )
    return decision, told(moved(heard(state, reply.text, reply.moves), decision.change), decision)


def mood_of(state: State) -> Mood:
    """How the counterpart speaks in this state."""
    if state.tension >= 0.6 or state.trust < 0.2:
        return Mood.TENSE
    return Mood.WARM if state.trust >= 0.6 and state.tension < 0.4 else Mood.NEUTRAL


def _phase(scenario: Scenario, state: State) -> str:
    order = [phase.id for phase in scenario.phases]
    for phase in scenario.phases[order.index(state.phase) + 1 :]:
        if holds(phase.when, state):
            state = replace(state, phase=phase.id)
    return state.phase


def _chill(state: State, reply: Reply, resistance: Resistance) -> int:
    return resistance.chill if reply.kinds & HARMFUL else max(0, state.chill - 1)


def _choose(
    scenario: Scenario, state: State, reply: Reply, resistance: Resistance, *, repeated: bool
) -> Decision:
    kinds = reply.kinds
    if state.patience <= 0 or state.tension >= BREAKING_TENSION:
        return _end(scenario, state, (EndingKind.WALK_OUT, EndingKind.STALEMATE, EndingKind.TIME))
    if Move.META in kinds:
        return Decision(Act.STAY, "stay")
    if ending := _ending_that_holds(scenario, stricter(state, resistance.threshold), reply):
        return _ended(ending)
    if (move := _at_table(scenario, state, reply, resistance, repeated=repeated)) is not None:
        return _closed_deal(scenario, move) if move.deal is not None else move
    if state.turn >= _last_turn(scenario):
        return _end(scenario, state, (EndingKind.TIME, EndingKind.STALEMATE))
    return (
        _tell(scenario, state, reply, resistance)
        or _withhold(scenario, state, reply)
        or _react(scenario, state, reply)
        or _fall_back(state)
    )


def _at_table(
    scenario: Scenario, state: State, reply: Reply, resistance: Resistance, *, repeated: bool
) -> Decision | None:
    if scenario.negotiation is None or reply.kinds & HARMFUL:
        return None
    decision = table.answer(
        scenario.negotiation,
        state,
        reply.text,
        reply.kinds,
        scenario.language,
        firmness=resistance.firmness,
        repeated=repeated,
    )
    late = state.turn >= _last_turn(scenario) and (decision is None or decision.deal is None)
    return None if late else decision


def _last_turn(scenario: Scenario) -> int:
    return min(scenario.turns, scenario.negotiation.deadline) if scenario.negotiation else scenario.turns


# --- endings -------------------------------------------------------------------------------------------


def _ending_that_holds(scenario: Scenario, state: State, reply: Reply) -> Ending | None:
    closing = _closes(reply, state)
    for ending in scenario.endings:
        asks = ending.when.specificity > 0
        match ending.kind:
            case EndingKind.AGREEMENT:
                open_to_it = asks and scenario.negotiation is None and not reply.kinds & HARMFUL
            case EndingKind.PARTIAL:
                open_to_it = closing
            case EndingKind.STALEMATE:
                open_to_it = closing or asks
            case EndingKind.WALK_OUT:
                open_to_it = asks
            case EndingKind.TIME:
                open_to_it = False
        if open_to_it and holds(ending.when, state, reply.text):
            return ending
    return None


def _closes(reply: Reply, state: State) -> bool:
    goes_on = {Move.ASK_OPEN, Move.ASK_CLOSED, Move.ASK_INTEREST, Move.INVITE, Move.OFFER, Move.ACCEPT}
    return Move.CLOSE in reply.kinds and not reply.kinds & goes_on and state.turn >= 3


def _end(scenario: Scenario, state: State, kinds: Iterable[EndingKind]) -> Decision:
    for kind in kinds:
        for ending in scenario.endings:
            if ending.kind is kind and (kind is not EndingKind.STALEMATE or holds(ending.when, state)):
                return _ended(ending)
    return _ended(scenario.endings[-1])


def _ended(ending: Ending) -> Decision:
    return Decision(Act.END, ending.id, ending=ending.id, outcome=ending.kind)


def _closed_deal(scenario: Scenario, accepted: Decision) -> Decision:
    ending = next(ending for ending in scenario.endings if ending.kind is EndingKind.AGREEMENT)
    return replace(accepted, act=Act.END, subject=ending.id, ending=ending.id, outcome=ending.kind)


# --- what is hidden ------------------------------------------------------------------------------------


def _tell(scenario: Scenario, state: State, reply: Reply, resistance: Resistance) -> Decision | None:
    if state.chill:
        return None
    seen = stricter(state, resistance.threshold)
    for fact in sorted(scenario.facts, key=lambda fact: not mentions(reply.text, fact.asked)):
        earned = next_disclosure(fact, state)
        if earned and _earned(earned, seen, reply):
            return Decision(Act.TELL, fact.id, degree=earned.degree)
    return None


def next_disclosure(fact: Fact, state: State) -> Disclosure | None:
    """The least degree of a fact that has not been told yet."""
    rank = state.facts.get(fact.id, Degree.HIDDEN).rank
    return next((step for step in fact.disclosures if step.degree.rank > rank), None)


def _earned(step: Disclosure, state: State, reply: Reply) -> bool:
    return (not step.on or bool(reply.kinds & set(step.on))) and holds(step.when, state, reply.text)


def _withhold(scenario: Scenario, state: State, reply: Reply) -> Decision | None:
    if reply.kinds & HARMFUL:
        return None
    for fact in scenario.facts:
        known = state.facts.get(fact.id, Degree.HIDDEN).rank >= Degree.PART.rank
        if not known and fact.asked and mentions(reply.text, fact.asked):
            return Decision(Act.WITHHOLD, fact.id)
    return None


# --- reactions -----------------------------------------------------------------------------------------


def _react(scenario: Scenario, state: State, reply: Reply) -> Decision | None:
    eligible = [reaction for reaction in scenario.reactions if _fits(reaction, state, reply)]
    fresh = [reaction for reaction in eligible if unused(reaction.id, len(reaction.lines), state)]
    if not fresh and _may_fall_back(scenario, state):
        return None
    if not (chosen := max(fresh or eligible, key=lambda it: _claim(it, state, reply), default=None)):
        return None
    extra = Change(chosen.trust, chosen.tension, chosen.openness)
    return Decision(Act.REACT, chosen.id, change=extra, sets=chosen.sets)


def _fits(reaction: Reaction, state: State, reply: Reply) -> bool:
    if reply.kinds & HARMFUL and reaction.sets:
        return False
    return (not reaction.on or bool(reply.kinds & set(reaction.on))) and holds(
        reaction.when, state, reply.text
    )


def _claim(reaction: Reaction, state: State, reply: Reply) -> tuple[bool, int, int, int]:
    matched = reply.kinds & set(reaction.on)
    weight = max((WEIGHT_OF.get(move, 0) for move in matched), default=-1)
    recent = max((i for i, line in enumerate(state.used) if line.startswith(f"{reaction.id}.")), default=-1)
    return bool(matched & HARMFUL), reaction.when.specificity + 2 * bool(matched), weight, -recent


def unused(storylet: str, lines: int, state: State) -> bool:
    """Whether a storylet still has a line that has not been said."""
    return any(f"{storylet}.{number}" not in state.used for number in range(lines))


def _may_fall_back(scenario: Scenario, state: State) -> bool:
    """Whether a line of a ring is better than saying something again: it is new, and not too many were."""
    ring = _ring(state)
    lines = scenario.fallbacks.topic if ring == "fallback-topic" else scenario.fallbacks.character
    return unused(ring, len(lines), state) and state.fallbacks + 1 <= MOST_FALLBACKS * state.turn


def _fall_back(state: State) -> Decision:
    return Decision(Act.FALL_BACK, _ring(state))


def _ring(state: State) -> str:
    """The ring of fall-back lines whose turn it is: on the topic first, never the same twice in a row."""
    on_topic_before = bool(state.used) and state.used[-1].startswith("fallback-topic.")
    return "fallback-character" if on_topic_before else "fallback-topic"
