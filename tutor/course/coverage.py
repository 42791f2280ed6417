"""Whether a course covers a question: a few figures of the search, weighed by a logistic regression."""

from dataclasses import astuple, dataclass

import numpy as np

from tutor.course.analysis import Hashes
from tutor.course.query import Query
from tutor.course.retriever import Found
from tutor.course.snapshot import Snapshot
from tutor.domain.course import Coverage

BIAS = -7.2
WEIGHTS = (3.9, 3.8, 1.9, 1.9, 1.5, 0.9)
"""For the figures in their order; learned on the development sets (docs/evaluation.md)."""
THRESHOLD = 0.5
"""For a language in which the course was not calibrated."""
PARTLY = 0.12
"""How far above the threshold a question is still only partly covered."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What tells a covered question from a foreign one; each is about 0 to 1.

    passage and sentence are the highest cosines; words is the share of the question's words, by rarity, in
    the passage that has most of them, known the share that the course has at all; letters is the share of the
    question's character n-grams in one passage; margin is how far the best passage stands out.
    """

    passage: float
    sentence: float
    words: float
    known: float
    letters: float
    margin: float


def figures(snapshot: Snapshot, found: Found) -> Figures:
    """The figures of a search."""
    if not found.rows:
        return Figures(0, 0, 0, 0, 0, 0)
    scores, rows = found.signals.scores, list(found.rows[:5])
    query = found.query
    rarities = np.array([float(snapshot.stems.rarity(group).max(initial=0.0)) for group in query.groups])
    held = np.array([[_holds(snapshot, group, row) for row in rows] for group in query.groups], np.float32)
    total = max(float(rarities.sum()), 1e-6)
    known = sum(
        float(r) for r, g in zip(rarities, query.groups, strict=True) if (snapshot.stems.find(g) >= 0).any()
    )
    fused = found.signals.fused[np.array(found.rows[:10])]
    return Figures(
        passage=float(scores["dense"].max()),
        sentence=float(scores["sentence"].max()),
        words=float((rarities @ held).max()) / total if len(query.groups) else 0.0,
        known=known / total,
        letters=_letters(snapshot, query, rows),
        margin=float(np.tanh((fused[0] - fused.mean()) / 4)),
    )


def _holds(snapshot: Snapshot, group: Hashes, row: int) -> bool:
    return any(row in snapshot.stems.of(int(at))[0] for at in snapshot.stems.find(group) if at >= 0)


def _letters(snapshot: Snapshot, query: Query, rows: list[int]) -> float:
    """The largest share of the question's n-grams, by rarity, that one of the rows holds."""
    weights = snapshot.grams.rarity(query.grams) * query.gram_weights
    held = np.zeros(len(rows), np.float32)
    wanted = np.array(rows, np.int32)
    for at, weight in zip(snapshot.grams.find(query.grams), weights, strict=True):
        if at >= 0:
            own, _ = snapshot.grams.of(int(at))
            places = np.minimum(np.searchsorted(own, wanted), len(own) - 1)
            held += weight * (own[places] == wanted)
    total = float(weights.sum())
    return float(held.max()) / total if total else 0.0


def confidence(one: Figures) -> float:
    """How surely the course covers the question, 0 to 1."""
    z = BIAS + float(np.dot(WEIGHTS, astuple(one)))
    return float(1 / (1 + np.exp(-z)))


def judge(snapshot: Snapshot, found: Found) -> tuple[Coverage, float]:
    """How far the course covers the question, by its own threshold, and how surely."""
    sure = confidence(figures(snapshot, found))
    threshold = snapshot.thresholds.get(found.query.language, THRESHOLD)
    if sure < threshold:
        return Coverage.NOT_COVERED, sure
    return (Coverage.COVERED if sure >= threshold + PARTLY else Coverage.PARTLY), sure
