"""Reads sentences the way a scenario says, where its subject sounds like an attack; pure."""

from itertools import groupby

from tutor.domain.condition import mentions
from tutor.domain.move import HARMFUL, FoundMove, Move
from tutor.domain.scenario import Reading

_MISTAKEN = HARMFUL | {Move.META}
"""What a sentence about the subject is mistaken for: "your role is cut" sounds like one about the game."""


def reread(readings: tuple[Reading, ...], text: str, moves: tuple[FoundMove, ...]) -> tuple[FoundMove, ...]:
    """The moves of a reply, without harm and stepping out of role in the sentences that a reading clears."""
    read: list[FoundMove] = []
    for (start, end), found in groupby(moves, key=lambda it: (it.start, it.end)):
        sentence = tuple(found)
        cleared = next((it for it in readings if _clears(it, text[start:end])), None)
        read.extend(_cleared(sentence, cleared) if cleared else sentence)
    return tuple(read)


def _clears(reading: Reading, sentence: str) -> bool:
    return mentions(sentence, reading.words) and not mentions(sentence, reading.unless)


def _cleared(sentence: tuple[FoundMove, ...], reading: Reading) -> tuple[FoundMove, ...]:
    harmless = tuple(it for it in sentence if it.move not in _MISTAKEN)
    if harmless or not sentence:
        return harmless
    return (FoundMove(reading.move, sentence[0].confidence, sentence[0].start, sentence[0].end),)
