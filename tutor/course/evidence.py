"""How well each sentence of the found passages answers a question."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from tutor.course.analysis import Analyzer
from tutor.course.chunking import header
from tutor.course.cues import Kind, fits
from tutor.course.query import Query
from tutor.course.retriever import Found
from tutor.course.snapshot import Snapshot, gram_terms, stem_terms

CUES = MappingProxyType(
    {
        Kind.REASON: 0.15,
        Kind.EXAMPLE: 0.15,
        Kind.AMOUNT: 0.18,
        Kind.PERSON: 0.09,
        Kind.DEFINITION: 0.12,
        Kind.LIST: 0.08,
    }
)
"""What a sentence gains that looks like the kind of answer asked for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a chunk, ``chunk.text[start:end]``, with how well it answers; number counts there."""

    row: int
    number: int
    start: int
    end: int
    score: float


class Weigher:
    """Weighs the sentences of one course against questions."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._analyzers = {code: Analyzer(code, known) for code, known in snapshot.vocabulary.items()}
        self._terms = functools.lru_cache(maxsize=4096)(self._read)

    def weigh(self, found: Found, wanted: frozenset[Kind] = frozenset(), most: int = 6) -> list[Scored]:
        """The sentences of the best rows, the best first; wanted is the kind of answer that is asked for."""
        rows = found.rows[:most]
        fused = found.signals.fused
        scored = []
        for rank, row in enumerate(rows):
            behind = float(fused[rows[0]] - fused[row])
            scored += self._row(found.query, row, wanted, -0.05 * behind - 0.02 * rank)
        return sorted(scored, key=lambda one: (-one.score, one.row, one.number))

    def _row(self, query: Query, row: int, wanted: frozenset[Kind], prior: float) -> list[Scored]:
        snapshot = self._snapshot
        first, last = snapshot.sentences_of(row)
        chunk = snapshot.chunks[row]
        cosines = np.asarray(snapshot.sentences[first:last], np.float32) @ query.vector
        weights = snapshot.grams.rarity(query.grams) * query.gram_weights
        letters = dict(zip(query.grams.tolist(), weights.tolist(), strict=True))
        rarities = [float(snapshot.stems.rarity(group).max(initial=0.0)) for group in query.groups]
        groups = [frozenset(group.tolist()) for group in query.groups]
        heading = frozenset(
            stem_terms(header(chunk.title, chunk.place), self._analyzers[chunk.language]).tolist()
        )
        scored = []
        for number, (start, end) in enumerate(snapshot.spans[first:last].tolist()):
            stems, grams = self._terms(row)[number]
            words = 0.6 * covered(groups, rarities, stems) + 0.4 * covered(groups, rarities, stems | heading)
            score = 0.8 * float(cosines[number]) + 0.6 * words + 0.6 * share(letters, grams) + prior
            score += sum(CUES[kind] for kind in fits(chunk.text[start:end], wanted))
            scored.append(Scored(row, number, start, end, score))
        return scored

    def _read(self, row: int) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
        """The stems and the n-grams of every sentence of a row, kept for the next question."""
        chunk, (first, last) = self._snapshot.chunks[row], self._snapshot.sentences_of(row)
        analyzer = self._analyzers[chunk.language]
        texts = [chunk.text[start:end] for start, end in self._snapshot.spans[first:last].tolist()]
        return tuple(
            (frozenset(stem_terms(text, analyzer).tolist()), frozenset(gram_terms(text, analyzer).tolist()))
            for text in texts
        )


def covered(groups: Sequence[frozenset[int]], rarities: Sequence[float], terms: frozenset[int]) -> float:
    """The share of the question's words, by rarity, that have a term among terms."""
    total = sum(rarities)
    held = sum(rarity for group, rarity in zip(groups, rarities, strict=True) if not group.isdisjoint(terms))
    return held / total if total else 0.0


def share(wanted: Mapping[int, float], own: frozenset[int]) -> float:
    """The weight of the wanted terms that are among own, of all weight."""
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in own) / total if total else 0.0
