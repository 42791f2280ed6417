"""How well each sentence of the found passages answers a question."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from tutor.course.analysis import Analyzer, words
from tutor.course.chunking import header
from tutor.course.cues import Kind, fits, idle, is_item
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
        Kind.HOW: 0.12,
        Kind.COMPARISON: 0.08,
        Kind.DECISION: 0.04,
    }
)
"""What a sentence gains that looks like the kind of answer asked for."""
FURTHEST = 6.0
"""How far behind the best passage another one may count as, in fused scores."""
RECALLED = 0.4
"""What a word of an earlier question counts beside those of the follow-up: it found the passage already."""
IDLE = -0.15
"""What a sentence loses that asks or announces."""
SHORTEST_LIST = 3
"""Items that make a list."""
SAID = -0.5
"""What a sentence loses that the tutor quoted just before."""
TITLED = 0.25
"""What an item gains when a list is asked for and its heading says all that is asked."""


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
            behind = min(float(fused[rows[0]] - fused[row]), FURTHEST)
            scored += self._row(found.query, row, wanted, -0.05 * behind - 0.02 * rank)
        return sorted(scored, key=lambda one: (-one.score, one.row, one.number))

    def listing(self, found: Found) -> int | None:
        """The row behind the best one whose heading names what it lists, in the question's own plural."""
        asked = {word for word in words(found.query.text) if len(word) > 4 and word.endswith(("s", "n"))}
        for row in found.rows[1:4]:
            chunk = self._snapshot.chunks[row]
            first, last = self._snapshot.sentences_of(row)
            spans = self._snapshot.spans[first:last].tolist()
            items = sum(is_item(chunk.text[start:end]) for start, end in spans)
            if items >= SHORTEST_LIST and asked & set(words(header(chunk.title, chunk.place))):
                return row
        return None

    def _row(self, query: Query, row: int, wanted: frozenset[Kind], prior: float) -> list[Scored]:
        snapshot = self._snapshot
        first, last = snapshot.sentences_of(row)
        chunk = snapshot.chunks[row]
        cosines = np.asarray(snapshot.sentences[first:last], np.float32) @ query.vector
        weights = snapshot.grams.rarity(query.grams) * query.gram_weights
        letters = dict(zip(query.grams.tolist(), weights.tolist(), strict=True))
        rarities = [
            float(snapshot.stems.rarity(group.terms).max(initial=0.0)) * (RECALLED if group.recalled else 1.0)
            for group in query.groups
        ]
        groups = [
            dict(zip(group.terms.tolist(), group.weights.tolist(), strict=True)) for group in query.groups
        ]
        heading = frozenset(
            stem_terms(header(chunk.title, chunk.place), self._analyzers[chunk.language]).tolist()
        )
        titled = TITLED * covered(groups, rarities, heading) if Kind.LIST in wanted else 0.0
        scored = []
        for number, (start, end) in enumerate(snapshot.spans[first:last].tolist()):
            stems, grams = self._terms(row)[number]
            held = 0.6 * covered(groups, rarities, stems) + 0.4 * covered(groups, rarities, stems | heading)
            score = 0.8 * float(cosines[number]) + 0.6 * held + 0.6 * share(letters, grams) + prior
            sentence = chunk.text[start:end]
            score += sum(CUES[kind] for kind in fits(sentence, wanted)) + (IDLE if idle(sentence) else 0.0)
            score += (titled if is_item(sentence) else 0.0) + (SAID if sentence in query.told else 0.0)
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


def covered(groups: Sequence[Mapping[int, float]], rarities: Sequence[float], terms: frozenset[int]) -> float:
    """The share of the question's words, by rarity, that have one of the terms; a weaker term counts less."""
    total = sum(rarities)
    held = (
        rarity * max((weight for term, weight in group.items() if term in terms), default=0.0)
        for group, rarity in zip(groups, rarities, strict=True)
    )
    return sum(held) / total if total else 0.0


def share(wanted: Mapping[int, float], own: frozenset[int]) -> float:
    """The weight of the wanted terms that are among own, of all weight."""
    total = sum(wanted.values())
    return sum(weight for term, weight in wanted.items() if term in own) / total if total else 0.0
