"""Which model points some sentences say: by meaning and by words, and not where a sentence says the opposite.

Likeness is a logistic regression on the cosine of sentence vectors and the share of a wording's words that
the sentence has, rarer ones counting more. It was fitted on the development half of evals/assignments, where
the thresholds were chosen too (docs/evaluation.md).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BIAS, COSINE, WORDS = -6.0, 7.0, 4.0
FOUND, PERHAPS = 0.6, 0.4
"""From which likeness on a point is found, and perhaps found."""
OPPOSED = 0.4
"""The share of the shared words, by rarity, that must stand the other way round for a denial."""
PAIR = 0.05
"""How much likelier two sentences together must be than the better one alone."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning: what it is found by, what its opposites are found by, and its place.

    keys are stems, those of translations included; denied is true where the sentence denies it.
    """

    keys: frozenset[str]
    opposites: frozenset[str] = frozenset()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence made ready for comparing; vector has length 1."""

    vector: Floats
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A model point made ready for comparing: its statement and its other wordings."""

    id: str
    wordings: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely a sentence says a point (0–1), and whether it says the opposite of it instead."""

    value: float
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The sentences, first to last, that come nearest to a point, and how surely they say it.

    first is -1 where there is no sentence at all.
    """

    point: str
    first: int
    last: int
    likeness: Likeness


def cover(
    points: Sequence[Point], sentences: Sequence[Sentence], joined: Sequence[bool] = ()
) -> tuple[Match, ...]:
    """What comes nearest to each point: one sentence, or two in a row where joined says that they belong.

    joined has an entry for each sentence: whether it goes on from the one before. What says the opposite of a
    point never counts for it, and is given only where nothing else comes near.
    """
    weights = rarities(points)
    together = [*joined, *[False] * (len(sentences) - len(joined))]
    return tuple(_nearest(point, sentences, together, weights) for point in points)


def _nearest(
    point: Point, sentences: Sequence[Sentence], joined: Sequence[bool], weights: Mapping[str, float]
) -> Match:
    best = denied = Match(point.id, -1, -1, Likeness(0.0))
    for match in _matches(point, sentences, joined, weights):
        handicap = PAIR if match.first != match.last else 0.0
        if match.likeness.denied:
            denied = max(denied, match, key=lambda it: it.likeness.value)
        elif match.likeness.value - handicap > best.likeness.value:
            best = match
    return denied if best.likeness.value < PERHAPS <= denied.likeness.value else best


def _matches(
    point: Point, sentences: Sequence[Sentence], joined: Sequence[bool], weights: Mapping[str, float]
) -> Iterator[Match]:
    for number, sentence in enumerate(sentences):
        yield Match(point.id, number, number, likeness(point, sentence, weights))
    for number in range(1, len(sentences)):
        if joined[number]:
            both = beside(sentences[number - 1], sentences[number])
            yield Match(point.id, number - 1, number, likeness(point, both, weights))


def beside(one: Sentence, other: Sentence) -> Sentence:
    """Two sentences read as one."""
    total = one.vector + other.vector
    vector: Floats = total / max(float(np.linalg.norm(total)), 1e-9)
    return Sentence(vector, (*one.words, *other.words))


def likeness(point: Point, sentence: Sentence, weights: Mapping[str, float]) -> Likeness:
    """How surely a sentence says a point, by the wording that it is most like."""
    return max(
        (_like(wording, sentence, weights) for wording in point.wordings),
        key=lambda it: it.value,
        default=Likeness(0.0),
    )


def _like(wording: Sentence, sentence: Sentence, weights: Mapping[str, float]) -> Likeness:
    cosine = float(wording.vector @ sentence.vector)
    held, opposed, total = _shared(wording, sentence, weights)
    z = BIAS + COSINE * cosine + WORDS * held / max(total, 1e-9)
    return Likeness(float(1 / (1 + np.exp(-z))), denied=held > 0 and opposed / held >= OPPOSED)


def _shared(
    wording: Sentence, sentence: Sentence, weights: Mapping[str, float]
) -> tuple[float, float, float]:
    """The weight of the wording's words that the sentence has, of those turned round in it, and of all."""
    held = opposed = total = 0.0
    for word in wording.words:
        weight = max((weights.get(key, 1.0) for key in word.keys), default=1.0)
        total += weight
        same = [it for it in sentence.words if it.keys & word.keys]
        turned = [it for it in sentence.words if it.keys & word.opposites] if not same else []
        if same or turned:
            held += weight
            agrees = any(it.denied == word.denied for it in same)
            agrees = agrees or any(it.denied != word.denied for it in turned)
            opposed += 0.0 if agrees else weight
    return held, opposed, total


def rarities(points: Sequence[Point]) -> dict[str, float]:
    """What each key counts: 1 where one point alone has it, less for a word of several points."""
    counts = Counter(
        key
        for point in points
        for key in {key for it in point.wordings for word in it.words for key in word.keys}
    )
    return {key: 1 / count**0.5 for key, count in counts.items()}
