"""What a reply does to each of two counterparts: the other overhears it, and taking sides costs."""

from collections.abc import Mapping
from dataclasses import replace

from tutor.domain.move import HARMFUL, Move
from tutor.domain.scenario import Persona, Scenario
from tutor.domain.session import Change, State
from tutor.roleplay.reply import Reply
from tutor.roleplay.state import seen_by
from tutor.roleplay.temper import Resistance, change_of, effect_of, only_harm

OVERHEARD = 0.3
"""The share of a move's effect on whoever only sees it happen to the other."""

HALF_HEARD = 0.85
"""The power of a difficulty's gain towards two counterparts: each is spoken to in half of the replies, so
that the full gain would ask twice the patience of a learner."""

ATTENTION = frozenset(
    {Move.ASK_OPEN, Move.ASK_INTEREST, Move.REFLECT, Move.EMPATHISE, Move.AFFIRM, Move.INVITE}
)
"""Moves that give somebody the floor, or show that they were heard."""

LEAD = 3
"""By so many times of attention the other may be ahead before somebody feels passed over."""

PASSED_OVER = Change(-0.03, 0.05, -0.03, -0.04)
"""What it does to stand by while the other, who had more already, gets the attention again."""

SIDING = frozenset({Move.AFFIRM, Move.ACCEPT})
SIDED_WITH_THE_OTHER = Change(-0.03, 0.03, -0.02, -0.01)
"""What it does to hear only the other praised or agreed with."""


def changes_of(
    scenario: Scenario, state: State, reply: Reply, resistance: Resistance, *, repeated: bool
) -> Mapping[str, Change]:
    """What a reply does to each of two counterparts' gauges; state is that before the reply."""
    if scenario.second is None:
        return {}
    resistance = replace(resistance, gain=resistance.gain**HALF_HEARD)
    first, second = scenario.people
    return {
        person.id: _change(person, other, state, reply, resistance, repeated=repeated)
        for person, other in ((first, second), (second, first))
    }


def _change(
    person: Persona, other: Persona, state: State, reply: Reply, resistance: Resistance, *, repeated: bool
) -> Change:
    mine, theirs = reply.to(person.id).kinds, reply.to(other.id).kinds
    own = change_of(mine, seen_by(state, person.id), person.temperament, resistance, repeated=repeated)
    heard = effect_of(theirs - mine, seen_by(state, other.id), person.temperament, resistance)
    total = own + _share(heard, OVERHEARD) + _share(_slight(person, other, state, reply), resistance.harm)
    return only_harm(total) if reply.kinds & HARMFUL else total


def _slight(person: Persona, other: Persona, state: State, reply: Reply) -> Change:
    """What being passed over for the other does."""
    mine, theirs = reply.to(person.id).kinds, reply.to(other.id).kinds
    slight = Change()
    if theirs & ATTENTION and not mine & ATTENTION and lead(state, other.id, person.id) >= LEAD:
        slight += PASSED_OVER
    if theirs & SIDING and not mine & SIDING:
        slight += SIDED_WITH_THE_OTHER
    return slight


def lead(state: State, one: str, other: str) -> int:
    """How much more attention one counterpart has had than the other."""
    return _attention(state, one) - _attention(state, other)


def _attention(state: State, person: str) -> int:
    stance = state.people.get(person)
    return sum(stance.counts.get(move, 0) for move in ATTENTION) if stance else 0


def _share(change: Change, share: float) -> Change:
    return Change(
        change.trust * share, change.tension * share, change.openness * share, change.patience * share
    )
