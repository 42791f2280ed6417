"""Words that mean much the same as a hidden one, by their vectors: "rival" where "competitor" is hidden.

Whole sentences are not compared: on 258 honest replies and 26 paraphrases of secrets their nearness did not
tell the two apart, while single words did (docs/guard.md).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tutor.roleplay.recognition.glosses import encodable

Floats = NDArray[np.float32]

NEAR = 0.65
"""Cosine from which two words mean much the same."""
SHORTEST = 3
"""Letters of a word that is compared."""
REMEMBERED = 20_000


class Encoder(Protocol):
    """Turns texts into vectors of length 1 (tutor.embeddings.embedder.Embedder)."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


class Kin:
    """Finds words that are akin; remembers their vectors, which take longer to make than to compare."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, str], Floats] = {}

        @lru_cache(maxsize=256)
        def rows(words: tuple[str, ...], language: str) -> Floats:
            return self._rows(words, language)

        self._hidden = rows

    def learn(self, hidden: tuple[str, ...], language: str) -> None:
        """Make the vectors of hidden words now, so that the first reply need not wait for them."""
        self._hidden(hidden, language)

    def akin(self, words: Iterable[str], hidden: tuple[str, ...], language: str) -> bool:
        """Whether any of the words means much the same as a hidden one."""
        looked = tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST))
        if not looked or not hidden:
            return False
        return bool((self._rows(looked, language) @ self._hidden(hidden, language).T).max() >= NEAR)

    def _rows(self, words: tuple[str, ...], language: str) -> Floats:
        known = self._known
        if fresh := [word for word in words if (word, language) not in known]:
            made = self._encoder.encode([encodable(word, language) for word in fresh])
            kept = {} if len(known) > REMEMBERED else known
            wanted = {(word, language): known[word, language] for word in words if word not in fresh}
            new = {(word, language): row for word, row in zip(fresh, made, strict=True)}
            known = self._known = {**kept, **wanted, **new}
        return np.array([known[word, language] for word in words], np.float32)
