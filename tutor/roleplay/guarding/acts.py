"""Acts by their meaning: a promise, praise or talk about oneself in whatever words; trained weights.

The patterns of guard.yaml are exact and narrow. This is wide: linear weights over the vectors of a sentence,
trained on sentences written by hand against the scenarios' own (evals/train_guard.py).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from tutor.roleplay.guarding.nearness import Encoder
from tutor.roleplay.recognition.glosses import encodable

Floats = NDArray[np.float32]

ACTS = ("accept", "praise", "meta")
FILE = "acts.npz"
NEARLY = 0.8
"""How far below the cut-off a line of the decision still counts as performing the act, in log-odds."""


def features(texts: Sequence[str], language: str, encoder: Encoder) -> Floats:
    """The vectors of sentences, as rows."""
    return encoder.encode([encodable(text, language) for text in texts])


@cache
def _weights() -> tuple[Floats, Floats, Floats]:
    with as_file(files("tutor.roleplay.guarding") / FILE) as path, np.load(path) as stored:
        return stored["weights"], stored["bias"], stored["cut"]


class Acts:
    """Tells which acts sentences perform; remembers what it has read."""

    def __init__(self, encoder: Encoder) -> None:
        @lru_cache(maxsize=20_000)
        def scores(text: str, language: str) -> Floats:
            weights, bias, cut = _weights()
            row: Floats = features([text], language, encoder)[0]
            return np.asarray(weights @ row + bias - cut, np.float32)

        self._scores = scores

    def performed(self, sentences: Sequence[str], decided: Sequence[str], language: str) -> tuple[str, ...]:
        """The acts that any of some sentences performs, and no sentence of the decision comes near to."""
        if not sentences:
            return ()
        reached = self._most(sentences, language) >= 0
        if not reached.any():
            return ()
        allowed = self._most(decided, language) >= -NEARLY if decided else np.zeros(len(ACTS), bool)
        return tuple(act for act, is_so in zip(ACTS, reached & ~allowed, strict=True) if is_so)

    def _most(self, sentences: Sequence[str], language: str) -> Floats:
        most: Floats = np.max([self._scores(text, language) for text in sentences], axis=0)
        return most
