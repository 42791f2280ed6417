"""The Director: decides what the counterpart conveys in answer to a reply, and what that changes.

Pure: the same scenario, state and reply give the same decision. In order: an outburst ends it, stepping
out of role is brushed off, endings that hold are taken, then the table, then what is hidden, then the most
specific reaction, then a fall-back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tutor.domain.condition import mentions
from tutor.domain.move import HARMFUL, Move
from tutor.domain.scenario import Degree, Difficulty, Disclosure, Ending, EndingKind, Fact, Scenario
from tutor.domain.session import Act, Change, Decision, Mood, State
from tutor.roleplay.bargaining import table
from tutor.roleplay.conditions import holds, stricter
from tutor.roleplay.disguise import undisguised
from tutor.roleplay.leaving import leaves
from tutor.roleplay.reacting import (
    Hearer,
    fall_back,
    hearers_of,
    may_fall_back,
    react,
    unused,
    with_second,
)
from tutor.roleplay.reply import Reply
from tutor.roleplay.sides import changes_of
from tutor.roleplay.state import fingerprint, heard, moved, seen_by, told
from tutor.roleplay.temper import RESISTANCE, Resistance, change_of

BREAKING_TENSION = 0.97
"""At this tension, or with no patience left, the counterpart walks out."""

ASKS_NOTHING = frozenset(
    {Move.REJECT, Move.OFFER, Move.TRADE, Move.CONCEDE, Move.CLOSE, Move.GREET, Move.ACCEPT}
)
"""A reply that does nothing but these asks for nothing hidden, whatever word of it falls."""

ASKED_ON = "asked-on"
"""The flag that an agreement has waited once for a question to be answered; it does not wait twice."""


def decide(
    scenario: Scenario, state: State, reply: Reply, difficulty: Difficulty = Difficulty.NORMAL
) -> tuple[Decision, State]:
    """What the counterpart conveys now, and the state once it has; the line said is added by the voice."""
    resistance, reply = RESISTANCE[difficulty], replace(reply, language=scenario.language)
    repeated = fingerprint(reply.text) in state.said
    effect = _effect(scenario, state, reply, resistance, repeated=repeated)
    now = moved(heard(state, reply.text, reply.moves), effect)
    now = replace(now, phase=_phase(scenario, now), chill=_chill(state, reply, resistance))
    decision = _choose(scenario, now, reply, resistance, repeated=repeated)
    decision = replace(
        decision,
        change=effect.change + decision.change,
        changes=_together(effect.changes, decision.changes),
        phase=now.phase,
        chill=now.chill,
        mood=mood_of(seen_by(now, decision.speaker)),
        reasons=table.reasons_in(reply.kinds, repeated=repeated) if scenario.negotiation else (),
    )
    return decision, told(moved(heard(state, reply.text, reply.moves), decision), decision)


def _effect(
    scenario: Scenario, state: State, reply: Reply, resistance: Resistance, *, repeated: bool
) -> Decision:
    """A decision to hear the reply and no more: what the moves do to the gauges."""
    if changes := changes_of(scenario, state, reply, resistance, repeated=repeated):
        return Decision(Act.REACT, "heard", changes=changes)
    change = change_of(reply.kinds, state, scenario.persona.temperament, resistance, repeated=repeated)
    return Decision(Act.REACT, "heard", change=change)


def _together(some: Mapping[str, Change], more: Mapping[str, Change]) -> Mapping[str, Change]:
    return {id: change + more.get(id, Change()) for id, change in some.items()}


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
    hearers = hearers_of(scenario, state, reply, resistance.gain)
    if state.patience <= 0 or state.tension >= BREAKING_TENSION:
        left = _end(scenario, state, reply, (EndingKind.WALK_OUT, EndingKind.STALEMATE, EndingKind.TIME))
        return replace(left, speaker=_at_the_end(state))
    if Move.META in reply.kinds:
        if state.turn >= _last_turn(scenario):
            return _end(scenario, state, reply, (EndingKind.TIME, EndingKind.STALEMATE))
        stay = Decision(Act.STAY, "stay", speaker=hearers[0].id)
        worn = not unused("stay", scenario.stay, hearers[0]) and may_fall_back(scenario, hearers[0])
        return fall_back(hearers[0]) if worn else stay
    leaving = leaves(scenario, state, reply)
    if leaving and (last := _at_table(scenario, state, reply, resistance, repeated=repeated)) and last.deal:
        return _closed_deal(scenario, last)
    ending = _ending_that_holds(scenario, stricter(state, resistance.threshold), reply, leaving=leaving)
    waits = ending is not None and _asks_on(scenario, ending, state, reply)
    if ending is not None and not waits:
        return _ended(ending)
    if (move := _at_table(scenario, state, reply, resistance, repeated=repeated)) is not None:
        return _closed_deal(scenario, move) if move.deal is not None else move
    if state.turn >= _last_turn(scenario):
        return _end(scenario, state, reply, (EndingKind.TIME, EndingKind.STALEMATE))
    answer = (
        react(scenario, hearers, urgent=True)
        or _tell(scenario, hearers, resistance)
        or _withhold(scenario, hearers)
        or react(scenario, hearers)
        or fall_back(hearers[0])
    )
    answer = replace(answer, sets=(*answer.sets, ASKED_ON)) if waits else answer
    return answer if repeated else with_second(scenario, state, reply, resistance.gain, answer)


def _at_the_end(state: State) -> str:
    """The one of two counterparts who has had enough."""
    stances = state.people.items()
    return max(stances, key=lambda it: (it[1].patience <= 0, it[1].tension), default=("", None))[0]


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
        last=state.turn >= _last_turn(scenario),
    )
    late = state.turn >= _last_turn(scenario) and (decision is None or decision.deal is None)
    return None if late else decision


def _last_turn(scenario: Scenario) -> int:
    return min(scenario.turns, scenario.negotiation.deadline) if scenario.negotiation else scenario.turns


# --- endings -------------------------------------------------------------------------------------------


def _ending_that_holds(scenario: Scenario, state: State, reply: Reply, *, leaving: bool) -> Ending | None:
    for ending in scenario.endings:
        asks = ending.when.specificity > 0
        match ending.kind:
            case EndingKind.AGREEMENT:
                open_to_it = asks and scenario.negotiation is None and not reply.kinds & HARMFUL
            case EndingKind.PARTIAL:
                open_to_it = leaving
            case EndingKind.STALEMATE:
                open_to_it = leaving or asks
            case EndingKind.WALK_OUT:
                open_to_it = asks
            case EndingKind.TIME:
                open_to_it = False
        if open_to_it and holds(ending.when, state, reply.wording):
            return ending
    return None


def _asks_on(scenario: Scenario, ending: Ending, state: State, reply: Reply) -> bool:
    """Whether an agreement waits for one reply, as the learner has just asked something."""
    asks = reply.kinds & {Move.ASK_OPEN, Move.ASK_INTEREST, Move.INVITE} and Move.CLOSE not in reply.kinds
    late = state.turn >= _last_turn(scenario) or ASKED_ON in state.flags
    return ending.kind is EndingKind.AGREEMENT and bool(asks) and not late


def _end(scenario: Scenario, state: State, reply: Reply, kinds: Iterable[EndingKind]) -> Decision:
    for kind in kinds:
        of_kind = [ending for ending in scenario.endings if ending.kind is kind]
        if fitting := [ending for ending in of_kind if holds(ending.when, state, reply.wording)]:
            return _ended(fitting[0])
        if of_kind and kind is not EndingKind.STALEMATE:
            return _ended(of_kind[-1])
    return _ended(scenario.endings[-1])


def _ended(ending: Ending) -> Decision:
    return Decision(Act.END, ending.id, ending=ending.id, outcome=ending.kind)


def _closed_deal(scenario: Scenario, accepted: Decision) -> Decision:
    ending = next(ending for ending in scenario.endings if ending.kind is EndingKind.AGREEMENT)
    return replace(accepted, act=Act.END, subject=ending.id, ending=ending.id, outcome=ending.kind)


# --- what is hidden ------------------------------------------------------------------------------------


def _tell(scenario: Scenario, hearers: Sequence[Hearer], resistance: Resistance) -> Decision | None:
    for hearer in hearers:
        if hearer.state.chill:
            return None
        seen = stricter(hearer.state, resistance.threshold)
        for fact in _asked_first(scenario, hearer):
            earned = next_disclosure(fact, hearer.state)
            if earned and _earned(earned, seen, hearer.reply):
                return Decision(Act.TELL, fact.id, degree=earned.degree, speaker=hearer.id)
    return None


def _asked_first(scenario: Scenario, hearer: Hearer) -> list[Fact]:
    """The facts that a counterpart has to tell, those asked about before the others."""
    own = [fact for fact in scenario.facts if hearer.id in ("", scenario.owner(fact))]
    return sorted(own, key=lambda fact: not mentions(hearer.reply.wording, fact.asked))


def next_disclosure(fact: Fact, state: State) -> Disclosure | None:
    """The least degree of a fact that has not been told yet."""
    rank = state.facts.get(fact.id, Degree.HIDDEN).rank
    return next((step for step in fact.disclosures if step.degree.rank > rank), None)


def _earned(step: Disclosure, state: State, reply: Reply) -> bool:
    return (not step.on or bool(reply.kinds & set(step.on))) and holds(step.when, state, reply.wording)


def _withhold(scenario: Scenario, hearers: Sequence[Hearer]) -> Decision | None:
    for hearer in hearers:
        for fact in () if hearer.reply.kinds & HARMFUL else _own_first(scenario, hearer):
            known = hearer.state.facts.get(fact.id, Degree.HIDDEN).rank >= Degree.PART.rank
            answers = hearer.id in ("", scenario.owner(fact)) or fact.unknown
            if not known and answers and _asks_about(fact, hearer.reply):
                return Decision(Act.WITHHOLD, fact.id, speaker=hearer.id)
    return None


def _own_first(scenario: Scenario, hearer: Hearer) -> list[Fact]:
    """All facts, a counterpart's own before those of which it can only say that it does not know them."""
    return sorted(scenario.facts, key=lambda fact: hearer.id not in ("", scenario.owner(fact)))


def _asks_about(fact: Fact, reply: Reply) -> bool:
    """Whether a reply asks about a fact or guesses at it: a friendly yes to a guess would betray it."""
    named = mentions(reply.wording, fact.asked) and not reply.kinds <= ASKS_NOTHING
    return named or mentions(undisguised(reply.wording), fact.words)
