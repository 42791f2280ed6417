"""What each move does to the counterpart's trust, tension, openness and patience."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tutor.domain.move import HARMFUL, Move
from tutor.domain.scenario import Difficulty, Temperament
from tutor.domain.session import Change, State

EFFECTS: Mapping[Move, Change] = {
    Move.GREET: Change(0.02, -0.02, 0.02, 0.0),
    Move.FRAME: Change(0.02, 0.0, 0.02, 0.0),
    Move.ASK_OPEN: Change(0.04, -0.02, 0.08, 0.01),
    Move.ASK_CLOSED: Change(0.0, 0.0, 0.01, -0.02),
    Move.REFLECT: Change(0.07, -0.06, 0.09, 0.03),
    Move.EMPATHISE: Change(0.08, -0.1, 0.1, 0.04),
    Move.AFFIRM: Change(0.05, -0.04, 0.04, 0.02),
    Move.SUMMARISE: Change(0.04, -0.03, 0.05, 0.02),
    Move.OBSERVE: Change(0.02, 0.01, 0.02, 0.0),
    Move.IMPACT: Change(0.01, 0.03, 0.02, 0.0),
    Move.EXPECT: Change(-0.01, 0.05, -0.02, -0.02),
    Move.OWN: Change(0.08, -0.08, 0.06, 0.04),
    Move.INFORM: Change(0.0, 0.0, 0.01, 0.0),
    Move.ADVISE: Change(-0.03, 0.03, -0.04, -0.05),
    Move.INVITE: Change(0.06, -0.04, 0.08, 0.03),
    Move.PROPOSE: Change(0.03, -0.01, 0.02, 0.01),
    Move.ACCEPT: Change(0.03, -0.03, 0.02, 0.02),
    Move.REJECT: Change(-0.01, 0.03, -0.01, -0.02),
    Move.OFFER: Change(0.01, 0.0, 0.0, 0.0),
    Move.NEED: Change(0.03, 0.0, 0.03, 0.01),
    Move.ASK_INTEREST: Change(0.05, -0.02, 0.06, 0.02),
    Move.JUSTIFY: Change(0.02, 0.0, 0.01, 0.01),
    Move.TRADE: Change(0.03, -0.02, 0.02, 0.02),
    Move.CONCEDE: Change(0.0, -0.03, 0.0, 0.0),
    Move.WALK_AWAY: Change(-0.03, 0.06, -0.02, -0.05),
    Move.CLOSE: Change(0.0, -0.01, 0.0, 0.0),
    Move.BLAME: Change(-0.1, 0.14, -0.12, -0.12),
    Move.DISMISS: Change(-0.09, 0.1, -0.12, -0.1),
    Move.THREATEN: Change(-0.14, 0.18, -0.16, -0.18),
    Move.INSULT: Change(-0.22, 0.25, -0.22, -0.35),
    Move.EVADE: Change(-0.04, 0.02, -0.03, -0.06),
    Move.META: Change(-0.03, 0.02, -0.02, -0.1),
    Move.UNCLEAR: Change(0.0, 0.01, -0.01, -0.06),
}
"""One value per gauge; the size of a good move is about a twelfth of the way, of an insult a quarter."""

FADING = 0.85
"""Each earlier use of a move leaves this share of its benefit: one skill alone does not carry a talk."""

HONEST = frozenset({Move.OBSERVE, Move.IMPACT, Move.EXPECT})
"""Moves that rub and belong to plain speaking: said again in other words they rub less each time, too."""

REPEATED = Change(-0.02, 0.03, -0.02, -0.12)
"""What saying the same thing again, word for word, does."""

EMPTY = frozenset({Move.UNCLEAR, Move.META, Move.EVADE})
BORNE = 3
"""So many replies with nothing in them are borne; each further one costs twice the patience."""

WEARINESS = 0.015
"""What every reply costs in patience."""


@dataclass(frozen=True, slots=True)
class Resistance:
    """A level of difficulty as numbers.

    gain and harm scale what good and harmful moves do; threshold is added to what must be earned; chill is
    for how many replies nothing is told after a harmful one, and forgiveness the share of a good move's
    benefit that counts meanwhile (an apology counts in full); firmness is the share of what the
    learner could win at the table that it keeps.
    """

    gain: float
    harm: float
    threshold: float
    chill: int
    firmness: float
    forgiveness: float


RESISTANCE: Mapping[Difficulty, Resistance] = {
    Difficulty.EASY: Resistance(1.3, 0.8, -0.06, 1, 0.1, 0.4),
    Difficulty.NORMAL: Resistance(1.0, 1.0, 0.0, 2, 0.22, 0.35),
    Difficulty.HARD: Resistance(0.54, 1.35, 0.12, 3, 0.67, 0.3),
}


def change_of(
    moves: Iterable[Move], state: State, temperament: Temperament, resistance: Resistance, *, repeated: bool
) -> Change:
    """What a reply with these moves does to the gauges.

    A reply that harms earns nothing with its other sentences, and a reply said before earns nothing at all.
    """
    found = set(moves)
    harmed = bool(found & HARMFUL)
    total = Change(0.0, 0.0, 0.0, -WEARINESS * resistance.harm)
    for move in sorted(found):
        part = _scaled(move, state, temperament, resistance)
        total += only_harm(part) if harmed or repeated else part
    return total + REPEATED if repeated else total


def effect_of(
    moves: Iterable[Move], state: State, temperament: Temperament, resistance: Resistance
) -> Change:
    """What the moves alone do, whatever else is in the reply."""
    total = Change()
    for move in sorted(set(moves)):
        total += _scaled(move, state, temperament, resistance)
    return total


def _scaled(move: Move, state: State, temperament: Temperament, resistance: Resistance) -> Change:
    effect, fading = EFFECTS[move], FADING ** state.counts.get(move, 0)
    # What hurt is not healed by one nice word: while nothing is told, only an apology counts in full.
    forgiven = resistance.forgiveness if state.chill and move is not Move.OWN else 1.0
    good = resistance.gain * fading * forgiven * (1 + 0.3 * temperament.warmth)
    worn = fading if move in HONEST else 1.0
    bad = resistance.harm * worn * (1 - 0.2 * temperament.warmth)
    heat = resistance.harm * worn * (1 + 0.3 * temperament.dominance)
    tried = 2.0 if move in EMPTY and state.counts.get(move, 0) >= BORNE else 1.0
    return Change(
        trust=effect.trust * (good if effect.trust > 0 else bad),
        tension=effect.tension * (good if effect.tension < 0 else heat),
        openness=effect.openness * (good if effect.openness > 0 else bad),
        patience=effect.patience * (good if effect.patience > 0 else bad * tried),
    )


def only_harm(effect: Change) -> Change:
    """The part of an effect that does harm."""
    return Change(
        min(effect.trust, 0.0), max(effect.tension, 0.0), min(effect.openness, 0.0), min(effect.patience, 0.0)
    )
