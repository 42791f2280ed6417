"""Whether a sentence says what the passages it cites say: checked in code, sentence by sentence.

Numbers, names and quotations must stand in the passages; then the sentence must be like what one, two or
three sentences there say, in words and in meaning, and deny nothing that they say (tutor.points.covering).
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from tutor.course.analysis import words
from tutor.course.chunking import header
from tutor.course.comparing import Comparer
from tutor.course.facts import facts, numbers, plain, times
from tutor.course.snapshot import spans_of
from tutor.domain.course import Chunk
from tutor.embeddings.embedder import Embedder
from tutor.points.covering import Likeness, Point, Sentence, Word, beside, likeness, rarities

LIKE, ABROAD = 0.75, 0.55
"""From which likeness on a sentence is supported, in the language of the passages and in another one."""
BIAS, COSINE, WORDS = -6.0, 7.0, 4.0
"""The regression behind it: on the cosine of two sentences and the share of words they have in common."""
GROUNDED = 0.6
"""The share of a sentence's words, translations and all, that what supports it must have."""
HALF = 0.5
"""The share of a sentence's words from which on a clause is about the same."""
MORE = 0.05
"""How much likelier a further sentence must make it to be quoted too."""
MOST = 3
"""Sentences of the course that support one of the answer at most."""

Stretch = tuple[Chunk, int, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of a passage, ``chunk.text[start:end]``, as it is compared."""

    chunk: Chunk
    start: int
    end: int
    read: Sentence


@dataclass(frozen=True, slots=True)
class Held:
    """What of the course comes nearest to a sentence.

    like is how surely the stretches say it, grounded the share of its words that they or their headings have,
    both 0 to 1; turned says that they say the opposite.
    """

    stretches: tuple[Stretch, ...]
    like: float
    grounded: float
    turned: bool

    @property
    def text(self) -> str:
        """The stretches as text, with their headings."""
        parts = ((header(it.title, it.place), it.text[start:end]) for it, start, end in self.stretches)
        return "\n".join(line for part in parts for line in part)

    @property
    def times(self) -> frozenset[str]:
        """The stretches of time that are named in them."""
        return frozenset(
            name for it, start, end in self.stretches for name in times(it.text[start:end], it.language)
        )


class Support:
    """Checks sentences of answers against passages of a course."""

    def __init__(self, embedder: Embedder) -> None:
        self._comparer = functools.cache(functools.partial(Comparer, embedder))
        self._read = functools.lru_cache(maxsize=512)(self._passage)

    def find(
        self, sentence: str, language: str, passages: Sequence[Chunk], asked: str = ""
    ) -> tuple[Stretch, ...]:
        """The stretches of the passages that say what a sentence says, in their order; empty for none.

        asked is the question: a name in it may come back in the answer.
        """
        if not passages or not _stands(sentence, language, passages, asked):
            return ()
        held = self.weigh(sentence, language, passages)
        abroad = any(chunk.language != language for chunk in passages)
        enough = held.like >= (ABROAD if abroad else LIKE) and held.grounded >= GROUNDED
        counted = numbers(sentence) <= numbers(held.text) and times(sentence, language) <= held.times
        return held.stretches if enough and counted and not held.turned else ()

    def weigh(self, sentence: str, language: str, passages: Sequence[Chunk]) -> Held:
        """What comes nearest to a sentence, and how near; whatever its facts."""
        claim = self._comparer(language).read([sentence])[0]
        told = [it for chunk in passages for it in self._read(chunk)]
        if not claim.words or not told:
            return Held((), 0.0, 0.0, False)
        chosen, alike = _nearest(claim, told)
        headings = self._headings({it.chunk.id: it.chunk for it in chosen}.values())
        known = _keys([*(it.read for it in chosen), *headings])
        return Held(
            stretches=_stretches(chosen),
            like=alike.value,
            grounded=sum(bool(word.keys & known) for word in claim.words) / len(claim.words),
            turned=alike.denied or _contradicted(claim, chosen),
        )

    def _passage(self, chunk: Chunk) -> tuple[_Told, ...]:
        spans = spans_of(chunk)
        read = self._comparer(chunk.language).read([chunk.text[start:end] for start, end in spans])
        return tuple(_Told(chunk, *span, it) for span, it in zip(spans, read, strict=True))

    def _headings(self, passages: Iterable[Chunk]) -> Iterator[Sentence]:
        for chunk in passages:
            yield from self._comparer(chunk.language).read([header(chunk.title, chunk.place)])


def _stands(sentence: str, language: str, passages: Sequence[Chunk], asked: str) -> bool:
    """Whether all numbers, names and quotations of a sentence stand in the passages."""
    text = "\n".join(f"{header(chunk.title, chunk.place)}\n{chunk.text}" for chunk in passages)
    said, known = facts(sentence, language), frozenset(words(text))
    there = plain(text)
    return (
        said.numbers <= numbers(text)
        and all(name in known or name in words(asked) for name in said.names)
        and all(quotation in there for quotation in said.quotations)
    )


def _keys(read: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(key for it in read for word in it.words for key in word.keys)


def _nearest(claim: Sentence, told: Sequence[_Told]) -> tuple[list[_Told], Likeness]:
    """The sentences of one passage that together say most of what a sentence says, and how surely they do."""
    chosen = [max(told, key=lambda it: _like(claim, it.read))]
    together = chosen[0].read
    best = _like(claim, together)
    while len(chosen) < MOST and not _denied(claim, together):
        left = [it for it in told if it.chunk is chosen[0].chunk and it not in chosen]
        tried = [(_like(claim, beside(together, it.read)), it) for it in left]
        value, one = max(tried, key=lambda pair: pair[0], default=(0.0, chosen[0]))
        if value < best + MORE or _denied(claim, beside(together, one.read)):
            break
        chosen, best, together = [*chosen, one], value, beside(together, one.read)
    return chosen, Likeness(best, denied=_denied(claim, together))


def _like(claim: Sentence, told: Sentence) -> float:
    """How surely one sentence says what another does, by its meaning and by the share of its words there."""
    known = _keys([told])
    turned = (word.opposites & known for word in claim.words)
    shared = [bool(word.keys & known or other) for word, other in zip(claim.words, turned, strict=True)]
    z = BIAS + COSINE * float(claim.vector @ told.vector) + WORDS * sum(shared) / len(shared)
    return float(1 / (1 + np.exp(-z)))


def _denied(claim: Sentence, told: Sentence) -> bool:
    """Whether one sentence denies what another says."""
    point = Point("", (claim,))
    return likeness(point, told, rarities([point])).denied


def _contradicted(claim: Sentence, chosen: Sequence[_Told]) -> bool:
    """Whether a word of a sentence stands in the course only as its opposite.

    In the course as a whole, and in each clause of it that has half of the words or more: "bad makes people
    dissatisfied, but good does not inspire them" does not say that good makes people dissatisfied.
    """
    together = [word for it in chosen for word in it.read.words]
    clauses = [list(words) for it in chosen for _, words in groupby(it.read.words, lambda one: one.clause)]
    close = [words for words in clauses if _shared(claim, words) >= HALF]
    return any(_opposed(claim, words) for words in (together, *close))


def _shared(claim: Sentence, told: Sequence[Word]) -> float:
    """The share of the words of a sentence that stand in another, as they are or as their opposite."""
    known = frozenset(key for word in told for key in word.keys)
    return sum(bool((word.keys | word.opposites) & known) for word in claim.words) / len(claim.words)


def _opposed(claim: Sentence, there: Sequence[Word]) -> bool:
    return any(
        any(other.keys & word.opposites and other.denied == word.denied for other in there)
        for word in claim.words
        if word.opposites and not any(other.keys & word.keys for other in there)
    )


def _stretches(chosen: Sequence[_Told]) -> tuple[Stretch, ...]:
    """The sentences in the order of the course, those that follow each other as one."""
    found: list[Stretch] = []
    for it in sorted(chosen, key=lambda one: (one.chunk.document, one.chunk.start, one.start)):
        if found and found[-1][0] is it.chunk and not it.chunk.text[found[-1][2] : it.start].strip():
            found[-1] = (it.chunk, found[-1][1], it.end)
        else:
            found.append((it.chunk, it.start, it.end))
    return tuple(found)
