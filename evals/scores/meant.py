"""What scripted learners meant: the moves of the banks that their sentences come from.

Levels by these moves are those that a recogniser without errors would lead to, so that what the judge cannot
help shows: an average learner who listens better in one conversation than an expert in another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutor.domain.move import FoundMove, Move
from tutor.domain.session import Session

Sentences = Sequence[tuple[re.Pattern[str], Move]]


def sentences(repertoire: Mapping[str, Sequence[str]]) -> Sentences:
    """What finds each sentence that stands for a move, the longest first; banks of no move are left out."""
    moves = {move.value for move in Move}
    some = [(line, Move(bank)) for bank, lines in repertoire.items() if bank in moves for line in lines]
    some.sort(key=lambda it: -len(it[0]))
    return [(re.compile(".+?".join(map(re.escape, line.split("{offer}")))), move) for line, move in some]


def meant(session: Session, known: Sentences) -> Session:
    """The conversation with the moves that were meant; a reply of which none is known keeps those found."""
    turns = [
        replace(turn, moves=tuple(sorted(_moves(turn.text, known), key=lambda it: it.start)) or turn.moves)
        for turn in session.turns
    ]
    return replace(session, turns=tuple(turns))


def _moves(text: str, known: Sentences) -> Iterator[FoundMove]:
    left = text
    for pattern, move in known:
        for match in pattern.finditer(left):
            yield FoundMove(move, 1.0, match.start(), match.end())
        left = pattern.sub(lambda it: "\n" * len(it[0]), left)
