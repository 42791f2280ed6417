"""The conversational moves (dialogue acts) of a learner; the definitions are in docs/codebook.md."""

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What one sentence of a learner's reply does; names are the same in every language."""

    GREET = "greet"
    FRAME = "frame"
    ASK_OPEN = "ask-open"
    ASK_CLOSED = "ask-closed"
    REFLECT = "reflect"
    EMPATHISE = "empathise"
    AFFIRM = "affirm"
    SUMMARISE = "summarise"
    OBSERVE = "observe"
    IMPACT = "impact"
    EXPECT = "expect"
    OWN = "own"
    INFORM = "inform"
    ADVISE = "advise"
    INVITE = "invite"
    PROPOSE = "propose"
    ACCEPT = "accept"
    REJECT = "reject"
    OFFER = "offer"
    NEED = "need"
    ASK_INTEREST = "ask-interest"
    JUSTIFY = "justify"
    TRADE = "trade"
    CONCEDE = "concede"
    WALK_AWAY = "walk-away"
    CLOSE = "close"
    BLAME = "blame"
    DISMISS = "dismiss"
    THREATEN = "threaten"
    INSULT = "insult"
    EVADE = "evade"
    META = "meta"
    UNCLEAR = "unclear"


HARMFUL = frozenset({Move.BLAME, Move.DISMISS, Move.THREATEN, Move.INSULT})
"""Moves that damage the conversation wherever they stand."""


@dataclass(frozen=True, slots=True)
class FoundMove:
    """A move found in a learner's reply.

    confidence is a probability (0–1); start and end are character offsets in the reply, end exclusive; to
    holds the ids of those it is directed at where there are two counterparts, and is empty otherwise.
    """

    move: Move
    confidence: float
    start: int
    end: int
    to: tuple[str, ...] = ()
