"""BM25 over hashed terms: arrays on disk that are searched as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.course.analysis import Hashes

Floats = NDArray[np.float32]
K1, B = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Postings:
    """For each term (sorted) the rows that hold it and its BM25 weight there (Robertson & Zaragoza 2009).

    idf is that of the term; ends[i] is where the rows of term i stop.
    """

    terms: Hashes
    ends: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Floats
    idf: Floats
    size: int

    @classmethod
    def build(cls, documents: Iterable[Hashes], k1: float = K1, b: float = B) -> "Postings":
        """Postings of documents given as their terms with repetition, each looked at once."""
        parts = [(len(document), *np.unique(document, return_counts=True)) for document in documents]
        size = len(parts)
        lengths = np.array([length for length, *_ in parts], np.float32)
        owners = np.repeat(np.arange(size, dtype=np.int32), [len(terms) for _, terms, _ in parts])
        flat = np.concatenate([np.zeros(0, np.uint64), *(terms for _, terms, _ in parts)])
        counts = np.concatenate(
            [np.zeros(0, np.uint8), *(np.minimum(c, 255).astype(np.uint8) for *_, c in parts)]
        )
        del parts
        order = np.argsort(flat, kind="stable")
        flat, owners, counts = flat[order], owners[order], counts[order]
        del order
        terms, first, frequency = np.unique(flat, return_index=True, return_counts=True)
        del flat
        idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
        longness = (1 - b + b * lengths / max(1.0, float(lengths.mean()) if size else 1.0)).astype(np.float32)
        held = counts.astype(np.float32)
        weights = (
            held * np.float32(k1 + 1) / (held + np.float32(k1) * longness[owners]) * np.repeat(idf, frequency)
        )
        return cls(terms, (first + frequency).astype(np.int64), owners, weights.astype(np.float32), idf, size)

    def find(self, terms: Hashes) -> NDArray[np.int64]:
        """The position of each term, -1 where no row holds it."""
        if not len(self.terms):
            return np.full(len(terms), -1, np.int64)
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[at] == terms, at, -1)

    def score(self, terms: Hashes, weights: Floats | None = None) -> Floats:
        """The BM25 score of every row for the terms, each term weighted."""
        scores = np.zeros(self.size, np.float32)
        for number, at in enumerate(self.find(terms)):
            if at >= 0:
                rows, values = self.of(int(at))
                scores[rows] += values if weights is None else values * weights[number]
        return scores

    def of(self, at: int) -> tuple[NDArray[np.int32], Floats]:
        """The rows of the term at a position and its weights there."""
        first = int(self.ends[at - 1]) if at else 0
        return self.rows[first : self.ends[at]], self.weights[first : self.ends[at]]

    def rarity(self, terms: Hashes) -> Floats:
        """The idf of each term; that of a term in no row for the unknown ones."""
        at = self.find(terms)
        unseen = np.float32(np.log1p((self.size + 0.5) / 0.5))
        return np.where(at >= 0, self.idf[np.maximum(at, 0)] if len(self.idf) else unseen, unseen).astype(
            np.float32
        )

    def arrays(self) -> Mapping[str, NDArray[np.generic]]:
        """What has to be kept to have these postings again."""
        parts = ("terms", "ends", "rows", "weights", "idf")
        return {part: getattr(self, part) for part in parts}
