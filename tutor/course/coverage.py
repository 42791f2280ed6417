"""Whether a course covers a question: a few figures of the search, weighed by a logistic regression."""

import functools
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from tutor.course.analysis import Analyzer, hashed
from tutor.course.chunking import header
from tutor.course.query import Group, Query
from tutor.course.signals import Found
from tutor.course.snapshot import Snapshot, stem_terms
from tutor.domain.course import Coverage
from tutor.embeddings.embedder import Floats

BIAS = -10.2
WEIGHTS = (6.5, 6.5, 2.2, 1.6, 1.6, 2.0, 1.6)
"""For the figures in their order; learned on the development sets (docs/evaluation.md)."""
THRESHOLD = 0.4
"""For a language in which the course was not calibrated."""
PARTLY = 0.12
"""How far above the threshold a question is still only partly covered."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What tells a covered question from a foreign one; each is about 0 to 1.

    passage and sentence are the highest cosines; words is the share of the question's words, by rarity, in
    the passage that has most of them, known the share that the course has at all; letters is the share of the
    question's character n-grams in one passage; margin is how far the best passage stands out; title is the
    share of its words in the heading path of one passage.
    """

    passage: float
    sentence: float
    words: float
    known: float
    letters: float
    margin: float
    title: float


def figures(snapshot: Snapshot, found: Found) -> Figures:
    """The figures of a search."""
    if not found.rows:
        return Figures(0, 0, 0, 0, 0, 0, 0)
    scores, rows = found.signals.scores, list(found.rows[:5])
    query = found.query
    groups = [group for group in query.groups if group.topical] or list(query.groups)
    rarities = np.array([float(snapshot.stems.rarity(group.terms).max(initial=0.0)) for group in groups])
    held = np.array([_held(snapshot, group, rows) for group in groups], np.float32).reshape(-1, len(rows))
    total = max(float(rarities.sum()), 1e-6)
    known = sum(float(r) * _known(snapshot, group) for r, group in zip(rarities, groups, strict=True))
    fused = found.signals.fused[np.array(found.rows[:10])]
    return Figures(
        passage=float(scores["dense"].max()),
        sentence=float(scores["sentence"].max()),
        words=float((rarities @ held).max()) / total if groups else 0.0,
        known=known / total,
        letters=_letters(snapshot, query, rows),
        margin=float(np.tanh((fused[0] - fused.mean()) / 4)),
        title=max(_titled(snapshot, groups, rarities, row) for row in rows) / total,
    )


def _titled(snapshot: Snapshot, groups: Sequence[Group], rarities: Floats, row: int) -> float:
    """How much of the question's words, by rarity, stands in the headings of a passage."""
    chunk = snapshot.chunks[row]
    there = _title_terms(header(chunk.title, chunk.place), chunk.language)
    held = (
        max(
            (float(w) for t, w in zip(group.terms.tolist(), group.weights, strict=True) if t in there),
            default=0.0,
        )
        for group in groups
    )
    return float(sum(rarity * one for rarity, one in zip(rarities, held, strict=True)))


@functools.lru_cache(maxsize=10_000)
def _title_terms(title: str, language: str) -> frozenset[int]:
    return frozenset(stem_terms(title, Analyzer(language, {})).tolist())


def _held(snapshot: Snapshot, group: Group, rows: Sequence[int]) -> list[float]:
    """How surely each row holds a word: the weight of its strongest term there."""
    found = [0.0] * len(rows)
    for at, weight in zip(snapshot.stems.find(group.terms), group.weights, strict=True):
        own = snapshot.stems.of(int(at))[0] if at >= 0 else np.zeros(0, np.int32)
        for number, row in enumerate(rows if len(own) else ()):
            place = int(np.searchsorted(own, row))
            if place < len(own) and own[place] == row:
                found[number] = max(found[number], float(weight))
    return found


def _known(snapshot: Snapshot, group: Group) -> float:
    """How surely the course has a word at all."""
    there = snapshot.stems.find(group.terms) >= 0
    return float(group.weights[there].max(initial=0.0))


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


def only_abroad(snapshot: Snapshot, query: Query, language: str) -> bool:
    """Whether a word of the question stands, as it is, in documents of other languages only."""
    return any(
        group.topical
        and not group.recalled
        and not _written(snapshot, group.word, language)
        and any(_written(snapshot, group.word, code) for code in snapshot.languages if code != language)
        for group in query.groups
    )


def _written(snapshot: Snapshot, word: str, language: str) -> bool:
    own = Analyzer(language, snapshot.vocabulary[language])
    return bool((snapshot.stems.find(hashed(f"{language}:{term}" for term in own.terms(word))) >= 0).any())
