"""How alike two short texts are in meaning, in any of the languages that the course or the learner speaks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.course.query import Group, Query, QueryReader
from tutor.course.snapshot import Snapshot
from tutor.language import sentences

_JOINTS = re.compile(r"[,;:\n•]+|\s[-–—]\s|^\s*\(?\d{1,2}[.)]\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Alike:
    """How far one text says what another does, each 0 to 1.

    words is the share of the other's words, by rarity, that the text has in some form; back the share of its
    own words that the other has; meaning is the cosine of the two.
    """

    words: float
    back: float
    meaning: float


class Likeness:
    """Compares texts with the words and the vectors by which one course is searched."""

    def __init__(self, snapshot: Snapshot, reader: QueryReader) -> None:
        self._snapshot = snapshot
        self._reader = reader

    def read(self, text: str, language: str) -> Query:
        """A text as it is compared."""
        return self._reader.read(text, language)

    def alike(self, said: Query, told: Query, besides: frozenset[str] = frozenset()) -> Alike:
        """How far said says what told does; words in besides count for nothing."""
        own = [group for group in said.groups if group.word not in besides]
        other = [group for group in told.groups if group.word not in besides]
        return Alike(
            words=self._covered(other, _terms(own)),
            back=self._covered(own, _terms(other)),
            meaning=float(np.clip(said.vector @ told.vector, 0.0, 1.0)),
        )

    def _covered(self, groups: Sequence[Group], terms: Mapping[int, float]) -> float:
        """The share of the words, by rarity, that have one of the terms."""
        total = held = 0.0
        for group in groups:
            rarity = float(self._snapshot.stems.rarity(group.terms).max(initial=0.0))
            pairs = zip(group.terms.tolist(), group.weights.tolist(), strict=True)
            total += rarity
            held += rarity * max((weight * terms.get(term, 0.0) for term, weight in pairs), default=0.0)
        return held / total if total else 0.0


def pieces(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text and the parts of them that a comma or a list mark sets apart."""
    found: dict[str, None] = {}
    for start, end in sentences(text, language):
        whole = text[start:end]
        found.setdefault(whole)
        for part in _JOINTS.split(whole):
            if re.search(r"\w", part):
                found.setdefault(part.strip())
    return tuple(found)


def _terms(groups: Sequence[Group]) -> dict[int, float]:
    """What the words stand for, each with the most that one of them counts."""
    found: dict[int, float] = {}
    for group in groups:
        for term, weight in zip(group.terms.tolist(), group.weights.tolist(), strict=True):
            found[term] = max(found.get(term, 0.0), weight)
    return found
