"""Which model points some sentences say: by meaning and by words, and not where a sentence says the opposite.

Likeness is a logistic regression on four figures: the cosine of sentence vectors, how far that is above the
cosine with any other point, the share of a wording's words that the sentence has, and how many words of all
wordings it has, rarer ones counting more. Both fits come from the texts of evals/assignments that were tuned
on. From a threshold of .59 on 85 in 100 points that are found in them are there, and FOUND is a little
higher; in others fewer are (docs/evaluation.md), so that a learner reads "probably" for found.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MOST_WORDS = 2.5
"""Beyond so much weight further words of a point make no difference."""
FOUND, PERHAPS = 0.62, 0.35
"""From which likeness on a model point with its wordings is found in a text, and perhaps found."""
OPPOSED = 0.4
"""The share of the shared words, by rarity, that must stand the other way round for a denial."""
ALONE = 0.35
"""What stands in for the cosine with other points where there are none."""
NEARLY = 0.5
"""From which share of the best likeness on a wording has a say in whether the sentence denies the point."""
DENIABLE = 0.2
"""The least share of a wording's words that a sentence must have to deny it: a word or two are no denial."""
PAIR = 0.05
"""How much likelier two sentences together must be than the better one alone."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What each figure counts towards likeness."""

    bias: float
    cosine: float
    lead: float
    share: float
    words: float


BRIEF = Fit(-5.87, 6.18, 5.38, 4.94, 1.05)
"""For points that are told in a sentence or two, as in a quiz."""
WORDED = Fit(-4.81, 4.95, 3.86, 1.68, 1.09)
"""For model points with several wordings, and with sentences that miss them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries meaning: what it is found by, what its opposites are found by, and its place.

    keys are stems, those of translations included; denied is true where the sentence denies it; clause counts
    the clauses of the sentence from 0.
    """

    keys: frozenset[str]
    opposites: frozenset[str] = frozenset()
    denied: bool = False
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence made ready for comparing; vector has length 1."""

    vector: Floats
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A model point made ready: its statement and its other wordings, and sentences that go against it."""

    id: str
    wordings: tuple[Sentence, ...]
    against: tuple[Sentence, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Held:
    """What a sentence shares with a wording: the weight of the words in both, of those that stand the other
    way round in the sentence, and of all words of the wording."""

    both: float
    opposed: float
    all: float

    @property
    def share(self) -> float:
        return self.both / max(self.all, 1e-9)


def cover(
    points: Sequence[Point], sentences: Sequence[Sentence], joined: Sequence[bool] = ()
) -> tuple[Match, ...]:
    """What comes nearest to each point: one sentence, or two in a row where joined says that they belong.

    joined has an entry for each sentence: whether it goes on from the one before. What says the opposite of a
    point never counts for it. It is given only where nothing else comes near and one sentence by itself is as
    near as what is found: nobody should read that they said the opposite when they did not.
    """
    weights = rarities(points)
    places = [(number, number, sentence) for number, sentence in enumerate(sentences)]
    for number in range(1, min(len(sentences), len(joined))):
        if joined[number]:
            places.append((number - 1, number, beside(sentences[number - 1], sentences[number])))
    cosines = [[_cosine(point.wordings, sentence) for point in points] for *_, sentence in places]
    rivals = [
        [max((*row[:at], *row[at + 1 :]), default=ALONE) for at in range(len(points))] for row in cosines
    ]
    return tuple(
        _nearest(point, places, weights, [row[at] for row in rivals]) for at, point in enumerate(points)
    )


def _cosine(wordings: Sequence[Sentence], sentence: Sentence) -> float:
    return max((float(wording.vector @ sentence.vector) for wording in wordings), default=0.0)


def _nearest(
    point: Point,
    places: Sequence[tuple[int, int, Sentence]],
    weights: Mapping[str, float],
    rivals: Sequence[float],
) -> Match:
    best = denied = Match(point.id, -1, -1, Likeness(0.0))
    for (first, last, sentence), rival in zip(places, rivals, strict=True):
        match = Match(point.id, first, last, worded(point, sentence, weights, rival))
        handicap = PAIR if first != last else 0.0
        if match.likeness.denied:
            denied = max(denied, match, key=lambda it: it.likeness.value) if first == last else denied
        elif match.likeness.value - handicap > best.likeness.value:
            best = match
    return denied if best.likeness.value < PERHAPS and denied.likeness.value >= FOUND else best


def beside(one: Sentence, other: Sentence) -> Sentence:
    """Two sentences read as one."""
    total = one.vector + other.vector
    vector: Floats = total / max(float(np.linalg.norm(total)), 1e-9)
    return Sentence(vector, (*one.words, *other.words))


def worded(point: Point, sentence: Sentence, weights: Mapping[str, float], rival: float) -> Likeness:
    """How surely a sentence says a point that has many wordings: the one that it is nearest to by meaning
    need not be the one whose words it shares. rival is its highest cosine with another point.

    A sentence that is more like one that goes against the point than like any wording denies it.
    """
    said = _nearness(point.wordings, sentence, weights, rival)
    if point.against and _cosine(point.against, sentence) > _cosine(point.wordings, sentence):
        return Likeness(_nearness(point.against, sentence, weights, rival), denied=True)
    return Likeness(said, denied=likeness(point, sentence, weights).denied)


def _nearness(
    wordings: Sequence[Sentence], sentence: Sentence, weights: Mapping[str, float], rival: float
) -> float:
    there, cosine = _by_key(sentence), _cosine(wordings, sentence)
    share = max((_shared(wording, there, weights).share for wording in wordings), default=0.0)
    return _value(WORDED, cosine, cosine - rival, share, _weight(wordings, sentence, weights))


def likeness(
    point: Point, sentence: Sentence, weights: Mapping[str, float], rival: float = ALONE
) -> Likeness:
    """How surely a sentence says a point, by the wording that it is most like; rival is its highest cosine
    with another point.

    Whether it denies the point is read off all wordings that it is nearly as much like, as any single one may
    stand the other way round by its words ("criticism does not belong in the meeting").
    """
    there, words = _by_key(sentence), _weight(point.wordings, sentence, weights)
    lead = _cosine(point.wordings, sentence) - rival
    each = [(_shared(wording, there, weights), wording) for wording in point.wordings]
    values = [
        _value(BRIEF, float(wording.vector @ sentence.vector), lead, held.share, words)
        for held, wording in each
    ]
    best = max(values, default=0.0)
    near = [held for (held, _), value in zip(each, values, strict=True) if value >= NEARLY * best]
    return Likeness(best, denied=_denies(near))


def _weight(wordings: Sequence[Sentence], sentence: Sentence, weights: Mapping[str, float]) -> float:
    """How many words of all wordings a sentence has, by rarity."""
    known = {key for wording in wordings for word in wording.words for key in word.keys}
    return sum(max(weights.get(key, 0.0) for key in it.keys) for it in sentence.words if it.keys & known)


def _denies(near: Sequence[_Held]) -> bool:
    both = sum(held.both for held in near)
    enough = any(held.both >= DENIABLE * held.all > 0 for held in near)
    return enough and sum(held.opposed for held in near) >= OPPOSED * both


def _value(fit: Fit, cosine: float, lead: float, share: float, words: float) -> float:
    z = fit.bias + fit.cosine * cosine + fit.lead * lead + fit.share * share
    return float(1 / (1 + np.exp(-z - fit.words * min(words, MOST_WORDS))))


def _by_key(sentence: Sentence) -> Mapping[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for word in sentence.words:
        for key in word.keys:
            found.setdefault(key, []).append(word)
    return found


def _shared(wording: Sentence, there: Mapping[str, list[Word]], weights: Mapping[str, float]) -> _Held:
    both = opposed = every = 0.0
    for word in wording.words:
        weight = max((weights.get(key, 1.0) for key in word.keys), default=1.0)
        every += weight
        same = [it for key in word.keys for it in there.get(key, ())]
        turned = [it for key in word.opposites for it in there.get(key, ())] if not same else []
        if same or turned:
            both += weight
            agrees = any(it.denied == word.denied for it in same)
            agrees = agrees or any(it.denied != word.denied for it in turned)
            opposed += 0.0 if agrees else weight
    return _Held(both, opposed, every)


def rarities(points: Sequence[Point]) -> dict[str, float]:
    """What each key counts: 1 where one point alone has it, less for a word of several points."""
    counts = Counter(
        key
        for point in points
        for key in {key for wording in point.wordings for word in wording.words for key in word.keys}
    )
    return {key: 1 / count**0.5 for key, count in counts.items()}
