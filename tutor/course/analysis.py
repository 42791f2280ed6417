"""Words, stems, parts of compounds and character n-grams: what a text is matched by besides its vector."""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.course.inflection import lemma
from tutor.language import stopwords

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_SNOWBALL = {
    "nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian",
    "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
}  # fmt: skip
_LINKS = {"nl": ("", "s", "en", "e", "n"), "de": ("", "s", "es", "n", "en", "er", "e")}
_SHORTEST_PART = 4
GRAM = 4


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, with accents folded and apostrophes straight."""
    return [fold(word) for word in _WORD.findall(text)]


@functools.lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word in lower case without accents, so that ``coördinatie`` and ``coordinatie`` are one."""
    lower = word.lower().replace("’", "'").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in plain if not unicodedata.combining(c)).removesuffix("'s")


@functools.cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    name = _SNOWBALL.get(language)
    return snowballstemmer.stemmer(name) if name else None


@functools.lru_cache(maxsize=400_000)
def stem(word: str, language: str) -> str:
    """The Snowball stem of a folded word; the word itself for a language without a stemmer."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


class Analyzer:
    """The analysis of one language with the words of a course, by whose frequency compounds are split."""

    def __init__(self, language: str, vocabulary: Mapping[str, int]) -> None:
        self.language = language
        self._vocabulary = vocabulary
        self._stop = frozenset(fold(word) for word in stopwords(language))
        self._links = _LINKS.get(language, ())
        self._split = functools.lru_cache(maxsize=200_000)(self._split_once)

    def content(self, text: str) -> list[str]:
        """The words of a text that carry meaning."""
        return [word for word in words(text) if word not in self._stop]

    def terms(self, word: str) -> list[str]:
        """What a word is found by: its stem, that of its dictionary form, and those of its parts."""
        return [term for term, _ in self.weighed(word)]

    def weighed(self, word: str, part: float = 1.0) -> list[tuple[str, float]]:
        """As terms, each with what it counts: parts of a compound count part."""
        parts = self._split(word) if self._links else ()
        found = dict.fromkeys(
            (stem(word, self.language), stem(lemma(word, self.language), self.language)), 1.0
        )
        for one in parts:
            found.setdefault(stem(one, self.language), part)
        return list(found.items())

    def _split_once(self, word: str) -> tuple[str, ...]:
        """Parts of a compound by the geometric mean of their frequencies (Koehn & Knight 2003)."""
        if len(word) < 2 * _SHORTEST_PART or not word.isalpha():
            return ()
        own = self._vocabulary.get(word, 0)
        best, parts = float(own) * 0.5, tuple[str, ...]()
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            tail = self._vocabulary.get(word[at:], 0)
            if not tail:
                continue
            for link in self._links:
                head = word[:at].removesuffix(link) if link else word[:at]
                count = self._vocabulary.get(head, 0) if len(head) >= _SHORTEST_PART else 0
                if count and (count * tail) ** 0.5 > best:
                    best, parts = (count * tail) ** 0.5, (head, word[at:])
        return parts


def hashed(terms: Iterable[str]) -> Hashes:
    """Terms as 64-bit numbers that are the same in every process."""
    return np.array([_hash(term) for term in terms], np.uint64)


@functools.lru_cache(maxsize=500_000)
def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


_PRIME = np.uint64(1_099_511_628_211)


def grams(text: str, size: int = GRAM) -> Hashes:
    """The character n-grams of a text, words parted by one space, as 64-bit numbers."""
    line = f" {' '.join(words(text))} "
    codes = np.frombuffer(line.encode("utf-32-le"), np.uint32).astype(np.uint64)
    if len(codes) < size:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(len(codes) - size + 1, np.uint64)
    with np.errstate(over="ignore"):
        for i in range(size):
            mixed = (mixed ^ codes[i : i + len(mixed)]) * _PRIME
    return mixed


def vocabulary_of(texts: Iterable[str]) -> dict[str, int]:
    """How often every word of at least four letters occurs."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in words(text):
            if len(word) >= _SHORTEST_PART and word.isalpha():
                counts[word] = counts.get(word, 0) + 1
    return counts
