"""The signals that a passage is found by, each a score for every row, and their one fusion."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tutor.course.query import Query
from tutor.course.snapshot import Snapshot
from tutor.embeddings.embedder import Floats

CANDIDATES = 150
"""How many of the best rows of each signal have their sentences compared."""

WEIGHTS = MappingProxyType({"dense": 0.6, "sentence": 1.0, "stems": 0.7, "grams": 0.9})
"""Chosen on the development sets (docs/evaluation.md, ablation)."""
DOCUMENT = 0.15
"""What the three best passages of its document add to a passage."""


@dataclass(frozen=True, slots=True)
class Signals:
    """The scores of every row by the name of the signal; sentence is -1 for rows that are no candidates."""

    scores: dict[str, Floats]
    fused: Floats

    def best(self, count: int) -> NDArray[np.int64]:
        """The best rows, best first; rows without any score are left out."""
        return top(self.fused, count)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows found for a query, best first, with everything they were found by."""

    query: Query
    rows: tuple[int, ...]
    signals: Signals


def signals(snapshot: Snapshot, query: Query, allowed: NDArray[np.bool_] | None = None) -> Signals:
    """All signals of a query and their fusion; rows that are not allowed are as if they were not there."""
    scores = {
        "dense": dense(snapshot, query),
        "stems": stems(snapshot, query),
        "grams": letters(snapshot, query),
    }
    if allowed is not None:
        scores = {name: np.where(allowed, score, score.min()) for name, score in scores.items()}
    rows = np.unique(np.concatenate([top(score, CANDIDATES) for score in scores.values()]))
    rows = rows if allowed is None else rows[allowed[rows]]
    scores["sentence"] = sentence(snapshot, query, rows)
    return Signals(scores, with_document(snapshot, fuse(scores, rows, query.trust), rows))


def dense(snapshot: Snapshot, query: Query) -> Floats:
    """Cosine of the question and each passage."""
    found: Floats = snapshot.vectors @ query.vector
    return found


def stems(snapshot: Snapshot, query: Query) -> Floats:
    """BM25 over stems, parts of compounds and translations."""
    return snapshot.stems.score(query.terms, query.weights)


def letters(snapshot: Snapshot, query: Query) -> Floats:
    """BM25 over character 5-grams: inflections, compounds, slips and related languages."""
    return snapshot.grams.score(query.grams, query.gram_weights)


def sentence(snapshot: Snapshot, query: Query, rows: NDArray[np.int64]) -> Floats:
    """Cosine of the question and the nearest sentence of each candidate row."""
    scores = np.full(len(snapshot.chunks), -1.0, np.float32)
    bounds = [snapshot.sentences_of(int(row)) for row in rows]
    flat = np.concatenate([np.arange(*bound) for bound in bounds]) if bounds else np.zeros(0, np.int64)
    if len(flat):
        cosines = snapshot.sentences[flat].astype(np.float32) @ query.vector
        owners = np.repeat(rows, [end - start for start, end in bounds])
        np.maximum.at(scores, owners, cosines)
    return scores


def fuse(scores: dict[str, Floats], rows: NDArray[np.int64], trust: float = 1.0) -> Floats:
    """The weighted sum of the signals' standard scores among the candidate rows; others get -inf."""
    fused = np.full(len(next(iter(scores.values()))), -np.inf, np.float32)
    total = np.zeros(len(rows), np.float32)
    for name, weight in WEIGHTS.items():
        own = scores[name][rows]
        weight *= trust if name in ("dense", "sentence") else 1.0
        total += weight * (own - own.mean()) / max(float(own.std()), 1e-6) if len(own) else 0.0
    fused[rows] = total
    return fused


def with_document(snapshot: Snapshot, fused: Floats, rows: NDArray[np.int64]) -> Floats:
    """Fused scores raised by how well the best passages of the same document do."""
    own: dict[str, list[float]] = {}
    for row in rows:
        own.setdefault(snapshot.chunks[row].document, []).append(float(fused[row]))
    means = {document: float(np.mean(sorted(found)[-3:])) for document, found in own.items()}
    raised = fused.copy()
    raised[rows] += np.array([DOCUMENT * means[snapshot.chunks[row].document] for row in rows], np.float32)
    return raised


def top(scores: Floats, count: int) -> NDArray[np.int64]:
    """The rows with the highest scores, highest first, ties by row."""
    count = min(count, len(scores))
    if not count:
        return np.zeros(0, np.int64)
    chosen = np.argpartition(-scores, count - 1)[:count]
    ordered: NDArray[np.int64] = chosen[np.lexsort((chosen, -scores[chosen]))]
    return ordered[np.isfinite(scores[ordered])]
