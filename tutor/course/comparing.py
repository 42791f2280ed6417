"""Sentences made ready for comparing what they say: vectors, stems, translations, and what is denied."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib import resources

from tutor.course.analysis import Analyzer, fold, stem
from tutor.course.translation import can_gloss, gloss, translate
from tutor.embeddings.embedder import Embedder
from tutor.embeddings.multilingual import multilingual, paired
from tutor.language import stopwords
from tutor.points.covering import Sentence, Word
from tutor.points.polarity import clause_ends, denied_spans

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
TRANSLATIONS = 2
"""Translations of a word that it is found by too, so that near synonyms meet in another language."""


class Comparer:
    """Makes sentences of one language ready; spoken says that they are what people wrote themselves.

    Their vectors are of two encoders: the embedder, for which a language is put into one that it knows, and
    one that knows more.
    """

    def __init__(self, embedder: Embedder, language: str, *, spoken: bool = False) -> None:
        self._embedder = embedder
        self._language = language
        self._spoken = spoken
        self._glossing = not embedder.knows(language) and can_gloss(language)
        self._analyzer = Analyzer(language, {})

    def read(self, texts: Sequence[str], after: Sequence[str] = ()) -> tuple[Sentence, ...]:
        """The texts, each as one sentence; after holds what stands behind each, which may take it back."""
        shown = [
            gloss(text, self._language, spoken=self._spoken) if self._glossing else text for text in texts
        ]
        if not texts:
            return ()
        vectors = paired(self._embedder.encode(shown), multilingual(texts))
        behind = [*after, *[""] * (len(texts) - len(after))]
        return tuple(
            Sentence(vector, tuple(self._words(text, next_one)))
            for text, next_one, vector in zip(texts, behind, vectors, strict=True)
        )

    def _words(self, text: str, after: str) -> Iterator[Word]:
        spans, ends = denied_spans(text, self._language, after), clause_ends(text, self._language)
        for match in _WORD.finditer(text):
            word = fold(match.group())
            opposites = _opposites(self._language).get(word, frozenset())
            if word in _stop(self._language) and not opposites:
                continue
            denied = any(start <= match.start() < end for start, end in spans)
            keys, turned = _keys(word, self._language), _stems(opposites, self._language)
            yield Word(keys, turned, denied, bisect_right(ends, match.start()))


@functools.lru_cache(maxsize=100_000)
def _keys(word: str, language: str) -> frozenset[str]:
    """Stems under their language; a word without a translation, as a name, is the same in the other one."""
    other = "en" if language != "en" else "nl"
    own = {f"{language}:{term}" for term, _ in Analyzer(language, {}).weighed(word)}
    translations = translate(word, language, other)[:TRANSLATIONS] or (word,)
    return frozenset(own | {f"{other}:{stem(fold(it), other)}" for it in translations})


def _stems(words: frozenset[str], language: str) -> frozenset[str]:
    return frozenset(f"{language}:{stem(word, language)}" for word in words)


@functools.cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in stopwords(language))


@functools.cache
def _opposites(language: str) -> dict[str, frozenset[str]]:
    """The opposites of each word that has any (``tutor/words/opposites.<language>.tsv``)."""
    file = resources.files("tutor") / "words" / f"opposites.{language}.tsv"
    found: dict[str, frozenset[str]] = {}
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        one, _, other = line.partition("\t")
        for word, opposite in ((one, other), (other, one)):
            found[word] = found.get(word, frozenset()) | {opposite}
    return found
