"""Two readings of one reply put together: whoever is sure counts, and where they differ is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.domain.frozen import Frozen
from tutor.domain.move import FoundMove, Move
from tutor.roleplay.recognition.recogniser import MOST_MOVES
from tutor.roleplay.recognition.segments import Segment

Sureness = Literal["surely", "probably", "maybe"]
SURE: dict[Sureness, float] = {"surely": 0.9, "probably": 0.7, "maybe": 0.45}
"""What a model's words for how sure it is count as; numbers of its own would say more than it knows."""

LEAST = 0.3
"""The pooled confidence from which a move counts: both think it likely, or one of them is rather sure."""


class Code(Frozen):
    """One code of one sentence, by its number from 1."""

    sentence: int
    move: Move
    sure: Sureness


class Codes(Frozen):
    """What a model makes of a reply."""

    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """The moves of a reply after two readings; differences says which of them only one heard."""

    moves: tuple[FoundMove, ...]
    differences: tuple[str, ...]


def pool(sentences: Sequence[Segment], heard: Sequence[FoundMove], codes: Codes) -> Coded:
    """The moves of both readings, each with the mean of the two confidences (Stone 1961), unheard being 0.

    Codes of sentences that do not exist are left out. Stepping out of the role-play stays as the embedded
    reading heard it: what a learner types must not talk a model out of noticing that.
    """
    moves: list[FoundMove] = []
    differences: list[str] = []
    for number, sentence in enumerate(sentences, 1):
        ours = {it.move: it.confidence for it in heard if _covers(it, sentence)}
        theirs = {it.move: SURE[it.sure] for it in codes.codes if it.sentence == number}
        ours.pop(Move.UNCLEAR, None)
        theirs.pop(Move.UNCLEAR, None)
        moves.extend(
            FoundMove(move, sure, sentence.start, sentence.end) for move, sure in _both(ours, theirs)
        )
        differences.extend(_differences(number, set(ours), set(theirs)))
    return Coded(tuple(moves) or _unclear(heard), tuple(differences))


def _covers(found: FoundMove, sentence: Segment) -> bool:
    return found.start <= sentence.start and sentence.end <= found.end


def _both(ours: dict[Move, float], theirs: dict[Move, float]) -> list[tuple[Move, float]]:
    if Move.META in ours:
        return [(Move.META, max(ours[Move.META], theirs.get(Move.META, 0.0)))]
    pooled = {move: (ours.get(move, 0.0) + theirs.get(move, 0.0)) / 2 for move in (*ours, *theirs)}
    ranked = sorted(pooled.items(), key=lambda it: -it[1])
    return [it for it in ranked if it[1] >= LEAST][:MOST_MOVES] or ranked[:1]


def _differences(number: int, ours: set[Move], theirs: set[Move]) -> list[str]:
    more, less = sorted(theirs - ours), sorted(ours - theirs)
    signed = [f"+{move}" for move in more] + [f"-{move}" for move in less]
    return [f"{number} {' '.join(signed)}"] if signed else []


def _unclear(heard: Sequence[FoundMove]) -> tuple[FoundMove, ...]:
    return tuple(it for it in heard if it.move is Move.UNCLEAR)
