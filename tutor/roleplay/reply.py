"""A learner's reply as the counterpart hears it: the words, and the moves found in them."""

from dataclasses import dataclass

from tutor.domain.move import FoundMove, Move


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner said and the moves found in it."""

    text: str
    moves: tuple[FoundMove, ...]

    @property
    def kinds(self) -> frozenset[Move]:
        return frozenset(found.move for found in self.moves)

    def to(self, person: str) -> "Reply":
        """The part of the reply that is directed at one of two counterparts."""
        mine = tuple(found for found in self.moves if person in found.to)
        if len(mine) == len(self.moves):
            return self
        spans = sorted({(found.start, found.end) for found in mine})
        return Reply(" ".join(self.text[start:end] for start, end in spans), mine)
