"""How well each sentence of the found passages answers a question."""

import functools
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from tutor.course.analysis import Analyzer, Hashes
from tutor.course.chunking import header
from tutor.course.cues import Kind, fits
from tutor.course.query import Query
from tutor.course.retriever import Found
from tutor.course.snapshot import Snapshot, gram_terms, stem_terms
from tutor.embeddings import Floats

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
        rarities = [float(snapshot.stems.rarity(group).max(initial=0.0)) for group in query.groups]
        weights = snapshot.grams.rarity(query.grams) * query.gram_weights
        heading = stem_terms(header(chunk.title, chunk.place), self._analyzers[chunk.language])
        scored = []
        for number, (start, end) in enumerate(snapshot.spans[first:last].tolist()):
            stems, letters_of = self._terms(row)[number]
            words = 0.6 * covered(query.groups, rarities, stems)
            words += 0.4 * covered(query.groups, rarities, np.concatenate([stems, heading]))
            letters = share(query.grams, weights, letters_of)
            score = 0.8 * float(cosines[number]) + 0.6 * words + 0.6 * letters + prior
            score += sum(CUES[kind] for kind in fits(chunk.text[start:end], wanted))
            scored.append(Scored(row, number, start, end, score))
        return scored

    def _read(self, row: int) -> tuple[tuple[Hashes, Hashes], ...]:
        """The stems and the n-grams of every sentence of a row, kept for the next question."""
        chunk, (first, last) = self._snapshot.chunks[row], self._snapshot.sentences_of(row)
        analyzer = self._analyzers[chunk.language]
        texts = [chunk.text[start:end] for start, end in self._snapshot.spans[first:last].tolist()]
        return tuple((stem_terms(text, analyzer), gram_terms(text, analyzer)) for text in texts)


def covered(groups: tuple[Hashes, ...], rarities: list[float], terms: Hashes) -> float:
    """The share of the question's words, by rarity, that have a term among terms."""
    total = sum(rarities)
    held = sum(rarity for group, rarity in zip(groups, rarities, strict=True) if np.isin(group, terms).any())
    return held / total if total else 0.0


def share(wanted: Hashes, weights: Floats, own: Hashes) -> float:
    """The weight of the wanted terms that are among own, of all weight."""
    total = float(weights.sum())
    return float(weights[np.isin(wanted, own)].sum()) / total if total else 0.0
