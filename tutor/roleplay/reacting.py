"""What a counterpart says to a kind of reply: the most specific reaction, else a fall-back; pure.

With two counterparts, whoever is spoken to answers; the other adds to it when asked too, or cuts in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.domain.condition import mentions
from tutor.domain.lines import said_by
from tutor.domain.move import HARMFUL, Move
from tutor.domain.scenario import Reaction, Scenario
from tutor.domain.session import Act, Change, Decision, State
from tutor.domain.signal import Signal
from tutor.roleplay.conditions import holds
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import seen_by, told

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

_ABOUT_NOTHING_ELSE = frozenset({Signal.TEARS, Signal.OTHER_LANGUAGE})
_SAYS_ALL = 5
"""What a signal that leaves no doubt what a reply is about claims beyond others."""

SAID_BETWEEN = frozenset({Act.REACT, Act.TELL, Act.WITHHOLD})
"""What one of two counterparts does that the other may add something to."""

ASKS_BOTH = frozenset(
    {
        Move.ASK_OPEN,
        Move.ASK_CLOSED,
        Move.ASK_INTEREST,
        Move.INVITE,
        Move.PROPOSE,
        Move.EXPECT,
        Move.SUMMARISE,
    }
)
"""Moves that want an answer from each of two counterparts when they are made to both."""


@dataclass(frozen=True, slots=True)
class Hearer:
    """A counterpart that a reply is directed at: its id, the state it sees, its part of the reply.

    gain is what good moves bring it, compared with normal difficulty.
    """

    id: str
    state: State
    reply: Reply
    gain: float = 1.0


def hearers_of(scenario: Scenario, state: State, reply: Reply, gain: float) -> tuple[Hearer, ...]:
    """The counterparts that a reply is directed at, all when it names none.

    Whoever more of it is directed at comes first; among equals, whoever did not speak last.
    """
    if scenario.second is None:
        return (Hearer("", state, reply, gain),)
    found = [
        Hearer(person.id, seen_by(state, person.id), reply.to(person.id), gain) for person in scenario.people
    ]
    asked = [it for it in found if it.reply.moves] or found
    return tuple(sorted(asked, key=lambda it: (-len(it.reply.moves), it.id == state.spoke)))


def react(scenario: Scenario, hearers: Sequence[Hearer], *, urgent: bool = False) -> Decision | None:
    """The reaction that claims the reply most, of the urgent ones only when asked so; None when none fits."""
    eligible = [
        (reaction, hearer)
        for hearer in hearers
        for reaction in scenario.reactions
        if (reaction.urgent or not urgent)
        and not reaction.cuts_in
        and reaction.by in ("", hearer.id)
        and _fits(reaction, hearer)
    ]
    fresh = [(it, hearer) for it, hearer in eligible if unused(it.id, it.lines, hearer)]
    if not fresh and not urgent and may_fall_back(scenario, hearers[0]):
        return None
    if not (best := max(fresh or eligible, key=lambda it: _claim(*it), default=None)):
        return None
    chosen, hearer = best
    decision = Decision(Act.REACT, chosen.id, sets=chosen.sets, speaker=hearer.id)
    return _moving(decision, chosen, hearer)


def _moving(decision: Decision, reaction: Reaction, hearer: Hearer) -> Decision:
    """The decision with what a reaction adds to the gauges of whoever says it, half as much each time again.

    Otherwise anger that is given room time after time would never cool. Where it answers a move, not certain
    words, it is part of what the move brings, and as much less on a harder level: else sympathy that lets the
    anger out would do nothing but harm there.
    """
    share = 0.5 ** sum(line.rpartition(".")[0] == reaction.id for line in hearer.state.used)
    share *= 1.0 if reaction.when.words or hearer.reply.kinds & HARMFUL else hearer.gain
    extra = Change(reaction.trust * share, reaction.tension * share, reaction.openness * share)
    if speaker := hearer.id:
        return replace(decision, changes={**decision.changes, speaker: extra})
    return replace(decision, change=extra)


def _fits(reaction: Reaction, hearer: Hearer) -> bool:
    if hearer.reply.kinds & HARMFUL and reaction.sets:
        return False
    if reaction.signal is not None and reaction.signal not in hearer.reply.signals:
        return False
    return (not reaction.on or bool(hearer.reply.answered & set(reaction.on))) and holds(
        reaction.when, hearer.state, hearer.reply.wording
    )


def _claim(reaction: Reaction, hearer: Hearer) -> tuple[bool, int, int, bool, int]:
    matched, used = hearer.reply.answered & set(reaction.on), hearer.state.used
    signalled = reaction.signal is not None
    weight = max((WEIGHT_OF.get(move, 0) for move in matched), default=-1) + 99 * signalled
    waited = hearer.id != hearer.state.spoke
    recent = max((i for i, line in enumerate(used) if line.startswith(f"{reaction.id}.")), default=-1)
    aside = reaction.when.words and matched and not mentions(hearer.reply.about(matched), reaction.when.words)
    claimed = reaction.when.specificity + 2 * signalled + 2 * (bool(matched) or signalled) - 2 * bool(aside)
    claimed += _SAYS_ALL if reaction.signal in _ABOUT_NOTHING_ELSE else 0
    return bool(matched & HARMFUL), claimed, weight, waited, -recent


def unused(storylet: str, lines: Sequence[str], hearer: Hearer) -> bool:
    """Whether a storylet still has a line for its speaker that has not been said."""
    return any(f"{storylet}.{number}" not in hearer.state.used for number in said_by(lines, hearer.id))


def may_fall_back(scenario: Scenario, hearer: Hearer) -> bool:
    """Whether a line of a ring is better than saying something again: it is new, and not too many were."""
    ring, state = _ring(hearer.state), hearer.state
    lines = scenario.fallbacks.topic if ring == "fallback-topic" else scenario.fallbacks.character
    return unused(ring, lines, hearer) and state.fallbacks + 1 <= MOST_FALLBACKS * state.turn


def fall_back(hearer: Hearer) -> Decision:
    return Decision(Act.FALL_BACK, _ring(hearer.state), speaker=hearer.id)


def _ring(state: State) -> str:
    """The ring of fall-back lines whose turn it is: on the topic first, never the same twice in a row."""
    on_topic_before = bool(state.used) and state.used[-1].startswith("fallback-topic.")
    return "fallback-character" if on_topic_before else "fallback-topic"


def with_second(scenario: Scenario, state: State, reply: Reply, gain: float, answer: Decision) -> Decision:
    """The answer with what the other counterpart adds: its own answer when asked too, else cutting in."""
    if scenario.second is None or answer.act not in SAID_BETWEEN:
        return answer
    other = next(person.id for person in scenario.people if person.id != answer.speaker)
    now = seen_by(told(state, answer), other)
    asked = Hearer(other, now, reply.to(other), gain)
    watching = Hearer(other, now, reply.to(answer.speaker), gain)
    own = _fresh(scenario, asked, cuts_in=False) if _asked_too(asked, answer) else []
    quiet = answer.act is not Act.TELL and _cut_in_before(scenario, state)
    added = own or ([] if quiet else _fresh(scenario, watching, cuts_in=True))
    if not added:
        return answer
    chosen = max(added, key=lambda it: _claim(it, asked if own else watching))
    return _moving(replace(answer, second=chosen.id, sets=(*answer.sets, *chosen.sets)), chosen, asked)


def _fresh(scenario: Scenario, hearer: Hearer, *, cuts_in: bool) -> list[Reaction]:
    """What a counterpart could add that it has not said: to moves in its reply, or on top of the other's."""
    return [
        it
        for it in scenario.reactions
        if it.cuts_in is cuts_in
        and it.by in ((hearer.id,) if cuts_in else ("", hearer.id))
        and (cuts_in or hearer.reply.answered & set(it.on) & ASKS_BOTH)
        and _fits(it, hearer)
        and unused(it.id, it.lines, hearer)
    ]


def _asked_too(hearer: Hearer, answer: Decision) -> bool:
    return answer.act is not Act.TELL and bool(hearer.reply.kinds & ASKS_BOTH)


def _cut_in_before(scenario: Scenario, state: State) -> bool:
    """Whether the last thing said was cutting in: not twice in a row, or nobody gets a word in."""
    last = state.used[-1].rpartition(".")[0] if state.used else ""
    return any(it.id == last and it.cuts_in for it in scenario.reactions)
