"""A learner's reply as the counterpart hears it: the words, and the moves found in them."""

from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.domain.move import FoundMove, Move
from tutor.domain.signal import Signal
from tutor.roleplay.signals import given, only_signals, signals
from tutor.roleplay.wording import wording

_ASKED = frozenset({Move.ASK_CLOSED, Move.ASK_OPEN, Move.INVITE, Move.ASK_INTEREST})
_AT_THE_DOOR = frozenset({Move.CLOSE, Move.ACCEPT, Move.AFFIRM, Move.GREET, Move.CONCEDE})
"""What is said with a farewell and wants no answer of its own."""
_PUT_FORWARD = frozenset(
    {Move.PROPOSE, Move.SUMMARISE, Move.EXPECT, Move.OFFER, Move.TRADE, Move.CLOSE, Move.ACCEPT, Move.REFLECT}
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner said and the moves found in it; language is empty where it plays no part."""

    text: str
    moves: tuple[FoundMove, ...]
    language: str = ""

    @property
    def kinds(self) -> frozenset[Move]:
        return frozenset(found.move for found in self.moves)

    @property
    def answered(self) -> frozenset[Move]:
        """The moves that want an answer: of "you call me on Monday, okay?" the proposal, not the "okay?"."""
        return _answered(self)

    @property
    def signals(self) -> frozenset[Signal]:
        """What its words signal in any subject."""
        return given(self.text, self.language)

    @property
    def wording(self) -> str:
        """The words for a scenario's own words to be looked up in."""
        return wording(self.text, self.language)

    def about(self, moves: frozenset[Move]) -> str:
        """The wording of the sentences that make any of the moves."""
        spans = sorted({(it.start, it.end) for it in self.moves if it.move in moves})
        return wording(" ".join(self.text[start:end] for start, end in spans), self.language)

    def to(self, person: str) -> "Reply":
        """The part of the reply that is directed at one of two counterparts."""
        mine = tuple(found for found in self.moves if person in found.to)
        if len(mine) == len(self.moves):
            return self
        text, moved = "", dict[tuple[int, int], int]()
        for start, end in sorted({(found.start, found.end) for found in mine}):
            text = f"{text} {self.text[start:end]}" if text else self.text[start:end]
            moved[start, end] = len(text) - end
        there = (
            replace(it, start=it.start + by, end=it.end + by)
            for it in mine
            for by in [moved[it.start, it.end]]
        )
        return Reply(text, tuple(there), self.language)


@lru_cache(maxsize=64)
def _answered(reply: Reply) -> frozenset[Move]:
    if only_signals("deal", reply.text, reply.language) and reply.text.rstrip().endswith("?"):
        return (reply.kinds - _ASKED) | {Move.PROPOSE}
    rest = frozenset(it.move for it in reply.moves if it.move not in _ASKED or not _is_tag(reply, it))
    if Move.CLOSE in rest and rest <= _AT_THE_DOOR:
        return frozenset({Move.CLOSE})
    return rest if rest & _PUT_FORWARD else reply.kinds


def _is_tag(reply: Reply, found: FoundMove) -> bool:
    said = reply.text[found.start : found.end]
    return any(signals(it, said, reply.language) for it in ("agree", "step", "tag"))
