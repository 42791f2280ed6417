"""How well each sentence of the found passages answers a question."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tutor.course.analysis import Analyzer, words
from tutor.course.chunking import header
from tutor.course.cues import Kind, fits, forbids, idle, is_item, opens_steps, wary
from tutor.course.query import Query
from tutor.course.signals import Found
from tutor.course.snapshot import Snapshot, gram_terms, stem_terms
from tutor.embeddings.embedder import Floats

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
        Kind.PRICE: 0.1,
        Kind.MOMENT: 0.15,
    }
)
"""What a sentence gains that looks like the kind of answer asked for."""
FURTHEST = 6.0
"""How far behind the best passage another one may count as, in fused scores."""
RECALLED, KIND = 0.2, 1.6
"""In a follow-up: what words of the earlier question count beside its own, as they found the passage already,
and how much more the kind of answer counts, as a follow-up often says little else."""
IDLE = -0.15
"""What a sentence loses that asks or announces."""
SHORTEST_LIST = 3
"""Items that make a list."""
FORBIDS = -0.25
"""What a sentence loses that only forbids, where a way to do something is asked for."""
SAID = -0.5
"""What a sentence loses that the tutor quoted just before."""
STEPS, ALL = 0.5, 0.9
"""What a sentence gains that opens the steps of what is asked for, where a way is; and the share of the
question's words that it must have for that, with its heading."""
TITLED = 0.25
"""What a sentence gains when a list or a way is asked for and its heading says all that is asked."""
HEADED = 0.5
"""What a sentence gains when the heading of its section, beyond the title of the document, says all of it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a chunk, ``chunk.text[start:end]``, with how well it answers; number counts there."""

    row: int
    number: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as sentences are compared with it."""

    vector: Floats
    groups: tuple[Mapping[int, float], ...]
    rarities: tuple[float, ...]
    letters: Mapping[int, float]
    follows: bool
    told: str
    wary: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is compared of a sentence."""

    stems: frozenset[int]
    grams: frozenset[int]
    idle: bool


class Weigher:
    """Weighs the sentences of one course against questions."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._analyzers = {code: Analyzer(code, known) for code, known in snapshot.vocabulary.items()}
        self._terms = functools.lru_cache(maxsize=4096)(self._read)

    def weigh(self, found: Found, wanted: frozenset[Kind] = frozenset(), most: int = 6) -> list[Scored]:
        """The sentences of the best rows, the best first; wanted is the kind of answer that is asked for."""
        rows, fused, asked = found.rows[:most], found.signals.fused, self._asked(found.query)
        scored = []
        for rank, row in enumerate(rows):
            behind = min(float(fused[rows[0]] - fused[row]), FURTHEST)
            headed = HEADED * covered(asked.groups, asked.rarities, self._section(row))
            scored += self._row(asked, row, wanted, headed - 0.05 * behind - 0.02 * rank)
        return sorted(scored, key=lambda one: (-one.score, one.row, one.number))

    def best(self, query: Query, rows: NDArray[np.int64], wanted: frozenset[Kind]) -> Floats:
        """The score of the best sentence of each row; wanted is the kind of answer that is asked for."""
        asked = self._asked(query)
        found = (self._row(asked, int(row), wanted, 0.0) for row in rows)
        return np.array([max((one.score for one in own), default=0.0) for own in found], np.float32)

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

    def _asked(self, query: Query) -> _Asked:
        stems, grams = self._snapshot.stems, self._snapshot.grams
        shares = (RECALLED if group.recalled else 1.0 for group in query.groups)
        weights = grams.rarity(query.grams) * query.gram_weights
        pairs = (zip(group.terms.tolist(), group.weights.tolist(), strict=True) for group in query.groups)
        return _Asked(
            vector=query.vector if query.alone is None else np.float32(0.5) * (query.vector + query.alone),
            groups=tuple(map(dict, pairs)),
            rarities=tuple(
                float(stems.rarity(group.terms).max(initial=0.0)) * part
                for group, part in zip(query.groups, shares, strict=True)
            ),
            letters=dict(zip(query.grams.tolist(), weights.tolist(), strict=True)),
            follows=query.alone is not None,
            told=query.told,
            wary=wary(query.text),
        )

    def _row(self, asked: _Asked, row: int, wanted: frozenset[Kind], prior: float) -> list[Scored]:
        first, last = self._snapshot.sentences_of(row)
        heading, read = self._terms(row)
        cosines = np.asarray(self._snapshot.sentences[first:last], np.float32) @ asked.vector
        titled = 0.0
        if wanted & {Kind.LIST, Kind.HOW}:
            titled = TITLED * covered(asked.groups, asked.rarities, heading)
        spans, text = self._snapshot.spans[first:last].tolist(), self._snapshot.chunks[row].text
        scored = []
        for number, ((start, end), own, cosine) in enumerate(zip(spans, read, cosines.tolist(), strict=True)):
            both = covered(asked.groups, asked.rarities, own.stems | heading)
            held = 0.6 * covered(asked.groups, asked.rarities, own.stems) + 0.4 * both
            near = share(asked.letters, own.grams) * (RECALLED if asked.follows else 1.0)
            score = 0.8 * cosine + 0.6 * held + 0.6 * near + prior + (IDLE if own.idle else 0.0)
            score += _looks(asked, text[start:end], wanted, titled)
            if Kind.HOW in wanted and both >= ALL and opens_steps(text[start:end]):
                score += STEPS
            scored.append(Scored(row, number, start, end, score))
        return scored

    def _section(self, row: int) -> frozenset[int]:
        """The stems of the headings of a row beyond the title of its document."""
        chunk = self._snapshot.chunks[row]
        title = stem_terms(chunk.title, self._analyzers[chunk.language])
        return self._terms(row)[0] - frozenset(title.tolist())

    def _read(self, row: int) -> tuple[frozenset[int], tuple[_Sentence, ...]]:
        """The stems of a row's headings and what is compared of its sentences, kept for the next question."""
        chunk, (first, last) = self._snapshot.chunks[row], self._snapshot.sentences_of(row)
        analyzer = self._analyzers[chunk.language]
        heading = frozenset(stem_terms(header(chunk.title, chunk.place), analyzer).tolist())
        texts = (chunk.text[start:end] for start, end in self._snapshot.spans[first:last].tolist())
        return heading, tuple(
            _Sentence(
                frozenset(stem_terms(text, analyzer).tolist()),
                frozenset(gram_terms(text, analyzer).tolist()),
                idle(text),
            )
            for text in texts
        )


def _looks(asked: _Asked, sentence: str, wanted: frozenset[Kind], titled: float) -> float:
    """What a sentence gains by its form, and loses by being a repetition."""
    looks = fits(sentence, wanted)
    gained = sum(CUES[kind] for kind in looks) * (KIND if asked.follows else 1.0)
    gained += titled if is_item(sentence) or Kind.HOW in looks else 0.0
    gained += FORBIDS if Kind.HOW in wanted and not asked.wary and forbids(sentence) else 0.0
    return gained + (SAID if sentence in asked.told else 0.0)


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
