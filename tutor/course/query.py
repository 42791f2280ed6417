"""A question as it is searched: its vector, its words in every language of the course, and its letters."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.course.analysis import Analyzer, Hashes, fold, grams, hashed, stem, words
from tutor.course.related import related
from tutor.course.snapshot import Snapshot
from tutor.course.spelling import nearest_words
from tutor.course.translation import can_gloss, gloss, synonyms, translate
from tutor.embeddings.embedder import Embedder, Floats
from tutor.language import word_list

TRANSLATED = 0.8
"""What a translated word counts beside one that the learner wrote."""
SYNONYM = 0.25
"""What a word counts that shares a translation with one of the learner's."""
MISSPELT = 0.7
"""What a known word counts that is one slip away from an unknown one."""
RELATED = 0.35
"""What a word counts that the lists name beside one of the learner's: tears beside crying."""
INSTEAD = 0.7
"""What such a word counts where no document has the learner's own."""
PART = 0.6
"""What a part of a compound counts."""
CONTEXT, TOLD = 0.8, 0.35
"""What a word of the learner's earlier question, and of the tutor's answer to it, counts in a follow-up."""
BEGINNING = 300
"""Characters of the tutor's answer that are taken for what a follow-up is about."""

UNKNOWN_TONGUE = 0.45
"""How far vectors are believed in a language that the embedding model knows neither itself nor by a gloss."""


@dataclass(frozen=True, slots=True)
class Group:
    """A word of a question, what it may stand for, and how surely.

    topical says that the word is about the subject, and not about the kind of answer ("explain", "tips");
    recalled that it is not in the question itself, but in the one that it follows.
    """

    word: str
    terms: Hashes
    weights: Floats
    topical: bool = True
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is matched: vector against vectors; terms with their weights against stems; grams against grams.

    groups holds for each content word of the question its terms, so that coverage can be told word by word;
    trust is how far the vector is to be believed, less for a language that the embedding model does not know;
    told is what the tutor said last, if the question follows on it, and alone the vector without all that.
    """

    text: str
    language: str
    vector: Floats
    terms: Hashes
    weights: Floats
    grams: Hashes
    gram_weights: Floats
    groups: tuple[Group, ...]
    trust: float = 1.0
    told: str = ""
    alone: Floats | None = None


class QueryReader:
    """Reads questions for one course."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        self._embedder = embedder
        self._prepared: dict[str, Floats] = {}
        self.read = functools.lru_cache(maxsize=64)(self._read)
        self._vocabulary = snapshot.vocabulary
        self._stems = {
            code: frozenset(stem(word, code) for word in known) for code, known in snapshot.vocabulary.items()
        }
        self._known = {
            language: Analyzer(language, snapshot.vocabulary[language]) for language in snapshot.languages
        }

    def _read(self, text: str, language: str, context: str = "", told: str = "") -> Query:
        """A question in a language; context and told are what it refers to in the conversation."""
        weighted: dict[str, float] = {}
        groups = []
        recent = told[:BEGINNING]
        for part, counts in ((text, 1.0), (context, CONTEXT), (recent, TOLD)):
            for word in self._content(part, language):
                found = _strongest(self._terms(word, language))
                for term, weight in found.items():
                    weighted[term] = max(weighted.get(term, 0.0), weight * counts)
                if counts > TOLD:
                    groups.append(_group(word, found, language, recalled=part is not text))
        context = f"{context} {recent}".strip()
        letters, gram_weights = self._letters(text, language, context)
        return Query(
            text=text,
            language=language,
            vector=self._vector(text, language, context),
            terms=hashed(weighted),
            weights=np.array(list(weighted.values()), np.float32),
            grams=letters,
            gram_weights=gram_weights,
            groups=tuple(groups),
            trust=1.0 if self._embedder.knows(language) or can_gloss(language) else UNKNOWN_TONGUE,
            told=told,
            alone=self._vector(text, language, "") if context else None,
        )

    def _content(self, text: str, language: str) -> list[str]:
        reader = self._known.get(language) or Analyzer(language, {})
        return list(dict.fromkeys(reader.content(text)))

    def _terms(self, word: str, language: str) -> Iterator[tuple[str, float]]:
        """The stems that a word may stand for in the course, each under its language."""
        for target, analyzer in self._known.items():
            for term, weight in analyzer.weighed(word, PART):
                yield f"{target}:{term}", weight
            if target == language:
                for near, weight in self._near(word, language):
                    yield f"{target}:{stem(near, target)}", weight
                continue
            for translation in translate(word, language, target):
                for part in words(translation):
                    for term in analyzer.terms(part):
                        yield f"{target}:{term}", TRANSLATED

    def _near(self, word: str, language: str) -> Iterator[tuple[str, float]]:
        """Words of the same language that may be meant, with what each counts."""
        yield from ((near, SYNONYM) for near in synonyms(word, language))
        if self._foreign(word, language):
            yield from ((near, INSTEAD) for near in related(word, language))
        elif not self._embedder.knows(language):  # a model that does finds such words by itself
            yield from ((near, RELATED) for near in related(word, language))
        if self._unknown(word, language):
            yield from ((near, MISSPELT) for near in nearest_words(word, self._vocabulary[language]))

    def _unknown(self, word: str, language: str) -> bool:
        return len(word) > 3 and word.isalpha() and word not in self._vocabulary[language]

    def _foreign(self, word: str, language: str) -> bool:
        """Whether no document in its language has a word in any form."""
        return word.isalpha() and stem(word, language) not in self._stems.get(language, frozenset())

    def _letters(self, text: str, language: str, context: str) -> tuple[Hashes, Floats]:
        own = grams(" ".join(self._content(text, language)))
        more = grams(" ".join(self._content(context, language)))
        foreign = grams(" ".join((*self._translated(text, language), *self._instead(text, language))))
        flat = np.concatenate([own, foreign, more])
        counts = (np.full(len(own), 1.0), np.full(len(foreign), TRANSLATED), np.full(len(more), CONTEXT))
        weights = np.concatenate(counts).astype(np.float32)
        terms, first = np.unique(flat, return_index=True)
        return terms, weights[first]

    def _translated(self, text: str, language: str) -> Iterator[str]:
        for target in self._known:
            for word in self._content(text, language) if target != language else ():
                yield from translate(word, language, target)

    def _instead(self, text: str, language: str) -> Iterator[str]:
        """What the lists name beside words that no document has."""
        for word in self._content(text, language) if language in self._known else ():
            yield from related(word, language) if self._foreign(word, language) else ()

    def prepare(self, texts: Sequence[str], language: str) -> None:
        """Encode several questions at once, which costs less than one by one; read finds them then."""
        new = [put for put in (self._put(text, language) for text in texts) if put not in self._prepared]
        if new:
            self._prepared.update(zip(new, self._embedder.encode_queries(new), strict=True))

    def _vector(self, text: str, language: str, context: str) -> Floats:
        put = self._put(f"{context} {text}".strip(), language)
        prepared = self._prepared.get(put)
        return self._embedder.encode_query(put) if prepared is None else prepared

    def _put(self, text: str, language: str) -> str:
        known = self._embedder.knows(language) or not can_gloss(language)
        return text if known else gloss(text, language, spoken=True)


def _strongest(terms: Iterator[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for term, weight in terms:
        found[term] = max(found.get(term, 0.0), weight)
    return found


def _group(word: str, found: dict[str, float], language: str, *, recalled: bool) -> Group:
    weights = np.sqrt(np.array(list(found.values()), np.float32))  # a doubtful match still says something
    return Group(word, hashed(found), weights, word not in _frame(language), recalled)


@functools.cache
def _frame(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("frame", language))
